//! The accessibility checker, axe-core, on what the page shows now.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::browser::Browser;
use crate::{Error, Result};

/// A rule that the page breaks.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// The rule's name: `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// What the rule asks for.
    pub help: String,
    /// The elements that break it.
    pub nodes: Vec<Node>,
}

/// An element that breaks a rule.
#[derive(Clone, Debug, Deserialize)]
pub struct Node {
    /// Its markup, shortened.
    pub html: String,
    /// What to do.
    #[serde(rename = "failureSummary", default)]
    pub summary: Option<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}): {}",
            self.id,
            self.impact.as_deref().unwrap_or("?"),
            self.help
        )?;
        for node in &self.nodes {
            write!(f, "\n    {}", node.html)?;
            for line in node.summary.iter().flat_map(|s| s.lines()) {
                write!(f, "\n      {line}")?;
            }
        }
        Ok(())
    }
}

impl Browser {
    /// Every rule of axe-core that the page breaks now. The script runs through WebDriver: the
    /// page's policy neither stops it nor is loosened for it.
    pub async fn axe(&self) -> Result<Vec<Violation>> {
        self.axe_in("").await
    }

    /// The same for a part of the page, by CSS selector; all of it for an empty one.
    pub async fn axe_in(&self, css: &str) -> Result<Vec<Violation>> {
        let there: bool = self.eval("return Boolean(window.axe)", &[]).await?;
        if !there {
            let file = std::env::var_os("PARLANCE_AXE").ok_or_else(|| {
                Error::new(
                    "PARLANCE_AXE is not set: run the tests with `cargo xtask test --only e2e`",
                )
            })?;
            let source = std::fs::read_to_string(&file)
                .map_err(|e| Error::from(e).while_doing(&file.to_string_lossy()))?;
            self.run(&source, &[]).await?;
        }
        let found = self.run_async(RUN, &[Value::from(css)]).await?;
        Ok(serde_json::from_value(found)?)
    }

    /// Fails when axe-core has anything to say; `screen` names what is shown.
    pub async fn assert_accessible(&self, screen: &str) -> Result {
        let violations = self.axe().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
        Err(Error::new(format!(
            "axe-core on {screen}:\n  {}",
            list.join("\n  ")
        )))
    }
}

const RUN: &str = "
    const results = await axe.run(arguments[0] || document, { resultTypes: ['violations'] });
    return results.violations.map(v => ({
        id: v.id, impact: v.impact, help: v.help,
        nodes: v.nodes.map(n => ({ html: n.html.slice(0, 300), failureSummary: n.failureSummary })),
    }));";
