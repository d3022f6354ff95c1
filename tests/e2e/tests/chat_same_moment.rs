//! Chat: two windows of one conversation do something in the same moment. Nothing of either is lost, and the conversation stays
//! a tree.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

/// Types into the composer, and presses Enter when that time has come.
const SEND_AT: &str = "
    const [text, at] = arguments;
    const field = document.querySelector('[data-testid=chat-input]');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    setTimeout(() => {
        while (Date.now() < at);
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        window.pressed = Date.now();
    }, at - Date.now() - 30);";

/// How far ahead, in milliseconds: both windows have been told by then.
const AHEAD: u64 = 2_500;

impl Stage {
    /// Two windows of one conversation in which something was said.
    async fn two_windows(&self) -> Result<[WindowHandle; 2]> {
        let browser = &self.browser;
        browser.say("say: before").await?;
        browser.wait_answer("done", LONG).await?;
        let first = browser.tab().await?;
        // A window, not a tab: what is hidden has its timers held back.
        let second = browser.driver.new_window().await?;
        browser.switch_to(&second).await?;
        self.open("#/chat").await?;
        browser.wait_count("conversation", 1, PATIENCE).await?;
        browser.click("conversation-open").await?;
        self.said("before").await?;
        Ok([first, second])
    }

    /// In both windows something is said at the same time.
    async fn say_at_once(&self, windows: &[WindowHandle; 2], texts: [&str; 2]) -> Result {
        let browser = &self.browser;
        let now: u64 = browser.eval("return Date.now()", &[]).await?;
        for (window, text) in windows.iter().zip(texts) {
            browser.switch_to(window).await?;
            browser
                .run(SEND_AT, &[json!(text), json!(now + AHEAD)])
                .await?;
        }
        let mut pressed = Vec::new();
        for window in windows {
            browser.switch_to(window).await?;
            browser.wait_js("window.pressed", PATIENCE).await?;
            pressed.push(
                browser
                    .eval::<u64>(
                        "const at = window.pressed; delete window.pressed; return at",
                        &[],
                    )
                    .await?,
            );
        }
        let apart = pressed[0].abs_diff(pressed[1]);
        assert!(apart < 500, "that was not the same moment: {apart} ms");
        Ok(())
    }

    /// What a window could not send, since the other was at work, is still in its composer: it is sent now.
    async fn send_what_is_left(&self, window: &WindowHandle, text: &str) -> Result {
        let browser = &self.browser;
        browser.switch_to(window).await?;
        if browser.value("chat-input").await? == text {
            browser.wait_gone("chat-elsewhere", LONG).await?;
            browser.focus("chat-input").await?;
            browser.press("Enter").await?;
        }
        self.browser
            .wait("it to be sent", PATIENCE, async || {
                Ok(browser.value("chat-input").await?.is_empty().then_some(()))
            })
            .await
    }

    /// The messages, once so many answers are done and none arrives.
    async fn settled(&self, answers: usize) -> Result<Vec<Value>> {
        self.browser
            .wait(&format!("{answers} answers"), LONG, async || {
                let all = self.browser.records("parlance", "messages").await?;
                let done = |one: &&Value| one["role"] == "assistant" && one["state"] == "done";
                let under_way = all.iter().any(|one| one["state"] == "streaming");
                Ok((all.iter().filter(done).count() == answers && !under_way).then_some(all))
            })
            .await
    }
}

/// Every question and its answer, and that what they hang from is there and leads to the beginning.
fn exchanges(all: &[Value]) -> BTreeSet<(String, String)> {
    let text = |one: &Value| one["text"].as_str().unwrap().to_owned();
    let by_id: BTreeMap<&str, &Value> = all
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one))
        .collect();
    assert_eq!(by_id.len(), all.len());
    for one in all {
        let mut at = one;
        let mut seen = BTreeSet::new();
        while let Some(parent) = at["parent"].as_str() {
            assert!(seen.insert(parent), "a ring at {at}");
            at = by_id
                .get(parent)
                .unwrap_or_else(|| panic!("{at} hangs from nothing"));
            assert_eq!(at["conversation"], one["conversation"]);
        }
    }
    all.iter()
        .filter(|one| one["role"] == "assistant")
        .map(|one| (text(by_id[one["parent"].as_str().unwrap()]), text(one)))
        .collect()
}

fn pairs(texts: &[&str]) -> BTreeSet<(String, String)> {
    let pair = |text: &&str| (format!("say: {text}"), (*text).to_owned());
    texts.iter().map(pair).collect()
}

#[tokio::test]
async fn two_questions_in_one_moment_both_have_their_answers() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let windows = stage.two_windows().await?;
    let mut said = vec!["before".to_owned()];
    for round in 0..3 {
        let texts = ["here", "there"].map(|place| format!("{place} {round}"));
        let typed = texts.each_ref().map(|text| format!("say: {text}"));
        let typed = typed.each_ref().map(String::as_str);
        stage.say_at_once(&windows, typed).await?;
        for (window, text) in windows.iter().zip(typed) {
            stage.send_what_is_left(window, text).await?;
        }
        said.extend(texts);
        let all = stage.settled(said.len()).await?;
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        assert_eq!(exchanges(&all), pairs(&said), "round {round}");
    }
    // Each was asked once, with a whole history.
    let asked = stage.chats();
    assert_eq!(asked.len(), said.len());
    for seen in &asked {
        let messages = seen.body["messages"].as_array().unwrap();
        assert_eq!(messages[0]["content"], "say: before", "{messages:?}");
        for (at, message) in messages.iter().enumerate() {
            let role = if at % 2 == 0 { "user" } else { "assistant" };
            assert_eq!(message["role"], role, "{messages:?}");
        }
    }

    // After a reload each window shows a path from the beginning, and all of them can be stepped to.
    for window in &windows {
        browser.switch_to(window).await?;
        stage.reload().await?;
        browser.wait_count("message", 4, PATIENCE).await?;
        browser.wait_answer_read("done", PATIENCE).await?;
        let shown = browser.seen_all("message-text").await?;
        assert_eq!(shown[0].text.trim(), "say: before");
        let record = &browser.records("parlance", "conversations").await?[0];
        let leaf = record["leaf"].as_str().unwrap();
        let all = browser.records("parlance", "messages").await?;
        assert!(
            all.iter().any(|one| one["id"] == leaf),
            "the leaf {leaf} is nowhere"
        );
        assert_eq!(all.len(), said.len() * 2);
    }
    browser.click("chat-map-open").await?;
    browser
        .wait_count("chat-map-line", said.len() * 2, PATIENCE)
        .await?;
    assert_eq!(browser.shown_problem().await?, "");
    Ok(())
}

/// The same answer is asked for again in both windows: each has one more version, and none takes the other's place.
#[tokio::test]
async fn asked_again_in_one_moment_there_are_both_versions() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    let windows = stage.two_windows().await?;
    let now: u64 = browser.eval("return Date.now()", &[]).await?;
    for window in &windows {
        browser.switch_to(window).await?;
        browser.wait_count("message-again", 1, PATIENCE).await?;
        browser
            .run(
                "const at = arguments[0]; setTimeout(() => {
                    while (Date.now() < at);
                    document.querySelector('[data-testid=message-again]').click();
                    window.pressed = true;
                }, at - Date.now() - 30)",
                &[json!(now + AHEAD)],
            )
            .await?;
    }
    for window in &windows {
        browser.switch_to(window).await?;
        browser.wait_js("window.pressed", PATIENCE).await?;
    }
    browser
        .wait("the calls", PATIENCE, async || {
            Ok((stage.chats().len() >= 2).then_some(()))
        })
        .await?;
    browser
        .wait("all of it to be done", LONG, async || {
            let all = browser.records("parlance", "messages").await?;
            let under_way = all.iter().any(|one| one["state"] == "streaming");
            Ok((!under_way && all.len() == stage.chats().len() + 1).then_some(()))
        })
        .await?;
    let all = browser.records("parlance", "messages").await?;
    assert_eq!(exchanges(&all), pairs(&["before"]));
    let answers = stage.chats().len();
    for window in &windows {
        browser.switch_to(window).await?;
        stage.reload().await?;
        browser
            .wait_text("message-version", &format!("/ {answers}"), PATIENCE)
            .await?;
    }
    Ok(())
}
