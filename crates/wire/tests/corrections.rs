//! What a call changes by itself after a refusal, what of it is remembered, and what is left to the person.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::{START, STOP, TEXT, base, begin, bytes, done, kind, ok, param, refuse, request, sent};
use wire::*;

fn remembered(effects: &[CallEffect]) -> Vec<Quirk> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            CallEffect::Remember(quirk) => Some(quirk.clone()),
            _ => None,
        })
        .collect()
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
    assert!(
        matches!(&effects[..], [CallEffect::Send(request), CallEffect::WakeAt(_)] if request == call.request()),
        "nothing is remembered before it worked"
    );
    assert_eq!(sent(&call)["max_tokens"], 9);
    assert!(sent(&call).get("max_completion_tokens").is_none());
    refuse(&mut call, 400, &param("temperature", "unsupported_value"));
    assert!(sent(&call).get("temperature").is_none());
    refuse(&mut call, 400, &param("stop", "x"));
    assert!(sent(&call).get("stop").is_none());
    refuse(
        &mut call,
        400,
        &param("messages[0].role", "unsupported_value")
            .replace("Unsupported", "does not support 'system'"),
    );
    assert_eq!(sent(&call)["messages"][0]["role"], "developer");
    call.handle(START, CallEvent::Head(ok()));
    let effects = call.handle(START, bytes(TEXT));
    assert_eq!(
        remembered(&effects),
        [
            Quirk::OldMaxTokens,
            Quirk::Without("temperature".into()),
            Quirk::Without("stop".into()),
            Quirk::DeveloperRole
        ]
    );
    assert_eq!(remembered(&call.handle(START, bytes(STOP))), [], "once");
}

#[test]
fn what_was_heeded_and_is_refused_again_is_shown_and_not_remembered() {
    let mut call = begin(ChatRequest {
        stop: vec!["a".into()],
        ..request()
    });
    let first = refuse(&mut call, 400, &param("stop", "x"));
    let second = refuse(&mut call, 400, &param("stop", "x"));
    assert_eq!(kind(&second), "bad-request");
    assert_eq!(remembered(&[first, second].concat()), []);
}

/// A 400 of "Unexpected error in stream processing" once made a model never stream again.
#[test]
fn passing_trouble_in_words_teaches_nothing() {
    for message in [
        "Unexpected error in stream processing",
        "Unknown error while reading tools",
        "invalid JSON in stream",
    ] {
        let mut call = begin(ChatRequest {
            tools: vec![Tool::default()],
            ..request()
        });
        let body =
            serde_json::json!({"error": {"message": message, "type": "invalid_request_error"}});
        assert_eq!(
            kind(&refuse(&mut call, 400, &body.to_string())),
            "bad-request",
            "{message}"
        );
    }
}

#[test]
fn a_refusal_of_something_else_is_shown() {
    for body in [
        param("model", "x"),
        param("messages", "x"),
        param("logprobs", "x"),
        param("temperature", "decimal_above_max_value"),
        param("stop", "array_above_max_length"),
        param("stop", "string_above_max_length"),
        param("temperature", "decimal_below_min_value"),
    ] {
        let mut call = begin(ChatRequest {
            temperature: Some(9.0),
            stop: vec!["x".into()],
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
    refuse(
        &mut call,
        200,
        &param("temperature", "unsupported_parameter"),
    );
    assert!(sent(&call).get("temperature").is_none());
    let whole = r#"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#;
    let effects = refuse(&mut call, 200, whole);
    assert_eq!(remembered(&effects), [Quirk::Without("temperature".into())]);
    assert_eq!(done(&effects), Some(&Outcome::Complete));
}

/// OpenRouter answers 200 and says in the first event what the provider refuses.
#[test]
fn a_correction_inside_a_stream() {
    let error = include_bytes!("data/error-param.sse");
    let mut call = begin(ChatRequest {
        temperature: Some(0.5),
        ..request()
    });
    call.handle(START, CallEvent::Head(ok()));
    let effects = call.handle(START + 1, bytes(error));
    assert!(
        matches!(
            &effects[..],
            [
                CallEffect::Abort,
                CallEffect::Send(_),
                CallEffect::WakeAt(_)
            ]
        ),
        "{effects:?}"
    );
    assert!(sent(&call).get("temperature").is_none());
    assert_eq!(call.completion(), &Completion::default());
    call.handle(START + 2, CallEvent::Head(ok()));
    assert_eq!(
        remembered(&call.handle(START + 3, bytes(TEXT))),
        [Quirk::Without("temperature".into())]
    );
    call.handle(START + 4, bytes(STOP));
    assert_eq!(
        done(&call.handle(START + 5, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );

    // After the first text there is no second try.
    let mut call = begin(ChatRequest {
        temperature: Some(0.5),
        ..request()
    });
    call.handle(START, CallEvent::Head(ok()));
    call.handle(START, bytes(TEXT));
    let effects = call.handle(START, bytes(error));
    assert_eq!(effects.first(), Some(&CallEffect::Abort));
    assert_eq!(kind(&effects), "bad-request");
    assert_eq!(call.completion().text, "x");
}

/// A dropped limit let the answer cost more than the gate had reserved.
#[test]
fn a_limit_that_is_too_large_is_made_smaller() {
    let learn = |message: &str, code: Option<&str>, most: u32| {
        let problem = Problem {
            message: message.into(),
            code: code.map(str::to_owned),
            param: code.map(|_| "max_tokens".to_owned()),
            ..Problem::new(ProblemKind::BadRequest)
        };
        let request = ChatRequest {
            max_output_tokens: Some(most),
            ..request()
        };
        correction(&problem, &request, &Quirks::default())
    };
    for (message, limit) in [
        (
            "max_tokens is too large: 99999. This model supports at most 16384 completion tokens, whereas you provided 99999.",
            16_384,
        ),
        (
            "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model",
            8_192,
        ),
        (
            "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
            8_192,
        ),
        (
            "max_tokens: 99999 > 8,192, which is the maximum allowed number of output tokens for claude-3-5-haiku-20241022",
            8_192,
        ),
        ("max_tokens is too large", 49_999),
    ] {
        assert_eq!(
            learn(message, None, 99_999),
            Some(Quirk::OutputLimit(limit)),
            "{message}"
        );
    }
    assert_eq!(
        learn("Too big", Some("integer_above_max_value"), 100),
        Some(Quirk::OutputLimit(50))
    );
    assert_eq!(learn("Too small", Some("integer_below_min_value"), 1), None);
    assert_eq!(
        learn("max_tokens must be at least 16", None, 4),
        None,
        "not a thing to correct"
    );
    let unsupported = "Unsupported parameter: 'max_tokens' is not supported with this model.";
    assert_eq!(
        learn(unsupported, Some("unsupported_parameter"), 100),
        Some(Quirk::Without("max_completion_tokens".into()))
    );
}

#[test]
fn a_smaller_limit_is_sent_and_remembered_where_it_is_the_models() {
    let mut call = begin(ChatRequest {
        max_output_tokens: Some(100),
        ..request()
    });
    let too_large = |message: &str| {
        serde_json::json!({"error": {"message": message, "param": "max_tokens", "type": "invalid_request_error"}}).to_string()
    };
    refuse(&mut call, 400, &too_large("max_tokens is too large"));
    assert_eq!(sent(&call)["max_completion_tokens"], 50);
    refuse(
        &mut call,
        400,
        &too_large("max_tokens is too large: at most 30"),
    );
    assert_eq!(sent(&call)["max_completion_tokens"], 30);
    call.handle(START, CallEvent::Head(ok()));
    let learned = remembered(&call.handle(START, bytes(TEXT)));
    assert_eq!(learned, [Quirk::OutputLimit(30)]);

    // A later call that wants less is not made longer; one that wants more is kept within.
    let quirks: Quirks = learned.into_iter().collect();
    for (wanted, limit) in [(20, 20), (100, 30)] {
        let asked = ChatRequest {
            max_output_tokens: Some(wanted),
            ..request()
        };
        let call = Call::new(&base(), asked, quirks.clone(), Deadlines::default());
        assert_eq!(sent(&call)["max_completion_tokens"], limit);
    }

    // What is left beside this prompt is no fact of the model.
    let mut call = begin(ChatRequest {
        max_output_tokens: Some(100),
        ..request()
    });
    refuse(
        &mut call,
        400,
        &too_large("max_tokens is too large: at most 40 beside the prompt"),
    );
    assert_eq!(sent(&call)["max_completion_tokens"], 40);
    call.handle(START, CallEvent::Head(ok()));
    assert_eq!(remembered(&call.handle(START, bytes(TEXT))), []);
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
    // The shape of the answer is the asker's to give up: what is asked changes with it.
    assert_eq!(
        learn("This response_format type is unavailable now", &[]),
        None
    );
    assert_eq!(learn("Unsupported parameter: response_format", &[]), None);
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
        Some(Quirk::OutputLimit(8))
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

/// Regression: a schema with a mistake in it had the model remembered as one that takes no shape at all.
#[test]
fn a_schema_that_cannot_be_used_is_told_and_a_shape_that_is_refused_is_dropped() {
    let learn = |message: &str, param: Option<&str>| {
        let problem = Problem {
            message: message.into(),
            param: param.map(str::to_owned),
            ..Problem::new(ProblemKind::BadRequest)
        };
        let request = ChatRequest {
            response_format: Some(wire::ResponseFormat::JsonSchema {
                name: "answer".into(),
                schema: serde_json::json!({"type": "object"}),
                written: None,
                strict: false,
            }),
            format_optional: true,
            ..request()
        };
        correction(&problem, &request, &Quirks::default())
    };
    let invalid = "Invalid schema for response_format 'answer': In context=(), 'additionalProperties' is required to be supplied and to be false.";
    assert_eq!(learn(invalid, Some("response_format")), None);
    assert_eq!(learn(invalid, None), None);
    let refused = "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.";
    for param in [Some("response_format"), None] {
        assert_eq!(
            learn(refused, param),
            Some(Quirk::Without(wire::OPTIONAL_FORMAT.into()))
        );
    }
}
