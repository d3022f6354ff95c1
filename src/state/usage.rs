//! The ledger as the page knows it: every call with its tokens and cost, kept in the database.

use super::App;
use super::app::{Change, announce};
use crate::browser::db::{self, Store};
use crate::browser::{page, random, time};
use gate::{LedgerEntry, Spent, Summary};
use leptos::prelude::*;

/// How many entries are kept in memory: more than a month of steady work.
const KEPT: usize = 20_000;

/// The ledger.
#[derive(Clone, Copy)]
pub struct UsageState {
    /// The entries, newest first.
    pub entries: RwSignal<Vec<LedgerEntry>>,
    /// Today, this month, by model, by kind.
    pub summary: Memo<Summary>,
}

impl UsageState {
    pub(super) fn new() -> UsageState {
        let entries = RwSignal::new(Vec::<LedgerEntry>::new());
        let summary = Memo::new(move |_| {
            entries
                .with(|entries| gate::summarise(entries, time::now(), time::utc_offset_minutes()))
        });
        UsageState { entries, summary }
    }

    /// The ledger as CSV, oldest first.
    pub fn csv(self) -> String {
        self.entries.with_untracked(|entries| {
            gate::to_csv(&entries.iter().rev().cloned().collect::<Vec<_>>())
        })
    }

    pub(super) fn spent(self) -> Spent {
        self.entries.with_untracked(|entries| {
            Spent::from_ledger(entries, time::now(), time::utc_offset_minutes())
        })
    }
}

impl App {
    /// Downloads the ledger as CSV.
    pub fn download_ledger(self) {
        page::download(
            "parlance-usage.csv",
            "text/csv;charset=utf-8",
            &self.usage.csv(),
        );
    }

    pub(super) async fn load_ledger(self) {
        if let Some(entries) =
            self.note_storage(db::newest::<LedgerEntry>(Store::Ledger, KEPT).await)
        {
            self.usage.entries.set(entries);
        }
    }

    /// Writes an entry down.
    pub(super) fn record(self, entry: LedgerEntry) {
        let entry = LedgerEntry {
            id: random::id(),
            ..entry
        };
        self.usage
            .entries
            .update(|entries| entries.insert(0, entry.clone()));
        leptos::task::spawn_local(async move {
            self.note_storage(db::put(Store::Ledger, &entry).await);
            announce(Change::Ledger);
        });
    }
}
