use super::*;
use crate::bucket::Bucket;

#[test]
fn requests_flow_in_after_the_burst() {
    // 60 a minute: 15 at once, then 46 a minute.
    let mut bench = Bench::new(settings(Some(60), None, 100));
    let mut all = Vec::new();
    for call in 0..30 {
        all.extend(bench.ask(call));
    }
    assert_eq!(sent(&all).len(), 15);
    assert_eq!(wake(&all), Some(NOON + 1_305));
    assert_eq!(waiting(&all)[0], (15, WaitReason::Requests, Some(1_305)));
    let effects = bench.tick_at(NOON + 1_305);
    assert_eq!(sent(&effects), [(15, 1)]);
    assert_eq!(waiting(&effects), [(16, WaitReason::Requests, Some(2_609))]);
}

#[test]
fn no_minute_has_more_requests_than_set() {
    for limit in [1u32, 2, 3, 4, 5, 7, 10, 59, 60, 61, 500] {
        let mut bucket = Bucket::requests(limit, NOON);
        let mut times = Vec::new();
        let mut now = NOON;
        while times.len() < limit as usize * 4 {
            now = bucket.ready_at(1, now);
            bucket.take(1);
            times.push(now);
        }
        for window in times.windows(limit as usize + 1) {
            assert!(
                window[limit as usize] - window[0] >= 60_000,
                "{limit} a minute"
            );
        }
    }
}

#[test]
fn sustained_pace_is_not_far_below_the_limit() {
    for limit in [1u32, 3, 10, 60, 500] {
        let mut bucket = Bucket::requests(limit, NOON);
        let mut now = NOON;
        for _ in 0..limit * 10 {
            now = bucket.ready_at(1, now);
            bucket.take(1);
        }
        assert!(now - NOON <= 10 * 60_000 * 3 / 2, "{limit}: {}", now - NOON);
    }
}

#[test]
fn tokens_are_charged_by_estimate_and_settled_by_usage() {
    // 8,000 a minute: 2,000 at once (one call's estimate), 6,000 flow in.
    let mut bench = Bench::new(settings(None, Some(8_000), 10));
    assert_eq!(sent(&bench.ask(1)), [(1, 1)]);
    let effects = bench.ask(2);
    assert_eq!(waiting(&effects), [(2, WaitReason::Tokens, Some(20_000))]);
    assert_eq!(wake(&effects), Some(NOON + 20_000));
    // It used 500 of 2,000: the rest is given back, and the next need wait only for 500.
    let effects = bench.end(1, Ending::Complete, usage(300, 200));
    assert_eq!(waiting(&effects), [(2, WaitReason::Tokens, Some(5_000))]);
    assert_eq!(wake(&effects), Some(NOON + 5_000));
    assert_eq!(sent(&bench.tick_at(NOON + 4_999)), []);
    assert_eq!(sent(&bench.tick_at(NOON + 5_000)), [(2, 1)]);
}

#[test]
fn more_usage_than_estimated_is_charged() {
    let mut bench = Bench::new(settings(None, Some(8_000), 10));
    bench.ask(1);
    bench.end(1, Ending::Complete, usage(3_000, 0));
    let effects = bench.ask(2);
    assert_eq!(waiting(&effects), [(2, WaitReason::Tokens, Some(30_000))]);
}

#[test]
fn a_failure_that_made_nothing_gives_its_tokens_back() {
    let mut bench = Bench::new(settings(None, Some(8_000), 10));
    bench.ask(1);
    bench.end(1, failed("key-refused", false), None);
    assert_eq!(sent(&bench.ask(2)), [(2, 1)]);
}

/// Blocked for ever: a request larger than the bucket.
#[test]
fn a_request_larger_than_the_bucket_passes_when_it_is_full() {
    let mut bench = Bench::new(settings(None, Some(100), 10));
    assert_eq!(sent(&bench.ask(1)), [(1, 1)]);
    let effects = bench.ask(2);
    let at = wake(&effects).unwrap();
    assert!(at > NOON && at <= NOON + 2 * 60_000);
    assert_eq!(sent(&bench.tick_at(at)), [(2, 1)]);
}

/// Blocked for years: an endpoint that reports absurd usage.
#[test]
fn debt_is_at_most_a_minute() {
    let mut bench = Bench::new(settings(None, Some(8_000), 10));
    bench.ask(1);
    bench.end(1, Ending::Complete, usage(u64::MAX, u64::MAX));
    let at = wake(&bench.ask(2)).unwrap();
    assert!(at <= NOON + 2 * 60_000);
    assert_eq!(sent(&bench.tick_at(at)), [(2, 1)]);
}

#[test]
fn zero_means_no_limit_of_ours() {
    let mut bench = Bench::new(settings(Some(0), Some(0), 0));
    assert_eq!(sent(&bench.ask(1)), [(1, 1)]);
    assert_eq!(waiting(&bench.ask(2)), [(2, WaitReason::Concurrency, None)]);
}

#[test]
fn concurrency_holds_and_frees() {
    let mut bench = Bench::new(settings(None, None, 2));
    let effects: Vec<_> = (1..=4).flat_map(|call| bench.ask(call)).collect();
    assert_eq!(sent(&effects), [(1, 1), (2, 1)]);
    assert_eq!(wake(&effects), None);
    assert_eq!(sent(&bench.end(2, Ending::Complete, usage(1, 1))), [(3, 1)]);
    assert_eq!(
        sent(&bench.end(1, failed("bad-request", false), None)),
        [(4, 1)]
    );
    assert_eq!(bench.gate.in_flight(), 2);
}

#[test]
fn halved_once_a_round_and_grown_after_a_clean_run() {
    let mut bench = Bench::new(settings(None, None, 8));
    for call in 0..8 {
        bench.ask(call);
    }
    for call in 0..4 {
        bench.end(call, too_many(None), None);
    }
    assert_eq!(
        bench.gate.concurrency_limit(),
        4,
        "four 429s of one round are one cut"
    );
    for call in 4..8 {
        bench.end(call, Ending::Complete, usage(1, 1));
    }
    assert_eq!(
        bench.gate.concurrency_limit(),
        4,
        "answers to what was sent before the cut say nothing"
    );
    bench.tick_at(NOON + 500);
    assert_eq!(bench.gate.in_flight(), 4);
    for call in 0..3 {
        bench.end(call, Ending::Complete, usage(1, 1));
        assert_eq!(bench.gate.concurrency_limit(), 4);
    }
    bench.end(3, Ending::Truncated, usage(1, 1));
    assert_eq!(bench.gate.concurrency_limit(), 5);
}

#[test]
fn never_below_one_and_never_above_the_setting() {
    let mut bench = Bench::new(settings(None, None, 2));
    for _ in 0..5 {
        bench.now += 100_000;
        bench.ask(1);
        bench.end(1, failed("x", false), None);
        bench.ask(2);
        bench.end(
            2,
            Ending::Failed {
                kind: "r".into(),
                transient: false,
                rate_limited: true,
                retry_after: None,
            },
            None,
        );
    }
    assert_eq!(bench.gate.concurrency_limit(), 1);
    for _ in 0..9 {
        bench.now += 100_000;
        bench.ask(1);
        bench.end(1, Ending::Complete, usage(1, 1));
    }
    assert_eq!(bench.gate.concurrency_limit(), 2);
}

#[test]
fn new_settings_take_effect_at_once() {
    let mut bench = Bench::new(settings(Some(1), None, 1));
    for call in 1..=4 {
        bench.ask(call);
    }
    let effects = bench.handle(GateEvent::SettingsChanged(settings(None, None, 3)));
    assert_eq!(sent(&effects), [(2, 1), (3, 1)]);
    assert_eq!(bench.gate.settings().pace.max_concurrent, 3);
    bench.handle(GateEvent::SettingsChanged(settings(None, None, 1)));
    assert_eq!(bench.gate.concurrency_limit(), 1);
    assert_eq!(sent(&bench.end(1, Ending::Complete, None)), []);
}

/// Changing the pace and back again must not hand out a fresh burst.
#[test]
fn changing_the_limit_keeps_what_was_used() {
    let mut bench = Bench::new(settings(Some(4), None, 9));
    bench.ask(1);
    bench.ask(2);
    let effects = bench.handle(GateEvent::SettingsChanged(settings(Some(8), None, 9)));
    assert_eq!(sent(&effects), []);
    assert_eq!(waiting(&bench.ask(3))[0].1, WaitReason::Requests);
}

#[test]
fn a_clock_set_back_blocks_nothing() {
    let mut bench = Bench::new(settings(Some(1), None, 9));
    bench.ask(1);
    bench.ask(2);
    bench.now = NOON - 24 * 3_600_000;
    let effects = bench.handle(GateEvent::Tick);
    assert_eq!(wake(&effects), Some(bench.now + 60_000));
    let now = bench.now + 60_000;
    assert_eq!(sent(&bench.tick_at(now)), [(2, 1)]);
}
