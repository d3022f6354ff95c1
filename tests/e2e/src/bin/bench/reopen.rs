//! Opening a long conversation from the list.

use e2e::{Error, PATIENCE, Result};
use practice::sample_markdown;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::figure::{Figure, median};
use crate::stage::Stage;

const EXCHANGES: usize = 300;
/// The least length of an answer, in bytes: a screenful.
const ANSWER: usize = 1_000;
/// So many messages at least are there without anyone scrolling up to them: a screen and more of answers of this length.
const NEAR_END: usize = 8;
const ID: &str = "bench-conversation";

/// What the page saw, in milliseconds from the click.
#[derive(Debug, Deserialize)]
struct Seen {
    /// The messages near the end are there, and the last one's text.
    opened: f64,
    /// The page has come to rest: no row has come, and no text, for half a second.
    rest: f64,
    longest: f64,
}

/// Time from the click to the conversation.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let stage = Stage::open().await?;
    let browser = &stage.browser;
    let answers = answers();
    let last = answers
        .last()
        .and_then(|text| text.lines().next_back())
        .unwrap_or_default();
    // What a reader sees of it: letters alone, whatever the Markdown around them.
    let word = last
        .split(|c: char| !c.is_alphabetic())
        .max_by_key(|word| word.len())
        .unwrap_or_default();
    let records = json!([conversation(), messages(&answers)]);
    browser.run_async(STORE, &[records]).await?;

    let (mut opened, mut rest, mut longest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        stage.fresh_chat("practice").await?;
        browser.wait_count("conversation-open", 1, PATIENCE).await?;
        let args: [Value; 2] = [NEAR_END.into(), word.into()];
        browser.run(RECORD, &args).await?;
        browser.click("conversation-open").await?;
        let seen = browser.run_async("return await bench.all", &[]).await?;
        let seen: Seen = serde_json::from_value(seen)?;
        if seen.opened <= 0.0 {
            return Err(Error::new(format!(
                "the conversation did not open as it should: {seen:?}"
            )));
        }
        opened.push(seen.opened / 1000.0);
        rest.push(seen.rest / 1000.0);
        longest.push(seen.longest);
    }
    let note = format!(
        "at rest after {:.2} s, with what is near the screen; longest task {:.0} ms",
        median(&rest),
        median(&longest)
    );
    Ok(vec![
        Figure::new(
            format!("reopen a conversation of {EXCHANGES} exchanges"),
            "s",
            2,
            opened,
        )
        .at_most(0.4)
        .note(note),
    ])
}

/// Varied Markdown, in answers of a screenful each.
fn answers() -> Vec<String> {
    let text = sample_markdown(EXCHANGES * ANSWER * 3);
    let mut answers: Vec<String> = Vec::new();
    let mut now = String::new();
    for block in text.split("\n\n") {
        now.push_str(block);
        if now.len() >= ANSWER {
            answers.push(std::mem::take(&mut now));
            if answers.len() == EXCHANGES {
                break;
            }
        } else {
            now.push_str("\n\n");
        }
    }
    answers
}

/// As `chat::Conversation` is stored.
fn conversation() -> Value {
    json!({ "id": ID, "title": "Three hundred exchanges", "titled_by": "person", "pinned": false, "created": 1_790_000_000_000_u64,
        "updated": 1_790_000_000_000_u64, "system": "", "model": null, "leaf": format!("bench-{}", EXCHANGES * 2 - 1), "deleted": null })
}

/// As `chat::Message` is stored: one after the other, questions and answers in turn.
fn messages(answers: &[String]) -> Vec<Value> {
    let message = |at: usize, role: &str, text: &str, usage: Value| {
        let parent = at.checked_sub(1).map(|before| format!("bench-{before}"));
        json!({ "id": format!("bench-{at}"), "conversation": ID, "parent": parent, "role": role, "text": text, "reasoning": "",
            "state": "done", "model": (role == "assistant").then_some("practice"), "usage": usage, "cost": null,
            "created": 1_790_000_000_000_u64 + at as u64 * 1000, "problem": null, "sent": null })
    };
    let usage = json!({ "input": 40, "cached": 0, "output": 300, "reasoning": 0 });
    answers
        .iter()
        .enumerate()
        .flat_map(|(nth, answer)| {
            let question =
                format!("Question {nth}: what is to be said about that, in a paragraph or two?");
            [
                message(nth * 2, "user", &question, Value::Null),
                message(nth * 2 + 1, "assistant", answer, usage.clone()),
            ]
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

/// Looks once a frame, from the click on.
const RECORD: &str = "
    const [count, word] = arguments;
    const bench = window.bench = { tasks: [] };
    new PerformanceObserver(list => bench.tasks.push(...list.getEntries())).observe({ type: 'longtask' });
    bench.all = new Promise(resolve => {
        let clicked = 0;
        let opened = 0;
        let changed = 0;
        new MutationObserver(() => { changed = performance.now(); }).observe(document.body, { childList: true, subtree: true });
        const look = () => {
            const now = performance.now();
            const all = document.querySelectorAll('[data-testid=message]');
            if (!opened && all.length >= count) {
                const last = all[all.length - 1].querySelector('[data-testid=message-text]');
                if (last && last.textContent.includes(word)) opened = now - clicked;
            }
            if (opened && now - changed > 500) {
                resolve({ opened, rest: changed - clicked, longest: Math.max(0, ...bench.tasks
                    .filter(entry => entry.startTime + entry.duration > clicked).map(entry => entry.duration)) });
            } else if (now - clicked > 20000) {
                resolve({ opened: 0, rest: 0, longest: 0 });
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
