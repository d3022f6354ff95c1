//! Stopping calls: one, or all of them.

use super::{CallUpdate, HowEnded, Running, Step, call_step, cost, desk, one_piece, push};
use gate::{CallId, GateEvent};
use wire::CallEvent;

/// Stops a call, wherever it is: what is in flight is aborted, what waits or backs off is called off. What arrived is kept.
pub(in crate::state) fn stop(id: CallId) {
    unask(id);
    push(Step::Stop(id));
}

/// Tells the gate that a call is not wanted any more.
pub(in crate::state) fn cancel(id: CallId) {
    unask(id);
    push(Step::Gate(GateEvent::Cancelled { call: id }));
}

/// What the gate has not heard of yet (it waits for the ledger), it need not hear of.
fn unask(id: CallId) {
    desk(|desk| {
        desk.queue.retain(
            |step| !matches!(step, Step::Gate(GateEvent::Asked { call, .. }) if *call == id),
        )
    });
}

/// Stops every call, as when the key is forgotten.
pub(in crate::state) fn stop_all() {
    let Some((flying, waiting)) = desk(|desk| {
        let (flying, waiting): (Vec<_>, Vec<_>) =
            desk.calls.iter().partition(|(_, running)| running.flies());
        let ids = |calls: Vec<(&CallId, &Running)>| -> Vec<CallId> {
            calls.into_iter().map(|(id, _)| *id).collect()
        };
        (ids(flying), ids(waiting))
    }) else {
        return;
    };
    // What is in flight comes last: a place that becomes free would let out what waits for one.
    waiting.into_iter().for_each(stop);
    one_piece::call_off_all();
    flying.into_iter().for_each(stop);
}

/// Its turn has come.
pub(super) fn stop_step(id: CallId) {
    let found = desk(|desk| {
        let running = desk.calls.get(&id)?;
        let completion = running.completion();
        Some((
            running.flies().then_some(running.attempt),
            cost(running.price, &completion),
            completion,
        ))
    });
    match found.flatten() {
        Some((Some(attempt), ..)) => call_step(id, attempt, CallEvent::Stopped),
        Some((None, cost, completion)) => {
            push(Step::Gate(GateEvent::Cancelled { call: id }));
            push(Step::Tell(
                id,
                CallUpdate::ended(HowEnded::Stopped, completion, cost),
            ));
        }
        None => {}
    }
}
