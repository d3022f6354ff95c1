//! The list of conversations kept in order: folders, tags, the archive, one or many at once; and forks.

use super::app::{Change, announce};
use super::chat::{desk, sort};
use super::chat_undo::Deleted;
use super::{App, page};
use crate::browser::db::{self, Store};
use crate::browser::near::NearWatch;
use crate::browser::storage::{self, Name};
use crate::browser::{random, time};
use chat::{Conversation, clean_name};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use wire::Millis;

/// What is done with conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sorting {
    /// Deleted: for good only after thirty days
    Delete,
    /// Put away
    Archive,
    /// Taken out of the archive
    Unarchive,
    /// Into a folder; an empty name is none
    Folder(String),
    /// These tags given, those taken away
    Tags {
        /// Given
        add: Vec<String>,
        /// Taken away
        remove: Vec<String>,
    },
    /// The folder got another name
    RenameFolder(String),
    /// The folder is no more; what was in it is kept
    RemoveFolder,
}

thread_local! {
    // Not in `App`: the first load has nothing of all this.
    static CLOSED: OnceCell<ArcRwSignal<BTreeSet<String>>> = const { OnceCell::new() };
}

impl App {
    /// What today and yesterday are told by: now, and how many minutes local time is ahead of UTC. Tells of a new day.
    pub fn chat_now(self) -> (Millis, i32) {
        self.usage.day.track();
        (time::now(), time::utc_offset_minutes())
    }

    /// The folders that are closed in the list.
    pub fn chat_closed_folders(self) -> ArcRwSignal<BTreeSet<String>> {
        let kept = || ArcRwSignal::new(storage::load(Name::Folders).unwrap_or_default());
        CLOSED.with(|closed| closed.get_or_init(kept).clone())
    }

    /// Opens or closes a folder in the list.
    pub fn chat_fold_folder(self, folder: &str) {
        let closed = self.chat_closed_folders();
        closed.update(|closed| {
            if !closed.remove(folder) {
                closed.insert(folder.to_string());
            }
        });
        let kept = closed.with_untracked(|closed| storage::save(Name::Folders, closed));
        self.note_storage(kept);
    }

    /// Does one thing with conversations; [`chat_undo`](Self::chat_undo) takes it back for all of them.
    pub fn chat_sort(self, ids: impl IntoIterator<Item = String>, done: Sorting) {
        let ids: BTreeSet<String> = ids.into_iter().collect();
        let before = self.chat.conversations.with_untracked(|all| {
            let chosen = all.iter().filter(|one| ids.contains(&one.id));
            chosen.cloned().collect::<Vec<_>>()
        });
        if before.is_empty() {
            return;
        }
        let now = time::now();
        if done == Sorting::Delete {
            ids.iter().for_each(|id| self.stop_answers_of(id));
        }
        self.change_conversations(&ids, |record| match &done {
            Sorting::Delete => record.deleted = Some(now),
            Sorting::Archive => record.archived = true,
            Sorting::Unarchive => record.archived = false,
            Sorting::Folder(name) | Sorting::RenameFolder(name) => record.folder = clean_name(name),
            Sorting::RemoveFolder => record.folder.clear(),
            Sorting::Tags { add, remove } => {
                remove.iter().for_each(|tag| record.set_tag(tag, false));
                add.iter().for_each(|tag| record.set_tag(tag, true));
            }
        });
        let mut left = None;
        if done == Sorting::Delete {
            let gone = before.iter().map(|one| Conversation {
                deleted: Some(now),
                ..one.clone()
            });
            self.keep_deleted(gone.collect());
            self.chat
                .conversations
                .update(|all| all.retain(|one| !ids.contains(&one.id)));
            left = self.chat.open.get_untracked();
            left = left.filter(|open| ids.contains(open));
            if left.is_some() {
                self.chat_new();
            }
            // Whoever brings back a single one wants to see it.
            if let [only] = &before[..] {
                left = Some(only.id.clone());
            }
        }
        self.can_undo(Deleted::Conversations {
            done,
            before,
            open: left,
        });
    }

    /// Gives a folder another name: that of another one puts them together.
    pub fn chat_folder_rename(self, folder: &str, name: &str) {
        let name = clean_name(name);
        if !name.is_empty() && name != folder {
            self.chat_sort(self.in_folder(folder), Sorting::RenameFolder(name));
        }
    }

    /// Removes a folder. What is in it is kept, outside of any.
    pub fn chat_folder_remove(self, folder: &str) {
        self.chat_sort(self.in_folder(folder), Sorting::RemoveFolder);
    }

    fn in_folder(self, folder: &str) -> Vec<String> {
        self.chat.conversations.with_untracked(|all| {
            let inside = all.iter().filter(|one| one.folder == folder);
            inside.map(|one| one.id.clone()).collect()
        })
    }

    /// Changes the records of several conversations, and writes them down together.
    pub(super) fn change_conversations(
        self,
        ids: &BTreeSet<String>,
        change: impl Fn(&mut Conversation),
    ) {
        let mut batch = db::Batch::new();
        let mut changed = Vec::new();
        self.chat.conversations.update(|all| {
            for record in all.iter_mut().filter(|one| ids.contains(&one.id)) {
                let before = record.clone();
                change(record);
                let fields = chat::changed_fields(&before, record);
                batch = std::mem::take(&mut batch).change(
                    Store::Conversations,
                    &record.id,
                    &fields,
                    record,
                );
                changed.push((record.id.clone(), fields));
            }
            sort(all);
        });
        desk(|desk| ids.iter().for_each(|id| desk.changes.changed(id)));
        let written = batch.commit();
        let ids = ids.clone();
        leptos::task::spawn_local(async move {
            let written = written.await;
            if written.is_err() {
                self.records_unkept(changed);
            }
            if self.note_storage(written).is_some() {
                desk(|desk| ids.iter().for_each(|id| desk.changes.written(id)));
                announce(Change::Conversations);
                self.keep_unkept();
            }
        });
    }

    /// Goes on from a message in a new conversation: the path to it is copied there, and nothing here changes.
    pub fn chat_fork(self, message: &str) {
        let Some(conversation) = self.with_message(message, |one| one.conversation.clone()) else {
            return;
        };
        let Some(record) = self.conversation(&conversation) else {
            return;
        };
        let titles: BTreeSet<String> = self
            .chat
            .conversations
            .with_untracked(|all| all.iter().map(|one| one.title.clone()).collect());
        let taken = |title: &str| titles.contains(title);
        let made = desk(|desk| {
            let mut tree = desk.trees.get(&conversation)?.clone();
            // What arrives is not in the tree yet.
            for answer in desk.answers.values() {
                tree.update(answer.message.clone());
            }
            chat::fork(&record, &tree, message, time::now(), taken, random::id)
        });
        let Some(chat::Fork {
            conversation: record,
            messages,
            attachments,
        }) = made
        else {
            return;
        };
        let id = record.id.clone();
        let whole = chat::changed_fields(&Conversation::default(), &record);
        if !attachments.is_empty() {
            let conversation = id.clone();
            leptos::task::spawn_local(async move {
                self.copy_contents(attachments, conversation.clone()).await;
                // The search may have read the messages before there was anything in their files.
                announce(Change::Messages { conversation });
            });
        }
        let mut batch = db::Batch::new().put(Store::Conversations, &record);
        for message in &messages {
            batch = batch.put(Store::Messages, message);
        }
        let written = batch.commit();
        let ids: Vec<String> = messages.iter().map(|message| message.id.clone()).collect();
        desk(|desk| {
            desk.changes.changed(&id);
            let tree = chat::Tree::from_messages(messages);
            desk.trees.insert(id.clone(), tree);
        });
        self.chat.conversations.update(|all| {
            all.push(record);
            sort(all);
        });
        self.chat_open(id.clone());
        page::focus("chat-input");
        let of = id.clone();
        let noted = async move {
            let written = written.await;
            match written.is_ok() {
                true => {
                    desk(|desk| desk.changes.written(&of));
                    announce(Change::Conversations);
                }
                // Without its record nobody would find them.
                false => self.records_unkept(vec![(of, whole)]),
            }
            written
        };
        self.messages_change(id, ids, noted, None);
    }

    /// Calls `then` once the end of the list comes near to what is seen of it.
    pub fn chat_list_near(
        self,
        list: NodeRef<Div>,
        end: NodeRef<Button>,
        then: impl Fn() + Clone + 'static,
    ) {
        const MARGIN: u32 = 1_200;
        Effect::new(move || {
            let (Some(list), Some(end)) = (list.get(), end.get()) else {
                return;
            };
            let then = then.clone();
            if let Some((watch, whole)) = NearWatch::new(&list, MARGIN) {
                let waits = watch.add(&end, "list-end", then);
                on_cleanup(move || drop((waits, whole)));
            }
        });
    }
}
