//! Translate: what models do wrong with a batch of segments is caught and mended, or marked; it is never called done.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result, pretended};

/// Short sentences, so that they go in one batch, and something in them for each guard to look at.
const SENTENCES: [&str; 8] = [
    "The first page has a picture of the sea.",
    "Write to <b>anna@example.org</b> before you leave the house.",
    "The second page tells of the winter in the mountains.",
    "Every child knows the song about the river.",
    "There are {count} letters in the box on the table.",
    "Nobody has seen the old map since then.",
    "The last page was torn out long ago.",
    "So the end of the story is known to no one.",
];

fn text() -> String {
    SENTENCES.join(" ")
}

/// Every segment is there as it should be, whatever the endpoint did at first.
#[tokio::test]
async fn each_fault_of_a_batch_is_caught_and_mended() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    let wanted = pretended(&text(), "de");
    for model in [
        "practice-missing-id",
        "practice-empty-value",
        "practice-merged",
        "practice-merged-twice",
        "practice-shifted",
        "practice-renumbered",
        "practice-echo",
        "practice-echo-other",
        "practice-schema-echo",
        "practice-wrong-script",
        "practice-lost-code",
        "practice-invented-code",
        "practice-notes-inside",
        "practice-rambles",
        "practice-refuses-call",
        "practice-cut-json",
        "practice-not-json",
        "practice-no-schema",
        "practice-no-response-format",
        "practice-faulty",
    ] {
        browser.choose_model("tr-model", model).await?;
        assert_eq!(stage.translate(&text(), LONG).await?, "done", "{model}");
        assert_eq!(stage.target().await?, wanted, "{model}");
        assert_eq!(browser.count("tr-failed-segment").await?, 0, "{model}");
        browser.click("tr-clear").await?;
        browser
            .wait("the target to be empty", PATIENCE, async || {
                Ok(stage.target().await?.is_empty().then_some(()))
            })
            .await?;
    }
    Ok(())
}

/// A segment that cannot be had is listed with its reason, and had when it can be.
#[tokio::test]
async fn what_cannot_be_had_is_listed_and_asked_for_again() -> Result {
    let stage = Stage::desk("practice-line-refusal").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    let text = format!("{} This word is forbidden here.", text());
    let ended = stage.translate(&text, LONG).await?;
    assert_ne!(ended, "done");
    browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
    let told = browser.text("tr-failed-segment").await?;
    assert!(told.contains("This word is forbidden here."), "{told}");
    let target = stage.target().await?;
    let others = pretended(&self::text(), "de");
    assert!(target.starts_with(&others), "{target:?} / {others:?}");

    // Still none: asked again, it stays listed, and what is there stays there.
    browser.click("tr-retry").await?;
    browser
        .wait_state("tr-status", "truncated|failed", LONG)
        .await?;
    browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
    assert_eq!(stage.target().await?, target);

    browser.choose_model("tr-model", "practice-burst").await?;
    let before = stage.chats().len();
    browser.click("tr-retry").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    browser.wait_gone("tr-failed", PATIENCE).await?;
    assert_eq!(stage.target().await?, pretended(&text, "de"));
    // Only what was missing was asked for.
    let asked = stage.chats()[before..].to_vec();
    assert!(!asked.is_empty());
    for chat in asked {
        let task = chat.body["messages"].as_array().unwrap().last().unwrap()["content"].clone();
        assert!(!task.to_string().contains("first page"), "{task}");
    }
    Ok(())
}
