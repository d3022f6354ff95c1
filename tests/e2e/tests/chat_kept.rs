//! Chat: what is typed is kept until it is taken, what went wrong is kept too, and the focus is never nowhere.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

impl Stage {
    async fn exchange(&self, text: &str) -> Result {
        self.browser.say(text).await?;
        self.browser.wait_answer("done", LONG).await.map(drop)
    }

    /// What "Show what was sent" shows for the latest answer.
    async fn sent(&self) -> Result<String> {
        let last = self.browser.wait_count("message-more", 1, PATIENCE).await? - 1;
        self.choose("message-more", last, "message-sent").await?;
        self.browser
            .wait_text("sent-text", "messages", PATIENCE)
            .await
    }
}

/// The editor closed first, and then found that nothing could be sent.
#[tokio::test]
async fn an_edit_while_an_answer_arrives_is_not_lost() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    browser.choose_model("chat-model", "practice-slow").await?;
    browser
        .say("say: a b c d e f g h i j k l m n o p q r s t")
        .await?;
    browser.click_nth("message-edit", 0).await?;
    browser
        .replace_text("message-editor", "say: edited")
        .await?;
    browser.press("Enter").await?;
    assert_eq!(browser.value("message-editor").await?, "say: edited");
    let resend = browser.seen("message-resend").await?.unwrap();
    assert!(!resend.enabled && !resend.attributes["title"].is_empty());
    browser.click("chat-stop").await?;
    browser.wait_answer("stopped", PATIENCE).await?;
    assert_eq!(browser.value("message-editor").await?, "say: edited");
    assert_eq!(stage.chats().len(), 2);

    // It outlives a reload, and is taken once it can be.
    stage.reload().await?;
    browser.wait_count("message-editor", 1, PATIENCE).await?;
    assert_eq!(browser.value("message-editor").await?, "say: edited");
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.focus("message-editor").await?;
    browser.press("Enter").await?;
    stage.said("edited").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    // Escape leaves a message as it was.
    browser.click("message-edit").await?;
    browser.replace_text("message-editor", "nothing").await?;
    browser.press("Escape").await?;
    browser.wait_gone("message-editor", PATIENCE).await?;
    stage.wait_focus("message-edit").await?;
    stage.reload().await?;
    browser
        .wait_text("message-text", "say: edited", PATIENCE)
        .await?;
    assert_eq!(browser.count("message-editor").await?, 0);
    Ok(())
}

/// Only what an endpoint said was stored: of the rest an empty failed message was left.
#[tokio::test]
async fn an_answer_over_the_cap_keeps_its_reason() -> Result {
    let stage = Stage::ready("#/usage").await?;
    let browser = &stage.browser;
    stage.set_price("practice-burst", "100", "200").await?;
    stage.go("#/usage").await?;
    browser.set_value("cap-day", "0.001").await?;
    stage.go("#/chat").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.type_into("chat-input", "Hello.").await?;
    browser
        .wait_text("chat-estimate", "$", PATIENCE)
        .await
        .map(drop)?;
    browser.say("Hello.").await?;
    // What shows a failure may have to be fetched first.
    let told = async || {
        browser
            .wait("the reason", PATIENCE, async || {
                let answer = browser.last_answer().await?;
                Ok(answer
                    .map(|answer| answer.problem)
                    .filter(|problem| problem.contains('$')))
            })
            .await
    };
    let before = told().await?;
    assert!(before.starts_with("over-cap"), "{before}");
    stage.reload().await?;
    assert_eq!(told().await?, before);
    Ok(())
}

#[tokio::test]
async fn what_was_sent_is_the_last_call_as_it_really_was() -> Result {
    let stage = Stage::talk("practice-cut-once").await?;
    let browser = &stage.browser;
    let whole = "alpha beta gamma delta epsilon zeta eta theta";
    browser.say(&format!("say: {whole}")).await?;
    browser.wait_answer("failed|truncated", LONG).await?;
    browser.click("message-continue").await?;
    stage.said(whole).await?;
    let shown: serde_json::Value = serde_json::from_str(&stage.sent().await?)?;
    assert_eq!(
        shown["messages"],
        stage.chats().pop().unwrap().body["messages"]
    );

    // What the endpoint refuses was learned during the call.
    browser.click("chat-new").await?;
    browser
        .choose_model("chat-model", "practice-no-stream-options")
        .await?;
    stage.exchange("say: plain").await?;
    let shown = stage.sent().await?;
    assert!(!shown.contains("stream_options"), "{shown}");
    Ok(())
}

#[tokio::test]
async fn instructions_are_kept_as_they_are_typed() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    let type_in = async |text: &str| -> Result {
        browser.click("chat-system-open").await?;
        browser.replace_text("chat-system", text).await?;
        // Not left, nothing else done.
        stage.reload().await?;
        browser
            .wait("the instructions", PATIENCE, async || {
                Ok((browser.value("chat-system").await? == text).then_some(()))
            })
            .await
    };
    type_in("Answer like a parrot.").await?;
    stage.exchange("say: one").await?;
    let sent = stage.chats().pop().unwrap().body;
    assert_eq!(sent["messages"][0]["content"], "Answer like a parrot.");
    type_in("Answer like a cat.").await?;
    stage.exchange("say: two").await?;
    let sent = stage.chats().pop().unwrap().body;
    assert_eq!(sent["messages"][0]["content"], "Answer like a cat.");
    browser.click("chat-new").await?;
    assert_eq!(browser.value("chat-system").await?, "");
    Ok(())
}

/// What was set for a new conversation was lost with a look at another one, with "New", and with a reload: the message then
/// went without it.
#[tokio::test]
async fn what_is_set_for_a_new_conversation_stays_until_it_begins() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    browser.click("chat-new").await?;
    browser.click("chat-system-open").await?;
    browser
        .replace_text("chat-system", "Answer like a parrot.")
        .await?;
    browser.click("chat-parameters-open").await?;
    browser.set_value("parameter-temperature", "0.3").await?;
    browser.click("parameters-close").await?;
    browser
        .wait_state("chat-parameters-open", "set", PATIENCE)
        .await?;
    // Another one, and New; New again; a reload.
    browser.click("conversation-open").await?;
    browser.wait_count("message", 2, PATIENCE).await?;
    browser
        .wait_state("chat-parameters-open", "empty", PATIENCE)
        .await?;
    browser.click("chat-new").await?;
    browser.wait_gone("message", PATIENCE).await?;
    browser.click("chat-new").await?;
    stage.reload().await?;
    browser
        .wait_state("chat-parameters-open", "set", PATIENCE)
        .await?;
    stage.exchange("say: two").await?;
    let sent = stage.chats().pop().unwrap().body;
    assert_eq!(sent["messages"][0]["content"], "Answer like a parrot.");
    assert_eq!(sent["temperature"], 0.3);
    // The next one has nothing of it.
    browser.click("chat-new").await?;
    browser
        .wait_state("chat-parameters-open", "empty", PATIENCE)
        .await?;
    stage.exchange("say: three").await?;
    let sent = stage.chats().pop().unwrap().body;
    assert_eq!(sent["messages"].as_array().unwrap().len(), 1);
    assert!(sent.get("temperature").is_none(), "{sent}");
    Ok(())
}

#[tokio::test]
async fn the_focus_goes_to_a_neighbour_and_the_end_is_announced() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    browser
        .wait_text("live", "Answer complete.", PATIENCE)
        .await?;
    browser.click("chat-new").await?;
    stage.exchange("say: two").await?;
    stage
        .choose("conversation-more", 0, "conversation-rename")
        .await?;
    browser.replace_text("conversation-title", "Second").await?;
    browser.press("Enter").await?;
    browser.wait_text("chat-title", "Second", PATIENCE).await?;
    stage.wait_focus("conversation-open").await?;
    assert!(browser.focused().await?.name.contains("Second"));
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    stage.wait_focus("conversation-open").await?;
    browser.click("undo-action").await?;
    stage.wait_focus("chat-input").await?;
    stage.choose("message-more", 0, "message-delete").await?;
    stage.wait_focus("chat-input").await
}

/// Safari reports the Enter that ends a composition after its end, with the code 229.
#[tokio::test]
async fn the_enter_of_an_input_method_resends_nothing() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    stage.exchange("say: one").await?;
    browser.click("message-edit").await?;
    browser.focus("message-editor").await?;
    browser.insert_text("にほんご").await?;
    for event in ["isComposing: true", "keyCode: 229"] {
        let prevented: bool = browser
            .eval(
                &format!("const e = new KeyboardEvent('keydown', {{ key: 'Enter', {event}, bubbles: true, cancelable: true }}); document.querySelector('[data-testid=message-editor]').dispatchEvent(e); return e.defaultPrevented"),
                &[],
            )
            .await?;
        assert!(!prevented, "{event}");
    }
    assert!(browser.value("message-editor").await?.ends_with("にほんご"));
    assert_eq!(stage.chats().len(), 1);
    Ok(())
}

// The composer was emptied before the database had the message: a reload in between lost it.
#[tokio::test]
async fn what_was_sent_in_the_moment_of_a_reload_is_somewhere() -> Result {
    let stage = Stage::talk("practice-silent").await?;
    let browser = &stage.browser;
    for nth in 0..4 {
        let text = format!("said in the last moment, {nth}");
        browser.replace_text("chat-input", &text).await?;
        browser
            .run(
                "window.before = true; document.querySelector('[data-testid=chat-input]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })); location.reload()",
                &[],
            )
            .await
            .ok();
        // The page of before has the text as well.
        browser.wait_js("!window.before", PATIENCE).await?;
        browser.wait_mounted().await?;
        browser.wait_page().await?;
        let find = "(document.querySelector('[data-testid=chat-input]')?.value ?? '') + document.querySelector('[data-testid=chat-thread]')?.textContent";
        browser
            .wait_js(&format!("({find}).includes({text:?})"), PATIENCE)
            .await?;
        browser.click("chat-new").await?;
    }
    Ok(())
}

/// Waits for the note of the latest answer, a number in it as `#`, and for there being a way to continue it or none.
async fn told(stage: &Stage, note: &str, goes_on: bool) -> Result {
    let told = async || {
        stage
            .browser
            .eval::<(String, bool)>(
                "const last = Array.from(document.querySelectorAll('[data-testid=message][data-role=assistant]')).pop();
                const on = last.querySelectorAll('[data-testid=message-continue], [data-action=continue]');
                return [last.querySelector('[data-testid=message-note]')?.innerText.replace(/[0-9][0-9,]*/, '#') ?? '', on.length > 0];",
                &[],
            )
            .await
    };
    // What stands below an answer is drawn a moment after the row.
    let what = format!("{note:?} to be told, and whether it goes on: {goes_on}");
    stage
        .browser
        .wait(&what, PATIENCE, async || {
            let told = told().await?;
            Ok((told.0 == note && told.1 == goes_on).then_some(()))
        })
        .await
}

/// It was said to be kept where nothing had come, and could be continued.
#[tokio::test]
async fn an_answer_of_which_nothing_came_keeps_nothing_and_does_not_go_on() -> Result {
    const KEPT: &str = "What had arrived is kept.";
    let stage = Stage::ready("#/settings").await?;
    let browser = &stage.browser;
    browser.set_value("waits-first", "2").await?;
    stage.go("#/chat").await?;
    for (model, text, state, problem, note, goes_on) in [
        ("practice-burst", "say:", "failed", "empty", "", false),
        ("practice-silent", "Now?", "failed", "timeout", "", false),
        (
            "practice-cut",
            "markdown 1",
            "failed",
            "interrupted",
            KEPT,
            true,
        ),
        (
            "practice-length",
            "markdown 1",
            "truncated",
            "",
            "Cut at the limit of # tokens. What had arrived is kept.",
            true,
        ),
    ] {
        browser.choose_model("chat-model", model).await?;
        browser.say(text).await?;
        let answer = browser.wait_answer(state, LONG).await?;
        assert_eq!(
            answer.problem.split(':').next(),
            Some(problem),
            "{model}: {answer:?}"
        );
        told(&stage, note, goes_on).await?;
    }
    browser
        .choose_model("chat-model", "practice-silent")
        .await?;
    browser.say("Now?").await?;
    browser.click("chat-stop").await?;
    browser.wait_answer("stopped", PATIENCE).await?;
    told(&stage, "Stopped.", false).await?;
    // The same after a reload.
    stage.reload().await?;
    browser.wait_answer("stopped", PATIENCE).await?;
    told(&stage, "Stopped.", false).await?;
    Ok(())
}
