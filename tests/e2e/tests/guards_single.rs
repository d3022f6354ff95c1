//! Translate: one sentence, asked for as one piece, is held to what a segment is held to; and where nothing can be had, it is
//! told why, listed, and had later.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result, pretended};
use serde_json::Value;

const SINGLE: &str = "This unmendable and forbidden sentence stands here alone.";
const SEVERAL: &str = "The first unmendable sentence stands here. The second unmendable one stands there. \
    The third unmendable one is a bit longer.";

async fn kinds(stage: &Stage, id: &str) -> Result<Vec<String>> {
    let script = "return Array.from(document.querySelectorAll(`[data-testid=${arguments[0]}]`), one => one.dataset.kind)";
    stage.browser.eval(script, &[Value::from(id)]).await
}

// Each of these was said to be done.
#[tokio::test]
async fn what_is_no_translation_of_a_sentence_is_never_done() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    for (model, reason, problem) in [
        ("practice-line-refusal", "refused", "refused"),
        ("practice-echo", "echo", "unusable"),
        ("practice-empty-value", "empty", "empty"),
        ("practice-wrong-script", "script", "unusable"),
        ("practice-invented-code", "codes", "unusable"),
        ("practice-markup", "codes", "unusable"),
        ("practice-rambles", "length", "unusable"),
    ] {
        browser.choose_model("tr-model", model).await?;
        let asked = stage.chats().len();
        assert_eq!(stage.translate(SINGLE, LONG).await?, "failed", "{model}");
        assert_eq!(stage.chats().len(), asked + 2, "{model}: asked once more");
        browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
        assert_eq!(
            kinds(&stage, "tr-failed-segment").await?,
            [reason],
            "{model}"
        );
        browser.wait_problem(problem).await?;
        // What came stays in sight.
        assert_eq!(
            stage.target().await?.is_empty(),
            reason == "empty",
            "{model}"
        );
    }

    // It is so after a reload, too, and there is a way on.
    browser.choose_model("tr-model", "practice-burst").await?;
    stage.reload().await?;
    browser.wait_state("tr-status", "failed", LONG).await?;
    browser.wait_count("tr-failed-segment", 1, LONG).await?;
    browser.wait_problem("unusable").await?;
    browser.click("tr-retry").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    browser.wait_gone("tr-failed", PATIENCE).await?;
    // A retry asks for a segment.
    assert_eq!(
        stage.target().await?,
        practice::pretend_segment(SINGLE, "de")
    );
    Ok(())
}

/// All of its 60,000 characters were waited for and paid for.
#[tokio::test]
async fn an_answer_that_never_ends_is_stopped() -> Result {
    let stage = Stage::desk("practice-runs-away").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    assert_eq!(stage.translate(SINGLE, LONG).await?, "failed");
    browser.wait_count("tr-failed-segment", 1, PATIENCE).await?;
    assert_eq!(kinds(&stage, "tr-failed-segment").await?, ["length"]);
    let length = stage.target().await?.chars().count();
    assert!((100..30_000).contains(&length), "{length}");
    Ok(())
}

#[tokio::test]
async fn what_may_be_a_translation_is_asked_for_once() -> Result {
    let stage = Stage::desk("practice-burst").await?;
    stage.browser.pick_language("tr-to", "de").await?;
    for text in ["Hotel", "OK", "Angela Merkel", "The dog sleeps."] {
        let asked = stage.chats().len();
        assert_eq!(stage.translate(text, LONG).await?, "done", "{text}");
        assert_eq!(stage.chats().len(), asked + 1, "{text}");
    }
    Ok(())
}

// Nothing was listed, and a login page was suspected.
#[tokio::test]
async fn where_nothing_can_be_had_all_of_it_is_listed() -> Result {
    let stage = Stage::desk("practice-echo").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    assert_eq!(stage.translate(SEVERAL, LONG).await?, "failed");
    browser.wait_count("tr-failed-segment", 3, PATIENCE).await?;
    assert_eq!(
        kinds(&stage, "tr-failed-segment").await?,
        ["echo", "echo", "echo"]
    );
    browser.wait_problem("unusable").await?;

    stage.reload().await?;
    browser.wait_state("tr-status", "failed", LONG).await?;
    browser.wait_count("tr-failed-segment", 3, LONG).await?;
    browser.wait_problem("unusable").await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    browser.click("tr-retry").await?;
    browser.wait_state("tr-status", "truncated", LONG).await?;
    browser.wait_count("tr-failed-segment", 2, PATIENCE).await?;
    browser.click("tr-continue").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    assert_eq!(stage.target().await?, pretended(SEVERAL, "de"));
    Ok(())
}

// It was lost with the page, and another translation paid for.
#[tokio::test]
async fn what_the_memory_had_outlives_a_reload_in_mid_run() -> Result {
    const KNOWN: &str = "The printer is out of paper and cannot print this page.";
    let stage = Stage::desk("practice-burst").await?;
    let browser = &stage.browser;
    browser.pick_language("tr-to", "de").await?;
    assert_eq!(stage.translate(KNOWN, LONG).await?, "done");
    browser.set_value("tr-target", "Von Hand.").await?;
    let there = |all: &[Value]| all.iter().any(|unit| unit["target"] == "Von Hand.");
    stage.records("memory", there).await?;

    browser
        .choose_model("tr-model", "practice-hang-mid")
        .await?;
    let text = format!("{KNOWN} The house is big. The dog sleeps in it.");
    let asked = stage.chats().len();
    stage.begin(&text).await?;
    browser
        .wait("the others to be asked for", LONG, async || {
            Ok((stage.chats().len() > asked).then_some(()))
        })
        .await?;
    let running = |all: &[Value]| {
        let ours = all.iter().find(|entry| entry["source"] == *text);
        ours.is_some_and(|entry| {
            entry["target"]
                .as_str()
                .is_some_and(|target| target.starts_with("Von Hand."))
        })
    };
    stage.records("history", running).await?;
    stage.reload().await?;
    browser.wait_state("tr-status", "truncated", LONG).await?;
    browser
        .wait("what the memory had", PATIENCE, async || {
            let target = stage.target().await?;
            Ok(target.starts_with("Von Hand.").then_some(()))
        })
        .await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    browser.click("tr-continue").await?;
    browser.wait_state("tr-status", "done", LONG).await?;
    let target = stage.target().await?;
    let rest = pretended("The house is big. The dog sleeps in it.", "de");
    assert_eq!(target, format!("Von Hand. {rest}"));
    Ok(())
}

/// What the practice endpoint makes of a sentence is taken for a translation, whatever the language; no browser is needed.
#[test]
fn what_the_practice_endpoint_answers_passes() {
    let sources = [
        "Hello.",
        "The dog sleeps in 14 houses.",
        "One sentence to translate.",
        "Fish & chips cost £7, don't they?",
        "Bank",
        "OK",
    ];
    for language in translation::languages() {
        for source in sources {
            let asked = translation::TranslateRequest {
                source,
                from: Some("en"),
                to: language.tag,
                boundary: "",
                instructions: "",
            };
            let target = pretended(source, language.tag);
            let judged = translation::judge_whole(&asked, &target);
            assert_eq!(judged, Ok(()), "{} {source} {target}", language.tag);
        }
    }
}
