//! The ledger as the page knows it: every call with its tokens and cost, kept in the database.

use super::App;
use super::app::{Change, announce};
use crate::browser::db::{self, Store};
use crate::browser::time::{self, Timer};
use crate::browser::{page, random};
use gate::{LedgerEntry, Spent, Summary};
use leptos::prelude::*;
use std::cell::RefCell;
use wire::Millis;

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;

/// A month and a day: what the gate and the sums must know, whatever the month's length and the clock's changes.
const MONTH: Millis = 32 * DAY;

/// How many older entries are read at once for the list.
const PAGE: usize = 500;

/// The ledger.
#[derive(Clone, Copy)]
pub struct UsageState {
    /// The entries of this month at least, newest first.
    pub entries: RwSignal<Vec<LedgerEntry>>,
    /// How many there are in all.
    pub stored: RwSignal<usize>,
    /// Today, this month, by model, by kind.
    pub summary: Memo<Summary>,
    /// The local day, counted from 1970.
    pub(super) day: RwSignal<u64>,
}

thread_local! {
    static DAY_TIMER: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

impl UsageState {
    pub(super) fn new() -> UsageState {
        let entries = RwSignal::new(Vec::<LedgerEntry>::new());
        let day = RwSignal::new(local_day().0);
        let summary = Memo::new(move |_| {
            // What was today's is yesterday's after midnight.
            day.track();
            entries
                .with(|entries| gate::summarise(entries, time::now(), time::utc_offset_minutes()))
        });
        UsageState {
            entries,
            stored: RwSignal::new(0),
            summary,
            day,
        }
    }

    pub(super) fn spent(self) -> Spent {
        self.entries.with_untracked(|entries| {
            Spent::from_ledger(entries, time::now(), time::utc_offset_minutes())
        })
    }
}

/// The local day, and how much of it is left.
fn local_day() -> (u64, Millis) {
    let offset = i64::from(time::utc_offset_minutes()) * MINUTE as i64;
    let local = time::now().saturating_add_signed(offset);
    (local / DAY, DAY - local % DAY)
}

impl App {
    /// Downloads the whole ledger as CSV, oldest first.
    pub fn download_ledger(self) {
        leptos::task::spawn_local(async move {
            let all = db::page::<LedgerEntry>(Store::Ledger, None, usize::MAX).await;
            if let Some(mut entries) = self.note_storage(all) {
                entries.reverse();
                page::download(
                    "parlance-usage.csv",
                    "text/csv;charset=utf-8",
                    &gate::to_csv(&entries),
                );
            }
        });
    }

    /// Reads what the gate must know before any call may leave, and no more.
    pub(super) async fn load_ledger(self) {
        let since = time::now().saturating_sub(MONTH);
        let read = db::since::<LedgerEntry>(Store::Ledger, since).await;
        if let Some(entries) = self.note_storage(read) {
            self.add_entries(entries);
        }
    }

    /// Learns how much older there is. The list shows a first page of it.
    pub(super) async fn count_ledger(self) {
        if let Some(stored) = self.note_storage(db::count(Store::Ledger).await) {
            self.usage.stored.set(stored);
            if self.usage.entries.with_untracked(Vec::len) < PAGE.min(stored) {
                self.read_older().await;
            }
        }
    }

    /// Reads the next page of older entries.
    pub fn ledger_older(self) {
        leptos::task::spawn_local(self.read_older());
    }

    async fn read_older(self) {
        let before = self
            .usage
            .entries
            .with_untracked(|entries| entries.last().map(|entry| entry.at));
        let read = db::page::<LedgerEntry>(Store::Ledger, before, PAGE).await;
        if let Some(entries) = self.note_storage(read) {
            self.add_entries(entries);
        }
    }

    /// Another tab wrote an entry of this time.
    pub(super) async fn hear_ledger(self, at: Millis) {
        if let Some(entries) = self.note_storage(db::since::<LedgerEntry>(Store::Ledger, at).await)
        {
            self.add_entries(entries);
        }
    }

    /// Takes in what is not there yet; the order stays by time.
    fn add_entries(self, read: Vec<LedgerEntry>) {
        self.usage.entries.update(|entries| {
            let known: std::collections::BTreeSet<&str> =
                entries.iter().map(|entry| entry.id.as_str()).collect();
            let new: Vec<LedgerEntry> = read
                .into_iter()
                .filter(|entry| !known.contains(entry.id.as_str()))
                .collect();
            drop(known);
            entries.extend(new);
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        });
        self.count_at_least();
    }

    fn count_at_least(self) {
        let here = self.usage.entries.with_untracked(Vec::len);
        if self.usage.stored.get_untracked() < here {
            self.usage.stored.set(here);
        }
    }

    /// Writes an entry down.
    pub(super) fn record(self, entry: LedgerEntry) {
        if self.leaving.get_value() {
            return;
        }
        let entry = LedgerEntry {
            id: random::id(),
            ..entry
        };
        self.usage
            .entries
            .update(|entries| entries.insert(0, entry.clone()));
        self.usage.stored.update(|stored| *stored += 1);
        self.count_at_least();
        leptos::task::spawn_local(async move {
            self.note_storage(db::put(Store::Ledger, &entry).await);
            announce(Change::Ledger { at: entry.at });
        });
    }

    /// From now on a new day is noticed. A timer sleeps when the machine does, so it looks now and then.
    pub(super) fn watch_day(self) {
        const LOOK: Millis = 10 * MINUTE;
        let (day, left) = local_day();
        if self.usage.day.get_untracked() != day {
            self.usage.day.set(day);
        }
        DAY_TIMER.with(|timer| {
            *timer.borrow_mut() = Some(time::after(left.min(LOOK), move || self.watch_day()));
        });
    }
}
