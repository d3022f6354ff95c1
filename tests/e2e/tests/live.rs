//! Translate: as one types, where that is wanted; and what can be copied of a translation and its source together.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result, pretended};

const FIRST: &str = "The house is big.";
const SECOND: &str = " The dog sleeps in the garden.";

/// Switches it on, unless it is on.
async fn switch_on(stage: &Stage) -> Result {
    let browser = &stage.browser;
    browser.click("tr-live").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=tr-live]').matches(':checked, [aria-checked=true], [aria-pressed=true]')",
            PATIENCE,
        )
        .await
}

async fn wait_target(stage: &Stage, wanted: &str) -> Result {
    let what = format!("the target to be {wanted:?}");
    stage
        .browser
        .wait(&what, LONG, async || {
            Ok((stage.target().await? == wanted).then_some(()))
        })
        .await
}

#[tokio::test]
async fn nothing_is_asked_while_it_is_off_and_only_what_is_new_while_it_is_on() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    browser.type_into("tr-source", FIRST).await?;
    // What is typed is written down, and that is all.
    browser.wait_state("tr-status", "idle", PATIENCE).await?;
    stage.reload().await?;
    assert_eq!(browser.value("tr-source").await?, FIRST);
    assert!(stage.chats().is_empty());

    // Switched on, nothing is asked for what the page brought: only for what is typed.
    switch_on(&stage).await?;
    browser.type_into("tr-source", SECOND).await?;
    wait_target(&stage, &pretended(&format!("{FIRST}{SECOND}"), "de")).await?;
    let first = stage.chats().len();
    assert!(first > 0);

    // A third sentence is asked for alone: the two before it stand.
    browser.type_into("tr-source", " It rains.").await?;
    let whole = format!("{FIRST}{SECOND} It rains.");
    wait_target(&stage, &pretended(&whole, "de")).await?;
    let asked = stage.chats()[first..].to_vec();
    assert!(!asked.is_empty());
    for chat in &asked {
        let task = chat.body["messages"].as_array().unwrap().last().unwrap()["content"].to_string();
        assert!(task.contains("It rains."), "{task}");
    }
    browser.wait_state("tr-status", "done", PATIENCE).await?;

    // All of one sitting is one entry of the history, and what it cost is told.
    stage
        .records("history", |all| {
            all.len() == 1 && all[0]["source"] == *whole && all[0]["live"] == true
        })
        .await?;
    assert!(!browser.text("tr-spent").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn source_and_target_are_copied_side_by_side() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    let text = "The house | the garden.\nThe dog sleeps.";
    assert_eq!(stage.translate(text, LONG).await?, "done");
    let target = stage.target().await?;
    let lines: Vec<&str> = target.lines().collect();
    assert_eq!(lines.len(), 2, "{target}");

    browser.click("tr-copy-as").await?;
    browser.click("tr-copy-table").await?;
    stage
        .wait_copied(&format!(
            "The house | the garden.\t{}\r\nThe dog sleeps.\t{}",
            lines[0], lines[1]
        ))
        .await?;

    // In Markdown a bar within a cell is no end of it.
    browser.click("tr-copy-as").await?;
    browser.click("tr-copy-markdown").await?;
    browser
        .wait("a table in Markdown", PATIENCE, async || {
            let copied = browser.clipboard().await?;
            let rows: Vec<&str> = copied.lines().collect();
            let table = rows.len() == 4
                && rows[1].chars().all(|c| matches!(c, '|' | '-' | ' ' | ':'))
                && rows[2].contains("The house \\| the garden.")
                && rows[3].contains("The dog sleeps.")
                && rows[3].contains(lines[1]);
            Ok(table.then_some(()))
        })
        .await
}
