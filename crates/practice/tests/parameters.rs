//! The models that refuse a parameter, each by name.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{error, post, server, streamed};
use serde_json::{Value, json};

fn with(model: &str, name: &str) -> Value {
    let mut body = streamed(model, "say: yes");
    body[name] = match name {
        "temperature" | "top_p" => json!(0.5),
        "seed" => json!(7),
        "stop" => json!(["END"]),
        "reasoning_effort" => json!("low"),
        "response_format" => json!({"type": "text"}),
        _ => json!(64),
    };
    body
}

async fn refuses(model: &str, name: &str, param: bool) {
    let server = server().await;
    let base = server.base_url();
    assert_eq!(
        post(&base, &streamed(model, "say: yes")).await.content(),
        "yes",
        "{model}"
    );
    let answer = post(&base, &with(model, name)).await;
    assert_eq!(answer.status, 400, "{model}");
    let error = error(&answer);
    assert!(error["message"].as_str().unwrap().contains(name));
    assert_eq!(error["param"].is_string(), param, "{model}");
}

#[tokio::test]
async fn practice_no_temperature() {
    refuses("practice-no-temperature", "temperature", true).await;
}

#[tokio::test]
async fn practice_no_top_p() {
    refuses("practice-no-top-p", "top_p", true).await;
}

#[tokio::test]
async fn practice_no_max_tokens() {
    refuses("practice-no-max-tokens", "max_completion_tokens", true).await;
    refuses("practice-no-max-tokens", "max_tokens", true).await;
}

#[tokio::test]
async fn practice_no_seed() {
    refuses("practice-no-seed", "seed", false).await;
}

#[tokio::test]
async fn practice_no_stop() {
    refuses("practice-no-stop", "stop", false).await;
}

#[tokio::test]
async fn practice_no_effort() {
    refuses("practice-no-effort", "reasoning_effort", true).await;
}

#[tokio::test]
async fn practice_no_parameters() {
    for name in [
        "temperature",
        "top_p",
        "max_completion_tokens",
        "max_tokens",
        "reasoning_effort",
        "response_format",
    ] {
        refuses("practice-no-parameters", name, true).await;
    }
    for name in ["seed", "stop"] {
        refuses("practice-no-parameters", name, false).await;
    }
}
