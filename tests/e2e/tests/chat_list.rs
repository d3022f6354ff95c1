//! The list of conversations and the way through them: what stays in its place, the times they are of, the address.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{LONG, SEED, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: u64 = 86_400_000;

impl Stage {
    /// The Chat page with these conversations.
    async fn listed(records: &[Value]) -> Result<Stage> {
        let stage = Stage::ready("#/chat").await?;
        stage.browser.run_async(SEED, &[json!(records)]).await?;
        stage.reload().await?;
        stage
            .browser
            .wait_count("conversation", records.len().min(100), PATIENCE)
            .await?;
        Ok(stage)
    }

    async fn wait_title(&self, title: &str) -> Result {
        let is = format!(
            "document.title === {}",
            json!(format!("{title} · Parlance"))
        );
        self.browser.wait_js(&is, PATIENCE).await
    }

    async fn wait_hash(&self, hash: &str) -> Result {
        let is = format!("location.hash === {}", json!(hash));
        self.browser.wait_js(&is, PATIENCE).await
    }
}

fn two() -> Vec<Value> {
    vec![
        json!({"id": "a", "title": "Alpha", "updated": 2}),
        json!({"id": "b/=ü", "title": "Beta", "updated": 1}),
    ]
}

#[tokio::test]
async fn conversations_stand_under_the_time_they_are_of() -> Result {
    let stage = Stage::ready("#/chat").await?;
    let now: u64 = stage.browser.eval("return Date.now()", &[]).await?;
    let stage = Stage::listed(&[
        json!({"id": "p", "title": "Kept", "updated": 1, "pinned": true}),
        json!({"id": "f", "title": "Filed", "updated": 1, "folder": "Work"}),
        json!({"id": "t", "title": "Now", "updated": now + DAY}),
        json!({"id": "w", "title": "Lately", "updated": now - 4 * DAY}),
        json!({"id": "m", "title": "A while ago", "updated": now - 20 * DAY}),
        json!({"id": "o", "title": "Long ago", "updated": 1_000 * DAY}),
    ])
    .await?;
    let heads: Vec<String> = stage
        .browser
        .eval(
            "return Array.from(document.querySelectorAll('.list-rows :is(h2, h3)'), head => head.innerText.split('\\n')[0].trim())",
            &[],
        )
        .await?;
    assert_eq!(
        heads,
        [
            "Pinned",
            "Work",
            "Today",
            "Previous 7 days",
            "Previous 30 days",
            "September 1972"
        ]
    );
    Ok(())
}

/// New conversation and the search scrolled away with the list.
#[tokio::test]
async fn what_is_above_the_list_stays_there() -> Result {
    let many: Vec<Value> = (0..80)
        .map(|n| json!({"id": format!("c{n}"), "title": format!("Conversation {n}"), "updated": 900 - n}))
        .collect();
    let stage = Stage::listed(&many).await?;
    let browser = &stage.browser;
    let moved: bool = browser
        .eval(
            "const tops = () => ['chat-new', 'chat-search'].map(id => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect().top).join();
            const before = tops();
            document.querySelectorAll('[data-testid=conversation-open]')[79].scrollIntoView();
            document.querySelector('.list-rows').scrollTop += 1;
            return tops() !== before || document.querySelector('.list-rows').scrollTop === 0",
            &[],
        )
        .await?;
    assert!(!moved);
    Ok(())
}

#[tokio::test]
async fn a_long_title_is_renamed_within_its_row() -> Result {
    let long = "A title that goes on ".repeat(12);
    let stage = Stage::listed(&[json!({"id": "a", "title": long.trim(), "updated": 2})]).await?;
    stage
        .choose("conversation-more", 0, "conversation-rename")
        .await?;
    stage
        .browser
        .wait_js(
            "(() => { const row = document.querySelector('[data-testid=conversation]');
                const list = document.querySelector('.list-rows');
                return row.querySelector('[data-testid=conversation-title]') !== null && row.scrollWidth <= row.clientWidth && list.scrollWidth <= list.clientWidth })()",
            PATIENCE,
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_address_and_the_title_name_what_is_open() -> Result {
    let stage = Stage::listed(&two()).await?;
    let browser = &stage.browser;
    stage.wait_title("Chat").await?;
    browser.click_nth("conversation-open", 0).await?;
    stage.wait_hash("#/chat/a").await?;
    stage.wait_title("Alpha").await?;
    browser.click_nth("conversation-open", 1).await?;
    stage.wait_hash("#/chat/b%2F%3D%C3%BC").await?;
    stage.wait_title("Beta").await?;
    stage.reload().await?;
    browser.wait_text("chat-title", "Beta", PATIENCE).await?;
    stage.wait_hash("#/chat/b%2F%3D%C3%BC").await?;

    browser.run("history.back()", &[]).await?;
    browser.wait_text("chat-title", "Alpha", PATIENCE).await?;
    browser.run("history.back()", &[]).await?;
    stage.wait_hash("#/chat/new").await?;
    stage.wait_title("Chat").await?;
    browser.run("history.forward()", &[]).await?;
    browser.wait_text("chat-title", "Alpha", PATIENCE).await?;

    // Another page has its own title; the way back leads to the conversation, and so does its name in the rail.
    stage.go("#/usage").await?;
    stage.wait_title("Usage").await?;
    stage.go("#/chat").await?;
    stage.wait_hash("#/chat/a").await?;
    stage.wait_title("Alpha").await?;
    // A new one gets its address with its first message.
    browser.click("chat-new").await?;
    stage.wait_hash("#/chat/new").await?;
    Ok(())
}

#[tokio::test]
async fn an_address_opens_its_conversation_or_says_that_it_is_not_here() -> Result {
    let stage = Stage::listed(&two()).await?;
    let browser = &stage.browser;
    browser.run("location.hash = '#/chat/a'", &[]).await?;
    browser.wait_text("chat-title", "Alpha", PATIENCE).await?;
    browser.run("location.hash = '#/chat/gone'", &[]).await?;
    browser.wait_count("chat-unknown", 1, PATIENCE).await?;
    stage.wait_hash("#/chat/new").await?;
    // It is gone with the next step.
    browser.click_nth("conversation-open", 1).await?;
    browser.wait_gone("chat-unknown", PATIENCE).await?;
    // From the first moment on.
    browser
        .run("history.replaceState(null, '', '#/chat/a')", &[])
        .await?;
    stage.reload().await?;
    browser.wait_text("chat-title", "Alpha", PATIENCE).await?;
    browser
        .run("history.replaceState(null, '', '#/chat/gone')", &[])
        .await?;
    stage.reload().await?;
    browser.wait_count("chat-unknown", 1, PATIENCE).await?;
    Ok(())
}

/// What cannot be read may hold it: the address stays, for the time when it can.
#[tokio::test]
async fn an_unreadable_database_calls_no_address_unknown() -> Result {
    let stage = Stage::listed(&two()).await?;
    let browser = &stage.browser;
    let closed =
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); };";
    browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": closed }),
        )
        .await?;
    browser
        .run("history.replaceState(null, '', '#/chat/a')", &[])
        .await?;
    stage.reload().await?;
    browser.wait_count("problem", 1, PATIENCE).await?;
    browser.wait_count("chat-input", 1, PATIENCE).await?;
    // Whoever would call it unknown has had the time to.
    tokio::time::sleep(Duration::from_millis(500)).await;
    browser.wait_gone("chat-unknown", PATIENCE).await?;
    stage.wait_hash("#/chat/a").await
}

#[tokio::test]
async fn the_list_is_folded_away_and_stays_so() -> Result {
    let stage = Stage::listed(&two()).await?;
    let browser = &stage.browser;
    let seen = "document.querySelector('.list').getBoundingClientRect().width > 0";
    browser.wait_js(seen, PATIENCE).await?;
    browser.click("chat-list-fold").await?;
    browser.wait_js(&format!("!({seen})"), PATIENCE).await?;
    assert_eq!(
        browser
            .attribute("chat-list-fold", "aria-expanded")
            .await?
            .as_deref(),
        Some("false")
    );
    stage.reload().await?;
    browser.wait_js(&format!("!({seen})"), PATIENCE).await?;
    // Who looks for something sees where.
    browser.press("Control+k").await?;
    stage.wait_focus("chat-search").await?;
    browser.wait_js(seen, PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn the_search_is_reached_from_other_pages() -> Result {
    let stage = Stage::listed(&two()).await?;
    stage.go("#/usage").await?;
    stage.browser.press("Control+k").await?;
    stage.wait_focus("chat-search").await?;
    stage
        .browser
        .wait_js(
            "document.querySelector('[data-testid=main]').dataset.page === 'chat'",
            PATIENCE,
        )
        .await
        .map(drop)
}

/// The focus went to the button that closes the dialog, and nowhere after it.
#[tokio::test]
async fn the_folder_dialog_takes_the_focus_and_gives_it_back() -> Result {
    let stage = Stage::listed(&two()).await?;
    for leave in ["Escape", "button"] {
        stage
            .choose("conversation-more", 1, "conversation-folder")
            .await?;
        stage.wait_focus("sort-new").await?;
        match leave {
            "Escape" => stage.browser.press("Escape").await?,
            _ => stage.browser.click("sort-close").await?,
        }
        stage
            .browser
            .wait_js("document.activeElement.id === 'more-b/=ü'", PATIENCE)
            .await?;
    }
    Ok(())
}

/// Enter was swallowed without a word.
#[tokio::test]
async fn enter_while_an_answer_arrives_is_answered() -> Result {
    let stage = Stage::talk("practice-slow").await?;
    let browser = &stage.browser;
    browser
        .say("say: one two three four five six seven eight nine ten")
        .await?;
    browser.wait_answer("streaming", LONG).await?;
    browser.type_into("chat-input", "and then?").await?;
    browser.press("Enter").await?;
    browser.wait_count("chat-early", 1, PATIENCE).await?;
    assert_eq!(browser.value("chat-input").await?, "and then?");
    browser.click("chat-stop").await?;
    browser.wait_gone("chat-early", PATIENCE).await?;
    // What was stopped was paid for: nobody counted it, so it is estimated.
    browser.wait_answer("stopped", LONG).await?;
    browser.wait_text("message-facts", "≈", PATIENCE).await?;
    Ok(())
}

#[tokio::test]
async fn an_answer_cut_by_its_limit_names_it() -> Result {
    let stage = Stage::talk("practice-length").await?;
    let browser = &stage.browser;
    browser
        .say("say: one two three four five six seven eight nine ten")
        .await?;
    browser.wait_answer("truncated", LONG).await?;
    browser
        .wait_text("message-note", "Cut at the limit of", PATIENCE)
        .await?;
    // Still so after a reload, with the way to the limit.
    stage.reload().await?;
    browser
        .wait_text("message-note", "Cut at the limit of", PATIENCE)
        .await?;
    browser.click("message-limit").await?;
    browser.wait_count("parameters-dialog", 1, PATIENCE).await?;
    Ok(())
}

/// It opened below what is seen.
#[tokio::test]
async fn what_was_sent_is_brought_into_view() -> Result {
    let stage = Stage::talk("practice-burst").await?;
    let browser = &stage.browser;
    for text in ["say: first", "say: second", "say: third", "say: fourth"] {
        browser.say(text).await?;
        browser.wait_answer("done", LONG).await?;
    }
    let last = browser.count("message-more").await? - 1;
    stage.choose("message-more", last, "message-sent").await?;
    browser
        .wait_js(
            "(() => { const thread = document.querySelector('[data-testid=chat-thread]').getBoundingClientRect();
                const panel = document.querySelector('[data-testid=sent-panel]'); if (!panel) return false;
                const top = panel.getBoundingClientRect().top;
                return top >= thread.top - 1 && top < thread.bottom && document.activeElement.contains(panel) })()",
            PATIENCE,
        )
        .await?;
    Ok(())
}

/// Every place had its conversation's title, and one that all fits on the screen had a way to its end.
#[tokio::test]
async fn places_of_one_conversation_stand_under_one_title() -> Result {
    let stage = Stage::listed(&two()).await?;
    let browser = &stage.browser;
    browser.set_value("chat-search", "alpha").await?;
    browser.wait_state("chat-finder", "found", LONG).await?;
    browser.wait_count("search-hit", 2, LONG).await?;
    let drawn: Vec<(String, bool)> = browser
        .eval(
            "return Array.from(document.querySelectorAll('[data-testid=search-hit]'), hit => [hit.dataset.state, 'further' in hit.dataset])",
            &[],
        )
        .await?;
    assert_eq!(
        drawn,
        [("title".to_string(), false), ("message".to_string(), true)]
    );
    browser.click_nth("search-hit", 1).await?;
    browser.wait_text("chat-title", "Alpha", PATIENCE).await?;
    browser.wait_count("message", 1, PATIENCE).await?;
    browser.wait_gone("chat-jump", PATIENCE).await?;
    // The frame goes by itself, where there is one.
    browser
        .wait_js("document.querySelector('[data-found]') === null", LONG)
        .await?;
    Ok(())
}
