//! Keys, CORS, limits, what is seen, ports.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{JSON, ask, open, read, send, streamed};
use practice::{Cors, Limits, Options, start};
use serde_json::json;

#[tokio::test]
async fn only_the_key_opens() {
    let options = Options {
        key: Some("sk-right-0123456789".into()),
        ..Options::default()
    };
    let server = start(options).await.unwrap();
    let base = server.base_url();
    let none = send(&base, "GET", "/v1/models", &[], "").await;
    assert_eq!(none.status, 401);
    assert!(none.text().contains("You didn't provide an API key"));
    let wrong = send(
        &base,
        "GET",
        "/v1/models",
        &[("authorization", "Bearer sk-wrong-secret-9876543210")],
        "",
    )
    .await;
    assert_eq!(
        (wrong.status, &wrong.json()["error"]["code"]),
        (401, &json!("invalid_api_key"))
    );
    assert!(!wrong.text().contains("secret"));
    assert!(
        wrong.header("access-control-allow-origin").is_some()
            && wrong.header("x-request-id").is_some()
    );
    let right = send(
        &base,
        "GET",
        "/v1/models",
        &[("authorization", "Bearer sk-right-0123456789")],
        "",
    )
    .await;
    assert_eq!(right.status, 200);
    assert_eq!(server.requests()[2].bearer(), Some("sk-right-0123456789"));
}

#[tokio::test]
async fn cors_as_openai_has_it() {
    let server = start(Options::default()).await.unwrap();
    let base = server.base_url();
    let asked = |headers: &'static str| {
        [
            ("origin", "https://page.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", headers),
        ]
    };
    let good = send(
        &base,
        "OPTIONS",
        "/v1/chat/completions",
        &asked("authorization,content-type"),
        "",
    )
    .await;
    assert_eq!(good.status, 204);
    assert_eq!(
        good.header("access-control-allow-headers"),
        Some("authorization, content-type")
    );
    assert_eq!(good.header("access-control-allow-origin"), Some("*"));
    let bad = send(
        &base,
        "OPTIONS",
        "/v1/chat/completions",
        &asked("authorization,x-stainless-os"),
        "",
    )
    .await;
    assert_eq!(
        (bad.status, bad.text().as_str()),
        (400, "Disallowed CORS headers: x-stainless-os")
    );
    let plain = send(
        &base,
        "GET",
        "/v1/models",
        &[("origin", "https://page.example")],
        "",
    )
    .await;
    assert_eq!(
        plain.header("access-control-expose-headers"),
        Some("X-Request-ID")
    );
    assert_eq!((server.requests().len(), server.preflights().len()), (1, 2));
}

#[tokio::test]
async fn cors_as_others_have_it() {
    let with = |cors| Options {
        cors,
        ..Options::default()
    };
    let off = start(with(Cors::Off)).await.unwrap();
    let answer = send(
        &off.base_url(),
        "GET",
        "/v1/models",
        &[("origin", "https://page.example")],
        "",
    )
    .await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (200, None)
    );
    let ollama = start(with(Cors::OllamaStyle)).await.unwrap();
    let base = ollama.base_url();
    let foreign = send(
        &base,
        "GET",
        "/v1/models",
        &[("origin", "https://page.example")],
        "",
    )
    .await;
    assert_eq!((foreign.status, foreign.body.len()), (403, 0));
    let local = send(
        &base,
        "GET",
        "/v1/models",
        &[("origin", "http://localhost:8080")],
        "",
    )
    .await;
    assert_eq!(
        local.header("access-control-allow-origin"),
        Some("http://localhost:8080")
    );
    assert_eq!(send(&base, "GET", "/v1/models", &[], "").await.status, 200);
}

#[tokio::test]
async fn limits_are_real() {
    let options = Options {
        limits: Some(Limits {
            requests_per_minute: 2,
            tokens_per_minute: 100_000,
        }),
        ..Options::default()
    };
    let server = start(options).await.unwrap();
    let base = server.base_url();
    assert_eq!(ask(&base, "practice", "say: a").await.status, 200);
    assert_eq!(ask(&base, "practice", "say: a").await.status, 200);
    let refused = ask(&base, "practice", "say: a").await;
    assert_eq!(
        (refused.status, &refused.json()["error"]["type"]),
        (429, &json!("requests"))
    );
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((20..=30).contains(&wait));
    assert_eq!(send(&base, "GET", "/v1/models", &[], "").await.status, 200);
}

#[tokio::test]
async fn going_away_is_seen() {
    let server = start(Options::default()).await.unwrap();
    let base = server.base_url();
    for model in ["practice-slow", "practice-silent", "practice-hang-mid"] {
        server.clear();
        let body = streamed(model, "say: one two three four five six seven eight nine").to_string();
        let mut socket = open(&base, "POST", "/v1/chat/completions", &[JSON], &body).await;
        let beginning = read(&mut socket, Duration::from_millis(200)).await;
        assert_eq!(beginning.status, 200);
        assert!(!server.wait_for(1).await[0].aborted);
        drop(socket);
        let seen = server.wait_until(|seen| seen[0].aborted).await;
        assert!(seen[0].aborted, "{model}");
        assert_eq!(seen[0].body["model"], json!(model));
    }
    server.clear();
    assert!(ask(&base, "practice", "say: whole").await.done());
    let seen = server.wait_for(1).await;
    assert_eq!(
        (seen.len(), seen[0].aborted, seen[0].method.as_str()),
        (1, false, "POST")
    );
    assert_eq!(seen[0].path, "/v1/chat/completions");
    assert_eq!(seen[0].header("Content-Type"), Some("application/json"));
}

#[tokio::test]
async fn ports_are_named_when_taken_and_freed_when_stopped() {
    let server = start(Options::default()).await.unwrap();
    let port = server.addr.port();
    assert!(port > 10_080);
    let again = || Options {
        port,
        ..Options::default()
    };
    let problem = start(again()).await.err().unwrap().to_string();
    assert!(
        problem.contains(&port.to_string()) && problem.contains("choose another port"),
        "{problem}"
    );
    let body = streamed("practice-silent", "x").to_string();
    let mut hanging = open(
        &server.base_url(),
        "POST",
        "/v1/chat/completions",
        &[JSON],
        &body,
    )
    .await;
    server.wait_for(1).await;
    server.stop().await;
    assert!(!read(&mut hanging, Duration::from_secs(5)).await.complete);
    start(again()).await.unwrap().stop().await;
}
