//! Answers of Markdown, sent as fast as the socket takes them.

use e2e::{Error, PATIENCE, Result};
use practice::sample_markdown;
use serde::Deserialize;

use crate::figure::{Figure, median};
use crate::metrics::{Reading, reading, spent_on};
use crate::stage::Stage;

const SIZES: [usize; 3] = [16, 64, 256];
/// The size whose time to be shown has a goal.
const GOAL_SIZE: usize = 64;
/// Tasks shorter than this are not told by the browser.
const LONG: f64 = 50.0;

/// What one answer took.
#[derive(Default)]
struct Runs {
    shown: Vec<f64>,
    whole: Vec<f64>,
    per_kb: Vec<f64>,
    spent: Vec<Reading>,
    longest: Vec<f64>,
    frame: Vec<f64>,
}

/// What the page saw, in milliseconds of its own clock.
#[derive(Debug, Deserialize)]
struct Seen {
    /// Enter was pressed.
    sent: f64,
    /// The browser had the answer's last byte.
    ended: f64,
    /// The last change was on the screen.
    shown: f64,
    state: String,
    complete: bool,
    longest: f64,
    frame: f64,
}

/// The figures of all sizes.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let stage = Stage::open().await?;
    let mut all = Vec::new();
    for size in SIZES {
        let mut of_size = Runs::default();
        for _ in 0..runs {
            one(&stage, size, &mut of_size).await?;
        }
        all.push(of_size);
    }
    Ok(figures(&all))
}

async fn one(stage: &Stage, size: usize, runs: &mut Runs) -> Result {
    let browser = &stage.browser;
    stage.fresh_chat("practice-burst").await?;
    let expected = sample_markdown(size * 1024);
    browser
        .replace_text("chat-input", &format!("markdown {size}"))
        .await?;
    browser.run(RECORD, &[end_of(&expected).into()]).await?;
    let before = reading(browser).await?;
    browser.press("Enter").await?;
    let seen = browser.run_async("return await bench.all", &[]).await?;
    let after = reading(browser).await?;
    let seen: Seen = serde_json::from_value(seen)?;
    if seen.state != "done" || !seen.complete || seen.ended == 0.0 || seen.sent == 0.0 {
        return Err(Error::new(format!(
            "the answer of {size} kB did not end as it should: {seen:?}"
        )));
    }
    let kb = size as f64;
    runs.shown.push(seen.shown - seen.ended);
    runs.whole.push(seen.shown - seen.sent);
    let spent = after.since(&before);
    runs.per_kb.push(spent.tasks * 1000.0 / kb);
    runs.spent.push(spent);
    runs.longest.push(seen.longest);
    runs.frame.push(seen.frame);
    browser.wait_gone("problem", PATIENCE).await
}

/// The last words: when they are on the screen, everything is.
fn end_of(markdown: &str) -> String {
    let last = markdown.rsplit("\n\n").next().unwrap_or_default();
    let begin = last.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    last[begin..].trim().to_owned()
}

fn figures(all: &[Runs]) -> Vec<Figure> {
    let mut out = Vec::new();
    for (runs, size) in all.iter().zip(SIZES) {
        let name = format!("{size} kB answer: last byte → everything shown");
        let figure = Figure::new(name, "ms", 0, runs.shown.clone())
            .note(format!("{:.0} ms from Enter", median(&runs.whole)));
        out.push(if size == GOAL_SIZE {
            figure.at_most(150.0)
        } else {
            figure
        });
    }
    for (runs, size) in all.iter().zip(SIZES) {
        let name = format!("{size} kB answer: main thread per kB");
        out.push(
            Figure::new(name, "ms", 2, runs.per_kb.clone())
                .at_most(4.0)
                .note(spent_on(&runs.spent, |_| 1000.0 / size as f64, "ms", 2)),
        );
    }
    out.push(growth(all));
    for (runs, size) in all.iter().zip(SIZES) {
        let frame = match median(&runs.frame) {
            0.0 => "no animation frame of 50 ms".into(),
            frame => format!("longest animation frame {frame:.0} ms"),
        };
        out.push(
            Figure::new(
                format!("{size} kB answer: longest task"),
                "ms",
                0,
                runs.longest.clone(),
            )
            .at_most(LONG)
            .floor(LONG)
            .note(frame),
        );
    }
    out
}

/// How much dearer a kilobyte of the longest answer is than one of the shorter ones: the worse of the two ratios, so
/// that what a short answer costs to begin does not hide growth.
fn growth(all: &[Runs]) -> Figure {
    let of = |index: usize| all.get(index).map_or(0.0, |runs| median(&runs.per_kb));
    let count = all.first().map_or(0, |runs| runs.per_kb.len());
    let ratio = |index: usize, run: usize| {
        let long = all.last().and_then(|runs| runs.per_kb.get(run));
        long.copied().unwrap_or(0.0) / of(index)
    };
    let runs = (0..count)
        .map(|run| ratio(0, run).max(ratio(1, run)))
        .collect();
    // A tenth is what two runs of the same size differ by.
    Figure::new("growth per kB, 256 kB over 16 or 64 kB", "×", 2, runs)
        .at_most(1.1)
        .note(format!(
            "{:.2} over 16 kB, {:.2} over 64 kB",
            of(2) / of(0),
            of(2) / of(1)
        ))
}

/// Notes when Enter is pressed, when the last byte is there, and when the last change is on the screen. Nothing is
/// watched but states while the answer comes; its text only from then on.
const RECORD: &str = "
    const [end] = arguments;
    const answers = () => document.querySelectorAll('[data-testid=message][data-role=assistant]');
    const had = answers().length;
    const bench = window.bench = { sent: 0, ended: 0, done: 0, shown: 0, tasks: [], frames: [] };
    addEventListener('keydown', event => {
        if (event.key === 'Enter' && !bench.sent) bench.sent = performance.now();
    }, { capture: true });
    const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type });
    watch('longtask', entry => bench.tasks.push(entry));
    watch('long-animation-frame', entry => bench.frames.push(entry));
    watch('resource', entry => {
        if (entry.name.includes('/chat/completions')) bench.ended = entry.responseEnd;
    });
    const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => { bench.shown = performance.now(); }));
    const longest = entries => Math.max(0, ...entries
        .filter(entry => entry.startTime + entry.duration > bench.sent && entry.startTime < bench.shown)
        .map(entry => entry.duration));
    bench.all = new Promise(resolve => {
        const over = message => {
            const text = message.querySelector('[data-testid=message-text]');
            let quiet = 0;
            const wait = () => {
                clearTimeout(quiet);
                quiet = setTimeout(() => resolve({
                    sent: bench.sent, ended: bench.ended, shown: bench.shown, state: message.dataset.state,
                    complete: text.textContent.includes(end), longest: longest(bench.tasks), frame: longest(bench.frames),
                }), 500);
            };
            const change = () => { painted(); wait(); };
            new MutationObserver(change).observe(text, { childList: true, characterData: true, subtree: true });
            change();
        };
        const look = () => {
            const all = answers();
            const last = all[all.length - 1];
            if (all.length <= had || last.dataset.state === 'streaming') return;
            states.disconnect();
            clearInterval(timer);
            over(last);
        };
        const states = new MutationObserver(look);
        states.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
        const timer = setInterval(look, 250);
    });";
