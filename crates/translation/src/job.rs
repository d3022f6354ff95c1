//! The translation job: many segments, any model, and each segment ends exactly once, as translated or as failed.
//!
//! A plain state machine: events in, effects out ([`Job::handle`]). Segments are cut into batches ([`plan`]), asked for in
//! parallel ([`request`]), read while the answers arrive ([`read`]), judged ([`judge`], by the [`guards`]), and what is not
//! taken is asked for again ([`next`]), a bounded number of times. Nothing is aligned by its position: a value belongs to
//! the key it was given under, and where there is doubt about that, it is asked for again.
//!
//! - A segment settles when the ask it was in ends, not when its value is complete: that two values were merged and the
//!   rest moved up shows only at the end of an answer. Until then its text is shown by [`JobEffect::Arrived`].
//! - When an ask fails or the person stops, values that were complete are judged and settle.
//! - [`JobEnd::Done`] is said when every segment is translated, and never otherwise.

mod asking;
pub(crate) mod boundary;
mod ending;
pub(crate) mod guards;
mod item;
mod judge;
mod next;
mod outcome;
mod plan;
mod read;
mod request;
mod whole;
mod words;

use std::collections::{BTreeMap, VecDeque};

use crate::glossary::TermIndex;

pub use outcome::{Flag, JobEnd, Outcome, Reason, Report, Status};
pub use whole::{Runaway, judge_whole, prompt_again};
pub use words::{
    AskEnd, AskId, BatchLimits, JobAsk, JobEffect, JobEvent, JobSegment, JobSettings, Purpose, Rung,
};

use guards::{Languages, Letters, letters};
use item::{Item, Place, Tries};
use plan::Batch;
use read::{Piece, Reader};
use request::Frame;

/// A translation job.
#[derive(Debug, Clone)]
pub struct Job {
    settings: JobSettings,
    frame: Frame,
    letters: Letters,
    terms: TermIndex<'static>,
    items: Vec<Item>,
    /// In the order in which they will be asked for.
    waiting: VecDeque<Batch>,
    flying: BTreeMap<AskId, Flight>,
    rung: Rung,
    /// Batches on this rung whose answer had nothing of the form; none as soon as one had.
    formless: Option<u8>,
    next_ask: u64,
    phase: Phase,
    translated: usize,
    failed: usize,
}

/// An ask in flight.
#[derive(Debug, Clone)]
struct Flight {
    batch: Batch,
    rung: Rung,
    /// What reads its answer, and as it was at the beginning.
    reader: Reader,
    fresh: Reader,
    word: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    /// An ask failed for good: those in flight come to their end, no other is sent.
    Breaking,
    Over,
}

impl Job {
    /// A job that has not begun.
    pub fn new(segments: Vec<JobSegment>, settings: JobSettings) -> Job {
        let mut items: Vec<Item> = segments.into_iter().map(Item::new).collect();
        pair_twins(&mut items);
        let glossary = settings.glossary.clone();
        let terms = TermIndex::new(glossary, settings.from.as_deref(), &settings.to);
        let mut has_term = vec![false; settings.glossary.len()];
        for item in &items {
            let present = terms.present_at(&item.source);
            present.iter().for_each(|&term| has_term[term] = true);
        }
        Job {
            frame: Frame::new(&settings, &has_term),
            terms,
            letters: letters(&settings.to, &settings.instructions),
            items,
            waiting: VecDeque::new(),
            flying: BTreeMap::new(),
            rung: settings.rung,
            settings,
            formless: Some(0),
            next_ask: 0,
            phase: Phase::New,
            translated: 0,
            failed: 0,
        }
    }

    /// Takes in what happened and gives what must be done, in order. What is said of an ask that is not in flight is
    /// ignored.
    pub fn handle(&mut self, event: JobEvent) -> Vec<JobEffect> {
        let mut effects = Vec::new();
        match event {
            JobEvent::Start if self.phase == Phase::New => {
                self.settle_without_asking(&mut effects);
                self.plan((0..self.items.len()).collect());
            }
            JobEvent::Start => {}
            JobEvent::Again(segments) => {
                self.settle_without_asking(&mut effects);
                self.again(&segments, &mut effects);
            }
            JobEvent::Text { ask, delta } => self.text(ask, &delta, &mut effects),
            JobEvent::Void { ask } => self.void(ask, &mut effects),
            JobEvent::Ended { ask, end } => {
                if let Some(flight) = self.flying.remove(&ask) {
                    self.ended(flight, end, &mut effects);
                }
            }
            JobEvent::Stop => self.stop(&mut effects),
        }
        self.go_on(&mut effects);
        effects
    }

    /// Every segment once, with how far it is.
    pub fn report(&self) -> Report {
        Report {
            segments: self.items.iter().map(Item::status).collect(),
        }
    }

    /// How answers are asked for now.
    pub fn rung(&self) -> Rung {
        self.rung
    }

    fn languages(&self) -> Languages<'_> {
        Languages {
            from: self.settings.from.as_deref(),
            to: &self.settings.to,
            letters: self.letters,
        }
    }

    /// Asks for those of these that are open and not asked for.
    fn plan(&mut self, mut wanted: Vec<usize>) {
        wanted.retain(|&at| {
            let item = self.items.get(at);
            item.is_some_and(|item| item.place == Place::Open && item.twin_of.is_none())
        });
        wanted.sort_unstable();
        wanted.dedup();
        for &at in &wanted {
            self.items[at].place = Place::Asked;
        }
        let batches = plan::batches(&self.items, &wanted, &self.settings.limits);
        self.waiting.extend(batches);
        self.phase = Phase::Running;
    }

    fn again(&mut self, segments: &[usize], effects: &mut Vec<JobEffect>) {
        let of = |&at: &usize| self.items.get(at).map(|item| item.twin_of.unwrap_or(at));
        let wanted: Vec<usize> = segments.iter().filter_map(of).collect();
        for &at in &wanted {
            let failed = matches!(self.items[at].status(), Status::Failed(_));
            if failed {
                self.failed -= 1;
                for twin in self.items[at].twins.clone() {
                    self.items[twin].place = Place::Open;
                    self.failed -= 1;
                }
            }
            let item = &mut self.items[at];
            if failed || item.place == Place::Open {
                item.place = Place::Open;
                restart(item, at, effects);
                item.tries = Tries::default();
            }
        }
        self.plan(wanted);
    }

    fn text(&mut self, ask: AskId, delta: &str, effects: &mut Vec<JobEffect>) {
        let Some(flight) = self.flying.get_mut(&ask) else {
            return;
        };
        for piece in flight.reader.push(delta) {
            let (Piece::Text(place, _) | Piece::Dropped(place)) = piece;
            let segment = flight.batch.slots[place].segment;
            let item = &mut self.items[segment];
            match piece {
                Piece::Text(_, text) if item.protected.codes.is_empty() => {
                    item.tries.shown = true;
                    effects.push(JobEffect::Arrived { segment, text });
                }
                Piece::Text(..) => {}
                Piece::Dropped(_) => restart(item, segment, effects),
            }
        }
    }

    fn void(&mut self, ask: AskId, effects: &mut Vec<JobEffect>) {
        if let Some(flight) = self.flying.get_mut(&ask) {
            flight.reader = flight.fresh.clone();
            for slot in &flight.batch.slots {
                restart(&mut self.items[slot.segment], slot.segment, effects);
            }
        }
    }
}

/// What has been shown of the segment does not hold.
fn restart(item: &mut Item, segment: usize, effects: &mut Vec<JobEffect>) {
    if std::mem::take(&mut item.tries.shown) {
        effects.push(JobEffect::Restarted { segment });
    }
}

/// Finds segments with the same source: the first of them, or one that is translated already, stands for all.
fn pair_twins(items: &mut [Item]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let known =
            item.status() == Status::Known && item.coded.as_ref().is_some_and(|t| !t.is_empty());
        if known {
            first.entry(item.source.clone()).or_insert(at);
        }
    }
    for at in 0..items.len() {
        if items[at].status() == Status::Known {
            continue;
        }
        let source = items[at].source.clone();
        let of = *first.entry(source).or_insert(at);
        if of != at {
            items[at].twin_of = Some(of);
            items[of].twins.push(at);
        }
    }
}
