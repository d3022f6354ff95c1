//! Chat: the search among all conversations.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, STORE, Stage};
use e2e::{BrowserOptions, PATIENCE, Result};
use serde_json::{Value, json};

const LIT: &str =
    "return Array.from(CSS.highlights.get('search-hit') ?? [], range => range.toString())";

fn conversation(id: &str, title: &str, leaf: &str) -> Value {
    json!({ "id": id, "title": title, "titled_by": "person", "created": 1_790_000_000_000_u64,
        "updated": 1_790_000_000_000_u64, "leaf": leaf })
}

fn message(conversation: &str, id: &str, parent: Option<&str>, role: &str, text: &str) -> Value {
    let at = id.len() as u64;
    json!({ "id": id, "conversation": conversation, "parent": parent, "role": role, "text": text, "state": "done",
        "created": 1_790_000_000_000_u64 + at * 1000 })
}

/// A conversation with a branch that is not shown, and a long one.
async fn furnished(options: BrowserOptions) -> Result<Stage> {
    let stage = Stage::ready_as("#/chat", options).await?;
    let mut messages = vec![
        message("rome", "r", None, "user", "Plan a trip for me"),
        message(
            "rome",
            "r1",
            Some("r"),
            "assistant",
            "Take the **Café** near the Pantheon.\n\nAnd the café at the river.",
        ),
        message("rome", "r22", Some("r"), "assistant", "Stay at home."),
        message("arabic", "a", None, "user", "وُلِدَ أَحْمَد في القاهرة"),
    ];
    for at in 0..80 {
        let (id, before) = (format!("long{at:03}"), format!("long{:03}", at.max(1) - 1));
        let role = if at % 2 == 0 { "user" } else { "assistant" };
        let text = if at == 11 {
            "The needle is here."
        } else {
            "Hay, and more hay.\n\nStraw."
        };
        messages.push(message(
            "long",
            &id,
            (at > 0).then_some(&before),
            role,
            text,
        ));
    }
    let conversations = [
        conversation("rome", "Rome in spring", "r22"),
        conversation("arabic", "أحمد", "a"),
        conversation("long", "A long one", "long079"),
    ];
    let records = json!([conversations, messages]);
    stage.browser.run_async(STORE, &[records]).await?;
    stage.reload().await?;
    stage
        .browser
        .wait_count("conversation", 3, PATIENCE)
        .await?;
    Ok(stage)
}

async fn find(stage: &Stage, words: &str, state: &str) -> Result {
    stage.browser.set_value("chat-search", words).await?;
    stage
        .browser
        .wait_state("chat-finder", state, LONG)
        .await
        .map(drop)
}

#[tokio::test]
async fn what_is_found_is_opened_on_its_branch_and_lit() -> Result {
    let stage = furnished(BrowserOptions::default()).await?;
    let browser = &stage.browser;
    browser.press("Control+k").await?;
    stage.wait_focus("chat-search").await?;
    find(&stage, "cafe panth", "found").await?;
    let hits = browser.seen_all("search-hit").await?;
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert!(hits[0].text.contains("Rome in spring") && hits[0].text.contains("Café"));
    browser.press("Enter").await?;
    browser
        .wait("the other branch, lit", PATIENCE, async || {
            let lit: Vec<String> = browser.eval(LIT, &[]).await?;
            Ok((lit == ["Café", "Pantheon", "café"]).then_some(()))
        })
        .await?;
    let shown = browser.seen_all("message-text").await?;
    assert!(
        shown.iter().any(|text| text.text.contains("Pantheon")),
        "{shown:?}"
    );
    // The branch is kept.
    stage
        .records("conversations", |all| {
            all.iter().any(|one| one["leaf"] == "r1")
        })
        .await?;

    // Far up in a long one: it is scrolled to, and stays in sight.
    browser.focus("chat-search").await?;
    find(&stage, "needle", "found").await?;
    browser.press("ArrowDown").await?;
    browser.press("Enter").await?;
    let seen = "(() => { const thread = document.querySelector('[data-testid=chat-thread]').getBoundingClientRect();
        const range = [...(CSS.highlights.get('search-hit') ?? [])][0]; if (range?.toString() !== 'needle') return false;
        const at = range.getBoundingClientRect(); return document.querySelectorAll('[data-testid=message]').length === 80
            && at.top > thread.top && at.bottom < thread.bottom; })()";
    browser.wait_js(seen, LONG).await?;

    // Escape gives the list back, and nothing is lit any more.
    browser.focus("chat-search").await?;
    browser.press("Escape").await?;
    browser
        .wait_state("chat-finder", "closed", PATIENCE)
        .await?;
    assert_eq!(
        browser.eval::<Vec<String>>(LIT, &[]).await?,
        Vec::<String>::new()
    );
    find(&stage, "احمد", "found").await?;
    assert_eq!(browser.count("search-hit").await?, 2);
    Ok(())
}

#[tokio::test]
async fn it_hears_of_what_is_said_and_deleted() -> Result {
    let stage = furnished(BrowserOptions::default()).await?;
    let browser = &stage.browser;
    find(&stage, "zebra", "nothing").await?;
    assert!(browser.text("search-said").await?.contains("84"));
    find(&stage, "", "closed").await?;
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.say("say: the zebra is striped").await?;
    browser.wait_answer("done", LONG).await?;
    stage.records("messages", |all| all.len() == 86).await?;
    find(&stage, "zebra", "found").await?;
    browser
        .wait("both to be found", PATIENCE, async || {
            // What is typed again is asked again.
            find(&stage, "zebra stri", "found|nothing").await?;
            Ok((browser.count("search-hit").await? == 3).then_some(()))
        })
        .await?;
    find(&stage, "", "closed").await?;
    stage
        .choose("conversation-more", 0, "conversation-delete")
        .await?;
    stage
        .records("conversations", |all| {
            all.iter().any(|one| !one["deleted"].is_null())
        })
        .await?;
    browser
        .wait("nothing to be found", PATIENCE, async || {
            find(&stage, "", "closed").await?;
            find(&stage, "zebra", "found|nothing").await?;
            Ok((browser.count("search-hit").await? == 0).then_some(()))
        })
        .await
}

#[tokio::test]
async fn it_is_accessible_in_both_themes_and_on_a_phone() -> Result {
    let options = BrowserOptions {
        reduced_motion: true,
        ..BrowserOptions::default()
    };
    let mut stage = furnished(options).await?;
    find(&stage, "the", "found").await?;
    stage.browser.assert_accessible("search").await?;
    stage.browser.set_dark(true).await?;
    stage.browser.assert_accessible("search, dark").await?;
    stage.browser.resize(360, 740).await?;
    stage.browser.focus("chat-thread").await?;
    stage.browser.press("Control+k").await?;
    stage.wait_focus("chat-search").await?;
    assert_eq!(
        common::overflow(&stage.browser).await?,
        Vec::<String>::new()
    );
    stage.browser.assert_accessible("search, phone").await
}

#[tokio::test]
async fn what_is_in_an_attached_file_is_found_and_its_chip_outlined() -> Result {
    let stage = furnished(BrowserOptions::default()).await?;
    let browser = &stage.browser;
    // The index is there before the file is: it hears of it.
    find(&stage, "quokka", "nothing").await?;
    find(&stage, "", "closed").await?;
    let folder = std::env::temp_dir().join(format!("parlance-found-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("field_notes.txt");
    let text = format!(
        "{}The shy quokka sleeps.\n",
        "Sand and salt.\n".repeat(2_000)
    );
    std::fs::write(&path, text).unwrap();
    browser.click("chat-new").await?;
    browser.choose_model("chat-model", "practice-burst").await?;
    browser.choose_files("chat-files", &[&path]).await?;
    browser.wait_state("attached-file", "ready", LONG).await?;
    browser.say("say: seen").await?;
    browser.wait_answer("done", LONG).await?;
    stage.records("messages", |all| all.len() == 86).await?;
    std::fs::remove_dir_all(&folder).unwrap();

    browser
        .wait("the file to be found", LONG, async || {
            // What is typed again is asked again.
            find(&stage, "", "closed").await?;
            find(&stage, "\"shy quokka\"", "found|nothing").await?;
            Ok((browser.count("search-hit").await? == 1).then_some(()))
        })
        .await?;
    let hit = browser.seen("search-hit").await?.unwrap();
    assert_eq!(hit.attributes["data-state"], "file");
    assert!(
        hit.text.contains("field_notes.txt") && hit.text.contains("The shy quokka sleeps."),
        "{hit:?}"
    );
    // A part of its name finds it too.
    find(&stage, "field", "found").await?;
    assert_eq!(browser.text("search-hit-file").await?, "field_notes.txt");
    find(&stage, "\"shy quokka\"", "found").await?;

    // From elsewhere, after a reload: the message is opened and the chip outlined, in sight.
    stage.reload().await?;
    browser.focus("chat-search").await?;
    find(&stage, "Rome in spring", "found").await?;
    browser.press("Enter").await?;
    browser
        .wait_text("chat-title", "Rome in spring", PATIENCE)
        .await?;
    browser.focus("chat-search").await?;
    find(&stage, "quokka", "found").await?;
    browser.press("Enter").await?;
    let outlined = "(() => { const chip = document.querySelector('[data-testid=message-file][data-found]');
        if (!chip) return false; const at = chip.getBoundingClientRect();
        const thread = document.querySelector('[data-testid=chat-thread]').getBoundingClientRect();
        return chip.textContent.includes('field_notes.txt') && at.top >= thread.top && at.bottom <= thread.bottom; })()";
    browser.wait_js(outlined, LONG).await?;
    // Opened, the file shows what it was found for: that stands far down, and is lit.
    browser.click("message-file-open").await?;
    let in_sight = "(() => { const lit = CSS.highlights.get('search-hit');
        const text = document.querySelector('[data-testid=attachment-text]');
        if (!lit || !text) return false;
        const range = [...lit][0], at = range.getBoundingClientRect(), seen = text.getBoundingClientRect();
        return range.toString() === 'quokka' && at.top >= seen.top && at.bottom <= seen.bottom; })()";
    browser.wait_js(in_sight, PATIENCE).await
}
