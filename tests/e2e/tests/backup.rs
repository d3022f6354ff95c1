//! What is kept in a browser alone: when a copy is asked for, what makes that go away, and what the browser says of keeping it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, SEED, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

const DAY: u64 = 24 * 60 * 60 * 1_000;
const KEPT: &str = "return JSON.parse(localStorage.getItem('parlance.backup') ?? 'null')";

impl Stage {
    /// Conversations with two messages each, so many.
    async fn furnish(&self, conversations: usize) -> Result {
        let records: Vec<Value> = (0..conversations)
            .map(|at| json!({ "id": format!("c{at}"), "title": format!("Number {at}"), "updated": at + 1 }))
            .collect();
        self.browser
            .run_async(SEED, &[json!(records)])
            .await
            .map(drop)
    }

    /// The last copy was so many days ago, of so many messages; then the page is loaded anew.
    async fn last_copy(&self, days: u64, messages: u64, more: Value) -> Result {
        let now: u64 = self.browser.eval("return Date.now()", &[]).await?;
        let mut kept = json!({ "at": now - days * DAY, "messages": messages });
        if let Some(away) = more["put_away_days"].as_u64() {
            kept["put_away"] = json!(now - away * DAY);
        }
        self.browser
            .run(
                "localStorage.setItem('parlance.backup', arguments[0])",
                &[kept.to_string().into()],
            )
            .await?;
        self.reload().await
    }

    /// Whether the line is there, once the page has looked.
    async fn reminded(&self) -> Result<bool> {
        self.browser.wait_count("conversation", 1, PATIENCE).await?;
        // What would bring the line counts messages, which takes no longer than reading the list.
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        Ok(self.browser.count("backup-line").await? == 1)
    }
}

#[tokio::test]
async fn a_copy_is_asked_for_when_it_is_time_and_not_before() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    stage.furnish(26).await?;
    // Counting begins with the first look.
    let begun = browser.run(KEPT, &[]).await?;
    assert_eq!(begun["messages"], 0, "{begun}");
    for (days, messages, due) in [(8, 0, true), (6, 0, false), (8, 3, false), (8, 2, true)] {
        stage.last_copy(days, messages, Value::Null).await?;
        let reminded = stage.reminded().await?;
        assert_eq!(reminded, due, "{days} days, {messages} messages");
    }
    // Saved from there: all of it is in the file, and the line is gone for good.
    browser.forget_downloads()?;
    browser.click("backup-save").await?;
    let file = browser.download(LONG).await?;
    let copy: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    assert_eq!(copy["conversations"].as_array().unwrap().len(), 26);
    browser.wait_gone("backup-line", PATIENCE).await?;
    browser
        .wait_js(
            "JSON.parse(localStorage.getItem('parlance.backup')).messages === 52",
            PATIENCE,
        )
        .await?;
    stage.reload().await?;
    assert!(!stage.reminded().await?);
    Ok(())
}

#[tokio::test]
async fn a_reminder_that_is_put_away_comes_back_after_a_week() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    stage.furnish(30).await?;
    stage.last_copy(20, 0, Value::Null).await?;
    browser.wait_count("backup-line", 1, PATIENCE).await?;
    browser.click("backup-later").await?;
    browser.wait_gone("backup-line", PATIENCE).await?;
    stage.wait_focus("chat-input").await?;
    stage.reload().await?;
    assert!(!stage.reminded().await?);
    for (away, due) in [(6, false), (8, true)] {
        stage
            .last_copy(20, 0, json!({ "put_away_days": away }))
            .await?;
        assert_eq!(stage.reminded().await?, due, "put away {away} days ago");
    }
    // An export of everything is a copy too.
    stage.go("#/settings").await?;
    browser.click("settings-export").await?;
    browser.download(LONG).await?;
    stage.go("#/chat").await?;
    assert!(!stage.reminded().await?);
    Ok(())
}

#[tokio::test]
async fn who_wants_no_reminder_has_none() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    stage.furnish(30).await?;
    stage.last_copy(20, 0, Value::Null).await?;
    browser.wait_count("backup-line", 1, PATIENCE).await?;
    stage.go("#/settings").await?;
    browser.click("keep-remind").await?;
    stage.go("#/chat").await?;
    assert!(!stage.reminded().await?);
    stage.reload().await?;
    assert!(!stage.reminded().await?);
    // And again, when it is wanted again.
    stage.go("#/settings").await?;
    browser.click("keep-remind").await?;
    stage.go("#/chat").await?;
    browser
        .wait_count("backup-line", 1, PATIENCE)
        .await
        .map(drop)
}

/// What the browser answers when it is asked about its storage.
const BROWSER: &str = "
    Object.defineProperty(navigator.storage, 'estimate', { value: async () => ({ usage: 1_234_567, quota: QUOTA }) });
    Object.defineProperty(navigator.storage, 'persist', { value: async () => { window.asked = true; return false; } });
    Object.defineProperty(navigator.storage, 'persisted', { value: async () => false });";

#[tokio::test]
async fn how_much_the_browser_holds_and_a_refusal_are_told() -> Result {
    for (quota, told) in [("2_560_000_000", "2.5 GB"), ("700_000_000", "700 MB")] {
        let stage = Stage::ready("#/chat").await?;
        let browser = &stage.browser;
        let source = BROWSER.replace("QUOTA", quota);
        let script = json!({ "source": source });
        browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        stage.open("#/settings").await?;
        stage.reload().await?;
        browser.wait_text("settings-quota", told, PATIENCE).await?;
        let words = browser
            .wait_text("settings-storage", "1.3 MB", PATIENCE)
            .await?;
        assert!(!words.contains("did not agree"), "{words}");
        // Nobody is asked before the person wishes it.
        assert_eq!(
            browser.run("return window.asked ?? null", &[]).await?,
            Value::Null
        );
        browser.click("settings-keep").await?;
        browser
            .wait_state("settings-storage", "refused", PATIENCE)
            .await?;
        browser
            .wait_text("settings-storage", "did not agree", PATIENCE)
            .await?;
        // It can be asked again.
        assert!(browser.seen("settings-keep").await?.unwrap().visible);
    }
    Ok(())
}

/// The line goes when the copy is made, which is after the click: the focus fell to the top of the page.
#[tokio::test]
async fn a_copy_that_is_saved_by_keyboard_leaves_the_focus_in_the_page() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    stage.furnish(26).await?;
    stage.last_copy(8, 0, Value::Null).await?;
    browser.wait_count("backup-line", 1, PATIENCE).await?;
    browser.focus("backup-save").await?;
    browser.press("Enter").await?;
    browser.wait_gone("backup-line", PATIENCE).await?;
    stage.wait_focus("chat-input").await
}

/// What the browser says when it is asked to keep what is stored, and how often it was asked.
const KEEPS: &str = "
    Object.defineProperty(navigator.storage, 'persist', { value: async () => { sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1; return GRANTED; } });
    Object.defineProperty(navigator.storage, 'persisted', { value: async () => PERSISTED });";

impl Stage {
    /// From the next load on the browser answers so.
    async fn browser_says(&self, granted: bool, persisted: bool) -> Result {
        let source = KEEPS
            .replace("GRANTED", &granted.to_string())
            .replace("PERSISTED", &persisted.to_string());
        let script = json!({ "source": source });
        self.browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", script)
            .await
            .map(drop)
    }

    /// Whether it is said that the browser may clear everything, once the page has looked.
    async fn warned(&self) -> Result<bool> {
        let reminded = self.reminded().await?;
        let warned = self.browser.count("storage-line").await? == 1;
        assert!(!(reminded && warned), "never both at once");
        Ok(warned)
    }
}

#[tokio::test]
async fn that_the_browser_may_clear_everything_is_said_once_there_is_something_to_keep() -> Result {
    for (granted, state, said) in [
        (true, "kept", "Granted"),
        (false, "refused", "did not agree"),
    ] {
        let stage = Stage::ready("#/chat").await?;
        let browser = &stage.browser;
        stage.browser_says(granted, false).await?;
        stage.furnish(4).await?;
        stage.last_copy(1, 0, Value::Null).await?;
        assert!(!stage.warned().await?, "eight messages are not enough");
        stage.furnish(26).await?;
        stage.last_copy(8, 0, Value::Null).await?;
        assert!(!stage.warned().await?, "it is time for a copy first");
        stage.last_copy(1, 0, Value::Null).await?;
        assert!(stage.warned().await?);
        browser
            .wait_state("storage-said", "may-go", PATIENCE)
            .await?;
        // Nobody is asked before the person wishes it.
        let asked = "return sessionStorage.asked ?? null";
        assert_eq!(browser.run(asked, &[]).await?, Value::Null);
        browser.focus("storage-ask").await?;
        browser.press("Enter").await?;
        browser.wait_state("storage-said", state, PATIENCE).await?;
        browser.wait_text("storage-said", said, PATIENCE).await?;
        assert_eq!(browser.run(asked, &[]).await?, "1");
        assert_eq!(browser.count("storage-ask").await?, 0);
        stage.wait_focus("chat-input").await?;
        browser.click("storage-never").await?;
        browser.wait_gone("storage-line", PATIENCE).await?;
        stage.reload().await?;
        assert!(!stage.warned().await?, "once");
    }
    Ok(())
}

#[tokio::test]
async fn that_line_is_put_away_for_good_and_not_there_where_the_browser_keeps_everything() -> Result
{
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    stage.browser_says(true, false).await?;
    stage.furnish(5).await?;
    stage.reload().await?;
    assert!(stage.warned().await?);
    browser.click("storage-never").await?;
    browser.wait_gone("storage-line", PATIENCE).await?;
    stage.wait_focus("chat-input").await?;
    stage.reload().await?;
    assert!(!stage.warned().await?);
    let asked = browser
        .run("return sessionStorage.asked ?? null", &[])
        .await?;
    assert_eq!(asked, Value::Null);

    let stage = Stage::ready("#/chat").await?;
    stage.browser_says(true, true).await?;
    stage.furnish(5).await?;
    stage.reload().await?;
    assert!(!stage.warned().await?);
    Ok(())
}
