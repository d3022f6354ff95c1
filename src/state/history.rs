//! The translations made so far, in the database; the running one is among them from its first moment.

use super::app::{Change, announce};
use super::journal;
use super::{App, SentView, TrStatus};
use crate::browser::db::{self, Store};
use gate::Cost;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{HttpRequest, Millis, Usage};

/// How many translations are listed.
const LISTED: usize = 500;

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
    /// Target language
    pub to: String,
    /// The text
    pub source: String,
    /// The translation, as far as it came
    pub target: String,
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
}

impl App {
    /// Puts a translation back into the panes.
    pub fn history_restore(self, id: &str) {
        let found = self
            .translate
            .history
            .with_untracked(|history| history.iter().find(|entry| entry.id == id).cloned());
        let Some(entry) = found else { return };
        self.translate_stop();
        let translate = self.translate;
        translate.from.set(entry.from.clone());
        translate.to.set(entry.to.clone());
        translate.source.set(entry.source.clone());
        self.show_target(entry.target.clone());
        translate.status.set(entry.state);
        translate.trouble.set(None);
        translate.spent.set(super::SpentView::of(&entry));
        translate.sent.set(
            entry
                .sent
                .as_ref()
                .map(|sent| SentView::new(sent, self.endpoint.preset())),
        );
        self.translate_shows(entry);
    }

    /// Takes a translation off the list; [`history_undo_delete`](Self::history_undo_delete) brings it back.
    pub fn history_delete(self, id: &str) {
        self.history_remove(|entry| entry.id == id);
    }

    /// Takes every translation off the list.
    pub fn history_clear(self) {
        self.history_remove(|_| true);
    }

    fn history_remove(self, which: impl Fn(&HistoryEntry) -> bool) {
        let mut removed = Vec::new();
        self.translate.history.update(|history| {
            let (gone, kept) = std::mem::take(history).into_iter().partition(&which);
            removed = gone;
            *history = kept;
        });
        let ids: Vec<String> = removed.iter().map(|entry| entry.id.clone()).collect();
        self.translate.history_deleted.set(removed);
        leptos::task::spawn_local(async move {
            self.note_storage(db::delete_many(Store::History, &ids).await);
            announce(Change::History);
        });
    }

    /// Brings back what was deleted last.
    pub fn history_undo_delete(self) {
        let back = self.translate.history_deleted.get_untracked();
        self.translate.history_deleted.set(Vec::new());
        leptos::task::spawn_local(async move {
            self.note_storage(db::put_many(Store::History, &back).await);
            announce(Change::History);
            self.load_history().await;
        });
    }

    /// Saves an entry and shows it in the list.
    pub(super) fn history_save(self, entry: HistoryEntry) {
        self.translate.history.update(|history| {
            match history.iter_mut().find(|listed| listed.id == entry.id) {
                Some(listed) => *listed = entry.clone(),
                None => history.insert(0, entry.clone()),
            }
        });
        // The entry holds all that the journal held: it goes in the same transaction, so that nothing is there twice.
        let written = db::Batch::new()
            .put(Store::History, &entry)
            .delete_journal(&entry.id)
            .commit();
        journal::close(&entry.id);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            announce(Change::History);
        });
    }

    pub(super) async fn load_history(self) {
        if let Some(mut entries) =
            self.note_storage(db::newest::<HistoryEntry>(Store::History, LISTED).await)
        {
            // Meanwhile one that was read as running may have ended here.
            self.translate.history.with_untracked(|listed| {
                for entry in &mut entries {
                    if let Some(ended) = listed
                        .iter()
                        .find(|listed| listed.id == entry.id && listed.state != TrStatus::Running)
                    {
                        *entry = ended.clone();
                    }
                }
            });
            for entry in entries
                .iter_mut()
                .filter(|entry| entry.state == TrStatus::Running && !self.is_translating(&entry.id))
            {
                self.recover_translation(entry).await;
            }
            self.translate.history.set(entries);
        }
    }

    /// An entry that was running when its page went away: what had arrived is put together and marked.
    ///
    /// It may as well be running in another tab just now, so it is written down as interrupted only where this tab's own
    /// draft names it, or where it is too old to be running.
    async fn recover_translation(self, entry: &mut HistoryEntry) {
        const ABANDONED: Millis = 10 * 60 * 1_000;
        let mine = self
            .translate
            .shown
            .with_value(|shown| shown.as_ref().is_some_and(|shown| shown.id == entry.id));
        let old = crate::browser::time::now().saturating_sub(entry.at) > ABANDONED;
        let mut pieces = journal::pieces(self, &entry.id).await;
        pieces.sort_by_key(|piece| piece.seq);
        pieces.dedup_by_key(|piece| piece.seq);
        entry
            .target
            .extend(pieces.iter().map(|piece| piece.text.as_str()));
        entry.state = TrStatus::Truncated;
        if mine || old {
            let written = db::Batch::new()
                .put(Store::History, &*entry)
                .delete_journal(&entry.id)
                .commit();
            self.note_storage(written.await);
        }
        if mine {
            self.show_target(entry.target.clone());
            self.translate.status.set(TrStatus::Truncated);
            self.translate_shows(entry.clone());
        }
    }
}
