//! Translate: nothing that was written or paid for is lost, and what is deleted is.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage, articles};
use e2e::{BrowserOptions, PATIENCE, Result};

/// More than the history lists at once.
const MANY: usize = 450;

/// Puts so many old translations into the page's database, and loads it anew so that they are listed.
async fn many_old_translations(stage: &Stage) -> Result {
    let put = "
        const open = indexedDB.open('parlance');
        const db = await new Promise(resolve => open.onsuccess = () => resolve(open.result));
        const writing = db.transaction('history', 'readwrite');
        for (let at = 1; at <= arguments[0]; at++) {
            writing.objectStore('history').put({
                id: 'old-' + at, at, from: 'en', to: 'de', source: `source ${at}.`, target: `target ${at}.`,
                state: 'done', model: 'practice',
            });
        }
        await new Promise(resolve => writing.oncomplete = resolve);
        db.close();";
    stage.browser.run_async(put, &[MANY.into()]).await?;
    stage.reload().await?;
    stage.browser.wait_count("history-row", 1, PATIENCE).await?;
    Ok(())
}

// A click beside the text destroyed it, and the browser's own undo knew nothing of it.
#[tokio::test]
async fn a_cleared_text_can_be_brought_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let source = articles("en")[0].clone();
    browser.set_value("tr-source", &source).await?;
    browser.set_value("tr-target", "By hand.").await?;
    browser.click("tr-clear").await?;
    assert_eq!(browser.value("tr-source").await?, "");
    assert_eq!(stage.target().await?, "");
    assert_eq!(browser.count("tr-edited").await?, 0);
    browser.wait_count("undo", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    assert_eq!(browser.value("tr-source").await?, source);
    assert_eq!(stage.target().await?, "By hand.");
    browser.wait_gone("undo", PATIENCE).await?;
    stage.wait_focus("tr-source").await?;

    // A row of the history replaces a text that was never translated: it can be brought back too.
    assert_eq!(stage.translate("Translated.", LONG).await?, "done");
    browser.set_value("tr-source", &source).await?;
    browser.wait_count("history-row", 1, PATIENCE).await?;
    // By keyboard: the bar with the way back may stand over the row.
    browser.focus("history-restore").await?;
    browser.press("Enter").await?;
    assert_eq!(browser.value("tr-source").await?, "Translated.");
    browser.wait_count("undo-action", 1, PATIENCE).await?;
    browser.click("undo-action").await?;
    assert_eq!(browser.value("tr-source").await?, source);

    // What was emptied stays empty after a reload, though another tab's draft is there.
    browser.click("tr-clear").await?;
    browser
        .run(
            "addEventListener('pagehide', () => localStorage.setItem('parlance.draft.source', '\"of another tab\"'));
            document.addEventListener('visibilitychange', () => localStorage.setItem('parlance.draft.source', '\"of another tab\"'));",
            &[],
        )
        .await?;
    stage.reload().await?;
    assert_eq!(browser.value("tr-source").await?, "");
    Ok(())
}

// Edits were in the pane alone: the next run, the clear button and a restored entry destroyed them.
#[tokio::test]
async fn an_edited_translation_survives_the_next_run() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("First.", LONG).await?, "done");
    browser.focus("tr-target").await?;
    browser.press("Control+End").await?;
    browser.type_keys(" EDITED").await?;
    let edited = stage.target().await?;
    assert!(edited.ends_with(" EDITED"), "{edited}");
    // At once: not after the pause in which edits are written down.
    assert_eq!(stage.translate("Second.", LONG).await?, "done");
    assert_eq!(browser.count("tr-edited").await?, 0);
    stage
        .records("history", |all| {
            all.len() == 2
                && all
                    .iter()
                    .any(|e| e["target"] == edited.as_str() && e["edited"] == true)
        })
        .await?;
    browser.click_nth("history-restore", 1).await?;
    assert_eq!(stage.target().await?, edited);
    browser.wait_count("tr-edited", 1, PATIENCE).await?;

    // And after a pause, without anything that replaces it; a reload in between does not matter.
    stage.reload().await?;
    browser.wait_count("history-row", 2, PATIENCE).await?;
    browser.type_into("tr-target", " AGAIN").await?;
    let again = stage.target().await?;
    stage
        .records("history", |all| {
            all.len() == 2 && all.iter().any(|e| e["target"] == again.as_str())
        })
        .await?;
    browser.click("tr-clear").await?;
    assert_eq!(browser.count("tr-edited").await?, 0);
    Ok(())
}

// After the key, it began anew and emptied what was to be continued.
#[tokio::test]
async fn a_continuation_without_a_key_goes_on_after_it() -> Result {
    let stage = Stage::bare("", BrowserOptions::default(), None).await?;
    let browser = &stage.browser;
    let source = articles("en")[0].clone();
    // Its entry is gone, and with it which sentence is which: it goes on as one piece.
    let whole = practice::pretend_translation(&source, "de");
    let half: String = whole.chars().take(40).collect();
    // As a translation that was broken off leaves it; the page itself saves its drafts when it is left.
    let draft = serde_json::json!({ "target": half, "state": "truncated", "edited": false, "shown": "gone" });
    browser
        .run(
            "const [source, target] = arguments;
            const put = () => {
                sessionStorage.setItem('parlance.draft.source', JSON.stringify(source));
                sessionStorage.setItem('parlance.languages', JSON.stringify({ from: null, to: 'de' }));
                sessionStorage.setItem('parlance.draft.target', target);
            };
            addEventListener('pagehide', put);
            document.addEventListener('visibilitychange', put);",
            &[source.clone().into(), draft.to_string().into()],
        )
        .await?;
    stage.reload().await?;
    assert_eq!(stage.target().await?, half);
    browser.wait_count("tr-continue", 1, PATIENCE).await?;
    browser.click("tr-continue").await?;
    browser.wait_count("key-needed", 1, PATIENCE).await?;
    assert_eq!(browser.state("tr-status").await?, "truncated");
    browser.set_value("key-endpoint", "custom").await?;
    browser
        .set_value("key-base-url", &stage.practice.base_url())
        .await?;
    browser.focus("key-input").await?;
    browser.insert_text("sk-to-go-on-0123456789").await?;
    browser.run("window.beforeKey = true", &[]).await?;
    browser.press("Enter").await?;
    browser.wait_js("!window.beforeKey", PATIENCE).await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    let now = stage.target().await?;
    assert!(
        now.starts_with(&half) && now.len() > half.len() && whole.starts_with(&now),
        "{now}"
    );
    Ok(())
}

// Only what was listed was deleted, and only that was searched.
#[tokio::test]
async fn all_is_found_and_all_is_deleted_beyond_the_list() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("New.", LONG).await?, "done");
    many_old_translations(&stage).await?;
    browser.set_value("history-search", "source 1.").await?;
    browser
        .wait("the oldest to be found", PATIENCE, async || {
            let rows = browser.seen_all("history-row").await?;
            Ok((rows.len() == 1 && rows[0].text.contains("target 1.")).then_some(()))
        })
        .await?;
    browser.set_value("history-search", "").await?;

    browser.click("history-clear").await?;
    stage.records("history", <[_]>::is_empty).await?;
    browser.wait_gone("history-row", PATIENCE).await?;
    browser.click("undo-action").await?;
    stage
        .records("history", |all| all.len() == MANY + 1)
        .await?;
    browser.wait_count("history-row", 1, PATIENCE).await?;
    browser.click("history-clear").await?;
    stage.records("history", <[_]>::is_empty).await?;
    stage.reload().await?;
    // What is made now is the only one.
    assert_eq!(stage.translate("After.", LONG).await?, "done");
    browser.wait_count("history-row", 1, PATIENCE).await?;
    assert_eq!(browser.count("history-row").await?, 1);
    Ok(())
}

#[tokio::test]
async fn older_translations_are_listed_on_demand() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("New.", LONG).await?, "done");
    many_old_translations(&stage).await?;
    browser
        .wait("all to be listed", LONG, async || {
            let rows = browser.count("history-row").await?;
            if rows == MANY + 1 {
                return Ok(Some(()));
            }
            stage.poke("[data-testid=history-more]").await?;
            Ok(None)
        })
        .await?;
    browser.wait_gone("history-more", PATIENCE).await
}

// Conversations alone were in it, though it said "all".
#[tokio::test]
async fn translations_and_settings_leave_and_come_back() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    let source = articles("en")[2].clone();
    assert_eq!(stage.translate(&source, LONG).await?, "done");
    let target = stage.target().await?;
    stage.go("#/settings").await?;
    browser.click("settings-export").await?;
    let file = browser.download(PATIENCE).await?;
    let text = std::fs::read_to_string(&file)?;
    let export: serde_json::Value = serde_json::from_str(&text)?;
    assert_eq!(export["translations"][0]["source"], source.as_str());
    assert_eq!(
        export["settings"]["pace"]["requests_per_minute"],
        serde_json::Value::Null
    );
    assert!(export["settings"].get("models").is_none());
    // Neither the endpoint nor what was sent to it.
    assert!(!text.contains(&stage.practice.addr.to_string()), "{text}");
    let copy = std::env::temp_dir().join(format!("parlance-all-{}.json", std::process::id()));
    std::fs::write(&copy, &text)?;

    // Into a browser that has nothing. Twice is once.
    let other = Stage::ready("#/settings").await?;
    let browser = &other.browser;
    for (news, settings) in [
        ("Translations added: 1. Already here: 0.", true),
        ("Translations added: 0. Already here: 1.", false),
    ] {
        browser.choose_files("settings-import", &[&copy]).await?;
        let said = browser
            .wait_text("settings-imported", news, PATIENCE)
            .await?;
        assert_eq!(said.contains("Settings imported."), settings, "{said}");
        other.records("history", |all| all.len() == 1).await?;
    }
    std::fs::remove_file(&copy)?;
    other.reload().await?;
    other.go("#/translate").await?;
    browser.wait_count("history-row", 1, PATIENCE).await?;
    browser.click("history-restore").await?;
    assert_eq!(browser.value("tr-source").await?, source);
    assert_eq!(other.target().await?, target);
    Ok(())
}

// Other tabs went on showing it, and wrote it back.
#[tokio::test]
async fn all_is_deleted_in_every_tab() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("A secret.", LONG).await?, "done");
    let first = browser.tab().await?;
    browser
        .open_in_new_tab(&stage.site.url("#/settings"))
        .await?;
    browser.wait_mounted().await?;
    browser.run("window.before = true", &[]).await?;
    browser.click("settings-delete-all").await?;
    browser.click("confirm-yes").await?;
    browser.wait_js("!window.before", PATIENCE).await?;
    browser.switch_to(&first).await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=tr-source]')?.value === ''",
            PATIENCE,
        )
        .await?;
    browser.wait_gone("history-row", PATIENCE).await?;
    stage.records("history", <[_]>::is_empty).await?;
    stage.reload().await?;
    assert_eq!(browser.value("tr-source").await?, "");
    let places = browser.stored().await?.places_of("A secret.");
    assert!(places.is_empty(), "{places:?}");
    Ok(())
}

// Each repetition of a held key aborted a paid request and began the next.
#[tokio::test]
async fn a_run_that_is_under_way_is_not_begun_again() -> Result {
    let stage = Stage::desk("practice-slow").await?;
    let browser = &stage.browser;
    let source = articles("en")[0].clone();
    stage.begin(&source).await?;
    stage.target_of(5).await?;
    for _ in 0..3 {
        browser.press("Control+Enter").await?;
    }
    browser
        .run(
            "const held = { key: 'Enter', ctrlKey: true, repeat: true, bubbles: true, cancelable: true };
            document.querySelector('[data-testid=tr-source]').dispatchEvent(new KeyboardEvent('keydown', held));",
            &[],
        )
        .await?;
    stage.target_of(15).await?;
    assert_eq!(stage.chats().len(), 1);
    stage.records("history", |all| all.len() == 1).await?;
    // Another text is another run.
    stage.begin("Something else.").await?;
    browser
        .wait("the second request", PATIENCE, async || {
            Ok((stage.chats().len() == 2).then_some(()))
        })
        .await?;
    browser.click("tr-stop").await
}

// The old translation stood under the new language, and was said to be done.
#[tokio::test]
async fn a_translation_of_something_else_says_so() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate("First.", LONG).await?, "done");
    let done = browser.text("tr-status").await?;
    browser.type_into("tr-source", " More.").await?;
    let stale = browser.wait_text("tr-status", "changed", PATIENCE).await?;
    assert_ne!(stale, done);
    browser.set_value("tr-source", "First.").await?;
    browser.wait_text("tr-status", &done, PATIENCE).await?;
    browser.choose_language("tr-to", "french", "fr").await?;
    browser.wait_text("tr-status", "changed", PATIENCE).await?;
    // Swapped, it is in the language it was made in.
    browser.click("tr-swap").await?;
    let from = browser.attribute("tr-from", "data-value").await?;
    assert_eq!(from.as_deref(), Some("de"));
    Ok(())
}
