//! The way back of what was deleted: conversations to their place in the list, messages to where they stood.

use super::app::{Change, announce};
use super::chat::desk;
use super::chat_deleted::{kept, kept_deleted};
use super::{App, Sorting};
use crate::browser::db::{self, Store};
use crate::browser::random;
use chat::{Conversation, Message};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What became of messages that were brought back.
enum Back {
    /// They stand where they stood.
    InPlace,
    /// There is nothing more of them: another tab brought them back.
    Gone,
    /// Their place is gone.
    NoPlace,
}

/// What has to be brought back so that these messages have their place, the first first, they themselves last: what they hung from
/// may have been deleted after them. None where that is gone. For a conversation that was read.
pub(super) fn way_back(record: &Conversation) -> Option<Vec<Conversation>> {
    let of = record.forked_from.as_ref()?;
    let mut way = vec![record.clone()];
    let mut parent = record.cut_from.as_ref()?.parent.clone();
    while let Some(id) = parent {
        let is_there = desk(|desk| Some(desk.trees.get(of)?.get(&id).is_some()))?;
        if is_there {
            break;
        }
        let above = copy_of(of, &id)?;
        if way.iter().any(|one| one.id == above.id) {
            return None;
        }
        parent = above.cut_from.as_ref()?.parent.clone();
        way.insert(0, above);
    }
    Some(way)
}

/// The record of what keeps this message of a conversation that it was deleted in.
fn copy_of(conversation: &str, message: &str) -> Option<Conversation> {
    kept().with_untracked(|all| {
        let mut of = all
            .iter()
            .filter(|one| one.forked_from.as_deref() == Some(conversation));
        let keeps = |one: &&Conversation| {
            let cut = one.cut_from.as_ref();
            chat::is_cut_out(one) && cut.is_some_and(|cut| cut.holds(message))
        };
        of.find(keeps).cloned()
    })
}

impl App {
    /// Puts a deleted conversation back to where it was in the list, which is not opened; or deleted messages back into their
    /// conversation, which is, so that it is seen where they went.
    pub fn chat_bring_back(self, id: &str) {
        let Some(record) = kept_deleted(id) else {
            return;
        };
        // What was offered for it is done.
        self.forget_undo(|one| one == id);
        if !chat::is_cut_out(&record) {
            return self.unsort(&Sorting::Delete, vec![record], None);
        }
        let of = record.forked_from.clone().unwrap_or_default();
        let is_listed = self.conversation(&of).is_some();
        match self.take_deed_of(id).filter(|_| is_listed) {
            // All of it is at hand still: it may not even be written down yet.
            Some(deed) => self.undo_deed(deed),
            None => self.put_back(record),
        }
    }

    /// Puts deleted messages back to where they stood. Where that is gone they are a conversation of their own.
    pub(super) fn put_back(self, record: Conversation) {
        let open = self.chat.open.get_untracked();
        self.let_go_of_deleted(&BTreeSet::from([record.id.clone()]));
        leptos::task::spawn_local(async move {
            match self.back_in_place(&record).await {
                Some(Back::InPlace) => {
                    announce(Change::Conversations);
                    // Who has gone elsewhere meanwhile stays there.
                    if self.chat.open.get_untracked() == open {
                        self.show_brought_back(&record).await;
                    }
                }
                Some(Back::Gone) => announce(Change::Conversations),
                Some(Back::NoPlace) => {
                    self.stand_alone(record.clone()).await;
                    self.unsort(&Sorting::Delete, vec![record], None);
                }
                // It could not be read or written, and is told of: it is where it was.
                None => self.reload_conversations().await,
            }
        });
    }

    /// None where it cannot be read or written.
    async fn back_in_place(self, record: &Conversation) -> Option<Back> {
        let of = record.forked_from.clone().unwrap_or_default();
        if self.conversation(&of).is_none() {
            return Some(Back::NoPlace);
        }
        if !desk(|desk| desk.trees.contains_key(&of)) && !self.read_messages(&of).await {
            return None;
        }
        let Some(way) = way_back(record) else {
            return Some(Back::NoPlace);
        };
        let ids: BTreeSet<String> = way.iter().map(|one| one.id.clone()).collect();
        self.forget_copies(|copy| ids.contains(copy));
        self.let_go_of_deleted(&ids);
        desk(|desk| ids.iter().for_each(|id| desk.changes.changed(id)));
        let mut done = Some(Back::Gone);
        for one in &way {
            done = self.back_alone(&of, one).await;
            if done.is_none() {
                break;
            }
        }
        desk(|desk| ids.iter().for_each(|id| desk.changes.written(id)));
        done
    }

    /// The same for one whose place is there.
    async fn back_alone(self, of: &str, record: &Conversation) -> Option<Back> {
        let read = db::by_index::<Message>(Store::Messages, "conversation", &record.id).await;
        let kept = self.note_storage(read)?;
        let copies: Vec<String> = kept.iter().map(|message| message.id.clone()).collect();
        let Some(back) = desk(|desk| chat::put_back(record, kept, desk.trees.get(of)?)) else {
            return Some(Back::NoPlace);
        };
        let shown = record.cut_from.as_ref().zip(record.leaf.as_ref());
        let leaf = shown
            .and_then(|(cut, leaf)| cut.ids.get(leaf).cloned())
            .filter(|_| !back.is_empty());
        // All at once: a page that goes away leaves neither two of them nor none. What is attached never left the conversation.
        let mut batch = db::Batch::new().delete(Store::Conversations, &record.id);
        if let Some(whole) = self.conversation(of).filter(|_| leaf.is_some()) {
            // Without it they would be there, and out of sight.
            let fields = BTreeMap::from([("leaf", leaf.clone())]);
            let whole = Conversation {
                leaf: leaf.clone(),
                ..whole
            };
            batch = batch.change(Store::Conversations, of, &fields, &whole);
        }
        for copy in &copies {
            batch = batch.delete(Store::Messages, copy);
        }
        for message in &back {
            batch = batch.put(Store::Messages, message);
        }
        self.note_storage(batch.commit().await)?;
        self.purge_contents(&record.id).await;
        self.forget_draft(&record.id);
        if back.is_empty() {
            return Some(Back::Gone);
        }
        desk(|desk| {
            let tree = desk.trees.get_mut(of);
            tree.map(|tree| tree.restore(back.clone()))
        });
        self.leave_branch(of);
        self.change_conversation(of, |record| record.leaf = leaf);
        self.rebuild_rows(of);
        let ids = back.into_iter().map(|message| message.id).collect();
        self.messages_change(of.to_string(), ids, async { Ok(()) }, None);
        Some(Back::InPlace)
    }

    /// Shows what is back in a conversation, unless something can be taken back in another one that is open.
    async fn show_brought_back(self, record: &Conversation) {
        let (Some(of), Some(cut)) = (&record.forked_from, &record.cut_from) else {
            return;
        };
        let here = self.chat.open.get_untracked().as_ref() == Some(of);
        if !here && self.has_deeds_here() {
            return;
        }
        self.switch_to(Some(of.clone()));
        self.show_conversation(of.clone()).await;
        if let Some(top) = cut.ids.get(&cut.top) {
            self.chat_show_message(top);
        }
    }

    /// Gives a conversation copies of what it shares with the one it was taken out of: else that would go with the other. And what
    /// is told in it goes by its own messages.
    pub(super) async fn stand_alone(self, record: Conversation) {
        let id = record.id.clone();
        let read = db::by_index::<Message>(Store::Messages, "conversation", &id).await;
        let Some(mut messages) = self.note_storage(read) else {
            return;
        };
        let mut changed: BTreeSet<String> = BTreeSet::new();
        for message in chat::settled(&record, &messages) {
            changed.insert(message.id.clone());
            if let Some(place) = messages.iter_mut().find(|one| one.id == message.id) {
                *place = message;
            }
        }
        let originals = record.cut_from.map(|cut| cut.ids).unwrap_or_default();
        let mut copies = BTreeMap::new();
        for attached in messages.iter().flat_map(|message| &message.attachments) {
            match (
                self.is_content_of(&attached.id, &id).await,
                originals.get(&attached.id),
            ) {
                (Some(false), _) => drop(copies.insert(attached.id.clone(), random::id())),
                // The page went away before there was a copy of it.
                (None, Some(original)) => {
                    drop(copies.insert(original.clone(), attached.id.clone()))
                }
                _ => {}
            }
        }
        let copied = self.copy_contents(copies, id.clone()).await;
        for message in &mut messages {
            for attached in &mut message.attachments {
                if let Some(own) = copied.get(&attached.id) {
                    attached.id.clone_from(own);
                    changed.insert(message.id.clone());
                }
            }
        }
        messages.retain(|message| changed.contains(&message.id));
        if messages.is_empty() {
            return;
        }
        let written = db::put_many(Store::Messages, &messages).await;
        if self.note_storage(written).is_some() {
            self.reload_messages(id.clone()).await;
            announce(Change::Messages { conversation: id });
        }
    }
}
