//! What is fuzzed: bytes through the SSE parser and a call, whole and cut, with the same result. Shared by the fuzz
//! target and by `tests/fuzz.rs`, which runs it on a stable compiler.

use wire::*;

/// The first byte says how the rest is cut and with which status it comes; the rest is the response's body.
pub fn fuzz(data: &[u8]) {
    let (seed, body) = match data.split_first() {
        Some((seed, body)) => (*seed, body),
        None => (0, data),
    };
    let status = if seed & 0x80 == 0 {
        200
    } else {
        400 + u16::from(seed & 0x7F)
    };
    let step = usize::from(seed & 0x0F) + 1;

    let events = |step: usize| {
        let mut parser = SseParser::new();
        let mut events = Vec::new();
        for piece in body.chunks(step.max(1)) {
            let pushed = parser.push(piece, &mut |event| {
                events.push((event.event.into_owned(), event.data.into_owned()))
            });
            if pushed.is_err() {
                return None;
            }
        }
        parser
            .finish(&mut |event| events.push((event.event.into_owned(), event.data.into_owned())));
        Some(events)
    };
    assert_eq!(events(step), events(body.len()));
    assert_eq!(call(status, body, step), call(status, body, body.len()));

    let _ = parse_models(body);
    if let Ok(text) = std::str::from_utf8(body) {
        let _ = pretty_json(text);
        if let Ok(base) = BaseUrl::parse(text) {
            assert_eq!(BaseUrl::parse(base.as_str()), Ok(base));
        }
    }
}

fn call(status: u16, body: &[u8], step: usize) -> (Completion, Vec<CallEffect>) {
    let base =
        BaseUrl::parse("http://localhost:8080/v1").unwrap_or_else(|problem| panic!("{problem:?}"));
    let request = ChatRequest {
        messages: vec![ChatMessage::system("s"), ChatMessage::user("u")],
        stream: true,
        temperature: Some(1.0),
        ..ChatRequest::default()
    };
    let mut call = Call::new(&base, request, Quirks::default(), Deadlines::default());
    let mut sum = Completion::default();
    let mut last = Vec::new();
    let mut events = vec![
        CallEvent::Started,
        CallEvent::Head(ResponseHead {
            status,
            ..ResponseHead::default()
        }),
    ];
    events.extend(
        body.chunks(step.max(1))
            .map(|piece| CallEvent::Bytes(piece.to_vec())),
    );
    events.push(CallEvent::Ended);
    for event in events {
        let mut again = false;
        for effect in call.handle(1_000, event) {
            match effect {
                CallEffect::Arrived(delta) => sum.apply(&delta),
                CallEffect::WakeAt(_) | CallEffect::Abort => {}
                effect => {
                    again |= !last.is_empty() && matches!(effect, CallEffect::Send(_));
                    last.push(effect);
                }
            }
        }
        if again {
            // Corrected and sent anew: the rest of this response is nobody's any more.
            break;
        }
    }
    assert_eq!(
        (&sum.text, &sum.reasoning, &sum.refusal),
        (
            &call.completion().text,
            &call.completion().reasoning,
            &call.completion().refusal
        )
    );
    assert_eq!(sum.tool_calls, call.completion().tool_calls);
    (call.completion().clone(), last)
}
