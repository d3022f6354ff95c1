//! Hearing and speaking, as far as it is pretended.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{JSON, error, send, server};
use serde_json::json;

async fn heard(model: &str, format: &str) -> common::Answer {
    let server = server().await;
    let body = format!(
        "--w\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n{model}\r\n--w\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\n{format}\r\n--w\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.webm\"\r\nContent-Type: audio/webm\r\n\r\nnoise\r\n--w--\r\n"
    );
    let kind = ("content-type", "multipart/form-data; boundary=w");
    let path = "/v1/audio/transcriptions";
    send(&server.base_url(), "POST", path, &[kind], &body).await
}

#[tokio::test]
async fn recordings_are_heard() {
    let answer = heard("practice", "json").await;
    assert_eq!(answer.status, 200);
    let text = answer.json()["text"].as_str().unwrap().to_owned();
    assert!(text.contains("pretends"));
    assert_eq!(heard("practice", "text").await.text().trim_end(), text);
    let refused = heard("practice", "srt2").await;
    assert_eq!(error(&refused)["param"], json!("response_format"));
    for model in ["practice-no-audio", "whisper-99"] {
        let refused = heard(model, "json").await;
        assert_eq!(refused.status, 404, "{model}");
        assert_eq!(error(&refused)["code"], json!("model_not_found"));
    }
}

#[tokio::test]
async fn a_form_that_is_none_is_refused() {
    let server = server().await;
    let path = "/v1/audio/transcriptions";
    let refused = send(&server.base_url(), "POST", path, &[JSON], "{}").await;
    assert_eq!(refused.status, 400);
    let kind = ("content-type", "multipart/form-data; boundary=w");
    let refused = send(&server.base_url(), "POST", path, &[kind], "--w--").await;
    assert_eq!(error(&refused)["param"], json!("file"));
    let refused = send(&server.base_url(), "GET", path, &[], "").await;
    assert_eq!(refused.status, 405);
}

#[tokio::test]
async fn texts_are_spoken() {
    let server = server().await;
    let speak = async |body: serde_json::Value| {
        let path = "/v1/audio/speech";
        send(&server.base_url(), "POST", path, &[JSON], &body.to_string()).await
    };
    let answer = speak(json!({"model": "practice", "voice": "alloy", "input": "Hi"})).await;
    assert_eq!(answer.header("content-type"), Some("audio/wav"));
    assert!(answer.body.starts_with(b"RIFF") && answer.body.len() > 1_000);
    let full = json!({"model": "practice", "voice": "nova", "input": "é".repeat(4_096), "response_format": "mp3", "speed": 1.5, "instructions": "Calm."});
    assert_eq!(speak(full).await.status, 200);
    let refused =
        speak(json!({"model": "practice-no-audio", "voice": "nova", "input": "Hi"})).await;
    assert_eq!(refused.status, 404);
    for (body, param) in [
        (json!({"model": "practice", "voice": "alloy"}), "input"),
        (json!({"model": "practice", "input": "Hi"}), "voice"),
        (json!({"voice": "alloy", "input": "Hi"}), "model"),
        (
            json!({"model": "practice", "voice": "alloy", "input": ""}),
            "input",
        ),
        (
            json!({"model": "practice", "voice": "nobody", "input": "Hi"}),
            "voice",
        ),
        (
            json!({"model": "practice", "voice": "alloy", "input": 1}),
            "input",
        ),
        (
            json!({"model": "practice", "voice": "alloy", "input": "é".repeat(4_097)}),
            "input",
        ),
        (
            json!({"model": "practice", "voice": "alloy", "input": "Hi", "response_format": "midi"}),
            "response_format",
        ),
        (
            json!({"model": "practice", "voice": "alloy", "input": "Hi", "speed": 5}),
            "speed",
        ),
        (
            json!({"model": "practice", "voice": "alloy", "input": "Hi", "pitch": 1}),
            "pitch",
        ),
    ] {
        let refused = speak(body).await;
        assert_eq!(error(&refused)["param"], json!(param));
    }
}
