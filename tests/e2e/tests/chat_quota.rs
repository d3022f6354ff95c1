//! Chat: the storage is full while an answer arrives. It stays on the screen, can be copied and saved, and it is said why it is
//! not kept.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, SEED, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// From now on the database is full.
const FULL: &str = "
    window.keepPut = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); };";
/// And now it is not any more.
const ROOM: &str = "IDBObjectStore.prototype.put = window.keepPut;";

#[tokio::test]
async fn an_answer_outlives_a_full_disk_on_the_screen() -> Result {
    const WHOLE: &str = "one two three four five six seven eight nine ten eleven twelve";
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    browser.say(&format!("say: {WHOLE}")).await?;
    browser
        .wait("the answer to arrive", LONG, async || {
            let answer = browser.last_answer().await?.unwrap_or_default();
            Ok(answer.text.contains("two").then_some(()))
        })
        .await?;
    browser.run(FULL, &[]).await?;
    let answer = browser.wait_answer("done", LONG).await?;
    assert!(answer.text.contains(WHOLE), "{answer:?}");
    let told = browser.wait_problem("storage").await?;
    assert!(told.contains("full"), "{told}");

    browser.click("message-copy").await?;
    assert!(browser.clipboard().await?.contains(WHOLE));
    browser.forget_downloads()?;
    let last = browser.wait_count("message-more", 1, PATIENCE).await? - 1;
    stage.choose("message-more", last, "message-save").await?;
    let saved = std::fs::read_to_string(browser.download(PATIENCE).await?)?;
    assert!(saved.contains(WHOLE), "{saved}");

    // The whole conversation too: what could not be written down is in it.
    browser.forget_downloads()?;
    stage
        .choose("conversation-more", 0, "conversation-download")
        .await?;
    browser.wait_count("save-dialog", 1, PATIENCE).await?;
    browser.click("save-markdown").await?;
    let saved = std::fs::read_to_string(browser.download(PATIENCE).await?)?;
    assert!(saved.contains(WHOLE), "{saved}");

    // With room again what is said next is kept, and the notice goes once all is.
    browser.run(ROOM, &[]).await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: after").await?;
    stage.said("after").await?;
    browser.wait_gone("problem", PATIENCE).await?;
    stage
        .records("messages", |all| {
            let whole = |one: &Value| one["text"].as_str().is_some_and(|it| it.contains(WHOLE));
            all.len() == 4
                && all.iter().all(|one| one["state"] == "done")
                && all
                    .iter()
                    .any(|one| one["role"] == "assistant" && whole(one))
        })
        .await?;
    stage.reload().await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    // What is read back is drawn a moment after its row.
    browser
        .wait("the answer's text", PATIENCE, async || {
            let texts = browser.seen_all("message-text").await?;
            Ok(texts[1].text.contains(WHOLE).then_some(()))
        })
        .await
}

/// What was sorted, forked and deleted while the disk was full came undone with the next reload, though there was room by then.
#[tokio::test]
async fn what_is_done_on_a_full_disk_is_written_once_there_is_room() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    let records = json!([
        {"id": "a", "title": "Alpha", "updated": 3},
        {"id": "b", "title": "Beta", "updated": 2},
        {"id": "c", "title": "Gamma", "updated": 1},
    ]);
    browser.run_async(SEED, &[records]).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    browser.click_nth("conversation-open", 2).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.run(FULL, &[]).await?;
    stage
        .choose("conversation-more", 0, "conversation-archive")
        .await?;
    browser.wait_problem("storage").await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    browser.wait_text("chat-title", "Gamma", PATIENCE).await?;
    stage.choose("message-more", 0, "message-fork").await?;
    browser
        .wait_text("chat-title", "Gamma (2)", PATIENCE)
        .await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    stage
        .records("conversations", |all| {
            all.len() == 3 && all.iter().all(|one| one["deleted"].is_null())
        })
        .await?;
    browser.run(ROOM, &[]).await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: after").await?;
    stage.said("after").await?;
    browser.wait_gone("problem", PATIENCE).await?;
    let is = |one: &Value, id: &str, field: &str| one["id"] == id && one[field] != json!(null);
    stage
        .records("conversations", |all| {
            all.len() == 4
                && all
                    .iter()
                    .any(|one| one["id"] == "a" && one["archived"] == true)
                && all.iter().any(|one| is(one, "b", "deleted"))
                && all.iter().any(|one| one["title"] == "Gamma (2)")
        })
        .await?;
    stage.reload().await?;
    browser.wait_count("conversation", 2, PATIENCE).await?;
    browser
        .wait_text("chat-title", "Gamma (2)", PATIENCE)
        .await?;
    browser.wait_count("message", 3, PATIENCE).await.map(drop)
}
