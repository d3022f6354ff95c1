//! A folder on this machine, kept in step with the conversations here. What has to be done is decided by `chat::plan`; here it
//! is done: first in the database, then in the folder.

use super::App;
use super::app::{Change, announce};
use super::chat::desk;
use crate::browser::db::{self, Batch, Store};
use crate::browser::folder::{self, Folder, FolderFault, Permission};
use crate::browser::{locks, time};
use chat::{Conversation, FolderReport, Listed, Message, Plan, Seen, Thread};
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use wire::Millis;

/// So long after the last change the folder is brought up to date, in milliseconds.
const PAUSE: Millis = 4_000;
const ENDING: &str = ".md";
const ID: &str = "conversations";
const LOCK: &str = "parlance.folder";

/// The signals.
#[derive(Clone)]
pub struct FolderState {
    /// Which folder it is, and whether it can be used.
    pub place: ArcRwSignal<FolderPlace>,
    /// It is being read or written.
    pub working: ArcRwSignal<bool>,
    /// What came of it the last time.
    pub outcome: ArcRwSignal<Option<FolderOutcome>>,
}

/// The folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderPlace {
    /// It has yet to be looked.
    Unknown,
    /// This browser gives none.
    Unsupported,
    /// None was chosen.
    None,
    /// The browser wants the person to agree anew, on a click.
    Asks(String),
    /// It can be used.
    Open(String),
}

/// What came of bringing it up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderOutcome {
    /// All is in step since then.
    Done(FolderReport, Millis),
    /// It is not.
    Failed(FolderFault),
    /// The database could not be read or written; that is told elsewhere.
    NotHere,
}

impl FolderPlace {
    /// The value of `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            FolderPlace::Unknown => "unknown",
            FolderPlace::Unsupported => "unsupported",
            FolderPlace::None => "none",
            FolderPlace::Asks(_) => "asks",
            FolderPlace::Open(_) => "open",
        }
    }
}

thread_local! {
    static STATE: OnceCell<FolderState> = const { OnceCell::new() };
    static KEPT: RefCell<Option<(Folder, Seen)>> = const { RefCell::new(None) };
    /// Counts the changes: only the last brings the folder up to date.
    static CHANGES: RefCell<u64> = const { RefCell::new(0) };
}

impl App {
    /// The signals. The first time it is looked which folder was chosen.
    pub fn folder(self) -> FolderState {
        let (state, fresh) = STATE.with(|state| {
            let fresh = state.get().is_none();
            let make = || FolderState {
                place: ArcRwSignal::new(FolderPlace::Unknown),
                working: ArcRwSignal::new(false),
                outcome: ArcRwSignal::new(None),
            };
            (state.get_or_init(make).clone(), fresh)
        });
        if fresh {
            leptos::task::spawn_local(self.find_folder());
        }
        state
    }

    async fn find_folder(self) {
        let place = self.folder().place;
        let kept = match db::get_folder(ID).await {
            Ok(Some(kept)) => kept,
            _ if !folder::is_supported() => return place.set(FolderPlace::Unsupported),
            _ => return place.set(FolderPlace::None),
        };
        let (folder, seen) = kept;
        let name = folder.name();
        let permission = folder.permission().await;
        let seen = serde_json::from_str(&seen).unwrap_or_default();
        KEPT.set(Some((folder, seen)));
        if permission == Permission::Granted {
            place.set(FolderPlace::Open(name));
            self.folder_sync();
        } else {
            place.set(FolderPlace::Asks(name));
        }
    }

    /// Lets the person choose a folder. Only on a click.
    pub fn folder_choose(self) {
        leptos::task::spawn_local(async move {
            let state = self.folder();
            match folder::choose().await {
                Ok(chosen) => {
                    state.place.set(FolderPlace::Open(chosen.name()));
                    KEPT.set(Some((chosen, Seen::default())));
                    self.keep_folder().await;
                    self.folder_sync();
                }
                Err(FolderFault::Dismissed) => {}
                Err(fault) => state.outcome.set(Some(FolderOutcome::Failed(fault))),
            }
        });
    }

    /// Asks the browser again for the folder that was chosen. Only on a click.
    pub fn folder_allow(self) {
        let Some(folder) = kept_folder() else { return };
        leptos::task::spawn_local(async move {
            let state = self.folder();
            if folder.ask().await == Permission::Granted {
                state.place.set(FolderPlace::Open(folder.name()));
                self.folder_sync();
            } else {
                let fault = FolderFault::NotAllowed;
                state.outcome.set(Some(FolderOutcome::Failed(fault)));
            }
        });
    }

    /// The folder is not used any more. What is in it stays.
    pub fn folder_leave(self) {
        KEPT.set(None);
        let state = self.folder();
        state.outcome.set(None);
        state.place.set(if folder::is_supported() {
            FolderPlace::None
        } else {
            FolderPlace::Unsupported
        });
        let gone = db::delete(Store::Handles, ID);
        leptos::task::spawn_local(async move {
            self.note_storage(gone.await);
        });
    }

    /// While the view that calls this is there, the folder follows what changes here.
    pub fn folder_follow(self) {
        let place = self.folder().place;
        Effect::new(move || {
            self.chat.conversations.track();
            let quiet = self.chat.streaming.with(BTreeSet::is_empty);
            if !quiet || !matches!(place.get_untracked(), FolderPlace::Open(_)) {
                return;
            }
            let change = CHANGES.with_borrow_mut(|changes| {
                *changes += 1;
                *changes
            });
            time::after(PAUSE, move || {
                if CHANGES.with_borrow(|changes| *changes == change) {
                    self.folder_sync();
                }
            })
            .keep();
        });
    }

    /// Brings folder and conversations in step.
    pub fn folder_sync(self) {
        let state = self.folder();
        let Some(folder) = kept_folder() else { return };
        if state.working.get_untracked() || db::is_outdated() {
            return;
        }
        state.working.set(true);
        leptos::task::spawn_local(async move {
            // Another tab may be at it.
            let free = locks::held().await.is_none_or(|held| !held.contains(LOCK));
            if free {
                let lock = locks::hold(LOCK);
                let outcome = self.bring_in_step(&folder).await;
                drop(lock);
                if let FolderOutcome::Failed(FolderFault::NotAllowed) = &outcome {
                    state.place.set(FolderPlace::Asks(folder.name()));
                }
                if let FolderOutcome::Done(..) = &outcome {
                    self.backup_made();
                }
                state.outcome.set(Some(outcome));
            }
            state.working.set(false);
        });
    }

    async fn bring_in_step(self, folder: &Folder) -> FolderOutcome {
        // Another tab may have been at it since.
        let seen = match db::get_folder(ID).await {
            Ok(Some((_, seen))) => serde_json::from_str(&seen).unwrap_or_default(),
            Ok(None) => Seen::default(),
            Err(problem) => {
                self.note_storage::<(), _>(Err(problem));
                return FolderOutcome::NotHere;
            }
        };
        let (listed, read) = match read_all(folder, &seen).await {
            Ok(both) => both,
            Err(fault) => return FolderOutcome::Failed(fault),
        };
        let conversations = self.note_storage(db::all::<Conversation>(Store::Conversations).await);
        let messages = self.note_storage(db::all::<Message>(Store::Messages).await);
        let (Some(conversations), Some(messages)) = (conversations, messages) else {
            return FolderOutcome::NotHere;
        };
        let here = threads(conversations.clone(), messages);
        let mut plan = chat::plan(here, &listed, &read, &seen, time::now());
        self.leave_out_what_moved(&mut plan, &seen, &conversations)
            .await;
        if !self.take_from_folder(&plan).await {
            return FolderOutcome::NotHere;
        }
        let fault = write_all(folder, &mut plan, &seen).await.err();
        KEPT.with_borrow_mut(|kept| {
            if let Some((_, seen)) = kept {
                *seen = plan.seen;
            }
        });
        self.keep_folder().await;
        match fault {
            Some(fault) => FolderOutcome::Failed(fault),
            None => FolderOutcome::Done(plan.report, time::now()),
        }
    }

    /// Conversations that were changed here while the plan was made wait for the next time.
    async fn leave_out_what_moved(self, plan: &mut Plan, seen: &Seen, read: &[Conversation]) {
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
        plan.messages
            .retain(|it| !moved.contains(&it.conversation));
        plan.gone.retain(|(id, _)| !moved.contains(id));
        plan.writes.retain(|write| !moved.contains(&write.id));
        for id in moved {
            forget(plan, seen, &id);
        }
    }

    /// Puts down here what came from the folder. False where the database did not take it.
    async fn take_from_folder(self, plan: &Plan) -> bool {
        let touched: BTreeSet<&String> = plan
            .conversations
            .iter()
            .map(|record| &record.id)
            .chain(plan.messages.iter().map(|message| &message.conversation))
            .chain(plan.gone.iter().map(|(id, _)| id))
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
        if self.chat.loaded.get_untracked() {
            self.reload_conversations().await;
        }
        let open = self.chat.open.get_untracked();
        if open
            .filter(|open| touched.contains(open))
            .is_some_and(|open| self.conversation(&open).is_none())
        {
            // It was deleted elsewhere.
            self.chat_new();
        }
        for id in touched {
            if desk(|desk| desk.trees.contains_key(id)) {
                self.reload_messages(id.clone()).await;
            }
            announce(Change::Messages {
                conversation: id.clone(),
            });
        }
        announce(Change::Conversations);
        true
    }

    async fn keep_folder(self) {
        let kept = KEPT.with_borrow(|kept| {
            let (folder, seen) = kept.as_ref()?;
            Some((folder.clone(), serde_json::to_string(seen).ok()?))
        });
        if let Some((folder, seen)) = kept {
            self.note_storage(db::put_folder(ID, &folder, &seen).await);
        }
    }
}

fn kept_folder() -> Option<Folder> {
    KEPT.with_borrow(|kept| kept.as_ref().map(|(folder, _)| folder.clone()))
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
            stamp: (file.modified as u64, file.size as u64),
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

/// Writes what has to be written. What could not be is, for the next time, as it was before.
async fn write_all(folder: &Folder, plan: &mut Plan, seen: &Seen) -> Result<(), FolderFault> {
    let mut failed = None;
    for write in std::mem::take(&mut plan.writes) {
        if failed.is_some() {
            forget(plan, seen, &write.id);
            continue;
        }
        match folder.write(&write.name, &write.text).await {
            Ok(file) => {
                if let Some(thread) = plan.seen.threads.get_mut(&write.id) {
                    thread.stamp = (file.modified as u64, file.size as u64);
                }
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
    for name in &plan.removes {
        folder.remove(name).await?;
    }
    Ok(())
}

fn forget(plan: &mut Plan, seen: &Seen, id: &str) {
    plan.seen.threads.remove(id);
    let before = seen.threads.get(id).cloned();
    plan.seen
        .threads
        .extend(before.map(|before| (id.to_owned(), before)));
}
