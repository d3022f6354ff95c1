//! Chat: what is read late, and what another tab is doing, costs nothing of what was said.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use thirtyfour::WindowHandle;

const WHOLE: &str = "one two three four five six seven eight nine ten eleven twelve";

/// Types into the composer, opens the second conversation of the list and presses Enter, all before the page can do
/// anything else.
const OPEN_AND_SEND: &str = "
    document.querySelectorAll('[data-testid=conversation-open]')[1].click();
    const field = document.querySelector('[data-testid=chat-input]');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, arguments[0]);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const enter = () => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    enter();
    enter();";

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// What was said in the latest request.
    fn asked(&self) -> Vec<String> {
        let body = self.chats().pop().unwrap().body;
        let messages = body["messages"].as_array().unwrap();
        messages
            .iter()
            .map(|message| message["content"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Asks for a slow answer, and opens its conversation in a second tab while it arrives. Gives the first.
    async fn watched(&self) -> Result<WindowHandle> {
        let browser = &self.browser;
        browser.say(&format!("say: {WHOLE}")).await?;
        browser
            .wait("the answer to arrive", LONG, async || {
                let answer = browser.last_answer().await?.unwrap_or_default();
                Ok(answer.text.contains("one").then_some(()))
            })
            .await?;
        let first = browser.tab().await?;
        browser.open_in_new_tab(&self.site.url("#/chat")).await?;
        browser.wait_mounted().await?;
        browser.wait_page().await?;
        browser.click("conversation-open").await?;
        browser.wait_answer("streaming", PATIENCE).await?;
        Ok(first)
    }
}

/// It was declared ended early on every send, and going on with it deleted what the first tab was writing.
#[tokio::test]
async fn an_answer_in_another_tab_is_shown_as_it_arrives() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    let first = stage.watched().await?;
    browser.wait_count("chat-elsewhere", 1, PATIENCE).await?;
    let more: bool = browser
        .eval(
            "const b = document.querySelector('[data-role=assistant] [data-testid=message-continue]'); return Boolean(b?.checkVisibility())",
            &[],
        )
        .await?;
    assert!(!more, "it can be continued while it arrives");
    browser.type_into("chat-input", "Not yet").await?;
    browser.press("Enter").await?;
    assert!(!browser.seen("chat-send").await?.unwrap().enabled);
    let early = browser.last_answer().await?.unwrap();
    assert_eq!(early.state, "streaming");
    browser
        .wait("more to arrive", LONG, async || {
            let now = browser.last_answer().await?.unwrap();
            Ok((now.text.len() > early.text.len()).then_some(()))
        })
        .await?;
    stage.said(WHOLE).await?;
    browser.wait_gone("chat-elsewhere", PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, "Not yet");
    assert_eq!(stage.chats().len(), 1);
    browser.switch_to(&first).await?;
    stage.said(WHOLE).await
}

#[tokio::test]
async fn an_answer_whose_tab_is_closed_can_be_continued() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    let first = stage.watched().await?;
    let second = browser.tab().await?;
    browser.switch_to(&first).await?;
    browser.close_tab(&second).await?;
    let cut = browser.wait_answer_read("truncated", LONG).await?;
    assert!(
        !cut.text.trim().is_empty() && WHOLE.starts_with(cut.text.trim()),
        "{cut:?}"
    );
    browser.choose_model("chat-model", "practice").await?;
    browser.click("message-continue").await?;
    stage.said(WHOLE).await
}

/// The history vanished from the screen, and the request went out without it.
#[tokio::test]
async fn what_is_sent_at_once_after_opening_has_its_history() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: first").await?;
    browser.click("chat-new").await?;
    stage.exchange("say: other").await?;
    stage.reload().await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    browser
        .run(OPEN_AND_SEND, &["say: second".into()])
        .await
        .map(drop)?;
    stage.said("second").await?;
    assert_eq!(stage.asked(), ["say: first", "first", "say: second"]);
    browser.wait_count("message", 4, PATIENCE).await?;
    assert_eq!(stage.chats().len(), 3, "sent twice");
    assert_eq!(browser.value("chat-input").await?, "");
    Ok(())
}

/// Before the list was read, a new conversation was begun.
#[tokio::test]
async fn what_is_sent_as_the_page_loads_goes_into_the_open_conversation() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: first").await?;
    browser.type_into("chat-input", "say: second").await?;
    browser.reload().await?;
    browser.wait_mounted().await?;
    // The page's own field: the one before it was the static page's.
    browser.wait_count("chat-input", 1, PATIENCE).await?;
    browser
        .run(
            "document.querySelector('[data-testid=chat-input]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))",
            &[],
        )
        .await
        .map(drop)?;
    stage.said("second").await?;
    assert_eq!(stage.asked(), ["say: first", "first", "say: second"]);
    assert_eq!(browser.count("conversation").await?, 1);
    assert_eq!(browser.count("chat-stop").await?, 0);
    Ok(())
}
