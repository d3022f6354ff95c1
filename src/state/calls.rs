//! The only way out of the page for anything that costs: performs what `gate::Gate` and `wire::Call` ask for.
//!
//! Two pure machines decide everything: the gate (may this call go now, later, or not at all; is it tried again) and the
//! call (what the bytes mean; which parameter to drop; when waiting is over). This file carries effects to the browser and
//! events back, one at a time through a queue, so that no machine is ever entered while it is at work.

mod stop;

pub use super::call_update::WaitView;
pub(super) use super::call_update::{Ask, CallEnd, CallUpdate, HowEnded};
pub(super) use stop::{cancel, stop, stop_all};

use super::endpoint::KeyStatus;
use super::{App, SentView, Trouble, TroubleKind, one_piece, quirk_book};
use crate::browser::http::{self, Incoming};
use crate::browser::random;
use crate::browser::storage::{self, Name};
use crate::browser::time::{self, Timer};
use gate::{CallId, CallMeta, Cost, Ending, Gate, GateEffect, GateEvent, Moment, Price, Refusal};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use wire::{
    Call, CallEffect, CallEvent, ChatRequest, Completion, Delta, HttpRequest, Outcome, Problem,
    Quirk,
};

type Listener = Box<dyn FnMut(CallUpdate)>;

struct Running {
    request: ChatRequest,
    listener: Option<Listener>,
    price: Option<Price>,
    attempt: u8,
    call: Option<Call>,
    in_flight: Option<http::InFlight>,
    timer: Option<Timer>,
    answering: bool,
    /// The failure that is shown if the gate gives up.
    failure: Option<Problem>,
    /// Which key it was last sent with; see `EndpointState::key_version`.
    key: u64,
}

impl Running {
    /// Is an attempt under way, which can be told to stop? Before the first and between two, only the gate has the call.
    fn flies(&self) -> bool {
        self.call.as_ref().is_some_and(|call| !call.is_over())
    }

    fn completion(&self) -> Completion {
        self.call
            .as_ref()
            .map(|call| call.completion().clone())
            .unwrap_or_default()
    }
}

enum Step {
    Gate(GateEvent),
    /// An event for one attempt at a call; events of earlier attempts are dropped.
    Call(CallId, u8, CallEvent),
    /// Decided when its turn comes: only then is it known where the call is.
    Stop(CallId),
    Tell(CallId, CallUpdate),
}

struct Desk {
    app: App,
    gate: Gate,
    /// The ledger has been read, so the gate knows what was spent.
    open: bool,
    calls: BTreeMap<CallId, Running>,
    queue: VecDeque<Step>,
    draining: bool,
    next: CallId,
    timer: Option<Timer>,
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

fn desk<T>(work: impl FnOnce(&mut Desk) -> T) -> Option<T> {
    DESK.with(|desk| desk.borrow_mut().as_mut().map(work))
}

/// Sets the desk up; calls wait until [`ledger_loaded`].
pub(super) fn open(app: App) {
    let gate = Gate::new(
        app.settings.with_untracked(|settings| settings.for_gate()),
        gate::Spent::default(),
    );
    let new = Desk {
        app,
        gate,
        open: false,
        calls: BTreeMap::new(),
        queue: VecDeque::new(),
        draining: false,
        next: 0,
        timer: None,
    };
    DESK.with(|desk| *desk.borrow_mut() = Some(new));
}

/// The ledger was read (anew): the gate learns what was spent, and waiting calls may go.
pub(super) fn ledger_loaded(app: App) {
    let spent = app.usage.spent();
    desk(|desk| desk.open = true);
    push(Step::Gate(GateEvent::SpentChanged(spent)));
}

/// Pace or cap changed.
pub(super) fn settings_changed(app: App) {
    let settings = app.settings.with_untracked(|settings| settings.for_gate());
    push(Step::Gate(GateEvent::SettingsChanged(settings)));
}

/// Asks for a completion. `listener` hears of it until `Ended`.
pub(super) fn ask(app: App, ask: Ask, listener: impl FnMut(CallUpdate) + 'static) -> CallId {
    // Before anything of it is written down: after a reload it is to be looked for.
    app.note_storage(storage::save(Name::Used, &true));
    let price = untrack(|| app.price_of(&ask.request.model)).map(|(price, _)| price);
    let meta = CallMeta {
        kind: ask.kind,
        endpoint: app.endpoint.choice.with_untracked(|choice| choice.origin()),
        model: ask.request.model.clone(),
        input_tokens: ask.input_tokens(),
        output_tokens: ask.output_tokens,
        price,
    };
    let id = next_id(app);
    desk(|desk| {
        let running = Running {
            request: ask.request,
            listener: Some(Box::new(listener)),
            price,
            attempt: 0,
            call: None,
            in_flight: None,
            timer: None,
            answering: false,
            failure: None,
            key: 0,
        };
        desk.calls.insert(id, running);
    });
    push(if app.endpoint.can_call() {
        Step::Gate(GateEvent::Asked { call: id, meta })
    } else {
        // The key was forgotten between the wish and this.
        let trouble = Trouble::new(TroubleKind::NoKey, app.endpoint.preset());
        let how = HowEnded::Failed(trouble);
        Step::Tell(id, CallUpdate::ended(how, Completion::default(), None))
    });
    id
}

/// A name for a call.
pub(super) fn next_id(app: App) -> CallId {
    super::engine::open(app);
    desk(|desk| {
        desk.next += 1;
        desk.next
    })
    .unwrap_or_default()
}

/// Tells the gate of a call that is driven elsewhere (`one_piece`).
pub(super) fn to_gate(event: GateEvent) {
    push(Step::Gate(event));
}

/// Queues a step and works the queue off, unless that is going on already or the ledger is not there yet.
fn push(step: Step) {
    let start = desk(|desk| {
        desk.queue.push_back(step);
        let start = desk.open && !desk.draining;
        desk.draining |= start;
        start
    });
    if start != Some(true) {
        return;
    }
    while let Some(step) = desk(|desk| {
        let step = desk.queue.pop_front();
        desk.draining = step.is_some();
        step
    })
    .flatten()
    {
        match step {
            Step::Gate(event) => gate_step(event),
            Step::Call(id, attempt, event) => call_step(id, attempt, event),
            Step::Stop(id) => stop::stop_step(id),
            Step::Tell(id, update) => tell(id, update),
        }
    }
}

fn tell(id: CallId, update: CallUpdate) {
    let over = matches!(update, CallUpdate::Ended(_));
    let listener = desk(|desk| {
        if over {
            desk.calls.remove(&id).and_then(|running| running.listener)
        } else {
            desk.calls
                .get_mut(&id)
                .and_then(|running| running.listener.take())
        }
    })
    .flatten();
    let Some(mut listener) = listener else { return };
    listener(update);
    if !over {
        desk(|desk| {
            if let Some(running) = desk.calls.get_mut(&id) {
                running.listener = Some(listener);
            }
        });
    }
}

fn gate_step(event: GateEvent) {
    let moment = Moment {
        now: time::now(),
        random: random::fraction(),
    };
    let effects = desk(|desk| desk.gate.handle(moment, event)).unwrap_or_default();
    let Some(app) = desk(|desk| desk.app) else {
        return;
    };
    for effect in effects {
        match effect {
            GateEffect::Send { call, .. } if one_piece::is_one(call) => one_piece::send(app, call),
            GateEffect::Abort { call } if one_piece::is_one(call) => one_piece::abort(call),
            GateEffect::GiveUp { call } if one_piece::is_one(call) => one_piece::give_up(call),
            GateEffect::Refuse { call, reason } if one_piece::is_one(call) => {
                one_piece::refused(call, reason);
            }
            GateEffect::Send { call, attempt } => send(call, attempt),
            GateEffect::Waiting { call, why, until } => push(Step::Tell(
                call,
                CallUpdate::Waiting(WaitView { why, until }),
            )),
            GateEffect::Refuse { call, reason } => refuse(call, &reason),
            GateEffect::Abort { call } => {
                desk(|desk| {
                    desk.calls
                        .get_mut(&call)
                        .map(|running| (running.in_flight.take(), running.timer.take()))
                });
            }
            GateEffect::GiveUp { call } => give_up(call),
            GateEffect::Record(entry) => app.record(entry),
            GateEffect::WakeAt(at) => {
                let timer = time::after(at.saturating_sub(time::now()), || {
                    push(Step::Gate(GateEvent::Tick))
                });
                desk(|desk| desk.timer = Some(timer));
            }
        }
    }
}

fn refuse(id: CallId, reason: &Refusal) {
    let Some(app) = desk(|desk| desk.app) else {
        return;
    };
    let trouble = Trouble::refused(reason, app.endpoint.preset());
    push(Step::Tell(
        id,
        CallUpdate::ended(HowEnded::Failed(trouble), Completion::default(), None),
    ));
}

fn give_up(id: CallId) {
    let found = desk(|desk| {
        let app = desk.app;
        let running = desk.calls.get_mut(&id)?;
        let completion = running.completion();
        Some((
            app,
            running.failure.take()?,
            running.key,
            cost(running.price, &completion),
            completion,
        ))
    })
    .flatten();
    let Some((app, problem, key, cost, completion)) = found else {
        return;
    };
    // What becomes of a call with the key before says nothing of this one.
    if problem.kind == wire::ProblemKind::KeyRefused && app.endpoint.key_version() == key {
        app.endpoint.status.set(KeyStatus::Refused);
    }
    push(Step::Tell(
        id,
        CallUpdate::ended(HowEnded::Failed(app.trouble_of(problem)), completion, cost),
    ));
}

fn cost(price: Option<Price>, completion: &Completion) -> Option<Cost> {
    Some(price?.cost(completion.usage?))
}

fn send(id: CallId, attempt: u8) {
    let made = desk(|desk| {
        let app = desk.app;
        let running = desk.calls.get_mut(&id)?;
        let base = app
            .endpoint
            .choice
            .with_untracked(|choice| choice.base_url())?;
        let quirks = quirk_book::known_quirks(&base.origin(), &running.request.model);
        let deadlines = app.settings.with_untracked(|settings| settings.deadlines());
        running.attempt = attempt;
        running.key = app.endpoint.key_version();
        running.answering = false;
        running.call = Some(Call::new(&base, running.request.clone(), quirks, deadlines));
        Some(())
    });
    if made.flatten().is_some() {
        call_step(id, attempt, CallEvent::Started);
    }
}

fn call_step(id: CallId, attempt: u8, event: CallEvent) {
    let now = time::now();
    let effects = desk(|desk| {
        let running = desk
            .calls
            .get_mut(&id)
            .filter(|running| running.attempt == attempt)?;
        Some(running.call.as_mut()?.handle(now, event))
    });
    for effect in effects.flatten().unwrap_or_default() {
        match effect {
            CallEffect::Send(request) => fetch(id, attempt, request),
            CallEffect::Abort => {
                desk(|desk| {
                    desk.calls
                        .get_mut(&id)
                        .and_then(|running| running.in_flight.take())
                });
            }
            CallEffect::Arrived(delta) => arrived(id, delta),
            CallEffect::Remember(quirk) => remember(id, quirk),
            CallEffect::WakeAt(at) => {
                let timer = time::after(at.saturating_sub(now), move || {
                    push(Step::Call(id, attempt, CallEvent::Tick))
                });
                desk(|desk| {
                    desk.calls
                        .get_mut(&id)
                        .map(|running| running.timer = Some(timer))
                });
            }
            CallEffect::Done(outcome) => done(id, outcome),
        }
    }
}

fn fetch(id: CallId, attempt: u8, request: HttpRequest) {
    let Some(app) = desk(|desk| desk.app) else {
        return;
    };
    let quirks = desk(|desk| Some(desk.calls.get(&id)?.call.as_ref()?.quirks().clone())).flatten();
    let sent = SentView::new(&request, app.endpoint.preset());
    push(Step::Tell(
        id,
        CallUpdate::Sent(sent, quirks.unwrap_or_default()),
    ));
    let in_flight = http::send(request, move |incoming| {
        let event = match incoming {
            Incoming::Head(head) => CallEvent::Head(head),
            Incoming::Bytes(bytes) => CallEvent::Bytes(bytes),
            Incoming::Ended => CallEvent::Ended,
            Incoming::Failed { aborted: true, .. } => return,
            Incoming::Failed { detail, .. } => CallEvent::Failed { detail },
        };
        push(Step::Call(id, attempt, event));
    });
    desk(|desk| {
        desk.calls
            .get_mut(&id)
            .map(|running| running.in_flight = Some(in_flight))
    });
}

fn arrived(id: CallId, delta: Delta) {
    let first = desk(|desk| {
        desk.calls
            .get_mut(&id)
            .is_some_and(|running| !std::mem::replace(&mut running.answering, true))
    });
    if first == Some(true) {
        push(Step::Gate(GateEvent::FirstDelta { call: id }));
    }
    push(Step::Tell(id, CallUpdate::Arrived(delta)));
}

fn done(id: CallId, outcome: Outcome) {
    let found = desk(|desk| {
        let app = desk.app;
        let running = desk.calls.get_mut(&id)?;
        running.timer = None;
        running.in_flight = None;
        let completion = running.completion();
        Some((
            app,
            running.key,
            cost(running.price, &completion),
            completion,
        ))
    });
    let Some((app, key, cost, completion)) = found.flatten() else {
        return;
    };
    let usage = completion.usage;
    let (ending, how) = match outcome {
        Outcome::Complete => (Ending::Complete, HowEnded::Complete),
        Outcome::Truncated(_) => (Ending::Truncated, HowEnded::Truncated),
        Outcome::Stopped => (Ending::Stopped, HowEnded::Stopped),
        Outcome::Failed(problem) => {
            let ending = Ending::Failed {
                kind: problem.kind.name().to_string(),
                transient: problem.kind.is_transient(),
                rate_limited: problem.kind == wire::ProblemKind::RateLimited,
                retry_after: problem.retry_after,
            };
            desk(|desk| {
                desk.calls
                    .get_mut(&id)
                    .map(|running| running.failure = Some(problem))
            });
            push(Step::Gate(GateEvent::Ended {
                call: id,
                ending,
                usage,
            }));
            return;
        }
    };
    if ending != Ending::Stopped && app.endpoint.key_version() == key {
        app.endpoint.answered();
    }
    push(Step::Gate(GateEvent::Ended {
        call: id,
        ending,
        usage,
    }));
    push(Step::Tell(id, CallUpdate::ended(how, completion, cost)));
}

fn remember(id: CallId, quirk: Quirk) {
    let found = desk(|desk| Some((desk.app, desk.calls.get(&id)?.request.model.clone()))).flatten();
    let Some((app, model)) = found else { return };
    let origin = app.endpoint.choice.with_untracked(|choice| choice.origin());
    app.note_storage(quirk_book::remember(&origin, &model, quirk));
}
