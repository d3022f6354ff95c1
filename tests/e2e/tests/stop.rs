//! What was stopped, forgotten or dismissed stays so: nothing of it goes out later by itself.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result, pretended};
use std::time::Duration;

const KEY: &str = "sk-the-right-key-0123456789abcdef";
/// Refuses with a `Retry-After` of some seconds, then answers.
const WAITS: &str = "practice-429-wait";
const WAITING: &str = "Waiting to try again";

/// The models that were asked for completions, in order.
fn asked(stage: &Stage) -> Vec<String> {
    stage
        .chats()
        .iter()
        .map(|seen| seen.body["model"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The ledger says that the call to [`WAITS`] was sent once and called off.
async fn cancelled(stage: &Stage) -> Result {
    let entries = stage
        .records("ledger", |all| all.iter().any(|e| e["model"] == WAITS))
        .await?;
    let entry = entries.iter().find(|e| e["model"] == WAITS).unwrap();
    assert_eq!(
        (entry["ended"].as_str(), entry["attempts"].as_u64()),
        (Some("cancelled"), Some(1))
    );
    Ok(())
}

/// The Settings page with a key that was found good; what the endpoint has seen is forgotten.
async fn held() -> Result<Stage> {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    browser.bring_key(&stage.practice.base_url(), KEY).await?;
    browser.close_key_form().await?;
    stage.go("#/settings").await?;
    stage.practice.clear();
    Ok(stage)
}

async fn wait_step(stage: &Stage, kind: &str) -> Result {
    let running = format!(
        "document.querySelector('[data-testid=doctor-step][data-kind={kind}][data-state=running]')"
    );
    stage.browser.wait_js(&running, PATIENCE).await
}

/// Stop was not heard between two attempts: the translation was sent again, paid, and flushed into the target.
#[tokio::test]
async fn a_translation_stopped_while_it_backs_off_is_not_sent_again() -> Result {
    let stage = Stage::desk(WAITS).await?;
    let browser = &stage.browser;
    stage.begin("One.").await?;
    browser.wait_text("tr-status", WAITING, PATIENCE).await?;
    browser.click("tr-stop").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    cancelled(&stage).await?;
    stage
        .records("history", |all| {
            all.len() == 1 && all[0]["state"] == "stopped"
        })
        .await?;
    // A 429 holds everything: what is asked now goes out behind the retry, if there were one.
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("Two.", LONG).await?, "done");
    assert_eq!(stage.target().await?, pretended("Two.", "de"));
    assert_eq!(asked(&stage), [WAITS, "practice-burst"]);
    Ok(())
}

/// Stop in a chat showed nothing at all while a call backed off.
#[tokio::test]
async fn an_answer_stopped_while_it_backs_off_is_not_asked_for_again() -> Result {
    let stage = Stage::talk(WAITS).await?;
    let browser = &stage.browser;
    browser.say("say: One.").await?;
    browser.wait_text("message-note", WAITING, PATIENCE).await?;
    browser.click("chat-stop").await?;
    let answer = browser.wait_answer("stopped", PATIENCE).await?;
    assert_eq!((answer.text.as_str(), answer.problem.as_str()), ("", ""));
    cancelled(&stage).await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: Two.").await?;
    stage.said("Two.").await?;
    assert_eq!(asked(&stage), [WAITS, "practice-burst"]);
    Ok(())
}

/// The stopped step counted as passed, and the forgotten key as good.
#[tokio::test]
async fn forgetting_the_key_ends_the_check_up_that_waits_for_an_answer() -> Result {
    let stage = held().await?;
    let browser = &stage.browser;
    stage.go("#/chat").await?;
    browser
        .choose_model("chat-model", "practice-silent")
        .await?;
    stage.go("#/settings").await?;
    browser.click("doctor-run").await?;
    wait_step(&stage, "stream").await?;
    stage
        .practice
        .wait_until(|all| all.iter().any(|seen| seen.method == "POST"))
        .await;
    assert_eq!(browser.state("key-state").await?, "checking");
    browser.click("key-forget").await?;
    browser.wait_gone("doctor-step", PATIENCE).await?;
    // A local endpoint needs no key: it is ready, but nothing was checked.
    assert_eq!(browser.state("key-state").await?, "ready");
    let seen = stage
        .practice
        .wait_until(|all| all.iter().any(|seen| seen.aborted))
        .await;
    assert!(seen.iter().any(|seen| seen.aborted), "the fetch went on");
    assert!(seen.iter().all(|seen| seen.bearer() == Some(KEY)));
    stage
        .records("ledger", |all| {
            all.iter()
                .any(|e| e["model"] == "practice-silent" && e["ended"] == "stopped")
        })
        .await?;
    Ok(())
}

/// The list of models went on, and after it a completion was asked for without a key.
#[tokio::test]
async fn forgetting_the_key_ends_the_check_up_that_waits_for_the_models() -> Result {
    let stage = held().await?;
    let browser = &stage.browser;
    browser.slow_network(Duration::from_secs(3), 0.0).await?;
    browser.click("doctor-run").await?;
    wait_step(&stage, "reach").await?;
    browser.click("key-forget").await?;
    browser.wait_gone("doctor-step", PATIENCE).await?;
    assert_eq!(browser.state("key-state").await?, "ready");
    // This leaves after the list would have come.
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("Two.", LONG).await?, "done");
    assert_eq!(asked(&stage), ["practice-burst"]);
    assert_eq!(browser.count("doctor-step").await?, 0);
    Ok(())
}

/// The check-up waited for ever for a list that had been taken from it.
#[tokio::test]
async fn reloading_the_models_leaves_a_check_up_its_own() -> Result {
    let stage = held().await?;
    let browser = &stage.browser;
    browser.slow_network(Duration::from_secs(2), 0.0).await?;
    browser.click("doctor-run").await?;
    wait_step(&stage, "reach").await?;
    browser.click("models-reload").await?;
    let steps = browser.doctor_steps().await?;
    for step in &steps {
        assert_eq!(step.state, "passed", "{step:?}");
        assert!(
            step.text.ends_with(" ms") || step.text.ends_with(" s"),
            "not timed: {step:?}"
        );
    }
    assert_eq!(browser.state("key-state").await?, "ready");
    let lists = stage.practice.requests();
    let lists = lists.iter().filter(|seen| seen.path == "/v1/models");
    assert_eq!(lists.count(), 1, "asked for twice");
    Ok(())
}

/// A run that had asked for a key began, and cost money, when a key was saved long after the dialog had been closed.
#[tokio::test]
async fn a_dismissed_key_dialog_starts_nothing_later() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    stage.begin("Not any more.").await?;
    browser.wait_count("key-needed", 1, PATIENCE).await?;
    browser.close_key_form().await?;

    browser.bring_key(&stage.practice.base_url(), KEY).await?;
    assert_eq!(browser.state("key-state").await?, "ready");
    assert_eq!(browser.count("key-needed").await?, 0);
    assert_eq!(browser.count("key-dialog").await?, 1, "closed by itself");
    assert_eq!(browser.state("tr-status").await?, "idle");
    assert_eq!(stage.chats().len(), 1, "more than the check-up's call");
    Ok(())
}
