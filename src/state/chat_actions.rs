//! What the person does in a chat: each action changes the tree, writes it down, then (where it does) asks the endpoint.

use super::chat::desk;
use super::chat_answer::{Answering, chat_request};
use super::chat_context::typed;
use super::chat_edit::Wanted;
use super::chat_fresh::Fresh;
use super::{App, SentView, Task, attach_contents, attach_refused, calls, page};
use crate::browser::db;
use crate::browser::storage::{self, TabName};
use crate::browser::{dom, random, time};
use chat::{AttachmentRef, Conversation, Message, MessageState, TitledBy};
use gate::Cost;
use leptos::prelude::*;
use wire::Role;

/// What sending is going to take: an estimate, always shown with ≈.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChatEstimate {
    /// Tokens in: what is typed, and all of the conversation that goes with it; of several models, the most that goes to one
    pub tokens: u64,
    /// What those cost, of all models together whose price is known; the answers come on top
    pub cost: Option<Cost>,
    /// Of how many models it is not
    pub unpriced: usize,
}

impl App {
    /// Starts a new conversation: nothing is written down before its first message. What was typed and set for it stays.
    pub fn chat_new(self) {
        self.switch_to(None);
        self.chat.opened.set_value(None);
        self.chat.from.set(0);
        self.chat.rows.set(Vec::new());
        self.comparing().columns.set(Vec::new());
        self.show_fresh();
    }

    /// Opens a conversation.
    pub fn chat_open(self, id: String) {
        self.switch_to(Some(id.clone()));
        self.follow_end();
        leptos::task::spawn_local(self.show_conversation(id));
    }

    /// Gives a conversation a title; an empty one goes back to its first words.
    pub fn chat_rename(self, id: &str, title: String) {
        let title = title.trim().to_string();
        let first = desk(|desk| {
            desk.trees.get(id).and_then(|tree| {
                tree.path_to(&tree.latest_leaf(None)?)
                    .first()
                    .map(|message| chat::auto_title(&message.text))
            })
        });
        self.change_conversation(id, |conversation| match (title.is_empty(), first) {
            (false, _) => (conversation.title, conversation.titled_by) = (title, TitledBy::Person),
            (true, Some(first)) => {
                (conversation.title, conversation.titled_by) = (first, TitledBy::Text)
            }
            (true, None) => {}
        });
    }

    /// Pins a conversation to the top, or lets it go.
    pub fn chat_pin(self, id: &str, pinned: bool) {
        self.change_conversation(id, |conversation| conversation.pinned = pinned);
    }

    /// The model that the open conversation talks to.
    pub fn chat_model(self) -> String {
        self.model_in(self.chat.open.get().as_deref())
    }

    /// The model that a conversation talks to, not tracked.
    pub(super) fn model_of(self, conversation: &str) -> String {
        untrack(|| self.model_in(Some(conversation)))
    }

    fn model_in(self, conversation: Option<&str>) -> String {
        let origin = self.endpoint.choice.with(|choice| choice.origin());
        let own = conversation.and_then(|id| {
            self.chat.conversations.with(|all| {
                let record = all.iter().find(|record| record.id == id)?;
                record.model_at(&origin).map(str::to_string)
            })
        });
        own.unwrap_or_else(|| self.model_for(Task::Chat))
    }

    /// Sets the model of the open conversation, and of conversations to come.
    pub fn chat_set_model(self, model: String) {
        if let Some(open) = self.chat.open.get_untracked() {
            let own = Some(model.clone()).filter(|model| !model.is_empty());
            let origin = self
                .endpoint
                .choice
                .with_untracked(|choice| choice.origin());
            self.change_conversation(&open, |conversation| {
                conversation.model_origin = own.as_ref().map(|_| origin);
                conversation.model = own;
            });
        }
        self.set_model(Task::Chat, model);
    }

    /// Tokens of what is typed, in steps: so that not each letter has the conversation planned anew.
    pub fn chat_typed_tokens(self) -> u64 {
        const STEP: u64 = 64;
        let typed = self.chat.draft.with(|draft| typed(draft));
        typed.div_ceil(STEP) * STEP
    }

    /// What sending is going to take, for the text in the composer and what is attached: with so many tokens besides, for each
    /// model that is asked. None while there is neither.
    pub fn chat_estimate(self, history: &[(String, u64)]) -> Option<ChatEstimate> {
        let typed = self.chat.draft.with(|draft| message_tokens(draft));
        let mut estimate = ChatEstimate::default();
        for (model, history) in history {
            let next = typed + self.attached_tokens(model).0;
            if next == 0 {
                return None;
            }
            let usage = wire::Usage {
                input: history + next,
                ..wire::Usage::default()
            };
            estimate.tokens = estimate.tokens.max(usage.input);
            match self.price_of(model) {
                Some((price, _)) => {
                    let before = estimate.cost.map_or(0, |cost| cost.0);
                    estimate.cost = Some(Cost(before + price.cost(usage).0));
                }
                None => estimate.unpriced += 1,
            }
        }
        Some(estimate)
    }

    /// The composer changed.
    pub fn chat_draft_changed(self, text: String) {
        self.chat.draft.set(text);
        self.save_chat_draft();
        self.keep_draft_soon();
    }

    /// Whether nothing can be asked in the open conversation just now: an answer is arriving, here or in another tab.
    pub(super) fn must_wait(self) -> bool {
        self.chat.busy.get_untracked() || self.chat.busy_elsewhere.get_untracked()
    }

    /// Sends what is typed. It is written down before it is sent, and never before the conversation that it belongs to has
    /// been read: the model would not see what was said before.
    pub fn chat_send(self) {
        let text = self.chat.draft.get_untracked();
        let nothing = text.trim().is_empty() && self.ready_attachments().is_empty();
        // An old tab would ask, and keep nothing of what comes.
        if nothing
            || db::is_outdated()
            || self.is_attaching()
            || self.must_wait()
            || self.chat.sending.get_untracked()
            || !self.ready_or_ask_to(None)
        {
            return;
        }
        if self.is_read() {
            return self.send_now(text, String::new());
        }
        // Until then it stays in the composer, from where it is saved.
        self.chat.sending.set(true);
        let open = self.chat.open.get_untracked();
        leptos::task::spawn_local(async move {
            let read = self.read_open().await;
            self.chat.sending.set(false);
            // The person may have gone to another conversation meanwhile, or changed what is typed.
            if !read || self.chat.open.get_untracked() != open || self.must_wait() {
                return;
            }
            let now = self.chat.draft.get_untracked();
            if let Some(rest) = now.strip_prefix(&text) {
                self.send_now(text, rest.to_string());
            }
        });
    }

    fn send_now(self, text: String, rest: String) {
        let compared = self.take_compared();
        let attachments = self.take_attachments();
        let named = attachments.first().filter(|_| text.trim().is_empty());
        let title = named.map_or(text.as_str(), |attached| attached.name.as_str());
        let conversation = self.open_or_create(title);
        let parent = self.leaf_of(&conversation);
        // Until the database has the message, a reload brings it back into the composer.
        self.chat.going.set_value(Some(text.clone()));
        self.chat_draft_changed(rest);
        self.say(conversation, parent, text, attachments, compared, None);
    }

    fn open_or_create(self, first_text: &str) -> String {
        if let Some(open) = self
            .chat
            .open
            .get_untracked()
            .filter(|open| self.conversation(open).is_some())
        {
            return open;
        }
        let now = time::now();
        let Fresh {
            system,
            parameters,
            context,
        } = self.take_fresh();
        let conversation = Conversation {
            id: random::id(),
            title: chat::auto_title(first_text),
            created: now,
            updated: now,
            system,
            parameters,
            context,
            ..Conversation::default()
        };
        let id = conversation.id.clone();
        desk(|desk| {
            desk.trees
                .insert(id.clone(), chat::Tree::from_messages(Vec::new()))
        });
        self.chat
            .conversations
            .update(|all| all.insert(0, conversation));
        self.chat.open.set(Some(id.clone()));
        self.note_storage(storage::tab_save(TabName::Conversation, &id));
        self.begun_in_address(&id);
        self.new_draft_is_said();
        id
    }

    /// Adds the person's message, writes it down, and only then asks for the answer; where models are compared, for theirs. It may be
    /// an edited one: then the edit is done with it.
    pub(super) fn say(
        self,
        conversation: String,
        parent: Option<String>,
        text: String,
        attachments: Vec<AttachmentRef>,
        compared: Vec<String>,
        edited: Option<String>,
    ) {
        let message = Message {
            id: random::id(),
            conversation: conversation.clone(),
            parent,
            role: Role::User,
            text,
            attachments,
            state: MessageState::Done,
            created: time::now(),
            ..Message::default()
        };
        let id = message.id.clone();
        let is_edit = edited.is_some();
        if let Some(edited) = edited {
            self.edit_sent(&edited, &message);
        }
        self.follow_end();
        desk(|desk| {
            desk.trees
                .entry(conversation.clone())
                .or_insert_with(|| chat::Tree::from_messages(Vec::new()))
                .insert(message.clone())
        });
        // From its first message on it is this model's, whatever is chosen for others later.
        let model = self.model_of(&conversation);
        let model = Some(model).filter(|model| !model.is_empty() && compared.is_empty());
        let origin = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.origin());
        self.change_conversation(&conversation, |record| {
            if record.model.is_none() && model.is_some() {
                record.model = model;
                record.model_origin = Some(origin);
            }
            record.leaf = Some(id.clone());
            // Who writes on has chosen.
            record.side_by_side = None;
            record.updated = time::now();
        });
        self.chat.streaming.update(|streaming| {
            streaming.insert(conversation.clone());
        });
        self.rebuild_rows(&conversation);
        let written = self.write_with_contents(message);
        desk(|desk| desk.changes.changed(&id));
        leptos::task::spawn_local(async move {
            let written = written.await;
            self.messages_written(std::slice::from_ref(&id), written.is_ok());
            let kept = self.note_storage(written).is_some();
            if kept {
                if !is_edit {
                    self.chat.going.set_value(None);
                    self.save_chat_draft();
                }
                desk(|desk| desk.changes.written(&id));
            }
            match compared.is_empty() {
                true => self.answer(conversation, Answering::To(id)),
                false => self.answer_compared(conversation, id, compared),
            }
        });
    }

    /// Asks anew: the old answer stays, as a sibling. A question is answered (again).
    pub fn chat_regenerate(self, id: &str) {
        let found = self.with_message(id, |message| match message.role {
            Role::User => (message.conversation.clone(), Some(None)),
            _ => (
                message.conversation.clone(),
                message.parent.clone().map(Some),
            ),
        });
        let Some((conversation, Some(parent))) = found else {
            return;
        };
        if self.can_ask(Wanted::Again(id.to_string())) {
            self.leave_branch(&conversation);
            let again = match parent {
                Some(parent) => self.again(id, parent, false),
                None => Answering::To(id.to_string()),
            };
            self.answer(conversation, again);
        }
    }

    /// Goes on where an answer ended early.
    pub fn chat_continue(self, id: &str) {
        let Some(conversation) = self.with_message(id, |message| message.conversation.clone())
        else {
            return;
        };
        if self.can_ask(Wanted::Continue(id.to_string())) {
            self.answer(conversation, Answering::On(id.to_string()));
        }
    }

    /// Whether an answer can be asked for now. Without a key its dialog opens, and what is wanted goes on after it.
    pub(super) fn can_ask(self, wanted: Wanted) -> bool {
        !self.must_wait_for(&wanted) && !db::is_outdated() && self.ready_or_ask_to(Some(wanted))
    }

    /// Stops the open conversation's answer; what arrived stays.
    pub fn chat_stop(self) {
        let Some(open) = self.chat.open.get_untracked() else {
            return;
        };
        let asked = desk(|desk| {
            let mut answers = desk.answers.values();
            answers.any(|answer| answer.message.conversation == open)
        });
        if asked {
            self.stop_answers_of(&open);
        } else if self.chat.busy.get_untracked() {
            // The question is still being written down.
            desk(|desk| desk.stopped.insert(open));
        }
    }

    pub(super) fn stop_answers_of(self, conversation: &str) {
        let running: Vec<_> = desk(|desk| {
            desk.answers
                .values()
                .filter(|answer| answer.message.conversation == conversation)
                .map(|answer| answer.call)
                .collect()
        });
        running.into_iter().for_each(calls::stop);
    }

    /// Deletes a message and all that follows it; [`chat_undo`](Self::chat_undo) brings them back.
    pub fn chat_delete_message(self, id: &str) {
        let Some((conversation, parent)) = self.with_message(id, |message| {
            (message.conversation.clone(), message.parent.clone())
        }) else {
            return;
        };
        if self.chat.busy_elsewhere.get_untracked() {
            // The tab where it arrives would bring it back.
            return;
        }
        self.stop_answers_below(&conversation, id);
        let leaf_before = self
            .conversation(&conversation)
            .and_then(|record| record.leaf);
        let (path, messages, leaf) = desk(|desk| {
            let Some(tree) = desk.trees.get_mut(&conversation) else {
                return (Vec::new(), Vec::new(), None);
            };
            let path = parent.as_deref().map(|parent| tree.path_to(parent));
            let path: Vec<Message> = path.into_iter().flatten().cloned().collect();
            let removed = tree.remove_subtree(id);
            // Of an answer that is still arriving the tree has the beginning alone.
            let messages = removed
                .into_iter()
                .map(|message| match desk.answers.get(&message.id) {
                    None => message,
                    Some(answer) => Message {
                        state: MessageState::Stopped,
                        ..answer.message.clone()
                    },
                });
            let messages: Vec<Message> = messages.collect();
            let tree = desk.trees.entry(conversation.clone()).or_default();
            let leaf = tree.latest_leaf(parent.as_deref()).or(parent);
            (path, messages, leaf)
        });
        self.delete_messages(&conversation, &path, messages, leaf_before);
        self.change_conversation(&conversation, |record| record.leaf = leaf);
        self.rebuild_rows(&conversation);
        focus_composer();
    }

    /// Shows the sibling before (-1) or after (+1), with what followed it when it was looked at last, and gives its id.
    pub fn chat_step_sibling(self, id: &str, by: isize) -> Option<String> {
        let conversation = self.with_message(id, |message| message.conversation.clone())?;
        let sibling = desk(|desk| {
            let (siblings, index) = desk.trees.get(&conversation)?.siblings(id);
            Some(siblings.get(index.checked_add_signed(by)?)?.to_string())
        })?;
        self.chat.stepped.set_value(Some(sibling.clone()));
        self.chat_show_branch(&sibling).then_some(sibling)
    }

    /// Shows the branch of a message of the open conversation, with what followed it when it was looked at last. False where it is not there.
    pub(super) fn chat_show_branch(self, id: &str) -> bool {
        let Some(conversation) = self.with_message(id, |message| message.conversation.clone())
        else {
            return false;
        };
        self.leave_branch(&conversation);
        let leaf = desk(|desk| {
            let tree = desk.trees.get(&conversation)?;
            desk.visited.leaf_below(tree, id)
        });
        if leaf.is_none() || self.chat.open.get_untracked().as_ref() != Some(&conversation) {
            return false;
        }
        self.change_conversation(&conversation, |record| record.leaf = leaf);
        self.rebuild_rows(&conversation);
        true
    }

    /// What was sent for an answer, built again from the tree, which never changes what was said.
    pub fn chat_sent(self, id: &str) -> Option<SentView> {
        let (message, mut messages) = desk(|desk| {
            let tree = desk.trees.values().find(|tree| tree.get(id).is_some())?;
            Some((tree.get(id)?.clone(), chat::sent_messages(tree, id)?))
        })?;
        let sent = message.sent?;
        attach_contents::as_shown(&mut messages, attach_refused::wanted(&sent));
        let base = wire::BaseUrl::parse(&sent.base).ok()?;
        let request = chat_request(
            sent.model.or(message.model).unwrap_or_default(),
            messages,
            sent.max_output_tokens,
            sent.effort,
            &sent.parameters,
        );
        let preset =
            super::Preset::of_origin(&base.origin()).unwrap_or_else(|| self.endpoint.preset());
        Some(SentView::new(
            &wire::chat_request(&base, &request, &sent.quirks),
            preset,
        ))
    }
}

/// A message's tokens with the envelope around it; none where it says nothing, as such are not sent.
fn message_tokens(text: &str) -> u64 {
    const ENVELOPE: u64 = 4;
    match text.trim().is_empty() {
        true => 0,
        false => ENVELOPE + gate::estimate_tokens(text),
    }
}

/// What had the focus is gone. On a touch screen it stays nowhere: it would bring up the keyboard over half the page.
pub(super) fn focus_composer() {
    if !dom::has_coarse_pointer() {
        page::focus("chat-input");
    }
}
