//! Translating as one types, where that is switched on: after each pause, and only the sentences that have changed.
//!
//! Off by default, since every pause costs a call. All runs of one sitting are one entry of the history, with what they cost
//! together.

use super::engine::Work;
use super::{App, HistoryEntry, TrStatus};
use crate::browser::page;
use crate::browser::time::{self, Timer};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use translation::PairState;
use wire::Millis;

/// How long nothing must be typed, after the pause in which drafts are saved.
const PAUSE: Millis = 500;

thread_local! {
    static PENDING: RefCell<Option<Timer>> = const { RefCell::new(None) };
    /// An input method is composing: what stands in the source is not typed yet.
    static COMPOSING: Cell<bool> = const { Cell::new(false) };
    /// What came into the source by itself, with a link or with the page: that is not typed.
    static UNTYPED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Is an input method at work just now?
pub(super) fn is_composing() -> bool {
    COMPOSING.get()
}

impl App {
    /// From now on, it is known when an input method is at work.
    pub(super) fn watch_composing(self) {
        page::on_composing(move |composing| {
            COMPOSING.set(composing);
            if !composing {
                self.live_soon();
            }
        })
        .keep();
    }

    /// What stands in the source now was not typed, so it is not translated by itself: a link must not spend anything.
    pub(super) fn note_untyped(self) {
        let source = self.translate.source.get_untracked();
        UNTYPED.with(|untyped| *untyped.borrow_mut() = Some(source));
    }

    /// Something was typed a moment ago: translates it if that is wanted and nothing more is typed.
    pub(super) fn live_soon(self) {
        let wanted = self.settings.with_untracked(|settings| settings.live);
        PENDING.with(|pending| {
            *pending.borrow_mut() = wanted.then(|| time::after(PAUSE, move || self.live_now()));
        });
    }

    fn live_now(self) {
        let translate = self.translate;
        let source = translate.source.get_untracked();
        let made = translate.shown.with_untracked(|shown| {
            let to = translate.to.get_untracked();
            shown
                .as_ref()
                .is_some_and(|shown| shown.source == source && shown.to == to)
        });
        // Nothing asks for a key unbidden, and what failed is asked again by the person alone.
        let untyped = UNTYPED.with(|untyped| untyped.borrow().as_ref() == Some(&source));
        if is_composing()
            || untyped
            || made
            || untrack(|| self.improves())
            || translation::is_blank(&source)
            || !self.endpoint.can_call()
        {
            return;
        }
        translate.status.set(TrStatus::Running);
        self.have_done(Work::Live);
    }

    /// The entry that a live run goes on with: the one of this sitting, as long as it is the same text into the same language,
    /// and its translation was not changed by hand.
    pub(super) fn live_entry(self) -> Option<HistoryEntry> {
        let edited = self.translate.edited.get_untracked();
        self.translate
            .shown
            .with_untracked(Clone::clone)
            .filter(|shown| {
                let translate = self.translate;
                let same_text = translate.source.with_untracked(|source| {
                    (0..shown.pairs.0.len()).any(|at| source.contains(&shown.source_of(at)))
                });
                let to = translate.to.with_untracked(|to| *to == shown.to);
                shown.live && !edited && to && same_text
            })
    }

    /// What is known of a new source's segments from the translation that is shown: sentences that stand there unchanged.
    pub(super) fn unchanged(self, entry: &HistoryEntry) -> Vec<Option<(String, PairState)>> {
        let translate = self.translate;
        let target = translate.target.get_untracked();
        let old = translate.shown.with_untracked(|shown| {
            let shown = shown.as_ref().filter(|shown| shown.to == entry.to);
            let pairs = translate.pairs.get_untracked();
            let texts = pairs.0.iter().enumerate().filter_map(|(index, pair)| {
                let text = super::translate_run::known(pair, &target)?;
                Some((shown?.source_of(index), (text, pair.state.clone())))
            });
            texts.collect::<BTreeMap<String, (String, PairState)>>()
        });
        (0..entry.pairs.0.len())
            .map(|segment| old.get(&entry.source_of(segment)).cloned())
            .collect()
    }
}
