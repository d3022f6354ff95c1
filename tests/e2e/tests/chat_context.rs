//! What will be sent: the panel, the rule, what is left out, summaries, and what the endpoint had cached.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::Value;

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

    /// What "Show what was sent" shows for the latest answer.
    async fn shown(&self) -> Result<Value> {
        let last = self.browser.wait_count("message-more", 1, PATIENCE).await? - 1;
        self.choose("message-more", last, "message-sent").await?;
        let text = self
            .browser
            .wait_text("sent-text", "messages", PATIENCE)
            .await?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Waits until the messages fare so.
    async fn fates(&self, wanted: &[&str]) -> Result {
        self.browser
            .wait(&format!("the lines {wanted:?}"), PATIENCE, async || {
                let lines = self.browser.seen_all("context-line").await?;
                let states: Vec<&str> = lines.iter().map(|line| line.state.as_str()).collect();
                Ok((states == wanted).then_some(()))
            })
            .await
    }
}

#[tokio::test]
async fn a_message_that_is_left_out_is_not_sent_and_comes_back() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    stage.exchange("say: two").await?;
    browser.type_into("chat-input", "say: three").await?;
    browser
        .wait_text("chat-estimate", "tokens", PATIENCE)
        .await?;
    stage.open_panel().await?;
    stage.fates(&["goes"; 5]).await?;
    assert_eq!(browser.count("context-broken").await?, 0);
    browser.click_nth("context-toggle", 1).await?;
    stage
        .fates(&["goes", "left-out", "goes", "goes", "goes"])
        .await?;
    // The endpoint has read it: what follows is read anew.
    let told = browser.wait_text("context-broken", "one", PATIENCE).await?;
    assert!(told.contains("tokens"), "{told}");
    stage.close_panel().await?;
    stage.wait_focus("chat-context-open").await?;
    browser.focus("chat-input").await?;
    browser.press("Enter").await?;
    stage.said("three").await?;
    let asked = ["say: one", "say: two", "two", "say: three"];
    assert_eq!(stage.asked(), asked);
    // Kept, and taken in again: what was sent stays what was sent.
    stage.reload().await?;
    browser
        .wait_text("message-note", "left this out", PATIENCE)
        .await?;
    stage.open_panel().await?;
    browser.click_nth("context-toggle", 1).await?;
    stage.fates(&["goes"; 6]).await?;
    stage.close_panel().await?;
    let shown = stage.shown().await?;
    let texts: Vec<&str> = shown["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|message| message["content"].as_str())
        .collect();
    assert_eq!(texts, asked);
    stage.exchange("say: four").await?;
    assert_eq!(stage.asked().len(), 7);
    Ok(())
}

#[tokio::test]
async fn the_oldest_go_when_it_does_not_fit() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.click("chat-system-open").await?;
    browser
        .replace_text("chat-system", "Answer like a parrot.")
        .await?;
    browser.click("chat-system-open").await?;
    let long = format!("say: {}", "parrot ".repeat(60).trim());
    stage.exchange(&long).await?;
    stage.exchange("say: two").await?;
    stage.open_panel().await?;
    assert_eq!(browser.count("context-bar").await?, 0, "no window is known");
    browser.set_value("context-window", "150").await?;
    browser.set_value("context-reserve", "20").await?;
    browser
        .wait_state("context-totals", "over", PATIENCE)
        .await?;
    stage.fates(&["goes"; 5]).await?;
    browser.click("context-rule-drop-oldest").await?;
    stage
        .fates(&["goes", "dropped", "dropped", "goes", "goes"])
        .await?;
    browser
        .wait_state("context-totals", "fits", PATIENCE)
        .await?;
    browser.set_value("context-window", "a lot").await?;
    browser.wait_count("context-bar", 1, PATIENCE).await?;
    stage.close_panel().await?;
    stage.exchange("say: three").await?;
    assert_eq!(
        stage.asked(),
        ["Answer like a parrot.", "say: two", "two", "say: three"]
    );
    let shown = stage.shown().await?;
    assert_eq!(
        shown["messages"],
        stage.chats().pop().unwrap().body["messages"]
    );
    // In another conversation all goes again.
    browser.click("chat-new").await?;
    stage.exchange("say: new").await?;
    assert_eq!(stage.asked(), ["say: new"]);
    Ok(())
}

#[tokio::test]
async fn what_was_too_long_goes_without_the_oldest() -> Result {
    let stage = Stage::talk("practice-llamacpp").await?;
    let browser = &stage.browser;
    let long = format!("say: {}", "parrot ".repeat(2_500).trim());
    browser.set_value("chat-input", &long).await?;
    browser.click("chat-send").await?;
    browser.wait_answer("done", LONG).await?;
    browser.say("say: two").await?;
    browser.wait_answer("failed", LONG).await?;
    browser.click("message-without-oldest").await?;
    browser.wait_answer("done", LONG).await?;
    assert_eq!(stage.asked(), ["say: two"]);
    // Nothing is deleted: the failed answer too is a version still.
    assert_eq!(browser.count("message").await?, 4);
    // From now on it is done without asking.
    stage.exchange("say: three").await?;
    assert_eq!(stage.asked().last().unwrap(), "say: three");
    assert!(!stage.asked()[0].contains("parrot"));
    Ok(())
}

#[tokio::test]
async fn a_summary_is_made_seen_changed_sent_and_taken_away() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for text in ["say: one", "say: two", "say: three", "say: four"] {
        stage.exchange(text).await?;
    }
    stage.open_panel().await?;
    browser.click("context-rule-summarise").await?;
    let calls = stage.chats().len();
    browser.click("context-summary-make").await?;
    browser.wait_count("context-summary", 1, LONG).await?;
    // It was asked of the model, with the first messages, and says what it took.
    assert_eq!(stage.chats().len(), calls + 1);
    let question = stage.asked().pop().unwrap();
    assert!(question.contains("say: two") && !question.contains("say: three"));
    let facts = browser
        .wait_text("context-summary-facts", "tokens", PATIENCE)
        .await?;
    assert!(
        facts.contains('4') && facts.contains("practice-burst"),
        "{facts}"
    );
    stage
        .fates(&[
            "goes",
            "summarised",
            "summarised",
            "summarised",
            "summarised",
            "goes",
            "goes",
            "goes",
            "goes",
        ])
        .await?;
    browser
        .set_value("context-summary", "They counted to two.")
        .await?;
    browser
        .wait_text("context-summary-facts", "changed by you", PATIENCE)
        .await?;
    stage.close_panel().await?;
    browser
        .wait_text("chat-summary", "in place of", PATIENCE)
        .await?;
    stage.exchange("say: five").await?;
    let asked = stage.asked();
    assert_eq!(asked.len(), 6);
    assert!(asked[0].ends_with("They counted to two."), "{asked:?}");
    stage.reload().await?;
    let shown = stage.shown().await?;
    assert_eq!(
        shown["messages"],
        stage.chats().pop().unwrap().body["messages"]
    );
    // Taken away and brought back.
    stage.open_panel().await?;
    browser.click("context-summary-remove").await?;
    browser.wait_gone("context-summary", PATIENCE).await?;
    stage.fates(&["goes"; 10]).await?;
    browser
        .click_css("[data-testid=context-dialog] [data-testid=undo-action]")
        .await?;
    browser.wait_count("context-summary", 1, PATIENCE).await?;
    stage.close_panel().await?;
    // Asked anew before its end, it does not count.
    browser.click_nth("message-again", 0).await?;
    stage.said("one").await?;
    assert_eq!(stage.asked(), ["say: one"]);
    Ok(())
}

#[tokio::test]
async fn a_summary_that_fails_says_why() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for text in ["say: one", "say: two", "say: three"] {
        stage.exchange(text).await?;
    }
    browser.choose_model("chat-model", "practice-401").await?;
    stage.open_panel().await?;
    browser
        .wait_text("context-broken", "Another model", PATIENCE)
        .await?;
    browser.click("context-rule-summarise").await?;
    browser.click("context-summary-make").await?;
    browser.wait_count("problem", 1, LONG).await?;
    assert_eq!(browser.count("context-summary").await?, 0);
    Ok(())
}

#[tokio::test]
async fn an_edit_tells_what_is_read_anew() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    stage.exchange("say: two").await?;
    browser.click_nth("message-edit", 0).await?;
    browser
        .wait_text("message-edit-breaks", "tokens", PATIENCE)
        .await?;
    browser.press("Escape").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    browser.click_nth("message-edit", 1).await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    assert_eq!(browser.count("message-edit-breaks").await?, 0);
    Ok(())
}

#[tokio::test]
async fn the_panel_is_accessible_in_every_shape() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/chat", options).await?;
    stage
        .browser
        .choose_model("chat-model", "practice-burst")
        .await?;
    for text in ["say: one", "say: two", "say: three"] {
        stage.exchange(text).await?;
    }
    stage.open_panel().await?;
    stage.browser.set_value("context-window", "900").await?;
    stage.browser.set_value("context-reserve", "4096").await?;
    stage.browser.click("context-rule-summarise").await?;
    stage.browser.click("context-summary-make").await?;
    stage.browser.wait_count("context-summary", 1, LONG).await?;
    stage.browser.click_nth("context-toggle", 3).await?;
    stage
        .browser
        .wait_count("context-over", 1, PATIENCE)
        .await?;
    stage.browser.assert_accessible("context").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("context, dark and narrow")
        .await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    Ok(())
}

#[tokio::test]
async fn a_line_is_opened_to_its_whole_text() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let long = format!("say: {}\nand the end", "word ".repeat(200));
    browser.replace_text("chat-input", &long).await?;
    stage.open_panel().await?;
    browser
        .wait_text("context-model", "practice-burst", PATIENCE)
        .await?;
    assert!(!browser.text("context-line").await?.contains("the end"));
    browser.click("context-line-open").await?;
    let whole = browser
        .wait_text("context-line-text", "and the end", PATIENCE)
        .await?;
    assert!(whole.split_whitespace().eq(long.split_whitespace()));
    assert_eq!(
        browser
            .attribute("context-line-open", "aria-expanded")
            .await?
            .as_deref(),
        Some("true")
    );
    browser.click("context-line-open").await?;
    browser.wait_gone("context-line-text", PATIENCE).await?;
    Ok(())
}
