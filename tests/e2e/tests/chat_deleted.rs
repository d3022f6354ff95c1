//! Conversations that were deleted: kept for thirty days, brought back after a reload, deleted for good, purged in the end;
//! and the notice that says so.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, SEED, Stage, overflow};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Puts a file into the database for each of these conversations.
const ATTACH: &str = "
    const [ids] = arguments;
    const open = indexedDB.open('parlance');
    const db = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
    });
    const work = db.transaction(['attachments'], 'readwrite');
    for (const id of ids) {
        work.objectStore('attachments').put({ id: id + '-file', conversation: id, at: Date.now(), content: { text: 'in it' } });
    }
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    db.close();";

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_millis() as u64
}

fn three() -> Vec<Value> {
    vec![
        json!({"id": "a", "title": "Alpha", "updated": 3, "folder": "Box"}),
        json!({"id": "b", "title": "Beta", "updated": 2}),
        json!({"id": "c", "title": "Gamma", "updated": 1}),
    ]
}

impl Stage {
    /// The Chat page with these conversations, each with a file.
    async fn with_files(records: &[Value]) -> Result<Stage> {
        let stage = Stage::ready("#/chat").await?;
        stage.seed(records).await?;
        Ok(stage)
    }

    async fn seed(&self, records: &[Value]) -> Result {
        let ids: Vec<&Value> = records.iter().map(|one| &one["id"]).collect();
        // The files first: the page may purge what it finds before it is loaded anew.
        self.browser.run_async(ATTACH, &[json!(ids)]).await?;
        self.browser.run_async(SEED, &[json!(records)]).await?;
        self.reload().await
    }

    /// Deletes all that is listed, at once.
    async fn delete_all(&self) -> Result {
        self.browser.click("chat-select").await?;
        self.browser.click("chat-select-all").await?;
        self.browser.click("bulk-delete").await?;
        self.browser.wait_gone("conversation", PATIENCE).await
    }

    /// Waits until each of these stores has so many records.
    async fn wait_stored(&self, count: usize, stores: &[(&str, usize)]) -> Result {
        for (store, each) in stores {
            self.records(store, |all| all.len() == count * each).await?;
        }
        Ok(())
    }
}

const ALL: [(&str, usize); 3] = [("conversations", 1), ("messages", 2), ("attachments", 1)];

/// The way back was gone after a reload.
#[tokio::test]
async fn it_is_brought_back_after_a_reload() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for said in ["say: the zebra is striped", "say: two"] {
        browser.say(said).await?;
        browser.wait_answer("done", LONG).await?;
    }
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    browser.wait_gone("conversation", PATIENCE).await?;
    browser
        .wait_text("undo", "Conversation deleted.", PATIENCE)
        .await?;
    stage
        .records("conversations", |all| !all[0]["deleted"].is_null())
        .await?;

    stage.reload().await?;
    stage.wait_found("zebra", "nothing").await?;
    stage.look_at_deleted(1).await?;
    let row = browser.text("deleted-conversation").await?;
    assert!(row.contains("days left: 30"), "{row}");
    browser.click("deleted-back").await?;
    browser.wait_count("chat-deleted-none", 1, PATIENCE).await?;
    browser.wait_text("live", "Brought back.", PATIENCE).await?;
    stage.wait_focus("chat-deleted-close").await?;
    browser.click("chat-deleted-close").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    assert_eq!(browser.count("chat-deleted").await?, 0);
    browser.click("conversation-open").await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    stage.wait_found("zebra", "found").await?;
    stage
        .records("conversations", |all| all[0]["deleted"].is_null())
        .await?;

    // Kept.
    stage.reload().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.wait_count("message", 4, PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_for_good_leaves_nothing() -> Result {
    let stage = Stage::with_files(&three()).await?;
    let browser = &stage.browser;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    stage.wait_stored(3, &ALL).await?;
    stage.delete_all().await?;
    browser
        .wait_text("undo", "3 conversations deleted.", PATIENCE)
        .await?;
    stage.look_at_deleted(3).await?;
    // Not without a question.
    browser.click_nth("deleted-for-good", 0).await?;
    browser.click("confirm-no").await?;
    stage.wait_deleted(3).await?;
    browser.click_nth("deleted-for-good", 0).await?;
    browser.click("confirm-yes").await?;
    stage.wait_deleted(2).await?;
    stage.wait_stored(2, &ALL).await?;
    stage.wait_focus("deleted-back").await?;
    // One of the others back, to where it was.
    browser.click_nth("deleted-back", 0).await?;
    stage.wait_deleted(1).await?;
    browser.click("chat-deleted-all").await?;
    browser.click("confirm-yes").await?;
    browser.wait_count("chat-deleted-none", 1, PATIENCE).await?;
    stage.wait_stored(1, &ALL).await?;
    // Nothing is offered to be taken back that is not there.
    browser.wait_gone("undo", PATIENCE).await?;
    browser.click("chat-deleted-close").await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage.reload().await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    assert_eq!(browser.count("chat-deleted").await?, 0);
    stage.wait_stored(1, &ALL).await
}

#[tokio::test]
async fn after_thirty_days_it_is_purged() -> Result {
    let mut records = three();
    records[0]["deleted"] = json!(now() - 31 * DAY);
    records[1]["deleted"] = json!(now() - 29 * DAY - DAY / 2);
    let stage = Stage::with_files(&records).await?;
    let browser = &stage.browser;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    stage.wait_stored(2, &ALL).await?;
    stage.look_at_deleted(1).await?;
    let row = browser.text("deleted-conversation").await?;
    assert!(
        row.contains("Beta") && row.contains("days left: 1"),
        "{row}"
    );
    Ok(())
}

/// One tab deletes, another brings back and deletes for good: neither takes the other for a conversation that is still there.
#[tokio::test]
async fn it_is_deleted_in_other_tabs_and_comes_back_there() -> Result {
    let stage = Stage::with_files(&three()).await?;
    let browser = &stage.browser;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    let first = browser.tab().await?;
    let second = browser.open_in_new_tab(&browser.url().await?).await?;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    stage.delete_all().await?;

    browser.switch_to(&first).await?;
    browser.wait_gone("conversation", PATIENCE).await?;
    stage.look_at_deleted(3).await?;
    browser.click_nth("deleted-back", 1).await?;
    stage.wait_deleted(2).await?;
    browser.click("chat-deleted-all").await?;
    browser.click("confirm-yes").await?;
    stage.wait_stored(1, &ALL).await?;

    // What was deleted for good there is not offered here.
    browser.switch_to(&second).await?;
    browser.wait_count("conversation", 1, PATIENCE).await?;
    browser.wait_gone("chat-deleted", PATIENCE).await?;
    let offered = browser.count("undo-action").await?;
    if offered > 0 {
        browser.click("undo-action").await?;
    }
    stage.wait_stored(1, &ALL).await
}

/// It was closed for good where several had been deleted.
#[tokio::test]
async fn the_open_one_of_several_is_open_again() -> Result {
    let stage = Stage::with_files(&three()).await?;
    let browser = &stage.browser;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    browser.click_nth("conversation-open", 1).await?;
    browser.wait_text("chat-title", "Beta", PATIENCE).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.delete_all().await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.click("undo-action").await?;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    browser.wait_text("chat-title", "Beta", PATIENCE).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.wait_focus("chat-input").await
}

/// Notices stayed for ever, and took the composer's room.
#[tokio::test]
async fn the_notice_goes_unless_somebody_is_at_it() -> Result {
    let stage = Stage::with_files(&three()).await?;
    let browser = &stage.browser;
    browser.wait_count("conversation", 3, PATIENCE).await?;
    stage
        .choose("conversation-more", 2, "conversation-delete")
        .await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    browser.focus("undo-action").await?;
    tokio::time::sleep(Duration::from_secs(23)).await;
    assert_eq!(browser.count("undo").await?, 1);
    browser.focus("chat-input").await?;
    browser.wait_gone("undo", LONG).await?;
    // The way back that stays.
    stage.look_at_deleted(1).await?;
    browser.click("chat-deleted-close").await?;

    // Of an edit that was given up there is no other way back: it stays until the conversation is left.
    browser.click_nth("conversation-open", 0).await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser.click("message-edit").await?;
    browser
        .replace_text("message-editor", "Other words")
        .await?;
    browser.press("Escape").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    browser.focus("chat-input").await?;
    tokio::time::sleep(Duration::from_secs(23)).await;
    assert_eq!(browser.count("undo").await?, 1);
    browser.click_nth("conversation-open", 1).await?;
    browser.wait_gone("undo", PATIENCE).await
}

#[tokio::test]
async fn accessible_and_within_the_window() -> Result {
    for (dark, width) in [(false, 1280), (true, 390)] {
        let mut options = BrowserOptions {
            reduced_motion: true,
            ..BrowserOptions::default()
        }
        .size(width, 800);
        if dark {
            options = options.dark();
        }
        let stage = Stage::ready_as("#/chat", options).await?;
        let mut records = three();
        records[0]["title"] =
            json!("A conversation with quite a long title, longer than the list is wide");
        for record in &mut records[..2] {
            record["deleted"] = json!(now());
        }
        stage.seed(&records).await?;
        let browser = &stage.browser;
        let screen = format!("recently deleted, {width} px");
        if width < 961 {
            browser.click("chat-list-open").await?;
        }
        stage.look_at_deleted(2).await?;
        browser.assert_accessible(&screen).await?;
        assert_eq!(overflow(browser).await?, Vec::<String>::new(), "{screen}");
        browser.click_nth("deleted-for-good", 0).await?;
        browser.wait_count("confirm", 1, PATIENCE).await?;
        browser
            .assert_accessible(&format!("{screen}, asking"))
            .await?;
        browser.click("confirm-no").await?;
        browser.click("chat-deleted-close").await?;
        stage
            .choose("conversation-more", 0, "conversation-delete")
            .await?;
        browser.wait_gone("conversation", PATIENCE).await?;
        if width < 961 {
            browser.click("chat-list-open").await?;
        }
        browser.wait_count("undo", 1, PATIENCE).await?;
        // One line of it.
        let high: f64 = browser
            .eval(
                "return document.querySelector('.thread-place > .undo-place > .undo').getBoundingClientRect().height",
                &[],
            )
            .await?;
        assert!(high <= 50.0, "{screen}: {high} px");
        browser
            .assert_accessible(&format!("{screen}, the notice"))
            .await?;
    }
    Ok(())
}
