//! What pages share: the field for a model's name, where the focus goes, what the browser keeps, what scrolls sideways.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::json;

/// Replaces what is in the field for a model's name, key by key, with the list unfolded.
async fn search(stage: &Stage, text: &str) -> Result {
    let browser = &stage.browser;
    browser.click("tr-model").await?;
    browser.press("Control+a").await?;
    browser.press("Delete").await?;
    browser.type_keys(text).await?;
    browser
        .wait_count("model-option", 1, PATIENCE)
        .await
        .map(drop)
}

/// Waits until this is the model.
async fn wait_model(stage: &Stage, model: &str) -> Result {
    stage
        .browser
        .wait(&format!("the model {model}"), PATIENCE, async || {
            let folded = stage.browser.attribute("tr-model", "aria-expanded").await?;
            let value = stage.browser.value("tr-model").await?;
            Ok((value == model && folded.as_deref() == Some("false")).then_some(()))
        })
        .await
}

// Enter took the first model that had the letters in its name, and leaving the field took a search that was only begun.
#[tokio::test]
async fn the_model_field_takes_what_is_meant() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let marked = async || browser.attribute("tr-model", "aria-activedescendant").await;

    // Typed in full, it is taken, however many others it is a part of.
    search(&stage, "practice").await?;
    browser.wait_count("model-option", 5, PATIENCE).await?;
    assert_eq!(marked().await?, None);
    browser.press("Enter").await?;
    wait_model(&stage, "practice").await?;
    // A search that is left is none.
    search(&stage, "practice-bur").await?;
    browser.press("Tab").await?;
    wait_model(&stage, "practice").await?;
    search(&stage, "practice-bur").await?;
    browser.press("Escape").await?;
    wait_model(&stage, "practice").await?;
    stage.wait_focus("tr-model").await?;
    // Arrows mark, Enter takes what is marked.
    search(&stage, "practice-bur").await?;
    browser.press("Down").await?;
    assert!(marked().await?.is_some());
    browser.press("Enter").await?;
    wait_model(&stage, "practice-burst").await?;
    // Left after its name was typed in full, it is taken too.
    search(&stage, "practice-large").await?;
    browser.press("Tab").await?;
    wait_model(&stage, "practice-large").await?;
    // The first match is what Enter takes; a name that is not listed is the last choice.
    search(&stage, "practice-larg").await?;
    browser.press("Enter").await?;
    wait_model(&stage, "practice-large").await?;
    search(&stage, "practice-lar").await?;
    browser.press("Up").await?;
    browser.press("Enter").await?;
    wait_model(&stage, "practice-lar").await?;
    // The Enter that ends a composition, in both ways in which browsers report it.
    search(&stage, "practice-slow").await?;
    for event in ["isComposing: true", "keyCode: 229"] {
        let prevented: bool = browser
            .eval(
                &format!("const e = new KeyboardEvent('keydown', {{ key: 'Enter', {event}, bubbles: true, cancelable: true }}); document.querySelector('[data-testid=tr-model]').dispatchEvent(e); return e.defaultPrevented"),
                &[],
            )
            .await?;
        assert!(!prevented, "{event}");
    }
    assert_eq!(
        browser.attribute("tr-model", "aria-expanded").await?,
        Some("true".into())
    );
    // Emptied, it is the one to begin with.
    browser.press("Control+a").await?;
    browser.press("Delete").await?;
    browser.press("Enter").await?;
    wait_model(&stage, "practice").await
}

// What had the focus was taken out of the page, and the next Tab began at its top.
#[tokio::test]
async fn what_is_deleted_does_not_take_the_focus_with_it() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("A sentence.", LONG).await?, "done");
    // With the last row the whole part goes.
    for (back, then) in [("undo-action", "undo-place"), ("undo-dismiss", "main")] {
        browser.wait_count("history-row", 1, PATIENCE).await?;
        browser.focus("history-delete").await?;
        browser.press("Enter").await?;
        stage.wait_focus("undo-action").await?;
        browser.press_to("Tab", back, 1).await?;
        browser.press("Enter").await?;
        stage.wait_focus(then).await?;
        browser.wait_gone("undo", PATIENCE).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_entered_has_the_focus() -> Result {
    let stage = Stage::ready("").await?;
    let browser = &stage.browser;
    for (link, name) in [("nav-settings", "Settings"), ("nav-usage", "Usage")] {
        browser.click(link).await?;
        stage.wait_focus("main").await?;
        let named = format!("document.title.startsWith('{name}')");
        browser.wait_js(&named, PATIENCE).await?;
        // From its beginning, wherever the page before was.
        let start = "document.querySelector('[data-testid=main]').scrollTop === 0";
        browser.wait_js(start, PATIENCE).await?;
        browser.wait_count("usage-cap", 1, PATIENCE).await?;
        browser.press("Tab").await?;
        let inside: bool = browser
            .eval("const main = document.querySelector('[data-testid=main]'); return main !== document.activeElement && main.contains(document.activeElement)", &[])
            .await?;
        assert!(inside, "{:?}", browser.focused().await?);
        browser
            .run(
                "document.querySelector('[data-testid=main]').scrollTop = 1e6",
                &[],
            )
            .await?;
    }
    // The way past the rail leads there too, and leaves the address as it is.
    browser
        .run("document.querySelector('.skip').focus()", &[])
        .await?;
    browser.press("Enter").await?;
    stage.wait_focus("main").await?;
    assert!(browser.url().await?.ends_with("#/usage"));
    Ok(())
}

/// What the browser takes for no number counted as empty, and an empty cap is none.
#[tokio::test]
async fn a_cap_that_is_no_number_from_0_up_leaves_the_one_before() -> Result {
    let stage = Stage::ready("#/usage").await?;
    let browser = &stage.browser;
    browser.set_value("cap-day", "2").await?;
    for (typed, wrong) in [("-1", 1), ("-0.01", 1), ("5-5", 1), ("3", 0), ("-3", 1)] {
        browser.click("cap-day").await?;
        browser.press("Control+a").await?;
        browser.type_keys(typed).await?;
        browser.press("Tab").await?;
        browser
            .wait(&format!("{typed} to be judged"), PATIENCE, async || {
                let told = browser.count("number-wrong").await?;
                let marked = browser.attribute("cap-day", "aria-invalid").await?;
                let marked = marked.as_deref() == Some("true");
                Ok((told == wrong && marked == (wrong == 1)).then_some(()))
            })
            .await?;
    }
    stage.reload().await?;
    assert_eq!(browser.value("cap-day").await?, "3");
    assert_eq!(browser.count("number-wrong").await?, 0);
    Ok(())
}

#[tokio::test]
async fn arrow_keys_walk_through_a_menu() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.say("say: one").await?;
    stage.said("one").await?;
    const OPEN: &str = "document.querySelector('.menu:popover-open')";
    browser.focus("conversation-more").await?;
    for (key, action) in [
        ("Down", "conversation-rename"),
        ("Down", "conversation-pin"),
        ("End", "conversation-delete"),
        ("Down", "conversation-rename"),
        ("Up", "conversation-delete"),
        ("Up", "conversation-download"),
        ("Home", "conversation-rename"),
    ] {
        browser.press(key).await?;
        stage.wait_focus(action).await?;
        browser.wait_js(OPEN, PATIENCE).await?;
    }
    browser.press("Escape").await?;
    browser.wait_js(&format!("!{OPEN}"), PATIENCE).await?;
    stage.wait_focus("conversation-more").await?;
    // Upwards it comes in at the end.
    browser.press("Up").await?;
    stage.wait_focus("conversation-delete").await?;
    browser.press("Escape").await?;
    browser.wait_js(&format!("!{OPEN}"), PATIENCE).await?;
    // Opened in another way, the arrows lead in as well; and what is reached is chosen.
    browser.press("Enter").await?;
    browser.wait_js(OPEN, PATIENCE).await?;
    browser.press("Down").await?;
    stage.wait_focus("conversation-rename").await?;
    browser.press("Enter").await?;
    stage.wait_focus("conversation-title").await
}

#[tokio::test]
async fn the_browser_is_asked_to_keep_what_is_stored() -> Result {
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    let state = browser
        .wait_state("settings-storage", "may-go|kept", PATIENCE)
        .await?;
    assert!(browser.text("settings-storage").await?.contains("MB"));
    if state == "kept" {
        return Ok(());
    }
    let granted = json!({ "permissions": ["durableStorage"] });
    browser.cdp("Browser.grantPermissions", granted).await?;
    browser.focus("settings-keep").await?;
    browser.press("Enter").await?;
    browser
        .wait_state("settings-storage", "kept", PATIENCE)
        .await?;
    browser.wait_gone("settings-keep", PATIENCE).await?;
    stage.wait_focus("settings-storage").await?;
    stage.reload().await?;
    browser
        .wait_state("settings-storage", "kept", PATIENCE)
        .await
        .map(drop)
}

#[tokio::test]
async fn usage_and_settings_scroll_sideways_in_their_tables_alone() -> Result {
    for (width, locale) in [(320, "de"), (320, "ar"), (360, "en")] {
        let options = BrowserOptions::default().size(width, 640).locale(locale);
        let stage = Stage::ready_as("", options).await?;
        let browser = &stage.browser;
        browser.choose_model("tr-model", "practice-burst").await?;
        assert_eq!(stage.translate("A sentence.", LONG).await?, "done");
        for (page, last) in [("#/usage", "ledger-row"), ("#/settings", "key-form")] {
            stage.go(page).await?;
            browser.wait_count(last, 1, PATIENCE).await?;
            let wide: Vec<String> = browser
                .eval(
                    "const main = document.querySelector('[data-testid=main]');
                    if (main.scrollWidth <= main.clientWidth) return [];
                    const { left, right } = main.getBoundingClientRect();
                    return Array.from(main.querySelectorAll('*'))
                        .filter(e => !e.closest('.table-scroll *'))
                        .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.right > right + 1 || r.left < left - 1) })
                        .slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + (e.dataset.testid ?? ''));",
                    &[],
                )
                .await?;
            assert_eq!(wide, Vec::<String>::new(), "{page} at {width} px, {locale}");
        }
    }
    Ok(())
}
