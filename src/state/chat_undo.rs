//! The way back from what was deleted or sorted in the chat: every deed has its own, the latest first.

use super::chat::{Deleted, desk};
use super::chat_actions::focus_composer;
use super::{App, Sorting};
use crate::browser::db::{self, Store};
use crate::browser::time;
use chat::{Conversation, Message};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// So many deeds can be taken back.
const MOST: usize = 50;

thread_local! {
    /// What was done before the deed that can be taken back next, the oldest first.
    static EARLIER: RefCell<Vec<Deleted>> = const { RefCell::new(Vec::new()) };
}

impl App {
    /// Something was done that can be taken back.
    pub(super) fn can_undo(self, deed: Deleted) {
        let before = self.chat.deleted.get_untracked();
        self.chat.deleted.set(Some(deed));
        EARLIER.with_borrow_mut(|earlier| {
            earlier.extend(before);
            let over = earlier.len().saturating_sub(MOST);
            earlier.drain(..over);
        });
    }

    /// The open conversation was deleted in another tab, or in the folder: that is said, and can be taken back here too. What was
    /// being typed in it goes on in a new one.
    pub(super) fn deleted_elsewhere(self, record: Conversation) {
        self.stop_answers_of(&record.id);
        let typed = self.chat.draft.get_untracked();
        self.chat_new();
        self.typed_on(None, &typed);
        self.can_undo(Deleted::Conversations {
            done: Sorting::Delete,
            before: vec![record],
        });
    }

    /// What was typed for something that is gone goes on at the end of this draft.
    pub(super) fn typed_on(self, of: Option<String>, typed: &str) {
        let typed = typed.trim();
        if typed.is_empty() {
            return;
        }
        self.add_to_draft(of, |draft| match draft.trim().is_empty() {
            true => typed.to_string(),
            false => format!("\n\n{typed}"),
        });
    }

    /// Takes back what was done last; what was done before it can be taken back after that.
    pub fn chat_undo(self) {
        let Some(deed) = self.chat.deleted.get_untracked() else {
            return;
        };
        let before = EARLIER.with_borrow_mut(Vec::pop);
        self.chat.deleted.set(before);
        match deed {
            Deleted::Conversations { done, before } => self.unsort(&done, before),
            Deleted::Edit { message, text } => self.chat_edit_again(&message, text),
            Deleted::Messages {
                conversation,
                messages,
                leaf,
            } => self.bring_back(conversation, messages, leaf),
        }
    }

    /// Lets all be as it is.
    pub fn chat_undo_dismiss(self) {
        EARLIER.take();
        self.chat.deleted.set(None);
    }

    fn bring_back(self, conversation: String, messages: Vec<Message>, leaf: Option<String>) {
        desk(|desk| {
            desk.trees
                .get_mut(&conversation)
                .map(|tree| tree.restore(messages.clone()))
        });
        self.change_conversation(&conversation, |record| record.leaf = leaf);
        self.rebuild_rows(&conversation);
        let written = db::put_many(Store::Messages, &messages);
        let ids = messages.into_iter().map(|message| message.id).collect();
        self.messages_change(conversation, ids, written, None);
        focus_composer();
    }

    /// Puts conversations back to where they were. What else was done with them since stays.
    fn unsort(self, done: &Sorting, before: Vec<Conversation>) {
        let open = match &before[..] {
            [only] if *done == Sorting::Delete => Some(only.id.clone()),
            _ => None,
        };
        if *done == Sorting::Delete {
            self.chat.conversations.update(|all| {
                for old in &before {
                    if all.iter().all(|one| one.id != old.id) {
                        // As it is stored now: what is changed from there on is written.
                        all.push(Conversation {
                            deleted: Some(time::now()),
                            ..old.clone()
                        });
                    }
                }
            });
        }
        let old: BTreeMap<String, Conversation> = before
            .into_iter()
            .map(|one| (one.id.clone(), one))
            .collect();
        let ids = old.keys().cloned().collect();
        self.change_conversations(&ids, |record| {
            let Some(old) = old.get(&record.id) else {
                return;
            };
            record.deleted = None;
            record.folder.clone_from(&old.folder);
            record.tags.clone_from(&old.tags);
            record.archived = old.archived;
        });
        if let Some(open) = open {
            self.chat_open(open);
            focus_composer();
        }
    }
}
