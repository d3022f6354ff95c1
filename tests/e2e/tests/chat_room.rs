//! What has no room in the model's window: told in the thread and at the composer, and room for the longest answer that is
//! asked for.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// A long exchange and a short one, in a window of so many tokens, the oldest left out.
    async fn two_exchanges(&self, window: &str) -> Result {
        let long = format!("say: {}", "parrot ".repeat(60).trim());
        self.exchange(&long).await?;
        self.exchange("say: two").await?;
        self.open_panel().await?;
        self.browser.set_value("context-window", window).await?;
        self.browser.set_value("context-reserve", "20").await?;
        self.browser.click("context-rule-drop-oldest").await?;
        self.close_panel().await
    }

    /// Waits until the line stands below this message of the thread, and nowhere else.
    async fn line_below(&self, message: usize) -> Result {
        let found = format!(
            "(() => {{
                const lines = [...document.querySelectorAll('[data-testid=chat-unsent]')];
                const messages = [...document.querySelectorAll('[data-testid=message]')];
                return lines.length === 1 && messages.indexOf(lines[0].closest('[data-testid=message]')) === {message};
            }})()"
        );
        self.browser.wait_js(&found, PATIENCE).await.map(drop)
    }
}

/// The oldest messages stayed out of what was sent, and only a dialog said so.
#[tokio::test]
async fn the_thread_says_from_where_on_messages_are_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.two_exchanges("150").await?;
    stage.line_below(1).await?;
    browser
        .wait_text("chat-unsent-count", "2", PATIENCE)
        .await?;
    // Beside the estimate, once something is typed.
    browser.type_into("chat-input", "say: three").await?;
    browser
        .wait_text("chat-estimate", "tokens", PATIENCE)
        .await?;
    browser
        .wait_text("chat-unsent-count", "2", PATIENCE)
        .await?;
    // The line leads to the panel, which says why.
    browser.click("chat-unsent").await?;
    browser.wait_count("context-dialog", 1, PATIENCE).await?;
    browser.wait_text("context-note", "2", PATIENCE).await?;
    stage.close_panel().await?;
    stage.wait_focus("chat-unsent").await?;
    browser
        .assert_accessible("the thread with the line")
        .await?;
    // It is where it was after a reload, and moves on as the conversation grows.
    stage.reload().await?;
    stage.line_below(1).await?;
    let long = format!("say: {}", "macaw ".repeat(100).trim());
    browser.set_value("chat-input", "").await?;
    stage.exchange(&long).await?;
    stage.line_below(5).await?;
    browser
        .wait_text("chat-unsent-count", "6", PATIENCE)
        .await?;
    // Where all is sent again, nothing is said.
    stage.open_panel().await?;
    browser.click("context-rule-all").await?;
    stage.close_panel().await?;
    browser.wait_gone("chat-unsent", PATIENCE).await?;
    assert_eq!(browser.text("chat-unsent-count").await?, "");
    // But that it does not fit.
    browser
        .wait_text("chat-over", "Does not fit", PATIENCE)
        .await
        .map(drop)
}

/// The advice was to leave messages out, whatever it was that had no room.
#[tokio::test]
async fn what_has_no_room_is_told_with_what_helps() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.two_exchanges("150").await?;
    assert_eq!(browser.text("chat-over").await?, "");
    browser
        .set_value("chat-input", &"parakeet ".repeat(200))
        .await?;
    browser
        .wait_text("chat-over", "Does not fit", PATIENCE)
        .await?;
    stage.open_panel().await?;
    browser
        .wait_text("context-over", "next message alone", PATIENCE)
        .await?;
    stage.close_panel().await?;
    browser.set_value("chat-input", "say: three").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=chat-over]').textContent === ''",
            PATIENCE,
        )
        .await?;
    stage.open_panel().await?;
    // Numbers as they are written elsewhere; what is none changes nothing.
    browser.set_value("context-reserve", "٢٠٠").await?;
    browser
        .wait_text("context-over", "kept free for the answer", PATIENCE)
        .await?;
    browser.set_value("context-window", "12.5").await?;
    browser
        .wait_js(
            "document.getElementById('context-window-hint').textContent.includes('whole number')",
            PATIENCE,
        )
        .await?;
    browser
        .wait_text("context-tokens", "of 150", PATIENCE)
        .await
        .map(drop)
}

/// What is attached takes room too, and for each model that is asked its own.
#[tokio::test]
async fn what_is_attached_counts_before_it_is_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.two_exchanges("500").await?;
    assert_eq!(browser.count("chat-unsent").await?, 0);
    let file = std::env::temp_dir().join(format!("parlance-room-{}.txt", std::process::id()));
    std::fs::write(&file, "parrot ".repeat(180))?;
    browser.choose_files("chat-files", &[&file]).await?;
    browser.wait_state("attached-file", "ready", LONG).await?;
    std::fs::remove_file(&file)?;
    stage.line_below(1).await?;
    stage.exchange("say: three").await?;
    let body = stage.chats().pop().unwrap().body;
    assert_eq!(body["messages"].as_array().unwrap().len(), 3, "{body}");
    Ok(())
}

/// What was asked for as the longest answer had no room beside what was sent.
#[tokio::test]
async fn room_is_kept_for_the_longest_answer_that_is_asked_for() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.two_exchanges("600").await?;
    assert_eq!(browser.count("chat-unsent").await?, 0);
    browser.click("chat-parameters-open").await?;
    browser.wait_count("parameters-dialog", 1, PATIENCE).await?;
    browser
        .set_value("parameter-max_completion_tokens", "500")
        .await?;
    browser.click("parameters-close").await?;
    browser.wait_gone("parameters-dialog", PATIENCE).await?;
    // The panel and what is sent agree.
    stage.line_below(1).await?;
    stage.exchange("say: three").await?;
    let body = stage.chats().pop().unwrap().body;
    assert_eq!(body["max_completion_tokens"], 500);
    let said: Vec<&str> = body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|message| message["content"].as_str())
        .collect();
    assert_eq!(said, ["say: two", "two", "say: three"]);
    Ok(())
}
