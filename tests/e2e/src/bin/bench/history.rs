//! What is kept of conversations: the search among 20,000 messages, and 5,000 conversations of another program taken in.

use std::time::Duration;

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::figure::{Figure, median};

const MESSAGES: usize = 20_000;
const SEARCHES: usize = 60;
const CONVERSATIONS: usize = 5_000;
/// The first search reads everything, and an import may take its time.
const LONG: Duration = Duration::from_secs(300);

/// What the page saw, in milliseconds.
#[derive(Debug, Deserialize)]
struct Seen {
    read: f64,
    took: Vec<f64>,
    found: usize,
}

/// Milliseconds from the question to the answer, both through the page.
pub async fn search(runs: usize) -> Result<Vec<Figure>> {
    let (_site, browser) = chat().await?;
    let count: [Value; 1] = [MESSAGES.into()];
    browser.run_async(&with_words(STORE), &count).await?;
    let (mut read, mut took, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        browser.reload().await?;
        browser.wait_mounted().await?;
        browser.wait_count("chat-search", 1, PATIENCE).await?;
        browser.set_value("chat-search", "sal").await?;
        browser.wait_state("chat-finder", "found", LONG).await?;
        let asked: [Value; 2] = [SEARCHES.into(), run.into()];
        let seen = browser.run_async(&with_words(SEARCH), &asked).await?;
        let seen: Seen = serde_json::from_value(seen)?;
        if seen.found < SEARCHES / 2 {
            return Err(Error::new(format!(
                "of {SEARCHES} searches, {} found something",
                seen.found
            )));
        }
        read.push(seen.read / 1000.0);
        took.push(median(&seen.took));
        slowest.push(seen.took.iter().copied().fold(0.0, f64::max));
    }
    let note = format!(
        "in the worker, to the page and back; slowest {:.0} ms; the first, which reads all, {:.1} s",
        median(&slowest),
        median(&read)
    );
    let name = format!("search among {MESSAGES} messages");
    Ok(vec![
        Figure::new(name, "ms", 1, took).at_most(50.0).note(note),
    ])
}

/// Seconds in all, and how long the page was held up at once meanwhile.
pub async fn import(runs: usize) -> Result<Vec<Figure>> {
    let folder = tempfile();
    let file = folder.join("conversations.json");
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, history()));
    written.map_err(|e| Error::new(format!("{} cannot be written: {e}", file.display())))?;
    let (mut all, mut longest) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (_site, browser) = chat().await?;
        browser.wait_count("chat-bring", 1, PATIENCE).await?;
        browser.click("chat-bring").await?;
        browser.wait_count("import-files", 1, PATIENCE).await?;
        browser.run(WATCH, &[]).await?;
        browser.choose_files("import-files", &[&file]).await?;
        browser.wait_count("import-file", 1, LONG).await?;
        browser.wait_state("bring-dialog", "done", LONG).await?;
        let seen: [f64; 2] = browser.eval("return bench.ended()", &[]).await?;
        if !browser
            .text("import-taken")
            .await?
            .contains(&CONVERSATIONS.to_string())
        {
            return Err(Error::new("not all conversations were taken in"));
        }
        all.push(seen[0] / 1000.0);
        longest.push(seen[1]);
    }
    let _ = std::fs::remove_dir_all(&folder);
    let name = format!("import of {CONVERSATIONS} conversations");
    Ok(vec![
        Figure::new(name.clone(), "s", 1, all)
            .note("of ten messages each, from ChatGPT’s export, with the list shown"),
        Figure::new(name + ": longest task of the page", "ms", 0, longest).at_most(50.0),
    ])
}

fn tempfile() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("parlance-bench-{}", std::process::id()))
}

async fn chat() -> Result<(Site, Browser)> {
    let site = Site::start("any/sub/folder").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    let script = json!({ "source": WORKERS });
    browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    browser.open(&site.url("#/chat")).await?;
    browser.wait_mounted().await?;
    browser.cdp("Network.disable", json!({})).await?;
    browser.wait_count("chat-search", 1, PATIENCE).await?;
    Ok((site, browser))
}

/// An export of ChatGPT's.
fn history() -> String {
    let list: Vec<Value> = (0..CONVERSATIONS)
        .map(|at| {
            let mut mapping = serde_json::Map::new();
            for node in 0..10 {
                let text = format!("Message {node} of conversation {at}. {}", "Some more words of it. ".repeat(1 + (at + node) % 40));
                let role = if node % 2 == 0 { "user" } else { "assistant" };
                let parent = (node > 0).then(|| format!("n{}", node - 1));
                let children: Vec<String> = (node < 9).then(|| format!("n{}", node + 1)).into_iter().collect();
                mapping.insert(format!("n{node}"), json!({ "id": format!("n{node}"), "parent": parent, "children": children,
                    "message": { "id": format!("n{node}"), "author": { "role": role }, "create_time": 1_700_000_000 + at * 100 + node,
                        "content": { "content_type": "text", "parts": [text] } } }));
            }
            json!({ "title": format!("Conversation {at}"), "create_time": 1_700_000_000 + at * 100, "update_time": 1_700_000_000 + at * 100 + 10,
                "mapping": mapping, "current_node": "n9", "conversation_id": format!("c{at}"), "id": format!("c{at}") })
        })
        .collect();
    Value::from(list).to_string()
}

fn with_words(script: &str) -> String {
    format!("{WORDS}{script}")
}

/// Notes the page's worker, when it was first asked, and when it first answered.
const WORKERS: &str = "
    if (window === top) {
        window.bench = {};
        window.Worker = class extends Worker {
            constructor(...args) {
                super(...args);
                bench.worker = this;
                this.addEventListener('message', event => {
                    const { id, chat } = JSON.parse(event.data[0]);
                    if (id === 0) bench.listens = performance.now();
                    else if (chat?.Found) bench.heard ??= performance.now();
                });
            }
        };
    }";

/// Words that are made of syllables, common ones more often.
const WORDS: &str = "
    const syllables = ['ka', 'ro', 'mi', 'ten', 'sal', 'ver', 'ond', 'ist', 'pro', 'lu', 'an', 'e'];
    const dice = seed => below => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return Math.floor(seed / 4294967296 * below);
    };
    const made = dice(7);
    const words = Array.from({ length: 30000 }, () => Array.from({ length: 1 + made(4) }, () => syllables[made(12)]).join(''));
    const word = roll => words[Math.min(roll(words.length), roll(words.length), roll(words.length))];
";

const STORE: &str = "
    const [count] = arguments;
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('parlance');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const roll = dice(1);
    for (let from = 0; from < count; from += 1000) {
        const work = database.transaction(['conversations', 'messages'], 'readwrite');
        for (let at = from; at < from + 1000; at++) {
            const conversation = 'c' + Math.floor(at / 20);
            if (at % 20 === 0) work.objectStore('conversations').put({ id: conversation, title: word(roll) + ' ' + word(roll),
                created: 1790000000000, updated: 1790000000000 + at, leaf: 'm' + (at + 19) });
            work.objectStore('messages').put({ id: 'm' + at, conversation, parent: at % 20 ? 'm' + (at - 1) : null,
                role: at % 2 ? 'assistant' : 'user', state: 'done', created: 1790000000000 + at,
                text: Array.from({ length: 20 + roll(300) }, () => word(roll)).join(' ') });
        }
        await new Promise((resolve, reject) => {
            work.oncomplete = resolve;
            work.onabort = () => reject(work.error);
        });
    }
    database.close();";

/// One question after the other: a word, two, a phrase, the beginning of one.
const SEARCH: &str = "
    const [count, run] = arguments;
    const roll = dice(1000 + run);
    let id = 1e9;
    const ask = words => new Promise(resolve => {
        const mine = ++id;
        const hear = event => {
            const answered = JSON.parse(event.data[0]);
            if (answered.id !== mine) return;
            bench.worker.removeEventListener('message', hear);
            resolve([performance.now() - asked, answered.chat.Found.total]);
        };
        bench.worker.addEventListener('message', hear);
        const asked = performance.now();
        bench.worker.postMessage([JSON.stringify({ id: mine, chat: { Find: { words, most: 50 } } })]);
    });
    const seen = { read: bench.heard - bench.listens, took: [], found: 0 };
    for (let at = 0; at < count; at++) {
        const [a, b] = [word(roll), word(roll)];
        const [took, found] = await ask([a + ' ', a + ' ' + b + ' ', a.slice(0, 2), '\"' + a + ' ' + b][at % 4]);
        seen.took.push(took);
        seen.found += found > 0;
    }
    return seen;";

const WATCH: &str = "
    const tasks = [];
    const watch = new PerformanceObserver(list => tasks.push(...list.getEntries()));
    watch.observe({ type: 'longtask' });
    const began = performance.now();
    bench.ended = () => {
        tasks.push(...watch.takeRecords());
        return [performance.now() - began, Math.max(0, ...tasks.map(task => task.duration))];
    };";
