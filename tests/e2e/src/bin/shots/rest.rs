//! Usage, Settings, and the screen after a crash.

use e2e::{PATIENCE, Result};

use crate::studio::Studio;

/// What only a page without a single call shows.
pub async fn before_any_call(studio: &mut Studio) {
    if studio.wants(&["usage-empty"]) {
        let outcome = usage_empty(studio).await;
        studio.note("usage-empty", outcome);
    }
}

/// What shows the calls of the other screens; the crash comes last of all.
pub async fn after_calls(studio: &mut Studio) {
    if studio.wants(&["usage-full"]) {
        let outcome = usage_full(studio).await;
        studio.note("usage-full", outcome);
    }
    if studio.wants(&["settings", "settings-whole"]) {
        let outcome = settings(studio).await;
        studio.note("settings", outcome);
    }
    if studio.wants(&["crash"]) {
        let outcome = crash(studio).await;
        studio.note("crash", outcome);
    }
}

async fn usage_empty(studio: &mut Studio) -> Result {
    studio.browser.go("#/usage").await?;
    studio
        .browser
        .wait_count("usage-empty", 1, PATIENCE)
        .await?;
    studio.shoot("usage-empty").await
}

async fn usage_full(studio: &mut Studio) -> Result {
    studio.need_key().await?;
    studio.browser.go("#/usage").await?;
    studio.browser.wait_count("ledger-row", 1, PATIENCE).await?;
    studio.shoot("usage-full").await?;
    studio.shoot_whole("usage-full-whole").await
}

async fn settings(studio: &mut Studio) -> Result {
    studio.browser.go("#/settings").await?;
    studio
        .browser
        .wait_count("settings-page", 1, PATIENCE)
        .await?;
    studio.shoot("settings").await?;
    studio.shoot_whole("settings-whole").await
}

async fn crash(studio: &mut Studio) -> Result {
    studio.browser.go("#/settings").await?;
    studio.browser.click("settings-rescue").await?;
    studio.browser.wait_count("crash", 1, PATIENCE).await?;
    studio.shoot("crash").await
}
