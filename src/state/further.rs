//! Further languages of a translation: each has a card beneath the panes, a run of its own, and an entry of its own in the
//! history. How a run comes into a card is in `place`.

use super::app::AfterKey;
use super::place::Place;
use super::translate_run::{known, pairs_of};
use super::{App, HistoryEntry, Task, TrStatus, Trouble, WaitView};
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, TabName};
use crate::browser::{random, time};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use translation::Pairs;

/// How many there can be.
pub const MOST_FURTHER: usize = 5;

/// The card of a language.
#[derive(Clone)]
pub struct FurtherCard {
    /// Its tag.
    pub to: String,
    /// The translation, as far as it came.
    pub target: ArcRwSignal<String>,
    /// How far it is.
    pub status: ArcRwSignal<TrStatus>,
    /// What its call waits for.
    pub waiting: ArcRwSignal<Option<WaitView>>,
    /// What went wrong.
    pub trouble: ArcRwSignal<Option<Trouble>>,
    /// Its entry in the history. Only the id is known until it has been read.
    pub made: ArcRwSignal<Option<HistoryEntry>>,
}

impl PartialEq for FurtherCard {
    fn eq(&self, other: &FurtherCard) -> bool {
        self.to == other.to
    }
}

/// What this tab keeps of a card.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    to: String,
    entry: Option<String>,
}

thread_local! {
    static CARDS: OnceCell<ArcRwSignal<Vec<FurtherCard>>> = const { OnceCell::new() };
}

impl FurtherCard {
    fn new(to: String, made: Option<HistoryEntry>) -> FurtherCard {
        let card = FurtherCard {
            to,
            target: ArcRwSignal::default(),
            status: ArcRwSignal::new(TrStatus::Idle),
            waiting: ArcRwSignal::new(None),
            trouble: ArcRwSignal::new(None),
            made: ArcRwSignal::new(None),
        };
        if let Some(entry) = made {
            card.show(entry);
        }
        card
    }

    fn show(&self, entry: HistoryEntry) {
        self.target.set(entry.target.clone());
        self.status.set(match entry.state {
            // In another tab, or before the page went away: here nothing runs.
            TrStatus::Running => TrStatus::Truncated,
            state => state,
        });
        self.made.set(Some(entry));
    }

    fn is_running(&self) -> bool {
        self.status.get_untracked() == TrStatus::Running
    }

    fn made_id(&self) -> Option<String> {
        let made = |made: &Option<HistoryEntry>| made.as_ref().map(|entry| entry.id.clone());
        self.made.with_untracked(made)
    }
}

impl App {
    /// The cards, in the order in which they stand.
    pub fn further(self) -> ArcRwSignal<Vec<FurtherCard>> {
        let new = || {
            let kept: Vec<Kept> = storage::tab_load(TabName::Further).unwrap_or_default();
            let known = kept
                .into_iter()
                .filter(|kept| translation::find(&kept.to).is_some());
            let card = |kept: Kept| {
                let stub = kept.entry.map(|id| HistoryEntry {
                    id,
                    ..HistoryEntry::default()
                });
                FurtherCard::new(kept.to, stub)
            };
            let cards: Vec<FurtherCard> = known.take(MOST_FURTHER).map(card).collect();
            self.translate.further.set(cards.len());
            ArcRwSignal::new(cards)
        };
        CARDS.with(|cards| cards.get_or_init(new).clone())
    }

    /// One more language.
    pub fn further_add(self, to: String) {
        let there = self.further_card(&to).is_some() || self.translate.to.get_untracked() == to;
        if there || self.further().with_untracked(Vec::len) >= MOST_FURTHER {
            return;
        }
        self.use_language(to.clone());
        let card = FurtherCard::new(to, None);
        self.further().update(|cards| cards.push(card));
        self.further_keep();
    }

    /// A language less. What it came to stays in the history.
    pub fn further_remove(self, to: &str) {
        self.further_stop(Some(to));
        self.further()
            .update(|cards| cards.retain(|card| card.to != to));
        self.further_keep();
    }

    /// A further language changes places with that of the panes, each with what it came to.
    pub fn further_open(self, to: &str) {
        let Some(card) = self.further_card(to).filter(|card| !card.is_running()) else {
            return;
        };
        self.stop_translation();
        self.keep_edit();
        let translate = self.translate;
        let before = translate.to.get_untracked();
        let shown = translate.shown.get_untracked();
        let shown = shown.filter(|shown| shown.to == before && !shown.is_stub());
        let made = card.made.get_untracked().filter(|made| !made.is_stub());
        match made {
            Some(entry) => {
                self.put_aside_unless_kept(true);
                self.show_entry(entry);
            }
            None => self.set_to(to.to_string()),
        }
        self.further().update(|cards| {
            if let Some(place) = cards.iter_mut().find(|card| card.to == to) {
                *place = FurtherCard::new(before.clone(), shown);
            }
            let mut seen = false;
            cards.retain(|card| card.to != before || !std::mem::replace(&mut seen, true));
        });
        self.further_keep();
    }

    /// Translates into one of them alone. What is there of it is not asked for again.
    pub fn further_go_on(self, to: &str) {
        let empty = |source: &String| source.trim().is_empty();
        if self.translate.source.with_untracked(empty) || !self.ready_or_ask(AfterKey::Translate) {
            return;
        }
        if let Some(card) = self.further_card(to) {
            self.further_begin(card, true);
        }
    }

    /// Translates into all of them.
    pub(super) fn further_run_all(self) {
        let source = self.translate.source.get_untracked();
        let model = untrack(|| self.model_for(Task::Translate));
        for card in self.further().get_untracked() {
            // Asked for again while it is being made: it would be thrown away and paid for twice.
            let same = card.made.with_untracked(|made| {
                let made = made.as_ref();
                made.is_some_and(|made| made.source == source && made.model == model)
            });
            if !(same && card.is_running()) {
                self.further_stop(Some(&card.to));
                self.further_begin(card, false);
            }
        }
    }

    fn further_begin(self, card: FurtherCard, go_on: bool) {
        let translate = self.translate;
        let from = translate.from.get_untracked();
        let from = from.or_else(|| translate.detected.get_untracked());
        let nothing = from.as_ref() == Some(&card.to) || translate.to.get_untracked() == card.to;
        if nothing || !self.endpoint.can_call() || card.is_running() {
            return;
        }
        let entry = HistoryEntry {
            id: random::id(),
            at: time::now(),
            from: translate.from.get_untracked(),
            detected: translate.detected.get_untracked(),
            to: card.to.clone(),
            model: untrack(|| self.model_for(Task::Translate)),
            state: TrStatus::Running,
            source: translate.source.get_untracked(),
            ..HistoryEntry::default()
        };
        if entry.model.is_empty() {
            // Why, is told of the run in the panes.
            return self.list_models_once();
        }
        let before = card
            .made
            .get_untracked()
            .filter(|made| go_on && made.source == entry.source && !made.pairs.0.is_empty());
        if before.is_none() {
            card.target.set(String::new());
            card.made.set(Some(entry.clone()));
        }
        let id = card.made_id();
        // Stopped meanwhile, it must not begin, though another has been asked for since.
        let still = move |card: &FurtherCard| card.is_running() && card.made_id() == id;
        self.further_is(&card, TrStatus::Running);
        leptos::task::spawn_local(async move {
            if let Some(before) = before {
                self.glossaries_ready().await;
                if still(&card) {
                    let entry = HistoryEntry {
                        model: entry.model,
                        state: TrStatus::Running,
                        ..before
                    };
                    let had = entry.pairs.0.iter();
                    let had = had.map(|pair| known(pair, &entry.target)).collect();
                    self.start_job(entry, had, Vec::new(), Place::Card(card));
                }
                return;
            }
            let remembered = self.remembered_in(card.to.clone()).await;
            self.glossaries_ready().await;
            if still(&card) {
                let mut entry = entry;
                entry.pairs = pairs_of(&entry.source, self.language_of(&entry).as_deref());
                let mut had = vec![None; entry.pairs.0.len()];
                let examples = remembered.recall(&mut entry, &mut had);
                self.start_job(entry, had, examples, Place::Card(card));
            }
        });
    }

    /// Stops one of them, or all; what arrived stays.
    pub fn further_stop(self, to: Option<&str>) {
        let wanted = |card: &FurtherCard| to.is_none_or(|to| card.to == to);
        self.stop_job(|place| matches!(place, Place::Card(card) if wanted(card)));
        for card in self.further().get_untracked() {
            // What had not begun must not.
            if wanted(&card) && card.is_running() {
                self.further_is(&card, TrStatus::Stopped);
            }
        }
    }

    /// A run in a card is over.
    pub(super) fn card_ended(
        self,
        card: &FurtherCard,
        entry: HistoryEntry,
        trouble: Option<Trouble>,
        nothing: bool,
    ) {
        if nothing {
            card.target.set(String::new());
        }
        let entry = HistoryEntry {
            target: card.target.get_untracked(),
            pairs: if nothing {
                Pairs::default()
            } else {
                entry.pairs
            },
            ..entry
        };
        card.waiting.set(None);
        card.trouble.set(trouble);
        card.made.set(Some(entry.clone()));
        self.further_is(card, entry.state);
        self.history_save(entry);
        self.further_keep();
    }

    /// These were deleted from the history. What the cards show of them is not in it any more, and must not come back under
    /// their names.
    pub(super) fn further_deleted(self, removed: &[HistoryEntry]) {
        for card in self.further().get_untracked() {
            let gone = removed
                .iter()
                .any(|entry| Some(&entry.id) == card.made_id().as_ref());
            if gone && !card.is_running() {
                card.made.update(|made| {
                    if let Some(made) = made {
                        made.id = random::id();
                    }
                });
            }
        }
    }

    /// After a reload: what had come into the cards is read.
    pub(super) async fn further_read(self) {
        for card in self.further().get_untracked() {
            let Some(id) = card.made_id() else { continue };
            let read = db::get::<HistoryEntry>(Store::History, &id).await;
            let entry = self.note_storage(read).flatten();
            // A run may have begun meanwhile.
            if card.is_running() || card.made_id() != Some(id) {
                continue;
            }
            match entry {
                Some(entry) => card.show(entry),
                None => card.made.set(None),
            }
        }
    }

    /// Is this the entry of a card?
    pub(super) fn is_further(self, id: &str) -> bool {
        let cards = self.further();
        cards.with_untracked(|cards| {
            cards
                .iter()
                .any(|card| card.made_id().as_deref() == Some(id))
        })
    }

    /// This tab keeps which cards there are.
    pub(super) fn further_keep(self) {
        let cards = self.further().get_untracked();
        self.translate.further.set(cards.len());
        let kept: Vec<Kept> = cards
            .iter()
            .map(|card| Kept {
                to: card.to.clone(),
                entry: card.made_id(),
            })
            .collect();
        if !self.leaving.get_value() {
            self.note_storage(storage::tab_save(TabName::Further, &kept));
        }
    }

    fn further_card(self, to: &str) -> Option<FurtherCard> {
        let cards = self.further();
        cards.with_untracked(|cards| cards.iter().find(|card| card.to == to).cloned())
    }

    fn further_is(self, card: &FurtherCard, status: TrStatus) {
        card.status.set(status);
        let cards = self.further();
        let any = cards.with_untracked(|cards| cards.iter().any(FurtherCard::is_running));
        self.translate.further_running.set(any);
    }
}
