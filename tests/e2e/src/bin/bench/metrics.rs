//! What the page's main thread has done so far.

use e2e::{Browser, Result};
use serde_json::json;

use crate::figure::median;

/// A reading; the difference of two is what happened between them. In seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// When it was taken.
    pub at: f64,
    /// All tasks of the main thread together.
    pub tasks: f64,
    /// Processor time of the main thread: tasks without the time they waited for a processor.
    pub processor: f64,
    /// Of the tasks: wasm and JavaScript.
    pub script: f64,
    /// Of the tasks: which styles apply.
    pub style: f64,
    /// Of the tasks: where things go.
    pub layout: f64,
}

impl Reading {
    /// What happened between an earlier reading and this one.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            at: self.at - before.at,
            tasks: self.tasks - before.tasks,
            processor: self.processor - before.processor,
            script: self.script - before.script,
            style: self.style - before.style,
            layout: self.layout - before.layout,
        }
    }
}

/// What the tasks were spent on, for a note: each share times `factor`, with its unit.
pub fn spent_on(
    all: &[Reading],
    factor: impl Fn(&Reading) -> f64,
    unit: &str,
    digits: usize,
) -> String {
    let middle = |part: fn(&Reading) -> f64| {
        let values: Vec<f64> = all.iter().map(|one| part(one) * factor(one)).collect();
        format!("{:.digits$}", median(&values))
    };
    format!(
        "script {}, style {}, layout {} {unit}; {} of processor time",
        middle(|one| one.script),
        middle(|one| one.style),
        middle(|one| one.layout),
        middle(|one| one.processor),
    )
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
        script: value("ScriptDuration"),
        style: value("RecalcStyleDuration"),
        layout: value("LayoutDuration"),
    })
}
