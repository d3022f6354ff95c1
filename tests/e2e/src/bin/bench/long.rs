//! A conversation of 2,000 messages: opening it, and an answer that arrives in it, against the same in an empty one.

use std::time::Duration;

use e2e::{Error, PATIENCE, Result};
use practice::sample_markdown;
use serde_json::{Value, json};

use crate::figure::{Figure, median};
use crate::metrics::{Reading, reading, spent_on};
use crate::stage::Stage;

const MESSAGES: usize = 2_000;
/// Of an answer, in bytes: all of them together fit into the window of the model.
const ANSWER: usize = 200;
const ID: &str = "bench-long";
/// The answer has begun, and the page has done what a new answer takes.
const RUN_IN: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(6);
/// Lasts longer than both, at 200 deltas a second.
const SIZE: usize = 48;
/// Whatever comes after opening (rows further up, their texts) has come by then.
const SETTLED: Duration = Duration::from_secs(2);

/// The time from the click, and how much more an answer costs there.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let stage = Stage::open().await?;
    let browser = &stage.browser;
    let records = [json!([conversation(), messages()])];
    let (mut opened, mut times, mut empty, mut long) = (vec![], vec![], vec![], vec![]);
    let (mut spent_empty, mut spent_long) = (vec![], vec![]);
    for _ in 0..runs {
        // Each time without the answers of the times before, which would not fit into the window of the model in the end.
        browser.run_async(STORE, &records).await?;
        stage.fresh_chat("practice-200").await?;
        let before = streamed(&stage).await?;
        stage.fresh_chat("practice-200").await?;
        browser.run(RECORD, &[]).await?;
        browser.click_css("[id=conversation-bench-long]").await?;
        let ms = browser.run_async("return await bench.opened", &[]).await?;
        let ms = ms.as_f64().filter(|ms| *ms > 0.0);
        let ms = ms.ok_or_else(|| Error::new("the long conversation did not open"))?;
        opened.push(ms / 1000.0);
        browser.choose_model("chat-model", "practice-200").await?;
        tokio::time::sleep(SETTLED).await;
        let after = streamed(&stage).await?;
        times.push(cost(&after) / cost(&before));
        empty.push(cost(&before) * 100.0);
        long.push(cost(&after) * 100.0);
        spent_empty.push(before);
        spent_long.push(after);
    }
    let percent = |reading: &Reading| 100.0 / reading.at;
    let note = format!(
        "{:.1} % of a processor there ({}), {:.1} % in an empty one ({}), while 200 deltas/s arrive",
        median(&long),
        spent_on(&spent_long, percent, "%", 1),
        median(&empty),
        spent_on(&spent_empty, percent, "%", 1),
    );
    Ok(vec![
        Figure::new(
            format!("open a conversation of {MESSAGES} messages"),
            "s",
            2,
            opened,
        )
        .at_most(0.3),
        Figure::new(
            format!("stream cost in a thread of {MESSAGES} messages against an empty one"),
            "×",
            2,
            times,
        )
        .at_most(1.1)
        .note(note),
    ])
}

/// What the main thread did while an answer arrived.
async fn streamed(stage: &Stage) -> Result<Reading> {
    let browser = &stage.browser;
    browser.say(&format!("markdown {SIZE}")).await?;
    browser
        .wait_js(
            "Array.from(document.querySelectorAll('[data-role=assistant][data-state=streaming] [data-testid=message-text]')).some(text => text.textContent.length > 200)",
            PATIENCE,
        )
        .await?;
    tokio::time::sleep(RUN_IN).await;
    let before = reading(browser).await?;
    tokio::time::sleep(MEASURED).await;
    let after = reading(browser).await?;
    let answer = browser.last_answer().await?.unwrap_or_default();
    if answer.state != "streaming" {
        return Err(Error::new(format!(
            "the answer was {} before it was measured",
            answer.state
        )));
    }
    browser.wait_answer("done", PATIENCE).await?;
    Ok(after.since(&before))
}

/// The processor's share.
fn cost(reading: &Reading) -> f64 {
    reading.processor / reading.at
}

/// As `chat::Conversation` is stored; older than any other.
fn conversation() -> Value {
    json!({ "id": ID, "title": "Two thousand messages", "titled_by": "person", "pinned": false, "created": 1_700_000_000_000_u64,
        "updated": 1_700_000_000_000_u64, "system": "", "model": null, "leaf": format!("bench-{}", MESSAGES - 1), "deleted": null })
}

/// As `chat::Message` is stored: questions and answers in turn.
fn messages() -> Vec<Value> {
    let text = sample_markdown(MESSAGES / 2 * ANSWER);
    let mut rest = text.as_str();
    (0..MESSAGES)
        .map(|at| {
            let answer = at % 2 == 1;
            let said = if answer {
                let end = (ANSWER..rest.len()).find(|end| rest.is_char_boundary(*end));
                let (now, later) = rest.split_at(end.unwrap_or(rest.len()));
                rest = later;
                format!("Answer {at}.\n\n{now}")
            } else {
                format!("Question {at}: what is to be said about that?")
            };
            json!({ "id": format!("bench-{at}"), "conversation": ID, "parent": at.checked_sub(1).map(|before| format!("bench-{before}")),
                "role": if answer { "assistant" } else { "user" }, "text": said, "reasoning": "", "state": "done",
                "model": answer.then_some("practice"), "usage": null, "cost": null,
                "created": 1_700_000_000_000_u64 + at as u64, "problem": null, "sent": null })
        })
        .collect()
}

/// Puts the records where the page keeps them.
const STORE: &str = "
    const [[conversation, messages]] = arguments;
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('parlance');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const work = database.transaction(['conversations', 'messages'], 'readwrite');
    work.objectStore('conversations').put(conversation);
    messages.forEach(message => work.objectStore('messages').put(message));
    await new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
    });
    database.close();";

/// Looks once a frame, from the click on, for the end of the conversation on the screen.
const RECORD: &str = "
    const bench = window.bench = {};
    bench.opened = new Promise(resolve => {
        let clicked = 0;
        const look = () => {
            const now = performance.now();
            const thread = document.querySelector('[data-testid=chat-thread]');
            const texts = Array.from(document.querySelectorAll('[data-role=assistant] [data-testid=message-text]'));
            const full = thread && thread.scrollHeight > thread.clientHeight && thread.scrollHeight - thread.scrollTop - thread.clientHeight <= 2;
            if (full && texts.length >= 3 && texts.slice(-3).every(text => text.hasChildNodes())) {
                resolve(now - clicked);
            } else if (now - clicked > 20000) {
                resolve(0);
            } else {
                requestAnimationFrame(look);
            }
        };
        addEventListener('click', () => {
            if (clicked) return;
            clicked = performance.now();
            requestAnimationFrame(look);
        }, { capture: true });
    });";
