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

pub(super) type Listed = Result<Vec<Model>, Problem>;

struct Listing {
    id: CallId,
    done: Box<dyn FnOnce(Listed)>,
    in_flight: Option<http::InFlight>,
    deadline: Option<Timer>,
    failure: Option<Problem>,
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
        if matches!(state, ModelsState::Unknown | ModelsState::Failed) && self.endpoint.can_call() {
            self.list_models(|_| ());
        }
    }

    /// Asks for the models, and shows them when they are here. One that is under way is given up.
    pub(super) fn list_models(self, done: impl FnOnce(Listed) + 'static) {
        let choice = self.endpoint.choice.get_untracked();
        if choice.base_url().is_none() {
            return;
        }
        if let Some(old) = LISTING.with(|listing| listing.borrow_mut().take()) {
            calls::to_gate(GateEvent::Cancelled { call: old.id });
        }
        self.endpoint
            .models
            .update(|models| models.state = ModelsState::Loading);
        let id = calls::next_id(self);
        LISTING.with(|listing| {
            *listing.borrow_mut() = Some(Listing {
                id,
                done: Box::new(done),
                in_flight: None,
                deadline: None,
                failure: None,
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

    fn listed(self, listed: &Listed) {
        self.endpoint.models.set(match listed {
            Ok(list) => Models {
                list: list.clone(),
                state: ModelsState::Loaded,
            },
            Err(_) => Models {
                list: Vec::new(),
                state: ModelsState::Failed,
            },
        });
        if listed.is_ok() {
            self.endpoint.answered();
        }
        // The practice endpoint says so itself, whatever port it listens on.
        if listed.as_ref().is_ok_and(|list| {
            list.iter()
                .any(|model| model.owned_by.as_deref() == Some("practice"))
        }) {
            self.endpoint
                .choice
                .update(|choice| choice.preset = Preset::Practice);
        }
        if listed
            .as_ref()
            .is_err_and(|problem| problem.kind == ProblemKind::KeyRefused)
        {
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
        return;
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
            Incoming::Ended if head.status < 300 => ended(app, id, wire::parse_models(&body)),
            Incoming::Ended => {
                let problem = wire::classify(head.status, &head, &body, time::now());
                ended(app, id, Err(problem));
            }
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

fn ended(app: App, id: CallId, listed: Listed) {
    let ending = match &listed {
        Ok(_) => Ending::Complete,
        // Only where the endpoint asks for patience: someone looks at the doctor and waits for every other failure.
        Err(problem) => Ending::Failed {
            kind: problem.kind.name().to_string(),
            transient: problem.kind == ProblemKind::RateLimited,
            rate_limited: problem.kind == ProblemKind::RateLimited,
            retry_after: problem.retry_after,
        },
    };
    let result = match listed {
        Ok(list) => Some(Ok(list)),
        Err(problem) => {
            listing(id, |listing| listing.failure = Some(problem));
            None
        }
    };
    listing(id, |listing| listing.deadline = None);
    calls::to_gate(GateEvent::Ended {
        call: id,
        ending,
        usage: None,
    });
    if let Some(result) = result {
        finish(app, id, result);
    }
}

/// The gate gave up, or refused.
pub(super) fn give_up(app: App, id: CallId) {
    let failure = listing(id, |listing| listing.failure.take()).flatten();
    let failure = failure.unwrap_or_else(|| Problem::new(ProblemKind::Unreachable));
    finish(app, id, Err(failure));
}

/// What is in flight is called off.
pub(super) fn abort(id: CallId) {
    listing(id, |listing| listing.in_flight = None);
}

fn finish(app: App, id: CallId, listed: Listed) {
    let found = LISTING.with(|listing| listing.borrow_mut().take_if(|listing| listing.id == id));
    if let Some(found) = found {
        app.listed(&listed);
        (found.done)(listed);
    }
}
