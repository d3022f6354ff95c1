//! What the page's main thread has done so far.

use e2e::{Browser, Result};
use serde_json::json;

/// A reading; the difference of two is what happened between them. In seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// When it was taken.
    pub at: f64,
    /// All tasks of the main thread together.
    pub tasks: f64,
    /// Processor time of the main thread: tasks without the time they waited for a processor.
    pub processor: f64,
}

/// Takes a reading.
pub async fn reading(browser: &Browser) -> Result<Reading> {
    browser.cdp("Performance.enable", json!({})).await?;
    let answer = browser.cdp("Performance.getMetrics", json!({})).await?;
    let metrics = answer["metrics"].as_array();
    let value = |name: &str| {
        let found = metrics.into_iter().flatten().find(|m| m["name"] == name);
        found.and_then(|m| m["value"].as_f64()).unwrap_or_default()
    };
    Ok(Reading {
        at: value("Timestamp"),
        tasks: value("TaskDuration"),
        processor: value("ThreadTime"),
    })
}
