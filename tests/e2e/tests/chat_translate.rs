//! Chat: messages in other languages. Translated beside themselves, taken to the Translate page and from there.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

/// Selects the text of the last answer, as a pointer does.
const SELECT: &str = "
    const texts = document.querySelectorAll('[data-role=assistant] [data-testid=message-text]');
    const range = document.createRange();
    range.selectNodeContents(texts[texts.length - 1].querySelector('p'));
    getSelection().removeAllRanges();
    getSelection().addRange(range);";

async fn asked() -> Result<Stage> {
    let stage = Stage::desk("practice").await?;
    stage.go("#/chat").await?;
    stage
        .browser
        .choose_model("chat-model", "practice-burst")
        .await?;
    stage.browser.say("say: The ferry leaves at nine.").await?;
    stage.browser.wait_answer("done", LONG).await?;
    Ok(stage)
}

#[tokio::test]
async fn a_message_is_translated_beside_itself() -> Result {
    let stage = asked().await?;
    let browser = &stage.browser;
    // Two clicks.
    browser.click_nth("message-more", 1).await?;
    browser
        .click_css("[data-testid=message-translate]:not([hidden])")
        .await?;
    browser.wait_state("beside", "done", LONG).await?;
    let first = browser.text("beside-text").await?;
    assert!(!first.trim().is_empty());
    let spent = browser.text("beside-spent").await?;
    assert!(spent.contains("Tokens"), "{spent}");
    browser
        .assert_accessible("chat, a translation beside its message")
        .await?;
    // Side by side where there is room.
    let tops: Vec<f64> = browser
        .eval(
            "const box = id => document.querySelector(`[data-role=assistant] ${id}`).getBoundingClientRect();
             return [box('.text').right, box('.beside').left];",
            &[],
        )
        .await?;
    assert!(tops[0] <= tops[1], "{tops:?}");
    let chats = stage.chats().len();
    // Closed and opened again it is there, and nobody is asked.
    browser.click("beside-close").await?;
    browser.wait_gone("beside", PATIENCE).await?;
    browser.focus("chat-input").await?;
    browser.press("Alt+Shift+L").await?;
    browser.wait_state("beside", "done", LONG).await?;
    browser
        .wait_text("beside-text", first.trim(), PATIENCE)
        .await?;
    assert_eq!(stage.chats().len(), chats);
    // Another language is asked for at once.
    browser
        .run(
            "const s = document.querySelector('[data-testid=beside-to]'); s.value = 'fr'; s.dispatchEvent(new Event('change', { bubbles: true }));",
            &[],
        )
        .await?;
    browser
        .wait("another request", LONG, async || {
            Ok((stage.chats().len() > chats).then_some(()))
        })
        .await?;
    browser.wait_state("beside", "done", LONG).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_selected_goes_to_the_translate_page_and_back() -> Result {
    let stage = asked().await?;
    let browser = &stage.browser;
    let chats = stage.chats().len();
    browser.run(SELECT, &[]).await?;
    browser.wait_count("picked-translate", 1, PATIENCE).await?;
    browser.click("picked-translate").await?;
    browser.wait_count("tr-target", 1, PATIENCE).await?;
    browser
        .wait("the source to be filled", PATIENCE, async || {
            let source = browser.value("tr-source").await?;
            Ok((source == "The ferry leaves at nine.").then_some(()))
        })
        .await?;
    // Nothing is sent by itself.
    assert_eq!(stage.chats().len(), chats);
    browser.focus("tr-source").await?;
    browser.press("Control+Enter").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    let target = stage.target().await?;
    browser.wait_count("tr-ask-in-chat", 1, PATIENCE).await?;
    browser.click("tr-ask-in-chat").await?;
    browser.wait_count("chat-thread", 1, PATIENCE).await?;
    browser
        .wait("the draft to be the translation", PATIENCE, async || {
            Ok((browser.value("chat-input").await? == target).then_some(()))
        })
        .await?;
    // Back in the conversation that it came from.
    browser.wait_count("message", 2, PATIENCE).await?;
    assert_eq!(stage.chats().len(), chats + 1);

    // Of the translation what is selected alone, as often as it is wished; it is the same conversation still.
    stage.open("#/translate").await?;
    browser.wait_count("tr-ask-in-chat", 1, PATIENCE).await?;
    browser
        .run("const area = document.querySelector('[data-testid=tr-target]'); area.focus(); area.setSelectionRange(0, 3);", &[])
        .await?;
    browser.click("tr-ask-in-chat").await?;
    let part: String = target.chars().take(3).collect();
    browser
        .wait("the draft to be what was selected", PATIENCE, async || {
            let both = format!("{target}\n\n{part}");
            Ok((browser.value("chat-input").await? == both).then_some(()))
        })
        .await?;
    browser.wait_count("message", 2, PATIENCE).await?;

    // What was not sent there from here goes into a new one.
    stage.open("#/translate").await?;
    browser.wait_count("tr-source", 1, PATIENCE).await?;
    browser
        .replace_text("tr-source", "The train is late.")
        .await?;
    browser.press("Control+Enter").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    let target = stage.target().await?;
    browser.click("tr-ask-in-chat").await?;
    browser
        .wait("the draft of a new conversation", PATIENCE, async || {
            Ok((browser.value("chat-input").await? == target).then_some(()))
        })
        .await?;
    browser.wait_gone("message", PATIENCE).await
}
