//! What the memory has for a text: for a run, and for the segment at the caret.

use super::memory_desk::ask;
use super::{App, HistoryEntry, MemoryWork};
use crate::browser::caret::{self, Caret};
use crate::browser::{Subscription, time};
use leptos::prelude::*;
use std::cell::OnceCell;
use translation::{PairState, TmMatch};
use wire::Millis;
use worker::{Answer, Ask};

/// Most matches that are shown of a segment, or go into a request as examples.
const MOST: usize = 5;

/// The lowest score of a match that is of use.
const AT_LEAST: u8 = 70;

/// How many segments are asked for at once: between two lots, other questions have their turn.
const LOT: usize = 20;

/// How long a run waits for near matches. What has not been looked up by then is translated without examples.
const PATIENCE: Millis = 1_500;

/// How long it waits for what can be taken as it is, which saves its price. The worker may have to read the memory first. While
/// a file is coming in, which may take minutes, it is [`PATIENCE`].
const LONGEST: Millis = 10_000;

/// What the memory has for the segments of an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    /// The sources that were looked up; all else is of them.
    sources: Vec<String>,
    to: String,
    matches: Vec<Vec<TmMatch>>,
    /// There is a memory, and it had no time.
    late: bool,
}

/// What is shown of the segment at the caret.
#[derive(Clone, Debug, PartialEq)]
pub struct NearView {
    /// Which segment
    pub segment: usize,
    /// Its source
    pub source: String,
    /// What comes nearest to it, best first
    pub matches: Vec<TmMatch>,
}

thread_local! {
    static LATE: OnceCell<ArcRwSignal<bool>> = const { OnceCell::new() };
}

impl Remembered {
    /// Takes what can be taken as it is for the segments of an entry of which nothing is known; gives the examples for the
    /// others.
    pub(super) fn recall(
        &self,
        entry: &mut HistoryEntry,
        known: &mut [Option<String>],
    ) -> Vec<Vec<(String, String)>> {
        for (segment, known) in known.iter_mut().enumerate() {
            let Some(exact) = self.exact(entry, segment).filter(|_| known.is_none()) else {
                continue;
            };
            entry.pairs.0[segment].state = PairState::Memory;
            *known = Some(exact);
        }
        let segments = 0..known.len();
        segments.map(|at| self.examples(entry, at)).collect()
    }

    /// The translation of a segment that can be taken as it is.
    fn exact(&self, entry: &HistoryEntry, segment: usize) -> Option<String> {
        let best = self.of(entry, segment).first()?;
        best.exact.then(|| best.unit.target.clone())
    }

    /// The nearest pairs, as examples.
    fn examples(&self, entry: &HistoryEntry, segment: usize) -> Vec<(String, String)> {
        let matches = self.of(entry, segment).iter();
        matches
            .map(|near| (near.unit.source.clone(), near.unit.target.clone()))
            .collect()
    }

    /// Of another text than was looked up, or into another language, nothing is known.
    fn of(&self, entry: &HistoryEntry, segment: usize) -> &[TmMatch] {
        let same =
            self.to == entry.to && self.sources.get(segment) == Some(&entry.source_of(segment));
        match self.matches.get(segment) {
            Some(matches) if same => matches,
            _ => &[],
        }
    }
}

impl App {
    /// What the memory has for each of these segments: what can be taken as it is for all of them, the nearest others as far as
    /// there is time. Empty where there is no memory, or it cannot be had: a run does not fail for that.
    pub(super) async fn memory_for_run(
        self,
        sources: Vec<String>,
        from: Option<String>,
        to: String,
    ) -> Remembered {
        let looked_up = self.look_up(&sources, from.as_deref(), &to).await;
        Remembered {
            sources,
            to,
            late: looked_up.is_none(),
            matches: looked_up.unwrap_or_default(),
        }
    }

    /// Whether the last run went without the memory, which had no time.
    pub fn memory_late(self) -> ArcRwSignal<bool> {
        LATE.with(|late| late.get_or_init(|| ArcRwSignal::new(false)).clone())
    }

    /// A run begins with this.
    pub(super) fn note_late(self, remembered: &Remembered) {
        self.memory_late().set(remembered.late);
    }

    /// None where it took too long.
    async fn look_up(
        self,
        sources: &[String],
        from: Option<&str>,
        to: &str,
    ) -> Option<Vec<Vec<TmMatch>>> {
        if sources.is_empty() || self.count_memory().await == 0 {
            return Some(Vec::new());
        }
        let question = |sources: Vec<String>, at_least: u8| Ask::LookUp {
            sources,
            from: from.map(str::to_string),
            to: to.to_string(),
            most: MOST,
            at_least,
        };
        let comes_in = |work: &MemoryWork| matches!(work, MemoryWork::Importing { .. });
        let longest = match self.memory().work.with_untracked(comes_in) {
            true => PATIENCE,
            false => LONGEST,
        };
        let exact = time::within(longest, ask(question(sources.to_vec(), 100))).await?;
        let Answer::Matches(mut matches) = exact else {
            return Some(Vec::new());
        };
        let exact = |of: &Vec<TmMatch>| of.first().is_some_and(|best| best.exact);
        let open: Vec<usize> = (0..matches.len())
            .filter(|&at| !exact(&matches[at]))
            .collect();
        let begun = time::elapsed();
        for lot in open.chunks(LOT) {
            let gone = (time::elapsed() - begun) as Millis;
            let Some(left) = PATIENCE.checked_sub(gone) else {
                break;
            };
            let of_lot = lot.iter().filter_map(|&at| sources.get(at).cloned());
            let near = time::within(left, ask(question(of_lot.collect(), AT_LEAST))).await;
            let Some(Answer::Matches(near)) = near else {
                break;
            };
            for (&at, near) in lot.iter().zip(near) {
                matches[at] = near;
            }
        }
        Some(matches)
    }

    /// The worker reads the memory now, where there is one: the first run is not to wait for that.
    pub(super) async fn warm_up_memory(self) {
        if self.count_memory().await > 0 {
            let nothing = Ask::Search {
                words: String::new(),
                skip: 0,
                most: 0,
            };
            ask(nothing).await;
        }
    }

    /// From now on `near` has what the memory knows of the segment at the caret, in either pane.
    pub fn watch_near(self, near: RwSignal<Option<NearView>>) -> Subscription {
        caret::on_move(&["tr-source", "tr-target"], move |caret| {
            leptos::task::spawn_local(self.show_near(caret, near));
        })
    }

    async fn show_near(self, Caret { field, byte }: Caret, near: RwSignal<Option<NearView>>) {
        let translate = self.translate;
        let in_target = field == "tr-target";
        if !in_target && untrack(|| self.translate_stale()) {
            near.try_set(None);
            return;
        }
        let segment = translate.pairs.with_untracked(|pairs| match in_target {
            true => pairs.at_target(byte),
            false => pairs.at_source(byte),
        });
        let Some((segment, (source, _))) =
            segment.and_then(|at| Some((at, self.translate_segment(at)?)))
        else {
            return;
        };
        let seen = |view: &Option<NearView>| {
            let view = view.as_ref();
            view.is_some_and(|view| (view.segment, &view.source) == (segment, &source))
        };
        if near.try_with_untracked(seen).unwrap_or(true) {
            return;
        }
        let shown = translate.shown.with_untracked(Clone::clone);
        let Some(entry) = shown else { return };
        let from = self.language_of(&entry);
        let sources = [source.clone()];
        let Some(matches) = self.look_up(&sources, from.as_deref(), &entry.to).await else {
            return;
        };
        let of_this = matches.into_iter().next().unwrap_or_default();
        // Where there is one that fits, those that come near are of interest too.
        let matches = match of_this.first() {
            Some(best) if best.exact => self.near_of(source.clone(), from, entry.to).await,
            _ => of_this,
        };
        if !self.is_segment(segment, &source) {
            return;
        }
        near.try_set(Some(NearView {
            segment,
            source,
            matches,
        }));
    }

    async fn near_of(self, source: String, from: Option<String>, to: String) -> Vec<TmMatch> {
        let question = Ask::LookUp {
            sources: vec![source],
            from,
            to,
            most: MOST,
            at_least: AT_LEAST,
        };
        match ask(question).await {
            Answer::Matches(matches) => matches.into_iter().next().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn is_segment(self, segment: usize, source: &str) -> bool {
        let now = self.translate_segment(segment);
        now.is_some_and(|(now, _)| now == source)
    }

    /// Puts a match's translation in the place of the segment's.
    pub fn use_match(self, segment: usize, source: &str, found: &TmMatch) {
        // Another translation may have come into the panes since.
        if !self.is_segment(segment, source) {
            return;
        }
        let state = if found.exact {
            PairState::Memory
        } else {
            PairState::Translated
        };
        self.translate_replace(segment, &found.unit.target, state);
    }
}
