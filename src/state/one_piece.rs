//! Calls whose answer comes in one piece: calls like any other to the gate and the ledger, with one end to wait for. The list
//! of models, a recording turned into text and a text turned into sound are such calls.

mod piece;

pub(super) use piece::{Piece, asked};

use super::{App, Trouble, TroubleKind, calls};
use crate::browser::file::File;
use crate::browser::http::{self, Incoming};
use crate::browser::time::{self, Timer};
use gate::{CallId, CallMeta, Ending, GateEvent, Price, Refusal, WorkKind};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wire::{BaseUrl, HttpRequest, Millis, Problem, ProblemKind, ResponseHead};

/// A call to make.
pub(super) struct OnePiece {
    pub(super) kind: WorkKind,
    pub(super) model: String,
    pub(super) price: Option<Price>,
    /// How long the answer may take, in milliseconds.
    pub(super) deadline: Millis,
    /// How long it may be, in bytes.
    pub(super) largest: usize,
    /// What is sent to this endpoint; more than once, where it asks for patience.
    pub(super) request: Box<dyn Fn(&BaseUrl) -> Outgoing>,
}

/// What goes out.
pub(super) enum Outgoing {
    /// A request as it is.
    Plain(HttpRequest),
    /// A form in the place of its body, with a file and its name.
    Form(HttpRequest, Vec<(&'static str, String)>, File, &'static str),
}

type Read = Box<dyn FnMut(&ResponseHead, Vec<u8>) -> Result<(), Problem>>;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum NoPiece {
    /// It failed.
    Failed(Problem),
    /// The gate did not let it go.
    Refused(Refusal),
    /// It is not wanted any more: the key was forgotten.
    CalledOff,
}

impl NoPiece {
    /// What the person is told.
    pub(super) fn trouble(self, app: App) -> Trouble {
        match self {
            NoPiece::Failed(problem) => app.trouble_of(problem),
            NoPiece::Refused(reason) => Trouble::refused(&reason, app.endpoint.preset()),
            NoPiece::CalledOff => Trouble::new(TroubleKind::NoKey, app.endpoint.preset()),
        }
    }
}

struct Sending {
    call: Rc<OnePiece>,
    /// Makes something of the body, and keeps it.
    read: Read,
    /// Told once, however it ends.
    done: Box<dyn FnOnce(Result<(), NoPiece>)>,
    in_flight: Option<http::InFlight>,
    deadline: Option<Timer>,
    failure: Option<Problem>,
    /// Which key it was asked for with; see `EndpointState::key_version`.
    key: u64,
}

thread_local! {
    static SENDING: RefCell<BTreeMap<CallId, Sending>> = const { RefCell::new(BTreeMap::new()) };
}

fn sending<T>(id: CallId, work: impl FnOnce(&mut Sending) -> T) -> Option<T> {
    SENDING.with(|sending| sending.borrow_mut().get_mut(&id).map(work))
}

/// Asks. `read` makes something of a body that came with success; `done` is told once, with that or the reason why not.
pub(super) fn ask<T: 'static>(
    app: App,
    call: OnePiece,
    read: impl Fn(&ResponseHead, Vec<u8>) -> Result<T, Problem> + 'static,
    done: impl FnOnce(Result<T, NoPiece>) + 'static,
) -> CallId {
    let found = Rc::new(RefCell::new(None));
    let kept = found.clone();
    let read = move |head: &ResponseHead, body: Vec<u8>| {
        *kept.borrow_mut() = Some(read(head, body)?);
        Ok(())
    };
    let done = move |ended: Result<(), NoPiece>| {
        let found = found.borrow_mut().take();
        done(ended.and_then(|()| found.ok_or(NoPiece::CalledOff)));
    };
    ask_boxed(app, call, Box::new(read), Box::new(done))
}

// One copy in the wasm, however many kinds there are.
fn ask_boxed(
    app: App,
    call: OnePiece,
    read: Read,
    done: Box<dyn FnOnce(Result<(), NoPiece>)>,
) -> CallId {
    let id = calls::next_id(app);
    let meta = CallMeta {
        kind: call.kind,
        endpoint: app.endpoint.choice.with_untracked(|choice| choice.origin()),
        model: call.model.clone(),
        input_tokens: 0,
        output_tokens: 0,
        price: call.price,
    };
    let new = Sending {
        call: Rc::new(call),
        read,
        done,
        in_flight: None,
        deadline: None,
        failure: None,
        key: app.endpoint.key_version(),
    };
    SENDING.with(|sending| sending.borrow_mut().insert(id, new));
    calls::to_gate(GateEvent::Asked { call: id, meta });
    id
}

/// Calls one off, unless it has ended; nobody is told.
pub(super) fn drop_call(id: CallId) {
    if is_one(id) {
        calls::cancel(id);
        let dropped = SENDING.with(|sending| sending.borrow_mut().remove(&id));
        drop(dropped);
    }
}

/// Calls one off, wherever it is; whoever waits for it is told.
pub(super) fn call_off(id: CallId) {
    if is_one(id) {
        calls::cancel(id);
        finish(id, Err(NoPiece::CalledOff));
    }
}

/// Calls all of them off, as when the key is forgotten.
pub(super) fn call_off_all() {
    let ids: Vec<CallId> = SENDING.with(|sending| sending.borrow().keys().copied().collect());
    ids.into_iter().for_each(call_off);
}

/// Is this call one of these?
pub(super) fn is_one(id: CallId) -> bool {
    SENDING.with(|sending| sending.borrow().contains_key(&id))
}

/// The gate lets it go.
pub(super) fn send(app: App, id: CallId) {
    let choice = app.endpoint.choice;
    let Some(base) = choice.with_untracked(|choice| choice.base_url()) else {
        return ended(app, id, Err(Problem::new(ProblemKind::Unreachable)));
    };
    let Some(call) = sending(id, |sending| sending.call.clone()) else {
        return;
    };
    let largest = call.largest;
    let mut head = ResponseHead::default();
    let mut body = Vec::new();
    let on = move |incoming| match incoming {
        Incoming::Head(arrived) => head = arrived,
        // Called off below: one piece more may be under way.
        Incoming::Bytes(_) if body.len() > largest => {}
        Incoming::Bytes(bytes) => {
            body.extend_from_slice(&bytes);
            if body.len() > largest {
                abort_fetch(id);
            }
        }
        Incoming::Ended | Incoming::Failed { .. } if body.len() > largest => {
            ended(app, id, Err(Problem::new(ProblemKind::NotUnderstood)));
        }
        Incoming::Ended if head.status < 300 => arrived(app, id, &head, std::mem::take(&mut body)),
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
    };
    let in_flight = match (call.request)(&base) {
        Outgoing::Plain(request) => http::send(request, on),
        Outgoing::Form(request, fields, file, name) => {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            http::send_form(request, &fields, (&file, name), on)
        }
    };
    let deadline = time::after(call.deadline, move || abort_fetch(id));
    sending(id, |sending| {
        (sending.in_flight, sending.deadline) = (Some(in_flight), Some(deadline));
    });
}

/// Its end is heard.
fn abort_fetch(id: CallId) {
    sending(id, |sending| {
        sending.in_flight.as_ref().map(http::InFlight::abort)
    });
}

fn arrived(app: App, id: CallId, head: &ResponseHead, body: Vec<u8>) {
    // Something did answer, understood or not.
    let answered = |problem| Problem {
        status: Some(head.status),
        ..problem
    };
    if let Some(read) = sending(id, |sending| (sending.read)(head, body)) {
        ended(app, id, read.map_err(answered));
    }
}

fn ended(app: App, id: CallId, read: Result<(), Problem>) {
    sending(id, |sending| sending.deadline = None);
    let ending = match read {
        Ok(()) => Ending::Complete,
        // Someone waits, and can ask again: only where the endpoint asks for patience the gate does so by itself.
        Err(problem) => {
            let rate_limited = problem.kind == ProblemKind::RateLimited;
            let ending = Ending::Failed {
                kind: problem.kind.name().to_string(),
                transient: rate_limited,
                rate_limited,
                retry_after: problem.retry_after,
            };
            sending(id, |sending| sending.failure = Some(problem));
            ending
        }
    };
    let complete = ending == Ending::Complete;
    calls::to_gate(GateEvent::Ended {
        call: id,
        ending,
        usage: None,
    });
    if complete {
        // That one key is good says nothing of another.
        if sending(id, |sending| sending.key) == Some(app.endpoint.key_version()) {
            app.endpoint.answered();
        }
        finish(id, Ok(()));
    }
}

/// The gate gave up.
pub(super) fn give_up(id: CallId) {
    let failure = sending(id, |sending| sending.failure.take()).flatten();
    let failure = failure.unwrap_or_else(|| Problem::new(ProblemKind::Unreachable));
    finish(id, Err(NoPiece::Failed(failure)));
}

/// The gate refused.
pub(super) fn refused(id: CallId, reason: Refusal) {
    finish(id, Err(NoPiece::Refused(reason)));
}

/// What is in flight is called off.
pub(super) fn abort(id: CallId) {
    sending(id, |sending| sending.in_flight = None);
}

fn finish(id: CallId, ended: Result<(), NoPiece>) {
    let found = SENDING.with(|sending| sending.borrow_mut().remove(&id));
    if let Some(found) = found {
        (found.done)(ended);
    }
}
