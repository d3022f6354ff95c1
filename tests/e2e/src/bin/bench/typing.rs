//! Typing at the end of a long text: from the key to the letter on the screen.

use std::time::Duration;

use e2e::{Browser, BrowserOptions, DevTools, Error, PATIENCE, Result, Site, root};
use serde::Deserialize;
use serde_json::json;

use crate::figure::{Figure, median};

/// Characters in the pane before the first key.
const LENGTH: usize = 100_000;
const KEYS: usize = 60;
/// A fast typist's pause between two keys.
const BETWEEN_KEYS: Duration = Duration::from_millis(100);
/// What the page does with a text that was pasted has ended by then.
const SETTLED: Duration = Duration::from_secs(3);
/// Tasks shorter than this are not told by the browser.
const LONG: f64 = 50.0;

/// What the page saw, in milliseconds.
#[derive(Debug, Deserialize)]
struct Seen {
    /// Of each key: from its event until the frame with its letter was handed over.
    keys: Vec<f64>,
    longest: f64,
}

/// Key to paint, the middle and the slowest key, and the longest task.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let site = Site::start("any/sub/folder").await?;
    let (browser, mut tools) = DevTools::start(BrowserOptions::default()).await?;
    browser.open(&site.url("#/translate")).await?;
    browser.wait_mounted().await?;
    // The driver's log of requests is not what is measured.
    browser.cdp("Network.disable", json!({})).await?;
    let (mut middle, mut slowest, mut longest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let seen = one(&browser, &mut tools).await?;
        middle.push(median(&seen.keys));
        slowest.push(seen.keys.iter().copied().fold(0.0, f64::max));
        longest.push(seen.longest);
    }
    Ok(vec![
        Figure::new(
            "typing in 100,000 characters: key → letter on the screen",
            "ms",
            0,
            middle,
        )
        .at_most(50.0)
        .note(format!(
            "median of {KEYS} keys; slowest {:.0} ms",
            median(&slowest)
        )),
        Figure::new(
            "typing in 100,000 characters: longest task",
            "ms",
            0,
            longest,
        )
        .at_most(LONG)
        .floor(LONG),
    ])
}

async fn one(browser: &Browser, tools: &mut DevTools) -> Result<Seen> {
    browser.reload().await?;
    browser.wait_mounted().await?;
    browser.set_value("tr-source", &text()?).await?;
    browser.focus("tr-source").await?;
    browser.press("Control+End").await?;
    tokio::time::sleep(SETTLED).await;
    let before = browser.value("tr-source").await?.chars().count();
    browser.run(RECORD, &[]).await?;
    for letter in ('a'..='z').cycle().take(KEYS) {
        tools.press_letter(letter).await?;
        tokio::time::sleep(BETWEEN_KEYS).await;
    }
    browser
        .wait("the last key to be painted", PATIENCE, async || {
            let painted: usize = browser.eval("return bench.keys.length", &[]).await?;
            Ok((painted == KEYS).then_some(()))
        })
        .await?;
    // The longest task has to be told.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let seen: Seen = browser.eval("return bench", &[]).await?;
    let after = browser.value("tr-source").await?.chars().count();
    if after != before + KEYS {
        return Err(Error::new(format!(
            "{KEYS} keys made {before} characters {after}"
        )));
    }
    Ok(seen)
}

/// Articles of the Universal Declaration of Human Rights, again and again.
fn text() -> Result<String> {
    let file = root().join("tests/data/udhr/en.txt");
    let text = std::fs::read_to_string(&file)
        .map_err(|e| Error::new(format!("{} cannot be read: {e}", file.display())))?;
    Ok(text.chars().cycle().take(LENGTH).collect())
}

/// A message that is posted in a frame arrives when the frame has been painted.
const RECORD: &str = "
    const bench = window.bench = { keys: [], longest: 0 };
    new PerformanceObserver(list => {
        bench.longest = Math.max(bench.longest, ...list.getEntries().map(entry => entry.duration));
    }).observe({ type: 'longtask' });
    addEventListener('keydown', event => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => bench.keys.push(performance.now() - event.timeStamp);
        painted.port2.postMessage(0);
    }), { capture: true });";
