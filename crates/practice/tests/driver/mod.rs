//! A translation job over a real socket: the loop that the page has in `src/state/`, without a page.
//!
//! Three pure machines decide everything: the job, the gate and the calls. This carries what they want to the network and
//! to the clock, and what happens back to them, one step at a time.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod fetch;
mod perform;

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fetch::Fetch;
use gate::{CallId, Gate, GateEvent, GateSettings, Moment, Spent};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use translation::{AskId, Job, JobEnd, JobEvent};
use wire::{BaseUrl, Call, CallEvent, ChatRequest, Millis, ProblemKind};

/// What was seen of a run.
#[derive(Debug, Default)]
pub struct Seen {
    /// How the job ended each time it did.
    pub ends: Vec<JobEnd>,
    /// How each segment settled, each time it did.
    pub settled: BTreeMap<usize, Vec<translation::Outcome>>,
    /// What the job asked for.
    pub asks: usize,
    /// Requests that were answered, and how long their answers took, together.
    pub answered: usize,
    /// Of all answers together.
    pub answering: Duration,
    /// Requests that were told to slow down.
    pub slowed: usize,
    /// Of all requests together, refused ones too.
    pub prompt_bytes: usize,
    /// Why calls were given up.
    pub given_up: Vec<ProblemKind>,
    /// From the first step to the last.
    pub took: Duration,
}

enum Step {
    Gate(GateEvent),
    /// An event for one attempt at a call; those of earlier attempts are dropped.
    Call(CallId, u8, CallEvent),
    Job(JobEvent),
}

struct Running {
    ask: AskId,
    request: ChatRequest,
    call: Option<Call>,
    attempt: u8,
    sent: Instant,
    fetch: Option<Fetch>,
    wake: Option<Millis>,
    answering: bool,
    failure: Option<ProblemKind>,
}

/// Everything of a run.
pub struct Driver {
    base: BaseUrl,
    model: String,
    job: Job,
    gate: Gate,
    wake: Option<Millis>,
    calls: BTreeMap<CallId, Running>,
    steps: VecDeque<Step>,
    client: reqwest::Client,
    tell: UnboundedSender<(CallId, u8, CallEvent)>,
    hear: UnboundedReceiver<(CallId, u8, CallEvent)>,
    /// Chance without chance.
    dice: u64,
    seen: Seen,
}

impl Driver {
    /// A job that asks `model` of the endpoint at `base`, at the pace of `settings`.
    pub fn new(base: &str, model: &str, job: Job, settings: GateSettings) -> Driver {
        let (tell, hear) = unbounded_channel();
        Driver {
            base: BaseUrl::parse(base).expect("an address"),
            model: model.to_owned(),
            job,
            gate: Gate::new(settings, Spent::default()),
            wake: None,
            calls: BTreeMap::new(),
            steps: VecDeque::from([Step::Job(JobEvent::Start)]),
            client: reqwest::Client::new(),
            tell,
            hear,
            dice: 7,
            seen: Seen::default(),
        }
    }

    /// Runs it to its end; gives the job and what was seen.
    pub async fn run(mut self) -> (Job, Seen) {
        let begun = Instant::now();
        while self.seen.ends.is_empty() {
            while let Some(step) = self.steps.pop_front() {
                self.perform(step);
            }
            self.wait().await;
        }
        self.seen.took = begun.elapsed();
        (self.job, self.seen)
    }

    /// Waits for the network, or until a machine wants to be woken.
    async fn wait(&mut self) {
        if !self.seen.ends.is_empty() {
            return;
        }
        let calls = self.calls.values().filter_map(|running| running.wake);
        let due = calls.chain(self.wake).min().expect("something goes on");
        let pause = Duration::from_millis(due.saturating_sub(now()));
        match tokio::time::timeout(pause, self.hear.recv()).await {
            Ok(event) => {
                let (call, attempt, event) = event.expect("the other end is here");
                self.steps.push_back(Step::Call(call, attempt, event));
            }
            Err(_) => self.wake_up(),
        }
    }

    fn wake_up(&mut self) {
        let now = now();
        if self.wake.take_if(|wake| *wake <= now).is_some() {
            self.steps.push_back(Step::Gate(GateEvent::Tick));
        }
        for (&id, running) in &mut self.calls {
            if running.wake.take_if(|wake| *wake <= now).is_some() {
                let step = Step::Call(id, running.attempt, CallEvent::Tick);
                self.steps.push_back(step);
            }
        }
    }

    fn perform(&mut self, step: Step) {
        match step {
            Step::Job(event) => {
                for effect in self.job.handle(event) {
                    self.for_job(effect);
                }
            }
            Step::Gate(event) => {
                let moment = Moment {
                    now: now(),
                    random: self.random(),
                };
                for effect in self.gate.handle(moment, event) {
                    self.for_gate(effect);
                }
            }
            Step::Call(id, attempt, event) => {
                let running = self.calls.get_mut(&id);
                let Some(running) = running.filter(|running| running.attempt == attempt) else {
                    return;
                };
                let effects = running.call.as_mut().map(|call| call.handle(now(), event));
                for effect in effects.into_iter().flatten() {
                    self.for_call(id, effect);
                }
            }
        }
    }

    fn random(&mut self) -> f64 {
        // xorshift64
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}
