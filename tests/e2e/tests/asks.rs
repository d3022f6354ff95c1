//! Translate: what can be asked about a text besides its translation.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{Browser, PATIENCE, Result};

const SOURCE: &str = "The house is big. The dog sleeps in the garden.";

/// Selects words of the target, as a person does; gives what is selected.
const SELECT: &str = "
    const area = document.querySelector('[data-testid=tr-target]');
    const word = arguments[0] ? area.value.indexOf(arguments[0]) : area.value.search(/\\p{L}{4,}/u);
    const length = arguments[0] ? arguments[0].length : area.value.slice(word).match(/^\\p{L}+/u)[0].length;
    area.focus();
    area.setSelectionRange(word, word + length);
    area.dispatchEvent(new Event('select', { bubbles: true }));
    return area.value.slice(word, word + length);";

/// The same, again and again until it is heard: what hears it is fetched once there is a translation.
async fn select(browser: &Browser, words: &str) -> Result<String> {
    browser
        .wait("the selection to be heard", PATIENCE, async || {
            let selected = browser.eval(SELECT, &[words.into()]).await?;
            let heard = browser.attribute("tr-alternatives", "disabled").await;
            Ok(matches!(heard, Ok(None)).then_some(selected))
        })
        .await
}

async fn wait_target(stage: &Stage, wanted: impl Fn(&str) -> bool) -> Result<String> {
    stage
        .browser
        .wait("the target to be as wanted", PATIENCE, async || {
            let target = stage.target().await?;
            Ok(wanted(&target).then_some(target))
        })
        .await
}

/// The schema that the latest chat was asked with.
fn schema(stage: &Stage) -> Option<String> {
    let chats = stage.chats();
    let format = &chats.last()?.body["response_format"];
    Some(format["json_schema"]["name"].as_str()?.to_owned())
}

#[tokio::test]
async fn other_words_are_taken_and_taken_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    let before = stage.target().await?;
    let asked = stage.chats().len();
    browser.wait_count("tr-alternatives", 1, PATIENCE).await?;
    assert!(
        browser
            .attribute("tr-alternatives", "disabled")
            .await?
            .is_some()
    );
    let word = select(browser, "").await?;
    assert_eq!(stage.chats().len(), asked, "nothing is asked unbidden");

    browser.click("tr-alternatives").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    assert_eq!(schema(&stage).as_deref(), Some("alternatives"));
    stage.wait_focus("asks-alternatives").await?;
    assert!(browser.text("asks-alternatives").await?.contains(&word));
    browser.click("asks-alternative").await?;
    let after = wait_target(&stage, |target| target != before).await?;
    browser.wait_gone("asks-alternatives", PATIENCE).await?;
    stage.wait_focus("tr-target").await?;
    // The caret is at the sentence that was changed, not at the end of all.
    assert!(!caret_at_end(browser).await?);
    // Only that sentence was adjusted.
    assert_eq!(after.split(". ").nth(1), before.split(". ").nth(1));
    browser.wait_count("tr-edited", 1, PATIENCE).await?;
    let reviewed = |all: &[serde_json::Value]| {
        all.iter()
            .any(|entry| entry["target"] == *after && entry["pairs"][0]["state"] == "reviewed")
    };
    stage.records("history", reviewed).await?;

    browser.click("tr-undo").await?;
    wait_target(&stage, |target| target == before).await?;
    assert!(!caret_at_end(browser).await?);
    Ok(())
}

async fn caret_at_end(browser: &Browser) -> Result<bool> {
    let area = "document.querySelector('[data-testid=tr-target]')";
    let script = format!("return {area}.selectionStart === {area}.value.length");
    browser.eval(&script, &[]).await
}

#[tokio::test]
async fn a_sentence_is_said_another_way_or_left() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    let before = stage.target().await?;
    select(browser, "").await?;
    browser.press("Control+.").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;

    browser.click("asks-shorter").await?;
    browser.wait_count("asks-suggested", 1, LONG).await?;
    assert_eq!(schema(&stage).as_deref(), Some("restyle"));
    // It stands where it is seen, though it comes last of all that floats there.
    let seen =
        "const of = id => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect();
        return of('asks-accept').bottom <= of('asks-alternatives').bottom";
    assert!(browser.eval::<bool>(seen, &[]).await?);
    assert!(
        !browser
            .seen_css("[data-testid=asks-suggested] ins")
            .await?
            .is_empty()
    );
    browser.click("asks-reject").await?;
    browser.wait_gone("asks-suggested", PATIENCE).await?;
    assert_eq!(stage.target().await?, before);

    browser.type_into("asks-wish", "like a pirate").await?;
    browser.press("Enter").await?;
    browser.wait_count("asks-suggested", 1, LONG).await?;
    let sent = stage.chats().last().unwrap().body.to_string();
    assert!(sent.contains("like a pirate"), "{sent}");
    browser.click("asks-accept").await?;
    wait_target(&stage, |target| target != before).await?;

    // Escape closes it and gives the focus back.
    select(browser, "").await?;
    browser.press("Control+.").await?;
    stage.wait_focus("asks-alternatives").await?;
    browser.press("Escape").await?;
    browser.wait_gone("asks-alternatives", PATIENCE).await?;
    stage.wait_focus("tr-target").await
}

// What was asked about one text must not be put into another.
#[tokio::test]
async fn what_was_changed_meanwhile_is_not_overwritten() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    select(browser, "").await?;
    browser.click("tr-alternatives").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    let word = select(browser, "").await?;
    browser.insert_text("TYPED").await?;
    let typed = wait_target(&stage, |target| target.contains("TYPED")).await?;
    browser.click("asks-alternative").await?;
    browser.wait_count("asks-changed", 1, PATIENCE).await?;
    assert_eq!(stage.target().await?, typed, "{word}");
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_refuses_schemas_is_asked_in_words() -> Result {
    let stage = Stage::desk("practice-no-response-format").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("A house.", LONG).await?, "done");
    select(browser, "").await?;
    browser.click("tr-alternatives").await?;
    browser
        .wait("the question to be asked in words", LONG, async || {
            let chats = stage.chats();
            let last = chats.last().unwrap();
            let plain = last.body.get("response_format").is_none();
            let told = last.body.to_string().contains("exactly this form");
            Ok((plain && told).then_some(()))
        })
        .await?;
    // Remembered: the next one is asked so at once.
    let far = "silent|same";
    browser.wait_state("asks-state", far, LONG).await?;
    let asked = stage.chats().len();
    browser.click("asks-shorter").await?;
    browser
        .wait("another question", LONG, async || {
            Ok((stage.chats().len() > asked).then_some(()))
        })
        .await?;
    let chats = stage.chats();
    assert!(chats[asked].body.get("response_format").is_none());
    Ok(())
}

#[tokio::test]
async fn the_translation_is_translated_back_without_the_source() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.click("tr-back").await?;
    browser.wait_count("asks-back-row", 2, LONG).await?;
    assert_eq!(schema(&stage).as_deref(), Some("back"));
    let sent = stage.chats().last().unwrap().body.to_string();
    assert!(!sent.contains("dog sleeps"), "{sent}");
    for row in browser.seen_all("asks-back-row").await? {
        let state = row.attributes["data-state"].clone();
        assert!(state == "same" || state == "differs", "{state}");
    }
    browser.click("tr-back").await?;
    browser.wait_gone("asks-back", PATIENCE).await
}

#[tokio::test]
async fn a_word_is_looked_up_when_it_is_asked_for() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", "Bank").await?;
    browser.wait_count("tr-lookup", 1, PATIENCE).await?;
    assert!(stage.chats().is_empty(), "nothing is asked unbidden");
    browser.click("tr-lookup").await?;
    browser.wait_count("lookup-sense", 3, LONG).await?;
    assert_eq!(schema(&stage).as_deref(), Some("dictionary"));
    assert!(browser.text("lookup-said").await?.contains("bank"));
    // Of another text it says nothing.
    browser.type_into("tr-source", "ing").await?;
    browser.wait_gone("lookup-card", PATIENCE).await?;
    browser
        .set_value("tr-source", "This is a whole sentence, and no word.")
        .await?;
    browser.wait_gone("tr-lookup", PATIENCE).await
}

#[tokio::test]
async fn a_text_is_improved_change_by_change() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.choose_language("tr-from", "English", "en").await?;
    browser.choose_language("tr-to", "English", "en").await?;
    browser.wait_text("tr-run", "Improve", PATIENCE).await?;
    let text = "He go to school 2.";
    assert_eq!(stage.translate(text, LONG).await?, "done");
    assert_eq!(schema(&stage).as_deref(), Some("improve"));
    browser.wait_count("improve-change", 3, PATIENCE).await?;
    assert_eq!(stage.target().await?, text, "the person decides");
    assert!(browser.text("improve-reason").await?.contains("1"));

    browser.click("improve-accept").await?;
    wait_target(&stage, |target| target == "Heen go to school 2.").await?;
    browser.click_nth("improve-reject", 1).await?;
    browser.click("improve-accept-all").await?;
    let made = "Heen go tois school 2.";
    wait_target(&stage, |target| target == made).await?;
    let states = browser.seen_all("improve-change").await?;
    let states: Vec<&str> = states
        .iter()
        .map(|row| row.attributes["data-state"].as_str())
        .collect();
    assert_eq!(states, ["taken", "left", "taken"]);
    stage
        .records("history", |all| {
            all.iter().any(|entry| entry["target"] == made)
        })
        .await?;

    // Undone in the target, it is undone here.
    browser.click("tr-undo").await?;
    wait_target(&stage, |target| target == "Heen go to school 2.").await?;
    browser
        .wait_js(
            "[...document.querySelectorAll('[data-testid=improve-change]')].map(e => e.dataset.state).join() === 'taken,left,open'",
            PATIENCE,
        )
        .await?;
    // No unit of the memory comes of it: it is no translation.
    stage.records("memory", |all| all.is_empty()).await?;
    // What it took is in its entry, with what was suggested and decided: all of it outlives a reload.
    stage
        .records("history", |all| {
            all[0]["usage"]["input"].as_u64() > Some(0)
                && all[0]["improving"]["decided"] == serde_json::json!(["taken", "left", "open"])
        })
        .await?;
    stage.reload().await?;
    browser.wait_count("improve-change", 3, PATIENCE).await?;
    assert_eq!(browser.state("improve-change").await?, "taken");
    browser.click_nth("improve-accept", 2).await?;
    wait_target(&stage, |target| target == made).await?;

    // What is typed by hand is not overwritten.
    browser.type_into("tr-target", " TYPED").await?;
    browser.wait_count("improve-changed", 1, PATIENCE).await?;
    assert!(stage.target().await?.contains("TYPED"));

    // A translation of the same text has nothing to do with them.
    browser.choose_language("tr-to", "German", "de").await?;
    browser.wait_text("tr-run", "Translate", PATIENCE).await?;
    browser.click("tr-run").await?;
    browser.wait_gone("improve", LONG).await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    Ok(())
}

/// Where the panel and the selected word are.
const PLACES: &str = "
    const panel = document.querySelector('[data-testid=asks-alternatives]').getBoundingClientRect();
    const area = document.querySelector('[data-testid=tr-target]').getBoundingClientRect();
    return [panel.left, panel.top, panel.right, panel.bottom, area.left, area.top, area.right, area.bottom, innerWidth, innerHeight];";

#[tokio::test]
async fn the_panel_stands_at_the_word_and_is_walked_with_keys() -> Result {
    let options = e2e::BrowserOptions {
        reduced_motion: true,
        ..e2e::BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/translate", options).await?;
    stage
        .browser
        .choose_model("tr-model", "practice-burst")
        .await?;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    let before = stage.target().await?;
    let browser = &stage.browser;
    select(browser, "").await?;
    browser.press("Control+.").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    stage.wait_focus("asks-alternatives").await?;
    let at: Vec<f64> = browser.eval(PLACES, &[]).await?;
    let [
        left,
        top,
        right,
        bottom,
        area_left,
        area_top,
        _,
        area_bottom,
        width,
        height,
    ] = at[..]
    else {
        panic!("{at:?}")
    };
    assert!(
        left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
        "{at:?}"
    );
    // The word is the first of the target: beneath its line, and well above the pane's foot.
    assert!(
        left >= area_left - 1.0 && top > area_top && top < area_bottom,
        "{at:?}"
    );
    browser.assert_accessible("other words").await?;

    browser.press("ArrowDown").await?;
    stage.wait_focus("asks-alternative").await?;
    let second =
        "document.activeElement === document.querySelectorAll('[data-testid=asks-alternative]')[1]";
    browser.press("ArrowDown").await?;
    browser.wait_js(second, PATIENCE).await?;
    browser.press("Enter").await?;
    wait_target(&stage, |target| target != before).await?;
    browser.wait_gone("asks-alternatives", PATIENCE).await?;
    stage.wait_focus("tr-target").await?;

    // On a phone it is a sheet at the foot, as wide as the window.
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    let browser = &stage.browser;
    select(browser, "").await?;
    browser.press("Control+.").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    browser
        .assert_accessible("other words, dark and narrow")
        .await?;
    let at: Vec<f64> = browser.eval(PLACES, &[]).await?;
    assert!(at[0].abs() <= 1.0 && (at[2] - at[8]).abs() <= 1.0, "{at:?}");
    assert!((at[3] - at[9]).abs() <= 1.0 && at[1] > 0.0, "{at:?}");
    assert_eq!(common::overflow(browser).await?, [""; 0]);
    browser.press("Escape").await?;
    browser.wait_gone("asks-alternatives", PATIENCE).await?;
    stage.wait_focus("tr-target").await?;

    // A press elsewhere closes it too, and takes nothing.
    stage.browser.resize(1280, 800).await?;
    let browser = &stage.browser;
    select(browser, "").await?;
    browser.press("Control+.").await?;
    browser.wait_count("asks-alternative", 3, LONG).await?;
    browser.click("tr-source").await?;
    browser.wait_gone("asks-alternatives", PATIENCE).await
}
