//! The models that refuse do what the table in `faults.rs` says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{JSON, SAID, ask, error, post, say, send, server, streamed, well};
use serde_json::{Value, json};

#[tokio::test]
async fn once_only_faults_pass() {
    let server = server().await;
    let base = server.base_url();
    assert!(
        !ask(&base, "practice-cut-once", "say: a b c d e f g")
            .await
            .complete
    );
    assert!(
        ask(&base, "practice-cut-once", "say: a b c d e f g")
            .await
            .done()
    );
    for (model, status) in [
        ("practice-429-once", 429),
        ("practice-429-wait", 429),
        ("practice-500-once", 500),
        ("practice-408", 408),
        ("practice-409", 409),
    ] {
        let first = ask(&base, model, "say: hello").await;
        assert_eq!(first.status, status);
        assert_eq!(first.header("retry-after").is_some(), status == 429);
        assert_eq!(ask(&base, model, "say: hello").await.content(), "hello");
        assert_eq!(ask(&base, model, "say: other").await.status, status);
    }
}

#[tokio::test]
async fn refusals_have_their_status_and_code() {
    for (model, status, code) in [
        ("practice-429", 429, json!("rate_limit_exceeded")),
        ("practice-quota", 429, json!("insufficient_quota")),
        ("practice-credit", 429, json!("credit_balance_exhausted")),
        (
            "practice-spend-limit",
            429,
            json!("organization_spend_limit_exceeded"),
        ),
        ("practice-402", 402, json!(402)),
        ("practice-401", 401, json!("invalid_api_key")),
        (
            "practice-403",
            403,
            json!("unsupported_country_region_territory"),
        ),
        ("practice-404", 404, json!("model_not_found")),
        ("practice-500", 500, Value::Null),
        ("practice-context", 400, json!("context_length_exceeded")),
    ] {
        let answer = say(model).await;
        assert_eq!(answer.status, status, "{model}");
        assert_eq!(error(&answer)["code"], code);
        assert!(error(&answer)["message"].is_string());
    }
    let html = say("practice-503-html").await;
    assert_eq!(
        (html.status, html.header("content-type")),
        (503, Some("text/html"))
    );
    assert!(error(&say("practice-error-string").await).is_string());
    let empty = say("practice-error-empty").await;
    assert_eq!((empty.status, empty.body.len()), (400, 0));
}

#[tokio::test]
async fn leaky_repeats_the_key() {
    let server = server().await;
    let body = streamed("practice-leaky", "hello").to_string();
    let headers = [JSON, ("authorization", "Bearer sk-canary-123")];
    let answer = send(
        &server.base_url(),
        "POST",
        "/v1/chat/completions",
        &headers,
        &body,
    )
    .await;
    assert!(answer.text().contains("sk-canary-123"));
}

#[tokio::test]
async fn the_reasoner_refuses_and_counts() {
    let server = server().await;
    for (name, value, code) in [
        ("max_tokens", json!(10), "unsupported_parameter"),
        ("temperature", json!(0.2), "unsupported_value"),
        ("stop", json!(["x"]), "unsupported_parameter"),
    ] {
        let mut body = streamed("practice-reasoner", "say: x");
        body[name] = value;
        let answer = post(&server.base_url(), &body).await;
        assert_eq!(answer.status, 400);
        assert_eq!(
            (&error(&answer)["param"], &error(&answer)["code"]),
            (&json!(name), &json!(code))
        );
    }
    let answer = say("practice-reasoner").await;
    well(&answer);
    let usage = answer.usage().unwrap();
    assert_eq!(
        usage["completion_tokens_details"]["reasoning_tokens"],
        json!(64)
    );
}

#[tokio::test]
async fn stream_options_refused_where_unknown() {
    let answer = say("practice-no-stream-options").await;
    assert_eq!(
        (answer.status, &error(&answer)["param"]),
        (400, &json!("stream_options"))
    );
    let server = server().await;
    let mut body = streamed("practice-no-stream-options", &format!("say: {SAID}"));
    body.as_object_mut().unwrap().remove("stream_options");
    well(&post(&server.base_url(), &body).await);
}

#[tokio::test]
async fn parameters_refused_where_unknown() {
    let server = server().await;
    let base = server.base_url();
    let said = format!("say: {SAID}");

    let answer = ask(&base, "practice-no-stream", &said).await;
    assert_eq!(
        (answer.status, &error(&answer)["param"]),
        (400, &json!("stream"))
    );
    let plain =
        json!({"model": "practice-no-stream", "messages": [{"role": "user", "content": "say: x"}]});
    let answer = post(&base, &plain).await;
    assert_eq!(
        answer.json()["choices"][0]["message"]["content"],
        json!("x")
    );

    let mut body = streamed("practice-no-response-format", &said);
    well(&post(&base, &body).await);
    body["response_format"] = json!({"type": "text"});
    let answer = post(&base, &body).await;
    assert_eq!(
        (answer.status, &error(&answer)["param"]),
        (400, &json!("response_format"))
    );

    let mut body = streamed("practice-output-limit", &said);
    body["max_completion_tokens"] = json!(513);
    let answer = post(&base, &body).await;
    assert_eq!(answer.status, 400);
    assert!(
        error(&answer)["message"]
            .as_str()
            .unwrap()
            .contains("at most 512")
    );
    body["max_completion_tokens"] = json!(512);
    well(&post(&base, &body).await);
}

#[tokio::test]
async fn an_error_as_the_first_event() {
    let server = server().await;
    let mut body = streamed("practice-error-first", &format!("say: {SAID}"));
    well(&post(&server.base_url(), &body).await);
    body["temperature"] = json!(0.2);
    let answer = post(&server.base_url(), &body).await;
    assert_eq!((answer.status, answer.complete), (200, true));
    let events = answer.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["error"]["param"], json!("temperature"));
}

#[tokio::test]
async fn a_model_without_vision_refuses_images_and_nothing_else() {
    let server = server().await;
    let base = server.base_url();
    let image = json!([{"type": "text", "text": "say: seen"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]);
    let asked = |content: Value| json!({"model": "practice-no-images", "messages": [{"role": "user", "content": content}]});
    let refused = post(&base, &asked(image)).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("image_url is only supported"));
    assert!(ask(&base, "practice-no-images", "say: hello").await.done());
}
