//! Gives the segments of the panes to `translation::Checks` when the texts have been still for a moment, a slice of them at
//! a time, and makes rows of what it found.

use super::{CheckRow, beginning};
use crate::browser::time::{self, Timer};
use crate::state::{App, Settings, TrStatus};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use translation::{CheckSettings, Checks, FindingKind, Found, Pair, PairState};
use wire::Millis;

/// How long the texts must be still, and while a translation arrives, how seldom they are looked at.
const STILL: Millis = 300;
const ARRIVING: Millis = 1_000;
/// So much text is looked at in one go, in bytes: a few milliseconds.
const SLICE: usize = 12_000;
/// Between two goes the page has its turn.
const BREATH: Millis = 8;

#[derive(Default)]
struct Work {
    checks: Checks,
    timer: Option<Timer>,
    /// The timer runs, and is not put off by what arrives.
    waits: bool,
    /// When it has run, the segments are taken anew.
    anew: bool,
    /// A run was seen, and its end was not told yet.
    ran: bool,
    /// The entry that was looked at last.
    of: String,
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::default();
    /// Whether someone watches.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    /// The entry whose end was told last.
    static TOLD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Asks something of what was found.
pub(super) fn with_checks<T>(ask: impl FnOnce(&Checks) -> T) -> T {
    WORK.with(|work| ask(&work.borrow().checks))
}

impl App {
    /// Looks at what the panes show, and again when it changes, for as long as the reactive owner lives.
    pub fn watch_checks(self) {
        let translate = self.translate;
        let glossaries = self.glossaries().all;
        WATCHED.set(true);
        // One that was over before this was here to see it.
        let of = self.shown_id();
        let told = TOLD.with(|told| *told.borrow() == of);
        WORK.with(|work| work.borrow_mut().ran = !told && self.was_begun_here(&of));
        on_cleanup(|| {
            WATCHED.set(false);
            WORK.with(|work| work.take());
        });
        let limits = Memo::new(move |_| {
            let of = |settings: &Settings| (settings.limit_segment, settings.limit_text);
            self.settings.with(of)
        });
        Effect::new(move |_| {
            translate.source.track();
            translate.target.track();
            translate.pairs.track();
            translate.shown.track();
            translate.from.track();
            translate.to.track();
            translate.detected.track();
            glossaries.track();
            // Read, not only tracked: what nobody has read yet hears of nothing.
            limits.get();
            self.check_soon(translate.status.get() == TrStatus::Running);
        });
    }

    fn check_soon(self, arriving: bool) {
        let waits = WORK.with(|work| {
            let mut work = work.borrow_mut();
            work.ran |= arriving;
            work.anew = true;
            arriving && work.waits
        });
        if !waits {
            self.check_after(if arriving { ARRIVING } else { STILL });
        }
    }

    fn check_after(self, wait: Millis) {
        let timer = time::after(wait, move || {
            let anew = WORK.with(|work| {
                let mut work = work.borrow_mut();
                work.waits = false;
                std::mem::take(&mut work.anew)
            });
            if anew {
                self.take_segments();
            }
            self.look_at_some();
        });
        WORK.with(|work| {
            let mut work = work.borrow_mut();
            work.waits = true;
            work.timer = Some(timer);
        });
    }

    /// Gives the segments as they stand in the panes to the checks; none where what stands there is of something else.
    fn take_segments(self) {
        let of = self.shown_id();
        let before = WORK.with(|work| std::mem::replace(&mut work.borrow_mut().of, of.clone()));
        let last = self.checks().dismissed;
        if before != of && last.with_untracked(Option::is_some) {
            last.set(None);
        }
        let settings = self.check_settings();
        let set = |segments: &[(&str, &str)]| {
            WORK.with(|work| work.borrow_mut().checks.set(&settings, segments));
        };
        let there = self.check_segments(set).is_some();
        if !there {
            set(&[]);
        }
        let most = self.settings.with_untracked(|settings| settings.limit_text);
        // While it arrives, nobody knows how long it will be.
        let ended = self.translate.status.get_untracked() != TrStatus::Running;
        let most = most.filter(|_| there && ended).map(|most| most as usize);
        self.translate.target.with_untracked(|target| {
            self.translate.pairs.with_untracked(|pairs| {
                let places: Vec<_> = pairs.0.iter().map(|pair| pair.target.clone()).collect();
                WORK.with(|work| {
                    let checks = &mut work.borrow_mut().checks;
                    checks.set_whole(target, &places, most);
                });
            });
        });
    }

    fn look_at_some(self) {
        let waiting = WORK.with(|work| {
            let checks = &mut work.borrow_mut().checks;
            checks.look(SLICE);
            checks.waiting()
        });
        self.show_checks();
        if waiting > 0 {
            return self.check_after(BREATH);
        }
        let running = self.translate.status.get_untracked() == TrStatus::Running;
        let ended = !running && WORK.with(|work| std::mem::take(&mut work.borrow_mut().ran));
        if ended {
            TOLD.with(|told| *told.borrow_mut() = self.shown_id());
            self.checks().ended.update(|ended| *ended += 1);
        }
    }

    /// Calls `f` with source and target of each segment, the latter empty while it is not translated. None where the panes
    /// show no translation, or not what it was made from.
    pub(super) fn check_segments<T>(self, f: impl FnOnce(&[(&str, &str)]) -> T) -> Option<T> {
        let translate = self.translate;
        if !self.pairs_hold() {
            return None;
        }
        translate.source.with_untracked(|source| {
            translate.target.with_untracked(|target| {
                translate.pairs.with_untracked(|pairs| {
                    let texts = |pair: &Pair| {
                        let there =
                            !matches!(pair.state, PairState::Initial | PairState::Failed(_));
                        let part = target.get(pair.target.clone()).filter(|_| there);
                        let whole = source.get(pair.source.clone());
                        (whole.unwrap_or_default(), part.unwrap_or_default())
                    };
                    let segments: Vec<(&str, &str)> = pairs.0.iter().map(texts).collect();
                    (!segments.is_empty()).then(|| f(&segments))
                })
            })
        })
    }

    pub(super) fn check_settings(self) -> CheckSettings {
        let translate = self.translate;
        let from = translate
            .from
            .get_untracked()
            .or_else(|| translate.detected.get_untracked());
        let to = translate.to.get_untracked();
        let terms = self.terms_for_run(from.as_deref(), &to);
        let limit = self
            .settings
            .with_untracked(|settings| settings.limit_segment);
        CheckSettings {
            from,
            to,
            terms,
            limit: limit.map(|most| most as usize),
        }
    }

    /// Tells what was found and is not dismissed: in the list, and in the target.
    pub(super) fn show_checks(self) {
        if !WATCHED.get() {
            return;
        }
        let running = self.translate.status.get_untracked() == TrStatus::Running;
        let dismissed = self.dismissed();
        let (hidden, found): (Vec<Found>, Vec<Found>) = WORK.with(|work| {
            let work = work.borrow();
            let found = work.checks.found().iter();
            let told = found.filter(|found| !running || at_once(&found.finding.kind));
            told.cloned()
                .partition(|found| dismissed.contains(&found.id))
        });
        let (rows, places) = self
            .check_segments(|segments| {
                let rows: Vec<CheckRow> = found.iter().map(|found| row(found, segments)).collect();
                (rows, self.places_of(&found))
            })
            .unwrap_or_default();
        self.mark_places(places);
        let state = self.checks();
        if state.rows.with_untracked(|old| *old != rows) {
            state.rows.set(rows);
        }
        if state.hidden.get_untracked() != hidden.len() {
            state.hidden.set(hidden.len());
        }
    }

    /// Where findings stand in the target, in order and apart; those of whole segments are not marked.
    fn places_of(self, found: &[Found]) -> Vec<Range<usize>> {
        self.translate.pairs.with_untracked(|pairs| {
            let place = |found: &Found| {
                let whole = pairs.0.get(found.segment)?.target.clone();
                let part = found.finding.target.clone()?;
                let place = whole.start + part.start..whole.start + part.end;
                (place != whole && !place.is_empty()).then_some(place)
            };
            let mut places: Vec<Range<usize>> = found.iter().filter_map(place).collect();
            places.sort_by_key(|place| (place.start, place.end));
            let mut apart: Vec<Range<usize>> = Vec::with_capacity(places.len());
            for place in places {
                match apart.last_mut() {
                    Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                    _ => apart.push(place),
                }
            }
            apart
        })
    }
}

/// What is told while the rest still arrives: what is wrong whatever comes.
fn at_once(kind: &FindingKind) -> bool {
    use FindingKind::{Forbidden, Keep, Number, Term};
    matches!(kind, Number | Term { .. } | Forbidden | Keep)
}

fn row(found: &Found, segments: &[(&str, &str)]) -> CheckRow {
    let finding = &found.finding;
    let texts = |segment: usize| segments.get(segment).copied().unwrap_or_default();
    let (source, target) = texts(found.segment);
    let part = |text: &str, place: &Option<Range<usize>>| {
        let place = place.clone()?;
        text.get(place).map(beginning)
    };
    let other = match finding.kind {
        FindingKind::SameSource { other } => texts(other).1,
        FindingKind::SameTarget { other } => texts(other).0,
        _ => target,
    };
    CheckRow {
        id: found.id.clone(),
        segment: found.segment,
        kind: finding.kind.clone(),
        source: part(source, &finding.source),
        target: part(target, &finding.target),
        other: beginning(other),
        fix: finding.target.as_ref().and(finding.fix.clone()),
        risk: translation::risk(std::slice::from_ref(finding), None),
    }
}
