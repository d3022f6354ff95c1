//! The Translate page in its states.

use e2e::{PATIENCE, Result};

use crate::studio::Studio;

/// Articles 1 and 2 of the Universal Declaration of Human Rights.
const SOURCE: &str = "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.\n\nEveryone is entitled to all the rights and freedoms set forth in this Declaration, without distinction of any kind, such as race, colour, sex, language, religion, political or other opinion, national or social origin, property, birth or other status.";
const RUNS: [&str; 6] = [
    "translate-busy",
    "translate-stopped",
    "translate-done",
    "translate-failed",
    "translate-broken",
    "translate-arabic",
];

/// All of it.
pub async fn all(studio: &mut Studio) {
    if studio.wants(&["translate-empty", "translate-typed", "translate-languages"]) {
        let outcome = before(studio).await;
        studio.note("translate-empty", outcome);
    }
    if studio.wants(&RUNS) {
        let outcome = runs(studio).await;
        studio.note("translate-busy", outcome);
    }
}

/// What needs no key.
async fn before(studio: &mut Studio) -> Result {
    studio.browser.go("#/translate").await?;
    studio.browser.replace_text("tr-source", "").await?;
    studio.shoot("translate-empty").await?;
    studio.browser.insert_text(SOURCE).await?;
    studio.shoot("translate-typed").await?;
    studio.browser.click("tr-to").await?;
    studio.shoot("translate-languages").await?;
    studio.browser.press("Escape").await
}

/// What is there after Translate was pressed.
async fn runs(studio: &mut Studio) -> Result {
    studio.need_key().await?;
    studio.browser.go("#/translate").await?;
    studio.browser.pick_language("tr-from", "en").await?;
    studio.browser.pick_language("tr-to", "de").await?;
    studio.browser.replace_text("tr-source", SOURCE).await?;

    if studio.wants(&["translate-busy", "translate-stopped"]) {
        run(studio, "practice-hang-mid", "running").await?;
        let half = "document.querySelector('[data-testid=tr-target]').value.length > 50";
        studio.browser.wait_js(half, PATIENCE).await?;
        studio.shoot("translate-busy").await?;
        studio.browser.click("tr-stop").await?;
        studio
            .browser
            .wait_state("tr-status", "stopped", PATIENCE)
            .await?;
        studio.shoot("translate-stopped").await?;
    }
    if studio.wants(&["translate-failed"]) {
        run(studio, "practice-quota", "failed").await?;
        studio.shoot("translate-failed").await?;
        studio.shoot_whole("translate-failed-whole").await?;
    }
    if studio.wants(&["translate-broken"]) {
        run(studio, "practice-cut", "failed|truncated").await?;
        studio.shoot("translate-broken").await?;
    }
    if studio.wants(&["translate-arabic"]) {
        studio.browser.pick_language("tr-to", "ar").await?;
        run(studio, "practice", "done").await?;
        studio.shoot("translate-arabic").await?;
        studio.browser.pick_language("tr-to", "de").await?;
    }
    run(studio, "practice", "done").await?;
    studio.shoot("translate-done").await?;
    studio.shoot_whole("translate-done-whole").await
}

/// Translates what is there, until it ends in one of these states.
pub async fn run(studio: &mut Studio, model: &str, states: &str) -> Result {
    let browser = &studio.browser;
    browser.choose_model("tr-model", model).await?;
    browser.focus("tr-source").await?;
    browser.run(WATCH, &[]).await?;
    browser.press("Mod+Enter").await?;
    // The state of the run before must not be taken for this one's, and a quick failure must not be missed.
    browser.wait_js("window.hasRun", PATIENCE).await?;
    browser
        .wait_state("tr-status", states, PATIENCE)
        .await
        .map(drop)
}

const WATCH: &str = "
    window.hasRun = false;
    const status = document.querySelector('[data-testid=tr-status]');
    const look = () => { window.hasRun ||= status.dataset.state === 'running'; };
    new MutationObserver(look).observe(status, { attributes: true, attributeFilter: ['data-state'] });";
