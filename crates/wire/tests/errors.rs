//! Refusals: the table of wire.md, a line each.

#![allow(clippy::unwrap_used)]

use wire::*;

const NOW: Millis = 1_790_000_000_000;

fn read(status: u16, body: &str) -> Problem {
    classify(
        status,
        &ResponseHead {
            status,
            ..ResponseHead::default()
        },
        body.as_bytes(),
        NOW,
    )
}

fn check(status: u16, body: &str, kind: ProblemKind) -> Problem {
    let problem = read(status, body);
    assert_eq!(problem.kind, kind, "{status} {body}");
    assert_eq!(problem.status, Some(status));
    assert!(!problem.remedies().is_empty());
    problem
}

fn openai(message: &str, kind: &str, code: &str) -> String {
    serde_json::json!({"error": {"message": message, "type": kind, "param": null, "code": code}})
        .to_string()
}

#[test]
fn keys() {
    check(
        401,
        &openai(
            "Incorrect API key",
            "invalid_request_error",
            "invalid_api_key",
        ),
        ProblemKind::KeyRefused,
    );
    check(401, "", ProblemKind::KeyRefused);
    check(401, "<html>", ProblemKind::KeyRefused);
    check(
        401,
        r#"{"message":"Unauthorized"}"#,
        ProblemKind::KeyRefused,
    );
    let gemini = r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]"#;
    check(400, gemini, ProblemKind::KeyRefused);
}

#[test]
fn money() {
    for body in [
        openai(
            "You exceeded your current quota",
            "insufficient_quota",
            "insufficient_quota",
        ),
        openai("", "insufficient_quota", ""),
        openai("", "x", "credit_balance_exhausted"),
        openai("", "x", "project_spend_limit_exceeded"),
        openai("", "monthly_usage_limit_exceeded", "x"),
    ] {
        let problem = check(429, &body, ProblemKind::NoMoney);
        assert!(!problem.is_transient());
        assert_eq!(problem.remedies().first(), Some(&Remedy::OpenBilling));
    }
    check(
        402,
        r#"{"error":{"code":402,"message":"Insufficient credits"}}"#,
        ProblemKind::NoMoney,
    );
    check(402, "", ProblemKind::NoMoney);
    check(
        400,
        &openai(
            "Your credit balance is too low to access the API",
            "invalid_request_error",
            "",
        ),
        ProblemKind::NoMoney,
    );
}

#[test]
fn forbidden_and_origins() {
    check(
        403,
        &openai(
            "Country, region, or territory not supported",
            "request_forbidden",
            "unsupported_country_region_territory",
        ),
        ProblemKind::Forbidden,
    );
    check(403, "", ProblemKind::OriginRefused);
    check(
        403,
        r#"{"error":"origin not allowed"}"#,
        ProblemKind::OriginRefused,
    );
    check(403, "<html>blocked</html>", ProblemKind::Forbidden);
    check(
        403,
        r#"{"error":{"message":"flagged","code":403,"metadata":{"reasons":["violence"],"flagged_input":"…"}}}"#,
        ProblemKind::Refused,
    );
}

#[test]
fn models_and_paths() {
    check(
        404,
        &openai(
            "The model `x` does not exist",
            "invalid_request_error",
            "model_not_found",
        ),
        ProblemKind::ModelNotFound,
    );
    check(
        404,
        r#"{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error","param":null,"code":null}}"#,
        ProblemKind::ModelNotFound,
    );
    check(
        404,
        r#"{"type":"error","error":{"type":"not_found_error","message":"model: x"}}"#,
        ProblemKind::ModelNotFound,
    );
    check(
        400,
        r#"{"error":{"message":"x is not a valid model ID","code":400}}"#,
        ProblemKind::ModelNotFound,
    );
    let said = check(404, r#"{"detail":"Not Found"}"#, ProblemKind::NotFound);
    assert_eq!(said.message, "Not Found");
    let path = r#"{"error":{"message":"Invalid URL (POST /v2/chat/completions)","type":"invalid_request_error"}}"#;
    let said = check(404, path, ProblemKind::NotFound);
    assert_eq!(said.message, "Invalid URL (POST /v2/chat/completions)");
    check(
        405,
        r#"{"detail":"Method Not Allowed"}"#,
        ProblemKind::NotFound,
    );
    check(404, "{}", ProblemKind::NotFound);
    check(
        404,
        r#"{"error":"model 'x' not found"}"#,
        ProblemKind::ModelNotFound,
    );
    check(
        404,
        "<html><title>404</title></html>",
        ProblemKind::NotUnderstood,
    );
    check(404, "404 page not found", ProblemKind::NotUnderstood);
    check(405, "", ProblemKind::NotUnderstood);
}

#[test]
fn too_long() {
    let limit = |status, body: &str, limit| {
        check(status, body, ProblemKind::TooLong { limit });
    };
    limit(
        400,
        &openai(
            "This model's maximum context length is 8192 tokens. However, …",
            "invalid_request_error",
            "context_length_exceeded",
        ),
        Some(8192),
    );
    limit(
        400,
        r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}"#,
        Some(4096),
    );
    limit(
        400,
        &openai(
            "prompt is too long: 210000 tokens > 200000 maximum",
            "invalid_request_error",
            "",
        ),
        Some(200_000),
    );
    limit(
        400,
        r#"[{"error":{"code":400,"message":"The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}]"#,
        Some(1_048_576),
    );
    limit(
        413,
        &openai(
            "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9000",
            "tokens",
            "",
        ),
        None,
    );
    limit(413, "<html>413</html>", None);
}

#[test]
fn passing_trouble() {
    for status in [408, 409, 500, 502, 503, 504, 520, 529] {
        assert!(
            check(
                status,
                "<html>Bad gateway</html>",
                ProblemKind::ServerTrouble
            )
            .is_transient()
        );
    }
    check(
        500,
        &openai("The server had an error", "server_error", ""),
        ProblemKind::ServerTrouble,
    );
    check(
        503,
        r#"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#,
        ProblemKind::ServerTrouble,
    );
    check(
        529,
        r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
        ProblemKind::ServerTrouble,
    );
    assert!(check(429, "", ProblemKind::RateLimited).is_transient());
    check(
        429,
        &openai("Rate limit reached", "requests", "rate_limit_exceeded"),
        ProblemKind::RateLimited,
    );
}

#[test]
fn other_requests() {
    let problem = check(
        400,
        r#"{"error":{"message":"Unsupported parameter: 'max_tokens'","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"#,
        ProblemKind::BadRequest,
    );
    assert_eq!(problem.param.as_deref(), Some("max_tokens"));
    assert_eq!(problem.code.as_deref(), Some("unsupported_parameter"));
    let problem = check(
        422,
        r#"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options","include_obfuscation"],"msg":"Extra inputs are not permitted","input":false}]}"#,
        ProblemKind::BadRequest,
    );
    assert_eq!(
        problem.param.as_deref(),
        Some("stream_options.include_obfuscation")
    );
    assert_eq!(problem.message, "Extra inputs are not permitted");
    check(400, "{\"error\":\"bad\"}", ProblemKind::BadRequest);
    check(400, "plain words", ProblemKind::NotUnderstood);
    check(
        400,
        &openai("filtered", "x", "content_filter"),
        ProblemKind::Refused,
    );
    check(302, "", ProblemKind::NotUnderstood);
    check(400, "", ProblemKind::NotUnderstood);
    check(0, "", ProblemKind::NotUnderstood);
}

#[test]
fn shapes_of_an_error() {
    for (body, message) in [
        (r#"{"error":{"message":"m"}}"#, "m"),
        (r#"{"error":"m"}"#, "m"),
        (r#"[{"error":{"message":"m"}}]"#, "m"),
        (r#"{"error":["m"]}"#, "m"),
        (r#"{"errors":[{"message":"m"}]}"#, "m"),
        (r#"{"message":"m"}"#, "m"),
        (r#"{"detail":"m"}"#, "m"),
        (r#"{"object":"error","message":"m","code":400}"#, "m"),
        (r#"{"error":"Bad Request","message":"m"}"#, "m"),
        (
            r#"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"m\"}}","provider_name":"P"}}}"#,
            "m",
        ),
        (
            r#"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"m"}}}"#,
            "m",
        ),
    ] {
        assert_eq!(
            check(400, body, ProblemKind::BadRequest).message,
            message,
            "{body}"
        );
    }
    for (code, read_as) in [
        ("7", Some("7")),
        ("null", Some("t")),
        ("\"c\"", Some("c")),
        ("{}", Some("t")),
    ] {
        let body = format!(r#"{{"error":{{"message":"m","type":"t","code":{code}}}}}"#);
        assert_eq!(read(400, &body).code.as_deref(), read_as, "{code}");
    }
}

#[test]
fn words_are_cut_to_size_and_hold_no_key() {
    let html = format!("<p>\n\n{}</p>", "ü ".repeat(3_000));
    let problem = check(404, &html, ProblemKind::NotUnderstood);
    assert!(problem.message.chars().count() <= 300 && !problem.message.contains('\n'));
    assert_eq!(problem.body.chars().count(), 2_000);
    let problem = read(
        401,
        &openai(
            "Incorrect API key provided: sk-proj-abcDEF0123456789. Bearer abcdef123456789",
            "x",
            "y",
        ),
    );
    assert_eq!(
        problem.message,
        "Incorrect API key provided: sk-***. Bearer ***"
    );
    assert!(!problem.body.contains("abcDEF") && !problem.body.contains("abcdef12"));
    let invalid = classify(400, &ResponseHead::default(), b"\xFF\xFE", NOW);
    assert_eq!(invalid.kind, ProblemKind::NotUnderstood);
}

#[test]
fn request_ids() {
    let head = ResponseHead {
        request_id: Some("req_h".into()),
        ..ResponseHead::default()
    };
    assert_eq!(
        classify(500, &head, b"{}", NOW).request_id.as_deref(),
        Some("req_h")
    );
    let body = r#"{"type":"error","error":{"type":"x","message":"m"},"request_id":"req_b"}"#;
    assert_eq!(read(400, body).request_id.as_deref(), Some("req_b"));
}

#[test]
fn waits_in_words() {
    let words =
        |message: &str| read(429, &openai(message, "requests", "rate_limit_exceeded")).retry_after;
    assert_eq!(
        words("Rate limit reached. Please try again in 20s. Visit …"),
        Some(20_000)
    );
    assert_eq!(words("Please try again in 6ms."), Some(6));
    assert_eq!(words("Please try again in 7.66s. Need more?"), Some(7_660));
    assert_eq!(words("Please try again in 1m2s."), None);
    assert_eq!(words("Please try again in 0m30s"), Some(30_000));
    assert_eq!(words("Please try again in 20 seconds"), Some(20_000));
    assert_eq!(words("Please try again in a while"), None);
    let gemini = r#"[{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x"},{"retryDelay":"23s"}]}}]"#;
    assert_eq!(
        check(429, gemini, ProblemKind::RateLimited).retry_after,
        Some(23_000)
    );
}

#[test]
fn problems_are_stored_and_read_again() {
    for problem in [
        read(
            400,
            r#"{"error":{"message":"maximum context length is 8 tokens"}}"#,
        ),
        Problem::new(ProblemKind::Timeout),
    ] {
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }
    assert_eq!(
        serde_json::to_string(&ProblemKind::NoMoney).unwrap(),
        "\"no-money\""
    );
}

/// A kind that a newer build stored made the whole record unreadable.
#[test]
fn an_unknown_kind_keeps_the_rest_of_the_problem() {
    for kind in [
        "\"solar-flare\"",
        "{\"solar-flare\":{\"class\":\"X\"}}",
        "null",
    ] {
        let stored = format!(r#"{{"kind":{kind},"status":418,"message":"kept","new":[1]}}"#);
        let problem: Problem = serde_json::from_str(&stored).unwrap();
        assert_eq!(problem.kind, ProblemKind::NotUnderstood);
        assert_eq!(
            (problem.status, problem.message.as_str()),
            (Some(418), "kept")
        );
    }
    use ProblemKind::*;
    for kind in [
        Unreachable,
        KeyRefused,
        NoMoney,
        Forbidden,
        OriginRefused,
        ModelNotFound,
        TooLong { limit: None },
        TooLong { limit: Some(8) },
        RateLimited,
        ServerTrouble,
        Timeout,
        BadRequest,
        Refused,
        NotUnderstood,
        NotFound,
        Garbled,
        Endless,
        Formless,
        Empty,
        OutputLimit,
        Interrupted,
    ] {
        let text = serde_json::to_string(&kind).unwrap();
        assert_eq!(serde_json::from_str::<ProblemKind>(&text).unwrap(), kind);
    }
}

#[test]
fn words_about_images() {
    let said = |message: &str, code: Option<&str>, param: Option<&str>, body: &str| Problem {
        message: message.to_owned(),
        code: code.map(str::to_owned),
        param: param.map(str::to_owned),
        body: body.to_owned(),
        ..Problem::new(ProblemKind::BadRequest)
    };
    for (message, code, param, body) in [
        ("No vision here.", None, None, ""),
        ("This model does not take images", None, None, ""),
        ("image_url is not supported", None, None, ""),
        (
            "Invalid content",
            None,
            Some("messages[0].content[1].image_url"),
            "",
        ),
        ("Invalid content", Some("unsupported_image"), None, ""),
        ("not multi-modal", None, None, ""),
        ("start with --mmproj", None, None, ""),
        ("", None, None, "this endpoint is not multimodal"),
    ] {
        let problem = said(message, code, param, body);
        assert!(problem.refuses_images(), "{problem:?}");
    }
    for (message, code, param, body) in [
        ("The provision of this model has ended", None, None, ""),
        (
            "Unknown revision; see television supervision",
            None,
            None,
            "",
        ),
        ("imagine a model", Some("reimaged"), None, ""),
        (
            "Temperature is too high",
            None,
            None,
            r#"{"sent":{"image_url":"x"}}"#,
        ),
        ("", None, None, "provisioned"),
    ] {
        let problem = said(message, code, param, body);
        assert!(!problem.refuses_images(), "{problem:?}");
    }
}
