//! Chat: the browser has no more room while files come in. It is said, what was here stays, and with room again nothing is
//! missing.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::{Path, PathBuf};

use common::{FOLDER, LONG, Stage};
use e2e::{Browser, BrowserOptions, PATIENCE, Result, Site};
use practice::Options;
use serde_json::{Value, json};

/// How much the browser holds for the site, in bytes: room for what is said, not for the files.
const LITTLE: u64 = 110_000;

/// Files of a test, gone with it.
struct Files(PathBuf);

impl Files {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("parlance-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Words that cannot be made smaller, so many bytes of them.
fn noise(bytes: usize) -> String {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut text = String::with_capacity(bytes + 20);
    while text.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        text.push_str(&format!("{state:016x} "));
    }
    text
}

impl Stage {
    /// The Chat page with a model, and little room: from its first moment, since the browser goes by what it once found free.
    async fn cramped() -> Result<Self> {
        let practice = practice::start(Options::default()).await?;
        let site = Site::with_endpoint(FOLDER, Some(&practice.base_url())).await?;
        let browser = Browser::start(BrowserOptions::default()).await?;
        let stage = Self {
            browser,
            site,
            practice,
        };
        stage.room(Some(LITTLE)).await?;
        stage.open("#/chat").await?;
        let browser = &stage.browser;
        browser.choose_model("chat-model", "practice-burst").await?;
        browser.say("say: here before").await?;
        stage.said("here before").await?;
        stage
            .records("messages", |all| {
                all.iter().any(|one| one["text"] == "here before")
            })
            .await?;
        Ok(stage)
    }

    /// How much the browser holds for this site; none is as much as it likes.
    async fn room(&self, bytes: Option<u64>) -> Result {
        let mut limit = json!({ "origin": self.site.origin() });
        if let Some(bytes) = bytes {
            limit["quotaSize"] = json!(bytes);
        }
        self.browser
            .cdp("Storage.overrideQuotaForOrigin", limit)
            .await
            .map(drop)
    }

    /// Chooses files for the dialog and waits until so many are told of: state and words of each.
    async fn bring(&self, files: &[&Path], told: usize) -> Result<Vec<(String, String)>> {
        let browser = &self.browser;
        browser.choose_files("import-files", files).await?;
        browser.wait_count("import-file", told, LONG).await?;
        browser.wait_state("bring-dialog", "done", LONG).await?;
        let seen = browser.seen_all("import-file").await?;
        let told = seen.into_iter().map(|mut seen| {
            let state = seen.attributes.remove("data-state").unwrap_or_default();
            (state, seen.text)
        });
        Ok(told.collect())
    }

    /// Attaches a file for which there is no room: it is told, and ready all the same.
    async fn attach(&self, file: &Path) -> Result {
        self.browser.choose_files("chat-files", &[file]).await?;
        let told = self.browser.wait_problem("storage").await?;
        assert!(told.contains("storage is full"), "{told}");
        let ready = "document.querySelector('[data-testid=attached-file][data-state=ready]')";
        self.browser.wait_js(ready, LONG).await?;
        let kept = self.browser.records("parlance", "attachments").await?;
        assert!(kept.is_empty(), "there was room");
        Ok(())
    }

    /// Whether every message is in a conversation that is here.
    async fn nothing_is_loose(&self) -> Result {
        let conversations = self.browser.records("parlance", "conversations").await?;
        for message in self.browser.records("parlance", "messages").await? {
            let of = &message["conversation"];
            let found = conversations.iter().any(|one| one["id"] == *of);
            assert!(found, "a message of {of}, which is not here");
        }
        Ok(())
    }
}

/// An export of one's own with one conversation.
fn own(id: &str, text: &str) -> String {
    json!({ "format": "parlance-conversations", "version": 1, "conversations": [{
        "conversation": { "id": id, "title": id, "leaf": format!("{id}-a"), "updated": 1 },
        "messages": [
            { "id": format!("{id}-q"), "role": "user", "text": "Noise?" },
            { "id": format!("{id}-a"), "parent": format!("{id}-q"), "role": "assistant", "text": text },
        ],
    }]})
    .to_string()
}

#[tokio::test]
async fn a_history_that_does_not_fit_is_told_and_comes_in_later() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-import");
    let text = noise(2_000_000);
    let talk = files.write(
        "talk.md",
        &format!("# A talk\n\n## User\n\nNoise?\n\n## Assistant (m)\n\n{text}\n"),
    );
    browser.wait_count("chat-bring", 1, PATIENCE).await?;
    browser.click("chat-bring").await?;
    browser.wait_count("import-files", 1, PATIENCE).await?;
    let told = stage.bring(&[&talk], 1).await?;
    assert_eq!(told[0].0, "failed", "{told:?}");
    assert!(told[0].1.contains("storage is full"), "{told:?}");
    // What was here is here, and nothing of the file in halves.
    stage.nothing_is_loose().await?;
    stage.reload().await?;
    stage.said("here before").await?;
    assert_eq!(browser.count("conversation").await?, 1);

    stage.room(None).await?;
    browser.click("chat-bring").await?;
    browser.wait_count("import-files", 1, PATIENCE).await?;
    let told = stage.bring(&[&talk], 1).await?;
    assert_eq!(told[0].0, "taken", "{told:?}");
    stage
        .records("messages", |all| {
            let whole = |one: &Value| {
                one["text"]
                    .as_str()
                    .is_some_and(|said| said.trim() == text.trim())
            };
            all.len() == 4 && all.iter().any(whole)
        })
        .await
        .map(drop)
}

#[tokio::test]
async fn an_export_that_does_not_fit_is_told_in_settings() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-settings");
    let export = files.write("own.json", &own("mine", &noise(2_000_000)));
    stage.go("#/settings").await?;
    browser.choose_files("settings-import", &[&export]).await?;
    let told = browser.wait_problem("storage").await?;
    assert!(told.contains("storage is full"), "{told}");
    assert_eq!(browser.text("settings-imported").await?, "");
    stage.nothing_is_loose().await?;
    stage.go("#/chat").await?;
    stage.said("here before").await?;
    assert_eq!(browser.count("conversation").await?, 1);
    Ok(())
}

/// What is attached is read, though it cannot be kept, and goes with its message.
#[tokio::test]
async fn what_is_attached_to_a_full_disk_is_told_and_sent_all_the_same() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-attach");
    let text = noise(150_000);
    stage.attach(&files.write("notes.txt", &text)).await?;
    // What is small goes in all the same: that does not take back that the file is not kept.
    stage
        .choose("conversation-more", 0, "conversation-pin")
        .await?;
    stage
        .records("conversations", |all| all[0]["pinned"] == true)
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let told = browser.shown_problem().await?;
    assert!(told.contains("storage is full"), "{told}");
    browser.say("What is in it?").await?;
    browser.wait_answer("done", LONG).await?;
    let sent = stage.chats().pop().unwrap().body;
    let last = sent["messages"].as_array().unwrap().last().unwrap();
    assert!(last["content"].as_str().unwrap().contains(text.trim()));
    // What was here is here, also after a reload.
    stage.reload().await?;
    browser
        .wait_text("message-text", "here before", PATIENCE)
        .await?;
    let kept = stage.records("messages", |all| all.len() >= 2).await?;
    assert!(kept.iter().any(|one| one["text"] == "here before"));
    stage.nothing_is_loose().await
}

/// What Parlance exported itself is told of in the same words.
#[tokio::test]
async fn an_export_that_does_not_fit_is_told_in_the_dialog_too() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-own");
    let export = files.write("own.json", &own("mine", &noise(2_000_000)));
    browser.wait_count("chat-bring", 1, PATIENCE).await?;
    browser.click("chat-bring").await?;
    browser.wait_count("import-files", 1, PATIENCE).await?;
    let told = stage.bring(&[&export], 1).await?;
    assert_eq!(told[0].0, "failed", "{told:?}");
    assert!(told[0].1.contains("storage is full"), "{told:?}");
    Ok(())
}

/// A message that was written again without what goes with it: the notice was gone, and the file too after a reload.
#[tokio::test]
async fn what_was_attached_without_room_is_kept_once_there_is_some() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-later");
    let text = noise(150_000);
    stage.attach(&files.write("notes.txt", &text)).await?;
    browser.say("What is in it?").await?;
    browser.wait_answer("done", LONG).await?;
    // As long as it is not kept, it is not said that all is well.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let told = browser.shown_problem().await?;
    let kept = browser.records("parlance", "attachments").await?.len();
    assert!(
        told.contains("storage is full") || kept == 1,
        "nothing is told, and it is not kept"
    );

    stage.room(None).await?;
    browser.say("say: after").await?;
    browser.wait_answer("done", LONG).await?;
    browser.wait_gone("problem", PATIENCE).await?;
    stage
        .records("attachments", |all| {
            all.len() == 1 && all[0]["content"]["text"].as_str() == Some(text.as_str())
        })
        .await?;
    stage.reload().await?;
    browser.wait_count("message-file", 1, PATIENCE).await?;
    browser.click("message-file-open").await?;
    browser
        .wait_text("attachment-text", &text[..200], PATIENCE)
        .await
        .map(drop)
}

/// What was attached stays attached: with room again it is written down before it is sent.
#[tokio::test]
async fn what_waits_with_a_draft_is_kept_once_there_is_room() -> Result {
    let stage = Stage::cramped().await?;
    let browser = &stage.browser;
    let files = Files::new("full-draft");
    let text = noise(150_000);
    stage.attach(&files.write("notes.txt", &text)).await?;
    // Taken away and brought back it is not kept either, and that is not forgotten.
    browser.click("attached-remove").await?;
    browser.click("undo-action").await?;
    browser.wait_state("attached-file", "ready", LONG).await?;
    stage.room(None).await?;
    stage
        .choose("conversation-more", 0, "conversation-pin")
        .await?;
    stage
        .records("attachments", |all| {
            all.len() == 1 && all[0]["content"]["text"].as_str() == Some(text.as_str())
        })
        .await?;
    browser.wait_gone("problem", PATIENCE).await
}
