//! The list of models: what is none is said to be none.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::header;
use common::Stage;
use e2e::{BrowserOptions, PATIENCE, Result};

/// Answers everything with the same JSON, and lets every page in.
async fn same_answer(answer: Arc<Mutex<&'static str>>) -> Result<SocketAddr> {
    let router = Router::new().fallback(move || async move {
        let headers = [
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "authorization, content-type",
            ),
            (header::CONTENT_TYPE, "application/json"),
        ];
        (headers, *answer.lock().unwrap())
    });
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// It counted as a list of none: the check-up passed it, and Settings said "0 models".
#[tokio::test]
async fn what_is_no_list_of_models_is_not_an_empty_one() -> Result {
    let answer = Arc::new(Mutex::new(r#"{"data":[{"title":"Log in"}]}"#));
    let endpoint = same_answer(answer.clone()).await?;
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    let steps = browser
        .bring_key(&format!("http://{endpoint}/v1"), "sk-of-no-list-0123456789")
        .await?;
    let states: Vec<&str> = steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(
        states,
        ["passed", "skipped", "failed", "failed", "skipped"],
        "{steps:?}"
    );
    browser
        .css("[data-testid=doctor-step][data-kind=models] [data-testid=problem][data-kind=not-understood]")
        .await?;
    browser.close_key_form().await?;

    stage.go("#/settings").await?;
    browser.wait_problem("not-understood").await?;
    assert_eq!(browser.text("models-state").await?.trim(), "");
    *answer.lock().unwrap() = r#"{"object":"list","data":[{"id":"one"},{"id":"two"}]}"#;
    browser
        .click_css(
            "section[aria-labelledby=models-title] [data-testid=problem-action][data-action=retry]",
        )
        .await?;
    browser.wait_text("models-state", "2", PATIENCE).await?;
    assert_eq!(browser.shown_problem().await?, "");
    Ok(())
}
