//! The database deleted under an open page: it is told, and what is said afterwards is kept.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::json;

/// Deletes the database, and says whether something held it open.
const DELETE: &str = "
    const request = indexedDB.deleteDatabase('parlance');
    return await new Promise((resolve, reject) => {
        let held = false;
        request.onblocked = () => { held = true; };
        request.onsuccess = () => resolve(held);
        request.onerror = () => reject(request.error);
    });";

const TOLD: &str = "[data-testid=problem][data-kind=storage]";

/// Nothing was said of it, and what was on the screen seemed to be kept.
#[tokio::test]
async fn a_database_deleted_from_outside_is_told_and_made_anew() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: before").await?;
    stage.said("before").await?;
    stage.records("messages", |all| all.len() == 2).await?;
    assert_eq!(browser.shown_problem().await?, "");

    assert_eq!(
        browser.run(DELETE, &[]).await?,
        json!(false),
        "it was held open"
    );
    let told = browser.css(TOLD).await?.text().await?;
    assert!(told.contains("emptied"), "{told}");
    assert!(browser.text("chat-thread").await?.contains("before"));

    browser.say("say: afterwards").await?;
    stage.said("afterwards").await?;
    let kept = |all: &[serde_json::Value]| {
        let says = |one: &serde_json::Value| one["text"] == "afterwards" && one["state"] == "done";
        all.iter().any(says)
    };
    stage.records("messages", kept).await?;
    // It stays told: what was said before is on the screen alone.
    assert_eq!(browser.seen_css(TOLD).await?.len(), 1);
    stage.reload().await?;
    browser
        .wait("the answer after the reload", LONG, async || {
            let thread = browser.text("chat-thread").await?;
            Ok(thread.contains("afterwards").then_some(()))
        })
        .await?;
    assert!(browser.seen_css(TOLD).await?.is_empty());
    Ok(())
}

/// Another tab's page deletes it: both say so.
#[tokio::test]
async fn deleted_from_another_tab() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: before").await?;
    stage.said("before").await?;
    let first = browser.tab().await?;
    browser
        .open_in_new_tab(&stage.site.url("#/settings"))
        .await?;
    browser.wait_page().await?;
    assert_eq!(browser.run(DELETE, &[]).await?, json!(false));
    browser.switch_to(&first).await?;
    browser
        .wait("the first tab to tell", PATIENCE, async || {
            Ok((browser.seen_css(TOLD).await?.len() == 1).then_some(()))
        })
        .await
}
