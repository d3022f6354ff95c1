//! Chat: a conversation of thousands of messages opens at its end, is read upwards, goes on; several arrive at once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::cell::RefCell;
use std::time::Duration;

use common::{LONG, Stage};
use e2e::{PATIENCE, Result};
use serde_json::{Value, json};

/// Puts a conversation of so many messages where the page keeps them.
const STORE: &str = "
    const [count] = arguments;
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('parlance');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const work = database.transaction(['conversations', 'messages'], 'readwrite');
    work.objectStore('conversations').put({ id: 'long', title: 'A long one', titled_by: 'person', pinned: false,
        created: 1790000000000, updated: 1790000000000, system: '', model: null, leaf: 'm' + (count - 1), deleted: null });
    for (let at = 0; at < count; at++) {
        work.objectStore('messages').put({ id: 'm' + at, conversation: 'long', parent: at ? 'm' + (at - 1) : null,
            role: at % 2 ? 'assistant' : 'user', state: 'done', reasoning: '', model: null, usage: null, cost: null,
            created: 1790000000000 + at, problem: null, sent: null,
            text: at % 2 ? `Answer **${at}**: ` + 'some words to fill a line or two of the thread with. '.repeat(4) : `Question ${at}?` });
    }
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    database.close();";

const AT_END: &str = "(() => { const t = document.querySelector('[data-testid=chat-thread]'); return t.scrollHeight > t.clientHeight && t.scrollHeight - t.scrollTop - t.clientHeight <= 2; })()";
const ROWS: &str = "return document.querySelectorAll('[data-testid=message]').length";
/// Scrolls as a hand does, to here.
const SCROLL: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    thread.dispatchEvent(new WheelEvent('wheel', { deltaY: -9, bubbles: true }));
    thread.scrollTop = arguments[0];";
/// Where a message stands, in pixels below the top of the thread; null where it has no row.
const TOP: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    const row = thread.querySelector(`[data-id=${arguments[0]}]`);
    return row && Math.round(row.getBoundingClientRect().top - thread.getBoundingClientRect().top);";
/// The first message that is seen.
const FIRST_SEEN: &str = "
    const thread = document.querySelector('[data-testid=chat-thread]');
    const top = thread.getBoundingClientRect().top;
    return Array.from(thread.querySelectorAll('[data-id]')).find(row => row.getBoundingClientRect().bottom > top + 1).dataset.id;";

async fn opened(count: u32) -> Result<Stage> {
    let stage = Stage::talk("practice").await?;
    let browser = &stage.browser;
    browser.run_async(STORE, &[count.into()]).await?;
    stage.reload().await?;
    browser.wait_count("conversation-open", 1, PATIENCE).await?;
    browser.click("conversation-open").await?;
    let last = format!(
        "document.querySelector('[data-id=m{}] [data-testid=message-text]')?.textContent.startsWith('Answer {}')",
        count - 1,
        count - 1
    );
    browser.wait_js(&last, LONG).await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    Ok(stage)
}

#[tokio::test]
async fn two_thousand_messages_are_opened_read_and_gone_on_with() -> Result {
    let stage = opened(2_000).await?;
    let browser = &stage.browser;
    browser.wait_count("message", 24, PATIENCE).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let rows: usize = browser.eval(ROWS, &[]).await?;
    assert!(rows < 100, "{rows} rows for what is seen of the end");
    // Upwards: older ones join, and what is read stays where it is.
    browser.run(SCROLL, &[600.into()]).await?;
    browser.wait_count("message", rows + 12, PATIENCE).await?;
    browser.wait_count("chat-jump", 1, PATIENCE).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    // It stays there while an answer arrives below, once what is looked at is drawn.
    browser.say("markdown 20").await?;
    browser.run(SCROLL, &[900.into()]).await?;
    let before = RefCell::new((String::new(), 0));
    let (seen, top) = browser
        .wait("what is looked at to be drawn", PATIENCE, async || {
            tokio::time::sleep(Duration::from_millis(250)).await;
            let seen: String = browser.eval(FIRST_SEEN, &[]).await?;
            let top: i64 = browser.eval(TOP, &[seen.as_str().into()]).await?;
            let now = (seen, top);
            let last = before.replace(now.clone());
            Ok((last == now).then_some(now))
        })
        .await?;
    browser.wait_count("chat-stop", 1, PATIENCE).await?;
    browser
        .wait_js(
            "document.querySelectorAll('[data-testid=message][data-state=done]').length && !document.querySelector('[data-testid=message][data-state=streaming]')",
            LONG,
        )
        .await?;
    let now: Option<i64> = browser.eval(TOP, &[seen.as_str().into()]).await?;
    assert!((now.unwrap() - top).abs() <= 3, "{seen}: {top}, {now:?}");
    // Down again: what joined above is let go.
    browser.click("chat-jump").await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    browser
        .wait("the rows further up to go", PATIENCE, async || {
            let rows: usize = browser.eval(ROWS, &[]).await?;
            Ok((rows < 100).then_some(()))
        })
        .await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    // What was said is stored in the conversation.
    let stored = browser.records("parlance", "messages").await?;
    assert_eq!(stored.len(), 2_002);
    Ok(())
}

#[tokio::test]
async fn the_beginning_and_whatever_is_looked_for_are_found() -> Result {
    let stage = opened(300).await?;
    let browser = &stage.browser;
    browser
        .run(
            "document.querySelector('[data-testid=chat-thread]').focus()",
            &[],
        )
        .await?;
    browser
        .run(
            "document.querySelector('[data-testid=chat-thread]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }))",
            &[],
        )
        .await?;
    browser
        .wait("the first message", LONG, async || {
            let top: Option<i64> = browser.eval(TOP, &["m0".into()]).await?;
            Ok(top.filter(|top| (0..40).contains(top)))
        })
        .await?;
    browser.click("chat-jump").await?;
    browser.wait_js(AT_END, PATIENCE).await?;
    let first: Value = browser.eval(TOP, &["m0".into()]).await?;
    assert_eq!(first, json!(null));
    // Ctrl+F: all of it is there to be found, and the reader stays at the end.
    browser
        .run(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true }))",
            &[],
        )
        .await?;
    browser.wait_count("message", 300, LONG).await?;
    browser
        .wait_js(
            "document.querySelector('[data-id=m1] [data-testid=message-text]')?.textContent.startsWith('Answer 1:')",
            LONG,
        )
        .await?;
    browser.wait_js(AT_END, PATIENCE).await
}

#[tokio::test]
async fn answers_arrive_in_several_conversations_at_once() -> Result {
    let stage = Stage::talk("practice").await?;
    let browser = &stage.browser;
    // Long enough that a slow machine comes back to it before its end.
    browser.say("markdown 24").await?;
    browser.wait_answer("streaming", LONG).await?;
    browser.click("chat-new").await?;
    browser.say("markdown 11").await?;
    browser.wait_answer("streaming", LONG).await?;
    // Both rows of the list say so.
    browser
        .wait_js(
            "document.querySelectorAll('[data-testid=conversation][data-state=streaming]').length === 2",
            PATIENCE,
        )
        .await?;
    let length = "return document.querySelector('[data-role=assistant] [data-testid=message-text]')?.textContent.length ?? 0";
    // Back to the first while both go on.
    browser.click_css("[data-testid=conversation]:has([aria-current]) ~ [data-testid=conversation] [data-testid=conversation-open]").await?;
    browser
        .wait_js(
            "document.querySelector('[data-testid=chat-title]').textContent === 'markdown 24'",
            PATIENCE,
        )
        .await?;
    let before: usize = browser.eval(length, &[]).await?;
    browser
        .wait("it to go on", LONG, async || {
            let now: usize = browser.eval(length, &[]).await?;
            Ok((now > before).then_some(()))
        })
        .await?;
    browser.wait_answer("done", LONG).await?;
    browser
        .wait_js(
            "!document.querySelector('[data-testid=conversation][data-state=streaming]')",
            LONG,
        )
        .await?;
    let stored = browser.records("parlance", "messages").await?;
    let mut lengths: Vec<usize> = stored
        .iter()
        .filter(|message| message["role"] == "assistant")
        .map(|message| {
            assert_eq!(message["state"], "done");
            message["text"].as_str().unwrap().len()
        })
        .collect();
    lengths.sort_unstable();
    assert_eq!(lengths, [11 * 1024, 24 * 1024]);
    Ok(())
}
