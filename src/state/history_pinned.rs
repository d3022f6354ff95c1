//! Translations that are pinned: they stand before the others, and stay when all are deleted.

use super::app::{Change, announce};
use super::{App, HistoryEntry};
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, Name};
use leptos::prelude::*;

impl App {
    /// Pins a translation, or lets it go.
    pub fn history_pin(self, id: &str, pinned: bool) {
        let mut changed = None;
        self.translate.history.update(|history| {
            let entry = history.iter_mut().find(|entry| entry.id == id);
            changed = entry.map(|entry| {
                entry.pinned = pinned;
                entry.clone()
            });
        });
        self.translate.shown.update(|shown| {
            if let Some(shown) = shown.as_mut().filter(|shown| shown.id == id) {
                shown.pinned = pinned;
            }
        });
        let Some(entry) = changed else { return };
        self.index_pinned(std::slice::from_ref(&entry));
        let written = db::put(Store::History, &entry);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            announce(Change::History);
        });
    }

    /// Is it pinned? The list knows better than what a run of it has begun with.
    pub(super) fn is_pinned(self, entry: &HistoryEntry) -> bool {
        self.translate.history.with_untracked(|history| {
            let listed = history.iter().find(|listed| listed.id == entry.id);
            listed.unwrap_or(entry).pinned
        })
    }

    /// Puts down which of these are pinned.
    pub(super) fn index_pinned(self, entries: &[HistoryEntry]) {
        let before: Vec<String> = storage::load(Name::Pinned).unwrap_or_default();
        let mut after = before.clone();
        for entry in entries {
            match (entry.pinned, after.iter().position(|id| *id == entry.id)) {
                (true, None) => after.push(entry.id.clone()),
                (false, Some(at)) => {
                    after.remove(at);
                }
                _ => {}
            }
        }
        if after != before {
            self.note_storage(storage::save(Name::Pinned, &after));
        }
    }

    /// Those that are pinned and older than the entries, behind them.
    pub(super) async fn add_old_pinned(self, entries: &mut Vec<HistoryEntry>) {
        let mut ids: Vec<String> = storage::load(Name::Pinned).unwrap_or_default();
        ids.retain(|id| entries.iter().all(|entry| entry.id != *id));
        let mut old = Vec::new();
        for id in ids {
            let read = db::get::<HistoryEntry>(Store::History, &id).await;
            old.extend(self.note_storage(read).flatten());
        }
        old.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        entries.extend(old);
    }
}
