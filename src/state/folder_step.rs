//! Brings a folder and the conversations here in step. What has to be done is decided by `chat::FolderPlan`; here it is done, one
//! conversation after the other, so that the page is never busy with more: first in the database, then in the folder. Only those that
//! moved are looked at: here that is told by the marks that the database keeps (`browser/db/moved.rs`), there by the
//! files' times and sizes.

use super::app::{Change, announce};
use super::chat::desk;
use super::chat_undo::Deleted;
use super::folder::FolderOutcome;
use super::{App, Sorting, chat_settled};
use crate::browser::db::{self, Batch, Moved, Store, Unread};
use crate::browser::folder::{Folder, FolderEntry, FolderFault};
use crate::browser::{StorageProblem, random, time};
use chat::{
    Conversation, FileTrouble, FolderNext, FolderPlan, FolderReport, FolderStep, Listed, Message,
    Seen, SeenThread, Stamp, Thread,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

const ENDING: &str = ".md";
/// So many conversations are told of one by one.
const ONE_BY_ONE: usize = 20;
/// So often what was done is shown and kept while there is more to do, in milliseconds.
const PAUSE: f64 = 3_000.0;

/// What was put here, and is yet to be shown.
#[derive(Default)]
struct Put {
    touched: BTreeSet<String>,
    deleted: BTreeSet<String>,
}

/// Why it ends before its end.
enum Stop {
    Folder(FolderFault),
    NotHere,
    /// The folder is not the chosen one any more.
    Left,
}

impl From<FolderFault> for Stop {
    fn from(fault: FolderFault) -> Stop {
        Stop::Folder(fault)
    }
}

impl App {
    pub(super) async fn bring_in_step(self, place: &Folder, seen: Seen) -> FolderOutcome {
        let mut put = Put::default();
        let done = self.all_in_step(place, seen, &mut put).await;
        self.show_put(&mut put).await;
        match done {
            Ok(report) => FolderOutcome::Done(report, time::now()),
            Err(Stop::Folder(fault)) => FolderOutcome::Failed(fault),
            Err(Stop::NotHere | Stop::Left) => FolderOutcome::NotHere,
        }
    }

    async fn all_in_step(
        self,
        place: &Folder,
        mut seen: Seen,
        put: &mut Put,
    ) -> Result<FolderReport, Stop> {
        for thread in seen.take_older() {
            self.here(db::put(Store::Met, &thread).await)?;
        }
        let mut plan = look(place, seen).await?;
        let here = if plan.wants_all() {
            self.here(db::keys(Store::Conversations).await)?
        } else {
            let moved = self.here(db::all::<Moved>(Store::Moved).await)?;
            moved.into_iter().map(|mark| mark.id).collect()
        };
        let mut kept = time::elapsed();
        for id in plan.ids(here) {
            if let Err(stop) = self.one_in_step(place, &mut plan, &id, put).await {
                // What is done is done.
                self.keep_seen(place, plan.so_far()).await;
                return Err(stop);
            }
            if time::elapsed() - kept > PAUSE {
                self.show_put(put).await;
                if !self.keep_seen(place, plan.so_far()).await {
                    return Err(Stop::Left);
                }
                kept = time::elapsed();
            }
        }
        let (seen, report) = plan.finish();
        self.keep_seen(place, &seen).await;
        Ok(report)
    }

    /// Brings one conversation in step. Where it has to wait, its mark stays.
    async fn one_in_step(
        self,
        place: &Folder,
        plan: &mut FolderPlan,
        id: &str,
        put: &mut Put,
    ) -> Result<(), Stop> {
        // Before anything of it is read: what is changed after that has another mark.
        let moved = self.here(db::get::<Moved>(Store::Moved, id).await)?;
        let mut token = moved.map(|mark| mark.token);
        let next = match self.read_one(id).await? {
            None => FolderNext::Wait,
            Some(here) => {
                let before = self.here(db::get::<SeenThread>(Store::Met, id).await)?;
                let own = here.iter().flat_map(|thread| &thread.messages);
                let own: BTreeSet<&str> = own.map(|message| message.id.as_str()).collect();
                let mut others = plan.messages(id);
                others.retain(|message| !own.contains(message.as_str()));
                let owners = self.here(db::owners(&others).await)?.into_iter();
                let foreign = owners
                    .filter(|(_, of)| of != id)
                    .map(|(message, _)| message);
                plan.step(id, here, before.as_ref(), &foreign.collect(), time::now())
            }
        };
        let done = match next {
            FolderNext::Nothing => Some(Batch::new()),
            FolderNext::Wait => None,
            FolderNext::Do(mut step) => {
                let put_here =
                    step.record.is_some() || !step.put.is_empty() || !step.gone.is_empty();
                if !put_here || self.put_here(id, &step, &mut token, put).await? {
                    let written = write(place, plan, &mut step).await?;
                    written.then(|| Batch::new().put(Store::Met, &step.seen))
                } else {
                    None
                }
            }
        };
        let batch = match (done, token) {
            (Some(batch), Some(token)) => batch.unmark(id, token),
            (Some(batch), None) => batch,
            (None, Some(_)) => return Ok(()),
            (None, None) => Batch::new().mark(id),
        };
        self.here(batch.commit().await)
    }

    /// What of a conversation is here. None where there is something that cannot be read: that is not nothing.
    async fn read_one(self, id: &str) -> Result<Option<Option<Thread>>, Stop> {
        let conversation = match db::get::<Conversation>(Store::Conversations, id).await {
            Err(Unread(StorageProblem::Broken(_))) => return Ok(None),
            read => self.here(read)?,
        };
        let Some(conversation) = conversation else {
            return Ok(Some(None));
        };
        let messages = db::by_index::<Message>(Store::Messages, "conversation", id).await;
        let messages = chat_settled::settled(self, self.here(messages)?).await;
        Ok(Some(Some(Thread {
            conversation,
            messages,
        })))
    }

    /// Puts down here what came from the folder. False where the conversation was changed here while that was found out: it
    /// waits for the next time.
    async fn put_here(
        self,
        id: &str,
        step: &FolderStep,
        token: &mut Option<f64>,
        put: &mut Put,
    ) -> Result<bool, Stop> {
        let moved = self.here(db::get::<Moved>(Store::Moved, id).await)?;
        if moved.map(|mark| mark.token) != *token {
            return Ok(false);
        }
        let own = random::token();
        let mut batch = Batch::new().token(own);
        for message in &step.put {
            batch = batch.put(Store::Messages, message);
        }
        for message in &step.gone {
            batch = batch.delete(Store::Messages, message);
        }
        if let Some(record) = &step.record {
            batch = batch.put(Store::Conversations, record);
            if record.deleted.is_some() {
                put.deleted.insert(id.to_owned());
            }
        }
        self.here(batch.commit().await)?;
        *token = Some(own);
        put.touched.insert(id.to_owned());
        if desk(|desk| desk.trees.contains_key(id)) {
            // Somebody may be looking at it.
            self.show_put(put).await;
        }
        Ok(true)
    }

    /// Shows what was put here, here and in other tabs.
    async fn show_put(self, put: &mut Put) {
        let Put { touched, deleted } = std::mem::take(put);
        if touched.is_empty() {
            return;
        }
        let before = self.chat.conversations.with_untracked(|all| {
            let listed = all.iter().filter(|one| deleted.contains(&one.id));
            listed.cloned().collect::<Vec<_>>()
        });
        let left = self.chat.open.get_untracked();
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
            let open = left.filter(|left| before.iter().any(|one| one.id == *left));
            // The open one has been offered already: now all are, together.
            self.forget_undo(|id| deleted.contains(id));
            self.can_undo(Deleted::Conversations { done, before, open });
        }
        self.read_held(|id| touched.contains(id)).await;
        if touched.len() > ONE_BY_ONE {
            return announce(Change::Imported);
        }
        for conversation in touched {
            announce(Change::Messages { conversation });
        }
        announce(Change::Conversations);
    }

    fn here<T, P: super::app::Raises>(self, outcome: Result<T, P>) -> Result<T, Stop> {
        self.note_storage(outcome).ok_or(Stop::NotHere)
    }
}

/// Looks at the folder, and reads what is not as it was left.
async fn look(place: &Folder, seen: Seen) -> Result<FolderPlan, FolderFault> {
    let found = place.files(ENDING).await?;
    let mut unread = Vec::new();
    for (name, fault) in found.unread {
        unread.push((name, of_one_file(place, fault).await?));
    }
    let listed = found.files.into_iter().map(|file| Listed {
        stamp: stamp(&file),
        name: file.name,
    });
    let mut plan = FolderPlan::new(seen, listed.collect(), unread);
    for name in plan.to_read() {
        match place.read(&name).await {
            Ok(Some(text)) => plan.take(&name, Ok(&text)),
            Ok(None) => plan.take(&name, Err(FileTrouble::NotText)),
            // It went meanwhile.
            Err(FolderFault::Gone) => plan.lost(&name),
            Err(fault) => {
                let why = of_one_file(place, fault).await?;
                plan.take(&name, Err(FileTrouble::Unread(why)));
            }
        }
    }
    Ok(plan)
}

/// Why one file could not be read or written. Where that is no matter of this one, all of it ends.
async fn of_one_file(place: &Folder, fault: FolderFault) -> Result<String, FolderFault> {
    use crate::browser::folder::Permission;
    match fault {
        FolderFault::Full | FolderFault::Gone => Err(fault),
        FolderFault::NotAllowed if place.permission().await != Permission::Granted => Err(fault),
        fault => Ok(fault.words()),
    }
}

fn stamp(file: &FolderEntry) -> Stamp {
    (file.modified as u64, file.size as u64)
}

/// Writes a conversation's file where it has to be. False where it was not: another program has written it since it was listed,
/// or the browser does not write this one. It is for the next time as it was before.
async fn write(
    place: &Folder,
    plan: &mut FolderPlan,
    step: &mut FolderStep,
) -> Result<bool, FolderFault> {
    if let Some(text) = step.write.take() {
        let name = step.seen.name.clone();
        let written = match is_as_listed(place, plan, &name).await {
            Ok(true) => place.write(&name, &text).await,
            Ok(false) => return Ok(false),
            Err(fault) => Err(fault),
        };
        match written {
            Ok(file) => step.seen.stamp = stamp(&file),
            Err(fault) => {
                let why = of_one_file(place, fault).await?;
                plan.leave(&name, FileTrouble::Unwritten(why));
                return Ok(false);
            }
        }
    }
    for name in &step.removes {
        // One that stays is seen the next time.
        if is_as_listed(place, plan, name).await == Ok(true) {
            let _ = place.remove(name).await;
        }
    }
    plan.done(step);
    Ok(true)
}

async fn is_as_listed(place: &Folder, plan: &FolderPlan, name: &str) -> Result<bool, FolderFault> {
    let now = place.entry(name).await?;
    Ok(now.as_ref().map(stamp) == plan.stamp(name))
}
