//! Chat: what models send stays text, and what people type is sent when they mean it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};

/// The last words of the hostile answer are on the screen.
const ALL_THERE: &str = "document.querySelector('[data-role=assistant] [data-testid=message-text]')?.textContent.includes('evil\u{202c} text')";

/// What hostile markup would have left behind in the answer.
const TRACES: &str = r"
    const text = document.querySelector('[data-role=assistant] [data-testid=message-text]');
    const all = Array.from(text.querySelectorAll('*'));
    return {
        ran: window.__xss ?? null, title: document.title,
        handlers: all.flatMap(e => Array.from(e.attributes)).filter(a => /^on/i.test(a.name)).map(a => a.name),
        elements: all.filter(e => ['SCRIPT', 'IMG', 'IFRAME', 'SVG', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'FORM', 'META', 'BASE', 'VIDEO', 'AUDIO'].includes(e.tagName.toUpperCase())).map(e => e.tagName),
        links: all.filter(e => e.hasAttribute('href')).map(e => [e.getAttribute('href'), e.getAttribute('rel'), e.getAttribute('target'), e.textContent, e.nextSibling?.textContent ?? '']),
        text: text.innerText,
    };";

#[tokio::test]
async fn hostile_answers_stay_text() -> Result {
    let stage = Stage::talk("practice-xss").await?;
    let browser = &stage.browser;
    browser.say("Show me something.").await?;
    browser.wait_answer("done", LONG).await?;
    browser.wait_js(ALL_THERE, PATIENCE).await?;
    let check = async || -> Result {
        // Whatever is there to be hovered, focused and clicked (but not followed out of the page).
        browser
            .run(
                "document.querySelectorAll('[data-role=assistant] [data-testid=message-text] *').forEach(e => ['pointerover', 'mouseover', 'focus', 'error', 'load'].forEach(kind => e.dispatchEvent(new Event(kind))))",
                &[],
            )
            .await?;
        let found = browser.run(TRACES, &[]).await?;
        assert!(found["ran"].is_null(), "{found}");
        assert!(
            found["title"].as_str().unwrap().contains("Parlance"),
            "{found}"
        );
        assert_eq!(found["handlers"], serde_json::json!([]), "{found}");
        assert_eq!(found["elements"], serde_json::json!([]), "{found}");
        for link in found["links"].as_array().unwrap() {
            let href = link[0].as_str().unwrap();
            let to_elsewhere = href.starts_with("https://") || href.starts_with("http://");
            assert!(to_elsewhere || href.starts_with('#'), "{link}");
            if to_elsewhere {
                assert_eq!(link[1], "noopener noreferrer", "{link}");
                assert_eq!(link[2], "_blank", "{link}");
            }
        }
        let text = found["text"].as_str().unwrap();
        for shown in ["<script>", "onerror", "Markdown", "cell"] {
            assert!(text.contains(shown), "{shown} is not shown: {text}");
        }
        Ok(())
    };
    check().await?;
    stage.reload().await?;
    browser.wait_js(ALL_THERE, PATIENCE).await?;
    check().await?;
    let endpoint = format!("http://{}", stage.practice.addr);
    for request in browser.requests().await? {
        let to = request.origin();
        assert!(
            to == endpoint || to == stage.site.origin(),
            "a request to {}",
            request.url
        );
    }
    // The same in a translation is only text in a text area.
    stage.go("#/translate").await?;
    browser.choose_model("tr-model", "practice-xss").await?;
    stage.translate("Hello.", LONG).await?;
    let ran: bool = browser
        .eval("return window.__xss === undefined", &[])
        .await?;
    assert!(ran);
    Ok(())
}

#[tokio::test]
async fn links_and_images_say_where_they_go() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser
        .say("say: [my bank](https://bank.example.com/login) <https://example.org/a> ![a cat](https://pictures.example.net/cat.png)")
        .await?;
    browser.wait_answer("done", LONG).await?;
    let found = browser.run(TRACES, &[]).await?;
    let text = found["text"].as_str().unwrap();
    assert!(text.contains("my bank (bank.example.com)"), "{text}");
    assert!(text.contains("a cat (pictures.example.net)"), "{text}");
    assert!(!text.contains("(example.org)"), "{text}");
    assert_eq!(found["links"].as_array().unwrap().len(), 3);
    assert_eq!(found["elements"], serde_json::json!([]));
    assert!(
        browser
            .requests_to("pictures.example.net")
            .await?
            .is_empty()
    );
    Ok(())
}

#[tokio::test]
async fn enter_sends_but_not_while_composing() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.focus("chat-input").await?;
    browser.insert_text("say: にほんご").await?;
    // The Enter that takes a candidate of an input method, as browsers report it, in both ways.
    for event in [
        "new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })",
        "new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })",
    ] {
        let prevented: bool = browser
            .eval(
                &format!("const e = {event}; document.querySelector('[data-testid=chat-input]').dispatchEvent(e); return e.defaultPrevented"),
                &[],
            )
            .await?;
        assert!(!prevented, "{event}");
    }
    browser.press("Shift+Enter").await?;
    assert_eq!(browser.value("chat-input").await?, "say: にほんご\n");
    assert_eq!(browser.count("message").await?, 0);
    assert!(stage.chats().is_empty());
    browser.press("Enter").await?;
    stage.said("にほんご").await?;
    assert_eq!(browser.value("chat-input").await?, "");
    assert_eq!(browser.focused().await?.id, "chat-input");
    Ok(())
}

#[tokio::test]
async fn system_prompt_model_and_context_are_sent() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    browser.click("chat-system-open").await?;
    browser.focus("chat-system").await?;
    browser.insert_text("Answer like a parrot.").await?;
    browser.press("Tab").await?;
    browser.click("chat-system-open").await?;
    browser.say("say: one").await?;
    browser.wait_answer("done", LONG).await?;
    browser.say("say: two").await?;
    browser.wait_answer("done", LONG).await?;
    let sent = stage.chats().pop().unwrap().body;
    let said: Vec<(&str, &str)> = sent["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["role"].as_str().unwrap(), m["content"].as_str().unwrap()))
        .collect();
    let wanted = [
        ("system", "Answer like a parrot."),
        ("user", "say: one"),
        ("assistant", "one"),
        ("user", "say: two"),
    ];
    assert_eq!(said, wanted);

    // Any name can be typed; one that is not there is said so, and a listed one is picked from the list.
    browser
        .choose_model("chat-model", "no-such-model-7")
        .await?;
    browser.say("Hello?").await?;
    let answer = browser.wait_answer("failed", LONG).await?;
    assert!(answer.problem.starts_with("model-not-found"), "{answer:?}");
    assert_eq!(
        stage.chats().pop().unwrap().body["model"],
        "no-such-model-7"
    );
    browser.click("chat-model").await?;
    browser.press("Control+a").await?;
    browser.type_keys("practice-lar").await?;
    browser.wait_count("model-option", 2, PATIENCE).await?;
    browser.press("Down").await?;
    browser.press("Enter").await?;
    assert_eq!(browser.value("chat-model").await?, "practice-large");
    browser.say("say: better").await?;
    stage.said("better").await?;
    let sent = stage.chats().pop().unwrap().body;
    // The failed answer was never said.
    assert_eq!(sent["model"], "practice-large");
    assert!(
        sent["messages"]
            .as_array()
            .unwrap()
            .iter()
            .all(|m| m["content"] != "")
    );

    // What was sent can be looked at, for a message as well; the settings survive a reload.
    stage.reload().await?;
    browser
        .wait_text("message-text", "say: one", PATIENCE)
        .await?;
    assert_eq!(browser.value("chat-model").await?, "practice-large");
    assert_eq!(browser.value("chat-system").await?, "Answer like a parrot.");
    browser.wait_count("message", 8, PATIENCE).await?;
    let last = browser.wait_count("message-more", 1, PATIENCE).await? - 1;
    stage.choose("message-more", last, "message-sent").await?;
    let shown = browser.wait_text("sent-text", "parrot", PATIENCE).await?;
    let shown: serde_json::Value = serde_json::from_str(&shown)?;
    assert_eq!(shown["messages"], sent["messages"]);
    Ok(())
}

#[tokio::test]
async fn reasoning_is_folded_away() -> Result {
    let stage = Stage::talk("practice-deepseek").await?;
    let browser = &stage.browser;
    for model in [
        "practice-deepseek",
        "practice-openrouter",
        "practice-think",
        "practice-think-unopened",
    ] {
        browser.click("chat-new").await?;
        browser.choose_model("chat-model", model).await?;
        browser.say("say: the answer").await?;
        stage.said("the answer").await?;
        assert_eq!(browser.count("message-reasoning").await?, 0);
        browser.click("message-reasoning-open").await?;
        browser
            .wait_text("message-reasoning", "step by step", PATIENCE)
            .await?;
        browser.click("message-reasoning-open").await?;
        browser.wait_gone("message-reasoning", PATIENCE).await?;
        // It is not sent back as something that was said.
        browser.say("say: more").await?;
        browser.wait_answer("done", LONG).await?;
        assert!(
            !stage
                .chats()
                .pop()
                .unwrap()
                .body
                .to_string()
                .contains("step by step")
        );
    }
    Ok(())
}
