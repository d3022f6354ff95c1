//! Two people, two languages: turns with what was said before, kept over a reload, corrected, taken back, handed over.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};

const ENGLISH: &str = "Where is the station?";
const GERMAN: &str = "Gleich dort drüben.";

/// The dialog, open, between English here and German opposite.
async fn sit_down(stage: &Stage) -> Result {
    let browser = &stage.browser;
    browser.click("tr-conversation").await?;
    browser.wait_count("conv-input", 1, LONG).await?;
    stage.wait_focus("conv-input").await?;
    browser.set_value("conv-language", "en").await?;
    browser.set_value("conv-language-opposite", "de").await
}

/// Says something, with Enter, and waits until that many turns are in this state.
async fn say(stage: &Stage, text: &str, state: &str, count: usize) -> Result {
    stage.browser.set_value("conv-input", text).await?;
    stage.browser.focus("conv-input").await?;
    stage.browser.press("Enter").await?;
    wait_turns(stage, state, count).await
}

async fn wait_turns(stage: &Stage, state: &str, count: usize) -> Result {
    let turns = format!(
        "document.querySelectorAll('[data-testid=conv-turn][data-state={state}]').length === {count}"
    );
    stage.browser.wait_js(&turns, LONG).await
}

async fn turns_from(stage: &Stage) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-testid=conv-turn]')].map(turn => turn.dataset.from)";
    stage.browser.eval(script, &[]).await
}

#[tokio::test]
async fn each_turn_knows_those_before_and_finds_its_direction() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    sit_down(&stage).await?;
    say(&stage, ENGLISH, "done", 1).await?;
    assert_eq!(browser.value("conv-input").await?, "");
    stage.wait_focus("conv-input").await?;
    say(&stage, GERMAN, "done", 2).await?;
    assert_eq!(turns_from(&stage).await?, ["en", "de"]);
    let texts: Vec<String> = browser
        .eval(
            "return [...document.querySelectorAll('[data-testid=conv-turn-text], [data-testid=conv-turn-translation]')].map(text => `${text.lang} ${text.dir}`)",
            &[],
        )
        .await?;
    assert_eq!(texts, ["en ltr", "de ltr", "de ltr", "en ltr"]);
    let sent = stage.chats().last().unwrap().body.to_string();
    assert!(sent.contains(ENGLISH) && sent.contains(GERMAN), "{sent}");
    // The dialog says it to screen readers: nothing outside of it is heard.
    let heard = "document.querySelector('[data-testid=conv-live] [lang=en]')?.textContent";
    browser.wait_js(heard, PATIENCE).await?;

    browser.click("conv-correct").await?;
    wait_turns(&stage, "done", 2).await?;
    browser
        .wait("the first turn to be German", PATIENCE, async || {
            Ok((turns_from(&stage).await? == ["de", "de"]).then_some(()))
        })
        .await?;
    browser.set_value("conv-from", "0").await?;
    say(&stage, "Größe", "done", 3).await?;
    assert_eq!(turns_from(&stage).await?, ["de", "de", "en"]);
    Ok(())
}

#[tokio::test]
async fn it_is_there_after_a_reload_and_can_be_handed_over() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    sit_down(&stage).await?;
    say(&stage, ENGLISH, "done", 1).await?;
    let translation = browser.text("conv-turn-translation").await?;
    browser.set_value("conv-input", "Not said yet").await?;
    let kept =
        |all: &[serde_json::Value]| all.iter().any(|turn| turn["translation"] == *translation);
    stage.records("turns", kept).await?;

    stage.reload().await?;
    browser.wait_count("conv-turn", 1, LONG).await?;
    assert_eq!(browser.text("conv-turn-text").await?, ENGLISH);
    assert_eq!(browser.text("conv-turn-translation").await?, translation);
    assert_eq!(browser.value("conv-input").await?, "Not said yet");

    browser.click("conv-export").await?;
    let file = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(file).unwrap();
    assert!(
        text.contains(ENGLISH) && text.contains("\n## English, "),
        "{text}"
    );

    browser.click("conv-clear").await?;
    browser.wait_gone("conv-turn", PATIENCE).await?;
    stage.records("turns", |all| all.is_empty()).await?;
    browser
        .click_css("[data-testid=conversation-dialog] [data-testid=undo-action]")
        .await?;
    browser.wait_count("conv-turn", 1, PATIENCE).await?;
    stage.records("turns", kept).await?;
    browser.click("conv-delete").await?;
    browser.wait_gone("conv-turn", PATIENCE).await?;

    // Asked for again before the browser has told that it was closed.
    let again = "document.querySelector('[data-testid=conv-close]').click();
        document.querySelector('[data-testid=tr-conversation]').click();";
    browser.run(again, &[]).await?;
    let there = "document.querySelector('[data-testid=conversation-dialog][open] [data-testid=conv-input]')";
    browser.wait_js(there, PATIENCE).await?;
    stage.wait_focus("conv-input").await?;
    browser.press("Escape").await?;
    browser.wait_gone("conversation-dialog", PATIENCE).await?;
    stage.reload().await?;
    assert_eq!(browser.count("conversation-dialog").await?, 0);
    Ok(())
}

#[tokio::test]
async fn what_fails_says_why_and_is_tried_again() -> Result {
    let stage = Stage::desk("practice-403").await?;
    let browser = &stage.browser;
    sit_down(&stage).await?;
    say(&stage, ENGLISH, "failed", 1).await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=conv-turn] [data-testid=problem]')",
            LONG,
        )
        .await?;
    assert_eq!(browser.text("conv-turn-text").await?, ENGLISH);
    browser.click("conv-close").await?;
    browser.wait_gone("conversation-dialog", PATIENCE).await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    sit_down(&stage).await?;
    browser.click("conv-retry").await?;
    wait_turns(&stage, "done", 1).await?;
    assert_eq!(browser.count("conv-retry").await?, 0);
    Ok(())
}

/// On a phone, with Arabic opposite, in both colours; turned to the person opposite, who has a field of their own.
#[tokio::test]
async fn the_other_half_is_turned_to_the_person_opposite() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/translate", options).await?;
    stage
        .browser
        .choose_model("tr-model", "practice-burst")
        .await?;
    sit_down(&stage).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .set_value("conv-language-opposite", "ar")
        .await?;
    say(&stage, ENGLISH, "done", 1).await?;
    let wide =
        "document.querySelector('[data-testid=conversation-dialog]').scrollWidth <= innerWidth";
    stage.browser.wait_js(wide, PATIENCE).await?;

    stage.browser.click("conv-flip").await?;
    stage
        .browser
        .wait_state("conversation-dialog", "flipped", PATIENCE)
        .await?;
    stage
        .browser
        .set_value("conv-opposite-input", "هناك")
        .await?;
    stage.browser.click("conv-opposite-send").await?;
    wait_turns(&stage, "done", 2).await?;
    assert_eq!(turns_from(&stage).await?, ["en", "ar"]);
    let theirs: Vec<String> = stage
        .browser
        .eval(
            "return [...document.querySelectorAll('[data-testid=conv-opposite] li')].map(text => `${text.lang} ${text.dir}`)",
            &[],
        )
        .await?;
    assert_eq!(theirs, ["ar rtl", "ar rtl"]);
    stage.browser.wait_js(wide, PATIENCE).await?;
    for dark in [false, true] {
        stage.browser.set_dark(dark).await?;
        stage
            .browser
            .assert_accessible("a conversation, turned")
            .await?;
    }
    Ok(())
}
