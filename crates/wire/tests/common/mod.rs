//! One helper for all streams: the same bytes, however cut and with whichever line ends, give the same.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use wire::*;

pub const START: Millis = 1_790_000_000_000;

pub fn request() -> ChatRequest {
    ChatRequest {
        model: "m".into(),
        messages: vec![ChatMessage::system("s"), ChatMessage::user("hi")],
        stream: true,
        ..ChatRequest::default()
    }
}

pub fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example.com/v1").unwrap()
}

pub fn ok() -> ResponseHead {
    ResponseHead {
        status: 200,
        content_type: Some("text/event-stream".into()),
        ..ResponseHead::default()
    }
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub outcome: Outcome,
    pub completion: Completion,
}

/// Feeds pieces after a 200 and then the end. Holds what must hold of every call on the way.
pub fn run<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Run {
    let mut call = Call::new(&base(), request(), Quirks::default(), Deadlines::default());
    let mut events = vec![CallEvent::Started, CallEvent::Head(ok())];
    events.extend(
        pieces
            .into_iter()
            .map(|piece| CallEvent::Bytes(piece.to_vec())),
    );
    events.push(CallEvent::Ended);
    let mut sum = Completion::default();
    let mut outcome = None;
    for event in events {
        let effects = call.handle(START, event);
        let arrived = effects
            .iter()
            .filter(|effect| matches!(effect, CallEffect::Arrived(_)))
            .count();
        assert!(arrived <= 1, "more than one Arrived for one event");
        for effect in effects {
            assert!(outcome.is_none(), "{effect:?} after the end");
            match effect {
                CallEffect::Arrived(delta) => sum.apply(&delta),
                CallEffect::Done(done) => outcome = Some(done),
                _ => {}
            }
        }
    }
    let completion = call.completion().clone();
    assert_eq!(sum.text, completion.text);
    assert_eq!(sum.reasoning, completion.reasoning);
    assert_eq!(sum.refusal, completion.refusal);
    assert_eq!(sum.tool_calls, completion.tool_calls);
    Run {
        outcome: outcome.expect("no outcome"),
        completion,
    }
}

/// Whole, byte by byte, and cut in two at every position.
pub fn run_every_way(bytes: &[u8]) -> Run {
    let whole = run([bytes]);
    assert_eq!(run(bytes.chunks(1)), whole, "byte by byte");
    for at in 0..=bytes.len() {
        let (a, b) = bytes.split_at(at);
        assert_eq!(run([a, b]), whole, "cut at {at}");
    }
    whole
}

/// Runs the stream every way in LF, CRLF and CR, and gives the one result in a short form to compare.
pub fn show(input: &[u8]) -> String {
    let lf = run_every_way(input);
    for end in [&b"\r\n"[..], b"\r"] {
        let other = replace(input, end);
        let mut other = run_every_way(&other);
        if let (Outcome::Failed(a), Outcome::Failed(b)) = (&mut other.outcome, &lf.outcome) {
            // The raw text shown in the details may keep its line ends.
            a.body.clone_from(&b.body);
        }
        assert_eq!(other, lf, "line ends {end:?}");
    }
    let Run {
        outcome,
        completion,
    } = lf;
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            // A space at the end, made visible.
            let shown = value
                .strip_suffix(' ')
                .map_or(value.to_owned(), |start| format!("{start}␠"));
            out.push_str(&format!("{name}: {shown}\n"));
        }
    };
    line("text", &completion.text);
    line("reasoning", &completion.reasoning);
    line("refusal", &completion.refusal);
    for call in &completion.tool_calls {
        let extra = call
            .extra_content
            .as_ref()
            .map(|extra| format!(" {extra}"))
            .unwrap_or_default();
        line(
            "call",
            &format!("{}/{}({}){extra}", call.id, call.name, call.arguments),
        );
    }
    line(
        "finish",
        completion.finish.as_ref().map_or("", FinishReason::name),
    );
    if let Some(u) = completion.usage {
        line(
            "usage",
            &format!("{}({})+{}({})", u.input, u.cached, u.output, u.reasoning),
        );
    }
    line("model", completion.model.as_deref().unwrap_or_default());
    let outcome = match outcome {
        Outcome::Complete => "complete".to_owned(),
        Outcome::Truncated(_) => "truncated".to_owned(),
        Outcome::Stopped => "stopped".to_owned(),
        Outcome::Failed(problem) => format!("{} {:?}", problem.kind.name(), problem.message),
    };
    out.push_str(&outcome);
    out
}

pub fn check(input: &[u8], expect: &str) {
    let expect: Vec<&str> = expect.trim().lines().map(str::trim).collect();
    assert_eq!(show(input), expect.join("\n"));
}

fn replace(input: &[u8], end: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in input {
        if *byte == b'\n' {
            out.extend_from_slice(end)
        } else {
            out.push(*byte)
        }
    }
    out
}

pub const TEXT: &[u8] = b"data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
pub const STOP: &[u8] = b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

pub fn begin(request: ChatRequest) -> Call {
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

pub fn done(effects: &[CallEffect]) -> Option<&Outcome> {
    effects.iter().find_map(|effect| match effect {
        CallEffect::Done(outcome) => Some(outcome),
        _ => None,
    })
}

pub fn kind(effects: &[CallEffect]) -> &'static str {
    match done(effects) {
        Some(Outcome::Failed(problem)) => problem.kind.name(),
        other => panic!("{other:?}"),
    }
}

pub fn wake(effects: &[CallEffect]) -> Option<Millis> {
    effects.iter().find_map(|effect| match effect {
        CallEffect::WakeAt(at) => Some(*at),
        _ => None,
    })
}

pub fn bytes(bytes: &[u8]) -> CallEvent {
    CallEvent::Bytes(bytes.to_vec())
}

pub fn refuse(call: &mut Call, status: u16, body: &str) -> Vec<CallEffect> {
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

pub fn param(name: &str, code: &str) -> String {
    serde_json::json!({"error": {"message": format!("Unsupported: '{name}'"), "type": "invalid_request_error", "param": name, "code": code}}).to_string()
}

pub fn sent(call: &Call) -> serde_json::Value {
    serde_json::from_str(call.request().body.as_deref().unwrap()).unwrap()
}
