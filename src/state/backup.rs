//! When there was last a copy of all conversations elsewhere, and a word where that is long ago, or where the browser may clear
//! everything and was never asked to keep it.

use super::{App, StorageKept};
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, Name};
use crate::browser::{storage_kept, time};
use chat::Backup;
use leptos::prelude::*;
use std::cell::OnceCell;

/// The signals.
#[derive(Clone)]
pub struct BackupState {
    /// It is time for a copy.
    pub due: ArcRwSignal<bool>,
    /// Whether to remind at all.
    pub on: ArcRwSignal<bool>,
    /// Whether the browser keeps what is stored, where that is to be told: it may go, or what became of asking.
    pub keeping: ArcRwSignal<Option<StorageKept>>,
}

thread_local! {
    static STATE: OnceCell<BackupState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn backup(self) -> BackupState {
        STATE.with(|state| {
            let make = || BackupState {
                due: ArcRwSignal::new(false),
                on: ArcRwSignal::new(!kept().off),
                keeping: ArcRwSignal::new(None),
            };
            state.get_or_init(make).clone()
        })
    }

    /// Looks whether it is time for a copy.
    pub fn backup_look(self) {
        leptos::task::spawn_local(async move {
            let Ok(messages) = db::count(Store::Messages).await else {
                return;
            };
            let mut backup = kept();
            if backup.at == 0 {
                // Counting begins now.
                backup = backup.made(time::now(), messages);
                self.note_storage(storage::save(Name::Backup, &backup));
            }
            self.backup().due.set(backup.is_due(time::now(), messages));
            let kept = storage_kept::is_kept().await;
            let offered = backup.offers_keeping(time::now(), messages, kept);
            let keeping = self.backup().keeping;
            // What became of asking stays where the page is left and opened again.
            let open =
                keeping.with_untracked(|keeping| keeping.is_none_or(|it| it == StorageKept::MayGo));
            if open {
                keeping.set(offered.then_some(StorageKept::MayGo));
            }
        });
    }

    /// So many messages were copied: they are nothing new.
    pub(super) fn backup_not_new(self, copied: usize) {
        let mut backup = kept();
        backup.messages += copied;
        self.note_storage(storage::save(Name::Backup, &backup));
    }

    /// Asks the browser to keep what is stored, and tells what it said.
    pub fn backup_ask_browser(self) {
        leptos::task::spawn_local(async move {
            let said = match storage_kept::keep().await {
                Some(true) => StorageKept::Kept,
                _ => StorageKept::Refused,
            };
            self.note_told();
            self.backup().keeping.set(Some(said));
        });
    }

    /// Nothing more is said of what the browser keeps.
    pub fn backup_told(self) {
        self.backup().keeping.set(None);
        self.note_told();
    }

    fn note_told(self) {
        let told = Backup {
            storage_told: true,
            ..kept()
        };
        self.note_storage(storage::save(Name::Backup, &told));
    }

    /// There is a copy of all conversations now.
    pub(super) fn backup_made(self) {
        self.backup().due.set(false);
        leptos::task::spawn_local(async move {
            if let Ok(messages) = db::count(Store::Messages).await {
                let made = kept().made(time::now(), messages);
                self.note_storage(storage::save(Name::Backup, &made));
            }
        });
    }

    /// The reminder is put away for a week.
    pub fn backup_put_away(self) {
        self.backup().due.set(false);
        let away = Backup {
            put_away: Some(time::now()),
            ..kept()
        };
        self.note_storage(storage::save(Name::Backup, &away));
    }

    /// Whether to remind.
    pub fn backup_switch(self, on: bool) {
        self.backup().on.set(on);
        if !on {
            self.backup().due.set(false);
            self.backup().keeping.set(None);
        }
        let switched = Backup { off: !on, ..kept() };
        self.note_storage(storage::save(Name::Backup, &switched));
    }
}

fn kept() -> Backup {
    storage::load(Name::Backup).unwrap_or_default()
}
