//! Translate: what could not be had is listed with its reason, shown in both texts, and had later; until then nothing says that
//! all is done.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

const REFUSED: &str = "The forbidden word stands here.";
const SOURCE: &str = "The house is big. The forbidden word stands here. The dog sleeps.";

/// Writes down every state of the translation from now on.
const WATCH: &str = "
    window.states = [];
    const note = () => {
        const now = document.querySelector('[data-testid=tr-status]')?.dataset.state;
        if (now && states.at(-1) !== now) states.push(now);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
    note();";

const SELECTED: &str = "
    const area = document.querySelector('[data-testid=tr-target]');
    return area.value.slice(area.selectionStart, area.selectionEnd);";

const SHOWN: &str =
    "return Array.from(CSS.highlights.get('pair-shown') ?? [], range => range.toString())";

#[tokio::test]
async fn it_is_told_shown_and_had_later() -> Result {
    let stage = Stage::desk("practice-line-refusal").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    browser.run(WATCH, &[]).await?;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "truncated");
    browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
    assert!(!browser.text("tr-failed-why").await?.is_empty());
    assert!(browser.text("tr-failed-show").await?.contains(REFUSED));

    browser.click("tr-failed-show").await?;
    browser
        .wait("both places to be lit", PATIENCE, async || {
            let lit: Vec<String> = browser.eval(SHOWN, &[]).await?;
            Ok((lit == [REFUSED, REFUSED]).then_some(()))
        })
        .await?;
    assert_eq!(browser.eval::<String>(SELECTED, &[]).await?, REFUSED);

    // The same model declines again.
    let asked = stage.chats().len();
    browser.click("tr-retry").await?;
    browser
        .wait("another call", LONG, async || {
            Ok((stage.chats().len() > asked).then_some(()))
        })
        .await?;
    browser.wait_state("tr-status", "truncated", LONG).await?;
    browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
    let states: Vec<String> = browser.eval("return states", &[]).await?;
    assert!(!states.iter().any(|state| state == "done"), "{states:?}");

    // Another one does not.
    browser.choose_model("tr-model", "practice-burst").await?;
    browser.click("tr-retry").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    browser.wait_gone("tr-failed", PATIENCE).await?;
    assert!(!stage.target().await?.contains(REFUSED));
    Ok(())
}
