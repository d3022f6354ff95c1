//! The parameters of a conversation: as they are typed, sent, refused, kept under names.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

const ALL: [(&str, &str); 7] = [
    ("temperature", "0.5"),
    ("top_p", "0.25"),
    ("max_completion_tokens", "300"),
    ("seed", "42"),
    ("reasoning_effort", "low"),
    ("response_format", "json"),
    ("stop", "END\n\\n\\n"),
];

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    async fn open_dialog(&self) -> Result {
        self.browser.click("chat-parameters-open").await?;
        self.browser
            .wait_count("parameters-dialog", 1, PATIENCE)
            .await
            .map(drop)
    }

    async fn close_dialog(&self) -> Result {
        self.browser.click("parameters-close").await?;
        self.browser.wait_gone("parameters-dialog", PATIENCE).await
    }

    async fn set(&self, name: &str, value: &str) -> Result {
        self.browser
            .set_value(&format!("parameter-{name}"), value)
            .await
    }

    fn body(&self) -> Value {
        self.chats().pop().unwrap().body
    }

    /// Waits until a field holds this.
    async fn holds(&self, name: &str, value: &str) -> Result {
        let id = format!("parameter-{name}");
        self.browser
            .wait(&format!("{name} to be {value:?}"), PATIENCE, async || {
                Ok((self.browser.value(&id).await? == value).then_some(()))
            })
            .await
    }
}

#[tokio::test]
async fn nothing_is_sent_that_is_not_set_and_all_that_is() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: plain").await?;
    for (name, _) in ALL {
        assert!(stage.body().get(name).is_none(), "{name}");
    }
    stage.open_dialog().await?;
    for (name, value) in ALL {
        stage.set(name, value).await?;
    }
    stage.close_dialog().await?;
    browser
        .wait_state("chat-parameters-open", "set", PATIENCE)
        .await?;
    // This model takes all but the effort, which is told below the answer. It wants to hear of JSON in the words too.
    stage.exchange("say: json").await?;
    let body = stage.body();
    assert_eq!(body["temperature"], 0.5);
    assert_eq!(body["top_p"], 0.25);
    assert_eq!(body["max_completion_tokens"], 300);
    assert_eq!(body["seed"], 42);
    assert_eq!(body["stop"], json!(["END", "\n\n"]));
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
    assert!(body.get("reasoning_effort").is_none());
    let told = browser
        .wait_text("message-refused", "reasoning_effort", PATIENCE)
        .await?;
    assert!(!told.contains("seed"), "{told}");
    // What was sent can be looked at, whatever is set afterwards; and it is kept.
    stage.open_dialog().await?;
    browser.click("parameters-clear").await?;
    stage.holds("seed", "").await?;
    stage.close_dialog().await?;
    stage.reload().await?;
    let last = browser.wait_count("message-more", 1, PATIENCE).await? - 1;
    stage.choose("message-more", last, "message-sent").await?;
    let text = browser.wait_text("sent-text", "messages", PATIENCE).await?;
    let shown: Value = serde_json::from_str(&text)?;
    for (name, _) in ALL {
        assert_eq!(shown.get(name), body.get(name), "{name}");
    }
    stage.exchange("say: plain").await?;
    assert!(stage.body().get("seed").is_none());
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_sent_is_told() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.open_dialog().await?;
    for (name, wrong, told) in [
        ("temperature", "3", "0 to 2"),
        ("top_p", "warm", "number"),
        ("max_completion_tokens", "0", "from 1"),
        ("seed", "1.5", "whole"),
        ("stop", "1\n2\n3\n4\n5", "4"),
    ] {
        stage.set(name, wrong).await?;
        browser
            .wait_js(
                &format!(
                    "document.getElementById('parameter-{name}-hint').textContent.includes('{told}') && \
                     document.getElementById('parameter-{name}').getAttribute('aria-invalid') === 'true'"
                ),
                PATIENCE,
            )
            .await?;
    }
    stage.set("temperature", "0,7").await?;
    stage.holds("temperature", "0.7").await?;
    stage.close_dialog().await?;
    stage.exchange("say: yes").await?;
    assert_eq!(stage.body()["temperature"], 0.7);
    assert!(stage.body().get("seed").is_none());
    Ok(())
}

#[tokio::test]
async fn each_that_is_refused_is_left_out_and_told() -> Result {
    let stage = Stage::talk("practice-no-parameters").await?;
    let browser = &stage.browser;
    stage.open_dialog().await?;
    for (name, value) in ALL {
        stage.set(name, value).await?;
    }
    stage.close_dialog().await?;
    stage.exchange("say: json at last").await?;
    for (name, _) in ALL {
        assert!(stage.body().get(name).is_none(), "{name}");
    }
    let told = browser
        .wait_text("message-refused", "temperature", PATIENCE)
        .await?;
    for (name, _) in ALL {
        assert!(told.contains(name), "{name} in {told}");
    }
    // It is known from then on.
    let calls = stage.chats().len();
    stage.exchange("say: again").await?;
    assert_eq!(stage.chats().len(), calls + 1);
    stage.open_dialog().await?;
    browser
        .wait_count("parameter-refused", ALL.len(), PATIENCE)
        .await?;
    // Tried again when asked to.
    browser
        .click_css("[data-testid=parameter-refused][data-of=seed] button")
        .await?;
    browser
        .wait_js(
            "!document.querySelector('[data-testid=parameter-refused][data-of=seed]')",
            PATIENCE,
        )
        .await?;
    stage.close_dialog().await?;
    stage.exchange("say: once more").await?;
    assert_eq!(stage.chats().len(), calls + 3);
    Ok(())
}

#[tokio::test]
async fn sets_have_names_and_stay_at_their_endpoint() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.open_dialog().await?;
    stage.set("temperature", "1.5").await?;
    stage.set("stop", "END").await?;
    browser.set_value("preset-name", "wild").await?;
    browser.click("preset-save").await?;
    browser.wait_state("preset-row", "taken", PATIENCE).await?;
    browser.click("parameters-clear").await?;
    browser.wait_state("preset-row", "there", PATIENCE).await?;
    stage
        .records("presets", |all| all.len() == 1 && all[0]["name"] == "wild")
        .await?;
    stage.reload().await?;
    stage.open_dialog().await?;
    browser.click("preset-take").await?;
    stage.holds("temperature", "1.5").await?;
    stage.holds("stop", "END").await?;
    browser.click("preset-rename").await?;
    stage.wait_focus("preset-new-name").await?;
    browser.replace_text("preset-new-name", "wilder").await?;
    browser.press("Enter").await?;
    browser.wait_text("preset-take", "wilder", PATIENCE).await?;
    browser.click("preset-delete").await?;
    browser.wait_gone("preset-row", PATIENCE).await?;
    browser
        .click_css("[data-testid=parameters-dialog] [data-testid=undo-action]")
        .await?;
    browser.wait_text("preset-take", "wilder", PATIENCE).await?;
    Ok(())
}

/// The dialog said that nothing is sent where Settings and a cap had something sent.
#[tokio::test]
async fn an_empty_field_says_what_is_sent_in_its_place() -> Result {
    let stage = Stage::ready("#/usage").await?;
    let browser = &stage.browser;
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    stage.open_dialog().await?;
    let placeholder = async |wanted: &str| {
        let of = "document.getElementById('parameter-max_completion_tokens').placeholder";
        browser
            .wait_js(&format!("{of} === '{wanted}'"), PATIENCE)
            .await
            .map(drop)
    };
    placeholder("Not sent").await?;
    let empty =
        "document.querySelector('#parameter-reasoning_effort option[value=\"\"]').textContent";
    browser
        .wait_js(&format!("{empty} === 'Not sent'"), PATIENCE)
        .await?;
    stage.close_dialog().await?;
    stage.go("#/usage").await?;
    browser.set_value("cap-day", "5").await?;
    stage.go("#/settings").await?;
    browser.set_value("settings-effort", "high").await?;
    stage.go("#/chat").await?;
    stage.open_dialog().await?;
    placeholder("8,192").await?;
    browser
        .wait_js(
            "document.getElementById('parameter-max_completion_tokens-hint').textContent.includes('cap')",
            PATIENCE,
        )
        .await?;
    browser
        .wait_js(
            &format!("{empty}.includes('Settings') && {empty}.includes('High')"),
            PATIENCE,
        )
        .await?;
    stage.close_dialog().await?;
    // And so it is: the effort is sent, and left out once the model refuses it.
    stage.exchange("say: yes").await?;
    let bodies: Vec<Value> = stage.chats().into_iter().map(|seen| seen.body).collect();
    assert!(bodies.iter().any(|body| body["reasoning_effort"] == "high"));
    assert_eq!(stage.body()["max_completion_tokens"], 8_192);
    // A number of one's own counts, and the hint is gone.
    stage.open_dialog().await?;
    stage.set("max_completion_tokens", "300").await?;
    browser
        .wait_js(
            "!document.getElementById('parameter-max_completion_tokens-hint').textContent.includes('cap')",
            PATIENCE,
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn an_answer_by_a_schema() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let hint = async |wanted: &str| {
        let hint = "document.getElementById('parameter-json_schema-hint').textContent";
        browser
            .wait_js(&format!("{hint}.includes('{wanted}')"), PATIENCE)
            .await
            .map(drop)
    };
    stage.open_dialog().await?;
    assert_eq!(browser.count("parameter-json_schema").await?, 0);
    stage.set("response_format", "schema").await?;
    browser
        .wait_count("parameter-json_schema", 1, PATIENCE)
        .await?;
    hint("Without a schema").await?;
    stage.set("json_schema", "{\n  \"type\": object\n}").await?;
    hint("line 2, character 11").await?;
    stage.set("json_schema", "[]").await?;
    hint("object").await?;
    // One that is not done yet is kept, and it is told that it is not sent.
    stage.close_dialog().await?;
    browser
        .wait_state("chat-parameters-open", "wrong", PATIENCE)
        .await?;
    stage.exchange("say: without").await?;
    assert!(stage.body().get("response_format").is_none());
    stage.open_dialog().await?;
    stage.holds("json_schema", "[]").await?;
    hint("object").await?;
    let schema = json!({
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": false,
    });
    stage.set("json_schema", &schema.to_string()).await?;
    hint("strict").await?;
    stage.close_dialog().await?;
    browser
        .wait_state("chat-parameters-open", "set", PATIENCE)
        .await?;
    stage.exchange("Which city?").await?;
    let sent = |strict: bool, schema: &Value| {
        let inner = json!({"name": "answer", "strict": strict, "schema": schema});
        json!({"type": "json_schema", "json_schema": inner})
    };
    assert_eq!(stage.body()["response_format"], sent(true, &schema));
    let answer = browser.last_answer().await?.unwrap().text;
    assert!(
        answer.starts_with('{') && answer.contains("city"),
        "{answer}"
    );
    assert_eq!(browser.count("message-refused").await?, 0);
    // It is kept; one that leaves something open is not sent as strict, which would be refused.
    stage.reload().await?;
    stage.open_dialog().await?;
    stage.holds("json_schema", &schema.to_string()).await?;
    let open = json!({"type": "object", "properties": {"city": {"type": "string"}}});
    stage.set("json_schema", &open.to_string()).await?;
    stage.close_dialog().await?;
    // It is among what is sent, and paid for.
    stage.open_panel().await?;
    browser
        .wait_text("context-line", "properties", PATIENCE)
        .await?;
    let lines = browser.seen_all("context-line").await?;
    let of = |line: &e2e::Seen| line.attributes.get("data-of").cloned().unwrap_or_default();
    assert_eq!(of(&lines[0]), "schema", "{lines:?}");
    stage.close_panel().await?;
    stage.exchange("And which other?").await?;
    assert_eq!(stage.body()["response_format"], sent(false, &open));
    // Where the model takes no schema, the answer comes without one, and says so.
    browser
        .choose_model("chat-model", "practice-no-schema")
        .await?;
    stage.exchange("say: plainly").await?;
    assert!(stage.body().get("response_format").is_none());
    browser
        .wait_text("message-refused", "response_format", PATIENCE)
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_set_is_offered_at_its_endpoint_alone() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let keep = async |name: &str, temperature: &str| {
        stage.open_dialog().await?;
        stage.set("temperature", temperature).await?;
        browser.set_value("preset-name", name).await?;
        browser.click("preset-save").await?;
        browser.wait_text("preset-take", name, PATIENCE).await?;
        stage.close_dialog().await
    };
    // Read anew, so that what is offered comes from what is stored.
    let offered = async |name: &str| {
        stage.reload().await?;
        stage.open_dialog().await?;
        browser.wait_text("preset-take", name, PATIENCE).await?;
        assert_eq!(browser.count("preset-row").await?, 1, "{name}");
        stage.close_dialog().await
    };
    keep("wild", "1.5").await?;
    stage.records("presets", |all| all.len() == 1).await?;
    // Another port is another endpoint.
    let other = practice::start(practice::Options::default()).await?;
    browser.bring_key(&other.base_url(), "").await?;
    browser.close_key_form().await?;
    keep("tame", "0.5").await?;
    stage.records("presets", |all| all.len() == 2).await?;
    offered("tame").await?;
    browser.bring_key(&stage.practice.base_url(), "").await?;
    browser.close_key_form().await?;
    offered("wild").await
}

#[tokio::test]
async fn the_dialog_is_accessible_in_every_shape() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = Stage::ready_as("#/chat", options).await?;
    stage
        .browser
        .choose_model("chat-model", "practice-no-seed")
        .await?;
    stage.open_dialog().await?;
    stage.set("seed", "7").await?;
    stage.close_dialog().await?;
    stage.exchange("say: yes").await?;
    stage.open_dialog().await?;
    stage
        .browser
        .wait_count("parameter-refused", 1, PATIENCE)
        .await?;
    stage.set("temperature", "9").await?;
    let long = "A name as long as names of sets can be, and not one letter";
    stage.browser.set_value("preset-name", long).await?;
    stage.browser.click("preset-save").await?;
    stage.browser.wait_count("preset-row", 1, PATIENCE).await?;
    stage.browser.assert_accessible("parameters").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.resize(320, 640).await?;
    stage
        .browser
        .assert_accessible("parameters, dark and narrow")
        .await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    Ok(())
}
