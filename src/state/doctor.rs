//! The doctor: one step after another, each named, timed, and with its remedy when it fails.

use super::calls::{self, Ask, CallUpdate, HowEnded};
use super::endpoint::KeyStatus;
use super::{App, SentView, Task, Trouble, TroubleKind};
use crate::browser::time;
use gate::WorkKind;
use leptos::prelude::*;
use wire::{ChatMessage, ChatRequest, Problem, ProblemKind};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct DoctorStep {
    /// Which
    pub kind: DoctorKind,
    /// How it went
    pub state: StepState,
    /// How long it took, in milliseconds
    pub ms: Option<u64>,
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

impl App {
    /// Runs every step. The stream step sends one message of a few words.
    pub fn run_doctor(self) {
        super::engine::open(self);
        self.endpoint.status.set(KeyStatus::Checking);
        let listing = self
            .endpoint
            .choice
            .with_untracked(|choice| choice.base_url());
        let listing =
            listing.map(|base| SentView::new(&wire::models_request(&base), self.endpoint.preset()));
        self.endpoint.first_call.set(listing);
        self.endpoint.doctor.set(
            KINDS
                .map(|kind| DoctorStep {
                    kind,
                    state: StepState::Waiting,
                    ms: None,
                    detail: None,
                })
                .to_vec(),
        );
        self.step(DoctorKind::Reach, StepState::Running, None, None);
        let began = time::now();
        self.list_models(move |listed| {
            let ms = Some(time::now().saturating_sub(began));
            match listed {
                Ok(models) => {
                    self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                    self.step(DoctorKind::Key, StepState::Passed, None, None);
                    self.step(
                        DoctorKind::Models,
                        StepState::Passed,
                        None,
                        Some(models.len().to_string()),
                    );
                    self.check_stream();
                }
                Err(problem) => self.models_failed(problem, ms),
            }
        });
    }

    /// Without a list of models much still works: only a refused key or an unreachable endpoint ends the check.
    fn models_failed(self, problem: Problem, ms: Option<u64>) {
        let reached = problem.status.is_some();
        let refused = matches!(
            problem.kind,
            ProblemKind::KeyRefused | ProblemKind::Forbidden | ProblemKind::OriginRefused
        );
        let trouble = StepState::Failed(Box::new(self.trouble_of(problem)));
        match (reached, refused) {
            (false, _) => {
                self.end_check(DoctorKind::Reach, trouble, ms);
                self.endpoint.status.set(KeyStatus::Unreached);
            }
            (true, true) => {
                self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                self.end_check(DoctorKind::Key, trouble, None);
                self.endpoint.status.set(KeyStatus::Refused);
            }
            (true, false) => {
                self.step(DoctorKind::Reach, StepState::Passed, ms, None);
                self.step(DoctorKind::Models, trouble, None, None);
                self.check_stream();
            }
        }
    }

    /// A step ended the check: what had not been tried is skipped.
    fn end_check(self, kind: DoctorKind, state: StepState, ms: Option<u64>) {
        self.step(kind, state, ms, None);
        self.endpoint.doctor.update(|steps| {
            for step in steps
                .iter_mut()
                .filter(|step| matches!(step.state, StepState::Waiting | StepState::Running))
            {
                step.state = StepState::Skipped;
            }
        });
        self.endpoint.status.set(KeyStatus::Ready);
    }

    fn step(self, kind: DoctorKind, state: StepState, ms: Option<u64>, detail: Option<String>) {
        self.endpoint.doctor.update(|steps| {
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

    fn check_stream(self) {
        let model = untrack(|| self.model_for(Task::Chat));
        if model.is_empty() {
            let trouble = Trouble::new(TroubleKind::NoModel, self.endpoint.preset());
            return self.end_check(
                DoctorKind::Stream,
                StepState::Failed(Box::new(trouble)),
                None,
            );
        }
        self.step(
            DoctorKind::Stream,
            StepState::Running,
            None,
            Some(model.clone()),
        );
        let request = ChatRequest {
            model,
            messages: vec![ChatMessage::user("Reply with the single word OK.")],
            stream: true,
            ..ChatRequest::default()
        };
        let began = time::now();
        calls::ask(
            self,
            Ask {
                request,
                kind: WorkKind::Check,
                output_tokens: 16,
            },
            move |update| match update {
                CallUpdate::Waiting(_) | CallUpdate::Arrived(_) => {}
                CallUpdate::Sent(sent) => self.endpoint.first_call.set(Some(sent)),
                CallUpdate::Ended(end) => {
                    let ms = Some(time::now().saturating_sub(began));
                    match end.how {
                        HowEnded::Failed(trouble) => {
                            let refused =
                                matches!(trouble.kind, TroubleKind::Wire(ProblemKind::KeyRefused));
                            let kind = if refused {
                                DoctorKind::Key
                            } else {
                                DoctorKind::Stream
                            };
                            self.end_check(kind, StepState::Failed(Box::new(trouble)), ms);
                            if refused {
                                self.endpoint.status.set(KeyStatus::Refused);
                            }
                        }
                        _ => {
                            self.step(DoctorKind::Key, StepState::Passed, None, None);
                            self.step(DoctorKind::Stream, StepState::Passed, ms, None);
                            match end.completion.usage {
                                Some(usage) => self.step(
                                    DoctorKind::Usage,
                                    StepState::Passed,
                                    None,
                                    Some((usage.input + usage.output).to_string()),
                                ),
                                None => {
                                    self.step(DoctorKind::Usage, StepState::Skipped, None, None)
                                }
                            }
                            self.key_is_good();
                        }
                    }
                }
            },
        );
    }
}
