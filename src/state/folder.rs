//! A folder on this machine, kept in step with the conversations here: which it is, whether it may be used, and when it is looked
//! at. What is done then is in `folder_step.rs`.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::folder::{self, Folder, FolderFault, Permission};
use crate::browser::{locks, random, time};
use chat::{FolderReport, Seen};
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use wire::Millis;

/// So long after the last change the folder is brought up to date, in milliseconds.
const PAUSE: Millis = 4_000;
pub(super) const ID: &str = "conversations";
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
    /// The folder as this tab knows it: for what is done on a click. Which one it is, the database says.
    static KEPT: RefCell<Option<Folder>> = const { RefCell::new(None) };
    /// It is being looked which folder was chosen.
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    /// Something changed: when the pause is over, the folder is brought up to date.
    static PENDING: RefCell<Option<time::Timer>> = const { RefCell::new(None) };
    /// It was wished for while it was being done.
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

impl App {
    /// The signals. It is looked which folder was chosen, unless that is known.
    pub fn folder(self) -> FolderState {
        let state = STATE.with(|state| {
            let make = || FolderState {
                place: ArcRwSignal::new(FolderPlace::Unknown),
                working: ArcRwSignal::new(false),
                outcome: ArcRwSignal::new(None),
            };
            state.get_or_init(make).clone()
        });
        let known = state
            .place
            .with_untracked(|place| *place != FolderPlace::Unknown);
        if !known && !LOOKING.replace(true) {
            let place = state.place.clone();
            leptos::task::spawn_local(async move {
                self.find_folder(place).await;
                LOOKING.set(false);
            });
        }
        state
    }

    async fn find_folder(self, place: ArcRwSignal<FolderPlace>) {
        let kept = self.note_storage(db::get_folder(ID).await);
        let folder = match kept {
            Some(Some((folder, _))) => folder,
            Some(None) => return place.set(no_place()),
            // It may be known the next time.
            None => return,
        };
        let name = folder.name();
        let permission = folder.permission().await;
        KEPT.set(Some(folder));
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
                    let nothing = Seen {
                        of: random::id(),
                        ..Seen::default()
                    };
                    let nothing = serde_json::to_string(&nothing).unwrap_or_default();
                    // What was seen of another one counts for nothing (`Seen::of`), and takes room.
                    drop(db::clear(Store::Met));
                    let kept = db::put_folder(ID, &chosen, &nothing).await;
                    if self.note_storage(kept).is_some() {
                        state.place.set(FolderPlace::Open(chosen.name()));
                        KEPT.set(Some(chosen));
                        self.folder_sync();
                    }
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
        state.place.set(no_place());
        let gone = db::Batch::new()
            .delete(Store::Handles, ID)
            .clear(Store::Met)
            .commit();
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
            self.folder_sync_later();
        });
    }

    /// Brings them in step when nothing has changed for a while.
    fn folder_sync_later(self) {
        PENDING.set(Some(time::after(PAUSE, move || self.folder_sync())));
    }

    /// Brings folder and conversations in step.
    pub fn folder_sync(self) {
        let state = self.folder();
        if kept_folder().is_none() || db::is_outdated() {
            return;
        }
        if state.working.get_untracked() {
            // What has changed since may be missing in what is being done.
            return AGAIN.set(true);
        }
        state.working.set(true);
        leptos::task::spawn_local(async move {
            // Another tab may be at it, and not know of what has changed here.
            let free = locks::held().await.is_none_or(|held| !held.contains(LOCK));
            if free {
                let lock = locks::hold(LOCK);
                self.folder_sync_now(&state).await;
                drop(lock);
            } else {
                self.folder_sync_later();
            }
            state.working.set(false);
            if AGAIN.take() {
                self.folder_sync();
            }
        });
    }

    /// The same, with the folder that is chosen by now: another tab may have left it, or chosen another.
    async fn folder_sync_now(self, state: &FolderState) {
        let Some(kept) = self.note_storage(db::get_folder(ID).await) else {
            return state.outcome.set(Some(FolderOutcome::NotHere));
        };
        let Some((folder, seen)) = kept else {
            KEPT.set(None);
            state.outcome.set(None);
            return state.place.set(no_place());
        };
        KEPT.set(Some(folder.clone()));
        let seen = serde_json::from_str(&seen).unwrap_or_default();
        let outcome = self.bring_in_step(&folder, seen).await;
        // Left or changed meanwhile: what came of the old one is of no interest.
        if !self.is_chosen(&folder).await {
            return;
        }
        let name = folder.name();
        let place = match &outcome {
            FolderOutcome::Failed(FolderFault::NotAllowed) => FolderPlace::Asks(name),
            _ => FolderPlace::Open(name),
        };
        if state.place.with_untracked(|shown| *shown != place) {
            state.place.set(place);
        }
        if let FolderOutcome::Done(report, _) = &outcome
            && report.troubles.is_empty()
            // What is attached is not in the folder.
            && db::count(Store::Attachments).await == Ok(0)
        {
            self.backup_made();
        }
        state.outcome.set(Some(outcome));
    }

    /// Both sides were so when they last met: of this folder, if it is still the one. False where it is not.
    pub(super) async fn keep_seen(self, folder: &Folder, seen: &Seen) -> bool {
        if !self.is_chosen(folder).await {
            return false;
        }
        if let Ok(seen) = serde_json::to_string(seen) {
            self.note_storage(db::put_folder(ID, folder, &seen).await);
        }
        true
    }

    async fn is_chosen(self, folder: &Folder) -> bool {
        match self.note_storage(db::get_folder(ID).await).flatten() {
            Some((chosen, _)) => chosen.is_same(folder).await,
            None => false,
        }
    }
}

/// What is said where none is chosen.
fn no_place() -> FolderPlace {
    if folder::is_supported() {
        FolderPlace::None
    } else {
        FolderPlace::Unsupported
    }
}

fn kept_folder() -> Option<Folder> {
    KEPT.with_borrow(Clone::clone)
}
