//! The translation memory with 100,000 units: look-ups in the page's own worker.

use std::time::Duration;

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::figure::{Figure, median};

const UNITS: usize = 100_000;
/// Of each kind, in each run.
const LOOK_UPS: usize = 100;

/// What the page saw, in milliseconds.
#[derive(Debug, Deserialize)]
struct Seen {
    /// From the first question to its answer: the worker had to read all units.
    read: f64,
    /// Of each segment that differs from a unit by one word.
    near: Vec<f64>,
    /// Of each that is like none.
    new: Vec<f64>,
    /// How many of the near ones were found.
    found: usize,
}

/// Milliseconds from the question to the answer, both through the page; and how long the first waits.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let site = Site::start("any/sub/folder").await?;
    let browser = Browser::start(BrowserOptions::default()).await?;
    browser.open(&site.url("#/settings")).await?;
    browser.wait_mounted().await?;
    browser.cdp("Network.disable", json!({})).await?;
    let script = json!({ "source": WORKERS });
    browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    let units: [Value; 1] = [UNITS.into()];
    browser.run_async(&with_sentences(STORE), &units).await?;

    let (mut read, mut near, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut slowest = Vec::new();
    for run in 0..runs {
        browser.reload().await?;
        browser.wait_mounted().await?;
        open_worker(&browser).await?;
        let asked: [Value; 3] = [UNITS.into(), LOOK_UPS.into(), run.into()];
        let seen = browser.run_async(&with_sentences(LOOK_UP), &asked).await?;
        let seen: Seen = serde_json::from_value(seen)?;
        if seen.found < LOOK_UPS * 9 / 10 {
            return Err(Error::new(format!(
                "of {LOOK_UPS} segments that differ by one word, {} were found",
                seen.found
            )));
        }
        let most = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
        slowest.push(most(&seen.near).max(most(&seen.new)));
        read.push(seen.read / 1000.0);
        near.push(median(&seen.near));
        new.push(median(&seen.new));
    }
    let of = format!("among {UNITS} units, in the worker, to the page and back");
    Ok(vec![
        Figure::new(
            "memory: look-up of a segment, one word changed",
            "ms",
            1,
            near,
        )
        .at_most(20.0)
        .note(of),
        Figure::new("memory: look-up of a segment never seen", "ms", 1, new).at_most(20.0),
        Figure::new("memory: slowest look-up", "ms", 1, slowest)
            .note(format!("of {LOOK_UPS} of each kind a run")),
        Figure::new("memory: the worker has read all units", "s", 2, read)
            .note("once, from the first question on"),
    ])
}

/// Has the page start its worker: the list of units asks it.
async fn open_worker(browser: &Browser) -> Result {
    browser.wait_count("memory-open", 1, PATIENCE).await?;
    browser.click("memory-open").await?;
    let ready = "return Boolean(window.bench?.heard)";
    browser
        .wait(
            "the worker to answer",
            Duration::from_secs(60),
            async || {
                let ready: bool = browser.eval(ready, &[]).await?;
                Ok(ready.then_some(()))
            },
        )
        .await
}

fn with_sentences(script: &str) -> String {
    format!("{SENTENCES}{script}")
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
                    const { id, answer } = JSON.parse(event.data[0]);
                    if (id === 0) bench.listens = performance.now();
                    else if (!answer.Progress) bench.heard ??= performance.now();
                });
            }
        };
    }";

/// 4 to 24 words, common ones more often; the same ones each time.
const SENTENCES: &str = "
    const words = ('the of and to in a is for you file on with this be are or it from can not your settings by if an page ' +
        'user all open new please select when button delete will has message click network password account which connection ' +
        'server document printer window error failed cannot installation everyone right freedom without language religion ' +
        'education national international protection community development equal against discrimination nationality ' +
        'independent responsibility translation memory glossary temperature pressure valve maintenance instructions warranty ' +
        'replacement component assembly voltage circuit hydraulic safety operator emergency ventilation agreement contractor ' +
        'liability damages pursuant hereinafter termination confidential notwithstanding therapeutic patients dosage').split(' ');
    const dice = seed => below => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return Math.floor(seed / 4294967296 * below);
    };
    const word = roll => words[Math.min(roll(words.length), roll(words.length))];
    const sentence = roll => Array.from({ length: 4 + roll(21) }, () => word(roll)).join(' ');
    const sentences = count => {
        const roll = dice(1);
        return Array.from({ length: count }, () => sentence(roll));
    };
";

/// Puts the units where the page keeps them.
const STORE: &str = "
    const [count] = arguments;
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('parlance');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const all = sentences(count);
    for (let from = 0; from < count; from += 5000) {
        const work = database.transaction('memory', 'readwrite');
        const store = work.objectStore('memory');
        all.slice(from, from + 5000).forEach((source, at) => store.put({
            id: String(from + at).padStart(32, '0'), from: 'en', to: 'de', source, target: source.toUpperCase(),
            at: 1790000000000, origin: 'imported',
        }));
        await new Promise((resolve, reject) => {
            work.oncomplete = resolve;
            work.onabort = () => reject(work.error);
        });
    }
    database.close();";

/// One question after the other.
const LOOK_UP: &str = "
    const [count, looks, run] = arguments;
    const read = bench.heard - bench.listens;
    const all = sentences(count);
    const roll = dice(1000 + run);
    let id = 1e9;
    const ask = source => new Promise(resolve => {
        const mine = ++id;
        const hear = event => {
            const answered = JSON.parse(event.data[0]);
            if (answered.id !== mine) return;
            bench.worker.removeEventListener('message', hear);
            resolve([performance.now() - asked, answered.answer.Matches[0].length]);
        };
        bench.worker.addEventListener('message', hear);
        const ask = { LookUp: { sources: [source], from: 'en', to: 'de', most: 5, at_least: 70 } };
        const asked = performance.now();
        bench.worker.postMessage([JSON.stringify({ id: mine, ask })]);
    });
    const seen = { read, near: [], new: [], found: 0 };
    for (let at = 0; at < looks; at++) {
        const near = all[roll(count)].split(' ');
        near[roll(near.length)] = words[roll(words.length)];
        const [took, found] = await ask(near.join(' '));
        seen.near.push(took);
        seen.found += found > 0;
        seen.new.push((await ask(sentence(roll)))[0]);
    }
    return seen;";
