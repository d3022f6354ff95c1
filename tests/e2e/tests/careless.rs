//! What is done without care, in the middle of something or with nothing at hand, loses nothing and says what became of it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

const SENTENCE: &str = "Everyone has the right to life, liberty and the security of person, here and everywhere else in the world, by day and by night.";

async fn language(stage: &Stage, id: &str) -> Result<Option<String>> {
    stage.browser.attribute(id, "data-value").await
}

// All of a letter that was cut out and put back became the translation of its first line, and went so into the memory.
#[tokio::test]
async fn what_is_cut_out_whole_and_put_back_is_the_same() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.choose_language("tr-from", "English", "en").await?;
    browser.choose_language("tr-to", "German", "de").await?;
    let letter = "Dear Ms Kowalski,\n\nIt costs 3.5 euros. Please pay by Friday.";
    assert_eq!(stage.translate(letter, LONG).await?, "done");
    let target = stage.target().await?;
    browser.set_value("tr-target", "").await?;
    browser.set_value("tr-target", &target).await?;
    // The same greeting before another text is asked for, and does not bring the whole letter.
    let before = stage.chats().len();
    assert_eq!(
        stage
            .translate("Dear Ms Kowalski,\n\nHe is here.", LONG)
            .await?,
        "done"
    );
    assert!(stage.chats().len() > before);
    let second = stage.target().await?;
    assert!(
        !second.contains("3") && second.lines().count() == 3,
        "{second}"
    );
    assert!(second.starts_with(target.lines().next().unwrap_or("?")));

    // Corrected after it was put back, a sentence alone is what is remembered.
    let changed = second.replacen(second.lines().last().unwrap_or("?"), "Er ist da.", 1);
    browser.set_value("tr-target", "").await?;
    browser.set_value("tr-target", &second).await?;
    browser.set_value("tr-target", &changed).await?;
    stage
        .records("memory", |all| {
            all.len() == 1 && all[0]["source"] == "He is here." && all[0]["target"] == "Er ist da."
        })
        .await?;
    Ok(())
}

// Half a translation became the source, and the text it was made of was gone.
#[tokio::test]
async fn swapped_in_the_middle_of_a_run_the_texts_stay() -> Result {
    let stage = Stage::desk("practice-slow").await?;
    let browser = &stage.browser;
    browser.choose_language("tr-from", "English", "en").await?;
    browser.choose_language("tr-to", "German", "de").await?;
    stage.begin(SENTENCE).await?;
    stage.target_of(1).await?;
    browser.click("tr-swap").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    assert_eq!(browser.value("tr-source").await?, SENTENCE);
    let half = stage.target().await?;
    assert!(!half.is_empty() && half != SENTENCE);
    assert_eq!(language(&stage, "tr-from").await?.as_deref(), Some("de"));
    assert_eq!(language(&stage, "tr-to").await?.as_deref(), Some("en"));
    // What stands there is still half in German, and said to be so to whoever reads it aloud.
    let lang = browser.attribute("tr-target", "lang").await?;
    assert_eq!(lang.as_deref(), Some("de"));

    // The same where it had ended so.
    browser.click("tr-swap").await?;
    assert_eq!(browser.value("tr-source").await?, SENTENCE);
    assert_eq!(stage.target().await?, half);
    assert_eq!(language(&stage, "tr-to").await?.as_deref(), Some("de"));
    Ok(())
}

// The texts changed places and the languages could not.
#[tokio::test]
async fn swapped_where_no_language_is_known_nothing_changes() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("ok", LONG).await?, "done");
    let target = stage.target().await?;
    let to = language(&stage, "tr-to").await?;
    let done = browser.text("tr-status").await?;
    browser.click("tr-swap").await?;
    browser.wait_text("tr-status", "swapped", PATIENCE).await?;
    assert_eq!(browser.value("tr-source").await?, "ok");
    assert_eq!(stage.target().await?, target);
    assert_eq!(language(&stage, "tr-to").await?, to);
    // Once one is chosen, it is not said any more.
    browser.choose_language("tr-from", "English", "en").await?;
    browser.wait_text("tr-status", &done, PATIENCE).await?;
    browser.click("tr-swap").await?;
    assert_eq!(browser.value("tr-source").await?, target);
    assert_eq!(stage.target().await?, "ok");
    Ok(())
}

// A sentence of an earlier translation that was corrected while another text stood in the source was remembered as one of that
// text's language.
#[tokio::test]
async fn an_entry_keeps_the_language_it_was_found_in() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(
        stage
            .translate("The house is big. The dog sleeps in the garden.", LONG)
            .await?,
        "done"
    );
    stage
        .records("history", |all| all[0]["detected"] == "en")
        .await?;
    browser
        .set_value(
            "tr-source",
            "La maison est grande et le chien dort dans le jardin avec les enfants.",
        )
        .await?;
    let french = "document.querySelector('[data-testid=tr-source]').lang === 'fr'";
    browser.wait_js(french, PATIENCE).await?;
    let edited = format!("{} EDITED", stage.target().await?);
    browser.set_value("tr-target", &edited).await?;
    browser.wait_count("tr-edited", 1, PATIENCE).await?;
    // It goes into the memory as the panes are given to something else.
    browser.click("tr-clear").await?;
    let units = stage.records("memory", |all| !all.is_empty()).await?;
    assert!(units.iter().all(|unit| unit["from"] == "en"), "{units:?}");
    Ok(())
}

// It was told to be continued, and there was nothing to continue it with.
#[tokio::test]
async fn an_improvement_that_is_broken_off_says_how_to_go_on() -> Result {
    let stage = Stage::desk("practice-silent").await?;
    let browser = &stage.browser;
    browser.choose_language("tr-from", "English", "en").await?;
    browser.choose_language("tr-to", "English", "en").await?;
    browser.wait_text("tr-run", "Improve", PATIENCE).await?;
    stage.begin("He go to school 2.").await?;
    browser.wait_state("tr-status", "running", PATIENCE).await?;
    let running = |all: &[serde_json::Value]| all.iter().any(|one| one["state"] == "running");
    stage.records("history", running).await?;
    stage.reload().await?;
    browser
        .wait_state("tr-status", "truncated", PATIENCE)
        .await?;
    let said = browser
        .wait_text("tr-status", "Improve again", PATIENCE)
        .await?;
    assert!(!said.contains("continue"), "{said}");
    assert_eq!(browser.count("tr-continue").await?, 0);

    stage.begin("He go to school 2.").await?;
    browser.wait_count("tr-stop", 1, PATIENCE).await?;
    browser.click("tr-stop").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    browser
        .wait_text("tr-status", "Improve again", PATIENCE)
        .await
        .map(drop)
}

// "What had arrived is kept", of nothing.
#[tokio::test]
async fn of_nothing_it_is_not_said_to_be_kept() -> Result {
    let stage = Stage::desk("practice-403").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("A sentence.", LONG).await?, "failed");
    let said = browser.wait_text("tr-status", "failed", PATIENCE).await?;
    assert!(!said.contains("kept"), "{said}");
    browser.choose_model("tr-model", "practice-silent").await?;
    stage.begin("Another sentence.").await?;
    browser.wait_count("tr-stop", 1, PATIENCE).await?;
    browser.click("tr-stop").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    let said = browser.wait_text("tr-status", "Stopped", PATIENCE).await?;
    assert!(!said.contains("kept"), "{said}");
    Ok(())
}

#[tokio::test]
async fn a_turn_whose_page_went_away_says_so() -> Result {
    let stage = Stage::desk("practice-silent").await?;
    let browser = &stage.browser;
    browser.click("tr-conversation").await?;
    browser.wait_count("conv-input", 1, LONG).await?;
    browser
        .set_value("conv-input", "Where is the station?")
        .await?;
    browser.focus("conv-input").await?;
    browser.press("Enter").await?;
    browser.wait_state("conv-turn", "asking", PATIENCE).await?;
    stage.records("turns", |all| all.len() == 1).await?;
    stage.reload().await?;
    browser.wait_state("conv-turn", "failed", LONG).await?;
    browser
        .wait_text("conv-reloaded", "reloaded", PATIENCE)
        .await?;
    browser.wait_count("conv-retry", 1, PATIENCE).await?;
    Ok(())
}

// What one tab had deleted was still what another one's turns were translated with.
#[tokio::test]
async fn turns_deleted_in_one_tab_are_gone_in_the_other() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let sit_down = async || {
        browser.click("tr-conversation").await?;
        browser.wait_count("conv-input", 1, LONG).await.map(drop)
    };
    let say = async |text: &str| {
        browser.set_value("conv-input", text).await?;
        browser.focus("conv-input").await?;
        browser.press("Enter").await
    };
    let done = |count: usize| {
        format!(
            "document.querySelectorAll('[data-testid=conv-turn][data-state=done]').length === {count}"
        )
    };
    sit_down().await?;
    say("Where is the station?").await?;
    browser.wait_js(&done(1), LONG).await?;
    let first = browser.tab().await?;
    let second = browser
        .open_in_new_tab(&stage.site.url("#/translate"))
        .await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    sit_down().await?;
    browser.wait_js(&done(1), LONG).await?;
    say("Is it far from here?").await?;
    browser.wait_js(&done(2), LONG).await?;

    // What is said there comes here, and what is deleted here goes there.
    browser.switch_to(&first).await?;
    browser.wait_js(&done(2), LONG).await?;
    browser.click("conv-clear").await?;
    browser.wait_gone("conv-turn", PATIENCE).await?;
    browser.switch_to(&second).await?;
    browser.wait_gone("conv-turn", PATIENCE).await?;
    say("Thank you very much.").await?;
    browser.wait_js(&done(1), LONG).await?;
    let sent = stage.chats().last().unwrap().body.to_string();
    assert!(
        !sent.contains("station") && !sent.contains("far from"),
        "{sent}"
    );
    Ok(())
}

// After a reload there was no way back for what had been dismissed.
#[tokio::test]
async fn what_was_dismissed_is_shown_again_after_a_reload() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let source = "The book has 1,234 pages and a cover. We meet at noon in the garden.";
    assert_eq!(stage.translate(source, LONG).await?, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    browser.click("tr-check-dismiss").await?;
    browser.wait_gone("tr-check", PATIENCE).await?;
    // The one there is has its own way back.
    browser.wait_count("tr-check-undo", 1, PATIENCE).await?;
    assert_eq!(browser.count("tr-check-undo-all").await?, 0);
    let dismissed = |count: usize| {
        move |all: &[serde_json::Value]| {
            let of = |entry: &serde_json::Value| entry["dismissed"].as_array().map_or(0, Vec::len);
            all.iter().any(|entry| of(entry) == count)
        }
    };
    stage.records("history", dismissed(1)).await?;
    stage.reload().await?;
    browser.wait_text("tr-check-undo-all", "1", LONG).await?;
    assert_eq!(browser.count("tr-check").await?, 0);
    browser.click("tr-check-undo-all").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    browser.wait_gone("tr-check-undo-all", PATIENCE).await?;
    stage.wait_focus("tr-check-show").await?;
    stage.records("history", dismissed(0)).await.map(drop)
}

// It was sent, paid, and called translated.
#[tokio::test]
async fn nothing_to_translate_costs_nothing() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let disabled = "document.querySelector('[data-testid=tr-run]').disabled";
    for blank in ["\u{a0}\u{a0}", "\u{feff}", "\u{200b} \u{200b}"] {
        browser.set_value("tr-source", blank).await?;
        browser.wait_js(disabled, PATIENCE).await?;
        browser.focus("tr-source").await?;
        browser.press("Control+Enter").await?;
        assert_eq!(browser.state("tr-status").await?, "idle", "{blank:?}");
    }
    for wordless in ["🙂🎉 👍", "12:30 – 14:00", "… !?"] {
        assert_eq!(stage.translate(wordless, LONG).await?, "done");
        assert_eq!(stage.target().await?, wordless);
        browser.wait_text("tr-status", "no cost", PATIENCE).await?;
        assert_eq!(browser.text("tr-spent").await?, "");
    }
    assert_eq!(stage.chats().len(), 0);
    // With a word in it, it is one to translate.
    assert_eq!(stage.translate("12:30 noon", LONG).await?, "done");
    assert_eq!(stage.chats().len(), 1);
    Ok(())
}

// A key in a link stayed in the address bar and in the browser's history.
#[tokio::test]
async fn what_a_link_says_does_not_stay_in_the_address() -> Result {
    let stage = Stage::ready("#/settings?key=sk-linked").await?;
    let browser = &stage.browser;
    let is = |hash: &str| format!("location.hash === '#/{hash}'");
    browser.wait_js(&is("settings"), PATIENCE).await?;
    let depth: u64 = browser.eval("return history.length", &[]).await?;
    for (link, hash) in [
        ("#/usage?key=sk-linked", "usage"),
        ("#/chat?base=https://evil.example&key=sk-linked", "chat"),
        ("#key=sk-linked", "translate"),
        ("#/translate?key=sk-linked", "translate"),
    ] {
        browser
            .run("location.hash = arguments[0]", &[link.into()])
            .await?;
        browser.wait_js(&is(hash), PATIENCE).await?;
        let page =
            format!("document.querySelector('[data-testid=main]').dataset.page.endsWith('{hash}')");
        browser.wait_js(&page, PATIENCE).await?;
    }
    let after: u64 = browser.eval("return history.length", &[]).await?;
    assert_eq!(after, depth + 4);
    let places = browser.stored().await?.places_of("sk-linked");
    assert!(places.is_empty(), "{places:?}");
    Ok(())
}
