//! When there was last a copy of all conversations elsewhere, and a word where that is long ago.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, Name};
use crate::browser::time;
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
            let backup = kept();
            if backup.at == 0 {
                // Counting begins now.
                self.note_storage(storage::save(
                    Name::Backup,
                    &backup.made(time::now(), messages),
                ));
                return;
            }
            self.backup().due.set(backup.is_due(time::now(), messages));
        });
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
        }
        let switched = Backup { off: !on, ..kept() };
        self.note_storage(storage::save(Name::Backup, &switched));
    }
}

fn kept() -> Backup {
    storage::load(Name::Backup).unwrap_or_default()
}
