//! The translation memory: what was changed or approved is remembered and costs nothing, files come in and go out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};

const SENTENCE: &str = "The printer is out of paper and cannot print this page.";
const NEAR: &str = "The printer is out of paper and cannot print that page.";

fn tmx(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{body}</body></tmx>"
    )
}

fn tu(source: &str, target: &str) -> String {
    format!(
        "<tu><tuv xml:lang=\"en\"><seg>{source}</seg></tuv><tuv xml:lang=\"de\"><seg>{target}</seg></tuv></tu>\n"
    )
}

/// Writes a file to choose, and gives where it is.
fn file(name: &str, text: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("parlance-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

/// Opens the dialog from Settings.
async fn open(stage: &Stage) -> Result {
    stage.go("#/settings").await?;
    stage.browser.wait_count("memory-open", 1, PATIENCE).await?;
    stage.browser.click("memory-open").await?;
    stage
        .browser
        .wait_count("memory-import", 1, PATIENCE)
        .await?;
    Ok(())
}

async fn import(stage: &Stage, name: &str, text: &str) -> Result {
    let file = file(name, text);
    stage.browser.choose_files("memory-import", &[&file]).await
}

#[tokio::test]
async fn what_was_changed_is_remembered_and_costs_nothing() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    browser.set_value("tr-target", "Von Hand.").await?;
    stage
        .records("memory", |all| {
            all.len() == 1
                && all[0]["source"] == SENTENCE
                && all[0]["target"] == "Von Hand."
                && all[0]["origin"] == "edited"
        })
        .await?;
    // Edited again, it is still one.
    browser.set_value("tr-target", "Von Hand gemacht.").await?;
    stage
        .records("memory", |all| {
            all.len() == 1 && all[0]["target"] == "Von Hand gemacht."
        })
        .await?;

    // After a reload too, where the worker has to read it.
    stage.reload().await?;
    let before = stage.chats().len();
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert_eq!(stage.target().await?, "Von Hand gemacht.");
    assert_eq!(stage.chats().len(), before);
    browser.wait_text("memory-used", "1", PATIENCE).await?;

    // What is only near goes along as an example, and is shown with what differs.
    assert_eq!(stage.translate(NEAR, LONG).await?, "done");
    let asked = stage.chats().pop().expect("it was asked");
    assert!(asked.body.to_string().contains("Von Hand gemacht."));
    browser.focus("tr-source").await?;
    browser.press("Control+Home").await?;
    browser.wait_count("memory-match", 1, PATIENCE).await?;
    assert_eq!(browser.state("memory-match").await?, "near");
    assert!(
        browser
            .text("memory-match")
            .await?
            .contains("Von Hand gemacht.")
    );
    browser.click("memory-use").await?;
    assert_eq!(stage.target().await?, "Von Hand gemacht.");
    browser.click("memory-approve").await?;
    stage
        .records("memory", |all| {
            all.len() == 2 && all.iter().any(|unit| unit["source"] == NEAR)
        })
        .await?;
    Ok(())
}

#[tokio::test]
async fn files_come_in_whole_or_not_at_all_and_go_out() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    open(&stage).await?;
    let good = [
        tu("Open", "Öffnen"),
        tu("Close &amp; quit", "Schließen"),
        "<tu/>\n".into(),
    ];
    import(&stage, "good.tmx", &tmx(&good.concat())).await?;
    let told = browser
        .wait_text("memory-imported", "good.tmx", PATIENCE)
        .await?;
    assert!(told.contains('2') && told.contains("Line 5"), "{told}");
    browser.wait_count("memory-unit", 2, PATIENCE).await?;
    let kept = |all: &[serde_json::Value]| all.len() == 2;
    stage.records("memory", kept).await?;

    // A broken one says where, and changes nothing.
    import(
        &stage,
        "bad.tmx",
        &tmx(&format!("{}<tu>&lol;", tu("New", "Neu"))),
    )
    .await?;
    let told = browser
        .wait_text("memory-refused", "bad.tmx", PATIENCE)
        .await?;
    assert!(told.contains("Line 4") && told.contains("lol"), "{told}");
    stage.records("memory", kept).await?;
    import(&stage, "page.html", "<html></html>").await?;
    browser
        .wait_text("memory-refused", "page.html", PATIENCE)
        .await?;

    browser.set_value("memory-search", "SCHLIESS").await?;
    browser.wait_text("memory-found", "0", PATIENCE).await?;
    browser.set_value("memory-search", "öffn").await?;
    browser
        .wait("one to be found", PATIENCE, async || {
            Ok((browser.count("memory-unit").await? == 1).then_some(()))
        })
        .await?;
    browser.click("memory-delete").await?;
    stage.records("memory", |all| all.len() == 1).await?;
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    stage.records("memory", kept).await?;

    browser.forget_downloads()?;
    browser.click("memory-export").await?;
    let made = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(&made).unwrap();
    assert!(text.contains("<seg>Close &amp; quit</seg>"), "{text}");
    import(&stage, "again.tmx", &text).await?;
    let told = browser
        .wait_text("memory-imported", "again.tmx", PATIENCE)
        .await?;
    assert!(told.contains("Already here: 2"), "{told}");

    browser.click("memory-clear").await?;
    browser.wait_count("confirm-yes", 1, PATIENCE).await?;
    browser.click("confirm-yes").await?;
    stage.records("memory", <[_]>::is_empty).await?;
    browser.wait_gone("memory-unit", PATIENCE).await?;
    Ok(())
}

// The worker is a part of the page that can be missing: then the memory says so, and translating goes on.
#[tokio::test]
async fn without_its_worker_the_page_still_translates() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    browser.set_value("tr-target", "Von Hand.").await?;
    stage.records("memory", |all| all.len() == 1).await?;
    // A browser that has none. (What a worker's script is fetched with, a page's own blocking does not reach.)
    let none = serde_json::json!({"source": "delete window.Worker"});
    browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", none)
        .await?;
    stage.reload().await?;
    browser.click("tr-clear").await?;
    assert_eq!(stage.translate(SENTENCE, LONG).await?, "done");
    assert_ne!(stage.target().await?, "");
    open(&stage).await?;
    browser.wait_count("memory-refused", 1, PATIENCE).await?;
    assert_eq!(
        browser
            .attribute("memory-refused", "data-kind")
            .await?
            .as_deref(),
        Some("no-worker")
    );
    Ok(())
}

#[tokio::test]
async fn the_dialog_is_accessible_in_every_shape() -> Result {
    // Colours change in no time: what is judged is not what lies between two themes.
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/settings", options).await?;
    open(&stage).await?;
    let many: String = (0..60)
        .map(|n| tu(&format!("Text {n}"), &format!("Wort {n}")))
        .collect();
    import(&stage, "many.tmx", &tmx(&many)).await?;
    stage
        .browser
        .wait_count("memory-unit", 50, PATIENCE)
        .await?;
    stage.browser.click("memory-more").await?;
    stage
        .browser
        .wait_count("memory-unit", 60, PATIENCE)
        .await?;
    stage.browser.assert_accessible("memory").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("memory, dark and narrow")
        .await?;
    let wide: bool = stage
        .browser
        .eval(
            "return document.documentElement.scrollWidth > innerWidth",
            &[],
        )
        .await?;
    assert!(!wide, "nothing is wider than the window");
    Ok(())
}
