//! What was deleted in the list of conversations: kept for thirty days, brought back, or deleted for good.

use super::App;
use super::app::{Change, announce};
use super::chat::desk;
use super::chat_back::way_back;
use super::chat_undo::Deleted;
use crate::browser::db::{self, Store};
use crate::browser::{random, time};
use chat::{Conversation, Message};
use leptos::prelude::*;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use wire::Millis;

/// A conversation that can still be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedRow {
    /// Its id
    pub id: String,
    /// Its title; may be empty
    pub title: String,
    /// When it was deleted
    pub at: Millis,
    /// For how many more days it is kept
    pub days: u32,
    /// What it is
    pub what: DeletedWhat,
}

/// What was deleted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeletedWhat {
    /// A conversation
    Whole,
    /// Messages of a conversation that is here, by its title: they go back to where they stood
    Messages(String),
    /// Messages of one that is not: they become a conversation of their own
    Loose,
}

thread_local! {
    // Not in `App`: the first load has nothing of all this.
    static KEPT: OnceCell<ArcRwSignal<Vec<Conversation>>> = const { OnceCell::new() };
}

/// The records of what is deleted, as far as they were read.
pub(super) fn kept() -> ArcRwSignal<Vec<Conversation>> {
    KEPT.with(|kept| kept.get_or_init(ArcRwSignal::default).clone())
}

/// The record of one that is deleted.
pub(super) fn kept_deleted(id: &str) -> Option<Conversation> {
    kept().with_untracked(|all| all.iter().find(|one| one.id == id).cloned())
}

impl App {
    /// What was deleted and can be brought back, the last deleted first. Follows the list.
    pub fn chat_deleted(self) -> Vec<DeletedRow> {
        let now = time::now();
        let rows = chat::recently_deleted(kept().get(), now).into_iter();
        rows.filter_map(|record| {
            Some(DeletedRow {
                days: chat::days_left(&record, now)?,
                what: self.what_was_deleted(&record),
                at: record.deleted?,
                id: record.id,
                title: record.title,
            })
        })
        .collect()
    }

    /// Deletes these messages, which are out of the tree already: a message and all below it, which this path led to. They are
    /// kept as a deleted conversation.
    pub(super) fn delete_messages(
        self,
        conversation: &str,
        path: &[Message],
        messages: Vec<Message>,
        leaf: Option<String>,
    ) {
        let made = self.conversation(conversation).and_then(|record| {
            let path: Vec<&Message> = path.iter().collect();
            chat::cut_out(&record, &path, &messages, time::now(), random::id)
        });
        let ids: Vec<String> = messages.iter().map(|message| message.id.clone()).collect();
        self.can_undo(Deleted::Messages {
            conversation: conversation.to_string(),
            messages,
            leaf,
            kept: made.as_ref().map(|made| made.conversation.id.clone()),
        });
        let Some(made) = made else {
            let written = db::delete_many(Store::Messages, &ids);
            return self.messages_change(conversation.to_string(), ids, written, None);
        };
        let copy = made.conversation.id.clone();
        let before = made.messages.len() - ids.len();
        let mut batch = db::Batch::new().put(Store::Conversations, &made.conversation);
        for message in &made.messages {
            batch = batch.put(Store::Messages, message);
        }
        for id in &ids {
            batch = batch.delete(Store::Messages, id);
        }
        let both = batch.commit();
        desk(|desk| desk.changes.changed(&copy));
        self.keep_deleted(vec![made.conversation]);
        let gone = ids.clone();
        let written = async move {
            let kept = both.await.is_ok();
            desk(|desk| desk.changes.written(&copy));
            if !kept && !self.is_kept_deleted(&copy) {
                // It was taken back meanwhile.
                return Ok(());
            }
            if !kept {
                // To delete is what makes room: it must not fail for want of it.
                self.let_go_of_deleted(&BTreeSet::from([copy.clone()]));
                self.deed_without_copy(&copy);
                return db::delete_many(Store::Messages, &gone).await;
            }
            self.backup_not_new(before);
            announce(Change::Conversations);
            if self.is_kept_deleted(&copy) {
                self.copy_contents(made.attachments, copy.clone()).await;
                if !self.is_kept_deleted(&copy) && self.conversation(&copy).is_none() {
                    // Gone meanwhile: nobody would delete them later.
                    self.purge_contents(&copy).await;
                }
            }
            Ok(())
        };
        self.messages_change(conversation.to_string(), ids, written, None);
    }

    /// What was deleted is going to be back where it was: the copy of it that was kept goes once that is written down, and is listed
    /// again where it cannot be.
    pub(super) fn let_go_of_copy(
        self,
        id: String,
        written: impl Future<Output = Result<(), db::Unwritten>> + 'static,
    ) -> impl Future<Output = Result<(), db::Unwritten>> {
        let record = kept_deleted(&id);
        self.let_go_of_deleted(&BTreeSet::from([id.clone()]));
        desk(|desk| desk.changes.changed(&id));
        async move {
            let written = written.await;
            match record {
                Some(_) if written.is_ok() => self.purge_own(id.clone()).await,
                Some(record) => self.keep_deleted(vec![record]),
                // It was brought back too.
                None => {}
            }
            desk(|desk| desk.changes.written(&id));
            announce(Change::Conversations);
            written
        }
    }

    fn what_was_deleted(self, record: &Conversation) -> DeletedWhat {
        if !chat::is_cut_out(record) {
            return DeletedWhat::Whole;
        }
        let (Some(of), Some(_)) = (&record.forked_from, &record.cut_from) else {
            return DeletedWhat::Loose;
        };
        // As far as that is known: what was said there is not read for this.
        let is_read = desk(|desk| desk.trees.contains_key(of));
        let is_gone = is_read && way_back(record).is_none();
        let title = self.chat.conversations.with(|all| {
            let of = all.iter().find(|one| one.id == *of);
            of.map(|of| of.title.clone())
        });
        title
            .filter(|_| !is_gone)
            .map_or(DeletedWhat::Loose, DeletedWhat::Messages)
    }

    /// How many there are that can be brought back. Follows the list.
    pub fn chat_deleted_count(self) -> usize {
        chat::recently_deleted(kept().get(), time::now()).len()
    }

    /// Deletes these conversations for good, with their messages and what is attached to them.
    pub fn chat_delete_for_good(self, ids: Vec<String>) {
        let ids: BTreeSet<String> = ids.into_iter().collect();
        self.forget_undo(|id| ids.contains(id));
        self.forget_copies(|id| ids.contains(id));
        kept().update(|all| all.retain(|one| !ids.contains(&one.id)));
        leptos::task::spawn_local(async move {
            for id in ids {
                let reading = desk(|desk| desk.changes.reading());
                let record = db::get::<Conversation>(Store::Conversations, &id).await;
                let Some(record) = self.note_storage(record) else {
                    continue;
                };
                // Another tab may have brought it back just now. Where the disk was too full to write down that it is deleted,
                // that is known here alone.
                let back = record.is_some_and(|record| record.deleted.is_none());
                if !back || desk(|desk| desk.changes.newer_than(&id, reading)) {
                    self.purge(id).await;
                }
            }
            // What could not be deleted is listed again.
            self.reload_conversations().await;
            announce(Change::Conversations);
        });
    }

    /// Whether it is deleted, and can be brought back.
    pub(super) fn is_kept_deleted(self, id: &str) -> bool {
        kept_deleted(id).is_some()
    }

    /// These were deleted here.
    pub(super) fn keep_deleted(self, records: Vec<Conversation>) {
        kept().update(|all| all.extend(records));
    }

    /// These were brought back here.
    pub(super) fn let_go_of_deleted(self, ids: &BTreeSet<String>) {
        kept().update(|all| all.retain(|one| !ids.contains(&one.id)));
    }

    /// Takes what is deleted out of what was read, and gives the rest. What is `mine` is here as it should be already.
    pub(super) fn take_deleted(
        self,
        read: Vec<Conversation>,
        mine: impl Fn(&str) -> bool,
    ) -> Vec<Conversation> {
        if self.chat.deleted.with_untracked(Option::is_some) {
            // What another tab deleted for good cannot be brought back: only an empty record would come of it.
            let there: BTreeSet<&str> = read.iter().map(|one| one.id.as_str()).collect();
            let gone = |id: &str| !there.contains(id) && !mine(id);
            self.forget_undo(gone);
            self.forget_copies(gone);
        }
        let (gone, rest) = read.into_iter().partition(|one| one.deleted.is_some());
        let kept = kept();
        let all = chat::merge(kept.get_untracked(), gone, |one| &one.id, &mine);
        if kept.with_untracked(|before| *before != all) {
            kept.set(all);
        }
        rest
    }
}
