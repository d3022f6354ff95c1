//! Words that did not come from `locales/`: none on any screen, in any state that can be brought up.
//!
//! The page is built once more with `PARLANCE_PSEUDO=1`, which gives it the locale en-XA: every text of `locales/` in
//! brackets (build.rs). What is not in brackets here and is no data stands in the code, and stays English in every language.
//! The rescue screen and the shell before the wasm have words of their own, in JavaScript, and are not looked at.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;
mod judge;

use std::net::{Ipv4Addr, TcpListener};

use common::{FOLDER, LONG, Stage};
use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};
use judge::Found;
use practice::Options;

/// Opens the page in its pseudo-locale; with the practice endpoint named in it, unless a key is wanted.
async fn pseudo(hash: &str, key: Option<&str>) -> Result<Stage> {
    let practice = practice::start(Options {
        key: key.map(str::to_owned),
        ..Options::default()
    })
    .await?;
    let base = practice.base_url();
    let site = Site::pseudo(FOLDER, key.is_none().then_some(base.as_str())).await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    let stage = Stage {
        browser,
        site,
        practice,
    };
    stage.open(hash).await?;
    stage.browser.set_value("locale-select", "en-XA").await?;
    wait_pseudo(&stage).await?;
    Ok(stage)
}

/// Waits until the interface speaks it: chosen just now, or found again after a reload.
async fn wait_pseudo(stage: &Stage) -> Result {
    stage
        .browser
        .wait_text("page-title", "[", PATIENCE)
        .await
        .map(drop)
        .map_err(|e| {
            e.while_doing("choosing en-XA, which a page has that was built with PARLANCE_PSEUDO=1")
        })
}

/// "Waiting", as the pseudo-locale has it.
const WAITING: &str = "Wáítíñg";

/// Translates until a translation has to wait: the pace may leave room for a first one.
async fn wait_for_pace(stage: &Stage) -> Result {
    for _ in 0..3 {
        // Not the text that was corrected by hand before: the memory has that one, and nothing is asked for it.
        stage.begin("A text that waits.").await?;
        let waits = stage
            .browser
            .wait("a translation to wait or be done", LONG, async || {
                let waits = stage.browser.text("tr-status").await?.contains(WAITING);
                let done = stage.browser.state("tr-status").await? == "done";
                Ok((waits || done).then_some(waits))
            })
            .await?;
        if waits {
            return Ok(());
        }
    }
    Err(Error::new("one call a minute holds nothing back"))
}

#[tokio::test]
async fn the_key_form_and_the_check_up() -> Result {
    let mut found = Found::default();
    let stage = pseudo("", Some("sk-right")).await?;
    let browser = &stage.browser;
    found.look(&stage, "translate, without a key").await?;
    stage.begin("A key is needed for this.").await?;
    browser.wait_count("key-needed", 1, PATIENCE).await?;
    found.look(&stage, "a key is needed").await?;

    let presets: Vec<String> = browser
        .eval(
            "return Array.from(document.querySelectorAll('[data-testid=key-endpoint] option'), o => o.value)",
            &[],
        )
        .await?;
    assert!(presets.len() >= 10, "{presets:?}");
    for preset in &presets {
        browser.set_value("key-endpoint", preset).await?;
        found
            .look(&stage, &format!("the guide for {preset}"))
            .await?;
    }
    browser.set_value("key-endpoint", "custom").await?;
    for base in [
        "",
        "http://api.example.com/v1",
        "ftp://example.com",
        "http://user@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=x",
        "http://[::1]:9/v1",
        "http://192.168.1.2/v1",
        "https://example.com:99999/v1",
        "https://exa mple.com/v1",
        "https://-/v1",
    ] {
        browser.set_value("key-base-url", base).await?;
        found.look(&stage, &format!("the address {base:?}")).await?;
    }
    browser
        .set_value("key-base-url", "ftp://example.com")
        .await?;
    browser.click("key-save").await?;
    browser
        .css("[data-testid=key-form] [data-testid=problem]")
        .await?;
    found.look(&stage, "an address that is refused").await?;
    browser.set_value("key-endpoint", "openai").await?;
    for key in [
        "x",
        "https://example.org/v1",
        "sk-with a space-0123456789012345678901234567890",
        "sk-ünïcödé-0123456789012345678901234567890123",
        "sk-ant-api03-0123456789012345678901234567890123",
    ] {
        browser.set_value("key-input", key).await?;
        found.look(&stage, &format!("the key {key:?}")).await?;
    }
    browser.set_value("key-input", "").await?;
    browser.click("key-show").await?;
    found.look(&stage, "the key shown").await?;
    browser.close_key_form().await?;

    browser
        .bring_key(&stage.practice.base_url(), "sk-wrong")
        .await?;
    wait_pseudo(&stage).await?;
    found.look(&stage, "a refused key").await?;
    browser.focus("key-input").await?;
    browser.insert_text("sk-right").await?;
    browser.click("key-save").await?;
    browser.wait_state("key-state", "ready", LONG).await?;
    // The dialog was dismissed: what had asked for the key does not go on.
    browser.close_key_form().await?;
    browser.wait_state("tr-status", "idle", PATIENCE).await?;
    browser.click("key-open").await?;
    browser.doctor_steps().await?;
    browser
        .click_css("[data-testid=key-dialog] [data-testid=sent-toggle]")
        .await?;
    browser.click("key-leaked").await?;
    found
        .look(&stage, "the check-up and the first call")
        .await?;
    browser.click("key-leak-forget").await?;
    browser.wait_gone("key-forget", PATIENCE).await?;
    found.look(&stage, "a forgotten key").await?;
    browser.close_key_form().await?;

    // A port at which nothing listens any more.
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    browser
        .bring_key(&format!("http://{closed}/v1"), "")
        .await?;
    wait_pseudo(&stage).await?;
    found.look(&stage, "an endpoint out of reach").await?;
    found.verdict()
}

#[tokio::test]
async fn translating_in_every_state() -> Result {
    let mut found = Found::default();
    let stage = pseudo("#/usage", None).await?;
    let browser = &stage.browser;
    browser.set_value("pace-requests", "").await?;
    stage.go("#/translate").await?;
    found.look(&stage, "translate, empty").await?;
    for (model, state) in [
        ("practice-burst", "done"),
        ("practice-length", "truncated"),
        ("practice-cut", "failed"),
        ("practice-quota", "failed"),
        ("practice-401", "failed"),
        ("practice-403", "failed"),
        ("practice-404", "failed"),
        ("practice-context", "failed"),
        ("practice-error-string", "failed"),
        ("practice-refusal", "failed"),
        ("practice-filter", "failed"),
        ("practice-503-html", "failed"),
    ] {
        browser.choose_model("tr-model", model).await?;
        assert_eq!(stage.translate("A text.", LONG).await?, state, "{model}");
        found.look(&stage, &format!("translate, {model}")).await?;
    }
    browser
        .choose_model("tr-model", "practice-llamacpp")
        .await?;
    let long = "word ".repeat(5_000);
    // Longer than the model's context, and had all the same: in pieces.
    assert_eq!(stage.translate(&long, LONG).await?, "done");
    found.look(&stage, "translate, a long text").await?;

    browser.choose_model("tr-model", "practice-429").await?;
    stage.begin("A text.").await?;
    browser.wait_text("tr-status", WAITING, LONG).await?;
    found
        .look(&stage, "translate, waiting to try again")
        .await?;
    // It waits for a few seconds only, and is refused again each time.
    browser.wait_state("tr-status", "failed", LONG).await?;
    browser.choose_model("tr-model", "practice-slow").await?;
    stage.begin("A sentence that takes its time.").await?;
    stage.target_of(1).await?;
    found.look(&stage, "translate, running").await?;
    browser.click("tr-stop").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    found.look(&stage, "translate, stopped").await?;

    browser.choose_model("tr-model", "practice-burst").await?;
    assert_eq!(stage.translate("A text.", LONG).await?, "done");
    browser.set_value("tr-target", "Another.").await?;
    browser.wait_count("tr-edited", 1, PATIENCE).await?;
    browser.click("sent-toggle").await?;
    browser.click("tr-copy").await?;
    found
        .look(&stage, "translate, edited and looked into")
        .await?;
    for picker in ["tr-from", "tr-to"] {
        browser.click(picker).await?;
        found.look(&stage, &format!("the list of {picker}")).await?;
        browser.press("Escape").await?;
    }
    browser.click("tr-model").await?;
    browser.wait_count("model-option", 1, PATIENCE).await?;
    found.look(&stage, "the list of models").await?;
    browser.insert_text("no-such-model").await?;
    found.look(&stage, "a model that is not listed").await?;
    browser.press("Escape").await?;
    browser
        .set_value("history-search", "nowhere to be found")
        .await?;
    found.look(&stage, "the history, searched in vain").await?;
    browser.set_value("history-search", "").await?;
    browser.click("history-delete").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    found.look(&stage, "the history, with a way back").await?;

    stage.set_price("practice-burst", "100", "200").await?;
    stage.go("#/usage").await?;
    browser.set_value("pace-requests", "1").await?;
    stage.go("#/translate").await?;
    wait_for_pace(&stage).await?;
    found
        .look(&stage, "translate, held back by the pace")
        .await?;
    browser.click("tr-stop").await?;
    browser.wait_state("tr-status", "stopped", PATIENCE).await?;
    stage.go("#/usage").await?;
    browser.set_value("pace-requests", "").await?;
    for (field, other) in [("cap-day", "cap-month"), ("cap-month", "cap-day")] {
        stage.go("#/usage").await?;
        browser.set_value(other, "").await?;
        browser.set_value(field, "0.001").await?;
        stage.go("#/translate").await?;
        assert_eq!(
            stage.translate("A text that is dear.", LONG).await?,
            "failed"
        );
        found
            .look(&stage, &format!("translate, over {field}"))
            .await?;
    }
    browser.set_offline(true).await?;
    browser.wait_count("offline", 1, PATIENCE).await?;
    found.look(&stage, "translate, offline").await?;
    found.verdict()
}

#[tokio::test]
async fn chatting_in_every_state() -> Result {
    let mut found = Found::default();
    let stage = pseudo("#/chat", None).await?;
    let browser = &stage.browser;
    found.look(&stage, "chat, empty").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("markdown 8").await?;
    browser.wait_answer("done", LONG).await?;
    found.look(&stage, "chat with Markdown").await?;
    browser
        .click_css("[data-testid=message-text] button")
        .await?;
    found.look(&stage, "code that was copied").await?;
    browser
        .run(
            "const thread = document.querySelector('[data-testid=chat-thread]');
            thread.dispatchEvent(new WheelEvent('wheel', { deltaY: -9 }));
            thread.scrollTop = 0;",
            &[],
        )
        .await?;
    browser.wait_count("chat-jump", 1, PATIENCE).await?;
    found.look(&stage, "chat, away from its end").await?;

    browser.click("chat-new").await?;
    browser
        .choose_model("chat-model", "practice-deepseek")
        .await?;
    browser
        .say("say: 1 2 3 ![4](https://example.com/5.png)")
        .await?;
    browser.wait_answer("done", LONG).await?;
    browser.click("message-reasoning-open").await?;
    browser.click("message-again").await?;
    browser
        .wait_text("message-version", "2 / 2", PATIENCE)
        .await?;
    browser.wait_answer("done", LONG).await?;
    let last = browser.count("message-more").await? - 1;
    stage.choose("message-more", last, "message-sent").await?;
    found
        .look(&stage, "chat with siblings and what was sent")
        .await?;
    for (model, state) in [
        ("practice-cut", "failed"),
        ("practice-length", "truncated"),
        ("practice-401", "failed"),
        ("practice-leaky", "failed"),
    ] {
        browser.choose_model("chat-model", model).await?;
        browser.say("1 2 3").await?;
        browser.wait_answer(state, LONG).await?;
        found.look(&stage, &format!("chat, {model}")).await?;
    }
    browser
        .choose_model("chat-model", "practice-silent")
        .await?;
    browser.say("1 2 3").await?;
    found.look(&stage, "chat, before the first words").await?;
    browser.click("chat-stop").await?;
    browser.wait_answer("stopped", PATIENCE).await?;
    found.look(&stage, "chat, stopped").await?;
    browser.click("message-edit").await?;
    browser.click("chat-system-open").await?;
    found.look(&stage, "chat, editing and instructions").await?;
    browser.click("chat-system-open").await?;
    browser.replace_text("chat-input", "4 5 6").await?;
    found.look(&stage, "chat, with a draft").await?;
    let last = browser.count("message-more").await? - 1;
    stage.choose("message-more", last, "message-delete").await?;
    browser.wait_count("undo", 1, PATIENCE).await?;
    found.look(&stage, "chat, messages deleted").await?;

    stage
        .choose("conversation-more", 0, "conversation-pin")
        .await?;
    browser
        .wait_js(
            "document.querySelectorAll('.list .day').length === 2",
            PATIENCE,
        )
        .await?;
    found.look(&stage, "chat, one pinned").await?;
    stage
        .choose("conversation-more", 1, "conversation-rename")
        .await?;
    found.look(&stage, "chat, renaming").await?;
    browser.press("Escape").await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    found.look(&stage, "chat, one deleted").await?;
    browser.click("chat-deleted").await?;
    browser
        .wait_count("deleted-conversation", 1, PATIENCE)
        .await?;
    found.look(&stage, "chat, recently deleted").await?;
    found.verdict()
}

#[tokio::test]
async fn usage_and_settings() -> Result {
    let mut found = Found::default();
    let stage = pseudo("#/usage", None).await?;
    let browser = &stage.browser;
    found.look(&stage, "usage, empty").await?;
    stage.set_price("practice-burst", "1000", "2000").await?;
    stage.go("#/translate").await?;
    for model in ["practice-burst", "practice-quota", "practice-length"] {
        browser.choose_model("tr-model", model).await?;
        stage
            .translate("Something to be charged for.", LONG)
            .await?;
    }
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("1 2 3").await?;
    browser.wait_answer("done", LONG).await?;
    stage.go("#/usage").await?;
    browser.set_value("cap-day", "5").await?;
    browser.set_value("cap-month", "50").await?;
    browser.wait_count("ledger-row", 4, PATIENCE).await?;
    found.look(&stage, "usage").await?;

    stage.go("#/settings").await?;
    browser.wait_count("price-row", 1, PATIENCE).await?;
    found.look(&stage, "settings").await?;
    browser.click("models-reload").await?;
    found
        .look(&stage, "settings, the models loaded again")
        .await?;
    browser.click("settings-delete-all").await?;
    browser.wait_count("confirm", 1, PATIENCE).await?;
    found.look(&stage, "a question").await?;
    browser.click("confirm-no").await?;
    for (text, shown) in [
        (
            r#"{"format":"parlance-conversations","version":1,"exported":0,"conversations":[]}"#,
            "settings-imported",
        ),
        ("not JSON", "problem"),
    ] {
        let name = format!("parlance-{shown}-{}.json", std::process::id());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, text)?;
        browser.choose_files("settings-import", &[&file]).await?;
        browser
            .wait("the import to end", PATIENCE, async || {
                let seen = browser.seen(shown).await?;
                Ok(seen.filter(|seen| !seen.text.is_empty()))
            })
            .await?;
        std::fs::remove_file(&file)?;
        found
            .look(&stage, &format!("settings, a file: {shown}"))
            .await?;
    }
    found.verdict()
}
