//! What the page wrote to the console.

use std::fmt;

use crate::Result;
use crate::browser::Browser;

/// One line of the console.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Who wrote it: `console-api`, `javascript`, `network`, `security` (the policy's refusals), …
    pub source: String,
    /// The text, with where it was written before it.
    pub text: String,
}

impl fmt::Display for ConsoleLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.level, self.source, self.text)
    }
}

impl Browser {
    /// Everything written so far, since the browser started.
    pub async fn console(&self) -> Result<Vec<ConsoleLine>> {
        let new = self.driver.get_log("browser").await?;
        let mut lines = Self::lock(&self.console);
        lines.extend(new.into_iter().map(|entry| ConsoleLine {
            level: entry.level,
            source: entry.source.unwrap_or_default(),
            text: entry.message,
        }));
        Ok(lines.clone())
    }

    /// The errors among them: uncaught exceptions, failed loads, what the policy refused.
    pub async fn console_errors(&self) -> Result<Vec<ConsoleLine>> {
        Ok(self
            .console()
            .await?
            .into_iter()
            .filter(|line| line.level == "SEVERE")
            .collect())
    }
}
