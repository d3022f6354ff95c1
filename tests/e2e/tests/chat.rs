//! Chat: answers that arrive, and everything a person does with messages and conversations.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::Value;

impl Stage {
    /// The texts of the open conversation's messages.
    async fn texts(&self) -> Result<Vec<String>> {
        let seen = self.browser.seen_all("message-text").await?;
        Ok(seen
            .into_iter()
            .map(|seen| seen.text.trim().to_owned())
            .collect())
    }

    /// Waits until the messages' texts are these.
    async fn wait_texts(&self, wanted: &[&str]) -> Result {
        let what = format!("the messages to be {wanted:?}");
        self.browser
            .wait(&what, PATIENCE, async || {
                Ok((self.texts().await? == wanted).then_some(()))
            })
            .await
    }

    /// Says something and waits for the answer to be done.
    async fn exchange(&self, text: &str) -> Result<String> {
        self.browser.say(text).await?;
        Ok(self.browser.wait_answer("done", LONG).await?.text)
    }

    /// Waits until the latest answer shows at least so many characters.
    async fn answer_of(&self, characters: usize) -> Result<String> {
        self.browser
            .wait("the answer to arrive", LONG, async || {
                let answer = self.browser.last_answer().await?.unwrap_or_default();
                Ok((answer.text.chars().count() >= characters).then_some(answer.text))
            })
            .await
    }

    async fn titles(&self) -> Result<Vec<String>> {
        let seen = self.browser.seen_all("conversation-open").await?;
        Ok(seen
            .into_iter()
            .map(|seen| seen.text.trim().to_owned())
            .collect())
    }
}

#[tokio::test]
async fn stopped_regenerated_edited_continued() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    browser
        .say("say: one two three four five six seven eight nine ten eleven twelve")
        .await?;
    let arrived = stage.answer_of(4).await?;
    browser.click("chat-stop").await?;
    let answer = browser.wait_answer("stopped", PATIENCE).await?;
    assert!(answer.text.starts_with(arrived.trim()) && !answer.text.contains("twelve"));
    let seen = stage
        .practice
        .wait_until(|all| all.iter().any(|r| r.aborted))
        .await;
    assert!(
        seen.iter().any(|request| request.aborted),
        "the fetch was not aborted"
    );

    // Anew with another model: the stopped answer stays, as a sibling.
    browser.choose_model("chat-model", "practice").await?;
    browser.click("message-again").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    stage
        .said("one two three four five six seven eight nine ten eleven twelve")
        .await?;
    browser.click("message-previous").await?;
    browser
        .wait_text("message-version", "1 / 2", PATIENCE)
        .await?;
    assert_eq!(browser.last_answer().await?.unwrap().state, "stopped");
    // It goes on where it stopped.
    browser.click("message-continue").await?;
    stage
        .said("one two three four five six seven eight nine ten eleven twelve")
        .await?;

    // Edited and sent again: a sibling of the question, with an answer of its own.
    browser.click("message-edit").await?;
    browser
        .replace_text("message-editor", "say: another")
        .await?;
    browser.press("Enter").await?;
    stage.wait_texts(&["say: another", "another"]).await?;
    browser.wait_answer("done", LONG).await?;
    assert_eq!(browser.text("message-version").await?, "2 / 2");
    browser.click("message-previous").await?;
    browser
        .wait_text("message-text", "one two three", PATIENCE)
        .await?;
    browser.click("message-next").await?;
    stage.wait_texts(&["say: another", "another"]).await?;

    // Cut by the network: kept, and continued.
    browser
        .choose_model("chat-model", "practice-cut-once")
        .await?;
    let whole = "alpha beta gamma delta epsilon zeta eta theta";
    browser.say(&format!("say: {whole}")).await?;
    let cut = browser.wait_answer_read("failed|truncated", LONG).await?;
    assert!(
        !cut.text.is_empty() && whole.starts_with(cut.text.trim()) && cut.text.len() < whole.len()
    );
    browser.click("message-continue").await?;
    stage.said(whole).await?;

    // What it took.
    assert!(
        browser
            .last_answer()
            .await?
            .unwrap()
            .facts
            .contains("practice-cut-once")
    );
    Ok(())
}

#[tokio::test]
async fn copied_deleted_and_brought_back() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for word in ["first", "second"] {
        stage.exchange(&format!("say: {word}")).await?;
    }
    let all = ["say: first", "first", "say: second", "second"];
    stage.wait_texts(&all).await?;
    browser.click_nth("message-copy", 3).await?;
    stage.wait_copied("second").await?;
    stage.choose("message-more", 2, "message-delete").await?;
    stage.wait_texts(&all[..2]).await?;
    // All four are kept besides, for who wants them back later.
    stage
        .records("messages", |kept| kept.len() == 2 + all.len())
        .await?;
    browser.click("undo-action").await?;
    stage.wait_texts(&all).await?;
    stage.records("messages", |kept| kept.len() == 4).await?;

    // Conversations: a second one, renamed, pinned, deleted, brought back.
    browser.click("chat-new").await?;
    stage.exchange("say: third").await?;
    assert_eq!(stage.titles().await?.len(), 2);
    stage
        .choose("conversation-more", 0, "conversation-rename")
        .await?;
    browser
        .replace_text("conversation-title", "Rivers and seas")
        .await?;
    browser.press("Enter").await?;
    browser
        .wait_text("chat-title", "Rivers and seas", PATIENCE)
        .await?;
    stage
        .choose("conversation-more", 1, "conversation-pin")
        .await?;
    browser
        .wait("the pinned one to be first", PATIENCE, async || {
            Ok(stage
                .titles()
                .await?
                .first()
                .is_some_and(|title| title.contains("first"))
                .then_some(()))
        })
        .await?;
    stage
        .choose("conversation-more", 1, "conversation-delete")
        .await?;
    browser
        .wait("it to be gone", PATIENCE, async || {
            Ok((stage.titles().await?.len() == 1).then_some(()))
        })
        .await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.click("undo-action").await?;
    stage.wait_texts(&["say: third", "third"]).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    let titles = stage.titles().await?;
    assert!(
        titles[0].contains("first") && titles[1] == "Rivers and seas",
        "{titles:?}"
    );
    browser.set_value("chat-search", "rivers").await?;
    browser
        .wait("one hit", PATIENCE, async || {
            Ok((browser.count("search-hit").await? == 1).then_some(()))
        })
        .await
}

#[tokio::test]
async fn nothing_is_lost_in_a_reload() -> Result {
    let stage = Stage::talk("practice-silent").await?;
    let browser = &stage.browser;
    browser.type_into("chat-input", "A draft").await?;
    stage.reload().await?;
    assert_eq!(browser.value("chat-input").await?, "A draft");

    // The question is written down before it is sent.
    browser.say("say: is it there?").await?;
    stage
        .practice
        .wait_until(|all| all.iter().any(|r| r.path.ends_with("/chat/completions")))
        .await;
    let kept = stage
        .records("messages", |all| all.iter().any(|m| m["role"] == "user"))
        .await?;
    assert!(kept.iter().any(|m| m["text"] == "say: is it there?"));
    stage.reload().await?;
    browser
        .wait_text("message-text", "say: is it there?", PATIENCE)
        .await?;

    // An answer that was arriving is back as far as it came, marked, and goes on.
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice-slow").await?;
    let whole = "one two three four five six seven eight nine ten";
    browser.say(&format!("say: {whole}")).await?;
    let arrived = stage.answer_of(10).await?;
    stage.reload().await?;
    let back = browser
        .wait_answer_read("stopped|truncated", PATIENCE)
        .await?;
    assert!(
        back.text.starts_with(arrived.trim()) && whole.starts_with(back.text.trim()),
        "{arrived:?} / {back:?}"
    );
    browser.choose_model("chat-model", "practice").await?;
    browser.click("message-continue").await?;
    stage.said(whole).await?;
    let seqs: Vec<Value> = stage.records("journal", <[Value]>::is_empty).await?;
    assert!(seqs.is_empty());
    Ok(())
}

#[tokio::test]
async fn two_tabs_see_the_same() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: from the first tab").await?;
    let first = browser.tab().await?;
    let second = browser.open_in_new_tab(&stage.site.url("#/chat")).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.click("conversation-open").await?;
    stage
        .wait_texts(&["say: from the first tab", "from the first tab"])
        .await?;
    stage.exchange("say: from the second").await?;
    browser.switch_to(&first).await?;
    let all = [
        "say: from the first tab",
        "from the first tab",
        "say: from the second",
        "from the second",
    ];
    stage.wait_texts(&all).await?;
    browser.click("chat-new").await?;
    stage.exchange("say: a new one").await?;
    browser.switch_to(&second).await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    Ok(())
}
