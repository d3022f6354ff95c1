//! Dialogs: asked for again at once they are there, Escape closes them, and the focus goes back to where it was.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use std::time::Duration;

const KEY: &str = "sk-the-right-key-0123456789abcdef";
/// The key's dialog is shown, with its form in it.
const KEY_FORM: &str =
    "document.querySelector('[data-testid=key-dialog][open] [data-testid=key-form]')";
const NO_DIALOG: &str = "!document.querySelector('dialog')";
const MEMORY: &str = "document.querySelector('[data-testid=memory-dialog][open]')";
const QUESTION: &str = "document.querySelector('[data-testid=confirm][open]')";

/// Closes the dialog that is open, by its own button or as Escape does, and asks for it again, all before the browser has
/// told the page that it was closed.
async fn close_and_ask(stage: &Stage, by: &str, ask: &str) -> Result {
    let browser = &stage.browser;
    let script = "
        const dialog = document.querySelector('dialog[open]');
        const [by, ask] = arguments;
        if (by) dialog.querySelector(`[data-testid=${by}]`).click(); else dialog.close();
        document.querySelector(`[data-testid=${ask}]`).click();";
    browser.run(script, &[by.into(), ask.into()]).await?;
    // By now it has.
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(())
}

/// The dialog came back closed, or went away as soon as it had come.
#[tokio::test]
async fn a_dialog_asked_for_again_at_once_is_there() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    browser.click("key-open").await?;
    browser.wait_js(KEY_FORM, PATIENCE).await?;
    for by in ["key-close", "", "key-close"] {
        close_and_ask(&stage, by, "key-open").await?;
        browser.wait_js(KEY_FORM, PATIENCE).await?;
        assert_eq!(browser.count("key-dialog").await?, 1, "{by:?}");
        stage.wait_focus("key-input").await?;
    }
    // The same by hand, as fast as a hand can be.
    for _ in 0..5 {
        browser.click("key-close").await?;
        browser.click("key-open").await?;
        browser.wait_js(KEY_FORM, PATIENCE).await?;
        stage.wait_focus("key-input").await?;
    }
    browser.close_key_form().await?;
    browser.wait_js(NO_DIALOG, PATIENCE).await?;

    stage.go("#/settings").await?;
    browser.click("memory-open").await?;
    browser.wait_js(MEMORY, PATIENCE).await?;
    for by in ["memory-close", "", "memory-close"] {
        close_and_ask(&stage, by, "memory-open").await?;
        browser.wait_js(MEMORY, PATIENCE).await?;
        assert_eq!(browser.count("memory-dialog").await?, 1, "{by:?}");
    }
    browser.click("memory-close").await?;
    browser.wait_js(NO_DIALOG, PATIENCE).await?;

    browser.click("settings-delete-all").await?;
    browser.wait_js(QUESTION, PATIENCE).await?;
    for by in ["confirm-no", "", "confirm-no"] {
        close_and_ask(&stage, by, "settings-delete-all").await?;
        browser.wait_js(QUESTION, PATIENCE).await?;
        assert_eq!(browser.count("confirm").await?, 1, "{by:?}");
    }
    browser.click("confirm-no").await?;
    browser.wait_gone("confirm", PATIENCE).await
}

/// What the dismissed dialog was to be followed by must not come after the next one.
#[tokio::test]
async fn what_waited_for_a_key_is_dismissed_with_its_dialog_however_soon_the_next_one_opens()
-> Result {
    for by in ["key-close", ""] {
        let stage = Stage::bare("", BrowserOptions::default(), None).await?;
        let browser = &stage.browser;
        stage.begin("Not any more.").await?;
        browser.wait_count("key-needed", 1, PATIENCE).await?;
        browser.wait_js(KEY_FORM, PATIENCE).await?;
        close_and_ask(&stage, by, "key-open").await?;
        browser.wait_js(KEY_FORM, PATIENCE).await?;
        browser.wait_gone("key-needed", PATIENCE).await?;
        browser.set_value("key-endpoint", "custom").await?;
        browser
            .set_value("key-base-url", &stage.practice.base_url())
            .await?;
        browser.focus("key-input").await?;
        browser.insert_text(KEY).await?;
        browser.run("window.beforeKey = true", &[]).await?;
        browser.press("Enter").await?;
        browser.wait_js("!window.beforeKey", PATIENCE).await?;
        browser.wait_state("key-state", "ready", LONG).await?;
        assert_eq!(browser.count("key-dialog").await?, 1, "closed by itself");
        assert_eq!(browser.state("tr-status").await?, "idle", "{by:?}");
        assert_eq!(stage.chats().len(), 1, "more than the check-up's call");
    }
    Ok(())
}

#[tokio::test]
async fn escape_closes_a_dialog_and_the_focus_goes_back() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    let draft = "Typed before.";
    browser.type_into("tr-source", draft).await?;
    // Asked for: back to what asked.
    browser.focus("key-open").await?;
    browser.press("Enter").await?;
    browser.wait_js(KEY_FORM, PATIENCE).await?;
    stage.wait_focus("key-input").await?;
    browser.press("Escape").await?;
    browser.wait_js(NO_DIALOG, PATIENCE).await?;
    stage.wait_focus("key-open").await?;
    // Needed by a run: back to the text, where typing goes on.
    browser.focus("tr-source").await?;
    browser.press("Control+Enter").await?;
    browser.wait_count("key-needed", 1, PATIENCE).await?;
    stage.wait_focus("key-input").await?;
    browser.press("Escape").await?;
    stage.wait_focus("tr-source").await?;
    browser.type_keys(" And after.").await?;
    assert!(browser.value("tr-source").await?.contains(" And after."));
    assert_eq!(browser.state("tr-status").await?, "idle");

    // A question that is not answered does nothing.
    stage.go("#/settings").await?;
    browser
        .wait_count("settings-delete-all", 1, PATIENCE)
        .await?;
    browser.focus("settings-delete-all").await?;
    browser.press("Enter").await?;
    browser.wait_js(QUESTION, PATIENCE).await?;
    browser.press("Escape").await?;
    browser.wait_gone("confirm", PATIENCE).await?;
    stage.wait_focus("settings-delete-all").await?;
    stage.go("#/translate").await?;
    assert!(browser.value("tr-source").await?.starts_with(draft));
    Ok(())
}
