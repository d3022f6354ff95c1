//! The main thread while 200 deltas a second arrive.

use std::time::Duration;

use e2e::{Error, PATIENCE, Result};
use practice::{count_tokens, sample_markdown};

use crate::figure::{Figure, median};
use crate::metrics::{reading, spent_on};
use crate::stage::Stage;

/// The answer has begun, and the page has done what a new answer takes.
const RUN_IN: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(10);
/// As many as `practice-200` sends a second, and the tokens in each.
const RATE: u64 = 200;
const TOKENS: u64 = 4;

/// The share, in percent.
pub async fn measure(runs: usize) -> Result<Vec<Figure>> {
    let stage = Stage::open().await?;
    let (size, deltas) = size();
    let (mut shares, mut spent, mut rates) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let browser = &stage.browser;
        stage.fresh_chat("practice-200").await?;
        browser.say(&format!("markdown {size}")).await?;
        tokio::time::sleep(RUN_IN).await;
        let before = reading(browser).await?;
        tokio::time::sleep(MEASURED).await;
        let after = reading(browser).await?;
        let state = browser
            .last_answer()
            .await?
            .map_or(String::new(), |answer| answer.state);
        if state != "streaming" {
            return Err(Error::new(format!(
                "the answer was {state} before it was measured"
            )));
        }
        browser.wait_answer("done", PATIENCE).await?;
        let took: f64 = browser.eval(TOOK, &[]).await?;
        let between = after.since(&before);
        shares.push(between.tasks / between.at * 100.0);
        spent.push(between);
        rates.push(deltas as f64 / (took / 1000.0));
    }
    let note = format!(
        "{:.0} deltas/s arrived; {}",
        median(&rates),
        spent_on(&spent, |one| 100.0 / one.at, "%", 0)
    );
    Ok(vec![
        Figure::new("main thread while 200 deltas/s arrive", "%", 1, shares)
            .at_most(20.0)
            .note(note),
    ])
}

/// Kilobytes of Markdown that last long enough, and the number of deltas they come in.
fn size() -> (usize, u64) {
    let enough = RATE * (RUN_IN + MEASURED + Duration::from_secs(3)).as_secs();
    let deltas = |size: usize| count_tokens(&sample_markdown(size * 1024)).div_ceil(TOKENS);
    let size = (16..1024)
        .step_by(4)
        .find(|size| deltas(*size) >= enough)
        .unwrap_or(1024);
    (size, deltas(size))
}

/// How long the answer took to come, in milliseconds.
const TOOK: &str = "
    const all = performance.getEntriesByType('resource').filter(e => e.name.includes('/chat/completions'));
    return all.length ? all[all.length - 1].duration : 0;";
