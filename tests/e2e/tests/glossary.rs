//! Glossaries: terms are added, found, obeyed and checked; files come in whole or as far as the person says, and go out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::Value;

const SENTENCE: &str = "The printer is out of paper and cannot print this page.";

/// Writes a file to choose, and gives where it is.
fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("parlance-glossary-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

async fn open(stage: &Stage) -> Result {
    stage.browser.click("tr-glossary").await?;
    stage.browser.wait_count("term-form", 1, PATIENCE).await?;
    Ok(())
}

async fn close(stage: &Stage) -> Result {
    stage.browser.click("glossary-close").await?;
    stage.browser.wait_gone("glossary-dialog", PATIENCE).await
}

async fn add(stage: &Stage, source: &str, target: &str) -> Result {
    let browser = &stage.browser;
    browser.set_value("term-source", source).await?;
    browser.set_value("term-target", target).await?;
    browser.click("term-add").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=term-source]').value === ''",
            PATIENCE,
        )
        .await
}

async fn import(stage: &Stage, name: &str, bytes: &[u8], state: &str) -> Result<String> {
    let file = file(name, bytes);
    stage
        .browser
        .choose_files("glossary-import", &[&file])
        .await?;
    stage
        .browser
        .wait_text("glossary-import-told", name, PATIENCE)
        .await?;
    stage
        .browser
        .wait_state("glossary-import-told", state, PATIENCE)
        .await?;
    stage.browser.text("glossary-import-told").await
}

fn sources(glossary: &Value) -> Vec<&str> {
    let terms = glossary["terms"].as_array().unwrap();
    terms
        .iter()
        .map(|term| term["source"].as_str().unwrap())
        .collect()
}

/// The system message of the last request.
fn system(stage: &Stage) -> String {
    let sent = stage.chats().pop().expect("it was asked").body;
    sent["messages"][0]["content"].as_str().unwrap().to_owned()
}

/// In a conversation too, with the tone of the language that a turn goes into; and in the small questions.
#[tokio::test]
async fn turns_and_small_questions_have_their_terms_and_tone() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-from", "en").await?;
    browser.pick_language("tr-to", "de").await?;
    open(&stage).await?;
    add(&stage, "printer", "Drucker").await?;
    add(&stage, "unicorn", "Einhorn").await?;
    close(&stage).await?;
    browser.click("tr-tone").await?;
    browser.wait_count("tone-formal", 1, PATIENCE).await?;
    browser.click("tone-formal").await?;
    browser.press("Escape").await?;
    browser.wait_gone("tone-dialog", PATIENCE).await?;

    browser.set_value("tr-source", "printer").await?;
    browser.wait_count("tr-lookup", 1, PATIENCE).await?;
    browser.click("tr-lookup").await?;
    browser.wait_count("lookup-sense", 1, LONG).await?;
    let asked = system(&stage);
    assert!(
        asked.contains("- printer → Drucker\n") && !asked.contains("unicorn"),
        "{asked}"
    );

    browser.click("tr-conversation").await?;
    browser.wait_count("conv-input", 1, LONG).await?;
    browser.set_value("conv-language", "en").await?;
    browser.set_value("conv-language-opposite", "de").await?;
    for (turns, said, has, has_not) in [
        (
            1,
            "Where is the printer and is it on?",
            "- printer → Drucker\n",
            "unicorn",
        ),
        (
            2,
            "Wo ist das Haus und ist es nicht weit?",
            "Formality",
            "Glossary",
        ),
    ] {
        browser.set_value("conv-input", said).await?;
        browser.focus("conv-input").await?;
        browser.press("Enter").await?;
        let done = format!(
            "document.querySelectorAll('[data-testid=conv-turn][data-state=done]').length === {turns}"
        );
        browser.wait_js(&done, LONG).await?;
        let asked = system(&stage);
        assert!(
            asked.contains(has) && !asked.contains(has_not),
            "{said}: {asked}"
        );
        // German alone has the word for it.
        assert_eq!(asked.contains("with “Sie”"), turns == 1, "{said}: {asked}");
    }
    Ok(())
}

#[tokio::test]
async fn a_term_is_obeyed_where_the_text_has_it() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-from", "en").await?;
    browser.pick_language("tr-to", "de").await?;
    open(&stage).await?;
    add(&stage, "printer", "Drucker").await?;
    add(&stage, "unicorn", "Einhorn").await?;
    stage
        .records("glossaries", |all| {
            all.len() == 1
                && sources(&all[0]) == ["unicorn", "printer"]
                && all[0]["from"] == "en"
                && all[0]["to"] == "de"
        })
        .await?;
    close(&stage).await?;
    // The button says which.
    browser
        .wait_text("tr-glossary-said", "German", PATIENCE)
        .await?;

    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert!(stage.target().await?.contains("Drucker"));
    let asked = system(&stage);
    assert!(
        asked.contains("- printer → Drucker\n") && !asked.contains("unicorn"),
        "{asked}"
    );
    // Inflected, and in a text of several sentences.
    let two = "Both printers are new. They cannot print.";
    assert_eq!(stage.translate(two, LONG).await?, "done");
    assert!(stage.target().await?.contains("Drucker"));
    // Where the text has none, nothing is sent; nor into another language, nor when it is not in use.
    assert_eq!(stage.translate("They sang all night.", LONG).await?, "done");
    assert!(!system(&stage).contains("Glossary"));
    browser.pick_language("tr-to", "fr").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert!(!system(&stage).contains("Glossary"));
    browser.pick_language("tr-to", "de").await?;
    open(&stage).await?;
    assert_eq!(browser.state("glossary-row").await?, "used");
    browser.click("glossary-use").await?;
    browser.wait_state("glossary-row", "off", PATIENCE).await?;
    close(&stage).await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert!(!system(&stage).contains("Glossary"));

    // After a reload they are there, without a visit to the dialog.
    open(&stage).await?;
    browser.click("glossary-use").await?;
    browser.wait_state("glossary-row", "used", PATIENCE).await?;
    stage
        .records("glossaries", |all| all[0]["in_use"] == true)
        .await?;
    close(&stage).await?;
    stage.reload().await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert!(system(&stage).contains("- printer → Drucker\n"));
    Ok(())
}

#[tokio::test]
async fn what_is_selected_in_the_texts_is_a_term_at_once() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.set_value("tr-source", SENTENCE).await?;
    browser.focus("tr-source").await?;
    browser
        .run(
            "document.querySelector('[data-testid=tr-source]').setSelectionRange(4, 11)",
            &[],
        )
        .await?;
    open(&stage).await?;
    assert_eq!(browser.value("term-source").await?, "printer");
    assert_eq!(browser.value("term-target").await?, "");
    // Not without a translation: said, and what was typed stays.
    browser.click("term-add").await?;
    browser
        .wait_text("term-problem", "translation", PATIENCE)
        .await?;
    assert_eq!(browser.value("term-source").await?, "printer");
    browser.focus("term-target").await?;
    browser.insert_text("Drucker").await?;
    browser.press("Enter").await?;
    stage
        .records("glossaries", |all| {
            all.len() == 1 && sources(&all[0]) == ["printer"]
        })
        .await?;
    stage.wait_focus("term-source").await?;
    Ok(())
}

#[tokio::test]
async fn terms_are_changed_in_place_found_and_brought_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    open(&stage).await?;
    add(&stage, "printer", "Drucker").await?;
    add(&stage, "paper", "Papier").await?;
    browser.wait_count("glossary-row", 1, PATIENCE).await?;
    browser.click("glossary-open").await?;
    browser.wait_count("term-row", 2, PATIENCE).await?;
    stage.wait_focus("glossary-back").await?;

    // The first row is the last one added.
    browser.set_value("term-row-target", "Bogen").await?;
    browser.press("Tab").await?;
    stage
        .records("glossaries", |all| all[0]["terms"][0]["target"] == "Bogen")
        .await?;
    // What is no term is told, and what is kept stays.
    browser.set_value("term-row-source", "").await?;
    browser.press("Tab").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=term-row]').innerText.includes('needs a word')",
            PATIENCE,
        )
        .await?;
    stage
        .records("glossaries", |all| all[0]["terms"][0]["source"] == "paper")
        .await?;
    browser.set_value("term-row-source", "sheet").await?;
    browser.press("Tab").await?;
    stage
        .records("glossaries", |all| all[0]["terms"][0]["source"] == "sheet")
        .await?;
    let keep = "
        const kind = document.querySelector('[data-testid=term-row-kind]');
        kind.value = 'keep';
        kind.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.run(keep, &[]).await?;
    browser.wait_state("term-row", "keep", PATIENCE).await?;
    stage
        .records("glossaries", |all| all[0]["terms"][0]["kind"] == "keep")
        .await?;

    browser.set_value("term-search", "PRINT").await?;
    browser
        .wait("one to be found", PATIENCE, async || {
            Ok((browser.count("term-row").await? == 1).then_some(()))
        })
        .await?;
    browser.wait_text("term-count", "1", PATIENCE).await?;
    browser.click("term-delete").await?;
    stage
        .records("glossaries", |all| sources(&all[0]) == ["sheet"])
        .await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    stage
        .records("glossaries", |all| sources(&all[0]) == ["sheet", "printer"])
        .await?;

    // The whole glossary, too.
    browser.click("glossary-back").await?;
    browser.wait_count("glossary-row", 1, PATIENCE).await?;
    browser.click("glossary-delete").await?;
    stage.records("glossaries", <[_]>::is_empty).await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    stage
        .records("glossaries", |all| {
            all.len() == 1 && sources(&all[0]).len() == 2
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn files_say_what_is_wrong_and_come_in_as_far_as_asked() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    open(&stage).await?;
    // All of it is good: taken in, its languages too.
    let good = "English;French;note\nengine;moteur;of a car\nhouse;maison;\nengine;moteur;again\n";
    let told = import(&stage, "good.csv", good.as_bytes(), "done").await?;
    assert!(
        told.contains("new terms: 2") && told.contains("there: 1"),
        "{told}"
    );
    stage
        .records("glossaries", |all| {
            all.len() == 1
                && all[0]["from"] == "en"
                && all[0]["to"] == "fr"
                && all[0]["name"] == "good"
                && sources(&all[0]) == ["engine", "house"]
        })
        .await?;

    // Some rows are not: told with their lines, and nothing taken in until asked.
    let mixed = "source\ttarget\tdnt\na\tb\t\nalone\nc\td\tperhaps\nX\t\tyes\n";
    let told = import(&stage, "mixed.tsv", mixed.as_bytes(), "asking").await?;
    assert!(
        told.contains("Line 4, column 3") && told.contains("perhaps") && told.contains('2'),
        "{told}"
    );
    stage.records("glossaries", |all| all.len() == 1).await?;
    browser.click("glossary-take-none").await?;
    browser
        .wait_state("glossary-import-told", "nothing", PATIENCE)
        .await?;
    import(&stage, "mixed.tsv", mixed.as_bytes(), "asking").await?;
    browser.click("glossary-take-rest").await?;
    browser
        .wait_state("glossary-import-told", "done", PATIENCE)
        .await?;
    stage.records("glossaries", |all| all.len() == 2).await?;

    // None of it is.
    for (name, bytes, part) in [
        ("one.csv", &b"source,note\na,b\n"[..], "target"),
        ("latin.csv", b"a,b\nc,\xe9t\xe9\n", "Line 2"),
        ("book.xlsx", b"PK\x03\x04\xff\xfe\x00", "not a text file"),
        ("empty.csv", b"", "nothing in it"),
        ("bad.tbx", b"<martif><text>", ""),
        ("page.xml", b"<html></html>", "TBX"),
    ] {
        let told = import(&stage, name, bytes, "failed").await?;
        assert!(told.contains(part), "{name}: {told}");
    }
    stage.records("glossaries", |all| all.len() == 2).await?;

    // Out, and in again: the same terms. The latest glossary is the first of the list.
    browser.click_nth("glossary-open", 1).await?;
    browser.wait_count("term-row", 2, PATIENCE).await?;
    for (item, part) in [
        ("glossary-export-csv", "engine,moteur,of a car,"),
        ("glossary-export-tsv", "engine\tmoteur\tof a car\t"),
        ("glossary-export-tbx", "<term>moteur</term>"),
    ] {
        browser.forget_downloads()?;
        stage.choose("glossary-export", 0, item).await?;
        let made = browser.download(PATIENCE).await?;
        let text = std::fs::read_to_string(&made).unwrap();
        assert!(text.contains(part), "{text}");
        let ending = item.rsplit('-').next().unwrap();
        let name = format!("again.{ending}");
        let told = import(&stage, &name, text.as_bytes(), "done").await?;
        assert!(told.contains("new terms: 0"), "{name}: {told}");
    }
    assert_eq!(browser.count("term-row").await?, 2);
    Ok(())
}

#[tokio::test]
async fn the_dialog_is_accessible_in_every_shape() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/translate", options).await?;
    stage.browser.click("tr-glossary").await?;
    stage.browser.wait_count("term-form", 1, PATIENCE).await?;
    stage.browser.assert_accessible("glossaries, none").await?;
    let rows: String = (0..60).map(|n| format!("word {n},Wort {n}\n")).collect();
    import(&stage, "many.csv", rows.as_bytes(), "done").await?;
    stage.browser.assert_accessible("glossaries").await?;
    stage.browser.click("glossary-open").await?;
    stage.browser.wait_count("term-row", 50, PATIENCE).await?;
    stage.browser.click("term-show-more").await?;
    stage.browser.wait_count("term-row", 60, PATIENCE).await?;
    // By keyboard: the first row may be behind the head of the dialog, where a click would not reach it.
    stage.browser.focus("term-row-more").await?;
    stage.browser.press("Enter").await?;
    stage.browser.assert_accessible("a glossary").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("a glossary, dark and narrow")
        .await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    Ok(())
}
