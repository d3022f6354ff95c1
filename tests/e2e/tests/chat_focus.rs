//! Chat: what is done with a control leaves the focus on it, though its row is made anew.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// Presses Enter on what has the focus, waits for this version, and for the focus on this control.
    async fn step(&self, version: &str, control: &str) -> Result {
        self.browser.press("Enter").await?;
        self.browser
            .wait_text("message-version", version, PATIENCE)
            .await?;
        self.wait_focus(control).await
    }
}

/// The focus fell to the top of the page: the row with the arrow was gone.
#[tokio::test]
async fn stepping_through_versions_goes_on_with_the_same_arrow() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    for version in ["2 / 2", "3 / 3"] {
        browser.click("message-again").await?;
        browser
            .wait_text("message-version", version, PATIENCE)
            .await?;
        browser.wait_answer("done", LONG).await?;
    }
    browser.focus("message-previous").await?;
    stage.step("2 / 3", "message-previous").await?;
    // The first one has none before it.
    stage.step("1 / 3", "message-next").await?;
    stage.step("2 / 3", "message-next").await?;
    stage.step("3 / 3", "message-previous").await
}

/// Far from the end, what stands around a message is made only when it comes near.
#[tokio::test]
async fn an_arrow_far_from_the_end_keeps_the_focus_too() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: first").await?;
    browser.click("message-edit").await?;
    browser
        .replace_text("message-editor", "say: another")
        .await?;
    browser.press("Enter").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.wait_answer("done", LONG).await?;
    // Several windows of text.
    for _ in 0..8 {
        stage.exchange("markdown 2").await?;
    }
    browser.focus("message-previous").await?;
    stage.step("1 / 2", "message-next").await?;
    stage.step("2 / 2", "message-previous").await
}

/// The row went to the other list, and its button with it.
#[tokio::test]
async fn pinning_leaves_the_focus_on_the_menu_of_the_conversation() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for word in ["first", "second"] {
        browser.click("chat-new").await?;
        stage.exchange(&format!("say: {word}")).await?;
    }
    let on_first = "document.activeElement?.dataset.testid === 'conversation-more' && document.activeElement.closest('[data-testid=conversation]').innerText.includes('first')";
    for pinned in [true, false] {
        let focus = "Array.from(document.querySelectorAll('[data-testid=conversation]')).find(row => row.innerText.includes('first')).querySelector('[data-testid=conversation-more]').focus()";
        browser.run(focus, &[]).await?;
        browser.press("Enter").await?;
        browser.press_to("Tab", "conversation-pin", 5).await?;
        browser.press("Enter").await?;
        browser
            .wait_js(
                &format!("Boolean(document.querySelector('.day.pinned')) === {pinned}"),
                PATIENCE,
            )
            .await?;
        browser.wait_js(on_first, PATIENCE).await?;
    }
    Ok(())
}
