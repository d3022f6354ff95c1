//! Every parameter that a chat can set can be refused, and goes then.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::{begin, param, refuse, request, sent};
use wire::*;

fn full() -> ChatRequest {
    ChatRequest {
        max_output_tokens: Some(9),
        temperature: Some(0.5),
        top_p: Some(0.5),
        reasoning_effort: Some("low".into()),
        stop: vec!["a".into()],
        seed: Some(1),
        response_format: Some(ResponseFormat::JsonObject),
        format_optional: true,
        ..request()
    }
}

#[test]
fn each_goes_when_its_name_is_refused() {
    for name in [
        "temperature",
        "top_p",
        "reasoning_effort",
        "stop",
        "seed",
        "response_format",
    ] {
        let mut call = begin(full());
        assert!(sent(&call).get(name).is_some(), "{name}");
        refuse(&mut call, 400, &param(name, "unsupported_parameter"));
        assert!(sent(&call).get(name).is_none(), "{name}");
    }
}

#[test]
fn each_goes_when_the_words_refuse_it() {
    for (name, words) in [
        ("seed", "property 'seed' is unsupported"),
        ("stop", "stop: Extra inputs are not permitted"),
        ("top_p", "`top_p` is deprecated for this model."),
        ("temperature", "Unsupported parameter: temperature"),
        (
            "response_format",
            "This response_format type is unavailable now",
        ),
    ] {
        let mut call = begin(full());
        refuse(
            &mut call,
            400,
            &format!(r#"{{"error":{{"message":"{words}"}}}}"#),
        );
        assert!(sent(&call).get(name).is_none(), "{words}");
    }
}

#[test]
fn the_limit_goes_under_either_name() {
    let mut call = begin(full());
    refuse(
        &mut call,
        400,
        &param("max_completion_tokens", "unsupported_parameter"),
    );
    assert_eq!(sent(&call)["max_tokens"], 9);
    refuse(
        &mut call,
        400,
        &param("max_tokens", "unsupported_parameter"),
    );
    assert!(sent(&call).get("max_tokens").is_none());
}

#[test]
fn a_shape_that_is_needed_stays() {
    let quirks: Quirks = [Quirk::Without(OPTIONAL_FORMAT.into())]
        .into_iter()
        .collect();
    let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
    let body = |format_optional| {
        let request = ChatRequest {
            format_optional,
            ..full()
        };
        chat_request(&base, &request, &quirks).body.unwrap()
    };
    assert!(body(false).contains("response_format"));
    assert!(!body(true).contains("response_format"));
}
