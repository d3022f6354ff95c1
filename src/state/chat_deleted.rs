//! What was deleted in the list of conversations: kept for thirty days, brought back, or deleted for good.

use super::app::{Change, announce};
use super::chat::desk;
use super::chat_undo::Deleted;
use super::{App, Sorting};
use crate::browser::db::{self, Store};
use crate::browser::{random, time};
use chat::{Conversation, Message};
use leptos::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
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

/// What became of messages that were brought back.
enum Back {
    /// They stand where they stood.
    InPlace,
    /// There is nothing more of them: another tab brought them back.
    Gone,
    /// Their place is gone.
    NoPlace,
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

    /// What was deleted is back where it was: the copy of it that was kept goes, unless it was brought back too.
    pub(super) fn let_go_of_copy(self, id: String) {
        if !self.is_kept_deleted(&id) {
            return;
        }
        self.let_go_of_deleted(&BTreeSet::from([id.clone()]));
        desk(|desk| desk.changes.changed(&id));
        leptos::task::spawn_local(async move {
            self.purge_own(id.clone()).await;
            desk(|desk| desk.changes.written(&id));
            announce(Change::Conversations);
        });
    }

    fn what_was_deleted(self, record: &Conversation) -> DeletedWhat {
        if !chat::is_cut_out(record) {
            return DeletedWhat::Whole;
        }
        let (Some(of), Some(cut)) = (&record.forked_from, &record.cut_from) else {
            return DeletedWhat::Loose;
        };
        // As far as that is known: what was said there is not read for this. Where it was deleted itself, it comes back too.
        let is_gone = cut.parent.as_ref().is_some_and(|parent| {
            let missing = desk(|desk| {
                let tree = desk.trees.get(of);
                tree.is_some_and(|tree| tree.get(parent).is_none())
            });
            missing && copy_of(of, parent).is_none()
        });
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
        let is_here = self.conversation(&of).is_some();
        match self.take_deed_of(id).filter(|_| is_here) {
            // All of it is at hand still: it may not even be written down yet.
            Some(deed) => self.undo_deed(deed),
            None => leptos::task::spawn_local(self.put_back(record)),
        }
    }

    /// Puts deleted messages back to where they stood. Where that is gone they are a conversation of their own.
    async fn put_back(self, record: Conversation) {
        let id = record.id.clone();
        let open = self.chat.open.get_untracked();
        self.let_go_of_deleted(&BTreeSet::from([id.clone()]));
        desk(|desk| desk.changes.changed(&id));
        let done = self.back_in_place(&record).await;
        desk(|desk| desk.changes.written(&id));
        match done {
            Some(Back::InPlace) => {
                announce(Change::Conversations);
                // Who has gone elsewhere meanwhile stays there.
                if self.chat.open.get_untracked() == open {
                    self.show_brought_back(&record).await;
                }
            }
            Some(Back::Gone) => announce(Change::Conversations),
            Some(Back::NoPlace) => {
                self.unsort(&Sorting::Delete, vec![record.clone()], None);
                self.stand_alone(record).await;
            }
            // It could not be read or written, and is told of: it is where it was.
            None => self.reload_conversations().await,
        }
    }

    /// None where it cannot be read or written.
    async fn back_in_place(self, record: &Conversation) -> Option<Back> {
        let of = record.forked_from.clone().unwrap_or_default();
        if self.conversation(&of).is_none() {
            return Some(Back::NoPlace);
        }
        let read = db::by_index::<Message>(Store::Messages, "conversation", &record.id).await;
        let kept = self.note_storage(read)?;
        if !desk(|desk| desk.trees.contains_key(&of)) && !self.read_messages(&of).await {
            return None;
        }
        let copies: Vec<String> = kept.iter().map(|message| message.id.clone()).collect();
        let back = desk(|desk| chat::put_back(record, kept, desk.trees.get(&of)?));
        let Some(back) = back else {
            // What it hung from was deleted after it: with that it has its place.
            let parent = record.cut_from.as_ref().and_then(|cut| cut.parent.clone());
            let Some(above) = parent.and_then(|parent| copy_of(&of, &parent)) else {
                return Some(Back::NoPlace);
            };
            self.forget_copies(|copy| copy == above.id);
            self.let_go_of_deleted(&BTreeSet::from([above.id.clone()]));
            Box::pin(self.back_in_place(&above)).await?;
            return Box::pin(self.back_in_place(record)).await;
        };
        // All at once: a page that goes away leaves neither two of them nor none. What is attached never left the conversation.
        let shown = record.cut_from.as_ref().zip(record.leaf.as_ref());
        let leaf = shown.and_then(|(cut, leaf)| cut.ids.get(leaf).cloned());
        let mut batch = db::Batch::new().delete(Store::Conversations, &record.id);
        if let Some(whole) = self.conversation(&of).filter(|_| leaf.is_some()) {
            // Without it they would be there, and out of sight.
            let fields = BTreeMap::from([("leaf", leaf.clone())]);
            let whole = Conversation {
                leaf: leaf.clone(),
                ..whole
            };
            batch = batch.change(Store::Conversations, &of, &fields, &whole);
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
            let tree = desk.trees.get_mut(&of);
            tree.map(|tree| tree.restore(back.clone()))
        });
        self.leave_branch(&of);
        self.change_conversation(&of, |record| record.leaf = leaf);
        self.rebuild_rows(&of);
        let ids = back.into_iter().map(|message| message.id).collect();
        self.messages_change(of, ids, async { Ok(()) }, None);
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
        let settled = chat::settled(&record, &messages);
        let mut changed: BTreeSet<String> = BTreeSet::new();
        for message in settled {
            changed.insert(message.id.clone());
            if let Some(place) = messages.iter_mut().find(|one| one.id == message.id) {
                *place = message;
            }
        }
        let mut copies = BTreeMap::new();
        for attached in messages.iter().flat_map(|message| &message.attachments) {
            if self.is_content_of(&attached.id, &id).await == Some(false) {
                copies.insert(attached.id.clone(), random::id());
            }
        }
        self.copy_contents(copies.clone(), id.clone()).await;
        for message in &mut messages {
            for attached in &mut message.attachments {
                if let Some(own) = copies.get(&attached.id) {
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
