//! The first visit, on a slow machine and a slow network: what comes over it, and when typing works.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use e2e::{Browser, BrowserOptions, DevTools, Error, Result, Site};
use serde::Deserialize;
use serde_json::json;

use crate::figure::{Figure, median};

/// Four times slower than this machine.
const PROCESSOR: f64 = 4.0;
const BITS_PER_SECOND: f64 = 10_000_000.0;
const ROUND_TRIP_MS: f64 = 40.0;
/// A fast typist's pause between two keys.
const BETWEEN_KEYS: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_secs(30);
/// So long without a request, the page has all it wants.
const IDLE: Duration = Duration::from_millis(1500);

/// What the page saw, in milliseconds since the navigation began; 0 for what has not happened.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Seen {
    /// A typed letter was on the screen.
    typed: f64,
    /// The app itself had taken over from the static page, and was on the screen.
    mounted: f64,
}

/// Bytes, requests, and the two times.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let (mut bytes, mut requests) = (Vec::new(), Vec::new());
    let (mut typed, mut mounted, mut typing) = (Vec::new(), Vec::new(), Vec::new());
    let mut parts = String::new();
    for _ in 0..runs {
        let site = Site::start("any/sub/folder").await?;
        let (browser, mut tools) = DevTools::start(BrowserOptions::default()).await?;
        arrive(&mut tools, &site).await?;
        let loaded = transferred(&browser).await?;
        bytes.push(sum(&loaded));
        requests.push(loaded.len() as f64);
        parts = by_kind(&loaded);
        drop(browser);

        // A visit of its own: what is typed is looked at, and what that takes is fetched then.
        let (browser, mut tools) = DevTools::start(BrowserOptions::default()).await?;
        arrive(&mut tools, &site).await?;
        let seen = type_at_once(&mut tools).await?;
        typed.push(seen.typed / 1000.0);
        mounted.push(seen.mounted / 1000.0);
        typing.push(sum(&transferred(&browser).await?));
    }
    let more = median(&typing) - median(&bytes);
    let later = median(&mounted) - median(&typed);
    Ok(vec![
        Figure::new(
            "first load: over the network, gzip, with headers",
            "kB",
            1,
            bytes,
        )
        .at_most(300.0)
        .note(format!(
            "{parts}; detecting a typed text's language: {more:.1} more"
        )),
        Figure::new("first load: requests", "", 0, requests),
        Figure::new(
            "typing works: the first letter is on the screen",
            "s",
            2,
            typed,
        )
        .at_most(1.0)
        .note("4× slower processor, 10 Mbit/s, 40 ms round trip, cold"),
        Figure::new("the app itself (wasm) is there", "s", 2, mounted).note(format!(
            "{later:.2} s after typing works; no letter lost between"
        )),
    ])
}

/// Opens the page on a slow machine and a slow network, with nothing in the browser's cache.
async fn arrive(tools: &mut DevTools, site: &Site) -> Result {
    tools.send("Page.enable", json!({})).await?;
    tools.send("Network.enable", json!({})).await?;
    tools.send("Network.clearBrowserCache", json!({})).await?;
    let script = json!({ "source": WATCH });
    tools
        .send("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    // The browser has its own beginnings to end.
    tokio::time::sleep(Duration::from_secs(1)).await;
    throttle(tools, PROCESSOR).await?;
    let network = json!({ "offline": false, "latency": ROUND_TRIP_MS,
        "downloadThroughput": BITS_PER_SECOND / 8.0, "uploadThroughput": BITS_PER_SECOND / 8.0 });
    tools
        .send("Network.emulateNetworkConditions", network)
        .await?;
    tools
        .send("Page.navigate", json!({ "url": site.url("") }))
        .await
        .map(drop)
}

/// Types from the first moment until the app is there, and a little longer.
async fn type_at_once(tools: &mut DevTools) -> Result<Seen> {
    let began = Instant::now();
    let mut typed = String::new();
    let mut seen = Seen::default();
    let mut letters = ('a'..='z').cycle();
    // On for a few letters, which go to the app's own field.
    let mut more = 6;
    while more > 0 {
        for letter in letters.by_ref().take(3) {
            tools.press_letter(letter).await?;
            typed.push(letter);
            tokio::time::sleep(BETWEEN_KEYS).await;
        }
        let now = tools.evaluate("window.bench ?? {}").await?;
        seen = serde_json::from_value(now)?;
        if seen.mounted > 0.0 {
            more -= 1;
        }
        if began.elapsed() > PATIENCE {
            return Err(Error::new(format!(
                "the app was not there after {PATIENCE:?}: {seen:?}"
            )));
        }
    }
    throttle(tools, 1.0).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let held = tools
        .evaluate("document.querySelector('[data-testid=tr-source]').value")
        .await?;
    let held = held.as_str().unwrap_or_default();
    // The first keys came before there was a field; from the first that was taken on, none may be missing.
    if seen.typed == 0.0 || held.is_empty() || !typed.ends_with(held) {
        return Err(Error::new(format!(
            "letters were lost: typed {typed:?}, there is {held:?} ({seen:?})"
        )));
    }
    Ok(seen)
}

async fn throttle(tools: &mut DevTools, times: f64) -> Result {
    tools
        .send("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
        .await
        .map(drop)
}

/// Every request of the first load, with its bytes as they came over the network, once the network is idle.
async fn transferred(browser: &Browser) -> Result<Vec<(String, u64)>> {
    let end = Instant::now() + PATIENCE;
    let mut before = 0;
    loop {
        let all = browser.requests().await?;
        let complete = all.iter().all(|request| request.bytes.is_some());
        if complete && !all.is_empty() && all.len() == before {
            return Ok(all
                .into_iter()
                .map(|request| (request.url, request.bytes.unwrap_or(0)))
                .collect());
        }
        if Instant::now() > end {
            let open: Vec<String> = all
                .into_iter()
                .filter(|r| r.bytes.is_none())
                .map(|r| r.url)
                .collect();
            return Err(Error::new(format!(
                "the network was not idle after {PATIENCE:?}: {}",
                open.join(", ")
            )));
        }
        before = all.len();
        tokio::time::sleep(IDLE).await;
    }
}

/// In kB.
fn sum(all: &[(String, u64)]) -> f64 {
    all.iter().map(|(_, bytes)| *bytes).sum::<u64>() as f64 / 1000.0
}

/// `wasm 210.1, js 30.2, css 9.3, html 3.1`, in kB, the largest first.
fn by_kind(all: &[(String, u64)]) -> String {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for (url, bytes) in all {
        let name = url
            .split(['?', '#'])
            .next()
            .unwrap_or(url)
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let kind = name.rsplit_once('.').map_or("html", |(_, kind)| kind);
        *kinds.entry(kind).or_default() += bytes;
    }
    let mut list: Vec<(&str, u64)> = kinds.into_iter().collect();
    list.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let list: Vec<String> = list
        .into_iter()
        .map(|(kind, bytes)| format!("{kind} {:.1}", bytes as f64 / 1000.0))
        .collect();
    list.join(", ")
}

/// Looks once a frame. What a frame sees is on the screen when the next one begins.
const WATCH: &str = "
    if (window === top) {
        const bench = window.bench = { typed: 0, mounted: 0 };
        const noted = {};
        const note = name => {
            if (noted[name]) return;
            noted[name] = true;
            requestAnimationFrame(() => { bench[name] = performance.now(); });
        };
        const look = () => {
            const field = document.querySelector('[data-testid=tr-source]');
            if (field && field.value) note('typed');
            if (field && document.querySelector('[data-testid=main]') && !document.getElementById('early')) note('mounted');
            if (!bench.typed || !bench.mounted) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }";

#[cfg(test)]
mod tests {
    use super::by_kind;

    #[test]
    fn files_are_summed_by_kind() {
        let all = [
            ("http://a/b/", 3_000),
            ("http://a/b/x.js", 10_000),
            ("http://a/b/y.wasm?v", 200_000),
            ("http://a/b/z.js", 1_000),
        ]
        .map(|(url, bytes)| (url.to_owned(), bytes));
        assert_eq!(by_kind(&all), "wasm 200.0, js 11.0, html 3.0");
    }
}
