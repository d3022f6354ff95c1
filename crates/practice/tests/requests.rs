//! Wrong requests get OpenAI's 400.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{post, send};
use practice::{Options, start};
use serde_json::{Value, json};

/// Sets one parameter in a good request, and looks at the error.
async fn check(name: &str, value: Value, param: Value, code: Value, words: &str) {
    let server = start(Options::default()).await.unwrap();
    let mut body =
        json!({"model": "practice", "messages": [{"role": "user", "content": "say: hi"}]});
    body[name] = value;
    let answer = post(&server.base_url(), &body).await;
    assert_eq!(answer.status, 400, "{body} gave {}", answer.text());
    let error = &answer.json()["error"];
    assert_eq!(error["type"], json!("invalid_request_error"));
    assert_eq!(
        (&error["param"], &error["code"]),
        (&param, &code),
        "{error}"
    );
    assert!(
        error["message"].as_str().unwrap().contains(words),
        "{error}"
    );
}

#[tokio::test]
async fn parameters() {
    let null = || Value::Null;
    check(
        "foo",
        json!(1),
        json!("foo"),
        json!("unknown_parameter"),
        "Unknown parameter: 'foo'.",
    )
    .await;
    check(
        "temperature",
        json!("hot"),
        json!("temperature"),
        json!("invalid_type"),
        "expected a decimal, but got a string instead",
    )
    .await;
    check(
        "temperature",
        json!(3),
        json!("temperature"),
        json!("decimal_above_max_value"),
        "<= 2, but got 3",
    )
    .await;
    check(
        "max_completion_tokens",
        json!(0),
        json!("max_completion_tokens"),
        json!("integer_below_min_value"),
        ">= 1",
    )
    .await;
    check(
        "stream",
        json!("true"),
        json!("stream"),
        json!("invalid_type"),
        "expected a boolean",
    )
    .await;
    check(
        "stream_options",
        json!({"include_usage": true}),
        json!("stream_options"),
        null(),
        "only allowed when 'stream' is enabled",
    )
    .await;
    check(
        "stop",
        json!(["a", "b", "c", "d", "e"]),
        json!("stop"),
        json!("array_above_max_length"),
        "maximum length 4",
    )
    .await;
    check(
        "reasoning_effort",
        json!("low"),
        json!("reasoning_effort"),
        json!("unsupported_parameter"),
        "not supported with this model",
    )
    .await;
    check(
        "verbosity",
        json!("loud"),
        json!("verbosity"),
        json!("invalid_value"),
        "'low', 'medium', and 'high'",
    )
    .await;
}

#[tokio::test]
async fn messages() {
    let one = |message: Value| json!([message]);
    check(
        "messages",
        json!([]),
        json!("messages"),
        json!("empty_array"),
        "empty array",
    )
    .await;
    check(
        "messages",
        json!("hi"),
        json!("messages"),
        json!("invalid_type"),
        "a string",
    )
    .await;
    check(
        "messages",
        one(json!({"content": "x"})),
        json!("messages[0].role"),
        json!("missing_required_parameter"),
        "role",
    )
    .await;
    check(
        "messages",
        one(json!({"role": "bot", "content": "x"})),
        json!("messages[0].role"),
        json!("invalid_value"),
        "'bot'",
    )
    .await;
    check(
        "messages",
        one(json!({"role": "user", "content": "x", "id": 1})),
        json!("messages[0].id"),
        json!("unknown_parameter"),
        "id",
    )
    .await;
    check(
        "messages",
        one(json!({"role": "user"})),
        json!("messages[0].content"),
        json!("missing_required_parameter"),
        "content",
    )
    .await;
    let image = |url: &str| json!([{"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]}]);
    check(
        "messages",
        image("http://a/b.png"),
        json!("messages[0].content[0].image_url.url"),
        json!("invalid_value"),
        "URL",
    )
    .await;
    let orphan = json!([{"role": "tool", "tool_call_id": "call_1", "content": "x"}]);
    check(
        "messages",
        orphan,
        json!("messages[0].role"),
        Value::Null,
        "must be a response",
    )
    .await;
    let open = json!([{"role": "assistant", "content": null, "tool_calls": [{"id": "call_1"}]}, {"role": "user", "content": "x"}]);
    check(
        "messages",
        open,
        json!("messages[1].role"),
        Value::Null,
        "call_1",
    )
    .await;
}

#[tokio::test]
async fn response_formats_and_tools() {
    let format = |name: &str, schema: Value| json!({"type": "json_schema", "json_schema": {"name": name, "strict": true, "schema": schema}});
    let open = json!({"type": "object", "properties": {}, "required": []});
    let path = "response_format.json_schema.name";
    check(
        "response_format",
        format("a b", open.clone()),
        json!(path),
        json!("invalid_value"),
        "pattern",
    )
    .await;
    check(
        "response_format",
        format("a", open),
        json!("response_format"),
        Value::Null,
        "'additionalProperties' is required",
    )
    .await;
    check(
        "response_format",
        json!({"type": "xml"}),
        json!("response_format.type"),
        json!("invalid_value"),
        "'xml'",
    )
    .await;
    check(
        "response_format",
        json!({"type": "json_object"}),
        json!("messages"),
        Value::Null,
        "'json'",
    )
    .await;
    check(
        "tool_choice",
        json!("auto"),
        json!("tool_choice"),
        Value::Null,
        "only allowed when 'tools'",
    )
    .await;
    check(
        "tools",
        json!([{"type": "function", "function": {"name": "a b"}}]),
        json!("tools[0].function.name"),
        json!("invalid_value"),
        "pattern",
    )
    .await;
}

#[tokio::test]
async fn models_bodies_and_paths() {
    let server = start(Options::default()).await.unwrap();
    let base = server.base_url();
    let answer = post(&base, &json!({"model": "gpt-x", "messages": []})).await;
    assert_eq!(
        (answer.status, &answer.json()["error"]["code"]),
        (404, &json!("model_not_found"))
    );
    let answer = post(&base, &json!({"messages": []})).await;
    assert_eq!(
        answer.json()["error"]["message"],
        json!("you must provide a model parameter")
    );
    let answer = send(&base, "POST", "/v1/chat/completions", &[common::JSON], "{").await;
    assert!(
        answer.json()["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("We could not parse")
    );
    let answer = send(
        &base,
        "POST",
        "/v1/chat/completions",
        &[("content-type", "text/plain")],
        "{}",
    )
    .await;
    assert_eq!(
        answer.json()["error"]["code"],
        json!("unsupported_content_type")
    );
    let answer = send(&base, "GET", "/v1/chat/completions", &[], "").await;
    assert_eq!(
        (answer.status, &answer.json()["error"]["code"]),
        (405, &json!("method_not_supported"))
    );
    let answer = send(&base, "GET", "/v1/nothing", &[], "").await;
    assert_eq!(
        (answer.status, &answer.json()["error"]["message"]),
        (404, &json!("Invalid URL (GET /v1/nothing)"))
    );
}

#[tokio::test]
async fn models_are_listed() {
    let server = start(Options::default()).await.unwrap();
    let base = server.base_url();
    let list = send(&base, "GET", "/v1/models", &[], "").await.json();
    let data = list["data"].as_array().unwrap();
    assert_eq!(data.len(), practice::faults::MODELS.len());
    assert!(
        data.iter().all(
            |model| model["owned_by"] == json!("practice") && model["object"] == json!("model")
        )
    );
    assert_eq!(
        send(&base, "GET", "/v1/models/practice", &[], "")
            .await
            .json()["id"],
        json!("practice")
    );
    assert_eq!(
        send(&base, "GET", "/v1/models/none", &[], "").await.status,
        404
    );
}
