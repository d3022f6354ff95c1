//! Sending asks, and saying when there is nothing more to ask.

use super::item::Place;
use super::outcome::{JobEnd, Outcome, Status};
use super::plan::Batch;
use super::request::request;
use super::words::{AskId, JobAsk, JobEffect, Rung};
use super::{Flight, Job, Phase};
use crate::job::guards::Taken;

impl Job {
    /// Settles what needs no model: text without letters or digits, and what is known under another number.
    pub(super) fn settle_without_asking(&mut self, effects: &mut Vec<JobEffect>) {
        for at in 0..self.items.len() {
            let item = &self.items[at];
            if item.place != Place::Open || item.twin_of.is_some() || !item.is_bare() {
                continue;
            }
            let taken = Taken {
                coded: item.protected.text.clone(),
                text: item.source.clone(),
                flags: Vec::new(),
            };
            self.settle_good(at, taken, effects);
        }
        for at in 0..self.items.len() {
            let item = &self.items[at];
            let open = item.place == Place::Open;
            let Some(of) = item.twin_of.filter(|_| open).map(|of| &self.items[of]) else {
                continue;
            };
            if let (Status::Known, Some(text)) = (of.status(), of.known.clone()) {
                self.items[at].place = Place::Settled(Status::Translated);
                self.translated += 1;
                effects.push(JobEffect::Settled {
                    segment: at,
                    outcome: Outcome::Translated {
                        text,
                        flags: Vec::new(),
                    },
                });
            }
        }
    }

    /// Asks as much as may be asked at once; says so when all is over.
    pub(super) fn go_on(&mut self, effects: &mut Vec<JobEffect>) {
        while self.phase == Phase::Running
            && self.flying.len() < self.settings.limits.parallel.max(1)
            && let Some(batch) = self.waiting.pop_front()
        {
            self.ask(batch, effects);
        }
        let running = matches!(self.phase, Phase::Running | Phase::Breaking);
        if running && self.flying.is_empty() {
            let broken = self.phase == Phase::Breaking;
            self.over(
                if broken {
                    JobEnd::Broken
                } else {
                    JobEnd::Stopped
                },
                effects,
            );
        }
    }

    /// Nothing will be asked any more; `end` is why, should anything be open.
    pub(super) fn over(&mut self, end: JobEnd, effects: &mut Vec<JobEffect>) {
        self.phase = Phase::Over;
        let open = self.items.iter().any(|item| item.status() == Status::Open);
        effects.push(JobEffect::Over(match (open, self.failed) {
            (true, _) => end,
            (false, 0) => JobEnd::Done,
            (false, _) => JobEnd::Incomplete,
        }));
    }

    fn ask(&mut self, mut batch: Batch, effects: &mut Vec<JobEffect>) {
        let alone = batch.alone || self.rung == Rung::Alone;
        if alone && batch.slots.len() > 1 {
            let rest = batch.slots.split_off(1);
            self.waiting.push_front(Batch {
                slots: rest,
                ..batch.clone()
            });
        }
        let rung = if alone { Rung::Alone } else { self.rung };
        let request = request(&self.frame, &self.settings, &self.items, &batch, rung);
        let id = AskId(self.next_ask);
        self.next_ask += 1;
        for slot in &batch.slots {
            let tries = &mut self.items[slot.segment].tries;
            tries.asks = tries.asks.saturating_add(1);
            tries.alone = tries.alone.saturating_add(u8::from(alone));
        }
        effects.push(JobEffect::Ask(JobAsk {
            id,
            messages: request.messages,
            response_format: request.response_format,
            output_bound: request.output_bound,
            purpose: batch.purpose,
            segments: batch.slots.iter().map(|slot| slot.segment).collect(),
        }));
        let flight = Flight {
            batch,
            rung,
            fresh: request.reader.clone(),
            reader: request.reader,
            word: request.word,
        };
        self.flying.insert(id, flight);
    }
}
