//! An answer that would never end: it is ended, kept and told of; and Stop works in the middle of it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::{Duration, Instant};

use common::Stage;
use e2e::Result;

/// Two megabytes are read, drawn and written down.
const VERY_LONG: Duration = Duration::from_secs(180);

/// Alone on the machine it is under a second; here another browser has a flood of its own.
const IN_TIME: Duration = Duration::from_secs(6);

/// What an answer says of its end.
const WHY: &str = "[data-testid=message] [data-testid=problem][data-kind=endless]";

/// An endpoint that streams without end made the page grow until it crashed.
#[tokio::test]
async fn an_answer_without_end_is_ended_and_kept() -> Result {
    let stage = Stage::talk("practice-endless").await?;
    let browser = &stage.browser;
    let paragraph = "It goes on and on, as if there were nothing else to say in the world.\n\n";
    browser
        .say(&format!("say: {}", paragraph.repeat(60)))
        .await?;
    browser
        .wait("the answer to be ended", VERY_LONG, async || {
            let ended = browser
                .run(
                    "return document.querySelector('[data-testid=message][data-role=assistant]')?.dataset.state",
                    &[],
                )
                .await?;
            Ok((ended == "failed").then_some(()))
        })
        .await?;
    let why = browser.css(WHY).await?.text().await?;
    assert!(why.contains("2 MB"), "{why}");
    // It was asked once, and what it sent is not waited for.
    assert_eq!(stage.chats().len(), 1);
    let seen = stage
        .practice
        .wait_until(|all| all.iter().any(|request| request.aborted))
        .await;
    assert!(seen.iter().any(|request| request.aborted));
    let kept = async || {
        let stored = stage
            .records("messages", |all| {
                all.iter()
                    .any(|one| one["role"] == "assistant" && one["state"] == "failed")
            })
            .await?;
        let answer = stored
            .into_iter()
            .find(|one| one["role"] == "assistant")
            .unwrap();
        let text = answer["text"].as_str().unwrap().len();
        assert!(text <= 2 << 20 && text > (2 << 20) - 8, "{text}");
        Ok::<(), e2e::Error>(())
    };
    kept().await?;
    stage.reload().await?;
    browser.css(WHY).await?;
    kept().await?;
    // It may be continued, by hand; and the page lives: another model answers.
    assert!(browser.count("message-continue").await? > 0);
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice").await?;
    browser.say("say: still here").await?;
    stage.said("still here").await
}

/// What had arrived was read without a turn for anything else: no click came through.
#[tokio::test]
async fn stop_works_in_the_middle_of_a_flood() -> Result {
    let stage = Stage::talk("practice-endless").await?;
    let browser = &stage.browser;
    // A letter an event: the limit is far away.
    browser.say("say: a").await?;
    browser.wait_count("chat-stop", 1, VERY_LONG).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let pressed = Instant::now();
    browser.click("chat-stop").await?;
    browser.wait_gone("chat-stop", IN_TIME).await?;
    assert!(pressed.elapsed() < IN_TIME, "{:?}", pressed.elapsed());
    let seen = stage
        .practice
        .wait_until(|all| all.iter().any(|request| request.aborted))
        .await;
    assert!(seen.iter().any(|request| request.aborted));
    let state = browser.wait_answer_read("stopped", VERY_LONG).await?;
    assert!(state.text.starts_with('a'));
    Ok(())
}
