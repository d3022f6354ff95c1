//! How the gate's work grows with the line before it: thousands of segments of a document may wait at once. Here, and
//! not in `src/tests/`, since it needs a clock.

use gate::{CallMeta, Ending, Gate, GateEvent, GateSettings, Moment, Pace, Price, Spent, WorkKind};
use std::time::{Duration, Instant};

/// Asks for all of them at once, and ends them one by one.
fn all_through(calls: u64) -> Duration {
    let pace = Pace {
        requests_per_minute: None,
        tokens_per_minute: None,
        max_concurrent: 8,
    };
    let settings = GateSettings {
        pace,
        ..GateSettings::default()
    };
    let mut gate = Gate::new(settings, Spent::default());
    let meta = CallMeta {
        kind: WorkKind::Document,
        endpoint: "https://api.example.com".into(),
        model: "m".into(),
        input_tokens: 1_000,
        output_tokens: 1_000,
        price: Some(Price::FREE),
    };
    let moment = Moment {
        now: 1_795_435_200_000,
        random: 0.0,
    };
    let start = Instant::now();
    for call in 0..calls {
        let meta = meta.clone();
        gate.handle(moment, GateEvent::Asked { call, meta });
    }
    for call in 0..calls {
        let ending = Ending::Complete;
        let usage = None;
        gate.handle(
            moment,
            GateEvent::Ended {
                call,
                ending,
                usage,
            },
        );
    }
    assert_eq!(gate.waiting() + gate.in_flight(), 0);
    start.elapsed()
}

/// Each step looks once along the line: eight times the calls are 64 times the work. A second look inside the first
/// would be 512 times. The best of three, as other tests run beside this one.
#[test]
fn four_thousand_in_line_are_quick() {
    let best = |calls| (0..3).map(|_| all_through(calls)).min();
    let (Some(few), Some(many)) = (best(500), best(4_000)) else {
        unreachable!("three were measured")
    };
    assert!(many < few * 250, "500 took {few:?}, 4,000 took {many:?}");
}
