//! Sentences and their translations, lit together: the one under the pointer, else the one at the caret.
//!
//! Behind each of the two text areas is a copy of it ([`Mirror`]) in which that is done. The copies follow when the texts
//! have been still for a moment, never a key or a token: until then what is not certain is not lit.

mod marks;

use super::{App, TrStatus};
use crate::browser::Subscription;
use crate::browser::mirror::{AreaEvent, Line, Mirror, light};
use crate::browser::time::{self, FrameRequest, Timer};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::{Rc, Weak};
use translation::PairState;
use wire::Millis;

/// Names of the highlights (style/pairs.css).
const LIT: &str = "pair-lit";
const FAILED: &str = "pair-failed";
const FOUND: &str = "pair-found";
const SHOWN: &str = "pair-shown";

/// How long the texts must be still, and while a translation arrives, how seldom they are followed.
const STILL: Millis = 300;
const ARRIVING: Millis = 2_000;

/// What is lit in the two panes, until the value is dropped.
pub struct PairLights {
    _lights: SendWrapper<Rc<Lights>>,
    _events: Vec<Subscription>,
}

/// Which pane.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

struct Lights {
    app: App,
    source: Pane,
    target: Pane,
    /// Whether the copies show what the panes show, and the places are theirs.
    followed: Cell<bool>,
    /// The pair under the pointer.
    pointed: Cell<Option<usize>>,
    /// What is lit.
    lit: Cell<Option<usize>>,
    /// The pair at the caret, and so the one that was brought into sight in the other pane.
    at_caret: Cell<Option<usize>>,
    /// Bytes of the target that there is something to look at in; in order, and apart.
    found: RefCell<Vec<Range<usize>>>,
    /// Whether the timer runs after which the copies follow.
    waiting: Cell<bool>,
    timer: RefCell<Option<Timer>>,
    frame: RefCell<Option<FrameRequest>>,
}

struct Pane {
    mirror: Mirror,
    /// Where each pair stands in it.
    places: RefCell<Vec<Range<u32>>>,
}

impl App {
    /// Begins to light pairs in the two panes; none where they are not there, or the browser cannot. What changes is
    /// followed for as long as the reactive owner lives.
    pub fn light_pairs(self) -> Option<PairLights> {
        let pane = |test_id| {
            Some(Pane {
                mirror: Mirror::behind(test_id)?,
                places: RefCell::default(),
            })
        };
        let lights = Rc::new(Lights {
            app: self,
            source: pane("tr-source")?,
            target: pane("tr-target")?,
            followed: Cell::new(false),
            pointed: Cell::new(None),
            lit: Cell::new(None),
            at_caret: Cell::new(None),
            found: RefCell::default(),
            waiting: Cell::new(false),
            timer: RefCell::default(),
            frame: RefCell::default(),
        });
        let events = [Side::Source, Side::Target].map(|side| lights.listen(side));
        lights.watch();
        marks::are_here(&lights);
        Some(PairLights {
            _lights: SendWrapper::new(lights),
            _events: events.into_iter().flatten().collect(),
        })
    }

    /// Whether the pairs are of what stands in the panes. Not for reactive places.
    pub(super) fn pairs_hold(self) -> bool {
        let translate = self.translate;
        let of_this = || {
            translate.source.with_untracked(|source| {
                translate.shown.with_untracked(|shown| {
                    shown.as_ref().is_some_and(|shown| shown.source == *source)
                })
            })
        };
        !untrack(|| self.translate_stale()) && of_this()
    }
}

impl Lights {
    fn pane(&self, side: Side) -> &Pane {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    fn opposite(&self, side: Side) -> &Pane {
        match side {
            Side::Source => &self.target,
            Side::Target => &self.source,
        }
    }

    fn listen(self: &Rc<Self>, side: Side) -> [Subscription; 3] {
        let mirror = &self.pane(side).mirror;
        let (here, resized) = (Rc::downgrade(self), Rc::downgrade(self));
        [
            mirror.keep_scrolled(),
            mirror.on_event(move |event| {
                if let Some(lights) = here.upgrade() {
                    lights.happened(side, event);
                }
            }),
            mirror.on_resize(move || {
                // Before it is followed it has no size of its own to keep.
                let lights = resized.upgrade().filter(|lights| lights.followed.get());
                if let Some(lights) = lights {
                    lights.pane(side).mirror.fit();
                }
            }),
        ]
    }

    /// Hears of every change of what the panes show.
    fn watch(self: &Rc<Self>) {
        let translate = self.app.translate;
        let lights = SendWrapper::new(Rc::downgrade(self));
        Effect::new(move |_| {
            translate.target.track();
            translate.pairs.track();
            translate.shown.track();
            translate.to.track();
            translate.from.track();
            translate.detected.track();
            let arriving = translate.status.get() == TrStatus::Running;
            // A target that grows at its end leaves what is lit where it is.
            changed(&lights, arriving);
        });
        let lights = SendWrapper::new(Rc::downgrade(self));
        Effect::new(move |_| {
            translate.source.track();
            changed(&lights, false);
        });
    }

    /// After a while in which nothing changes, or every now and then while a translation arrives, the copies follow.
    fn follow_soon(self: &Rc<Self>, arriving: bool) {
        if arriving && self.waiting.get() {
            return;
        }
        self.waiting.set(true);
        let length = self.app.translate.target.with_untracked(String::len);
        // A long text takes its time: the person must have made a pause.
        let still = STILL + (length / 100) as Millis;
        let later = Rc::downgrade(self);
        let wait = if arriving { ARRIVING } else { still };
        let timer = time::after(wait, move || {
            if let Some(lights) = later.upgrade() {
                lights.waiting.set(false);
                lights.follow();
            }
        });
        self.timer.replace(Some(timer));
    }

    fn follow(&self) {
        let translate = self.app.translate;
        if !self.app.pairs_hold() {
            return self.dark();
        }
        let mut ranges = (Vec::new(), Vec::new());
        let mut failed = Vec::new();
        translate.pairs.with_untracked(|pairs| {
            for (index, pair) in pairs.0.iter().enumerate() {
                ranges.0.push(pair.source.clone());
                ranges.1.push(pair.target.clone());
                if matches!(pair.state, PairState::Failed(_)) {
                    failed.push(index);
                }
            }
        });
        let (sources, targets) = ranges;
        let place = |text: RwSignal<String>, ranges: Vec<Range<usize>>| {
            text.with_untracked(|text| translation::field_places(text, ranges))
        };
        self.source.places.replace(place(translate.source, sources));
        self.target.places.replace(place(translate.target, targets));
        for pane in [&self.source, &self.target] {
            pane.mirror.copy();
            pane.mirror.fit();
        }
        self.followed.set(true);
        let part = |index: usize| Some((&self.target.mirror, self.target.place(index)?));
        light(FAILED, failed.into_iter().filter_map(part));
        light(LIT, None);
        self.lit.set(None);
        self.relight();
        self.mark_found();
    }

    fn happened(self: &Rc<Self>, side: Side, event: AreaEvent) {
        if !self.followed.get() {
            return;
        }
        match event {
            AreaEvent::PointerAt(x, y) => {
                // Once a frame is enough for a pointer.
                let later = Rc::downgrade(self);
                self.frame.replace(Some(time::next_frame(move || {
                    pointed(&later, side, x, y);
                })));
            }
            AreaEvent::PointerGone => {
                self.frame.take();
                self.pointed.set(None);
                self.relight();
            }
            AreaEvent::CaretMoved => {
                self.relight();
                let pair = self.pane(side).at_caret();
                if pair.is_some() && self.at_caret.replace(pair) != pair {
                    let other = self.opposite(side);
                    if let Some(part) = pair.and_then(|pair| other.place(pair)) {
                        other.mirror.scroll_to(&part);
                    }
                }
            }
            AreaEvent::Asked => {
                let other = self.opposite(side);
                let pair = self.pane(side).at_caret();
                if let Some(part) = pair.and_then(|pair| other.place(pair)) {
                    other.mirror.reveal(&part);
                }
            }
        }
    }

    fn relight(&self) {
        let at_caret = || self.source.at_caret().or_else(|| self.target.at_caret());
        let pair = self
            .pointed
            .get()
            .or_else(at_caret)
            // A text of one sentence has nothing to tell apart.
            .filter(|_| self.followed.get() && self.target.places.borrow().len() > 1)
            // Alone a sentence tells nothing: its counterpart has not come yet.
            .filter(|pair| {
                let mut panes = [&self.source, &self.target].into_iter();
                panes.all(|pane| pane.place(*pair).is_some())
            });
        if self.lit.replace(pair) == pair {
            return;
        }
        let panes = [&self.source, &self.target].into_iter();
        let parts = panes.filter_map(|pane| Some((&pane.mirror, pane.place(pair?)?)));
        light(LIT, parts);
    }

    /// Nothing is lit: what stands there is not known.
    fn dark(&self) {
        if self.followed.replace(false) {
            self.pointed.set(None);
            self.lit.set(None);
            for name in [LIT, FAILED, FOUND, SHOWN] {
                light(name, None);
            }
        }
    }
}

impl Drop for Lights {
    fn drop(&mut self) {
        self.dark();
    }
}

impl Pane {
    fn place(&self, pair: usize) -> Option<Range<u32>> {
        let place = self.places.borrow().get(pair).cloned();
        place.filter(|place| !place.is_empty())
    }

    fn at_caret(&self) -> Option<usize> {
        translation::place_at(&self.places.borrow(), self.mirror.caret()?)
    }

    /// The pair that is shown at this point of the window. They come one below the other, so that a few are looked at.
    fn at_point(&self, x: f64, y: f64) -> Option<usize> {
        let places = self.places.borrow();
        let shown: Vec<usize> = (0..places.len())
            .filter(|index| !places[*index].is_empty())
            .collect();
        let lines = |index: &usize| self.mirror.lines(&places[*index]);
        let above = |line: &Line| line.bottom <= y;
        let first = shown.partition_point(|index| lines(index).last().is_none_or(above));
        for index in &shown[first..] {
            let lines = lines(index);
            let within = |line: &Line| {
                (line.left..=line.right).contains(&x) && (line.top..=line.bottom).contains(&y)
            };
            if lines.iter().any(within) {
                return Some(*index);
            }
            if lines.first().is_some_and(|line| line.top > y) {
                break;
            }
        }
        None
    }
}

fn changed(lights: &Weak<Lights>, arriving: bool) {
    if let Some(lights) = lights.upgrade() {
        if !arriving {
            lights.found.take();
            lights.dark();
        }
        lights.follow_soon(arriving);
    }
}

fn pointed(lights: &Weak<Lights>, side: Side, x: f64, y: f64) {
    let Some(lights) = lights.upgrade().filter(|lights| lights.followed.get()) else {
        return;
    };
    lights.pointed.set(lights.pane(side).at_point(x, y));
    lights.relight();
}
