//! Properties that hold for any input.

#![allow(clippy::unwrap_used)]

mod common;

use proptest::prelude::*;
use wire::*;

/// Cuts bytes at these places.
fn cut(bytes: &[u8], mut places: Vec<usize>) -> Vec<&[u8]> {
    for place in &mut places {
        *place %= bytes.len() + 1;
    }
    places.push(bytes.len());
    places.sort_unstable();
    let mut start = 0;
    places
        .into_iter()
        .map(|end| {
            let piece = &bytes[start..end];
            start = end;
            piece
        })
        .collect()
}

fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
    let mut parser = SseParser::new();
    let mut events = Vec::new();
    for piece in pieces {
        parser
            .push(piece, &mut |event| {
                events.push((event.event.into_owned(), event.data.into_owned()))
            })
            .unwrap();
    }
    parser.finish(&mut |event| events.push((event.event.into_owned(), event.data.into_owned())));
    events
}

/// Lines such as streams are made of, with every line end.
fn sse_text() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("data: ".to_owned()),
        "data: ?[a-z漢😀:\u{feff}]{0,6}",
        "event: ?[a-z]{0,3}",
        ": ?[a-z]{0,3}",
        "[a-z: ]{0,5}",
        Just(String::new()),
        Just(r#"data: {"choices":[{"delta":{"content":"é漢😀"}}]}"#.to_owned()),
        Just(r#"data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{"}}]}}]}"#.to_owned()),
        Just(r#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"#.to_owned()),
        Just("data: [DONE]".to_owned()),
    ];
    let end = prop_oneof![
        Just("\n"),
        Just("\r"),
        Just("\r\n"),
        Just("\n\n"),
        Just("\r\n\r\n")
    ];
    proptest::collection::vec((line, end), 0..12).prop_map(|lines| {
        lines
            .into_iter()
            .flat_map(|(line, end)| [line, end.to_owned()])
            .collect::<String>()
            .into_bytes()
    })
}

/// Any text as the model may write it, as a stream.
fn stream_of(pieces: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        let chunk = serde_json::json!({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": null}]});
        out.extend_from_slice(format!("data: {chunk}\r\n\r\n").as_bytes());
    }
    out.extend_from_slice(b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\ndata: [DONE]\r\n\r\n");
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunking_makes_no_difference_to_events(text in sse_text(), places in proptest::collection::vec(any::<usize>(), 0..8)) {
        prop_assert_eq!(events(&cut(&text, places)), events(&[&text]));
    }

    #[test]
    fn chunking_makes_no_difference_to_calls(text in sse_text(), places in proptest::collection::vec(any::<usize>(), 0..8)) {
        prop_assert_eq!(common::run(cut(&text, places)), common::run([text.as_slice()]));
    }

    #[test]
    fn any_text_arrives_whole(pieces in proptest::collection::vec(any::<String>(), 0..6), places in proptest::collection::vec(any::<usize>(), 0..8)) {
        let run = common::run(cut(&stream_of(&pieces), places));
        prop_assert_eq!(run.completion.text, pieces.concat());
        prop_assert_eq!(run.outcome, Outcome::Complete);
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300), status in any::<u16>()) {
        common::run([bytes.as_slice()]);
        classify(status, &ResponseHead::default(), &bytes, 0);
        let _ = parse_models(&bytes);
    }

    #[test]
    fn any_header_does_no_harm(text in any::<String>(), now in any::<u64>()) {
        let head = ResponseHead { retry_after: Some(text.clone()), retry_after_ms: Some(text), ..ResponseHead::default() };
        prop_assert!(retry_after(&head, now).is_none_or(|wait| wait <= 60_000));
    }

    #[test]
    fn any_json_does_no_harm(text in r#"[\[\]{}:,"a-e0-9\\ud]{0,60}"#) {
        let _ = CompletionChunk::default().read(&text);
        let _ = pretty_json(&text);
    }

    #[test]
    fn addresses_come_back(scheme in "(https?://)?", host in "([a-z0-9-]{1,5}\\.){0,3}[a-z0-9]{1,4}\\.?", port in "(:[0-9]{1,5})?", path in "(/[a-z0-9.%_~-]{0,5}){0,4}") {
        if let Ok(base) = BaseUrl::parse(&format!("{scheme}{host}{port}{path}")) {
            prop_assert_eq!(BaseUrl::parse(base.as_str()), Ok(base.clone()));
            let origin = BaseUrl::parse(&base.origin()).unwrap();
            prop_assert!(same_origin(&base, &origin));
            prop_assert_eq!(origin.as_str(), base.origin());
            let joined = base.join("chat/completions");
            prop_assert!(joined.starts_with(&base.origin()));
            prop_assert_eq!(BaseUrl::parse(&joined), Ok(base));
        }
    }

    #[test]
    fn any_address_does_no_harm(text in any::<String>()) {
        if let Ok(base) = BaseUrl::parse(&text) {
            prop_assert!(base.as_str().is_ascii() && !base.as_str().contains(['@', '?', '#', '\\']) || base.as_str().split('/').skip(3).any(|part| part.contains('@')));
        }
    }

    #[test]
    fn pretty_json_means_the_same(text in any::<String>(), number in any::<f64>()) {
        let value = serde_json::json!({"t": [text, {"n": number, "e": []}], "b": {"x": null}});
        let json = value.to_string();
        let expect: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&pretty_json(&json)).unwrap(), expect);
    }

    #[test]
    fn usage_keeps_its_parts_within_the_whole(prompt in 0u64..99, completion in 0u64..99, total in 0u64..400, cached in 0u64..99, reasoning in 0u64..99) {
        let json = serde_json::json!({"choices": [], "usage": {
            "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total,
            "prompt_tokens_details": {"cached_tokens": cached}, "completion_tokens_details": {"reasoning_tokens": reasoning},
        }});
        let mut chunk = CompletionChunk::default();
        chunk.read(&json.to_string()).unwrap();
        if let Some(usage) = chunk.usage() {
            prop_assert!(usage.cached <= usage.input && usage.reasoning <= usage.output);
            prop_assert!(usage.input >= prompt && usage.output >= completion);
        }
    }
}
