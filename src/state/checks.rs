//! What there is to look at in the translation that the panes show, dismissed one by one. Fetched with what stands beneath
//! the panes. The looking itself is in [`looking`].

mod looking;

use super::App;
use crate::browser::dom;
use leptos::prelude::*;
use looking::with_checks;
use std::cell::OnceCell;
use std::ops::Range;
use translation::{FindingKind, Found, Pair, PairState, Risk};

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct CheckState {
    /// What there is to look at, in the order of the text.
    pub rows: ArcRwSignal<Vec<CheckRow>>,
    /// Counts the translations of which all was looked at as they ended.
    pub ended: ArcRwSignal<u32>,
    /// What was dismissed last, for undo.
    pub dismissed: ArcRwSignal<Option<String>>,
    /// How many of what was found in this translation are dismissed, now or earlier.
    pub hidden: ArcRwSignal<usize>,
}

/// A finding, as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckRow {
    /// Its own: see `translation::Finding::id`.
    pub id: String,
    /// The segment's index.
    pub segment: usize,
    /// What it is.
    pub kind: FindingKind,
    /// What stands at its place in the source, if it has one.
    pub source: Option<String>,
    /// What stands at its place in the target, if it has one.
    pub target: Option<String>,
    /// What the segment says, or the other one that it is compared with.
    pub other: String,
    /// What to put at its place in the target, where one thing would be right.
    pub fix: Option<String>,
    /// How much it asks to be looked at.
    pub risk: Risk,
}

thread_local! {
    static STATE: OnceCell<CheckState> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn checks(self) -> CheckState {
        let make = || CheckState {
            rows: ArcRwSignal::new(Vec::new()),
            ended: ArcRwSignal::new(0),
            dismissed: ArcRwSignal::new(None),
            hidden: ArcRwSignal::new(0),
        };
        STATE.with(|state| state.get_or_init(make).clone())
    }

    /// How much a segment asks to be looked at, with what became of it translated back where that is known.
    pub fn segment_risk(self, segment: usize, back: Option<&str>) -> Risk {
        let texts = self.translate_segment(segment);
        let back = back.zip(texts).map(|(back, (source, _))| {
            let lang = self.check_settings().from;
            translation::back_difference(&source, back, lang.as_deref())
        });
        let dismissed = self.dismissed();
        with_checks(|checks| {
            let found = checks.of_segment(segment).iter();
            let open = found.filter(|found| !dismissed.contains(&found.id));
            let findings: Vec<_> = open.map(|found| found.finding.clone()).collect();
            translation::risk(&findings, back.as_ref())
        })
    }

    /// Selects the place of a finding in the target, and lights it in both texts.
    pub fn check_show(self, id: &str) {
        let Some((pair, found)) = self.found(id) else {
            return;
        };
        let within = |whole: &Range<usize>, part: Option<Range<usize>>| match part {
            Some(part) => whole.start + part.start..whole.start + part.end,
            None => whole.clone(),
        };
        let source = within(&pair.source, found.finding.source);
        let target = within(&pair.target, found.finding.target);
        self.select_places(source, target);
    }

    /// Selects a segment in the target, and lights it in both texts.
    pub fn segment_show(self, segment: usize) {
        let pairs = self.translate.pairs;
        let pair = pairs.with_untracked(|pairs| pairs.0.get(segment).cloned());
        if let Some(pair) = pair.filter(|_| self.pairs_hold()) {
            self.select_places(pair.source, pair.target);
        }
    }

    fn select_places(self, source: Range<usize>, target: Range<usize>) {
        if let Some(area) = self.target_element() {
            // On a phone the keyboard would cover what is shown.
            if !dom::has_coarse_pointer() {
                dom::focus(&area);
            }
            if let Some(place) = self.place_in_target(target.clone()) {
                dom::set_selection(&area, (place.start, place.end));
            }
        }
        self.light_places(source, target);
    }

    /// Puts what would be right in its place. [`translate_undo`](Self::translate_undo) takes it back.
    pub fn check_fix(self, id: &str) {
        let Some((pair, found)) = self.found(id) else {
            return;
        };
        let (Some(fix), Some(place)) = (found.finding.fix, found.finding.target) else {
            return;
        };
        let segment = self.translate.target.with_untracked(|target| {
            let text = target.get(pair.target.clone())?;
            let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
            Some([before, &fix, after].concat())
        });
        if let Some(text) = segment {
            self.translate_replace(found.segment, &text, PairState::Reviewed);
        }
    }

    /// Takes a finding off the list, for this translation and for good; [`check_bring_back`](Self::check_bring_back) undoes it.
    pub fn check_dismiss(self, id: &str) {
        if self.change_dismissed(|dismissed| dismissed.push(id.to_string())) {
            self.checks().dismissed.set(Some(id.to_string()));
        }
    }

    /// Brings back what was dismissed last.
    pub fn check_bring_back(self) {
        let last = self.checks().dismissed;
        if let Some(id) = last.get_untracked() {
            last.set(None);
            self.change_dismissed(|dismissed| dismissed.retain(|one| *one != id));
        }
    }

    /// Brings back all that was ever dismissed in this translation.
    pub fn check_bring_back_all(self) {
        if self.change_dismissed(Vec::clear) {
            self.checks().dismissed.set(None);
        }
    }

    /// Says whether it could be done: the entry of a run is the run's until it ends.
    fn change_dismissed(self, change: impl FnOnce(&mut Vec<String>)) -> bool {
        self.keep_edit();
        let shown = self.translate.shown.get_untracked();
        let shown = shown.filter(|shown| !shown.is_stub() && !self.is_translating(&shown.id));
        let Some(mut entry) = shown else {
            return false;
        };
        change(&mut entry.dismissed);
        self.translate_shows(entry.clone());
        self.history_save(entry);
        self.show_checks();
        true
    }

    fn dismissed(self) -> Vec<String> {
        self.translate.shown.with_untracked(|shown| {
            let shown = shown.as_ref();
            shown
                .map(|shown| shown.dismissed.clone())
                .unwrap_or_default()
        })
    }

    /// A finding and its segment, if the texts are still those it was found in.
    fn found(self, id: &str) -> Option<(Pair, Found)> {
        let found = with_checks(|checks| {
            let found = checks.found().iter().find(|found| found.id == id);
            found.cloned()
        })?;
        let pair = self
            .translate
            .pairs
            .with_untracked(|pairs| pairs.0.get(found.segment).cloned())?;
        // Typed since, and not looked at yet.
        let same = self.check_segments(|segments| {
            let now = segments.get(found.segment);
            with_checks(|checks| now.is_some_and(|now| checks.is_of(found.segment, *now)))
        });
        (same == Some(true)).then_some((pair, found))
    }

    /// Where a part of the target is, as its text area counts.
    fn place_in_target(self, range: Range<usize>) -> Option<Range<u32>> {
        let places = self
            .translate
            .target
            .with_untracked(|target| translation::field_places(target, std::iter::once(range)));
        places.into_iter().next()
    }
}

/// As much of a text as a line of the list shows.
fn beginning(text: &str) -> String {
    const MOST: usize = 90;
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(MOST).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
