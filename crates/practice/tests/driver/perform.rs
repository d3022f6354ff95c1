//! What the machines want done.

use std::time::Instant;

use gate::{CallId, CallMeta, Ending, GateEffect, GateEvent, WorkKind};
use translation::{AskEnd, JobAsk, JobEffect, JobEvent};
use wire::{Call, CallEffect, CallEvent, ChatRequest, Deadlines, Outcome, ProblemKind, Quirks};

use super::fetch::fetch;
use super::{Driver, Running, Step};

impl Driver {
    pub(super) fn for_job(&mut self, effect: JobEffect) {
        match effect {
            JobEffect::Ask(ask) => self.ask(ask),
            JobEffect::Cancel(ask) => {
                self.calls.remove(&ask.0);
                let cancelled = GateEvent::Cancelled { call: ask.0 };
                self.steps.push_back(Step::Gate(cancelled));
            }
            JobEffect::Settled { segment, outcome } => {
                self.seen.settled.entry(segment).or_default().push(outcome);
            }
            JobEffect::Over(end) => self.seen.ends.push(end),
            JobEffect::Arrived { .. } | JobEffect::Restarted { .. } | JobEffect::RungLearned(_) => {
            }
        }
    }

    fn ask(&mut self, ask: JobAsk) {
        self.seen.asks += 1;
        let request = ChatRequest {
            model: self.model.clone(),
            messages: ask.messages,
            stream: true,
            temperature: Some(0.2),
            response_format: ask.response_format,
            ..ChatRequest::default()
        };
        let meta = CallMeta {
            kind: WorkKind::Translate,
            endpoint: self.base.origin(),
            model: self.model.clone(),
            input_tokens: 0,
            output_tokens: u64::from(ask.output_bound),
            price: None,
        };
        let running = Running {
            ask: ask.id,
            request,
            call: None,
            attempt: 0,
            sent: Instant::now(),
            fetch: None,
            wake: None,
            answering: false,
            failure: None,
        };
        self.calls.insert(ask.id.0, running);
        let call = ask.id.0;
        self.steps
            .push_back(Step::Gate(GateEvent::Asked { call, meta }));
    }

    pub(super) fn for_gate(&mut self, effect: GateEffect) {
        match effect {
            GateEffect::Send { call, attempt } => {
                let running = self
                    .calls
                    .get_mut(&call)
                    .expect("a call that was asked for");
                running.attempt = attempt;
                running.answering = false;
                let request = running.request.clone();
                let quirks = Quirks::default();
                let new = Call::new(&self.base, request, quirks, Deadlines::default());
                running.call = Some(new);
                let started = Step::Call(call, attempt, CallEvent::Started);
                self.steps.push_back(started);
            }
            GateEffect::Abort { call } => {
                self.calls.remove(&call);
            }
            GateEffect::GiveUp { call } => {
                let Some(running) = self.calls.remove(&call) else {
                    return;
                };
                let kind = running.failure.expect("why it failed");
                let end = match kind {
                    ProblemKind::TooLong { .. } => AskEnd::Truncated,
                    ProblemKind::Refused => AskEnd::Refused,
                    ProblemKind::BadRequest if running.request.response_format.is_some() => {
                        AskEnd::Incapable
                    }
                    _ => AskEnd::Failed,
                };
                if end == AskEnd::Failed {
                    self.seen.given_up.push(kind);
                }
                let ask = running.ask;
                self.steps
                    .push_back(Step::Job(JobEvent::Ended { ask, end }));
            }
            GateEffect::Refuse { .. } => unreachable!("there is no cap"),
            GateEffect::WakeAt(at) => self.wake = Some(at),
            GateEffect::Waiting { .. } | GateEffect::Record(_) => {}
        }
    }

    pub(super) fn for_call(&mut self, id: CallId, effect: CallEffect) {
        let Some(running) = self.calls.get_mut(&id) else {
            return;
        };
        match effect {
            CallEffect::Send(request) => {
                self.seen.prompt_bytes += running.request.messages.iter().map(said).sum::<usize>();
                running.sent = Instant::now();
                let tell = self.tell.clone();
                let attempt = running.attempt;
                let told = move |event| tell.send((id, attempt, event)).is_ok();
                running.fetch = Some(fetch(&self.client, request, told));
            }
            CallEffect::Abort => running.fetch = None,
            CallEffect::Arrived(delta) => {
                if !std::mem::replace(&mut running.answering, true) {
                    let first = GateEvent::FirstDelta { call: id };
                    self.steps.push_back(Step::Gate(first));
                }
                if !delta.text.is_empty() {
                    let (ask, delta) = (running.ask, delta.text);
                    self.steps
                        .push_back(Step::Job(JobEvent::Text { ask, delta }));
                }
            }
            CallEffect::WakeAt(at) => running.wake = Some(at),
            CallEffect::Done(outcome) => self.done(id, outcome),
            CallEffect::Remember(_) => {}
        }
    }

    fn done(&mut self, id: CallId, outcome: Outcome) {
        let running = self.calls.get_mut(&id).expect("it is under way");
        (running.fetch, running.wake) = (None, None);
        let took = running.sent.elapsed();
        let usage = running
            .call
            .as_ref()
            .and_then(|call| call.completion().usage);
        let (ending, end) = match outcome {
            Outcome::Complete => (Ending::Complete, Some(AskEnd::Complete)),
            Outcome::Truncated(_) => (Ending::Truncated, Some(AskEnd::Truncated)),
            Outcome::Stopped => (Ending::Stopped, Some(AskEnd::Cancelled)),
            Outcome::Failed(problem) => {
                let ending = Ending::Failed {
                    kind: problem.kind.name().to_owned(),
                    transient: problem.kind.is_transient(),
                    rate_limited: problem.kind == ProblemKind::RateLimited,
                    retry_after: problem.retry_after,
                };
                running.failure = Some(problem.kind);
                (ending, None)
            }
        };
        let slowed = running.failure == Some(ProblemKind::RateLimited) && end.is_none();
        if slowed {
            self.seen.slowed += 1;
        } else {
            self.seen.answered += 1;
            self.seen.answering += took;
        }
        let ask = running.ask;
        if end.is_some() {
            self.calls.remove(&id);
        }
        self.steps.push_back(Step::Gate(GateEvent::Ended {
            call: id,
            ending,
            usage,
        }));
        if let Some(end) = end {
            self.steps
                .push_back(Step::Job(JobEvent::Ended { ask, end }));
        }
    }
}

fn said(message: &wire::ChatMessage) -> usize {
    message.content.to_text().len()
}
