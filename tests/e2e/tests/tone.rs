//! Tone: how formal in the language's own words, for whom, about what, other wishes, and styles with a name.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};

async fn open(stage: &Stage) -> Result {
    stage.browser.click("tr-tone").await?;
    stage
        .browser
        .wait_count("tone-formality", 1, PATIENCE)
        .await?;
    Ok(())
}

async fn close(stage: &Stage) -> Result {
    stage.browser.press("Escape").await?;
    stage.browser.wait_gone("tone-dialog", PATIENCE).await
}

/// The system message of the last request.
fn system(stage: &Stage) -> String {
    let sent = stage.chats().pop().expect("it was asked").body;
    sent["messages"][0]["content"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_tone_is_told_in_the_languages_own_words() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    open(&stage).await?;
    let steps = browser.text("tone-formality").await?;
    assert!(
        steps.contains("du") && steps.contains("Sie") && steps.contains("German"),
        "{steps}"
    );
    browser.click("tone-formal").await?;
    browser
        .set_value("tone-audience", "children of ten years")
        .await?;
    browser.set_value("tone-domain", "space travel").await?;
    browser
        .set_value("tone-instructions", "Short sentences.\nNo dashes.")
        .await?;
    close(&stage).await?;
    browser.wait_text("tr-tone-said", "Sie", PATIENCE).await?;

    // One sentence, and several: asked for in two ways, told the same.
    for text in ["They sang all night.", "They sang. They danced."] {
        assert_eq!(stage.translate(text, LONG).await?, "done");
        let asked = system(&stage);
        for part in [
            "with “Sie”",
            "never with “du”",
            "Audience: children of ten years\n",
            "Domain: space travel\n",
            "Short sentences.\nNo dashes.",
        ] {
            assert!(asked.contains(part), "{part}: {asked}");
        }
    }

    // Another language has other words for the same.
    browser.pick_language("tr-to", "ja").await?;
    browser.wait_text("tr-tone-said", "敬語", PATIENCE).await?;
    open(&stage).await?;
    browser.click("tone-polite").await?;
    close(&stage).await?;
    assert_eq!(stage.translate("They sang all night.", LONG).await?, "done");
    assert!(system(&stage).contains("です・ます"));
    browser.pick_language("tr-to", "pt-PT").await?;
    assert_eq!(stage.translate("They sang all night.", LONG).await?, "done");
    let asked = system(&stage);
    assert!(
        asked.contains("o senhor / a senhora") && asked.contains("Variety: European Portuguese"),
        "{asked}"
    );

    // It holds after a reload, until it is taken back.
    stage.reload().await?;
    browser
        .wait_text("tr-tone-said", "senhor", PATIENCE)
        .await?;
    open(&stage).await?;
    assert_eq!(browser.value("tone-domain").await?, "space travel");
    browser.click("tone-reset").await?;
    close(&stage).await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate("They sang all night.", LONG).await?, "done");
    let asked = system(&stage);
    assert!(
        !asked.contains("Formality:") && !asked.contains("space travel"),
        "{asked}"
    );
    Ok(())
}

#[tokio::test]
async fn styles_are_kept_taken_deleted_and_brought_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "fr").await?;
    open(&stage).await?;
    browser.click("tone-informal").await?;
    browser
        .set_value("style-name", "Letters to friends")
        .await?;
    browser.click("style-save").await?;
    browser.wait_state("style-row", "taken", PATIENCE).await?;
    // Changed, it is no longer that style.
    browser.click("tone-formal").await?;
    browser.wait_state("style-row", "there", PATIENCE).await?;
    close(&stage).await?;
    browser.wait_text("tr-tone-said", "vous", PATIENCE).await?;
    open(&stage).await?;
    browser.click("style-take").await?;
    browser.wait_state("style-row", "taken", PATIENCE).await?;
    close(&stage).await?;
    browser
        .wait_text("tr-tone-said", "Letters", PATIENCE)
        .await?;
    assert_eq!(stage.translate("They sang all night.", LONG).await?, "done");
    assert!(system(&stage).contains("with “tu”"));

    stage.reload().await?;
    open(&stage).await?;
    browser.click("style-delete").await?;
    browser.wait_gone("style-row", PATIENCE).await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    stage.wait_focus("undo-action").await?;
    browser.click("undo-action").await?;
    browser.wait_count("style-row", 1, PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn the_dialog_is_accessible_in_every_shape() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/translate", options).await?;
    open(&stage).await?;
    stage.browser.click("tone-formal").await?;
    let long = "A name as long as names of styles can be, and no longer";
    stage.browser.set_value("style-name", long).await?;
    stage.browser.click("style-save").await?;
    stage.browser.wait_count("style-row", 1, PATIENCE).await?;
    stage.browser.assert_accessible("tone").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("tone, dark and narrow")
        .await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    Ok(())
}
