//! The list of models: a call like any other to the gate and the ledger, only that it is free and its answer comes in one piece.

use super::calls;
use super::endpoint::{KeyStatus, ModelsState};
use super::{App, Models, Preset};
use crate::browser::http::{self, Incoming};
use crate::browser::time::{self, Timer};
use gate::{CallId, CallMeta, Ending, GateEvent, Price, WorkKind};
use leptos::prelude::*;
use std::cell::RefCell;
use wire::{Millis, Model, Problem, ProblemKind, ResponseHead};

/// How long the list may take, in milliseconds.
const DEADLINE: Millis = 20_000;
/// How long the list may be, in bytes: OpenRouter's, a long one, is below 1 MiB.
const LARGEST: usize = 16 * 1024 * 1024;

/// How asking for the models ended.
pub(super) enum Listed {
    Models(Vec<Model>),
    Failed(Problem),
    /// It is not wanted any more: the key was forgotten, or someone asked anew with another.
    CalledOff,
}

struct Listing {
    id: CallId,
    /// Told once, however it ends.
    done: Box<dyn FnOnce(Listed)>,
    in_flight: Option<http::InFlight>,
    deadline: Option<Timer>,
    failure: Option<Problem>,
    /// Which key it was asked for with; see `EndpointState::key_version`.
    key: u64,
}

thread_local! {
    /// The listing that is under way; a new one takes its place.
    static LISTING: RefCell<Option<Listing>> = const { RefCell::new(None) };
}

fn listing<T>(id: CallId, work: impl FnOnce(&mut Listing) -> T) -> Option<T> {
    LISTING.with(|listing| {
        listing
            .borrow_mut()
            .as_mut()
            .filter(|listing| listing.id == id)
            .map(work)
    })
}

impl App {
    /// Lists the models in the background, when that was not done yet.
    pub(super) fn list_models_once(self) {
        let state = self.endpoint.models.with_untracked(|models| models.state);
        if !matches!(state, ModelsState::Unknown | ModelsState::Failed) || !self.endpoint.can_call()
        {
            return;
        }
        // The check-up may be waiting for the very same: its listing does for both.
        if LISTING.with(|listing| listing.borrow().is_some()) {
            return self.models_are(ModelsState::Loading);
        }
        self.list_models(|_| ());
    }

    /// Asks for the models, and shows them when they are here. One that is under way is called off: it may have gone out
    /// with another key.
    pub(super) fn list_models(self, done: impl FnOnce(Listed) + 'static) {
        call_off(self);
        let choice = self.endpoint.choice.get_untracked();
        if choice.base_url().is_none() {
            return done(Listed::Failed(Problem::new(ProblemKind::Unreachable)));
        }
        self.models_are(ModelsState::Loading);
        let id = calls::next_id(self);
        LISTING.with(|listing| {
            *listing.borrow_mut() = Some(Listing {
                id,
                done: Box::new(done),
                in_flight: None,
                deadline: None,
                failure: None,
                key: self.endpoint.key_version(),
            })
        });
        let meta = CallMeta {
            kind: WorkKind::Models,
            endpoint: choice.origin(),
            model: String::new(),
            input_tokens: 0,
            output_tokens: 0,
            price: Some(Price::FREE),
        };
        calls::to_gate(GateEvent::Asked { call: id, meta });
    }

    fn models_are(self, state: ModelsState) {
        self.endpoint.models.update(|models| models.state = state);
    }

    fn models_listed(self, list: Vec<Model>) {
        // The practice endpoint says so itself, whatever port it listens on.
        if list
            .iter()
            .any(|model| model.owned_by.as_deref() == Some("practice"))
        {
            self.endpoint
                .choice
                .update(|choice| choice.preset = Preset::Practice);
        }
        self.endpoint.models.set(Models {
            list,
            state: ModelsState::Loaded,
            trouble: None,
        });
        self.endpoint.answered();
    }

    fn models_not_listed(self, problem: &Problem) {
        self.endpoint.models.set(Models {
            list: Vec::new(),
            state: ModelsState::Failed,
            trouble: Some(self.trouble_of(problem.clone())),
        });
        if problem.kind == ProblemKind::KeyRefused {
            self.endpoint.status.set(KeyStatus::Refused);
        }
    }
}

/// Is this call a listing?
pub(super) fn is_one(id: CallId) -> bool {
    listing(id, |_| ()).is_some()
}

/// The gate lets it go.
pub(super) fn send(app: App, id: CallId) {
    let Some(base) = app
        .endpoint
        .choice
        .with_untracked(|choice| choice.base_url())
    else {
        return ended(app, id, Err(Problem::new(ProblemKind::Unreachable)));
    };
    let mut head = ResponseHead::default();
    let mut body = Vec::new();
    let in_flight = http::send(
        wire::models_request(&base),
        move |incoming| match incoming {
            Incoming::Head(arrived) => head = arrived,
            // Called off below: one piece more may be under way.
            Incoming::Bytes(_) if body.len() > LARGEST => {}
            Incoming::Bytes(bytes) => {
                body.extend_from_slice(&bytes);
                if body.len() > LARGEST {
                    abort_fetch(id);
                }
            }
            Incoming::Ended | Incoming::Failed { .. } if body.len() > LARGEST => {
                ended(app, id, Err(Problem::new(ProblemKind::NotUnderstood)));
            }
            Incoming::Ended if head.status < 300 => {
                // Something did answer.
                let answered = |problem| Problem {
                    status: Some(head.status),
                    ..problem
                };
                ended(app, id, wire::parse_models(&body).map_err(answered));
            }
            Incoming::Ended => {
                let problem = wire::classify(head.status, &head, &body, time::now());
                ended(app, id, Err(problem));
            }
            // Only the deadline does that: nothing is heard of one that was called off.
            Incoming::Failed { aborted: true, .. } => {
                ended(app, id, Err(Problem::new(ProblemKind::Timeout)));
            }
            Incoming::Failed { detail, .. } => ended(
                app,
                id,
                Err(Problem {
                    message: detail,
                    ..Problem::new(ProblemKind::Unreachable)
                }),
            ),
        },
    );
    let deadline = time::after(DEADLINE, move || abort_fetch(id));
    listing(id, |listing| {
        (listing.in_flight, listing.deadline) = (Some(in_flight), Some(deadline));
    });
}

/// Its end is heard.
fn abort_fetch(id: CallId) {
    listing(id, |listing| {
        listing.in_flight.as_ref().map(http::InFlight::abort)
    });
}

fn ended(app: App, id: CallId, listed: Result<Vec<Model>, Problem>) {
    listing(id, |listing| listing.deadline = None);
    match listed {
        Ok(list) => {
            to_gate(id, Ending::Complete);
            finish(id, Listed::Models(list), app);
        }
        Err(problem) => {
            // Only where the endpoint asks for patience: someone looks at the doctor and waits for every other failure.
            let rate_limited = problem.kind == ProblemKind::RateLimited;
            let ending = Ending::Failed {
                kind: problem.kind.name().to_string(),
                transient: rate_limited,
                rate_limited,
                retry_after: problem.retry_after,
            };
            listing(id, |listing| listing.failure = Some(problem));
            to_gate(id, ending);
        }
    }
}

fn to_gate(id: CallId, ending: Ending) {
    calls::to_gate(GateEvent::Ended {
        call: id,
        ending,
        usage: None,
    });
}

/// The gate gave up, or refused.
pub(super) fn give_up(app: App, id: CallId) {
    let failure = listing(id, |listing| listing.failure.take()).flatten();
    let failure = failure.unwrap_or_else(|| Problem::new(ProblemKind::Unreachable));
    finish(id, Listed::Failed(failure), app);
}

/// What is in flight is called off.
pub(super) fn abort(id: CallId) {
    listing(id, |listing| listing.in_flight = None);
}

/// Calls off the listing that is under way, wherever it is; whoever waited for it is told.
pub(super) fn call_off(app: App) {
    let Some(id) = LISTING.with(|listing| listing.borrow().as_ref().map(|listing| listing.id))
    else {
        return;
    };
    calls::cancel(id);
    finish(id, Listed::CalledOff, app);
}

fn finish(id: CallId, listed: Listed, app: App) {
    let found = LISTING.with(|listing| listing.borrow_mut().take_if(|listing| listing.id == id));
    let Some(found) = found else { return };
    let listed = if found.key == app.endpoint.key_version() {
        listed
    } else {
        Listed::CalledOff
    };
    match &listed {
        Listed::Models(list) => app.models_listed(list.clone()),
        Listed::Failed(problem) => app.models_not_listed(problem),
        Listed::CalledOff => {
            let loading = |models: &Models| models.state == ModelsState::Loading;
            if app.endpoint.models.with_untracked(loading) {
                app.models_are(ModelsState::Unknown);
            }
        }
    }
    (found.done)(listed);
}
