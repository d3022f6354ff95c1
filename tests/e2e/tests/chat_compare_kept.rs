//! Answers side by side: one that was deleted comes back where it stood, what is attached goes to every model, and another tab
//! sees the same.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::PathBuf;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::Value;

/// Model, state and text of a column.
type Column = (String, String, String);

/// A PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x56\xc7\x2f\x0d\0\0\0\0IEND\xaeB`\x82";

impl Stage {
    /// Chooses models beside the conversation's own.
    async fn compare(&self, models: &[&str]) -> Result {
        let browser = &self.browser;
        self.choose("chat-more", 0, "chat-compare").await?;
        browser.wait_count("compare-dialog", 1, PATIENCE).await?;
        for model in models {
            browser.focus("compare-search").await?;
            browser.insert_text(model).await?;
            browser.press("Enter").await?;
            let ticked = format!(
                "Array.from(document.querySelectorAll('[data-testid=compare-option]')).some(e => e.checked && e.closest('li').innerText.includes('{model}'))"
            );
            browser.wait_js(&ticked, PATIENCE).await?;
        }
        browser.click("compare-start").await?;
        browser.wait_gone("compare-dialog", PATIENCE).await?;
        browser
            .wait_count("compare-chip", models.len() + 1, PATIENCE)
            .await
            .map(drop)
    }

    async fn ask(&self, text: &str) -> Result {
        self.browser.replace_text("chat-input", text).await?;
        self.browser.press("Enter").await
    }

    async fn columns(&self) -> Result<Vec<Column>> {
        self.browser
            .eval(
                "return Array.from(document.querySelectorAll('[data-testid=compare-column]'), column => [
                    column.querySelector('[data-testid=compare-model]').textContent,
                    column.querySelector('[data-testid=message]').dataset.state,
                    column.querySelector('[data-testid=message-text]').textContent.trim(),
                ]);",
                &[],
            )
            .await
    }

    /// Waits until the columns are of these models, all done and with this text.
    async fn say(&self, models: &[&str], text: &str) -> Result {
        let what = format!("columns of {models:?} that say {text:?}");
        self.browser
            .wait(&what, LONG, async || {
                let columns = self.columns().await?;
                let of = columns.iter().map(|column| column.0.as_str());
                let done = |column: &Column| column.1 == "done" && column.2 == text;
                Ok((of.eq(models.iter().copied()) && columns.iter().all(done)).then_some(()))
            })
            .await
    }

    /// The model of the current column.
    async fn wait_current(&self, model: &str) -> Result {
        let current = format!(
            "document.querySelector('[data-testid=compare-column][data-state=current] [data-testid=compare-model]')?.textContent === '{model}'"
        );
        self.browser.wait_js(&current, PATIENCE).await
    }

    async fn in_column(&self, nth: usize, id: &str) -> Result {
        let css = format!(
            "[data-testid=compare-column]:nth-child({}) [data-testid={id}]",
            nth + 1
        );
        self.browser.click_css(&css).await
    }

    async fn delete_column(&self, nth: usize) -> Result {
        self.in_column(nth, "message-more").await?;
        self.browser
            .click_css(".menu:popover-open [data-testid=message-delete]")
            .await
    }
}

const THREE: [&str; 3] = ["practice-burst", "practice-large", "practice"];

#[tokio::test]
async fn a_column_that_was_deleted_comes_back_where_it_stood() -> Result {
    let stage = Stage::talk(THREE[0]).await?;
    let browser = &stage.browser;
    stage.compare(&THREE[1..]).await?;
    stage.ask("say: one").await?;
    stage.say(&THREE, "one").await?;
    let current: String = browser
        .eval("return document.querySelector('[data-testid=compare-column][data-state=current] [data-testid=compare-model]').textContent", &[])
        .await?;
    let before = stage.records("messages", |all| all.len() == 4).await?;
    // The one that the conversation goes on from, and one beside it.
    for nth in 0..3 {
        let mut left = THREE.to_vec();
        left.remove(nth);
        stage.delete_column(nth).await?;
        stage.say(&left, "one").await?;
        // Of the fourth a copy is kept, with its question.
        stage.records("messages", |all| all.len() == 3 + 2).await?;
        browser.click("undo-action").await?;
        stage.say(&THREE, "one").await?;
        stage.wait_current(&current).await?;
        let kept = stage.records("messages", |all| all.len() == 4).await?;
        for one in &before {
            assert!(kept.contains(one), "{one} came back as another");
        }
    }
    // It is there for good, and can be gone on with.
    stage.reload().await?;
    stage.say(&THREE, "one").await?;
    stage.in_column(1, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    assert_eq!(browser.value("chat-model").await?, THREE[1]);
    browser
        .wait_text("message-version", "/ 3", PATIENCE)
        .await?;
    browser.say("say: two").await?;
    stage.said("two").await
}

/// With the last but one gone, there is nothing to compare; with it back there is.
#[tokio::test]
async fn of_two_columns_one_is_deleted_and_comes_back() -> Result {
    let stage = Stage::talk(THREE[0]).await?;
    let browser = &stage.browser;
    stage.compare(&THREE[1..2]).await?;
    stage.ask("say: one").await?;
    stage.say(&THREE[..2], "one").await?;
    stage.delete_column(1).await?;
    stage.said("one").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    stage.records("messages", |all| all.len() == 2 + 2).await?;
    browser.click("undo-action").await?;
    stage.records("messages", |all| all.len() == 3).await?;
    stage.say(&THREE[..2], "one").await
}

#[tokio::test]
async fn an_image_goes_to_every_model_and_is_kept_once() -> Result {
    let stage = Stage::talk(THREE[0]).await?;
    let browser = &stage.browser;
    let file: PathBuf =
        std::env::temp_dir().join(format!("parlance-compared-{}.png", std::process::id()));
    std::fs::write(&file, PIXEL)?;
    browser.choose_files("chat-files", &[&file]).await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=attached-file][data-state=ready]')",
            LONG,
        )
        .await?;
    std::fs::remove_file(&file)?;
    stage.compare(&THREE[1..]).await?;
    stage.ask("say: seen").await?;
    stage.say(&THREE, "seen").await?;
    let images = |body: &Value| -> Vec<String> {
        let messages = body["messages"].as_array().unwrap();
        let parts = messages.iter().flat_map(|one| one["content"].as_array());
        parts
            .flatten()
            .filter_map(|part| part["image_url"]["url"].as_str().map(str::to_owned))
            .collect()
    };
    let asked = stage.chats();
    assert_eq!(asked.len(), 3);
    for seen in &asked {
        let model = seen.body["model"].as_str().unwrap();
        assert_eq!(images(&seen.body).len(), 1, "{model}");
        assert_eq!(images(&seen.body), images(&asked[0].body), "{model}");
    }
    stage.records("attachments", |all| all.len() == 1).await?;
    // One column asked again, and another question in the one that is gone on with: it goes along.
    stage.reload().await?;
    stage.say(&THREE, "seen").await?;
    assert_eq!(browser.count("message-file").await?, 1);
    stage.in_column(2, "message-again").await?;
    browser
        .wait("another call", PATIENCE, async || {
            Ok((stage.chats().len() == 4).then_some(()))
        })
        .await?;
    stage.say(&THREE, "seen").await?;
    stage.in_column(2, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    browser.say("say: more").await?;
    stage.said("more").await?;
    for seen in &stage.chats()[3..] {
        assert_eq!(seen.body["model"], THREE[2]);
        assert_eq!(images(&seen.body), images(&asked[0].body));
    }
    Ok(())
}

#[tokio::test]
async fn two_tabs_see_the_same_comparison() -> Result {
    const SLOW: [&str; 2] = ["practice-slow", "practice-burst"];
    const WORDS: &str = "one two three four five six seven eight";
    let stage = Stage::talk(SLOW[0]).await?;
    let browser = &stage.browser;
    stage.compare(&SLOW[1..]).await?;
    stage.ask(&format!("say: {WORDS}")).await?;
    browser.wait_count("compare-column", 2, PATIENCE).await?;
    let first = browser.tab().await?;
    let second = browser.open_in_new_tab(&stage.site.url("#/chat")).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.click("conversation-open").await?;
    // While they arrive: the slow one here is the slow one there, and it is not declared ended.
    browser.wait_count("compare-column", 2, PATIENCE).await?;
    browser.wait_count("chat-elsewhere", 1, PATIENCE).await?;
    assert_eq!(stage.columns().await?[0].1, "streaming");
    stage.say(&SLOW, WORDS).await?;
    browser.wait_gone("chat-elsewhere", PATIENCE).await?;
    browser.switch_to(&first).await?;
    stage.say(&SLOW, WORDS).await?;
    // One of them deletes a column and takes it back: the other follows.
    stage.delete_column(1).await?;
    browser.wait_gone("compare", PATIENCE).await?;
    browser.switch_to(&second).await?;
    browser.wait_gone("compare", PATIENCE).await?;
    browser.switch_to(&first).await?;
    browser.click("undo-action").await?;
    stage.say(&SLOW, WORDS).await?;
    browser.switch_to(&second).await?;
    stage.say(&SLOW, WORDS).await?;
    // One goes on: neither has a word less.
    stage.in_column(1, "compare-go-on").await?;
    browser.wait_gone("compare", PATIENCE).await?;
    browser.say("say: on").await?;
    stage.said("on").await?;
    browser.switch_to(&first).await?;
    browser.wait_gone("compare", PATIENCE).await?;
    stage.said("on").await?;
    let all = stage.records("messages", |all| all.len() == 5).await?;
    assert!(all.iter().all(|one| one["state"] == "done"));
    assert_eq!(stage.chats().len(), 3);
    Ok(())
}
