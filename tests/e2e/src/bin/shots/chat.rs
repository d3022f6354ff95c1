//! The Chat page in its states.

use e2e::{PATIENCE, Result};

use crate::studio::Studio;

const NAMES: [&str; 8] = [
    "chat-empty",
    "chat-streaming",
    "chat-stopped",
    "chat-done",
    "chat-markdown",
    "chat-problem",
    "chat-truncated",
    "chat-list",
];

/// All of it.
pub async fn all(studio: &mut Studio) {
    if studio.wants(&NAMES) {
        let outcome = states(studio).await;
        studio.note("chat-empty", outcome);
    }
}

async fn states(studio: &mut Studio) -> Result {
    studio.need_key().await?;
    studio.browser.go("#/chat").await?;
    studio.browser.wait_count("chat-input", 1, PATIENCE).await?;
    studio.shoot("chat-empty").await?;

    if studio.wants(&["chat-streaming", "chat-stopped"]) {
        new(studio, "practice-hang-mid").await?;
        studio.browser.say("markdown 3").await?;
        let begun =
            "document.querySelectorAll('[data-testid=message-text]')[1]?.textContent.length > 600";
        studio.browser.wait_js(begun, PATIENCE).await?;
        studio.shoot("chat-streaming").await?;
        studio.browser.click("chat-stop").await?;
        studio.browser.wait_answer("stopped", PATIENCE).await?;
        studio.shoot_after("chat-stopped", TO_END).await?;
    }
    if studio.wants(&["chat-problem"]) {
        new(studio, "practice-quota").await?;
        studio
            .browser
            .say("What does a parrot say in the morning?")
            .await?;
        studio.browser.wait_answer("failed", PATIENCE).await?;
        studio.shoot("chat-problem").await?;
    }
    if studio.wants(&["chat-truncated"]) {
        new(studio, "practice-length").await?;
        studio
            .browser
            .say("Tell me of the river under the bridge, and of the garden behind it.")
            .await?;
        studio.browser.wait_answer("truncated", PATIENCE).await?;
        studio.shoot("chat-truncated").await?;
    }
    new(studio, "practice-burst").await?;
    studio
        .browser
        .say("What does a parrot say in the morning?")
        .await?;
    studio.browser.wait_answer("done", PATIENCE).await?;
    studio.browser.say("markdown 6").await?;
    studio.browser.wait_answer("done", PATIENCE).await?;
    studio.shoot_after("chat-done", TO_END).await?;
    studio.shoot_after("chat-markdown", TO_ANSWER).await?;
    if studio.wants(&["chat-list"]) {
        studio.browser.resize(360, 740).await?;
        studio.browser.click("chat-list-open").await?;
        studio.shoot_narrow("chat-list").await?;
    }
    Ok(())
}

async fn new(studio: &mut Studio, model: &str) -> Result {
    studio.browser.click("chat-new").await?;
    studio.browser.choose_model("chat-model", model).await
}

const TO_END: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    thread.scrollTop = thread.scrollHeight;";

const TO_ANSWER: &str = "
    const all = document.querySelectorAll('[data-testid=message]');
    all[all.length - 1]?.scrollIntoView({ block: 'start' });";
