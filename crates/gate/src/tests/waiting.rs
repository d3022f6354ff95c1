use super::*;

#[test]
fn cancelled_in_flight_is_aborted_and_recorded() {
    let mut bench = Bench::new(settings(None, None, 4));
    bench.ask(1);
    bench.now += 250;
    let effects = bench.handle(GateEvent::Cancelled { call: 1 });
    assert_eq!(effects[0], GateEffect::Abort { call: 1 });
    let [entry] = &bench.ledger[..] else {
        panic!("one entry")
    };
    assert_eq!(
        (entry.ended.as_str(), entry.attempts, entry.ms),
        ("cancelled", 1, 250)
    );
    // The aborted fetch still says something.
    assert_eq!(bench.end(1, failed("unreachable", true), None), []);
    assert_eq!(bench.handle(GateEvent::Cancelled { call: 1 }), []);
}

#[test]
fn cancelled_before_it_was_sent_leaves_no_trace() {
    let mut bench = Bench::new(settings(None, None, 1));
    bench.ask(1);
    bench.ask(2);
    assert_eq!(bench.handle(GateEvent::Cancelled { call: 2 }), []);
    assert!(bench.ledger.is_empty());
    assert_eq!(sent(&bench.end(1, Ending::Complete, None)), []);
}

#[test]
fn cancelled_while_backing_off_is_recorded_but_there_is_nothing_to_abort() {
    let mut bench = Bench::new(settings(None, None, 1));
    bench.ask(1);
    bench.end(1, too_many(None), None);
    let effects = bench.handle(GateEvent::Cancelled { call: 1 });
    assert!(matches!(&effects[..], [GateEffect::Record(entry)] if entry.ended == "cancelled"));
    assert_eq!(bench.ledger[0].cost, Some(Cost::ZERO));
    assert_eq!(sent(&bench.tick_at(NOON + 60_000)), []);
}

/// The retry of a stopped call must not go out, nor keep money and a place from those behind it.
#[test]
fn cancelled_while_backing_off_it_leaves_nothing_behind() {
    let mut bench = Bench::new(GateSettings {
        cap: Cap {
            per_day: Some(Cost::dollars(0.025)),
            per_month: None,
        },
        ..settings(None, None, 1)
    });
    bench.ask(1);
    bench.end(1, failed("timeout", true), None);
    // What timed out may be on the bill, and the retry would be as well.
    assert_eq!(bench.gate.reserved(), Cost::dollars(0.01));
    bench.handle(GateEvent::Cancelled { call: 1 });
    assert_eq!(bench.gate.reserved(), Cost::ZERO);
    let [entry] = &bench.ledger[..] else {
        panic!("one entry")
    };
    assert_eq!(
        (entry.ended.as_str(), entry.attempts, entry.at_most),
        ("cancelled", 1, Some(Cost::dollars(0.01)))
    );
    assert_eq!(sent(&bench.ask(2)), [(2, 1)]);
    assert_eq!(sent(&bench.tick_at(NOON + 60_000)), []);
    bench.end(2, Ending::Complete, usage(1, 1));
    assert_eq!(sent(&bench.tick_at(NOON + 120_000)), []);
    assert_eq!(bench.gate.waiting() + bench.gate.in_flight(), 0);
}

/// Everything is stopped, what waits first: what is in flight would let it out as it ends.
#[test]
fn stopped_with_those_that_wait_first_nothing_is_sent() {
    let mut bench = Bench::new(settings(None, None, 1));
    for call in 1..=3 {
        bench.ask(call);
    }
    for call in [2, 3] {
        assert_eq!(bench.handle(GateEvent::Cancelled { call }), []);
    }
    assert_eq!(sent(&bench.end(1, Ending::Stopped, None)), []);
    assert_eq!(bench.ledger.len(), 1);
}

#[test]
fn asked_twice_is_sent_once() {
    let mut bench = Bench::new(settings(None, None, 2));
    bench.ask(1);
    assert_eq!(bench.ask(1), []);
    bench.end(1, Ending::Complete, None);
    assert_eq!(
        sent(&bench.ask(1)),
        [(1, 1)],
        "an id is free again when its call is over"
    );
}

#[test]
fn events_of_unknown_calls_are_ignored() {
    let mut bench = Bench::new(GateSettings::default());
    assert_eq!(bench.handle(GateEvent::FirstDelta { call: 9 }), []);
    assert_eq!(bench.end(9, Ending::Complete, None), []);
    assert_eq!(bench.handle(GateEvent::Cancelled { call: 9 }), []);
    assert_eq!(bench.handle(GateEvent::Tick), []);
}

#[test]
fn every_waiting_call_is_told_of_a_back_off_and_of_its_end() {
    let mut bench = Bench::new(settings(None, None, 1));
    for call in 1..=3 {
        bench.ask(call);
    }
    let effects = bench.end(1, too_many(Some(2_000)), None);
    let backoff = |call| (call, WaitReason::Backoff, Some(2_000));
    assert_eq!(waiting(&effects), [backoff(1), backoff(2), backoff(3)]);
    let effects = bench.tick_at(NOON + 2_000);
    assert_eq!(sent(&effects), [(1, 2)]);
    assert_eq!(
        waiting(&effects),
        [
            (2, WaitReason::Concurrency, None),
            (3, WaitReason::Concurrency, None)
        ]
    );
    assert_eq!(waiting(&bench.handle(GateEvent::Tick)), [], "told once");
}

/// A timer that fires a moment early must not be the last one.
#[test]
fn an_early_tick_asks_to_be_woken_again() {
    let mut bench = Bench::new(settings(Some(1), None, 1));
    bench.ask(1);
    bench.end(1, Ending::Complete, None);
    let at = wake(&bench.ask(2)).unwrap();
    assert_eq!(wake(&bench.tick_at(at - 1)), Some(at));
    assert_eq!(sent(&bench.tick_at(at)), [(2, 1)]);
}

/// One timer is outstanding, not one more for each event.
#[test]
fn not_woken_twice_for_the_same_thing() {
    let mut bench = Bench::new(settings(Some(1), None, 9));
    bench.ask(1);
    assert!(wake(&bench.ask(2)).is_some());
    assert_eq!(wake(&bench.ask(3)), None);
    // A throttled tab: the timer is late and something else comes first.
    bench.now += 100_000;
    let effects = bench.ask(4);
    assert_eq!(sent(&effects), [(2, 1)]);
    assert!(wake(&effects).is_some());
}

#[test]
fn four_thousand_in_line_are_told_what_is_new_alone() {
    let mut bench = Bench::new(settings(None, None, 8));
    let mut effects = 0;
    for call in 0..4_000 {
        effects += bench.ask(call).len();
    }
    for call in 0..4_000 {
        effects += bench.end(call, Ending::Complete, usage(10, 10)).len();
    }
    assert_eq!(bench.ledger.len(), 4_000);
    assert_eq!(bench.gate.waiting() + bench.gate.in_flight(), 0);
    // A call is told at most twice that it waits (in line, then first in line), sent and recorded. Telling all of them
    // at every step would be eight million effects. Time is bounded in tests/speed.rs.
    assert!(effects <= 4 * 4_000, "{effects} effects");
}
