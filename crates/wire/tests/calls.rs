//! The call as a machine: deadlines by wall clock, stopping, breaking off, self-correction.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::{START, STOP, TEXT, base, begin, bytes, done, kind, ok, param, refuse, request, wake};
use wire::*;

#[test]
fn silence_before_the_first_byte() {
    let mut call = begin(request());
    assert_eq!(call.handle(START + 59_999, CallEvent::Tick), []);
    let effects = call.handle(START + 60_000, CallEvent::Tick);
    assert_eq!(effects.first(), Some(&CallEffect::Abort));
    assert_eq!(kind(&effects), "timeout");
    assert_eq!(call.handle(START + 70_000, CallEvent::Tick), []);
    assert!(call.is_over());
}

#[test]
fn silence_between_bytes() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    // The deadline moves nearer with the first text, so an earlier tick is asked for.
    let effects = call.handle(START + 1_000, bytes(TEXT));
    assert_eq!(wake(&effects), Some(START + 31_000));
    // Each further read asks for nothing: the tick comes early and asks anew.
    assert_eq!(wake(&call.handle(START + 20_000, bytes(TEXT))), None);
    let effects = call.handle(START + 31_000, CallEvent::Tick);
    assert_eq!(effects, [CallEffect::WakeAt(START + 50_000)]);
    let effects = call.handle(START + 50_000, CallEvent::Tick);
    assert_eq!(kind(&effects), "timeout");
    assert_eq!(call.completion().text, "xx");
}

#[test]
fn comments_and_blank_lines_are_signs_of_life() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    let mut now = START;
    for sign in [&b": keep-alive\n\n"[..], b"\n", b"\n"]
        .iter()
        .cycle()
        .take(30)
    {
        now += 25_000;
        assert!(done(&call.handle(now, bytes(sign))).is_none());
        assert!(done(&call.handle(now, CallEvent::Tick)).is_none());
    }
    call.handle(now, bytes(TEXT));
    call.handle(now, bytes(STOP));
    assert_eq!(
        done(&call.handle(now, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );
}

#[test]
fn a_late_tick_of_a_throttled_tab_and_a_clock_set_back() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    // The bytes came before the tick: not silent, however late the tick is against the one asked for.
    call.handle(START + 600_000, bytes(TEXT));
    assert!(done(&call.handle(START + 600_000, CallEvent::Tick)).is_none());
    // An hour back: silence is counted from there.
    assert!(done(&call.handle(START - 3_600_000, CallEvent::Tick)).is_none());
    assert_eq!(
        kind(&call.handle(START - 3_600_000 + 30_000, CallEvent::Tick)),
        "timeout"
    );
}

#[test]
fn a_reasoning_model_may_think_in_silence() {
    let mut call = begin(ChatRequest {
        reasoning_effort: Some("high".into()),
        ..request()
    });
    call.handle(START, CallEvent::Head(ok()));
    call.handle(
        START,
        bytes(b"data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"),
    );
    assert!(done(&call.handle(START + 299_000, CallEvent::Tick)).is_none());
    assert_eq!(
        kind(&call.handle(START + 300_000, CallEvent::Tick)),
        "timeout"
    );
}

/// An answer that is not streamed comes when all of it is there: at the deadline of a stream it failed, and was asked for
/// (and paid) again.
#[test]
fn an_answer_that_is_not_streamed_may_take_long() {
    let without_stream = || [Quirk::Without("stream".into())].into_iter().collect();
    let mut call = Call::new(&base(), request(), without_stream(), Deadlines::default());
    let effects = call.handle(START, CallEvent::Started);
    assert_eq!(wake(&effects), Some(START + 600_000));
    call.handle(START, CallEvent::Head(ok()));
    assert!(done(&call.handle(START + 599_000, CallEvent::Tick)).is_none());
    let whole = br#"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#;
    call.handle(START + 599_500, bytes(whole));
    assert_eq!(
        done(&call.handle(START + 599_500, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );

    // Learned in this very call: the deadline is another from then on.
    let mut call = begin(request());
    let effects = refuse(&mut call, 400, &param("stream", "unsupported_parameter"));
    assert_eq!(wake(&effects), Some(START + 600_000));
    assert!(done(&call.handle(START + 300_000, CallEvent::Tick)).is_none());
    assert_eq!(
        kind(&call.handle(START + 600_000, CallEvent::Tick)),
        "timeout"
    );

    // Not asked for in the first place.
    let mut call = begin(ChatRequest {
        stream: false,
        ..request()
    });
    assert!(done(&call.handle(START + 300_000, CallEvent::Tick)).is_none());
}

/// A tab that was frozen wakes with its timer due and the bytes unread: the timer may run first.
#[test]
fn a_tick_of_a_tab_that_was_frozen_lets_the_bytes_come_first() {
    let frozen = || {
        let mut call = begin(request());
        call.handle(START, CallEvent::Head(ok()));
        call.handle(START, bytes(TEXT));
        let effects = call.handle(START + 600_000, CallEvent::Tick);
        assert_eq!(effects, [CallEffect::WakeAt(START + 605_000)]);
        call
    };
    let mut call = frozen();
    call.handle(START + 600_001, bytes(TEXT));
    assert!(done(&call.handle(START + 605_000, CallEvent::Tick)).is_none());
    call.handle(START + 606_000, bytes(STOP));
    assert_eq!(
        done(&call.handle(START + 606_000, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );
    // Nothing came: it is over after the grace, and there is one only, however late the next tick.
    for late in [605_000, 900_000] {
        let mut call = frozen();
        assert_eq!(call.handle(START + 604_999, CallEvent::Tick), []);
        assert_eq!(kind(&call.handle(START + late, CallEvent::Tick)), "timeout");
    }
    // A throttled timer is up to a second late; that is no freeze.
    let mut call = begin(request());
    assert_eq!(
        kind(&call.handle(START + 61_000, CallEvent::Tick)),
        "timeout"
    );
}

#[test]
fn a_server_that_says_its_end_but_does_not_hang_up() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    call.handle(START, bytes(STOP));
    assert_eq!(
        done(&call.handle(START + 30_000, CallEvent::Tick)),
        Some(&Outcome::Complete)
    );
}

#[test]
fn stopping() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    assert_eq!(
        call.handle(START, CallEvent::Stopped),
        [CallEffect::Abort, CallEffect::Done(Outcome::Stopped)]
    );
    assert_eq!(call.handle(START, bytes(TEXT)), []);
    assert_eq!(call.completion().text, "x");
    let mut unsent = Call::new(&base(), request(), Quirks::default(), Deadlines::default());
    assert_eq!(
        unsent.handle(START, CallEvent::Stopped),
        [CallEffect::Done(Outcome::Stopped)]
    );
    assert_eq!(unsent.handle(START, CallEvent::Started), []);
}

#[test]
fn the_network_goes() {
    let failed = || CallEvent::Failed {
        detail: "Failed to\nfetch".into(),
    };
    let mut call = begin(request());
    let effects = call.handle(START, failed());
    assert_eq!(kind(&effects), "unreachable");
    let Some(Outcome::Failed(problem)) = done(&effects) else {
        panic!()
    };
    assert_eq!(problem.message, "Failed to fetch");

    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    assert_eq!(kind(&call.handle(START, failed())), "interrupted");
    assert_eq!(call.completion().text, "x");

    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    call.handle(START, bytes(STOP));
    assert_eq!(
        done(&call.handle(START, failed())),
        Some(&Outcome::Complete),
        "all of it had come"
    );
}

#[test]
fn a_whole_stream_in_one_read_is_one_delta() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    let mut all = TEXT.repeat(100);
    all.extend_from_slice(STOP);
    all.extend_from_slice(b"data: [DONE]\n\n");
    let effects = call.handle(START, CallEvent::Bytes(all));
    let [
        CallEffect::Arrived(delta),
        CallEffect::Done(Outcome::Complete),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(delta.text, "x".repeat(100));
    assert_eq!(call.handle(START, CallEvent::Ended), []);
}

#[test]
fn an_error_whose_body_never_ends() {
    let mut call = begin(request());
    call.handle(
        START,
        CallEvent::Head(ResponseHead {
            status: 503,
            ..ResponseHead::default()
        }),
    );
    assert_eq!(
        kind(&call.handle(START + 60_000, CallEvent::Tick)),
        "server-trouble"
    );
    let mut call = begin(request());
    call.handle(
        START,
        CallEvent::Head(ResponseHead {
            status: 401,
            ..ResponseHead::default()
        }),
    );
    assert_eq!(
        kind(&call.handle(
            START,
            CallEvent::Failed {
                detail: String::new()
            }
        )),
        "key-refused"
    );
}

#[test]
fn an_empty_403_is_ollamas_only_at_home() {
    let at = |base: &str| {
        let base = BaseUrl::parse(base).unwrap();
        let mut call = Call::new(&base, request(), Quirks::default(), Deadlines::default());
        call.handle(START, CallEvent::Started);
        kind(&refuse(&mut call, 403, ""))
    };
    assert_eq!(at("http://localhost:11434/v1"), "origin-refused");
    assert_eq!(at("https://api.example.com/v1"), "forbidden");
}

#[test]
fn a_line_without_end() {
    let mut call = begin(request());
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    call.handle(START, bytes(b"data: "));
    let mebibyte = vec![b'x'; 1 << 20];
    let mut effects = Vec::new();
    for _ in 0..17 {
        effects = call.handle(START, bytes(&mebibyte));
        if done(&effects).is_some() {
            break;
        }
    }
    assert_eq!(effects.first(), Some(&CallEffect::Abort));
    assert_eq!(kind(&effects), "endless");
    assert_eq!(call.completion().text, "x");
}
