//! The way back from what was deleted or sorted in the chat: every deed has its own, the latest first.

use super::chat::desk;
use super::chat_actions::focus_composer;
use super::chat_deleted::kept_deleted;
use super::{App, Sorting};
use crate::browser::db::{self, Store};
use crate::browser::page;
use crate::browser::time::{self, Timer};
use chat::{Conversation, Message};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use wire::Millis;

/// So many deeds can be taken back.
const MOST: usize = 50;

/// So many seconds a notice stays of what can be taken back in another way too, since it was last pointed at.
const STAYS: u32 = 20;
const SECOND: Millis = 1_000;
/// Where the notice stands.
const PLACE: &str = ".thread-place > .undo-place";

/// What undo brings back.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // there is one of it
pub enum Deleted {
    /// Conversations were deleted, or sorted in some other way.
    Conversations {
        /// What was done with them
        done: Sorting,
        /// How they were before
        before: Vec<Conversation>,
        /// Which of them was open, and is not any more
        open: Option<String>,
    },
    /// What a message was being changed to, and was not.
    Edit {
        /// The message
        message: String,
        /// What was typed
        text: String,
    },
    /// A message and all that followed it.
    Messages {
        /// The conversation they were in
        conversation: String,
        /// The messages
        messages: Vec<Message>,
        /// The leaf before
        leaf: Option<String>,
        /// The deleted conversation that keeps copies of them ([`chat::cut_out`])
        kept: Option<String>,
    },
}

thread_local! {
    /// What was done before the deed that can be taken back next, the oldest first.
    static EARLIER: RefCell<Vec<Deleted>> = const { RefCell::new(Vec::new()) };
    /// Looks whether the notice may go.
    static LOOK: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

impl App {
    /// Something was done that can be taken back.
    pub(super) fn can_undo(self, deed: Deleted) {
        let before = self.chat.deleted.get_untracked();
        EARLIER.with_borrow_mut(|earlier| {
            earlier.extend(before);
            let over = earlier.len().saturating_sub(MOST);
            earlier.drain(..over);
        });
        // One notice at a time.
        self.attached().removed.set(None);
        self.show_deed(Some(deed));
    }

    /// Offers to take this back. The notice goes by itself where there is another way back.
    fn show_deed(self, deed: Option<Deleted>) {
        let goes = deed.as_ref().is_some_and(has_other_way_back);
        self.chat.deleted.set(deed);
        LOOK.set(goes.then(|| self.look_again(STAYS)));
    }

    /// Looks every second: as long as somebody points at the notice, or has the focus in it, its time does not run.
    fn look_again(self, left: u32) -> Timer {
        time::after(SECOND, move || {
            let left = match page::is_pointed_at(PLACE) {
                true => STAYS,
                false => left.saturating_sub(1),
            };
            match left {
                // What has no other way back is offered still.
                0 => self.keep_deeds(|deed| !has_other_way_back(deed)),
                left => LOOK.set(Some(self.look_again(left))),
            }
        })
    }

    /// Only of these deeds it is still offered to take them back.
    fn keep_deeds(self, keep: impl Fn(&mut Deleted) -> bool) {
        EARLIER.with_borrow_mut(|earlier| earlier.retain_mut(&keep));
        let Some(before) = self.chat.deleted.get_untracked() else {
            return;
        };
        let mut deed = before.clone();
        if !keep(&mut deed) {
            self.show_deed(EARLIER.with_borrow_mut(Vec::pop));
        } else if deed != before {
            self.chat.deleted.set(Some(deed));
        }
    }

    /// What these copies kept is back, or gone for good: another tab did that.
    pub(super) fn forget_copies(self, which: impl Fn(&str) -> bool) {
        self.keep_deeds(|deed| match deed {
            Deleted::Messages { kept, .. } => !kept.as_deref().is_some_and(&which),
            _ => true,
        });
    }

    /// The deletion that this copy is of, where it can be taken back still: it is not offered any more.
    pub(super) fn take_deed_of(self, copy: &str) -> Option<Deleted> {
        let is_of = |deed: &Deleted| matches!(deed, Deleted::Messages { kept: Some(kept), .. } if kept == copy);
        let earlier =
            EARLIER.with_borrow(|earlier| earlier.iter().find(|deed| is_of(deed)).cloned());
        let shown = self.chat.deleted.get_untracked().filter(is_of);
        let found = shown.or(earlier)?;
        self.keep_deeds(|deed| !is_of(deed));
        Some(found)
    }

    /// There was no room for the copy of what was deleted: it is brought back here or not at all, and offered as long.
    pub(super) fn deed_without_copy(self, copy: &str) {
        self.keep_deeds(|deed| {
            if let Deleted::Messages { kept, .. } = deed {
                kept.take_if(|kept| kept == copy);
            }
            true
        });
    }

    /// The deletion of these conversations cannot be taken back any more, or was.
    pub(super) fn forget_undo(self, which: impl Fn(&str) -> bool) {
        self.keep_deeds(|deed| match deed {
            Deleted::Conversations {
                done: Sorting::Delete,
                before,
                open,
            } => {
                before.retain(|one| !which(&one.id));
                open.take_if(|open| which(open));
                !before.is_empty()
            }
            _ => true,
        });
    }

    /// The reader leaves a conversation: what was done in it stays done. Where it is left because it was deleted, that may
    /// be taken back, and then this.
    pub(super) fn left_for_good(self, conversation: &str) {
        if self.chat.deleted.with_untracked(Option::is_none)
            || self.conversation(conversation).is_none()
        {
            return;
        }
        EARLIER.with_borrow_mut(|all| all.retain(|deed| !self.is_done_in(deed, conversation)));
        let shown = self.chat.deleted.get_untracked();
        if shown.is_some_and(|deed| self.is_done_in(&deed, conversation)) {
            // What was done before it is not offered in its place: the same button would do something else.
            self.show_deed(None);
        }
    }

    /// The ids of what is attached to deleted messages that it is offered to bring back.
    pub(super) fn offered_attachments(self) -> BTreeSet<String> {
        let shown = self.chat.deleted.get_untracked();
        let earlier = EARLIER.with_borrow(Clone::clone);
        let messages = earlier
            .into_iter()
            .chain(shown)
            .flat_map(|deed| match deed {
                Deleted::Messages { messages, .. } => messages,
                _ => Vec::new(),
            });
        let attached = messages.flat_map(|message| message.attachments);
        attached.map(|attached| attached.id).collect()
    }

    /// Whether it was done to messages of this conversation.
    fn is_done_in(self, deed: &Deleted, conversation: &str) -> bool {
        match deed {
            Deleted::Conversations { .. } => false,
            Deleted::Messages {
                conversation: of, ..
            } => of == conversation,
            Deleted::Edit { message, .. } => self
                .with_message(message, |one| one.conversation == conversation)
                .unwrap_or_default(),
        }
    }

    /// Whether leaving the open conversation would let go of what was done in it.
    pub(super) fn has_deeds_here(self) -> bool {
        let Some(open) = self.chat.open.get_untracked() else {
            return false;
        };
        let shown = self.chat.deleted.get_untracked();
        let earlier = EARLIER.with_borrow(Clone::clone);
        earlier
            .iter()
            .chain(&shown)
            .any(|deed| self.is_done_in(deed, &open))
    }

    /// The open conversation was deleted in another tab, or in the folder: that is said, and can be taken back here too. What was
    /// being typed in it goes on in a new one.
    pub(super) fn deleted_elsewhere(self, record: Conversation) {
        self.stop_answers_of(&record.id);
        let typed = self.chat.draft.get_untracked();
        self.chat_new();
        self.typed_on(None, &typed);
        if self.is_kept_deleted(&record.id) {
            self.can_undo(Deleted::Conversations {
                done: Sorting::Delete,
                open: Some(record.id.clone()),
                before: vec![record],
            });
        }
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
        self.show_deed(EARLIER.with_borrow_mut(Vec::pop));
        self.undo_deed(deed);
    }

    pub(super) fn undo_deed(self, deed: Deleted) {
        match deed {
            Deleted::Conversations { done, before, open } => self.unsort(&done, before, open),
            Deleted::Edit { message, text } => self.chat_edit_again(&message, text),
            Deleted::Messages {
                conversation,
                messages,
                leaf,
                kept,
            } => match (self.has_place_for(&conversation, &messages), &kept) {
                (false, Some(copy)) => {
                    if let Some(record) = kept_deleted(copy) {
                        self.put_back(record);
                    }
                }
                // Where no copy was kept there is no other way.
                _ => self.bring_back(conversation, messages, leaf, kept),
            },
        }
    }

    /// Whether these messages would stand where they stood: their conversation is here, and what they hung from.
    fn has_place_for(self, conversation: &str, messages: &[Message]) -> bool {
        let is_here =
            self.conversation(conversation).is_some() || self.is_kept_deleted(conversation);
        let parent = messages.first().and_then(|top| top.parent.as_ref());
        is_here
            && parent.is_none_or(|parent| {
                desk(|desk| {
                    let tree = desk.trees.get(conversation);
                    tree.is_some_and(|tree| tree.get(parent).is_some())
                })
            })
    }

    /// Lets all be as it is.
    pub fn chat_undo_dismiss(self) {
        EARLIER.take();
        self.show_deed(None);
    }

    fn bring_back(
        self,
        conversation: String,
        messages: Vec<Message>,
        leaf: Option<String>,
        kept: Option<String>,
    ) {
        // It may have been deleted for good in another tab: nobody would find them.
        if self.conversation(&conversation).is_none() && !self.is_kept_deleted(&conversation) {
            return;
        }
        desk(|desk| {
            desk.trees
                .get_mut(&conversation)
                .map(|tree| tree.restore(messages.clone()))
        });
        self.leave_branch(&conversation);
        self.change_conversation(&conversation, |record| record.leaf = leaf);
        self.rebuild_rows(&conversation);
        let written = db::put_many(Store::Messages, &messages);
        let ids = messages.into_iter().map(|message| message.id).collect();
        match kept {
            Some(copy) => {
                let written = self.let_go_of_copy(copy, written);
                self.messages_change(conversation, ids, written, None);
            }
            None => self.messages_change(conversation, ids, written, None),
        }
        focus_composer();
    }

    /// Puts conversations back to where they were, and opens this one. What else was done with them since stays.
    pub(super) fn unsort(self, done: &Sorting, before: Vec<Conversation>, open: Option<String>) {
        let old: BTreeMap<String, Conversation> = before
            .into_iter()
            .map(|one| (one.id.clone(), one))
            .collect();
        let ids = old.keys().cloned().collect();
        if *done == Sorting::Delete {
            self.let_go_of_deleted(&ids);
            self.chat.conversations.update(|all| {
                let known: BTreeSet<String> = all.iter().map(|one| one.id.clone()).collect();
                let missing = old.values().filter(|one| !known.contains(&one.id));
                // As it is stored now: what is changed from there on is written.
                all.extend(missing.map(|one| Conversation {
                    deleted: Some(time::now()),
                    ..one.clone()
                }));
            });
        }
        self.change_conversations(&ids, |record| {
            let Some(old) = old.get(&record.id) else {
                return;
            };
            record.deleted = None;
            record.cut_from = None;
            record.folder.clone_from(&old.folder);
            record.tags.clone_from(&old.tags);
            record.archived = old.archived;
        });
        // Who has something to take back here stays here.
        if let Some(open) = open.filter(|_| !self.has_deeds_here()) {
            self.chat_open(open);
            focus_composer();
        }
    }
}

/// Whether it can be taken back where it is listed: among the recently deleted, in the archive; or is sorted back as it was sorted.
fn has_other_way_back(deed: &Deleted) -> bool {
    match deed {
        Deleted::Conversations { done, .. } => {
            !matches!(done, Sorting::RenameFolder(_) | Sorting::RemoveFolder)
        }
        Deleted::Messages { kept, .. } => kept.is_some(),
        Deleted::Edit { .. } => false,
    }
}
