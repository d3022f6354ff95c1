//! One completion, from request to outcome.

use crate::answer::Answer;
use crate::body::streams;
use crate::correction::is_of_the_model;
use crate::text::one_line;
use crate::{
    BaseUrl, ChatRequest, Completion, Delta, FinishReason, HttpRequest, Millis, Problem,
    ProblemKind, Quirk, Quirks, Reach, ResponseHead, chat_request, classify, correction,
};

/// How long to wait for bytes before giving up, in milliseconds of wall clock. Any byte counts, a comment or a blank
/// line too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Until the first part of the answer: since the request, the head, or the last byte, whichever came last.
    /// (OpenAI sends an empty first delta at once, and then a reasoning model thinks in silence.)
    pub first_byte: Millis,
    /// Between bytes once the answer has begun.
    pub between: Millis,
}

impl Default for Deadlines {
    fn default() -> Self {
        Deadlines {
            first_byte: 60_000,
            between: 30_000,
        }
    }
}

impl Deadlines {
    /// Five times as long for the first part of the answer where the model is asked to reason; ten times (by default
    /// the official SDKs' ten minutes) where the answer is not streamed, and so comes only when all of it is there.
    pub fn for_request(self, effort: Option<&str>, streams: bool) -> Self {
        let times = match effort {
            _ if !streams => 10,
            None | Some("none" | "minimal" | "low") => 1,
            Some(_) => 5,
        };
        Deadlines {
            first_byte: self.first_byte.saturating_mul(times),
            ..self
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum CallEvent {
    /// The gate let the call go; the first event of every call.
    Started,
    /// The response's head arrived.
    Head(ResponseHead),
    /// Bytes of the response's body arrived.
    Bytes(Vec<u8>),
    /// The response's body ended as it should.
    Ended,
    /// The fetch was rejected or the body broke off.
    Failed {
        /// The browser's words; shown in the details and never matched on.
        detail: String,
    },
    /// The time asked for with [`CallEffect::WakeAt`] has come (or any other moment).
    Tick,
    /// The person stopped it.
    Stopped,
}

/// What must be done, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum CallEffect {
    /// Send this request, with the key added. A second one replaces the first after a self-correction: nothing that
    /// still comes of the first may be told.
    Send(HttpRequest),
    /// Abort the fetch.
    Abort,
    /// Part of the answer arrived; at most one for each [`CallEvent`].
    Arrived(Delta),
    /// Remember this of the endpoint + model: the request that heeds it was taken.
    Remember(Quirk),
    /// Send [`CallEvent::Tick`] at this time; it replaces any time asked for before.
    WakeAt(Millis),
    /// It is over; nothing follows.
    Done(Outcome),
}

/// How a call ended. What had arrived is in [`Call::completion`], whichever it was.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The answer is whole.
    Complete,
    /// The answer is cut short: by a limit, or by a stream that ended without saying why (none).
    Truncated(Option<FinishReason>),
    /// The person stopped it.
    Stopped,
    /// It failed.
    Failed(Problem),
}

/// One attempt at one completion, with self-correction of parameters and without retries (the gate's job).
#[derive(Debug)]
pub struct Call {
    base: BaseUrl,
    request: ChatRequest,
    quirks: Quirks,
    /// Corrected in this call; told only when a request that heeds it was taken, as a correction can be a mistake.
    learned: Vec<Quirk>,
    /// As given, before what the request adds.
    deadlines: Deadlines,
    sent: HttpRequest,
    completion: Completion,
    phase: Phase,
    /// When the endpoint last gave a sign of life.
    alive: Millis,
    /// The tick asked for and not yet come.
    wake: Option<Millis>,
    /// Given once a silence, to a tab that was asleep: no deadline passes before.
    grace: Option<Millis>,
    corrections: u8,
}

#[derive(Debug)]
enum Phase {
    New,
    /// Sent; no head yet.
    Sent,
    /// The status is a success; boxed, as it is many times the size of the others.
    Answering(Box<Answer>),
    /// The status is an error; its body so far.
    Refused(ResponseHead, Vec<u8>),
    Over,
}

/// The most of an error's body that is read.
const REFUSAL_LIMIT: usize = 64 << 10;
/// A tick that comes this much later than it was asked for comes to a tab that was frozen. (Browsers that throttle a
/// background tab's timers are up to one second late.)
const LATE: Millis = 2_000;
/// How long such a tab has to read what had arrived: after a freeze the timer may run before the reader does.
const GRACE: Millis = 5_000;
/// The most parameters corrected in one call: more than there are to drop is a loop.
const MOST_CORRECTIONS: u8 = 8;

impl Call {
    /// A call that has not begun. `quirks` are those remembered of this endpoint + model.
    pub fn new(base: &BaseUrl, request: ChatRequest, quirks: Quirks, deadlines: Deadlines) -> Call {
        Call {
            base: base.clone(),
            sent: chat_request(base, &request, &quirks),
            deadlines,
            request,
            quirks,
            learned: Vec::new(),
            completion: Completion::default(),
            phase: Phase::New,
            alive: 0,
            wake: None,
            grace: None,
            corrections: 0,
        }
    }

    /// What has arrived so far.
    pub fn completion(&self) -> &Completion {
        &self.completion
    }

    /// What is known to be refused, what was learned in this call with it: the request is made by it.
    pub fn quirks(&self) -> &Quirks {
        &self.quirks
    }

    /// The request as it was last sent (or will be).
    pub fn request(&self) -> &HttpRequest {
        &self.sent
    }

    /// Whether it is over: every event after that is passed over.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    /// Tells what happened at `now` and gives what must be done.
    pub fn handle(&mut self, now: Millis, event: CallEvent) -> Vec<CallEffect> {
        // A clock set back must not make the endpoint look silent for ever, nor early.
        self.alive = self.alive.min(now);
        self.grace = self.grace.map(|grace| grace.min(now.saturating_add(GRACE)));
        let mut effects = Vec::new();
        match (&mut self.phase, event) {
            (Phase::Over, _) => return effects,
            (Phase::New, CallEvent::Started) => self.send(now, &mut effects),
            (Phase::New, CallEvent::Stopped) => self.over(Outcome::Stopped, &mut effects),
            (Phase::New, _) => return effects,
            (_, CallEvent::Started) => {}
            (_, CallEvent::Stopped) => {
                effects.push(CallEffect::Abort);
                self.over(Outcome::Stopped, &mut effects);
            }
            (_, CallEvent::Head(head)) => {
                self.sign_of_life(now);
                self.phase = if (200..300).contains(&head.status) {
                    Phase::Answering(Box::new(Answer::new(head)))
                } else {
                    Phase::Refused(head, Vec::new())
                };
            }
            (_, CallEvent::Bytes(bytes)) => self.take_bytes(now, &bytes, &mut effects),
            (_, CallEvent::Ended) => self.end(now, &mut effects),
            (_, CallEvent::Failed { detail }) => self.fail(now, &detail, &mut effects),
            (_, CallEvent::Tick) => {
                let asleep = self
                    .wake
                    .is_some_and(|wake| now > wake.saturating_add(LATE));
                if self.wake.is_some_and(|wake| wake <= now) {
                    self.wake = None;
                }
                let silent = now >= self.deadline();
                if silent && asleep && self.grace.is_none() {
                    self.grace = Some(now.saturating_add(GRACE));
                } else if silent {
                    self.expire(now, &mut effects);
                }
            }
        }
        self.ask_for_wake(&mut effects);
        effects
    }

    fn send(&mut self, now: Millis, effects: &mut Vec<CallEffect>) {
        self.phase = Phase::Sent;
        self.sign_of_life(now);
        self.wake = None;
        effects.push(CallEffect::Send(self.sent.clone()));
    }

    fn sign_of_life(&mut self, now: Millis) {
        self.alive = now;
        self.grace = None;
    }

    fn over(&mut self, outcome: Outcome, effects: &mut Vec<CallEffect>) {
        self.phase = Phase::Over;
        effects.push(CallEffect::Done(outcome));
    }

    fn take_bytes(&mut self, now: Millis, bytes: &[u8], effects: &mut Vec<CallEffect>) {
        if !bytes.is_empty() {
            self.sign_of_life(now);
        }
        if matches!(self.phase, Phase::Sent) {
            let head = ResponseHead {
                status: 200,
                ..ResponseHead::default()
            };
            self.phase = Phase::Answering(Box::new(Answer::new(head)));
        }
        match &mut self.phase {
            Phase::Answering(answer) => {
                let mut delta = Delta::default();
                let outcome = answer.push(bytes, &mut self.completion, &mut delta);
                let begun = answer.has_begun();
                self.arrive(delta, effects);
                let refused =
                    matches!(outcome, Some(Outcome::Failed(_))) && self.completion.is_empty();
                if begun && !refused {
                    self.tell_learned(effects);
                }
                match outcome {
                    None => {}
                    Some(Outcome::Failed(problem)) => {
                        effects.push(CallEffect::Abort);
                        self.failed(now, problem, effects);
                    }
                    Some(outcome) => self.over(outcome, effects),
                }
            }
            Phase::Refused(_, body) => {
                let room = REFUSAL_LIMIT.saturating_sub(body.len());
                body.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
            }
            _ => {}
        }
    }

    fn arrive(&mut self, delta: Delta, effects: &mut Vec<CallEffect>) {
        if !delta.is_empty() {
            self.completion.apply(&delta);
            effects.push(CallEffect::Arrived(delta));
        }
    }

    fn end(&mut self, now: Millis, effects: &mut Vec<CallEffect>) {
        match &mut self.phase {
            Phase::Answering(answer) => {
                let mut delta = Delta::default();
                let outcome = answer.end(&mut self.completion, &mut delta);
                self.arrive(delta, effects);
                match outcome {
                    Outcome::Failed(problem) => self.failed(now, problem, effects),
                    outcome => {
                        self.tell_learned(effects);
                        self.over(outcome, effects);
                    }
                }
            }
            Phase::Refused(head, body) => {
                let problem = refusal(&self.base, head, body, now);
                self.refused(now, problem, effects);
            }
            // Ended without a head: the edge saw no answer.
            _ => self.over(
                Outcome::Failed(Problem::new(ProblemKind::Unreachable)),
                effects,
            ),
        }
    }

    fn fail(&mut self, now: Millis, detail: &str, effects: &mut Vec<CallEffect>) {
        let kind = match &self.phase {
            Phase::Refused(..) => return self.end(now, effects),
            Phase::Answering(answer) => {
                if let Some(outcome) = answer.broke_off(&self.completion) {
                    return self.over(outcome, effects);
                }
                ProblemKind::Interrupted
            }
            _ => ProblemKind::Unreachable,
        };
        let message = one_line(detail, 300);
        self.over(
            Outcome::Failed(Problem {
                message,
                ..Problem::new(kind)
            }),
            effects,
        );
    }

    /// The idle deadline has passed.
    fn expire(&mut self, now: Millis, effects: &mut Vec<CallEffect>) {
        effects.push(CallEffect::Abort);
        let outcome = match &self.phase {
            Phase::Answering(answer) => answer.broke_off(&self.completion),
            Phase::Refused(head, body) => {
                Some(Outcome::Failed(refusal(&self.base, head, body, now)))
            }
            _ => None,
        };
        self.over(
            outcome.unwrap_or_else(|| Outcome::Failed(Problem::new(ProblemKind::Timeout))),
            effects,
        );
    }

    /// The answer failed after a 200: with nothing in it yet, it may be a refusal of a parameter in the coat of one.
    fn failed(&mut self, now: Millis, problem: Problem, effects: &mut Vec<CallEffect>) {
        if self.completion.is_empty() {
            self.refused(now, problem, effects);
        } else {
            self.over(Outcome::Failed(problem), effects);
        }
    }

    /// The endpoint refused: ask again without what it takes offence at, or give up.
    fn refused(&mut self, now: Millis, problem: Problem, effects: &mut Vec<CallEffect>) {
        let quirk = correction(&problem, &self.request, &self.quirks);
        let Some(quirk) = quirk.filter(|_| self.corrections < MOST_CORRECTIONS) else {
            return self.over(Outcome::Failed(problem), effects);
        };
        self.corrections += 1;
        self.quirks.insert(quirk.clone());
        if is_of_the_model(&quirk, &problem) {
            self.learned.push(quirk);
        }
        self.sent = chat_request(&self.base, &self.request, &self.quirks);
        self.completion = Completion::default();
        self.send(now, effects);
    }

    fn tell_learned(&mut self, effects: &mut Vec<CallEffect>) {
        effects.extend(self.learned.drain(..).map(CallEffect::Remember));
    }

    fn deadline(&self) -> Millis {
        let effort = self.request.reasoning_effort.as_deref();
        let streams = streams(&self.request, &self.quirks);
        let deadlines = self.deadlines.for_request(effort, streams);
        let patience = if self.completion.is_empty() {
            deadlines.first_byte
        } else {
            deadlines.between
        };
        let deadline = self.alive.saturating_add(patience);
        self.grace.map_or(deadline, |grace| grace.max(deadline))
    }

    /// Asks for a tick only when none comes early enough: not once for every read of a burst.
    fn ask_for_wake(&mut self, effects: &mut Vec<CallEffect>) {
        if matches!(self.phase, Phase::New | Phase::Over) {
            return;
        }
        let deadline = self.deadline();
        if self.wake.is_none_or(|wake| wake > deadline) {
            self.wake = Some(deadline);
            effects.push(CallEffect::WakeAt(deadline));
        }
    }
}

/// Reads a refusal, with what the address adds to it.
fn refusal(base: &BaseUrl, head: &ResponseHead, body: &[u8], now: Millis) -> Problem {
    let mut problem = classify(head.status, head, body, now);
    if problem.kind == ProblemKind::OriginRefused && base.reach() == Reach::Https {
        // Ollama's empty 403 is Ollama's only where Ollama can be: not on the internet.
        problem.kind = ProblemKind::Forbidden;
    }
    problem
}
