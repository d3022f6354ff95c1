//! axe-core over every screen and state, in light and dark.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, Error, PATIENCE, Result};

/// Looks at what is shown, in both colours; what is found is collected, so that one run tells everything.
async fn look(stage: &mut Stage, screen: &str, found: &mut Vec<String>) -> Result {
    for dark in [false, true] {
        stage.browser.set_dark(dark).await?;
        let name = format!("{screen}, {}", if dark { "dark" } else { "light" });
        if let Err(problem) = stage.browser.assert_accessible(&name).await {
            found.push(problem.to_string());
        }
    }
    stage.browser.set_dark(false).await
}

fn verdict(found: &[String]) -> Result {
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::new(found.join("\n\n")))
    }
}

/// Motion would be caught half way, with colours of its own.
fn still() -> BrowserOptions {
    BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    }
}

#[tokio::test]
async fn the_key_and_translate() -> Result {
    let mut found = Vec::new();
    let mut stage = Stage::bare("", still(), Some("sk-right")).await?;
    look(&mut stage, "translate, empty", &mut found).await?;
    stage.browser.click("key-open").await?;
    stage.browser.wait_count("key-form", 1, PATIENCE).await?;
    look(&mut stage, "the key dialog", &mut found).await?;
    stage
        .browser
        .click_css("[data-testid=key-guide] summary")
        .await?;
    look(&mut stage, "the key dialog, unfolded", &mut found).await?;
    stage.browser.close_key_form().await?;
    let base = stage.practice.base_url();
    stage.browser.bring_key(&base, "sk-wrong").await?;
    look(&mut stage, "a refused key", &mut found).await?;
    stage.browser.focus("key-input").await?;
    stage.browser.insert_text("sk-right").await?;
    stage.browser.click("key-save").await?;
    stage.browser.wait_state("key-state", "ready", LONG).await?;
    stage
        .browser
        .click_css("[data-testid=key-dialog] [data-testid=sent-toggle]")
        .await?;
    stage.browser.click("key-leaked").await?;
    look(
        &mut stage,
        "the doctor's findings and the first call",
        &mut found,
    )
    .await?;
    stage.browser.close_key_form().await?;

    stage
        .browser
        .choose_model("tr-model", "practice-slow")
        .await?;
    stage
        .begin("A sentence that takes its time to be translated.")
        .await?;
    stage.target_of(1).await?;
    look(&mut stage, "translate, running", &mut found).await?;
    stage.browser.click("tr-stop").await?;
    look(&mut stage, "translate, stopped", &mut found).await?;
    for (model, state) in [
        ("practice-burst", "done"),
        ("practice-quota", "failed"),
        ("practice-length", "truncated"),
    ] {
        stage.browser.choose_model("tr-model", model).await?;
        assert_eq!(
            stage.translate("A sentence to translate.", LONG).await?,
            state
        );
        stage
            .browser
            .run(
                "document.querySelectorAll('main details').forEach(d => { d.open = true })",
                &[],
            )
            .await?;
        look(&mut stage, &format!("translate, {state}"), &mut found).await?;
    }
    stage.browser.click("history-delete").await?;
    stage.browser.click("tr-from").await?;
    look(
        &mut stage,
        "the languages, and something to take back",
        &mut found,
    )
    .await?;
    verdict(&found)
}

#[tokio::test]
async fn chat() -> Result {
    let mut found = Vec::new();
    let mut stage = Stage::ready_as("#/chat", still()).await?;
    look(&mut stage, "chat, empty", &mut found).await?;
    stage
        .browser
        .choose_model("chat-model", "practice-burst")
        .await?;
    stage.browser.say("markdown 8").await?;
    stage.browser.wait_answer("done", LONG).await?;
    look(&mut stage, "chat with Markdown", &mut found).await?;
    stage.browser.click("chat-new").await?;
    stage
        .browser
        .choose_model("chat-model", "practice-deepseek")
        .await?;
    stage.browser.say("say: thought through").await?;
    stage.browser.wait_answer("done", LONG).await?;
    stage.browser.click("message-reasoning-open").await?;
    stage.browser.click("message-again").await?;
    stage
        .browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    stage.browser.wait_answer("done", LONG).await?;
    look(&mut stage, "chat with siblings and reasoning", &mut found).await?;
    for model in ["practice-cut", "practice-401"] {
        stage.browser.choose_model("chat-model", model).await?;
        stage.browser.say("Again, please.").await?;
        stage.browser.wait_answer("failed", LONG).await?;
        look(&mut stage, &format!("chat, {model}"), &mut found).await?;
    }
    stage
        .browser
        .choose_model("chat-model", "practice-slow")
        .await?;
    stage
        .browser
        .say("say: one two three four five six seven eight nine ten eleven twelve")
        .await?;
    look(&mut stage, "chat, streaming", &mut found).await?;
    stage.browser.click("chat-stop").await?;
    stage.browser.click("message-edit").await?;
    stage.browser.click("chat-system-open").await?;
    look(&mut stage, "chat, editing and instructions", &mut found).await?;
    stage.browser.click("chat-system-open").await?;
    stage.browser.click("conversation-more").await?;
    look(&mut stage, "chat, a menu", &mut found).await?;
    stage
        .browser
        .click_css(".menu:popover-open [data-testid=conversation-delete]")
        .await?;
    // What can be taken back covers nothing that is needed.
    stage.browser.click("chat-model").await?;
    look(
        &mut stage,
        "chat, the models and something to take back",
        &mut found,
    )
    .await?;
    verdict(&found)
}

#[tokio::test]
async fn usage_settings_and_other_shapes() -> Result {
    let mut found = Vec::new();
    let mut stage = Stage::ready_as("#/usage", still()).await?;
    look(&mut stage, "usage, empty", &mut found).await?;
    stage.set_price("practice-burst", "1", "2").await?;
    stage.go("#/translate").await?;
    stage
        .browser
        .choose_model("tr-model", "practice-burst")
        .await?;
    stage
        .translate("Something to be charged for.", LONG)
        .await?;
    stage.go("#/usage").await?;
    stage.browser.set_value("cap-day", "5").await?;
    look(&mut stage, "usage", &mut found).await?;
    stage.go("#/settings").await?;
    look(&mut stage, "settings", &mut found).await?;
    stage.browser.click("settings-delete-all").await?;
    stage.browser.wait_count("confirm", 1, PATIENCE).await?;
    look(&mut stage, "a question", &mut found).await?;
    stage.browser.click("confirm-no").await?;

    // A phone, and a page from right to left.
    stage.browser.resize(360, 740).await?;
    for page in ["#/translate", "#/chat", "#/usage", "#/settings"] {
        stage.go(page).await?;
        look(&mut stage, &format!("{page}, narrow"), &mut found).await?;
    }
    stage.browser.resize(1280, 800).await?;
    stage.browser.set_value("locale-select", "ar").await?;
    for page in ["#/translate", "#/chat", "#/usage", "#/settings"] {
        stage.go(page).await?;
        look(&mut stage, &format!("{page}, Arabic"), &mut found).await?;
    }
    stage.go("#/settings").await?;
    stage.browser.click("settings-rescue").await?;
    stage.browser.wait_count("crash", 1, PATIENCE).await?;
    look(&mut stage, "the crash overlay", &mut found).await?;
    verdict(&found)
}
