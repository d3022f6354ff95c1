//! The translation memory and what runs: what is taken back leaves it as it was, going on asks it too, and nobody waits for it
//! without end.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

const SENTENCE: &str = "The printer is out of paper and cannot print this page.";
const REFUSED: &str = "The forbidden word stands here in this sentence.";
const NEAR: &str = "The forbidden word stands there in this sentence.";

/// Selects the first long word of the target, as a person does.
const SELECT: &str = "
    const area = document.querySelector('[data-testid=tr-target]');
    const found = area.value.match(/\\p{L}{3,}/u);
    area.focus();
    area.setSelectionRange(found.index, found.index + found[0].length);
    area.dispatchEvent(new Event('select', { bubbles: true }));";

/// Takes other words for a word of the target.
async fn take_other_words(stage: &Stage) -> Result {
    let browser = &stage.browser;
    let before = stage.target().await?;
    browser
        .wait("the selection to be heard", PATIENCE, async || {
            browser.run(SELECT, &[]).await?;
            let heard = browser.attribute("tr-alternatives", "disabled").await;
            Ok(matches!(heard, Ok(None)).then_some(()))
        })
        .await?;
    browser.click("tr-alternatives").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    browser.click("asks-alternative").await?;
    browser
        .wait("the target to change", PATIENCE, async || {
            Ok((stage.target().await? != before).then_some(()))
        })
        .await
}

/// Translates a text and makes something else of its translation, which the memory then has.
async fn remember(stage: &Stage, source: &str, target: &str) -> Result {
    assert_eq!(stage.translate(source, LONG).await?, "done");
    stage.browser.set_value("tr-target", target).await?;
    let there = |all: &[serde_json::Value]| all.iter().any(|unit| unit["target"] == target);
    stage.records("memory", there).await.map(drop)
}

// The words that were taken back were offered as an exact match ever after.
#[tokio::test]
async fn what_is_taken_back_leaves_the_memory_as_it_was() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    take_other_words(&stage).await?;
    stage.records("memory", |all| all.len() == 1).await?;
    browser.click("tr-undo").await?;
    stage.records("memory", <[_]>::is_empty).await?;

    // Where it had something of another translation, it has that again.
    browser.set_value("tr-target", "Von Hand.").await?;
    let by_hand = |all: &[serde_json::Value]| all.len() == 1 && all[0]["target"] == "Von Hand.";
    stage.records("memory", by_hand).await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert_eq!(stage.target().await?, "Von Hand.");
    take_other_words(&stage).await?;
    stage
        .records("memory", |all| {
            all.len() == 1 && all[0]["target"] != "Von Hand."
        })
        .await?;
    browser.click("tr-undo").await?;
    stage.records("memory", by_hand).await?;
    Ok(())
}

#[tokio::test]
async fn a_memory_that_does_not_answer_is_not_waited_for() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    remember(&stage, SENTENCE, "Von Hand.").await?;
    // A worker that is busy for good, as for minutes with a large file.
    let busy = "window.Worker = class extends EventTarget { postMessage() {} terminate() {} };";
    browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({"source": busy}),
        )
        .await?;
    stage.reload().await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert_ne!(stage.target().await?, "Von Hand.");
    browser.wait_count("memory-late", 1, PATIENCE).await?;
    Ok(())
}

// It was asked for again, and paid for, though the memory had it by then.
#[tokio::test]
async fn what_could_not_be_had_is_looked_up_again() -> Result {
    let stage = Stage::desk("practice-line-refusal").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    let source = format!("The house is big. {REFUSED} The dog sleeps.");
    assert_eq!(stage.translate(&source, LONG).await?, "truncated");
    browser.wait_count("tr-retry", 1, PATIENCE).await?;

    // What is near goes along as an example.
    browser.choose_model("tr-model", "practice-burst").await?;
    remember(&stage, NEAR, "Beinahe.").await?;
    browser
        .choose_model("tr-model", "practice-line-refusal")
        .await?;
    browser.click_nth("history-restore", 1).await?;
    browser.wait_count("tr-retry", 1, PATIENCE).await?;
    stage.practice.clear();
    browser.click("tr-retry").await?;
    browser
        .wait("it to be asked", LONG, async || {
            let chats = stage.chats();
            let asked = chats
                .iter()
                .any(|seen| seen.body.to_string().contains("Beinahe."));
            Ok(asked.then_some(()))
        })
        .await?;
    browser.wait_state("tr-status", "truncated", LONG).await?;

    // What is there as it is costs nothing.
    browser.choose_model("tr-model", "practice-burst").await?;
    remember(&stage, REFUSED, "Von Hand.").await?;
    let rows = browser.seen_all("history-row").await?;
    let first = rows
        .iter()
        .position(|row| row.text.contains("The house is big."));
    browser.click_nth("history-restore", first.unwrap()).await?;
    browser.wait_count("tr-retry", 1, PATIENCE).await?;
    let asked = stage.chats().len();
    browser.click("tr-retry").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    assert_eq!(stage.chats().len(), asked);
    assert!(stage.target().await?.contains("Von Hand."));
    browser.wait_text("memory-used", "1", PATIENCE).await?;
    Ok(())
}
