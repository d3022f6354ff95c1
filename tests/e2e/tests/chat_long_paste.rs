//! A long text pasted into the composer may become a file; one too long for a field is a file at once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::{Duration, Instant};

use common::Stage;
use e2e::{PATIENCE, Result};
use serde_json::json;

/// Pastes a text into the field as the browser does it: told first, then in the field unless that was prevented. In place of
/// what is selected.
const PASTE: &str = "
    const [text, from, to] = arguments;
    const field = document.querySelector('[data-testid=chat-input]');
    const data = new DataTransfer();
    data.setData('text/plain', text);
    field.focus();
    field.setSelectionRange(from, to);
    const put = field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    if (put) document.execCommand('insertText', false, text);
    return put;";

/// A megabyte in the field held the page up for seconds, before it was offered to make it an attachment.
#[tokio::test]
async fn a_very_long_paste_is_an_attachment_at_once() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .replace_text("chat-input", "Before old after")
        .await?;
    let long = "a line of words\r\n".repeat(60_000);
    let begun = Instant::now();
    let put = browser
        .run(PASTE, &[json!(long), json!(7), json!(11)])
        .await?;
    assert_eq!(put, json!(false), "it went into the field");
    browser.wait_count("attached-file", 1, PATIENCE).await?;
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    let chip = browser.seen("attached-file").await?.unwrap();
    assert_eq!(chip.attributes["data-kind"], "paste");
    assert!(chip.text.contains("pasted-1.txt"), "{}", chip.text);
    browser.wait_count("attach-taken", 1, PATIENCE).await?;
    // What was selected is gone, as with any paste.
    assert_eq!(browser.value("chat-input").await?, "Before after");
    // It is stored, and there after a reload.
    stage.records("attachments", |all| !all.is_empty()).await?;
    stage.reload().await?;
    browser.wait_count("attached-file", 1, PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, "Before after");
    browser.click("attached-remove").await?;
    browser.wait_gone("attached-file", PATIENCE).await?;

    // The way back into the text is the person's.
    let shorter = "word ".repeat(20_001);
    browser
        .run(PASTE, &[json!(shorter), json!(0), json!(0)])
        .await?;
    browser.wait_count("attached-file", 1, PATIENCE).await?;
    browser.click("attached-into-text").await?;
    browser.wait_gone("attached-file", PATIENCE).await?;
    browser.wait_gone("attach-taken", PATIENCE).await?;
    assert!(browser.value("chat-input").await?.ends_with("word word "));

    // Below that size it is pasted as ever.
    browser.replace_text("chat-input", "").await?;
    let below = "word ".repeat(10_000);
    let put = browser
        .run(PASTE, &[json!(below), json!(0), json!(0)])
        .await?;
    assert_eq!(put, json!(true));
    browser.wait_count("attach-pasted", 1, PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, below);
    Ok(())
}

#[tokio::test]
async fn a_long_paste_may_become_an_attachment_and_go_back() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.type_into("chat-input", "Before ").await?;
    let long = "a line of words\n".repeat(120);
    browser
        .run(PASTE, &[json!(long.trim_end()), json!(7), json!(7)])
        .await?;
    browser.wait_count("attach-pasted", 1, PATIENCE).await?;
    assert!(
        browser.value("chat-input").await?.len() > 1_000,
        "it is pasted as ever"
    );
    browser.click("attach-pasted").await?;
    browser
        .wait_state("attached-file", "ready", PATIENCE)
        .await?;
    let kind = "document.querySelector('[data-testid=attached-file]').dataset.kind === 'paste'";
    browser.wait_js(kind, PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, "Before ");
    browser.click("attached-into-text").await?;
    browser.wait_gone("attached-file", PATIENCE).await?;
    assert!(
        browser
            .value("chat-input")
            .await?
            .ends_with("a line of words")
    );
    // A short one is nothing to ask about.
    browser.replace_text("chat-input", "").await?;
    browser
        .run(PASTE, &[json!("short"), json!(0), json!(0)])
        .await?;
    assert_eq!(browser.value("chat-input").await?, "short");
    assert_eq!(browser.count("attach-pasted").await?, 0);
    Ok(())
}
