//! A recording turned into text: a call like any other to the gate and the ledger, only that its body is a form and its answer
//! comes in one piece. What it costs goes by the minute, which no table of prices here has, so it counts as unpriced.

use super::calls;
use super::{App, Trouble, TroubleKind};
use crate::browser::file::File;
use crate::browser::http::{self, Incoming};
use crate::browser::microphone;
use crate::browser::slot::{Filler, slot};
use crate::browser::time::{self, Timer};
use gate::{CallId, CallMeta, Ending, GateEvent, Refusal, WorkKind};
use leptos::prelude::*;
use std::cell::RefCell;
use wire::{Millis, Problem, ProblemKind, ResponseHead};

/// How long an answer may take, in milliseconds: ten minutes of speech take about half of it.
const DEADLINE: Millis = 120_000;
/// The longest answer, in bytes.
const LARGEST: usize = 1024 * 1024;

struct Sending {
    id: CallId,
    file: File,
    model: String,
    done: Filler<Result<String, Trouble>>,
    in_flight: Option<http::InFlight>,
    deadline: Option<Timer>,
    failure: Option<Problem>,
}

thread_local! {
    /// The one that is under way; a new one takes its place.
    static SENDING: RefCell<Option<Sending>> = const { RefCell::new(None) };
}

fn sending<T>(id: CallId, work: impl FnOnce(&mut Sending) -> T) -> Option<T> {
    SENDING.with(|sending| {
        sending
            .borrow_mut()
            .as_mut()
            .filter(|sending| sending.id == id)
            .map(work)
    })
}

/// Calls it off, unless it has ended.
struct Asked(CallId);

impl Drop for Asked {
    fn drop(&mut self) {
        if is_one(self.0) {
            calls::cancel(self.0);
            let dropped = SENDING.with(|sending| sending.borrow_mut().take());
            drop(dropped);
        }
    }
}

impl App {
    /// What is said in a recording; empty where nothing is. Dropping the future stops the call.
    ///
    /// # Errors
    ///
    /// What kept the text from being had.
    pub(super) async fn transcribe(self, file: File, model: String) -> Result<String, Trouble> {
        call_off(self);
        let id = calls::next_id(self);
        let (done, text) = slot();
        let meta = CallMeta {
            kind: WorkKind::Translate,
            endpoint: self
                .endpoint
                .choice
                .with_untracked(|choice| choice.origin()),
            model: model.clone(),
            input_tokens: 0,
            output_tokens: 0,
            price: None,
        };
        let new = Sending {
            id,
            file,
            model,
            done,
            in_flight: None,
            deadline: None,
            failure: None,
        };
        SENDING.with(|sending| *sending.borrow_mut() = Some(new));
        let _asked = Asked(id);
        calls::to_gate(GateEvent::Asked { call: id, meta });
        text.await
    }
}

/// Is this call one of these?
pub(super) fn is_one(id: CallId) -> bool {
    sending(id, |_| ()).is_some()
}

/// The gate lets it go.
pub(super) fn send(app: App, id: CallId) {
    let choice = app.endpoint.choice;
    let Some(base) = choice.with_untracked(|choice| choice.base_url()) else {
        return ended(app, id, Err(Problem::new(ProblemKind::Unreachable)));
    };
    let Some((file, model)) = sending(id, |sending| (sending.file.clone(), sending.model.clone()))
    else {
        return;
    };
    let mut head = ResponseHead::default();
    let mut body = Vec::new();
    let in_flight = http::send_form(
        wire::transcription_request(&base),
        &[("model", &model), ("response_format", "json")],
        (&file, microphone::name_of(&file)),
        move |incoming| match incoming {
            Incoming::Head(arrived) => head = arrived,
            Incoming::Bytes(bytes) if body.len() + bytes.len() <= LARGEST => body.extend(bytes),
            // Cut off, it is not understood.
            Incoming::Bytes(_) => {}
            Incoming::Ended if head.status < 300 => {
                let answered = |problem| Problem {
                    status: Some(head.status),
                    ..problem
                };
                ended(app, id, wire::parse_transcription(&body).map_err(answered));
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
    let deadline = time::after(DEADLINE, move || {
        sending(id, |sending| {
            sending.in_flight.as_ref().map(http::InFlight::abort)
        });
    });
    sending(id, |sending| {
        (sending.in_flight, sending.deadline) = (Some(in_flight), Some(deadline));
    });
}

fn ended(app: App, id: CallId, text: Result<String, Problem>) {
    sending(id, |sending| sending.deadline = None);
    let ending = match &text {
        Ok(_) => Ending::Complete,
        // Someone waits, and can ask again: only where the endpoint asks for patience the gate does so by itself.
        Err(problem) => {
            let rate_limited = problem.kind == ProblemKind::RateLimited;
            Ending::Failed {
                kind: problem.kind.name().to_string(),
                transient: rate_limited,
                rate_limited,
                retry_after: problem.retry_after,
            }
        }
    };
    let text = match text {
        Ok(text) => Some(text),
        Err(problem) => {
            sending(id, |sending| sending.failure = Some(problem));
            None
        }
    };
    calls::to_gate(GateEvent::Ended {
        call: id,
        ending,
        usage: None,
    });
    if let Some(text) = text {
        app.endpoint.answered();
        finish(id, Ok(text));
    }
}

/// The gate gave up.
pub(super) fn give_up(app: App, id: CallId) {
    let failure = sending(id, |sending| sending.failure.take()).flatten();
    let failure = failure.unwrap_or_else(|| Problem::new(ProblemKind::Unreachable));
    finish(id, Err(app.trouble_of(failure)));
}

/// The gate refused.
pub(super) fn refused(app: App, id: CallId, reason: &Refusal) {
    finish(id, Err(Trouble::refused(reason, app.endpoint.preset())));
}

/// What is in flight is called off.
pub(super) fn abort(id: CallId) {
    sending(id, |sending| sending.in_flight = None);
}

/// Calls off what is under way, as when the key is forgotten; whoever waited for it is told.
pub(super) fn call_off(app: App) {
    let Some(id) = SENDING.with(|sending| sending.borrow().as_ref().map(|sending| sending.id))
    else {
        return;
    };
    calls::cancel(id);
    finish(
        id,
        Err(Trouble::new(TroubleKind::NoKey, app.endpoint.preset())),
    );
}

fn finish(id: CallId, text: Result<String, Trouble>) {
    let found = SENDING.with(|sending| sending.borrow_mut().take_if(|sending| sending.id == id));
    if let Some(found) = found {
        found.done.fill(text);
    }
}
