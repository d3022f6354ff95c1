//! The key: brought through the form, refused, replaced, forgotten; and what never sets it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use practice::Options;

const KEY: &str = "sk-the-right-key-0123456789abcdef";
const WRONG: &str = "sk-the-wrong-key-0123456789abcdef";
const STEPS: [&str; 5] = ["reach", "key", "models", "stream", "usage"];

async fn stranger(key: Option<&str>) -> Result<Stage> {
    Stage::bare("", BrowserOptions::default(), key).await
}

/// What the form's fields hold after it was filled in where it is open already.
async fn fill_open_form(stage: &Stage, base: &str, key: &str) -> Result {
    let browser = &stage.browser;
    browser.set_value("key-endpoint", "custom").await?;
    browser.set_value("key-base-url", base).await?;
    browser.focus("key-input").await?;
    browser.insert_text(key).await
}

#[tokio::test]
async fn a_key_is_asked_for_where_it_is_needed_and_checked() -> Result {
    let stage = stranger(Some(KEY)).await?;
    let browser = &stage.browser;
    assert_eq!(browser.state("key-state").await?, "none");
    let draft = "Typed before the key was there.";
    browser.type_into("tr-source", draft).await?;
    browser.press("Control+Enter").await?;
    browser.wait_count("key-needed", 1, PATIENCE).await?;
    stage.wait_focus("key-input").await?;

    browser.run("window.beforeKey = true", &[]).await?;
    // Paste brings white space along.
    fill_open_form(&stage, &stage.practice.base_url(), &format!("  {KEY}\t")).await?;
    assert_eq!(browser.count("key-changes-origin").await?, 1);
    browser.press("Enter").await?;
    browser.wait_js("!window.beforeKey", PATIENCE).await?;
    // The run that asked for the key goes on after the reload, and the dialog is out of its way.
    browser.wait_state("tr-status", "done", PATIENCE).await?;
    browser.wait_gone("key-dialog", PATIENCE).await?;
    browser.click("key-open").await?;
    let steps = browser.doctor_steps().await?;
    let names: Vec<&str> = steps.iter().map(|step| step.kind.as_str()).collect();
    assert_eq!(names, STEPS);
    for step in &steps {
        assert_eq!(step.state, "passed", "{step:?}");
    }
    for timed in ["reach", "stream"] {
        let step = steps.iter().find(|step| step.kind == timed).unwrap();
        assert!(
            step.text.ends_with(" ms") || step.text.ends_with(" s"),
            "not timed: {step:?}"
        );
    }
    let models = practice::faults::MODELS.len().to_string();
    assert!(steps[2].text.contains(&models), "{:?}", steps[2]);
    assert_eq!(browser.state("key-state").await?, "ready");
    assert!(browser.text("key-open").await?.contains('…'));
    assert!(!browser.text("key-open").await?.contains(KEY));
    assert!(
        stage
            .practice
            .requests()
            .iter()
            .all(|seen| seen.bearer() == Some(KEY))
    );

    // The first call can be looked at, and copied without the key.
    browser
        .click_css("[data-testid=key-dialog] [data-testid=sent-toggle]")
        .await?;
    let json = browser.text("sent-text").await?;
    assert!(json.contains("\"messages\""), "{json}");
    let address = browser.text("sent-address").await?;
    assert_eq!(
        address,
        format!("POST {}/chat/completions", stage.practice.base_url())
    );
    for (tab, mark) in [("curl", "curl"), ("python", "import"), ("rust", "reqwest")] {
        stage.poke(&format!("[data-testid=sent-tab-{tab}]")).await?;
        let code = browser.wait_text("sent-text", mark, PATIENCE).await?;
        assert!(code.contains("API_KEY") && !code.contains(KEY), "{code}");
        browser.click(&format!("sent-copy-{tab}")).await?;
        browser
            .wait(
                &format!("the {tab} call to be copied"),
                PATIENCE,
                async || Ok((browser.clipboard().await?.trim() == code.trim()).then_some(())),
            )
            .await?;
    }
    browser.close_key_form().await?;
    assert_eq!(browser.value("tr-source").await?, draft);
    Ok(())
}

#[tokio::test]
async fn a_refused_key_is_said_replaced_and_forgotten() -> Result {
    let stage = stranger(Some(KEY)).await?;
    let browser = &stage.browser;
    let base = stage.practice.base_url();
    let steps = browser.bring_key(&base, WRONG).await?;
    let states: Vec<&str> = steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(
        states,
        ["passed", "failed", "skipped", "skipped", "skipped"]
    );
    assert_eq!(browser.state("key-state").await?, "refused");
    assert_eq!(
        browser.attribute("problem", "data-kind").await?.as_deref(),
        Some("key-refused")
    );
    browser.close_key_form().await?;

    // A translation says the same, and its button leads back to the form.
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("Hello.", LONG).await?, "failed");
    browser.wait_problem("key-refused").await?;
    browser
        .click_css("[data-testid=problem-action][data-action=replace-key]")
        .await?;
    browser.wait_count("key-dialog", 1, PATIENCE).await?;
    browser.focus("key-input").await?;
    browser.insert_text(KEY).await?;
    browser.click("key-save").await?;
    browser.wait_state("key-state", "ready", LONG).await?;
    browser.close_key_form().await?;
    assert_eq!(stage.translate("Hello.", LONG).await?, "done");
    assert_eq!(
        browser.stored().await?.places_of(KEY),
        ["sessionStorage parlance.key"]
    );
    assert!(browser.stored().await?.places_of(WRONG).is_empty());

    // Forgotten in one click: nowhere any more, also after a reload.
    browser.click("key-open").await?;
    browser.click("key-forget").await?;
    browser.wait_gone("key-forget", PATIENCE).await?;
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    stage.reload().await?;
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    stage.practice.clear();
    assert_eq!(stage.translate("Again.", LONG).await?, "failed");
    assert!(
        stage
            .practice
            .requests()
            .iter()
            .all(|r| r.bearer().is_none())
    );

    // "My key may have leaked" says what to do and forgets it too.
    browser.click("key-open").await?;
    browser.focus("key-input").await?;
    browser.insert_text(KEY).await?;
    browser.click("key-save").await?;
    browser.wait_state("key-state", "ready", LONG).await?;
    browser.click("key-leaked").await?;
    browser.click("key-leak-forget").await?;
    browser.wait_gone("key-forget", PATIENCE).await?;
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    stage.wait_focus("key-input").await
}

#[tokio::test]
async fn a_key_in_memory_only_is_written_down_nowhere() -> Result {
    let stage = stranger(Some(KEY)).await?;
    let browser = &stage.browser;
    // The endpoint first: its reload would take a key in memory along.
    browser.bring_key(&stage.practice.base_url(), "").await?;
    browser.focus("key-input").await?;
    browser.insert_text(KEY).await?;
    browser.click("key-memory-only").await?;
    browser.click("key-save").await?;
    browser.wait_state("key-state", "ready", LONG).await?;
    browser.close_key_form().await?;
    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("Hello.", LONG).await?, "done");
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    stage.reload().await?;
    assert_eq!(stage.translate("Hello.", LONG).await?, "failed");
    browser.wait_problem("key-refused").await?;
    Ok(())
}

#[tokio::test]
async fn another_origin_drops_the_key_and_plain_http_is_refused() -> Result {
    let stage = stranger(None).await?;
    let browser = &stage.browser;
    browser.bring_key(&stage.practice.base_url(), KEY).await?;
    assert_eq!(
        browser.stored().await?.places_of(KEY),
        ["sessionStorage parlance.key"]
    );

    // Addresses that cannot be used are refused with the reason, and change nothing.
    let host = stage.practice.addr;
    for bad in [
        "http://api.example.com/v1".to_owned(),
        "ftp://example.com".to_owned(),
        format!("http://user@{host}/v1"),
        format!("http://{host}/v1?key=x"),
        "http://[::1]:9/v1".to_owned(),
    ] {
        browser.set_value("key-base-url", &bad).await?;
        browser.wait_count("key-base-problem", 1, PATIENCE).await?;
        let reason = browser.text("key-base-problem").await?;
        assert!(reason.len() > 20, "{bad}: {reason}");
        browser.click("key-save").await?;
        browser
            .wait(&format!("{bad} to be refused"), PATIENCE, async || {
                let problem = browser.seen_css("[data-testid=key-form] [data-testid=problem]");
                let kinds = problem.await?;
                Ok(kinds
                    .iter()
                    .any(|p| {
                        p.attributes
                            .get("data-kind")
                            .is_some_and(|k| k == "bad-base")
                    })
                    .then_some(()))
            })
            .await?;
    }
    assert_eq!(
        browser.stored().await?.places_of(KEY),
        ["sessionStorage parlance.key"]
    );
    browser.close_key_form().await?;

    // Another port is another origin.
    let other = practice::start(Options::default()).await?;
    stage.practice.clear();
    browser.bring_key(&other.base_url(), "").await?;
    assert!(browser.stored().await?.places_of(KEY).is_empty());
    assert!(!other.requests().is_empty());
    assert!(other.requests().iter().all(|seen| seen.bearer().is_none()));
    assert!(stage.practice.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn links_and_imports_set_neither_endpoint_nor_key() -> Result {
    let stage = stranger(None).await?;
    let browser = &stage.browser;
    let base = stage.practice.base_url();
    let query = format!(
        "endpoint={base}&base={base}&url={base}&key=sk-evil-0123456789&api_key=sk-evil-0123456789&settings={{\"url\":\"{base}\",\"key\":\"sk-evil-0123456789\"}}"
    );
    for rest in [
        format!("?{query}"),
        format!("?{query}#/translate"),
        format!("#/translate?{query}"),
        format!("#/settings?{query}"),
        format!("#/chat?{query}"),
    ] {
        browser.open("about:blank").await?;
        stage.open(&rest).await?;
        assert_eq!(browser.state("key-state").await?, "none", "{rest}");
        let origin: String = browser
            .eval("return document.documentElement.dataset.origin", &[])
            .await?;
        assert_eq!(origin, "https://api.openai.com", "{rest}");
        let mut places = browser.stored().await?.places_of("sk-evil-0123456789");
        places.retain(|place| !place.starts_with("address"));
        assert!(places.is_empty(), "{rest}: {places:?}");
    }

    // A file cannot bring them along either.
    browser.open("about:blank").await?;
    stage.open("#/settings").await?;
    let file = std::env::temp_dir().join(format!("parlance-import-{}.json", std::process::id()));
    let text = format!(
        r#"{{"version":1,"app":"parlance","exported":0,"endpoint":{{"preset":"custom","base":"{base}"}},"key":"sk-evil-0123456789","settings":{{"base":"{base}","key":"sk-evil-0123456789"}},"conversations":[],"messages":[]}}"#
    );
    std::fs::write(&file, text)?;
    browser.choose_files("settings-import", &[&file]).await?;
    browser
        .wait("the import to end", PATIENCE, async || {
            let said = browser.text("settings-imported").await?;
            Ok((!said.is_empty() || browser.count("problem").await? > 0).then_some(()))
        })
        .await?;
    assert!(
        browser
            .stored()
            .await?
            .places_of("sk-evil-0123456789")
            .is_empty()
    );
    stage.reload().await?;
    assert_eq!(browser.state("key-state").await?, "none");
    assert!(stage.practice.requests().is_empty());
    Ok(())
}
