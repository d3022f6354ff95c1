//! Chat: an answer that the person changes, and what can be done with what came from tools.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, STORE, Stage};
use e2e::{PATIENCE, Result};
use serde_json::json;

#[tokio::test]
async fn an_edited_answer_is_a_version_and_nothing_is_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: one").await?;
    stage.said("one").await?;
    browser.say("say: two").await?;
    stage.said("two").await?;

    // Given up, it can be taken up again.
    browser.click_nth("answer-edit", 0).await?;
    stage.wait_focus("message-editor").await?;
    assert_eq!(browser.value("message-editor").await?.trim(), "one");
    browser.replace_text("message-editor", "other").await?;
    browser.press("Escape").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    assert_eq!(browser.value("message-editor").await?, "other");

    // It outlives a reload. Enter is a line of its own, Ctrl+Enter keeps it.
    stage.reload().await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    browser
        .replace_text("message-editor", "**mine**, not its own")
        .await?;
    browser.press("Enter").await?;
    assert!(
        browser
            .value("message-editor")
            .await?
            .starts_with("**mine**, not its own\n")
    );
    browser
        .wait_text("answer-edit-follows", "What follows stays", PATIENCE)
        .await?;
    browser.click("answer-edit-save").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    stage.wait_focus("answer-edit").await?;
    stage.said("mine, not its own").await?;
    assert_eq!(browser.count("message").await?, 2);
    let facts = browser.text("message-facts").await?;
    assert!(
        facts.contains("practice-burst") && facts.contains("edited by you"),
        "{facts}"
    );
    assert!(!facts.contains("Tokens"), "{facts}");
    assert_eq!(stage.chats().len(), 2, "nothing was sent");
    let records = stage.records("messages", |all| all.len() == 5).await?;
    let edited = records.iter().find(|one| one["edited"] == true).unwrap();
    assert!(edited["usage"].is_null() && edited["cost"].is_null());

    // The answer as it came is there, and what followed it.
    browser.click("message-previous").await?;
    stage.said("two").await?;
    assert_eq!(browser.count("message").await?, 4);
    browser.click("message-next").await?;
    stage.said("mine, not its own").await?;

    // The conversation goes on from what the person wrote.
    browser.say("say: three").await?;
    stage.said("three").await?;
    let sent = stage.chats().last().unwrap().body.to_string();
    assert!(sent.contains("**mine**, not its own"), "{sent}");
    Ok(())
}

#[tokio::test]
async fn what_a_tool_gave_back_has_versions_and_is_copied_and_deleted() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let browser = &stage.browser;
    let message = |id: &str, parent: Option<&str>, role: &str, text: &str, at: u64| {
        json!({ "id": id, "conversation": "c", "parent": parent, "role": role, "text": text, "state": "done",
            "created": 1_790_000_000_000_u64 + at })
    };
    let messages = [
        message("q", None, "user", "What is 6 times 7?", 1),
        message("t1", Some("q"), "tool", "41", 2),
        message("t2", Some("q"), "tool", "42", 3),
        message("a", Some("t2"), "assistant", "It is 42.", 4),
    ];
    let record = json!({ "id": "c", "title": "Times", "titled_by": "person", "created": 1_790_000_000_000_u64,
        "updated": 1_790_000_000_000_u64, "leaf": "a" });
    stage
        .browser
        .run_async(STORE, &[json!([[record], messages])])
        .await?;
    stage.reload().await?;
    browser.click("conversation-open").await?;
    browser.wait_count("message", 3, PATIENCE).await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.click("message-previous").await?;
    browser
        .wait_text("message-version", "1 / 2", PATIENCE)
        .await?;
    assert_eq!(browser.count("message").await?, 2);
    browser.click_nth("message-copy", 1).await?;
    stage.wait_copied("41").await?;

    stage.choose("message-more", 1, "message-delete").await?;
    stage
        .records("messages", |all| all.iter().all(|one| one["id"] != "t1"))
        .await?;
    browser.click("undo-action").await?;
    browser
        .wait_text("message-version", "1 / 2", PATIENCE)
        .await?;
    // The copy that was kept of what was deleted is gone again.
    stage.records("conversations", |all| all.len() == 1).await?;
    stage.choose("message-more", 1, "message-fork").await?;
    stage
        .records("conversations", |all| {
            all.iter().any(|one| one["forked_from"] == "c")
        })
        .await?;
    browser
        .wait_text("chat-title", "Times (2)", LONG)
        .await
        .map(drop)
}

/// What was written was nowhere between the click and the database.
#[tokio::test]
async fn an_edit_outlives_the_page_until_it_is_kept() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: one").await?;
    stage.said("one").await?;
    for (edit, done) in [
        ("answer-edit", "answer-edit-save"),
        ("message-edit", "message-resend"),
    ] {
        browser.click(edit).await?;
        browser
            .replace_text("message-editor", "say: my own words")
            .await?;
        // In one task: nothing can have been written by then.
        let at_once =
            format!("document.querySelector('[data-testid={done}]').click(); location.reload();");
        browser.run(&at_once, &[]).await?;
        // The first may be under way still.
        stage.reload().await?;
        let found = "[...document.querySelectorAll('[data-testid=message-text]')].some(it => it.textContent.includes('my own words'))
            || [...document.querySelectorAll('[data-testid=message-editor]')].some(it => it.value.includes('my own words'))";
        browser.wait_js(found, LONG).await?;
        if browser.count("message-editor").await? > 0 {
            browser.click("message-cancel").await?;
        }
    }
    Ok(())
}
