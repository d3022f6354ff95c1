//! Everything is in reach: with a keyboard alone, and on the narrowest screen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, PAGES, Stage, overflow};
use e2e::{BrowserOptions, PATIENCE, Result};

#[tokio::test]
async fn a_keyboard_is_enough() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    // The cursor is in the source pane.
    stage.wait_focus("tr-source").await?;
    browser.type_keys("Hello, world.").await?;
    browser.press("Control+Enter").await?;
    stage.wait_focus("key-input").await?;
    browser.press_to("Shift+Tab", "key-endpoint", 6).await?;
    browser.press("End").await?;
    browser.press("Up").await?;
    assert_eq!(browser.value("key-endpoint").await?, "custom");
    stage.wait_focus("key-base-url").await?;
    browser.type_keys(&stage.practice.base_url()).await?;
    browser.tab_to("key-input", 3).await?;
    browser.type_keys("sk-typed-by-hand-0123456789").await?;
    browser.run("window.beforeKey = true", &[]).await?;
    browser.press("Enter").await?;
    browser.wait_js("!window.beforeKey", PATIENCE).await?;
    // The run that asked for the key goes on by itself, and the focus is back where it began.
    browser.wait_state("tr-status", "done", LONG).await?;
    browser.wait_gone("key-dialog", PATIENCE).await?;
    stage.wait_focus("tr-source").await?;
    assert_eq!(browser.value("tr-source").await?, "Hello, world.");
    browser.tab_to("tr-copy", 20).await?;
    assert!(browser.focused().await?.shown, "the focus cannot be seen");
    browser.press("Enter").await?;

    browser.press_to("Shift+Tab", "nav-chat", 40).await?;
    assert!(browser.focused().await?.shown, "the focus cannot be seen");
    browser.press("Enter").await?;
    // Its code is fetched first; Tab would go past where it is going to be.
    browser.wait_count("chat-input", 1, PATIENCE).await?;
    browser.tab_to("chat-input", 40).await?;
    browser.type_keys("say: by keyboard").await?;
    browser.press("Enter").await?;
    stage.said("by keyboard").await?;
    browser.press_to("Shift+Tab", "message-again", 20).await?;
    browser.press("Space").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.wait_answer("done", LONG).await?;
    browser.press_to("Shift+Tab", "message-more", 40).await?;
    browser.press("Enter").await?;
    browser.press_to("Tab", "message-delete", 9).await?;
    browser.press("Enter").await?;
    browser.wait_count("undo", 1, PATIENCE).await.map(drop)
}

#[tokio::test]
async fn nothing_reaches_beyond_320_pixels() -> Result {
    let mut stage = Stage::ready_as("", BrowserOptions::default().size(320, 640)).await?;
    stage
        .browser
        .choose_model("tr-model", "practice-burst")
        .await?;
    stage
        .translate(
            &"Donaudampfschifffahrtsgesellschaftskapitän ".repeat(4),
            LONG,
        )
        .await?;
    stage.go("#/chat").await?;
    stage
        .browser
        .choose_model("chat-model", "practice-burst")
        .await?;
    stage.browser.say("markdown 8").await?;
    stage.browser.wait_answer("done", LONG).await?;
    for page in PAGES {
        stage.go(page).await?;
        assert_eq!(
            overflow(&stage.browser).await?,
            Vec::<String>::new(),
            "{page}"
        );
    }
    stage.go("#/translate").await?;
    stage.browser.click("key-open").await?;
    stage.browser.wait_count("key-form", 1, PATIENCE).await?;
    assert_eq!(
        overflow(&stage.browser).await?,
        Vec::<String>::new(),
        "the key dialog"
    );
    stage.browser.close_key_form().await?;
    // Everything is reachable: a page with its bar at the foot.
    stage.browser.click("nav-usage").await?;
    stage.browser.wait_count("usage-page", 1, PATIENCE).await?;
    stage.browser.resize(1280, 800).await?;
    assert_eq!(overflow(&stage.browser).await?, Vec::<String>::new());
    Ok(())
}
