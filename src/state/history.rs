//! The translations made so far, in the database; the running one is among them from its first moment. And the way back:
//! what is edited is kept in its entry, what is replaced can be brought back.

use super::app::{Change, announce};
use super::{App, Improving, SentView, TrStatus, journal, translate_lock};
use crate::browser::db::{self, Store};
use gate::Cost;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use translation::Pairs;
use wire::{HttpRequest, Millis, Usage};

/// How many translations are read at once.
const PAGE: usize = 200;

thread_local! {
    /// Counts what is written to the history: a reading that began before is of what was.
    static WRITES: Cell<u64> = const { Cell::new(0) };
}

fn writes() {
    WRITES.set(WRITES.get() + 1);
}

/// A translation as it was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryEntry {
    /// A name of its own
    pub id: String,
    /// When it was started
    pub at: Millis,
    /// Source language; none when it was to be detected
    pub from: Option<String>,
    /// The language that was detected when the run began, where none was chosen
    pub detected: Option<String>,
    /// Target language
    pub to: String,
    /// The text
    pub source: String,
    /// The translation, as far as it came
    pub target: String,
    /// The person changed the translation
    pub edited: bool,
    /// How it ended
    pub state: TrStatus,
    /// The model
    pub model: String,
    /// What the endpoint counted
    pub usage: Option<Usage>,
    /// What it cost, where the price is known
    pub cost: Option<Cost>,
    /// What was sent
    pub sent: Option<HttpRequest>,
    /// Made while it was typed
    pub live: bool,
    /// Its segments, as they stand in both texts; none where it was made as a whole
    pub pairs: Pairs,
    /// What was found in it and dismissed: ids of findings
    pub dismissed: Vec<String>,
    /// A text in its own language: what was suggested for it, and what the person decided
    #[serde(skip_serializing_if = "Option::is_none")]
    pub improving: Option<Improving>,
    /// It stands before the others, and stays when all are deleted
    pub pinned: bool,
}

impl HistoryEntry {
    /// Only its name is known: the page was loaded anew, and the entry has not been read yet.
    pub(super) fn is_stub(&self) -> bool {
        self.source.is_empty()
    }

    /// What the source says of a segment.
    pub(super) fn source_of(&self, segment: usize) -> String {
        let pair = self.pairs.0.get(segment);
        let text = pair.and_then(|pair| self.source.get(pair.source.clone()));
        text.unwrap_or_default().to_string()
    }
}

/// All that the two panes hold, to be brought back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panes {
    source: String,
    target: String,
    from: Option<String>,
    to: String,
    state: TrStatus,
    edited: bool,
    pairs: Pairs,
    shown: Option<HistoryEntry>,
}

impl App {
    /// What the panes hold now.
    pub(super) fn panes(self) -> Panes {
        let translate = self.translate;
        Panes {
            source: translate.source.get_untracked(),
            target: translate.target.get_untracked(),
            from: translate.from.get_untracked(),
            to: translate.to.get_untracked(),
            state: match translate.status.get_untracked() {
                // Asked for, and not begun: what is put aside is of before.
                TrStatus::Running => self.state_before(),
                state => state,
            },
            edited: translate.edited.get_untracked(),
            pairs: translate.pairs.get_untracked(),
            shown: translate.shown.with_untracked(Clone::clone),
        }
    }

    /// How far that is which the panes show, whatever has been asked for since.
    pub(super) fn state_before(self) -> TrStatus {
        let state = self
            .translate
            .shown
            .with_untracked(|shown| shown.as_ref().map(|shown| shown.state));
        match state {
            Some(TrStatus::Running) => TrStatus::Truncated,
            state => state.unwrap_or_default(),
        }
    }

    /// What the panes hold is about to be replaced: it can be brought back, unless there is nothing.
    pub(super) fn put_aside(self) {
        let panes = self.panes();
        if !panes.source.trim().is_empty() || !panes.target.trim().is_empty() {
            self.translate.put_aside.set(Some(panes));
        }
    }

    /// The same, where the history does not hold it.
    pub(super) fn put_aside_unless_kept(self, with_source: bool) {
        let translate = self.translate;
        let target = translate.target.get_untracked();
        let source = translate.source.get_untracked();
        // What was made here and not changed is in its entry, though the history may not have been read yet.
        let made = !translate.edited.get_untracked()
            && translate.shown.with_untracked(|shown| {
                shown
                    .as_ref()
                    .is_some_and(|shown| shown.is_stub() || shown.target == target)
            });
        if !(made || self.is_kept(&target)) || (with_source && !self.is_kept(&source)) {
            self.put_aside();
        }
    }

    fn is_kept(self, text: &str) -> bool {
        text.trim().is_empty()
            || self.translate.history.with_untracked(|history| {
                history
                    .iter()
                    .any(|entry| entry.source == text || entry.target == text)
            })
    }

    /// Brings back what was replaced last. What is there now can be brought back in turn.
    pub fn translate_bring_back(self) {
        let Some(panes) = self.translate.put_aside.get_untracked() else {
            return;
        };
        self.translate_stop();
        self.keep_edit();
        self.translate.put_aside.set(None);
        self.put_aside_unless_kept(true);
        self.show_panes(panes);
    }

    /// Puts a translation back into the panes.
    pub fn history_restore(self, id: &str) {
        self.translate_stop();
        self.keep_edit();
        // After these: they may have changed the entry itself.
        let found = self
            .translate
            .history
            .with_untracked(|history| history.iter().find(|entry| entry.id == id).cloned());
        if let Some(entry) = found {
            self.put_aside_unless_kept(true);
            self.show_entry(entry);
        }
    }

    /// Puts an entry into the panes.
    pub(super) fn show_entry(self, entry: HistoryEntry) {
        self.show_panes(Panes {
            source: entry.source.clone(),
            target: entry.target.clone(),
            from: entry.from.clone(),
            to: entry.to.clone(),
            // In another tab: here nothing runs.
            state: match entry.state {
                TrStatus::Running => TrStatus::Truncated,
                state => state,
            },
            edited: entry.edited,
            pairs: entry.pairs.clone(),
            shown: Some(entry),
        });
    }

    fn show_panes(self, panes: Panes) {
        let translate = self.translate;
        translate.from.set(panes.from);
        translate.to.set(panes.to);
        translate.source.set(panes.source);
        self.show_target(panes.target);
        translate.status.set(panes.state);
        translate.edited.set(panes.edited);
        translate.pairs.set(panes.pairs);
        translate.undoable.set(0);
        let shown = panes.shown.as_ref();
        translate
            .trouble
            .set(shown.and_then(|shown| self.told_again(shown)));
        translate.spent.set(shown.and_then(super::SpentView::of));
        translate.sent.set(
            shown
                .and_then(|shown| shown.sent.as_ref())
                .map(|sent| SentView::new(sent, self.endpoint.preset())),
        );
        self.show_suggestions(panes.shown.as_ref());
        translate.shown.set(panes.shown);
    }

    /// What the person changed in the translation goes into its entry.
    pub(super) fn keep_edit(self) {
        let translate = self.translate;
        if !translate.edited.get_untracked() {
            return;
        }
        let Some(shown) = translate.shown.with_untracked(Clone::clone) else {
            return;
        };
        let target = translate.target.get_untracked();
        let pairs = translate.pairs.get_untracked();
        // What was approved was not changed, and is to be kept too.
        if !shown.is_stub() && (shown.target != target || shown.pairs != pairs) {
            let before = shown.clone();
            let entry = HistoryEntry {
                target,
                edited: true,
                pairs,
                ..shown
            };
            self.remember_reviewed(&before, &entry);
            self.translate_shows(entry.clone());
            self.history_save(entry);
        }
    }

    /// The entry that the panes show, read where only its name is known.
    pub(super) async fn shown_entry(self) -> Option<HistoryEntry> {
        let shown = self.translate.shown.with_untracked(Clone::clone)?;
        if !shown.is_stub() {
            return Some(shown);
        }
        let read = db::get::<HistoryEntry>(Store::History, &shown.id).await;
        self.note_storage(read)?.filter(|entry| !entry.is_stub())
    }

    /// Takes a translation off the list; [`history_undo_delete`](Self::history_undo_delete) brings it back.
    pub fn history_delete(self, id: &str) {
        let mut removed = Vec::new();
        self.translate.history.update(|history| {
            let (gone, kept) = std::mem::take(history)
                .into_iter()
                .partition(|entry| entry.id == id);
            removed = gone;
            *history = kept;
        });
        self.deleted(removed, db::delete(Store::History, id));
    }

    /// Deletes every translation that is not pinned, also those that are not listed.
    pub fn history_clear(self) {
        leptos::task::spawn_local(async move {
            // Read first: undo brings back all of them. What is written meanwhile is to be among them.
            let all = loop {
                let before = WRITES.get();
                let all = db::page::<HistoryEntry>(Store::History, None, usize::MAX).await;
                let Some(all) = self.note_storage(all) else {
                    return;
                };
                if WRITES.get() == before {
                    break all;
                }
            };
            let (pinned, gone): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.pinned);
            self.translate.history.set(pinned);
            self.translate.history_more.set(false);
            let ids: Vec<String> = gone.iter().map(|entry| entry.id.clone()).collect();
            self.deleted(gone, db::delete_many(Store::History, &ids));
        });
    }

    fn deleted(self, removed: Vec<HistoryEntry>, written: db::Written) {
        writes();
        // What is deleted must not come back by being edited. What runs is written at its end in any case.
        let gone = |shown: &mut Option<HistoryEntry>| {
            if shown.as_ref().is_some_and(|shown| {
                !self.is_translating(&shown.id) && removed.iter().any(|entry| entry.id == shown.id)
            }) {
                *shown = None;
            }
        };
        self.translate.shown.update(gone);
        self.translate.put_aside.update_untracked(|aside| {
            if let Some(panes) = aside {
                gone(&mut panes.shown);
            }
        });
        self.further_deleted(&removed);
        self.translate.history_deleted.set(removed);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            announce(Change::History);
        });
    }

    /// Brings back what was deleted last.
    pub fn history_undo_delete(self) {
        let mut back = self.translate.history_deleted.get_untracked();
        // One that was running then may have ended and been written since.
        self.translate.history.with_untracked(|history| {
            back.retain(|entry| !history.iter().any(|listed| listed.id == entry.id));
        });
        // Shown at once: between the bar and the list nothing would be there, and the focus nowhere.
        self.translate.history.update(|history| {
            for entry in &back {
                let place = history.partition_point(|listed| listed.at > entry.at);
                history.insert(place, entry.clone());
            }
        });
        self.translate.history_deleted.set(Vec::new());
        leptos::task::spawn_local(async move {
            self.note_storage(db::put_many(Store::History, &back).await);
            announce(Change::History);
            self.load_history().await;
        });
    }

    /// Saves an entry and shows it in the list.
    pub(super) fn history_save(self, entry: HistoryEntry) {
        if self.leaving.get_value() {
            return;
        }
        let entry = HistoryEntry {
            pinned: self.is_pinned(&entry),
            ..entry
        };
        self.translate.history.update(|history| {
            match history.iter_mut().find(|listed| listed.id == entry.id) {
                Some(listed) => *listed = entry.clone(),
                None => {
                    // By time, as the database gives them: an old one may be written anew.
                    let place = history.partition_point(|listed| listed.at > entry.at);
                    history.insert(place, entry.clone());
                }
            }
        });
        // The entry holds all that the journal held: it goes in the same transaction, so that nothing is there twice.
        let written = db::Batch::new()
            .put(Store::History, &entry)
            .delete_journal(&entry.id)
            .commit();
        writes();
        let written = journal::close(&entry.id, written);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            if entry.state != TrStatus::Running && !self.is_translating(&entry.id) {
                translate_lock::release(&entry.id);
            }
            announce(Change::History);
        });
    }

    /// Lists older translations too.
    pub fn history_older(self) {
        let wanted = self.translate.history.with_untracked(Vec::len) + PAGE;
        leptos::task::spawn_local(self.list_history(wanted));
    }

    /// Lists all there are: a search is to find what is there.
    pub fn history_all(self) {
        if self.translate.history_more.get_untracked() {
            // Once, however fast one types.
            self.translate.history_more.set(false);
            leptos::task::spawn_local(self.list_history(usize::MAX));
        }
    }

    pub(super) async fn load_history(self) {
        let listed = self.translate.history.with_untracked(Vec::len);
        // Where all were listed, all are again, with those that another tab has made.
        let all = listed > PAGE && !self.translate.history_more.get_untracked();
        let wanted = if all { usize::MAX } else { listed.max(PAGE) };
        self.list_history(wanted).await;
        self.read_shown().await;
    }

    async fn list_history(self, wanted: usize) {
        let entries = loop {
            let before = WRITES.get();
            let read = db::page::<HistoryEntry>(Store::History, None, wanted).await;
            let Some(mut entries) = self.note_storage(read) else {
                return self.translate.history_more.set(true);
            };
            self.add_old_pinned(&mut entries).await;
            for entry in entries
                .iter_mut()
                .filter(|entry| entry.state == TrStatus::Running && !self.was_begun_here(&entry.id))
            {
                self.recover_translation(entry).await;
            }
            // Something was written meanwhile: a run ended, say. What was read may be of before.
            if WRITES.get() == before {
                break entries;
            }
        };
        let listed = entries.len();
        self.index_pinned(&entries);
        self.translate.history.set(entries);
        if let Some(count) = self.note_storage(db::count(Store::History).await) {
            self.translate.history_more.set(count > listed);
        }
    }
}
