//! A folder on this machine, kept in step with the conversations here: which it is, whether it may be used, and when it is looked
//! at. What is done then is in `folder_step.rs`.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::folder::{self, Folder, FolderFault, Permission};
use crate::browser::{locks, time};
use chat::{FolderReport, Seen};
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
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

    pub(super) async fn keep_folder(self) {
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

/// Both sides were so when they last met.
pub(super) fn have_seen(now: Seen) {
    KEPT.with_borrow_mut(|kept| {
        if let Some((_, seen)) = kept {
            *seen = now;
        }
    });
}
