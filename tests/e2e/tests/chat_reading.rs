//! Chat: a reader who leaves the page and comes back is where they were.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

/// Where a block of the second answer stands, in pixels below the top of the thread.
const TOP: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    const answer = thread.querySelectorAll('[data-role=assistant] [data-testid=message-text]')[1];
    const block = answer?.querySelectorAll(':scope > * > *')[20];
    return block ? Math.round(block.getBoundingClientRect().top - thread.getBoundingClientRect().top) : null;";

/// Scrolls that block to just above what is seen, as a hand does.
const READ: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    const answer = thread.querySelectorAll('[data-role=assistant] [data-testid=message-text]')[1];
    thread.dispatchEvent(new WheelEvent('wheel', { deltaY: -9, bubbles: true }));
    answer.querySelectorAll(':scope > * > *')[20].scrollIntoView({ block: 'start' });
    thread.scrollTop += 7;";

const AT_END: &str = "(() => { const t = document.querySelector('[data-testid=chat-thread]'); return t.scrollHeight > t.clientHeight && t.scrollHeight - t.scrollTop - t.clientHeight <= 2; })()";

/// Waits until that block stands here, give or take what rounding takes.
async fn wait_top(stage: &Stage, wanted: i64) -> Result {
    stage
        .browser
        .wait(
            &format!("the block to be at {wanted}"),
            PATIENCE,
            async || {
                let top: Option<i64> = stage.browser.eval(TOP, &[]).await?;
                Ok(top.filter(|top| (top - wanted).abs() <= 3).map(|_| ()))
            },
        )
        .await
}

/// The thread was at its end again.
#[tokio::test]
async fn a_reader_comes_back_to_where_they_were() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for _ in 0..4 {
        browser.say("markdown 8").await?;
        browser.wait_answer("done", LONG).await?;
    }
    // Twice: what comes into view for the first time is measured anew.
    for _ in 0..2 {
        browser.run(READ, &[]).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    browser.wait_count("chat-jump", 1, PATIENCE).await?;
    let top: i64 = browser.eval(TOP, &[]).await?;
    for page in ["#/usage", "#/translate"] {
        stage.go(page).await?;
        stage.go("#/chat").await?;
        wait_top(&stage, top).await?;
        // All has been made by now, and nothing has moved it.
        tokio::time::sleep(Duration::from_secs(1)).await;
        wait_top(&stage, top).await?;
        assert_eq!(browser.count("chat-jump").await?, 1, "{page}");
    }
    // Who was at the end comes back to the end.
    browser.click("chat-jump").await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    stage.go("#/usage").await?;
    stage.go("#/chat").await?;
    browser.wait_count("message", 8, PATIENCE).await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    browser.wait_gone("chat-jump", PATIENCE).await?;
    // Another conversation is shown from its end.
    browser.run(READ, &[]).await?;
    browser.wait_count("chat-jump", 1, PATIENCE).await?;
    browser.click("chat-new").await?;
    browser.say("markdown 8").await?;
    browser.wait_answer("done", LONG).await?;
    browser.wait_js(AT_END, PATIENCE).await
}
