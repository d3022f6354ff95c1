use super::*;

fn capped(day: Option<f64>, month: Option<f64>) -> Bench {
    let cap = Cap {
        per_day: day.map(Cost::dollars),
        per_month: month.map(Cost::dollars),
    };
    Bench::new(GateSettings {
        cap,
        ..settings(None, None, 10)
    })
}

#[test]
fn refused_before_it_is_sent_with_the_reason() {
    let mut bench = capped(Some(0.015), None);
    bench.ask(1);
    bench.end(1, Ending::Complete, usage(1_000, 1_000));
    let effects = bench.ask(2);
    assert_eq!(sent(&effects), []);
    let reason = Refusal::OverCap {
        cap: Cost::dollars(0.015),
        spent: Cost::dollars(0.01),
        would_be: Cost::dollars(0.02),
        which: Period::Day,
    };
    assert_eq!(refusal(&effects), Some(reason));
    let entry = &bench.ledger[1];
    assert_eq!(
        (entry.ended.as_str(), entry.attempts, entry.cost),
        ("refused:cap", 0, Some(Cost::ZERO))
    );
    assert_eq!(bench.gate.waiting(), 0);
}

#[test]
fn exactly_the_cap_is_allowed() {
    let mut bench = capped(Some(0.02), Some(0.02));
    assert_eq!(sent(&bench.ask(1)).len(), 1);
    assert_eq!(sent(&bench.ask(2)).len(), 1);
    assert!(refusal(&bench.ask(3)).is_some());
}

#[test]
fn the_month_has_a_cap_of_its_own() {
    let mut bench = capped(Some(1.0), Some(0.005));
    let Some(Refusal::OverCap { which, .. }) = refusal(&bench.ask(1)) else {
        panic!("refused")
    };
    assert_eq!(which, Period::Month);
}

#[test]
fn calls_under_way_cannot_pass_the_cap_together() {
    let mut bench = capped(Some(0.025), None);
    assert_eq!(sent(&bench.ask(1)).len(), 1);
    assert_eq!(sent(&bench.ask(2)).len(), 1);
    assert!(refusal(&bench.ask(3)).is_some());
    assert_eq!(bench.gate.reserved(), Cost::dollars(0.02));
    // One turns out cheap: there is room again.
    bench.end(1, Ending::Complete, usage(100, 100));
    assert_eq!(bench.gate.reserved(), Cost::dollars(0.01));
    assert_eq!(sent(&bench.ask(4)).len(), 1);
}

/// Three calls in line, each of which would fit alone.
#[test]
fn checked_again_when_its_turn_comes() {
    let mut bench = capped(Some(0.015), None);
    bench.handle(GateEvent::SettingsChanged(GateSettings {
        cap: bench.gate.settings().cap,
        ..settings(Some(1), None, 10)
    }));
    let mut free = meta();
    free.price = Some(Price::FREE);
    bench.handle(GateEvent::Asked {
        call: 1,
        meta: free,
    });
    assert!(refusal(&bench.ask(2)).is_none());
    assert!(refusal(&bench.ask(3)).is_none());
    assert_eq!(sent(&bench.tick_at(NOON + 60_000)), [(2, 1)]);
    let effects = bench.tick_at(NOON + 120_000);
    assert!(refusal(&effects).is_some());
    assert_eq!(bench.gate.waiting(), 0);
}

#[test]
fn unknown_prices_pass_and_are_counted() {
    let mut bench = capped(Some(0.0), None);
    let mut unknown = meta();
    unknown.price = None;
    let effects = bench.handle(GateEvent::Asked {
        call: 1,
        meta: unknown,
    });
    assert_eq!(sent(&effects).len(), 1);
    bench.end(1, Ending::Complete, usage(5, 5));
    assert_eq!(
        (bench.ledger[0].cost, bench.ledger[0].at_most),
        (None, None)
    );
    assert_eq!(summarise(&bench.ledger, NOON, 0).today.unpriced_calls, 1);
}

#[test]
fn what_is_free_passes_a_cap_of_nothing() {
    let mut bench = capped(Some(0.0), Some(0.0));
    let mut free = meta();
    free.price = Some(Price::FREE);
    assert_eq!(
        sent(&bench.handle(GateEvent::Asked {
            call: 1,
            meta: free
        }))
        .len(),
        1
    );
    assert!(refusal(&bench.ask(2)).is_some());
    bench.end(1, Ending::Complete, None);
    assert_eq!(
        bench.ledger.last().unwrap().cost,
        Some(Cost::ZERO),
        "free is known, usage or not"
    );
}

/// An endpoint that never reports usage would make the cap worthless.
#[test]
fn answers_without_usage_count_with_their_upper_bound() {
    let mut bench = capped(Some(0.015), None);
    bench.ask(1);
    bench.end(1, Ending::Complete, None);
    assert_eq!(
        (bench.ledger[0].cost, bench.ledger[0].at_most),
        (None, Some(Cost::dollars(0.01)))
    );
    assert!(refusal(&bench.ask(2)).is_some());
}

/// A connection lost after the request was sent, and a 504, counted as nothing: an endpoint behind a gateway that
/// gives up too soon could be asked without end.
#[test]
fn what_may_have_been_answered_unseen_counts_and_what_was_refused_does_not() {
    let counted = |kind: &str| {
        let mut bench = capped(None, None);
        bench.ask(1);
        bench.end(1, failed(kind, false), None);
        let entry = &bench.ledger[0];
        assert_eq!(entry.at_most.unwrap_or_default(), bench.gate.spent().day);
        (entry.cost, bench.gate.spent().day)
    };
    for kind in ["unreachable", "server-trouble", "timeout", "interrupted"] {
        assert_eq!(counted(kind), (None, Cost::dollars(0.01)), "{kind}");
    }
    for kind in ["key-refused", "no-money", "rate-limited", "bad-request"] {
        assert_eq!(counted(kind), (Some(Cost::ZERO), Cost::ZERO), "{kind}");
    }
}

#[test]
fn lost_connections_reach_the_cap() {
    for kind in ["unreachable", "server-trouble"] {
        let mut bench = capped(Some(0.025), None);
        bench.ask(1);
        bench.end(1, failed(kind, true), None);
        assert_eq!(sent(&bench.tick_at(NOON + 500)), [(1, 2)], "{kind}");
        // Twice a cent may be spent: a third attempt has no room.
        bench.end(1, failed(kind, true), None);
        let effects = bench.tick_at(NOON + 1_500);
        assert!(refusal(&effects).is_some(), "{kind}");
        assert_eq!(bench.gate.spent().day, Cost::dollars(0.02), "{kind}");
    }
}

#[test]
fn stopped_and_cancelled_count_too() {
    let mut bench = capped(None, None);
    bench.ask(1);
    bench.end(1, Ending::Stopped, None);
    bench.ask(2);
    bench.handle(GateEvent::Cancelled { call: 2 });
    assert_eq!(bench.gate.spent().month, Cost::dollars(0.02));
}

#[test]
fn a_new_day_and_a_new_month() {
    const DAY: Millis = 86_400_000;
    let mut bench = capped(Some(0.015), Some(0.035));
    let mut answered = 0;
    for call in 0..4 {
        if refusal(&bench.ask(call)).is_none() {
            bench.end(call, Ending::Complete, usage(1_000, 1_000));
            answered += 1;
        }
        bench.now += DAY;
    }
    assert_eq!(answered, 3, "the month's cap holds over days");
    bench.now = NOON + 8 * DAY;
    assert!(refusal(&bench.ask(9)).is_none(), "December");
    assert_eq!(bench.gate.spent().month, Cost::ZERO);
}

/// A way around the cap: set the clock back.
#[test]
fn a_clock_set_back_gives_no_new_day() {
    let mut bench = capped(Some(0.015), None);
    bench.ask(1);
    bench.end(1, Ending::Complete, usage(1_000, 1_000));
    bench.now -= 2 * 86_400_000;
    assert!(refusal(&bench.ask(2)).is_some());
}

#[test]
fn another_tab_spends_from_the_same_cap() {
    let mut bench = capped(Some(0.025), None);
    bench.ask(1);
    bench.end(1, Ending::Complete, usage(1_000, 1_000));
    // It has not seen our cent yet: the larger sum holds.
    bench.handle(GateEvent::SpentChanged(Spent::from_ledger(
        &[],
        bench.now,
        0,
    )));
    assert_eq!(bench.gate.spent().day, Cost::dollars(0.01));
    let theirs = LedgerEntry {
        at: NOON,
        cost: Some(Cost::dollars(0.02)),
        ..LedgerEntry::default()
    };
    bench.handle(GateEvent::SpentChanged(Spent::from_ledger(
        &[theirs],
        bench.now,
        0,
    )));
    assert!(refusal(&bench.ask(2)).is_some());
    // What another tab knew of yesterday says nothing of today.
    bench.now += 86_400_000;
    let yesterday = Spent {
        day: Cost::dollars(9.0),
        day_key: 1,
        ..Spent::default()
    };
    bench.handle(GateEvent::SpentChanged(yesterday));
    assert_eq!(bench.gate.spent().day, Cost::ZERO);
}

#[test]
fn a_cap_lowered_meanwhile_stops_the_retry() {
    let mut bench = capped(None, None);
    bench.ask(1);
    bench.end(1, failed("server-trouble", true), None);
    let cap = Cap {
        per_day: Some(Cost(1)),
        per_month: None,
    };
    bench.handle(GateEvent::SettingsChanged(GateSettings {
        cap,
        ..settings(None, None, 4)
    }));
    let effects = bench.tick_at(NOON + 500);
    assert!(refusal(&effects).is_some());
    assert_eq!((bench.ledger.len(), bench.ledger[0].attempts), (1, 1));
    assert_eq!(bench.gate.reserved(), Cost::ZERO);
}
