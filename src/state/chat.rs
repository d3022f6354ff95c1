//! The Chat page's state: the list of conversations, and the open one as rows. What the person does is in
//! `chat_actions.rs` and `chat_edit.rs`, what is read and heard in `chat_reading.rs`; how texts become nodes in `bodies.rs`.

use super::app::{AfterKey, Change, announce};
use super::chat_compare::Clock;
use super::chat_edit::UnderWay;
use super::chat_parameters::refused_in;
use super::chat_reading::Elsewhere;
use super::chat_rows::RowParts;
use super::chat_undo::Deleted;
use super::chat_unkept::Unkept;
use super::hooks::{self, Happening};
use super::{App, Trouble, WaitView, journal, thread};
use crate::browser::db::{self, Store};
use crate::browser::locks::Lock;
use crate::browser::storage::{self, Name, TabName};
use chat::{Changes, Conversation, Message, MessageState, Parameter, Thoughts, Took, Tree};
use gate::{CallId, Cost};
use leptos::html::Div;
use leptos::prelude::*;
use serde_json::{Map, Value};
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
    /// The conversations whose answer is arriving in another tab.
    pub elsewhere: RwSignal<BTreeSet<String>>,
    /// The open conversation's answer is arriving in another tab: nothing can be asked in it here.
    pub busy_elsewhere: Memo<bool>,
    /// Sending was asked for, and waits for the conversation to be read.
    pub sending: RwSignal<bool>,
    /// How the open conversation's answer ended, and whose it is where it stands beside others; set anew with each. None
    /// while one is asked for.
    pub ended: RwSignal<Option<(MessageState, Option<String>)>>,
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
    /// What was sent and the database has not confirmed yet.
    pub(super) going: StoredValue<Option<String>>,
    /// When the reader's hand was last on the thread.
    pub(super) moved: StoredValue<Millis>,
    /// The version that was stepped to last: the reader is at it, wherever it stands.
    pub(super) stepped: StoredValue<Option<String>>,
    /// How far it was scrolled when that was last looked at, in pixels.
    pub(super) scrolled: StoredValue<i32>,
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
    /// It was among the last when the rows were made, or is where the reader is: what stands around its text is there from
    /// the start.
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
    /// It was cut at the limit of so many tokens
    pub cut_at: Option<u64>,
    /// What it cost, where the price is known
    pub cost: Option<Cost>,
    /// How long it took
    pub took: Option<Took>,
    /// What went wrong
    pub trouble: Option<Trouble>,
    /// There is reasoning to unfold
    pub has_reasoning: bool,
    /// Any text has arrived, white space aside
    pub has_text: bool,
    /// What the call waits for
    pub waiting: Option<WaitView>,
    /// The person is editing it
    pub editing: bool,
    /// It is left out of what is sent
    pub left_out: bool,
    /// What was asked for and not sent, because the endpoint refuses it
    pub refused: Vec<Parameter>,
}

impl RowLive {
    pub(super) fn of(message: &Message) -> RowLive {
        RowLive {
            state: message.state,
            model: message.model.clone(),
            usage: message.usage,
            cut_at: message.sent.as_ref().and_then(|sent| sent.cut_at),
            cost: message.cost.map(Cost),
            took: message.took,
            trouble: None,
            has_reasoning: !message.reasoning.is_empty(),
            has_text: !message.text.trim().is_empty(),
            waiting: None,
            editing: false,
            left_out: message.left_out,
            refused: refused_in(message),
        }
    }
}

/// An answer that is arriving.
pub(super) struct Answer {
    pub call: CallId,
    /// The message as it is so far; it goes back into the tree when it is over.
    pub message: Message,
    /// Tells other tabs that it is arriving here.
    pub lock: Lock,
    /// How long it takes.
    pub clock: Clock,
    /// Takes thoughts out of its text.
    pub thoughts: Thoughts,
}

/// What is held beside the signals: the trees of conversations that are open or being written, and the answers.
#[derive(Default)]
pub(super) struct Desk {
    pub trees: BTreeMap<String, Tree>,
    pub answers: BTreeMap<String, Answer>,
    pub lives: BTreeMap<String, ArcRwSignal<RowLive>>,
    /// What was changed here, so that no reading undoes it.
    pub changes: Changes,
    /// The number of the latest reading of the list (under the empty id) and of each conversation.
    pub readings: BTreeMap<String, u64>,
    /// The answers that are arriving in other tabs.
    pub elsewhere: BTreeMap<String, Elsewhere>,
    /// Answers that nobody writes any more, as far as their journal tells.
    pub given_up: BTreeSet<String>,
    /// The conversations that another tab changed while this one was writing in them.
    pub missed: BTreeSet<String>,
    /// What the database did not take.
    pub unkept: Unkept,
    /// The conversations whose answer was stopped before it was asked for.
    pub stopped: BTreeSet<String>,
    /// Where the reader was below each version of a message.
    pub visited: chat::Visited,
    /// By a message that is not written down yet: the one that was edited for it, and its text.
    pub sent_edits: BTreeMap<String, (String, String)>,
    pub under_way: UnderWay,
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
        let elsewhere = RwSignal::new(BTreeSet::<String>::new());
        let holds_open = move |all: RwSignal<BTreeSet<String>>| {
            open.with(|open| {
                open.as_ref()
                    .is_some_and(|open| all.with(|all| all.contains(open)))
            })
        };
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
            busy: Memo::new(move |_| holds_open(streaming)),
            elsewhere,
            busy_elsewhere: Memo::new(move |_| holds_open(elsewhere)),
            sending: RwSignal::new(false),
            ended: RwSignal::new(None),
            deleted: RwSignal::new(None),
            loaded: RwSignal::new(false),
            follow: RwSignal::new(true),
            opened: StoredValue::new(None),
            begun: StoredValue::new(false),
            thread: StoredValue::new(None),
            going: StoredValue::new(None),
            moved: StoredValue::new(0),
            stepped: StoredValue::new(None),
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
        self.follow_address();
        self.take_back_under_way();
        self.check_draft();
        leptos::task::spawn_local(async move {
            self.read_list_once().await;
            // Only now it is known what is here.
            self.leave_missing();
            self.chat_take_address();
            if let Some(open) = self.chat.open.get_untracked() {
                self.show_conversation(open).await;
            }
            self.purge_deleted().await;
        });
    }

    /// Makes the rows of a conversation, if it is the open one.
    pub(super) fn rebuild_rows(self, id: &str) {
        if self.chat.open.get_untracked().as_deref() != Some(id) {
            return;
        }
        let leaf = self.leaf_of(id);
        let question = self.conversation(id).and_then(|of| of.side_by_side);
        let (mut rows, columns) = desk(|desk| {
            let (Some(tree), Some(leaf)) = (desk.trees.get(id), leaf) else {
                return (Vec::new(), Vec::new());
            };
            let mut parts = RowParts {
                lives: &mut desk.lives,
                answers: &desk.answers,
                under_way: &desk.under_way,
                sent_edits: &desk.sent_edits,
            };
            let path = tree.path_to(&leaf).into_iter();
            let rows: Vec<Row> = path.map(|one| self.row_of(&mut parts, tree, one)).collect();
            let columns = self.columns_of(&mut parts, tree, question.as_deref(), &leaf);
            (rows, columns)
        });
        let first_near = rows.len().saturating_sub(thread::FIRST);
        for (at, row) in rows.iter_mut().enumerate() {
            let stepped = self
                .chat
                .stepped
                .with_value(|it| it.as_ref() == Some(&row.id));
            row.near_end = at >= first_near || stepped;
        }
        self.refresh_texts(&rows);
        self.refresh_texts(&columns);
        if self
            .chat
            .opened
            .with_value(|opened| opened.as_deref() != Some(id))
        {
            self.chat.opened.set_value(Some(id.to_string()));
            self.open_at_end(rows.len());
        }
        self.fit_rows(rows.len());
        self.comparing().columns.set(columns);
        self.chat.rows.set(rows);
    }

    /// The message at the end of the path that is shown, of those that are here.
    pub(super) fn leaf_of(self, id: &str) -> Option<String> {
        let leaf = self
            .conversation(id)
            .and_then(|conversation| conversation.leaf);
        desk(|desk| {
            let tree = desk.trees.get(id)?;
            leaf.filter(|leaf| tree.get(leaf).is_some())
                .or_else(|| tree.latest_leaf(None))
        })
    }

    /// Another branch is going to be shown: the arrows lead back to this one.
    pub(super) fn leave_branch(self, conversation: &str) {
        let Some(left) = self.leaf_of(conversation) else {
            return;
        };
        desk(|desk| {
            if let Some(tree) = desk.trees.get(conversation) {
                desk.visited.leave(tree, &left);
            }
        });
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
        let Some(before) = self.conversation(id) else {
            return;
        };
        if let Some(conversation) = self.alter_conversation(id, change) {
            desk(|desk| desk.changes.changed(id));
            let fields = chat::changed_fields(&before, &conversation);
            self.write_conversation(conversation, fields, || ());
        }
    }

    /// Changes a conversation's record, here alone.
    pub(super) fn alter_conversation(
        self,
        id: &str,
        change: impl FnOnce(&mut Conversation),
    ) -> Option<Conversation> {
        let mut changed = None;
        self.chat.conversations.update(|all| {
            if let Some(conversation) = all.iter_mut().find(|conversation| conversation.id == id) {
                change(conversation);
                changed = Some(conversation.clone());
            }
            sort(all);
        });
        changed
    }

    /// Writes down what was changed of a record that was marked as changed; `then` is done once it is.
    pub(super) fn write_conversation(
        self,
        conversation: Conversation,
        fields: Map<String, Value>,
        then: impl FnOnce() + 'static,
    ) {
        let id = conversation.id.clone();
        let (fields, failed) = desk(|desk| desk.unkept.with_earlier(&id, fields));
        let written = db::Batch::new()
            .change(Store::Conversations, &id, &fields, &conversation)
            .commit();
        leptos::task::spawn_local(async move {
            let written = written.await;
            match written.is_ok() {
                true => self.tell_unkept(),
                false => self.record_unkept(&id, fields, failed + 1),
            }
            if self.note_storage(written).is_some() {
                // Those that failed before are made up for.
                (0..=failed).for_each(|_| desk(|desk| desk.changes.written(&id)));
                announce(Change::Conversations);
                then();
                self.keep_unkept();
            }
        });
    }

    /// Writes a message down as it is now; its journal starts anew. The lock goes when that is done.
    pub(super) fn save_message(self, message: Message, lock: Option<Lock>) {
        // The record holds all that the journal held: it goes in the same transaction, so that nothing is there twice.
        let written = db::Batch::new()
            .put(Store::Messages, &message)
            .delete_journal(&message.id)
            .commit();
        let written = journal::close(&message.id, written);
        self.messages_change(message.conversation, vec![message.id], written, lock);
    }

    /// Messages of a conversation were changed or deleted and are being written: no reading undoes that, and other tabs
    /// are told when it is done.
    pub(super) fn messages_change(
        self,
        conversation: String,
        ids: Vec<String>,
        written: impl Future<Output = Result<(), db::Unwritten>> + 'static,
        lock: Option<Lock>,
    ) {
        desk(|desk| ids.iter().for_each(|id| desk.changes.changed(id)));
        leptos::task::spawn_local(async move {
            let written = written.await;
            self.messages_written(&ids, written.is_ok());
            let written = self.note_storage(written).is_some();
            if written {
                desk(|desk| ids.iter().for_each(|id| desk.changes.written(id)));
            }
            // Whoever reads on being told must find nobody at work any more.
            drop(lock);
            if written {
                announce(Change::Messages { conversation });
                self.keep_unkept();
            }
        });
    }

    pub(super) fn save_chat_draft(self) {
        let going = self.chat.going.get_value().unwrap_or_default();
        let outcome = self.chat.draft.with_untracked(|draft| {
            let draft = if draft.is_empty() { &going } else { draft };
            storage::tab_save(TabName::ChatDraft, draft)?;
            match self.chat.open.with_untracked(Option::is_some) {
                // In `chat_drafts`.
                true => Ok(()),
                false => storage::save(Name::ChatDraft, draft),
            }
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
}

fn happened(app: App, happening: &Happening) {
    match happening {
        Happening::Heard(Change::Conversations) => {
            leptos::task::spawn_local(app.reload_conversations());
        }
        Happening::Heard(Change::Messages { conversation }) => {
            leptos::task::spawn_local(app.reload_messages(conversation.clone()));
        }
        Happening::Heard(Change::Imported) => {
            leptos::task::spawn_local(app.reload_all_held());
        }
        Happening::KeyReady(AfterKey::ChatSend) => app.chat_resume(),
        Happening::PageHides => {
            app.write_instructions();
            app.keep_draft();
        }
        _ => {}
    }
}

pub(super) fn sort(conversations: &mut [Conversation]) {
    conversations.sort_by(|a, b| b.pinned.cmp(&a.pinned).then(b.updated.cmp(&a.updated)));
}
