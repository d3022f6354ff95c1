//! Brings a folder and the conversations here in step. What has to be done is decided by `chat::folder_plan`; here it is done: first in
//! the database, then in the folder.

use super::app::{Change, announce};
use super::chat::Deleted;
use super::folder::FolderOutcome;
use super::{App, Sorting, chat_settled};
use crate::browser::db::{self, Batch, Store};
use crate::browser::folder::{Folder, FolderEntry, FolderFault};
use crate::browser::time;
use chat::{Conversation, FolderPlan, Listed, Message, Seen, Thread};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const ENDING: &str = ".md";
/// So many conversations are told of one by one.
const ONE_BY_ONE: usize = 20;

impl App {
    pub(super) async fn bring_in_step(self, place: &Folder, seen: Seen) -> FolderOutcome {
        let (listed, read) = match read_all(place, &seen).await {
            Ok(both) => both,
            Err(fault) => return FolderOutcome::Failed(fault),
        };
        let conversations = self.note_storage(db::all::<Conversation>(Store::Conversations).await);
        let messages = self.note_storage(db::all::<Message>(Store::Messages).await);
        let (Some(conversations), Some(messages)) = (conversations, messages) else {
            return FolderOutcome::NotHere;
        };
        let messages = chat_settled::settled(self, messages).await;
        let here = threads(conversations.clone(), messages);
        let mut plan = chat::folder_plan(here, &listed, &read, &seen, time::now());
        self.leave_out_what_moved(&mut plan, &seen, &conversations)
            .await;
        if !self.take_from_folder(&plan).await {
            return FolderOutcome::NotHere;
        }
        let fault = write_all(place, &mut plan, &seen, &listed).await.err();
        self.keep_seen(place, &plan.seen).await;
        match fault {
            Some(fault) => FolderOutcome::Failed(fault),
            None => FolderOutcome::Done(plan.report, time::now()),
        }
    }

    /// Conversations that were changed here while the plan was made wait for the next time.
    async fn leave_out_what_moved(self, plan: &mut FolderPlan, seen: &Seen, read: &[Conversation]) {
        let read: BTreeMap<&str, &Conversation> =
            read.iter().map(|it| (it.id.as_str(), it)).collect();
        let mut moved: BTreeSet<String> = BTreeSet::new();
        for record in &plan.conversations {
            let now = db::get::<Conversation>(Store::Conversations, &record.id).await;
            if now.ok().flatten().as_ref() != read.get(record.id.as_str()).copied() {
                moved.insert(record.id.clone());
            }
        }
        if moved.is_empty() {
            return;
        }
        plan.conversations.retain(|it| !moved.contains(&it.id));
        plan.messages.retain(|it| !moved.contains(&it.conversation));
        plan.gone.retain(|(id, _)| !moved.contains(id));
        plan.writes.retain(|write| !moved.contains(&write.id));
        plan.removes.retain(|(id, _)| !moved.contains(id));
        for id in moved {
            forget(plan, seen, &id);
        }
    }

    /// Puts down here what came from the folder. False where the database did not take it.
    async fn take_from_folder(self, plan: &FolderPlan) -> bool {
        let records = plan.conversations.iter().map(|record| &record.id);
        let messages = plan.messages.iter().map(|message| &message.conversation);
        let touched: BTreeSet<&str> = records
            .chain(messages)
            .chain(plan.gone.iter().map(|(id, _)| id))
            .map(String::as_str)
            .collect();
        if touched.is_empty() {
            return true;
        }
        let mut batch = Batch::new();
        for message in &plan.messages {
            batch = batch.put(Store::Messages, message);
        }
        for (_, message) in &plan.gone {
            batch = batch.delete(Store::Messages, message);
        }
        for record in &plan.conversations {
            batch = batch.put(Store::Conversations, record);
        }
        if self.note_storage(batch.commit().await).is_none() {
            return false;
        }
        let gone: BTreeSet<&String> = plan
            .conversations
            .iter()
            .filter(|record| record.deleted.is_some())
            .map(|record| &record.id)
            .collect();
        let before = self.chat.conversations.with_untracked(|all| {
            let listed = all.iter().filter(|one| gone.contains(&one.id));
            listed.cloned().collect::<Vec<_>>()
        });
        if self.chat.loaded.get_untracked() {
            self.reload_conversations().await;
        }
        // Where the page was never shown, nothing is open, and what was left half done is still in its store.
        let loaded = self.chat.loaded.get_untracked();
        let open = self.chat.open.get_untracked().filter(|_| loaded);
        if open
            .filter(|open| touched.contains(open.as_str()))
            .is_some_and(|open| self.conversation(&open).is_none())
        {
            // It was deleted elsewhere.
            self.chat_new();
        }
        if !before.is_empty() {
            let done = Sorting::Delete;
            self.can_undo(Deleted::Conversations { done, before });
        }
        self.read_held(|id| touched.contains(id)).await;
        if touched.len() > ONE_BY_ONE {
            announce(Change::Imported);
            return true;
        }
        for id in touched {
            announce(Change::Messages {
                conversation: id.to_owned(),
            });
        }
        announce(Change::Conversations);
        true
    }
}

fn threads(conversations: Vec<Conversation>, messages: Vec<Message>) -> Vec<Thread> {
    let mut of: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for message in messages {
        let thread = of.entry(message.conversation.clone()).or_default();
        thread.push(message);
    }
    let thread = |conversation: Conversation| Thread {
        messages: of.remove(&conversation.id).unwrap_or_default(),
        conversation,
    };
    conversations.into_iter().map(thread).collect()
}

type Texts = Vec<(String, String)>;

async fn read_all(folder: &Folder, seen: &Seen) -> Result<(Vec<Listed>, Texts), FolderFault> {
    let files = folder.files(ENDING).await?;
    let listed: Vec<Listed> = files
        .into_iter()
        .map(|file| Listed {
            stamp: stamp(&file),
            name: file.name,
        })
        .collect();
    let mut read = Vec::new();
    for name in seen.to_read(&listed) {
        match folder.read(name).await {
            Ok(text) => read.push((name.to_owned(), text)),
            // It went meanwhile.
            Err(FolderFault::Gone) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok((listed, read))
}

fn stamp(file: &FolderEntry) -> (u64, u64) {
    (file.modified as u64, file.size as u64)
}

/// Writes what has to be written. What could not be is, for the next time, as it was before; so is what another program has
/// written since it was `listed`.
async fn write_all(
    folder: &Folder,
    plan: &mut FolderPlan,
    seen: &Seen,
    listed: &[Listed],
) -> Result<(), FolderFault> {
    let known: BTreeMap<&str, (u64, u64)> = listed
        .iter()
        .map(|file| (file.name.as_str(), file.stamp))
        .collect();
    let is_as_listed = async |name: &str| {
        let now = folder.entry(name).await?;
        Ok(now.as_ref().map(stamp) == known.get(name).copied())
    };
    let mut failed = None;
    for write in std::mem::take(&mut plan.writes) {
        if failed.is_some() {
            forget(plan, seen, &write.id);
            continue;
        }
        let written = match is_as_listed(&write.name).await {
            Ok(true) => folder.write(&write.name, &write.text).await.map(Some),
            Ok(false) => Ok(None),
            Err(fault) => Err(fault),
        };
        match written {
            Ok(Some(file)) => {
                if let Some(thread) = plan.seen.threads.get_mut(&write.id) {
                    thread.stamp = stamp(&file);
                }
            }
            Ok(None) => {
                plan.report.written = plan.report.written.saturating_sub(1);
                plan.removes.retain(|(of, _)| *of != write.id);
                forget(plan, seen, &write.id);
            }
            Err(fault) => {
                failed = Some(fault);
                forget(plan, seen, &write.id);
            }
        }
    }
    if let Some(fault) = failed {
        return Err(fault);
    }
    for (_, name) in &plan.removes {
        if is_as_listed(name).await? {
            folder.remove(name).await?;
        }
    }
    Ok(())
}

fn forget(plan: &mut FolderPlan, seen: &Seen, id: &str) {
    plan.seen.threads.remove(id);
    let before = seen.threads.get(id).cloned();
    plan.seen
        .threads
        .extend(before.map(|before| (id.to_owned(), before)));
}
