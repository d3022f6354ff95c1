//! What the person does in a chat: each action changes the tree, writes it down, then (where it does) asks the endpoint.

use super::app::{AfterKey, Change, announce};
use super::calls;
use super::chat::{Deleted, desk};
use super::chat_answer::{Answering, chat_request};
use super::{App, SentView, Task};
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, TabName};
use crate::browser::{random, time};
use chat::{Conversation, Message, MessageState, TitledBy};
use leptos::prelude::*;
use wire::Role;

impl App {
    /// Starts a new conversation: nothing is written down before its first message.
    pub fn chat_new(self) {
        self.chat.open.set(None);
        self.chat.opened.set_value(None);
        self.chat.from.set(0);
        self.chat.rows.set(Vec::new());
        self.chat.system.set(String::new());
        storage::tab_remove(TabName::Conversation);
    }

    /// Opens a conversation.
    pub fn chat_open(self, id: String) {
        self.chat.open.set(Some(id.clone()));
        self.chat.follow.set(true);
        self.note_storage(storage::tab_save(TabName::Conversation, &id));
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

    /// Deletes a conversation; [`chat_undo`](Self::chat_undo) brings it back for an hour.
    pub fn chat_delete(self, id: &str) {
        let Some(conversation) = self.conversation(id) else {
            return;
        };
        self.stop_answers_of(id);
        self.chat
            .deleted
            .set(Some(Deleted::Conversation(conversation)));
        self.change_conversation(id, |conversation| conversation.deleted = Some(time::now()));
        self.chat
            .conversations
            .update(|all| all.retain(|conversation| conversation.id != id));
        if self.chat.open.get_untracked().as_deref() == Some(id) {
            self.chat_new();
        }
    }

    /// Brings back what was deleted last.
    pub fn chat_undo(self) {
        let Some(deleted) = self.chat.deleted.get_untracked() else {
            return;
        };
        self.chat.deleted.set(None);
        match deleted {
            Deleted::Conversation(conversation) => {
                let id = conversation.id.clone();
                self.chat.conversations.update(|all| all.push(conversation));
                self.change_conversation(&id, |conversation| conversation.deleted = None);
                self.chat_open(id);
            }
            Deleted::Messages {
                conversation,
                messages,
                leaf,
            } => {
                desk(|desk| {
                    desk.trees
                        .get_mut(&conversation)
                        .map(|tree| tree.restore(messages.clone()))
                });
                self.change_conversation(&conversation, |record| record.leaf = leaf);
                self.rebuild_rows(&conversation);
                leptos::task::spawn_local(async move {
                    self.note_storage(db::put_many(Store::Messages, &messages).await);
                    announce(Change::Messages { conversation });
                });
            }
        }
    }

    /// Sets the open conversation's instructions.
    pub fn chat_set_system(self, system: String) {
        self.chat.system.set(system.clone());
        if let Some(open) = self.chat.open.get_untracked() {
            self.change_conversation(&open, |conversation| conversation.system = system);
        }
    }

    /// The model that the open conversation talks to.
    pub fn chat_model(self) -> String {
        let own = self.chat.open.with(|open| {
            let open = open.as_ref()?;
            self.chat.conversations.with(|all| {
                all.iter()
                    .find(|conversation| conversation.id == *open)?
                    .model
                    .clone()
            })
        });
        own.filter(|model| !model.is_empty())
            .unwrap_or_else(|| self.model_for(Task::Chat))
    }

    /// Sets the model of the open conversation, and of conversations to come.
    pub fn chat_set_model(self, model: String) {
        if let Some(open) = self.chat.open.get_untracked() {
            let own = Some(model.clone()).filter(|model| !model.is_empty());
            self.change_conversation(&open, |conversation| conversation.model = own);
        }
        self.set_model(Task::Chat, model);
    }

    /// The composer changed.
    pub fn chat_draft_changed(self, text: String) {
        self.chat.draft.set(text);
        self.save_chat_draft();
    }

    /// Sends what is typed. It is written down before it is sent.
    pub fn chat_send(self) {
        let text = self.chat.draft.get_untracked();
        if text.trim().is_empty()
            || self.chat.busy.get_untracked()
            || !self.ready_or_ask(AfterKey::ChatSend)
        {
            return;
        }
        let conversation = self.open_or_create(&text);
        let parent = self
            .conversation(&conversation)
            .and_then(|conversation| conversation.leaf);
        self.chat_draft_changed(String::new());
        self.say(conversation, parent, text);
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
        let conversation = Conversation {
            id: random::id(),
            title: chat::auto_title(first_text),
            created: now,
            updated: now,
            system: self.chat.system.get_untracked(),
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
        id
    }

    /// Adds the person's message, writes it down, and only then asks for the answer.
    fn say(self, conversation: String, parent: Option<String>, text: String) {
        let message = Message {
            id: random::id(),
            conversation: conversation.clone(),
            parent,
            role: Role::User,
            text,
            state: MessageState::Done,
            created: time::now(),
            ..Message::default()
        };
        let id = message.id.clone();
        self.chat.follow.set(true);
        desk(|desk| {
            desk.trees
                .entry(conversation.clone())
                .or_insert_with(|| chat::Tree::from_messages(Vec::new()))
                .insert(message.clone())
        });
        self.change_conversation(&conversation, |record| {
            record.leaf = Some(id.clone());
            record.updated = time::now();
        });
        self.chat.streaming.update(|streaming| {
            streaming.insert(conversation.clone());
        });
        self.rebuild_rows(&conversation);
        leptos::task::spawn_local(async move {
            self.note_storage(db::put(Store::Messages, &message).await);
            self.answer(conversation, Answering::To(id));
        });
    }

    /// Asks anew: the old answer stays, as a sibling.
    pub fn chat_regenerate(self, id: &str) {
        let found = self.with_message(id, |message| {
            (message.conversation.clone(), message.parent.clone())
        });
        if let Some((conversation, Some(parent))) = found
            && self.ready_or_ask_later()
        {
            self.answer(conversation, Answering::To(parent));
        }
    }

    /// Sends a message of the person's anew with other words: the old one and its answers stay, as a sibling.
    pub fn chat_edit_resend(self, id: &str, text: String) {
        let found = self.with_message(id, |message| {
            (message.conversation.clone(), message.parent.clone())
        });
        if let Some((conversation, parent)) = found
            && !text.trim().is_empty()
            && self.ready_or_ask_later()
        {
            self.say(conversation, parent, text);
        }
    }

    /// Goes on where an answer ended early.
    pub fn chat_continue(self, id: &str) {
        let Some(conversation) = self.with_message(id, |message| message.conversation.clone())
        else {
            return;
        };
        if self.ready_or_ask_later() {
            self.answer(conversation, Answering::On(id.to_string()));
        }
    }

    fn ready_or_ask_later(self) -> bool {
        if !self.endpoint.can_call() {
            self.open_key(super::KeyReason::Asked);
        }
        self.endpoint.can_call() && !self.chat.busy.get_untracked()
    }

    /// Stops the open conversation's answer; what arrived stays.
    pub fn chat_stop(self) {
        if let Some(open) = self.chat.open.get_untracked() {
            self.stop_answers_of(&open);
        }
    }

    fn stop_answers_of(self, conversation: &str) {
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
        self.stop_answers_of(&conversation);
        let leaf_before = self
            .conversation(&conversation)
            .and_then(|record| record.leaf);
        let (messages, leaf) = desk(|desk| {
            let Some(tree) = desk.trees.get_mut(&conversation) else {
                return (Vec::new(), None);
            };
            let messages = tree.remove_subtree(id);
            (messages, tree.latest_leaf(parent.as_deref()).or(parent))
        });
        let ids: Vec<String> = messages.iter().map(|message| message.id.clone()).collect();
        self.chat.deleted.set(Some(Deleted::Messages {
            conversation: conversation.clone(),
            messages,
            leaf: leaf_before,
        }));
        self.change_conversation(&conversation, |record| record.leaf = leaf);
        self.rebuild_rows(&conversation);
        leptos::task::spawn_local(async move {
            self.note_storage(db::delete_many(Store::Messages, &ids).await);
            announce(Change::Messages { conversation });
        });
    }

    /// Shows the sibling before (-1) or after (+1), with what followed it last.
    pub fn chat_step_sibling(self, id: &str, by: isize) {
        let Some(conversation) = self.with_message(id, |message| message.conversation.clone())
        else {
            return;
        };
        let leaf = desk(|desk| {
            let tree = desk.trees.get(&conversation)?;
            let (siblings, index) = tree.siblings(id);
            let sibling = siblings.get(index.checked_add_signed(by)?)?;
            tree.latest_leaf(Some(sibling))
        });
        if let Some(leaf) = leaf {
            self.change_conversation(&conversation, |record| record.leaf = Some(leaf));
            self.rebuild_rows(&conversation);
        }
    }

    /// What was sent for an answer, built again from the tree, which never changes what was said.
    pub fn chat_sent(self, id: &str) -> Option<SentView> {
        let (message, messages) = desk(|desk| {
            let tree = desk.trees.values().find(|tree| tree.get(id).is_some())?;
            let message = tree.get(id)?.clone();
            let sent = message.sent.as_ref()?;
            Some((
                message.clone(),
                chat::request_messages(tree, message.parent.as_deref()?, &sent.system),
            ))
        })?;
        let sent = message.sent?;
        let base = wire::BaseUrl::parse(&sent.base).ok()?;
        let request = chat_request(
            message.model.unwrap_or_default(),
            messages,
            sent.max_output_tokens,
            sent.effort,
        );
        let preset =
            super::Preset::of_origin(&base.origin()).unwrap_or_else(|| self.endpoint.preset());
        Some(SentView::new(
            &wire::chat_request(&base, &request, &sent.quirks),
            preset,
        ))
    }
}
