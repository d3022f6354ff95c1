//! What is deleted for good: by hand, or since its time is over.

use super::App;
use super::chat::desk;
use super::chat_deleted::kept;
use crate::browser::db::{self, Store};
use crate::browser::time;
use chat::{Conversation, Message, MessageState};
use leptos::prelude::*;

impl App {
    /// Deletes for good what was deleted longer ago than it is kept.
    pub(super) async fn purge_deleted(self) {
        self.purge_drafts().await;
        let now = time::now();
        let all = self.note_storage(db::all::<Conversation>(Store::Conversations).await);
        for record in all.unwrap_or_default() {
            if chat::is_due(&record, now) {
                self.purge(record.id).await;
            }
        }
    }

    /// Deletes a conversation for good, with all that goes with it.
    pub(super) async fn purge(self, id: String) {
        // What was cut out of it and is kept still shares files with it.
        let of_it = kept().with_untracked(|all| {
            let of_it = all
                .iter()
                .filter(|one| one.forked_from.as_ref() == Some(&id) && chat::is_cut_out(one));
            of_it.cloned().collect::<Vec<_>>()
        });
        for cut_out in of_it {
            self.stand_alone(cut_out).await;
        }
        let record = db::get::<Conversation>(Store::Conversations, &id).await;
        if let Some(Some(record)) = self.note_storage(record)
            && !self.purge_originals(&record).await
        {
            return;
        }
        self.purge_own(id).await;
    }

    /// The record goes last: where the page ends in the middle of it, the rest goes the next time.
    pub(super) async fn purge_own(self, id: String) {
        let messages = db::by_index::<Message>(Store::Messages, "conversation", &id).await;
        let Some(messages) = self.note_storage(messages) else {
            return;
        };
        let mut batch = db::Batch::new();
        for message in &messages {
            batch = batch.delete(Store::Messages, &message.id);
            if message.state == MessageState::Streaming {
                batch = batch.delete_journal(&message.id);
            }
        }
        if self.note_storage(batch.commit().await).is_none() {
            return;
        }
        if !self.purge_contents(&id).await {
            return;
        }
        self.note_storage(db::delete(Store::Conversations, &id).await);
        self.forget_draft(&id);
        desk(|desk| desk.trees.remove(&id));
    }

    /// Deletes for good what was attached to messages that are not going to be brought back: it stayed with the conversation that
    /// they were in. What another message names, or one that can be brought back, stays. False where that failed.
    async fn purge_originals(self, record: &Conversation) -> bool {
        let (Some(of), Some(cut)) = (&record.forked_from, &record.cut_from) else {
            return true;
        };
        if !chat::is_cut_out(record) {
            return true;
        }
        let read = db::by_index::<Message>(Store::Messages, "conversation", of).await;
        let Some(messages) = self.note_storage(read) else {
            return false;
        };
        let attached = |messages: &[Message]| -> Vec<String> {
            let all = messages.iter().flat_map(|message| &message.attachments);
            all.map(|attached| attached.id.clone()).collect()
        };
        // In the database, on the screen, offered to be brought back, and on the way to what was deleted otherwise.
        let mut named = self.offered_attachments();
        named.extend(attached(&messages));
        named.extend(desk(|desk| {
            let tree = desk.trees.get(of);
            tree.map(|tree| attached(&tree.in_order()))
                .unwrap_or_default()
        }));
        let others = kept().get_untracked().into_iter().filter(|one| {
            one.id != record.id && one.forked_from.as_ref() == Some(of) && chat::is_cut_out(one)
        });
        for other in others {
            let read = db::by_index::<Message>(Store::Messages, "conversation", &other.id).await;
            let Some(messages) = self.note_storage(read) else {
                return false;
            };
            named.extend(attached(&messages));
            let cut = other.cut_from.unwrap_or_default();
            named.extend(cut.ids.into_values());
        }
        // Only those that this conversation has for itself: another may have the same file.
        let mut gone = Vec::new();
        for original in cut.ids.values() {
            if !named.contains(original) && self.is_content_of(original, of).await == Some(true) {
                gone.push(original.clone());
            }
        }
        let deleted = db::delete_many(Store::Attachments, &gone).await;
        self.note_storage(deleted).is_some()
    }
}
