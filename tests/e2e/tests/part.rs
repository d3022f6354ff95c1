//! Code that is not in the first load (src/ui/lazy.rs): what a person sees where it cannot be fetched, and that it is
//! fetched once it can.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, Error, PATIENCE, Result, pretended};

/// The files that hold it: xtask/src/split.rs names them so.
const PARTS: &str = "*part-*.wasm";
const MISSING: &str = "[data-testid=problem][data-kind=part-missing]";
const RETRY: &str =
    "[data-testid=problem][data-kind=part-missing] [data-testid=problem-action][data-action=retry]";

/// Loads the page anew with its parts out of reach.
async fn without_parts(stage: Stage) -> Result<Stage> {
    let split = std::fs::read_dir(e2e::dist())?.flatten().any(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.starts_with("part-") && name.ends_with(".wasm")
    });
    if !split {
        return Err(Error::new(format!(
            "{} has no part-*.wasm: it was not split. `cargo xtask dist` builds a page that is",
            e2e::dist().display()
        )));
    }
    stage.browser.block(&[PARTS]).await?;
    stage.browser.clear_cache().await?;
    stage.reload().await?;
    Ok(stage)
}

/// Waits until the page says that a part is missing, in words and with a button.
async fn wait_missing(stage: &Stage) -> Result {
    stage
        .browser
        .wait("a missing part to be told", PATIENCE, async || {
            let problems = stage.browser.seen_css(MISSING).await?;
            let buttons = stage.browser.seen_css(RETRY).await?;
            let told = problems
                .iter()
                .any(|problem| problem.visible && !problem.text.is_empty());
            Ok((told && buttons.iter().any(|button| button.visible)).then_some(()))
        })
        .await
}

/// Lets the files through again, and uses the problem's own button.
async fn retry(stage: &Stage) -> Result {
    stage.browser.block(&[]).await?;
    stage.browser.click_css(RETRY).await
}

#[tokio::test]
async fn a_page_that_did_not_arrive_is_told_and_fetched_again() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let stage = without_parts(stage).await?;
    let browser = &stage.browser;
    let draft = "Typed before the connection went.";
    browser.type_into("tr-source", draft).await?;
    for (page, shown) in [
        ("#/chat", "chat-send"),
        // Usage and Settings are in one file.
        ("#/settings", "settings-export"),
    ] {
        stage.turn_to(page).await?;
        wait_missing(&stage).await?;
        assert_eq!(browser.count(shown).await?, 0, "{page}");
        // Nothing is lost meanwhile, and the pages that are there work.
        stage.go("#/translate").await?;
        assert_eq!(browser.value("tr-source").await?, draft);
        stage.turn_to(page).await?;
        wait_missing(&stage).await?;
        // Tried in vain, it says so again.
        browser.click_css(RETRY).await?;
        wait_missing(&stage).await?;
        retry(&stage).await?;
        browser.wait_count(shown, 1, PATIENCE).await?;
        let left = format!("!document.querySelector('{MISSING}')");
        browser.wait_js(&left, PATIENCE).await?;
        browser.block(&[PARTS]).await?;
    }
    stage.go("#/translate").await?;
    assert_eq!(browser.value("tr-source").await?, draft);
    // What has arrived stays, also without a connection.
    stage.go("#/chat").await?;
    browser.wait_count("chat-send", 1, PATIENCE).await.map(drop)
}

// After the page was published anew, the parts that an open page knows of are gone: trying again finds none of them.
#[tokio::test]
async fn a_page_published_anew_is_reached_by_a_reload() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let stage = without_parts(stage).await?;
    let browser = &stage.browser;
    let draft = "Typed on the page of yesterday.";
    browser.type_into("tr-source", draft).await?;
    stage.turn_to("#/chat").await?;
    wait_missing(&stage).await?;
    browser.block(&[]).await?;
    browser.run("window.yesterday = true", &[]).await?;
    browser
        .click_css(
            "[data-testid=problem][data-kind=part-missing] [data-testid=problem-action][data-action=reload]",
        )
        .await?;
    browser.wait_js("!window.yesterday", PATIENCE).await?;
    browser.wait_mounted().await?;
    browser.wait_page().await?;
    browser.wait_count("chat-send", 1, PATIENCE).await?;
    stage.go("#/translate").await?;
    assert_eq!(browser.value("tr-source").await?, draft);
    Ok(())
}

#[tokio::test]
async fn a_key_form_that_did_not_arrive_is_told_and_fetched_again() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let stage = without_parts(stage).await?;
    let browser = &stage.browser;
    let draft = "Typed before the key was there.";
    browser.type_into("tr-source", draft).await?;
    browser.click("key-open").await?;
    browser.wait_count("key-dialog", 1, PATIENCE).await?;
    wait_missing(&stage).await?;
    // The one in the dialog, which is used below, may come after the one behind it.
    browser
        .css(".key-dialog [data-testid=problem-action][data-action=retry]")
        .await?;
    assert_eq!(browser.count("key-form").await?, 0);
    browser.block(&[]).await?;
    // What runs behind the pages is missing too, and says so behind the dialog.
    browser
        .click_css(".key-dialog [data-testid=problem-action][data-action=retry]")
        .await?;
    browser.wait_count("key-form", 1, PATIENCE).await?;
    browser.wait_gone("problem", PATIENCE).await?;
    browser.close_key_form().await?;
    browser
        .bring_key(&stage.practice.base_url(), "sk-after-all-0123456789")
        .await?;
    browser.close_key_form().await?;
    assert_eq!(browser.value("tr-source").await?, draft);
    Ok(())
}

#[tokio::test]
async fn a_translation_whose_code_did_not_arrive_is_told_and_made_later() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let stage = without_parts(stage).await?;
    let browser = &stage.browser;
    let source = "All human beings are born free.";
    stage.practice.clear();
    assert_eq!(stage.translate(source, LONG).await?, "failed");
    wait_missing(&stage).await?;
    assert!(stage.chats().is_empty());
    assert_eq!(browser.value("tr-source").await?, source);
    browser.block(&[]).await?;
    browser
        .click_css(".translate [data-testid=problem-action][data-action=retry]")
        .await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    assert_eq!(stage.target().await?, pretended(source, "de"));
    Ok(())
}

/// Nobody should have to ask again for what the network kept back.
#[tokio::test]
async fn what_did_not_arrive_comes_by_itself_once_the_network_is_back() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    browser.clear_cache().await?;
    browser.set_offline(true).await?;
    browser.wait_count("offline", 1, PATIENCE).await?;
    // The form, and what runs behind the pages.
    browser.click("key-open").await?;
    browser
        .css(".key-dialog [data-testid=problem][data-kind=part-missing]")
        .await?;
    browser
        .css("main [data-testid=problem][data-kind=part-missing]")
        .await?;
    browser.set_offline(false).await?;
    browser.wait_count("key-form", 1, PATIENCE).await?;
    browser.wait_gone("problem", PATIENCE).await?;
    browser.close_key_form().await?;

    // A page, twice: what has been tried in vain is tried again each time.
    browser.set_offline(true).await?;
    stage.turn_to("#/chat").await?;
    wait_missing(&stage).await?;
    browser.click_css(RETRY).await?;
    wait_missing(&stage).await?;
    browser.set_offline(false).await?;
    browser.wait_count("chat-send", 1, PATIENCE).await?;
    browser.wait_gone("problem", PATIENCE).await
}
