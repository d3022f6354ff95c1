//! The loop around a job, and what is promised of it.

use std::collections::{BTreeMap, BTreeSet};

use translation::{
    AskEnd, AskId, Job, JobAsk, JobEffect, JobEnd, JobEvent, JobSegment, JobSettings, Outcome,
    Purpose, Rung, Status,
};

use super::model::{Question, question};

/// What the model says to a question: the answer and how it ends.
pub type Said = (String, AskEnd);

/// Everything that happened.
#[derive(Debug, Default)]
pub struct Seen {
    pub asks: usize,
    pub asks_of: BTreeMap<usize, usize>,
    pub refused_forms: usize,
    pub outcomes: BTreeMap<usize, Outcome>,
    pub settled: BTreeMap<usize, usize>,
    /// Reasons for which segments were asked for again are not told; this is how often any was.
    pub again: usize,
    pub strict: usize,
    pub learned: Vec<Rung>,
    pub ends: Vec<JobEnd>,
    pub prompt_bytes: usize,
    pub shown: BTreeMap<usize, String>,
}

pub struct World<'m> {
    pub job: Job,
    segments: Vec<JobSegment>,
    parallel: usize,
    model: Box<dyn FnMut(&Question) -> Said + 'm>,
    flying: BTreeMap<AskId, JobAsk>,
    system: Option<String>,
    /// Takes a number below its argument.
    chance: Box<dyn FnMut(usize) -> usize + 'm>,
    pub seen: Seen,
}

/// More asks than these for a segment would be without end.
pub const MOST_ASKS: usize = 12;

impl<'m> World<'m> {
    pub fn new(
        segments: Vec<JobSegment>,
        settings: JobSettings,
        model: impl FnMut(&Question) -> Said + 'm,
    ) -> World<'m> {
        World {
            job: Job::new(segments.clone(), settings.clone()),
            segments,
            parallel: settings.limits.parallel.max(1),
            model: Box::new(model),
            flying: BTreeMap::new(),
            system: None,
            chance: Box::new(|_| 0),
            seen: Seen::default(),
        }
    }

    /// Answers come in any order and cut anywhere.
    pub fn with_chance(mut self, chance: impl FnMut(usize) -> usize + 'm) -> Self {
        self.chance = Box::new(chance);
        self
    }

    /// From its start to its end.
    pub fn run(mut self) -> Self {
        self.handle(JobEvent::Start);
        self.go_on();
        self
    }

    /// Until nothing is in flight.
    pub fn go_on(&mut self) {
        while !self.flying.is_empty() {
            self.answer_one();
        }
        assert!(!self.seen.ends.is_empty(), "it says that it is over");
        self.check_report();
    }

    pub fn answer_one(&mut self) {
        let count = self.flying.len();
        let which = (self.chance)(count);
        let Some((&id, ask)) = self.flying.iter().nth(which) else {
            return;
        };
        let asked = question(ask);
        let (answer, end) = (self.model)(&asked);
        // The endpoint knows no form where none is asked for.
        let end = match end {
            AskEnd::Incapable if ask.response_format.is_none() => AskEnd::Complete,
            end => end,
        };
        let (mut rest, mut arrived) = (answer.as_str(), String::new());
        while !rest.is_empty() {
            let most = rest.chars().count();
            let at = most - (self.chance)(most);
            let at = rest.char_indices().nth(at).map_or(rest.len(), |(at, _)| at);
            let (delta, after) = rest.split_at(at);
            arrived.push_str(delta);
            self.handle(JobEvent::Text {
                ask: id,
                delta: delta.to_owned(),
            });
            rest = after;
        }
        assert_eq!(arrived, answer);
        if end == AskEnd::Incapable {
            self.seen.refused_forms += self.flying[&id].segments.len();
            for segment in self.flying[&id].segments.clone() {
                // None are counted where `Again` came in between.
                let asks = self.seen.asks_of.entry(segment).or_default();
                *asks = asks.saturating_sub(1);
            }
        }
        self.flying.remove(&id);
        self.handle(JobEvent::Ended { ask: id, end });
    }

    pub fn handle(&mut self, event: JobEvent) {
        if let JobEvent::Again(_) = event {
            self.seen.ends.clear();
            self.seen.asks_of.clear();
            let failed = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_));
            let outcomes = &self.seen.outcomes;
            self.seen.settled.retain(|at, _| !failed(&outcomes[at]));
        }
        for effect in self.job.handle(event) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: JobEffect) {
        assert!(
            self.seen.ends.is_empty(),
            "nothing after the end: {effect:?}"
        );
        match effect {
            JobEffect::Ask(ask) => self.ask(ask),
            JobEffect::Cancel(id) => assert!(self.flying.remove(&id).is_some()),
            JobEffect::Arrived { segment, text } => {
                assert!(!text.is_empty());
                assert!(
                    translation::protect(&self.segments[segment].source)
                        .codes
                        .is_empty(),
                    "codes never show"
                );
                self.seen.shown.entry(segment).or_default().push_str(&text);
            }
            JobEffect::Restarted { segment } => {
                assert!(
                    self.seen.shown.remove(&segment).is_some(),
                    "there was something"
                );
            }
            JobEffect::Settled { segment, outcome } => {
                *self.seen.settled.entry(segment).or_default() += 1;
                assert_eq!(self.seen.settled[&segment], 1, "each settles once");
                assert!(
                    self.segments[segment].known.is_none(),
                    "what is known stays"
                );
                if matches!(outcome, Outcome::Failed(_)) {
                    assert_eq!(self.seen.shown.get(&segment), None, "nothing is left of it");
                }
                self.seen.outcomes.insert(segment, outcome);
            }
            JobEffect::RungLearned(rung) => self.seen.learned.push(rung),
            JobEffect::Over(end) => {
                assert!(self.flying.is_empty(), "over is over");
                self.seen.ends.push(end);
            }
        }
    }

    fn ask(&mut self, ask: JobAsk) {
        let flying: BTreeSet<usize> = self
            .flying
            .values()
            .flat_map(|ask| &ask.segments)
            .copied()
            .collect();
        for segment in &ask.segments {
            assert!(!flying.contains(segment), "no segment is in two asks");
            let asks = self.seen.asks_of.entry(*segment).or_default();
            *asks += 1;
            assert!(*asks <= MOST_ASKS, "asks have an end");
            assert_eq!(
                self.segments[*segment].known, None,
                "what is known is not asked"
            );
        }
        assert!(ask.output_bound > 0 && !ask.segments.is_empty());
        let text = |at: usize| ask.messages[at].content.to_text();
        self.seen.prompt_bytes += text(0).len() + text(1).len();
        let batch = text(1).contains("⟦segments ");
        if batch {
            let system = self.system.get_or_insert(text(0));
            assert_eq!(*system, text(0), "the prefix is the same");
        }
        self.seen.asks += 1;
        self.seen.again += usize::from(ask.purpose != Purpose::Batch);
        self.seen.strict += usize::from(ask.purpose == Purpose::Strict);
        assert!(self.flying.insert(ask.id, ask).is_none());
        assert!(self.flying.len() <= self.parallel);
    }

    /// The report says what was said, and the end fits it.
    fn check_report(&self) {
        let report = self.job.report();
        assert_eq!(report.segments.len(), self.segments.len());
        for (at, status) in report.segments.iter().enumerate() {
            match (status, self.seen.outcomes.get(&at)) {
                (Status::Known, None) => assert!(self.segments[at].known.is_some()),
                (Status::Open, None) => {}
                (Status::Open, Some(Outcome::Failed(_))) => {}
                (Status::Translated, Some(Outcome::Translated { text, .. })) => {
                    assert!(!text.trim().is_empty() || self.segments[at].source.trim().is_empty());
                }
                (Status::Failed(reason), Some(Outcome::Failed(told))) => assert_eq!(reason, told),
                other => panic!("segment {at}: {other:?}"),
            }
        }
        let (open, failed) = (!report.open().is_empty(), !report.failed().is_empty());
        match self.seen.ends.as_slice() {
            [JobEnd::Done] => assert!(!open && !failed),
            [JobEnd::Incomplete] => assert!(!open && failed),
            [JobEnd::Broken | JobEnd::Stopped] => assert!(open),
            ends => panic!("{ends:?}"),
        }
    }

    pub fn end(&self) -> JobEnd {
        self.seen.ends[0]
    }

    pub fn text(&self, segment: usize) -> &str {
        match &self.seen.outcomes[&segment] {
            Outcome::Translated { text, .. } => text,
            Outcome::Failed(reason) => panic!("{segment} failed: {reason:?}"),
        }
    }

    /// The endpoint refuses the form of this ask.
    pub fn refuse(&mut self, ask: AskId) {
        self.flying.remove(&ask);
        self.handle(JobEvent::Ended {
            ask,
            end: AskEnd::Incapable,
        });
    }

    pub fn in_flight(&self) -> usize {
        self.flying.len()
    }

    pub fn ids(&self) -> Vec<AskId> {
        self.flying.keys().copied().collect()
    }
}
