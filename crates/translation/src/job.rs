//! The translation job: many segments, any model, each segment ending exactly once.

mod boundary;
mod read;
mod words;

use std::collections::{BTreeMap, VecDeque};

pub use words::{
    AskEnd, AskId, BatchLimits, Flag, JobAsk, JobEffect, JobEnd, JobEvent, JobSegment, JobSettings,
    JobTerm, Outcome, Purpose, Reason, Report, Rung, Status,
};

use crate::prompt::{TranslateRequest, output_token_bound, prompt};

/// A translation job.
#[derive(Debug, Clone)]
pub struct Job {
    segments: Vec<JobSegment>,
    settings: JobSettings,
    status: Vec<Status>,
    waiting: VecDeque<usize>,
    flying: BTreeMap<AskId, (usize, String)>,
    next: u64,
    end: Option<JobEnd>,
}

impl Job {
    /// A job that has not begun.
    pub fn new(segments: Vec<JobSegment>, settings: JobSettings) -> Job {
        let status = segments.iter().map(|s| match s.known {
            Some(_) => Status::Known,
            None => Status::Open,
        });
        Job {
            status: status.collect(),
            segments,
            settings,
            waiting: VecDeque::new(),
            flying: BTreeMap::new(),
            next: 0,
            end: None,
        }
    }

    /// Takes in what happened and gives what must be done, in order.
    pub fn handle(&mut self, event: JobEvent) -> Vec<JobEffect> {
        let mut effects = Vec::new();
        match event {
            JobEvent::Start => self.waiting = self.report().open().into(),
            JobEvent::Again(which) => {
                self.end = None;
                self.waiting.extend(which);
            }
            JobEvent::Text { ask, delta } => {
                if let Some((segment, text)) = self.flying.get_mut(&ask) {
                    text.push_str(&delta);
                    effects.push(JobEffect::Arrived {
                        segment: *segment,
                        text: delta,
                    });
                }
            }
            JobEvent::Void { ask } => {
                if let Some((segment, text)) = self.flying.get_mut(&ask) {
                    text.clear();
                    effects.push(JobEffect::Restarted { segment: *segment });
                }
            }
            JobEvent::Ended { ask, end } => {
                let Some((segment, text)) = self.flying.remove(&ask) else {
                    return effects;
                };
                let outcome = match end {
                    AskEnd::Complete => Outcome::Translated {
                        text,
                        flags: Vec::new(),
                    },
                    AskEnd::Failed | AskEnd::Cancelled => {
                        self.end = Some(JobEnd::Broken);
                        self.waiting.clear();
                        effects.push(JobEffect::Over(JobEnd::Broken));
                        return effects;
                    }
                    _ => Outcome::Failed(Reason::Refused),
                };
                self.status[segment] = match outcome {
                    Outcome::Failed(reason) => Status::Failed(reason),
                    Outcome::Translated { .. } => Status::Translated,
                };
                effects.push(JobEffect::Settled { segment, outcome });
            }
            JobEvent::Stop => {
                self.waiting.clear();
                effects.extend(self.flying.keys().map(|id| JobEffect::Cancel(*id)));
                self.flying.clear();
                effects.push(JobEffect::Over(JobEnd::Stopped));
                return effects;
            }
        }
        while self.flying.len() < self.settings.limits.parallel.max(1)
            && let Some(segment) = self.waiting.pop_front()
        {
            let id = AskId(self.next);
            self.next += 1;
            self.flying.insert(id, (segment, String::new()));
            let source = &self.segments[segment].source;
            effects.push(JobEffect::Ask(JobAsk {
                id,
                messages: prompt(&TranslateRequest {
                    source,
                    from: self.settings.from.as_deref(),
                    to: &self.settings.to,
                    boundary: &self.settings.boundary,
                    instructions: &self.settings.instructions,
                }),
                response_format: None,
                output_bound: output_token_bound(source.len() as u64 / 3),
                purpose: Purpose::Batch,
                segments: vec![segment],
            }));
        }
        if self.flying.is_empty() {
            effects.push(JobEffect::Over(JobEnd::Done));
        }
        effects
    }

    /// Every segment once, with how far it is.
    pub fn report(&self) -> Report {
        Report {
            segments: self.status.clone(),
        }
    }
}
