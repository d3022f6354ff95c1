//! Translate: what there is to look at in a translation is told, shown, made right, dismissed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{Browser, PATIENCE, Result};

/// The pretend translation keeps the number as it is, and in German that is little more than one.
const SOURCE: &str = "The book has 1,234 pages and a cover. We meet at noon in the garden.";

/// What is lit, as text: in the source, then in the target.
const LIT: &str =
    "return Array.from(CSS.highlights.get(arguments[0]) ?? [], range => range.toString())";

const SELECTED: &str = "
    const area = document.querySelector('[data-testid=tr-target]');
    return area.value.slice(area.selectionStart, area.selectionEnd);";

async fn lit(browser: &Browser, name: &str) -> Result<Vec<String>> {
    browser.eval(LIT, &[name.into()]).await
}

async fn wait_lit(browser: &Browser, name: &str, wanted: &[&str]) -> Result {
    browser
        .wait(&format!("{name} to be {wanted:?}"), PATIENCE, async || {
            Ok((lit(browser, name).await? == wanted).then_some(()))
        })
        .await
}

/// Changes the target as typing does.
async fn retype(stage: &Stage, from: &str, to: &str) -> Result {
    let target = stage.target().await?;
    assert!(target.contains(from), "{target:?} has no {from:?}");
    stage
        .browser
        .set_value("tr-target", &target.replace(from, to))
        .await
}

#[tokio::test]
async fn told_at_the_end_and_shown_where_it_is() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    assert_eq!(browser.state("tr-checks").await?, "high");
    let kind = browser.attribute("tr-check", "data-kind").await?;
    assert_eq!(kind.as_deref(), Some("number"));
    let told = browser.text("tr-checks-count").await?;
    browser.wait_text("live", &told, PATIENCE).await?;
    // What is the same in both and yet another number: how it is written is told.
    let said = browser.text("tr-check").await?;
    assert!(said.contains("1.234"), "{said}");
    wait_lit(browser, "pair-found", &["1,234"]).await?;

    browser.click("tr-check-show").await?;
    wait_lit(browser, "pair-shown", &["1,234", "1,234"]).await?;
    assert_eq!(browser.eval::<String>(SELECTED, &[]).await?, "1,234");
    assert_eq!(browser.focused().await?.id, "tr-target");
    Ok(())
}

#[tokio::test]
async fn made_right_and_taken_back() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    let before = stage.target().await?;
    browser.click("tr-check-fix").await?;
    browser.wait_gone("tr-checks", PATIENCE).await?;
    assert_eq!(stage.target().await?, before.replace("1,234", "1.234"));
    browser.click("tr-undo").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    assert_eq!(stage.target().await?, before);
    Ok(())
}

#[tokio::test]
async fn followed_as_the_target_is_edited() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    retype(&stage, "1,234", "1.234").await?;
    browser.wait_gone("tr-checks", PATIENCE).await?;
    // A whole number more, and no stop at the end.
    retype(&stage, "1.234", "1.234 17").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    let whole = stage.target().await?;
    retype(&stage, &whole, whole.trim_end_matches('.')).await?;
    browser.wait_count("tr-check", 2, PATIENCE).await?;
    let rows = browser.seen_all("tr-check").await?;
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| &row.attributes["data-kind"])
        .collect();
    assert_eq!(kinds, ["number", "ending"]);

    // What was typed in the source since is not translated: nothing is said of it.
    browser.set_value("tr-source", "Another text.").await?;
    browser.wait_gone("tr-checks", PATIENCE).await
}

#[tokio::test]
async fn dismissed_for_good_and_brought_back() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    assert_eq!(stage.translate(SOURCE, LONG).await?, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    browser.click("tr-check-dismiss").await?;
    browser.wait_gone("tr-check", PATIENCE).await?;
    stage.wait_focus("tr-check-undo").await?;
    browser.press("Enter").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    stage.wait_focus("tr-check-show").await?;

    browser.click("tr-check-dismiss").await?;
    browser.wait_gone("tr-check", PATIENCE).await?;
    let dismissed = |all: &[serde_json::Value]| {
        let of = |entry: &serde_json::Value| entry["dismissed"].as_array().map_or(0, Vec::len);
        all.iter().any(|entry| of(entry) == 1)
    };
    stage.records("history", dismissed).await?;
    stage.reload().await?;
    // Another one comes: all was looked at, and the first is still dismissed.
    retype(&stage, "1,234", "1,234  ").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    let kind = browser.attribute("tr-check", "data-kind").await?;
    assert_eq!(kind.as_deref(), Some("double-space"));
    assert_eq!(browser.count("tr-check").await?, 1);
    Ok(())
}

#[tokio::test]
async fn one_sentence_is_looked_at_too() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let status = stage.translate("The book has 1,234 pages.", LONG).await?;
    assert_eq!(status, "done");
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    wait_lit(browser, "pair-found", &["1,234"]).await?;
    // A text of one sentence has nothing to tell apart.
    assert!(lit(browser, "pair-lit").await?.is_empty());
    browser.assert_accessible("checks").await
}

#[tokio::test]
async fn a_translation_is_as_long_as_it_may_be() -> Result {
    let stage = Stage::desk("practice").await?;
    let browser = &stage.browser;
    let source = "The house is big. The dog sleeps in the garden.";
    assert_eq!(stage.translate(source, LONG).await?, "done");
    browser.wait_count("tr-limits", 1, PATIENCE).await?;
    assert_eq!(browser.count("tr-check").await?, 0);
    browser
        .click_css("[data-testid=tr-limits] > summary")
        .await?;
    browser.type_into("tr-limit-segment", "10").await?;
    browser.press("Tab").await?;
    browser.wait_count("tr-check", 2, PATIENCE).await?;
    let kind = browser.attribute("tr-check", "data-kind").await?;
    assert_eq!(kind.as_deref(), Some("limit"));
    browser.set_value("tr-limit-segment", "").await?;
    browser.wait_gone("tr-checks", PATIENCE).await?;

    browser.set_value("tr-limit-text", "20").await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    let kind = browser.attribute("tr-check", "data-kind").await?;
    assert_eq!(kind.as_deref(), Some("limit-whole"));
    assert!(browser.text("tr-check").await?.contains("20"));
    browser.click("tr-check-show").await?;
    // From there on it is too much.
    let target = stage.target().await?;
    let beyond: String = target.chars().skip(20).collect();
    let selected: String = browser.eval(SELECTED, &[]).await?;
    assert!(beyond.trim_start().starts_with(&selected) && !selected.is_empty());
    // It holds for the next one too, and after a reload.
    stage.reload().await?;
    browser.wait_count("tr-check", 1, PATIENCE).await?;
    Ok(())
}
