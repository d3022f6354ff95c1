//! The doctor: one step after another, each named, timed, and with its remedy when it fails.
//!
//! Two requests answer five questions: a step's time is that of the request it was learnt from.

use super::calls::{self, Ask, CallEnd, CallUpdate, HowEnded};
use super::endpoint::KeyStatus;
use super::listing::Listed;
use super::{App, SentView, Task, Trouble, TroubleKind};
use crate::browser::time;
use gate::{CallId, WorkKind};
use leptos::prelude::*;
use std::cell::Cell;
use wire::{ChatMessage, ChatRequest, Millis, Problem, ProblemKind};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct DoctorStep {
    /// Which
    pub kind: DoctorKind,
    /// How it went
    pub state: StepState,
    /// How long its request took, in milliseconds
    pub ms: Option<Millis>,
    /// A number or a name worth telling: how many models, which model
    pub detail: Option<String>,
}

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoctorKind {
    /// Does the endpoint answer at all?
    Reach,
    /// Does it accept the key?
    Key,
    /// Does it list models?
    Models,
    /// Does an answer stream in?
    Stream,
    /// Does it report usage?
    Usage,
}

/// How a step went.
#[derive(Clone, Debug, PartialEq)]
pub enum StepState {
    /// Not begun
    Waiting,
    /// At work
    Running,
    /// Good
    Passed,
    /// Not good, and why
    Failed(Box<Trouble>),
    /// Not tried, because an earlier step failed or it does not apply
    Skipped,
}

const KINDS: [DoctorKind; 5] = [
    DoctorKind::Reach,
    DoctorKind::Key,
    DoctorKind::Models,
    DoctorKind::Stream,
    DoctorKind::Usage,
];

/// One run of the doctor. What comes of an earlier one, or of one with another key, is passed over.
#[derive(Clone, Copy)]
struct CheckUp {
    app: App,
    run: u64,
    /// Which key it looks at; see `EndpointState::key_version`.
    key: u64,
}

thread_local! {
    /// The latest run, and its call once there is one.
    static LATEST: Cell<(u64, Option<CallId>)> = const { Cell::new((0, None)) };
}

impl App {
    /// Runs every step. The stream step sends one message of a few words.
    pub fn run_doctor(self) {
        super::engine::open(self);
        let check_up = CheckUp::begin(self);
        let listing = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.base_url());
        let listing =
            listing.map(|base| SentView::new(&wire::models_request(&base), self.endpoint.preset()));
        self.endpoint.first_call.set(listing);
        let began = time::now();
        self.list_models(move |listed| check_up.listed(listed, began));
    }
}

impl CheckUp {
    fn begin(app: App) -> CheckUp {
        let (before, call) = LATEST.get();
        let run = before + 1;
        LATEST.set((run, None));
        if let Some(call) = call {
            calls::stop(call);
        }
        app.endpoint.status.set(KeyStatus::Checking);
        app.endpoint.doctor.set(
            KINDS
                .map(|kind| DoctorStep {
                    kind,
                    state: StepState::Waiting,
                    ms: None,
                    detail: None,
                })
                .to_vec(),
        );
        let check_up = CheckUp {
            app,
            run,
            key: app.endpoint.key_version(),
        };
        check_up.step(DoctorKind::Reach, StepState::Running, None, None);
        check_up
    }

    fn is_current(self) -> bool {
        LATEST.get().0 == self.run && self.app.endpoint.key_version() == self.key
    }

    fn listed(self, listed: Listed, began: Millis) {
        if !self.is_current() {
            return;
        }
        let ms = since(began);
        match listed {
            Listed::Models(models) => {
                let count = Some(models.len().to_string());
                self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                self.step(DoctorKind::Key, StepState::Passed, ms, None);
                self.step(DoctorKind::Models, StepState::Passed, ms, count);
                self.check_stream();
            }
            Listed::Failed(problem) => self.models_failed(problem, ms),
            Listed::CalledOff => self.called_off(),
        }
    }

    /// Without a list of models much still works: only a refused key or an unreachable endpoint ends the check-up.
    fn models_failed(self, problem: Problem, ms: Option<Millis>) {
        let (kind, reached) = (problem.kind.clone(), problem.status.is_some());
        let failed = StepState::Failed(Box::new(self.app.trouble_of(problem)));
        match kind {
            // It answers, but not to this page: that says nothing of the key.
            ProblemKind::OriginRefused => {
                self.end(DoctorKind::Reach, failed, ms, KeyStatus::Failed);
            }
            _ if !reached => self.end(DoctorKind::Reach, failed, ms, KeyStatus::Failed),
            ProblemKind::KeyRefused | ProblemKind::Forbidden => {
                self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                self.end(DoctorKind::Key, failed, ms, KeyStatus::Refused);
            }
            _ => {
                self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                self.step(DoctorKind::Models, failed, ms, None);
                self.check_stream();
            }
        }
    }

    fn check_stream(self) {
        let model = untrack(|| self.app.model_for(Task::Chat));
        if model.is_empty() {
            let trouble = Trouble::new(TroubleKind::NoModel, self.app.endpoint.preset());
            let failed = StepState::Failed(Box::new(trouble));
            return self.end(DoctorKind::Stream, failed, None, KeyStatus::Failed);
        }
        let name = Some(model.clone());
        self.step(DoctorKind::Stream, StepState::Running, None, name);
        let request = ChatRequest {
            model,
            messages: vec![ChatMessage::user("Reply with the single word OK.")],
            stream: true,
            ..ChatRequest::default()
        };
        let ask = Ask {
            request,
            kind: WorkKind::Check,
            output_tokens: 16,
        };
        let began = time::now();
        let call = calls::ask(self.app, ask, move |update| {
            if !self.is_current() {
                return;
            }
            match update {
                CallUpdate::Waiting(_) | CallUpdate::Arrived(_) => {}
                CallUpdate::Sent(sent, _) => self.app.endpoint.first_call.set(Some(sent)),
                CallUpdate::Ended(end) => self.streamed(*end, since(began)),
            }
        });
        if self.is_current() {
            LATEST.set((self.run, Some(call)));
        }
    }

    fn streamed(self, end: CallEnd, ms: Option<Millis>) {
        let usage = end.completion.usage;
        match end.how {
            HowEnded::Complete | HowEnded::Truncated => {
                if self.is_waiting(DoctorKind::Key) {
                    self.step(DoctorKind::Key, StepState::Passed, ms, None);
                }
                self.step(DoctorKind::Stream, StepState::Passed, ms, None);
                match usage {
                    Some(usage) => {
                        let tokens = Some((usage.input + usage.output).to_string());
                        self.step(DoctorKind::Usage, StepState::Passed, ms, tokens);
                    }
                    None => self.step(DoctorKind::Usage, StepState::Skipped, None, None),
                }
                self.app.key_is_good();
            }
            HowEnded::Stopped => self.called_off(),
            HowEnded::Failed(trouble) => {
                let (kind, status) = match &trouble.kind {
                    TroubleKind::Wire(ProblemKind::KeyRefused) => {
                        (DoctorKind::Key, KeyStatus::Refused)
                    }
                    _ => (DoctorKind::Stream, KeyStatus::Failed),
                };
                self.end(kind, StepState::Failed(Box::new(trouble)), ms, status);
            }
        }
    }

    /// A step ended the check-up.
    fn end(self, kind: DoctorKind, state: StepState, ms: Option<Millis>, status: KeyStatus) {
        self.step(kind, state, ms, None);
        self.skip_the_rest();
        self.app.endpoint.status.set(status);
    }

    /// It was stopped on its way: of the key no more is known than before.
    fn called_off(self) {
        self.skip_the_rest();
        self.app.endpoint.read_key_state();
    }

    /// What had not come to its end is left out.
    fn skip_the_rest(self) {
        self.app.endpoint.doctor.update(|steps| {
            for step in steps
                .iter_mut()
                .filter(|step| matches!(step.state, StepState::Waiting | StepState::Running))
            {
                step.state = StepState::Skipped;
            }
        });
    }

    fn is_waiting(self, kind: DoctorKind) -> bool {
        self.app.endpoint.doctor.with_untracked(|steps| {
            steps
                .iter()
                .any(|step| step.kind == kind && step.state == StepState::Waiting)
        })
    }

    fn step(self, kind: DoctorKind, state: StepState, ms: Option<Millis>, detail: Option<String>) {
        self.app.endpoint.doctor.update(|steps| {
            if let Some(step) = steps.iter_mut().find(|step| step.kind == kind) {
                *step = DoctorStep {
                    kind,
                    state,
                    ms: ms.or(step.ms),
                    detail: detail.or(step.detail.take()),
                };
            }
        });
    }
}

fn since(began: Millis) -> Option<Millis> {
    Some(time::now().saturating_sub(began))
}
