//! The Chat page's state: the list of conversations, and the open one as rows. What the person does is in
//! `chat_actions.rs`; how texts become nodes in `bodies.rs`.

use super::app::{AfterKey, Change, announce};
use super::hooks::{self, Happening};
use super::{App, Trouble, WaitView, bodies, journal, thread};
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, Name, TabName};
use crate::browser::time;
use chat::{Conversation, Message, MessageState, Tree};
use gate::{CallId, Cost};
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use wire::{Millis, Role, Usage};

/// The signals of the page.
#[derive(Clone, Copy)]
pub struct ChatState {
    /// All conversations, pinned ones first, then the latest.
    pub conversations: RwSignal<Vec<Conversation>>,
    /// The open one; none is a new conversation that has no message yet.
    pub open: RwSignal<Option<String>>,
    /// The open one's messages, from the first to the leaf.
    pub rows: RwSignal<Vec<Row>>,
    /// The first of them that is on the screen: a long conversation is shown from its end.
    pub from: RwSignal<usize>,
    /// What is typed and not sent.
    pub draft: RwSignal<String>,
    /// Instructions for the open conversation (its system prompt).
    pub system: RwSignal<String>,
    /// The conversations whose answer is arriving.
    pub streaming: RwSignal<BTreeSet<String>>,
    /// The open conversation's answer is arriving.
    pub busy: Memo<bool>,
    /// What was deleted last, for undo.
    pub deleted: RwSignal<Option<Deleted>>,
    /// The conversations have been read from the database.
    pub loaded: RwSignal<bool>,
    /// The reader is at the end of the thread, and the view follows what arrives.
    pub follow: RwSignal<bool>,
    /// The conversation that the rows are of.
    pub(super) opened: StoredValue<Option<String>>,
    /// The page was shown since the tab was opened.
    begun: StoredValue<bool>,
    pub(super) thread: StoredValue<Option<NodeRef<Div>>>,
    /// When the reader's hand was last on the thread.
    pub(super) moved: StoredValue<Millis>,
    /// How far it was scrolled when that was last looked at, in pixels.
    pub(super) scrolled: StoredValue<i32>,
}

/// What undo brings back.
#[derive(Clone, Debug, PartialEq)]
pub enum Deleted {
    /// A whole conversation.
    Conversation(Conversation),
    /// A message and all that followed it.
    Messages {
        /// The conversation they were in
        conversation: String,
        /// The messages
        messages: Vec<Message>,
        /// The leaf before
        leaf: Option<String>,
    },
}

/// One message on the screen.
#[derive(Clone)]
pub struct Row {
    /// The message's id.
    pub id: String,
    /// Who says it.
    pub role: Role,
    /// Which of how many siblings it is, from 0.
    pub siblings: (usize, usize),
    /// It was among the last when the rows were made: what stands around its text is there from the start.
    pub near_end: bool,
    /// All that changes while an answer arrives.
    pub live: ArcRwSignal<RowLive>,
}

/// What may change about a message that is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLive {
    /// How far it is
    pub state: MessageState,
    /// The model that wrote it
    pub model: Option<String>,
    /// What the endpoint counted
    pub usage: Option<Usage>,
    /// What it cost, where the price is known
    pub cost: Option<Cost>,
    /// What went wrong
    pub trouble: Option<Trouble>,
    /// There is reasoning to unfold
    pub has_reasoning: bool,
    /// Any text has arrived
    pub has_text: bool,
    /// What the call waits for
    pub waiting: Option<WaitView>,
}

impl RowLive {
    pub(super) fn of(message: &Message) -> RowLive {
        RowLive {
            state: message.state,
            model: message.model.clone(),
            usage: message.usage,
            cost: message.cost.map(Cost),
            trouble: None,
            has_reasoning: !message.reasoning.is_empty(),
            has_text: !message.text.is_empty(),
            waiting: None,
        }
    }
}

/// An answer that is arriving.
pub(super) struct Answer {
    pub call: CallId,
    /// The message as it is so far; it goes back into the tree when it is over.
    pub message: Message,
}

/// What is held beside the signals: the trees of conversations that are open or being written, and the answers.
#[derive(Default)]
pub(super) struct Desk {
    pub trees: BTreeMap<String, Tree>,
    pub answers: BTreeMap<String, Answer>,
    pub lives: BTreeMap<String, ArcRwSignal<RowLive>>,
    /// How often each conversation was read, so that an older reading never replaces a newer one.
    pub readings: BTreeMap<String, u32>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::default());
}

pub(super) fn desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| work(&mut desk.borrow_mut()))
}

impl ChatState {
    pub(super) fn new() -> ChatState {
        let open = RwSignal::new(storage::tab_load::<String>(TabName::Conversation));
        let streaming = RwSignal::new(BTreeSet::<String>::new());
        ChatState {
            conversations: RwSignal::new(Vec::new()),
            open,
            rows: RwSignal::new(Vec::new()),
            from: RwSignal::new(0),
            draft: RwSignal::new(
                storage::tab_load(TabName::ChatDraft)
                    .or_else(|| storage::load(Name::ChatDraft))
                    .unwrap_or_default(),
            ),
            system: RwSignal::new(String::new()),
            streaming,
            busy: Memo::new(move |_| {
                open.with(|open| {
                    open.as_ref()
                        .is_some_and(|open| streaming.with(|streaming| streaming.contains(open)))
                })
            }),
            deleted: RwSignal::new(None),
            loaded: RwSignal::new(false),
            follow: RwSignal::new(true),
            opened: StoredValue::new(None),
            begun: StoredValue::new(false),
            thread: StoredValue::new(None),
            moved: StoredValue::new(0),
            scrolled: StoredValue::new(0),
        }
    }
}

impl App {
    /// The Chat page is there. At the first time the conversations are read, and from then on other tabs are heard.
    pub fn chat_begin(self) {
        if self.chat.begun.get_value() {
            return;
        }
        self.chat.begun.set_value(true);
        super::engine::open(self);
        hooks::hear(happened);
        leptos::task::spawn_local(async move {
            journal::take_back_tail(self).await;
            self.load_conversations().await;
        });
    }

    pub(super) async fn load_conversations(self) {
        const UNDO_KEPT: Millis = 60 * 60 * 1_000;
        let Some(all) = self.note_storage(db::all::<Conversation>(Store::Conversations).await)
        else {
            return self.chat.loaded.set(true);
        };
        let now = time::now();
        let (gone, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(|conversation| {
            conversation
                .deleted
                .is_some_and(|at| now.saturating_sub(at) > UNDO_KEPT)
        });
        self.list_conversations(kept);
        self.chat.loaded.set(true);
        if let Some(open) = self.chat.open.get_untracked() {
            self.show_conversation(open).await;
        }
        for conversation in gone {
            self.purge(conversation.id).await;
        }
    }

    pub(super) async fn reload_conversations(self) {
        if let Some(all) = self.note_storage(db::all::<Conversation>(Store::Conversations).await) {
            self.list_conversations(all);
        }
    }

    fn list_conversations(self, all: Vec<Conversation>) {
        let mut listed: Vec<_> = all
            .into_iter()
            .filter(|conversation| conversation.deleted.is_none())
            .collect();
        sort(&mut listed);
        self.chat.conversations.set(listed);
    }

    async fn purge(self, id: String) {
        let messages = self
            .note_storage(db::by_index::<Message>(Store::Messages, "conversation", &id).await)
            .unwrap_or_default();
        let ids: Vec<String> = messages.into_iter().map(|message| message.id).collect();
        self.note_storage(db::delete_many(Store::Messages, &ids).await);
        self.note_storage(db::delete(Store::Conversations, &id).await);
    }

    /// Another tab changed messages of a conversation.
    pub(super) async fn reload_messages(self, conversation: String) {
        let shown = self.chat.open.get_untracked().as_deref() == Some(&conversation);
        let writing = self
            .chat
            .streaming
            .with_untracked(|streaming| streaming.contains(&conversation));
        if writing {
            return;
        }
        desk(|desk| {
            desk.trees.remove(&conversation);
            // A reading that is under way is of before the change.
            *desk.readings.entry(conversation.clone()).or_default() += 1;
        });
        self.reload_conversations().await;
        if shown {
            self.show_conversation(conversation).await;
        }
    }

    /// Reads a conversation (unless it is held) and shows it.
    pub(super) async fn show_conversation(self, id: String) {
        if !desk(|desk| desk.trees.contains_key(&id)) {
            let reading = desk(|desk| {
                let readings = desk.readings.entry(id.clone()).or_default();
                *readings += 1;
                *readings
            });
            let Some(messages) = self
                .note_storage(db::by_index::<Message>(Store::Messages, "conversation", &id).await)
            else {
                return;
            };
            let mut recovered = Vec::with_capacity(messages.len());
            for message in messages {
                recovered.push(match message.state {
                    MessageState::Streaming => {
                        let pieces = journal::pieces(self, &message.id).await;
                        chat::recover(message, pieces)
                    }
                    _ => message,
                });
            }
            // Meanwhile another reading may have begun, or the person have written something.
            desk(|desk| {
                if desk.readings.get(&id) == Some(&reading) {
                    desk.trees
                        .entry(id.clone())
                        .or_insert_with(|| Tree::from_messages(recovered));
                }
            });
        }
        if self.chat.open.get_untracked().as_deref() == Some(&id) {
            self.chat.system.set(
                self.conversation(&id)
                    .map(|conversation| conversation.system)
                    .unwrap_or_default(),
            );
            self.rebuild_rows(&id);
        }
    }

    /// Makes the rows of a conversation, if it is the open one.
    pub(super) fn rebuild_rows(self, id: &str) {
        if self.chat.open.get_untracked().as_deref() != Some(id) {
            return;
        }
        let leaf = self
            .conversation(id)
            .and_then(|conversation| conversation.leaf);
        let preset = self.endpoint.preset();
        let mut rows: Vec<Row> = desk(|desk| {
            let Desk {
                trees,
                lives,
                answers,
                ..
            } = desk;
            let Some(tree) = trees.get(id) else {
                return Vec::new();
            };
            let leaf = leaf
                .filter(|leaf| tree.get(leaf).is_some())
                .or_else(|| tree.latest_leaf(None));
            let Some(leaf) = leaf else { return Vec::new() };
            tree.path_to(&leaf)
                .into_iter()
                .map(|message| {
                    let (siblings, index) = tree.siblings(&message.id);
                    let live = lives
                        .entry(message.id.clone())
                        .or_insert_with(|| ArcRwSignal::new(RowLive::of(message)));
                    if !answers.contains_key(&message.id) {
                        let trouble = message.problem.clone().map(|problem| Trouble {
                            kind: super::TroubleKind::Wire(problem.kind.clone()),
                            problem: Some(problem),
                            preset,
                        });
                        let old = live.with_untracked(|live| live.trouble.clone());
                        let fresh = RowLive {
                            trouble: old.or(trouble),
                            ..RowLive::of(message)
                        };
                        if live.with_untracked(|live| *live != fresh) {
                            live.set(fresh);
                        }
                    }
                    Row {
                        near_end: false,
                        id: message.id.clone(),
                        role: message.role,
                        siblings: (index, siblings.len()),
                        live: live.clone(),
                    }
                })
                .collect()
        });
        let first_near = rows.len().saturating_sub(thread::FIRST);
        for row in rows.iter_mut().skip(first_near) {
            row.near_end = true;
        }
        for row in &rows {
            let finished = self.with_message(&row.id, |message| {
                (message.state != MessageState::Streaming).then(|| message.text.clone())
            });
            if let Some(text) = finished.flatten() {
                bodies::refresh(&row.id, &text);
            }
        }
        if self
            .chat
            .opened
            .with_value(|opened| opened.as_deref() != Some(id))
        {
            self.chat.opened.set_value(Some(id.to_string()));
            self.open_at_end(rows.len());
        }
        self.chat.rows.set(rows);
    }

    /// A conversation of the list, not tracked.
    pub(super) fn conversation(self, id: &str) -> Option<Conversation> {
        self.chat.conversations.with_untracked(|all| {
            all.iter()
                .find(|conversation| conversation.id == id)
                .cloned()
        })
    }

    /// Changes a conversation's record and writes it down.
    pub(super) fn change_conversation(self, id: &str, change: impl FnOnce(&mut Conversation)) {
        let mut changed = None;
        self.chat.conversations.update(|all| {
            if let Some(conversation) = all.iter_mut().find(|conversation| conversation.id == id) {
                change(conversation);
                changed = Some(conversation.clone());
            }
            sort(all);
        });
        let Some(conversation) = changed else { return };
        leptos::task::spawn_local(async move {
            self.note_storage(db::put(Store::Conversations, &conversation).await);
            announce(Change::Conversations);
        });
    }

    /// Writes a message down as it is now; its journal starts anew.
    pub(super) fn save_message(self, message: Message) {
        // The record holds all that the journal held: it goes in the same transaction, so that nothing is there twice.
        let written = db::Batch::new()
            .put(Store::Messages, &message)
            .delete_journal(&message.id)
            .commit();
        journal::close(&message.id);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            announce(Change::Messages {
                conversation: message.conversation,
            });
        });
    }

    pub(super) fn save_chat_draft(self) {
        let outcome = self.chat.draft.with_untracked(|draft| {
            storage::tab_save(TabName::ChatDraft, draft)
                .and_then(|()| storage::save(Name::ChatDraft, draft))
        });
        self.note_storage(outcome);
    }

    /// The text of a message, as it is so far.
    pub fn chat_text(self, id: &str) -> String {
        self.with_message(id, |message| message.text.clone())
            .unwrap_or_default()
    }

    /// The reasoning of a message, as it is so far.
    pub fn chat_reasoning(self, id: &str) -> String {
        self.with_message(id, |message| message.reasoning.clone())
            .unwrap_or_default()
    }

    /// A message, the arriving one with what has arrived.
    pub(super) fn with_message<T>(self, id: &str, read: impl FnOnce(&Message) -> T) -> Option<T> {
        desk(|desk| {
            if let Some(answer) = desk.answers.get(id) {
                return Some(read(&answer.message));
            }
            desk.trees.values().find_map(|tree| tree.get(id)).map(read)
        })
    }

    /// The row is gone from the screen: its nodes need not be fed any more.
    pub fn chat_detach(self, id: &str) {
        bodies::detach(id);
    }
}

fn happened(app: App, happening: &Happening) {
    match happening {
        Happening::Heard(Change::Conversations) => {
            leptos::task::spawn_local(app.reload_conversations());
        }
        Happening::Heard(Change::Messages { conversation }) => {
            leptos::task::spawn_local(app.reload_messages(conversation.clone()));
        }
        Happening::KeyReady(AfterKey::ChatSend) => app.chat_send(),
        _ => {}
    }
}

fn sort(conversations: &mut [Conversation]) {
    conversations.sort_by(|a, b| b.pinned.cmp(&a.pinned).then(b.updated.cmp(&a.updated)));
}
