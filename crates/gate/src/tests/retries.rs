use super::*;
use crate::retry::delay;

#[test]
fn delays_are_those_of_the_official_sdks() {
    for (failures, wish, random, expect) in [
        (0, None, 0.0, 500),
        (1, None, 0.0, 1_000),
        (2, None, 0.0, 2_000),
        (3, None, 0.0, 4_000),
        (4, None, 0.0, 8_000),
        (5, None, 0.0, 8_000),
        (u32::MAX, None, 0.0, 8_000),
        (0, None, 0.5, 438),
        (1, None, 1.0, 750),
        (0, Some(7_000), 0.9, 7_000),
        (0, Some(60_000), 0.0, 60_000),
        (0, Some(60_001), 0.0, 500),
        (0, Some(u64::MAX), 0.0, 500),
        (0, Some(0), 0.0, 500),
        (0, None, f64::NAN, 500),
        (0, None, -3.0, 500),
        (0, None, 9.0, 375),
    ] {
        assert_eq!(
            delay(failures, wish, random),
            expect,
            "{failures} {wish:?} {random}"
        );
    }
}

#[test]
fn tried_twice_more_and_then_given_up() {
    let mut bench = Bench::new(settings(None, None, 4));
    bench.ask(1);
    let effects = bench.end(1, failed("server-trouble", true), None);
    assert_eq!(waiting(&effects), [(1, WaitReason::Backoff, Some(500))]);
    assert_eq!(wake(&effects), Some(NOON + 500));
    assert_eq!(sent(&bench.tick_at(NOON + 499)), []);
    assert_eq!(sent(&bench.tick_at(NOON + 500)), [(1, 2)]);
    let effects = bench.end(1, failed("server-trouble", true), None);
    assert_eq!(wake(&effects), Some(NOON + 1_500));
    assert_eq!(sent(&bench.tick_at(NOON + 1_500)), [(1, 3)]);
    assert!(bench.ledger.is_empty());
    let effects = bench.end(1, failed("server-trouble", true), None);
    assert!(gave_up(&effects));
    assert_eq!(wake(&effects), None);
    let [entry] = &bench.ledger[..] else {
        panic!("one entry")
    };
    assert_eq!(
        (entry.attempts, entry.ended.as_str(), entry.ms),
        (3, "failed:server-trouble", 1_500)
    );
    // Each of the three may be on the bill.
    assert_eq!((entry.cost, entry.at_most), (None, Some(Cost(30_000_000))));
}

#[test]
fn a_retry_that_works_is_one_entry() {
    let mut bench = Bench::new(settings(None, None, 4));
    bench.ask(1);
    bench.end(1, failed("timeout", true), None);
    bench.tick_at(NOON + 500);
    bench.end(1, Ending::Complete, usage(1_000, 500));
    let [entry] = &bench.ledger[..] else {
        panic!("one entry")
    };
    assert_eq!(
        (entry.attempts, entry.ended.as_str(), entry.usage),
        (2, "complete", usage(1_000, 500))
    );
    assert_eq!(entry.cost, Some(Cost(6_000_000)));
    // The attempt that timed out may be on the bill as well: the cap counts it.
    assert_eq!(entry.at_most, Some(Cost(16_000_000)));
    assert_eq!(bench.gate.spent().day, Cost(16_000_000));
}

#[test]
fn never_again_after_something_was_shown() {
    let mut bench = Bench::new(settings(None, None, 4));
    bench.ask(1);
    bench.handle(GateEvent::FirstDelta { call: 1 });
    assert!(gave_up(&bench.end(1, failed("interrupted", true), None)));
    assert_eq!(
        (bench.ledger[0].cost, bench.ledger[0].at_most),
        (None, Some(Cost(10_000_000)))
    );
}

#[test]
fn never_again_what_will_not_get_better() {
    for kind in ["key-refused", "no-money", "too-long", "model-not-found"] {
        let mut bench = Bench::new(settings(None, None, 4));
        bench.ask(1);
        assert!(gave_up(&bench.end(1, failed(kind, false), None)));
        assert_eq!(bench.ledger[0].ended, format!("failed:{kind}"));
    }
}

#[test]
fn no_retries_when_set_to_none() {
    let mut bench = Bench::new(GateSettings {
        max_retries: 0,
        ..settings(None, None, 4)
    });
    bench.ask(1);
    assert!(gave_up(&bench.end(1, failed("server-trouble", true), None)));
}

#[test]
fn the_most_retries_end_too() {
    let mut bench = Bench::new(GateSettings {
        max_retries: u8::MAX,
        ..settings(None, None, 4)
    });
    bench.ask(1);
    let mut sends = 1;
    while !gave_up(&bench.end(1, failed("server-trouble", true), None)) {
        sends += sent(&bench.tick_at(bench.now + 8_000)).len();
    }
    assert_eq!(sends, 255);
}

#[test]
fn a_failure_of_its_own_lets_others_pass_and_keeps_its_place() {
    let mut bench = Bench::new(settings(None, None, 1));
    for call in 1..=3 {
        bench.ask(call);
    }
    assert_eq!(
        sent(&bench.end(1, failed("server-trouble", true), None)),
        [(2, 1)]
    );
    bench.now = NOON + 600;
    assert_eq!(
        sent(&bench.end(2, Ending::Complete, None)),
        [(1, 2)],
        "before 3, which asked later"
    );
}

#[test]
fn a_429_holds_the_whole_gate() {
    let mut bench = Bench::new(settings(None, None, 4));
    for call in 1..=4 {
        bench.ask(call);
    }
    let effects = bench.end(2, too_many(Some(5_000)), None);
    assert_eq!(wake(&effects), Some(NOON + 5_000));
    let effects = bench.ask(5);
    assert_eq!(waiting(&effects), [(5, WaitReason::Backoff, Some(5_000))]);
    for call in [1, 3, 4] {
        assert_eq!(sent(&bench.end(call, Ending::Complete, None)), []);
    }
    assert_eq!(sent(&bench.tick_at(NOON + 4_999)), []);
    assert_eq!(sent(&bench.tick_at(NOON + 5_000)), [(2, 2), (5, 1)]);
}

#[test]
fn what_waited_is_released_one_by_one() {
    let mut bench = Bench::new(settings(None, None, 8));
    for call in 1..=8 {
        bench.ask(call);
    }
    bench.random = 0.5;
    for call in 1..=8 {
        bench.end(call, too_many(Some(1_000)), None);
    }
    let effects = bench.tick_at(NOON + 1_000);
    assert_eq!(sent(&effects), [(1, 2)]);
    assert_eq!(wake(&effects), Some(NOON + 1_200));
    let effects = bench.tick_at(NOON + 1_200);
    assert_eq!(sent(&effects), [(2, 2)]);
    assert_eq!(wake(&effects), Some(NOON + 1_400));
}

#[test]
fn rounds_of_429_back_off_further_for_new_calls_too() {
    let mut bench = Bench::new(GateSettings {
        max_retries: 0,
        ..settings(None, None, 4)
    });
    let mut holds = Vec::new();
    for call in 1..=6 {
        bench.ask(call);
        bench.end(call, too_many(None), None);
        let at = wake(&bench.ask(100 + call)).unwrap();
        bench.handle(GateEvent::Cancelled { call: 100 + call });
        holds.push(at - bench.now);
        bench.tick_at(at);
    }
    assert_eq!(holds, [500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    bench.ask(7);
    bench.end(7, Ending::Complete, None);
    bench.ask(8);
    bench.end(8, too_many(None), None);
    assert_eq!(
        wake(&bench.ask(9)),
        Some(bench.now + 500),
        "a success forgets"
    );
}

#[test]
fn a_shorter_wish_does_not_shorten_the_hold() {
    let mut bench = Bench::new(settings(None, None, 4));
    bench.ask(1);
    bench.ask(2);
    bench.end(1, too_many(Some(9_000)), None);
    bench.end(2, too_many(Some(1_000)), None);
    assert_eq!(sent(&bench.tick_at(NOON + 1_000)), []);
    assert_eq!(sent(&bench.tick_at(NOON + 9_000)).len(), 2);
}
