//! The call as a machine: deadlines by wall clock, stopping, breaking off, self-correction.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::{START, base, ok, request};
use wire::*;

const TEXT: &[u8] = b"data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
const STOP: &[u8] = b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

fn begin(request: ChatRequest) -> Call {
    let mut call = Call::new(&base(), request, Quirks::default(), Deadlines::default());
    let effects = call.handle(START, CallEvent::Started);
    assert!(
        matches!(
            effects.as_slice(),
            [CallEffect::Send(_), CallEffect::WakeAt(_)]
        ),
        "{effects:?}"
    );
    call
}

fn done(effects: &[CallEffect]) -> Option<&Outcome> {
    effects.iter().find_map(|effect| match effect {
        CallEffect::Done(outcome) => Some(outcome),
        _ => None,
    })
}

fn kind(effects: &[CallEffect]) -> &'static str {
    match done(effects) {
        Some(Outcome::Failed(problem)) => problem.kind.name(),
        other => panic!("{other:?}"),
    }
}

fn wake(effects: &[CallEffect]) -> Option<Millis> {
    effects.iter().find_map(|effect| match effect {
        CallEffect::WakeAt(at) => Some(*at),
        _ => None,
    })
}

fn bytes(bytes: &[u8]) -> CallEvent {
    CallEvent::Bytes(bytes.to_vec())
}

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

fn refuse(call: &mut Call, status: u16, body: &str) -> Vec<CallEffect> {
    call.handle(
        START,
        CallEvent::Head(ResponseHead {
            status,
            ..ResponseHead::default()
        }),
    );
    for piece in body.as_bytes().chunks(7) {
        call.handle(START, bytes(piece));
    }
    call.handle(START, CallEvent::Ended)
}

fn param(name: &str, code: &str) -> String {
    serde_json::json!({"error": {"message": format!("Unsupported: '{name}'"), "type": "invalid_request_error", "param": name, "code": code}}).to_string()
}

fn sent(call: &Call) -> serde_json::Value {
    serde_json::from_str(call.request().body.as_deref().unwrap()).unwrap()
}

#[test]
fn corrects_itself_and_says_what_to_remember() {
    let mut call = begin(ChatRequest {
        max_output_tokens: Some(9),
        temperature: Some(0.5),
        stop: vec!["a".into()],
        ..request()
    });
    let effects = refuse(
        &mut call,
        400,
        &param("max_completion_tokens", "unsupported_parameter"),
    );
    assert_eq!(effects[0], CallEffect::Remember(Quirk::OldMaxTokens));
    assert!(matches!(&effects[1], CallEffect::Send(request) if request == call.request()));
    assert!(matches!(effects[2], CallEffect::WakeAt(_)));
    assert_eq!(sent(&call)["max_tokens"], 9);
    assert!(sent(&call).get("max_completion_tokens").is_none());
    let effects = refuse(&mut call, 400, &param("temperature", "unsupported_value"));
    assert_eq!(
        effects[0],
        CallEffect::Remember(Quirk::Without("temperature".into()))
    );
    assert!(sent(&call).get("temperature").is_none());
    let effects = refuse(&mut call, 400, &param("stop", "x"));
    assert_eq!(
        effects[0],
        CallEffect::Remember(Quirk::Without("stop".into()))
    );
    let effects = refuse(
        &mut call,
        400,
        &param("messages[0].role", "unsupported_value")
            .replace("Unsupported", "does not support 'system'"),
    );
    assert_eq!(effects[0], CallEffect::Remember(Quirk::DeveloperRole));
    assert_eq!(sent(&call)["messages"][0]["role"], "developer");
    // The same again was already heeded: it is the person's to see.
    assert_eq!(
        kind(&refuse(&mut call, 400, &param("stop", "x"))),
        "bad-request"
    );
}

#[test]
fn a_refusal_of_something_else_is_shown() {
    for body in [
        param("model", "x"),
        param("messages", "x"),
        param("logprobs", "x"),
        param("temperature", "decimal_above_max_value"),
    ] {
        let mut call = begin(ChatRequest {
            temperature: Some(9.0),
            ..request()
        });
        assert_eq!(kind(&refuse(&mut call, 400, &body)), "bad-request");
    }
}

#[test]
fn correcting_ends() {
    let mut call = begin(ChatRequest {
        max_output_tokens: Some(9),
        temperature: Some(0.5),
        seed: Some(1),
        ..request()
    });
    let mut sends = 0;
    for round in 0.. {
        let name = [
            "temperature",
            "seed",
            "stream_options",
            "stream",
            "max_completion_tokens",
            "max_tokens",
        ][round % 6];
        if done(&refuse(
            &mut call,
            400,
            &param(name, "unsupported_parameter"),
        ))
        .is_some()
        {
            break;
        }
        sends += 1;
        assert!(sends < 10);
    }
    assert!(sends >= 5);
}

#[test]
fn a_correction_inside_a_200() {
    let mut call = begin(ChatRequest {
        temperature: Some(0.5),
        ..request()
    });
    let effects = refuse(
        &mut call,
        200,
        &param("temperature", "unsupported_parameter"),
    );
    assert_eq!(
        effects.first(),
        Some(&CallEffect::Remember(Quirk::Without("temperature".into())))
    );
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
    assert_eq!(kind(&effects), "not-understood");
    assert_eq!(call.completion().text, "x");
}

#[test]
fn quirks_learned_by_words_alone() {
    let full = ChatRequest {
        max_output_tokens: Some(9),
        temperature: Some(0.5),
        reasoning_effort: Some("high".into()),
        response_format: Some(ResponseFormat::JsonObject),
        tools: vec![Tool {
            name: "f".into(),
            ..Tool::default()
        }],
        seed: Some(1),
        ..request()
    };
    let learn = |message: &str, quirks: &[Quirk]| {
        let problem = Problem {
            message: message.into(),
            ..Problem::new(ProblemKind::BadRequest)
        };
        correction(&problem, &full, &quirks.iter().cloned().collect())
    };
    let without = |name: &str| Some(Quirk::Without(name.into()));
    assert_eq!(
        learn(
            "Unrecognized request argument supplied: stream_options",
            &[]
        ),
        without("stream_options")
    );
    assert_eq!(
        learn("property 'seed' is unsupported", &[]),
        without("seed")
    );
    assert_eq!(
        learn("\"llama\" does not support tools", &[]),
        without("tools")
    );
    assert_eq!(
        learn("\"llama\" does not support thinking", &[]),
        without("reasoning_effort")
    );
    assert_eq!(
        learn("This response_format type is unavailable now", &[]),
        without("response_format")
    );
    assert_eq!(
        learn("Unknown field include_obfuscation", &[]),
        without("stream_options.include_obfuscation")
    );
    assert_eq!(
        learn("Unsupported parameter: 'max_completion_tokens'", &[]),
        Some(Quirk::OldMaxTokens)
    );
    assert_eq!(
        learn(
            "max_tokens is too large: 9. This model supports at most 8",
            &[]
        ),
        without("max_completion_tokens")
    );
    assert_eq!(
        learn("max_tokens unsupported", &[Quirk::OldMaxTokens]),
        without("max_completion_tokens")
    );
    assert_eq!(
        learn("System role not supported", &[]),
        Some(Quirk::NoSystemRole)
    );
    assert_eq!(
        learn("Developer instruction is not enabled for models/g", &[]),
        Some(Quirk::NoSystemRole)
    );
    assert_eq!(
        learn(
            "Unsupported value: role 'developer'",
            &[Quirk::DeveloperRole]
        ),
        Some(Quirk::NoSystemRole)
    );
    assert_eq!(learn("Something is invalid", &[]), None);
    assert_eq!(learn("the temperature of the sun", &[]), None);
    assert_eq!(
        learn(
            "property 'seed' is unsupported",
            &[Quirk::Without("seed".into())]
        ),
        None
    );
}
