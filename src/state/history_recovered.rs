//! Translations as they are found after a reload: the one that the panes show, and those whose page went away in the middle.

use super::job_recovered::put_together;
use super::{App, HistoryEntry, TrStatus, journal, translate_lock};
use crate::browser::db::{self, Store};
use leptos::prelude::*;
use wire::Millis;

impl App {
    /// After a reload: the entry that the panes show is read, and what was edited in it is kept.
    pub(super) async fn read_shown(self) {
        let stub = self
            .translate
            .shown
            .with_untracked(|shown| shown.as_ref().is_some_and(HistoryEntry::is_stub));
        if !stub {
            return;
        }
        if let Some(entry) = self.shown_entry().await {
            let still = self.translate.shown.with_untracked(|shown| {
                shown
                    .as_ref()
                    .is_some_and(|shown| shown.is_stub() && shown.id == entry.id)
            });
            if still {
                let mut pairs = entry.pairs.clone();
                self.translate.target.with_untracked(|target| {
                    pairs.target_edited(&entry.target, target, Some(&entry.to));
                });
                self.translate.pairs.set(pairs);
                if self.translate.status.get_untracked() == TrStatus::Failed {
                    self.translate.trouble.set(self.told_again(&entry));
                }
                self.show_suggestions(Some(&entry));
                self.translate_shows(entry);
                self.keep_edit();
            }
        }
    }

    /// An entry that was running when its page went away: what had arrived is put together and marked.
    ///
    /// It may as well be running in another tab just now, which holds its lock then: it is written down as interrupted only
    /// where nobody does. A browser that has no locks cannot tell: there, only where this tab's own draft names it, or where it
    /// is too old to be running.
    pub(super) async fn recover_translation(self, entry: &mut HistoryEntry) {
        const ABANDONED: Millis = 10 * 60 * 1_000;
        let mine = self
            .translate
            .shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.id == entry.id));
        let ours = mine || self.is_further(&entry.id);
        let old = crate::browser::time::now().saturating_sub(entry.at) > ABANDONED;
        let mut pieces = journal::pieces(self, &entry.id).await;
        pieces.sort_by_key(|piece| piece.seq);
        pieces.dedup_by_key(|piece| piece.seq);
        let elsewhere = translate_lock::is_elsewhere(&entry.id, mine).await;
        // After the pieces: while it still runs by the database, they are all of it.
        let now = db::get::<HistoryEntry>(Store::History, &entry.id).await;
        match self.note_storage(now).flatten() {
            Some(now) if now.state != TrStatus::Running => return *entry = now,
            _ => {}
        }
        let written: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        put_together(entry, &written);
        entry.state = TrStatus::Truncated;
        let abandoned = match elsewhere {
            Some(elsewhere) => !elsewhere,
            None => ours || old,
        };
        if abandoned {
            let written = db::Batch::new()
                .put(Store::History, &*entry)
                .delete_journal(&entry.id)
                .commit();
            self.note_storage(written.await);
        }
        if mine {
            self.show_target(entry.target.clone());
            self.translate.pairs.set(entry.pairs.clone());
            self.translate.status.set(TrStatus::Truncated);
            self.show_suggestions(Some(entry));
            self.translate_shows(entry.clone());
        }
    }
}
