//! One text into several languages at once: each with its own card, run, failure and entry.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result, Seen, pretended};

async fn add(stage: &Stage, tag: &str) -> Result {
    let browser = &stage.browser;
    browser.wait_count("tr-further-add", 1, PATIENCE).await?;
    browser.set_value("tr-further-language", tag).await?;
    browser.click("tr-further-add").await?;
    wait_card(stage, tag, "").await
}

/// Waits until the card of a language is in one of these states; any, where there are none.
async fn wait_card(stage: &Stage, tag: &str, states: &str) -> Result {
    let card = format!(
        "'{states}'.split('|').some(state => document.querySelector(`[data-testid=tr-further-card][data-value={tag}]` + (state && `[data-state=${{state}}]`)))"
    );
    stage.browser.wait_js(&card, LONG).await
}

/// What stands in the card of a language.
async fn card_text(stage: &Stage, tag: &str) -> Result<String> {
    let read = "return document.querySelector(`[data-value=${arguments[0]}] [data-testid=tr-further-text]`)?.textContent ?? ''";
    stage.browser.eval(read, &[tag.into()]).await
}

async fn in_card(stage: &Stage, tag: &str, id: &str) -> Result {
    let css = format!("[data-value={tag}] [data-testid={id}]");
    stage.browser.click_css(&css).await
}

/// Waits until so many characters stand in the card of a language, and gives them.
async fn arrived(stage: &Stage, tag: &str, characters: usize) -> Result<String> {
    let what = format!("{characters} characters in {tag}");
    stage
        .browser
        .wait(&what, LONG, async || {
            let text = card_text(stage, tag).await?;
            Ok((text.chars().count() >= characters).then_some(text))
        })
        .await
}

#[tokio::test]
async fn a_text_goes_into_three_languages_and_each_is_kept() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    add(&stage, "fr").await?;
    add(&stage, "ar").await?;
    assert_eq!(
        stage
            .translate("They sang all night. They danced.", LONG)
            .await?,
        "done"
    );
    for tag in ["fr", "ar"] {
        wait_card(&stage, tag, "done").await?;
        assert_eq!(
            card_text(&stage, tag).await?,
            pretended("They sang all night. They danced.", tag)
        );
    }
    assert_eq!(
        stage.target().await?,
        pretended("They sang all night. They danced.", "de")
    );
    let text = "[data-value=ar] [data-testid=tr-further-text]";
    let rtl = format!("document.querySelector('{text}').matches('[dir=rtl][lang=ar]')");
    browser.wait_js(&rtl, PATIENCE).await?;
    stage
        .records("history", |all| {
            let mut into: Vec<_> = all.iter().filter_map(|one| one["to"].as_str()).collect();
            into.sort_unstable();
            into == ["ar", "de", "fr"] && all.iter().all(|one| one["state"] == "done")
        })
        .await?;
    assert!(browser.text("tr-further-spent").await?.contains("together"));

    // The card and the panes change places, and nothing is asked for.
    let asked = stage.chats().len();
    in_card(&stage, "fr", "tr-further-open").await?;
    wait_card(&stage, "de", "done").await?;
    assert_eq!(
        stage.target().await?,
        pretended("They sang all night. They danced.", "fr")
    );
    assert_eq!(
        browser.attribute("tr-to", "data-value").await?.as_deref(),
        Some("fr")
    );
    assert_eq!(
        card_text(&stage, "de").await?,
        pretended("They sang all night. They danced.", "de")
    );
    assert_eq!(stage.chats().len(), asked);

    // By keyboard: one goes, and all of it is there again after a reload.
    browser.focus("tr-further-remove").await?;
    browser.press("Enter").await?;
    stage.wait_focus("tr-further-language").await?;
    browser
        .wait_js(
            "document.querySelectorAll('[data-testid=tr-further-card]').length === 1",
            PATIENCE,
        )
        .await?;
    stage.reload().await?;
    wait_card(&stage, "ar", "done").await?;
    assert_eq!(
        card_text(&stage, "ar").await?,
        pretended("They sang all night. They danced.", "ar")
    );
    Ok(())
}

#[tokio::test]
async fn each_fails_for_itself_and_is_asked_for_again_for_itself() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    add(&stage, "fr").await?;
    assert_eq!(
        stage.translate("One thing. Another thing.", LONG).await?,
        "done"
    );
    wait_card(&stage, "fr", "done").await?;
    browser.choose_model("tr-model", "practice-quota").await?;
    add(&stage, "es").await?;
    in_card(&stage, "es", "tr-further-run").await?;
    wait_card(&stage, "es", "failed").await?;
    browser.wait_count("problem", 1, PATIENCE).await?;
    assert_eq!(browser.state("tr-status").await?, "done");
    wait_card(&stage, "fr", "done").await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    in_card(&stage, "es", "tr-further-run").await?;
    wait_card(&stage, "es", "done").await?;
    browser.wait_gone("problem", PATIENCE).await?;
    assert_eq!(
        card_text(&stage, "es").await?,
        pretended("One thing. Another thing.", "es")
    );
    Ok(())
}

#[tokio::test]
async fn stop_stops_all_and_a_reload_keeps_what_had_come() -> Result {
    const TEXT: &str = "They sang all night and did not stop before the morning. They danced as long as there was light.";
    let stage = Stage::desk("practice-slow").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    add(&stage, "fr").await?;
    stage.begin(TEXT).await?;
    arrived(&stage, "fr", 5).await?;
    browser.click("tr-stop").await?;
    wait_card(&stage, "fr", "stopped").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    browser.wait_count("tr-run", 1, PATIENCE).await?;

    browser.click("tr-run").await?;
    wait_card(&stage, "fr", "running").await?;
    let had = arrived(&stage, "fr", 8).await?;
    stage.reload().await?;
    wait_card(&stage, "fr", "truncated").await?;
    let kept = card_text(&stage, "fr").await?;
    assert!(kept.starts_with(&had), "{kept}: {had}");
    Ok(())
}

#[tokio::test]
async fn the_cards_can_be_seen_by_everyone() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/translate", options).await?;
    stage
        .browser
        .choose_model("tr-model", "practice-burst")
        .await?;
    add(&stage, "fr").await?;
    add(&stage, "ar").await?;
    assert_eq!(
        stage.translate("They sang. They danced.", LONG).await?,
        "done"
    );
    wait_card(&stage, "ar", "done").await?;
    wait_card(&stage, "fr", "done").await?;
    for (width, dark) in [(1280, false), (1280, true), (360, true), (360, false)] {
        stage.browser.resize(width, 900).await?;
        stage.browser.set_dark(dark).await?;
        stage
            .browser
            .assert_accessible(&format!("further languages, {width}, {dark}"))
            .await?;
        let fits = "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('.further li, .further .head')].every(part => part.getBoundingClientRect().right <= innerWidth)";
        stage.browser.wait_js(fits, PATIENCE).await?;
        if let Some(folder) = std::env::var_os("SEVERAL_SHOTS") {
            stage
                .browser
                .run(
                    "document.querySelector('.further').scrollIntoView({block: 'center'})",
                    &[],
                )
                .await?;
            let file = std::path::Path::new(&folder).join(format!("several-{width}-{dark}.png"));
            stage.browser.screenshot(&file).await?;
        }
    }
    Ok(())
}

/// A pinned translation stands first and stays when all others are deleted; with its segments it goes out, and comes back.
#[tokio::test]
async fn what_is_pinned_stays_and_travels_with_its_segments() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(
        stage.translate("They sang. They danced.", LONG).await?,
        "done"
    );
    browser.wait_count("history-pin", 1, PATIENCE).await?;
    browser.focus("history-pin").await?;
    browser.press("Enter").await?;
    browser
        .wait_state("history-pin", "pinned", PATIENCE)
        .await?;
    assert_eq!(stage.translate("Later.", LONG).await?, "done");
    browser.wait_count("history-row", 2, PATIENCE).await?;
    let rows: Vec<Seen> = browser.seen_all("history-row").await?;
    assert!(rows[0].text.contains("They sang."), "{}", rows[0].text);
    browser.focus("history-clear").await?;
    browser.press("Enter").await?;
    stage
        .records("history", |all| all.len() == 1 && all[0]["pinned"] == true)
        .await?;

    stage.go("#/settings").await?;
    browser.click("settings-export").await?;
    let file = browser.download(PATIENCE).await?;
    let written: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&file)?).unwrap();
    let segments = written["translations"][0]["segments"].as_array().unwrap();
    assert_eq!(segments.len(), 2);
    assert_eq!(segments[1]["source"], "They danced.");

    // Without what makes it pinned here, the file brings it back.
    stage.go("#/translate").await?;
    browser.wait_count("history-delete", 1, PATIENCE).await?;
    browser.focus("history-delete").await?;
    browser.press("Enter").await?;
    stage.records("history", <[_]>::is_empty).await?;
    stage.go("#/settings").await?;
    browser.choose_files("settings-import", &[&file]).await?;
    let all = stage.records("history", |all| all.len() == 1).await?;
    assert_eq!(all[0]["pinned"], true);
    assert_eq!(all[0]["pairs"].as_array().unwrap().len(), 2);
    Ok(())
}
