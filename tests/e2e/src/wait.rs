//! Waiting for the page, with a failure that says what it looked like instead.

use std::time::{Duration, Instant};

use crate::browser::Browser;
use crate::{Error, Result, out};

/// How long a page is waited for when nothing else is said: long enough for two slow cores.
pub const PATIENCE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(40);

impl Browser {
    /// Asks again and again until `check` gives something. Its errors count as "not yet", and the
    /// last one is told when patience runs out, along with what the page shows.
    pub async fn wait<T>(
        &self,
        what: &str,
        patience: Duration,
        check: impl AsyncFn() -> Result<Option<T>>,
    ) -> Result<T> {
        let end = Instant::now() + patience;
        loop {
            let last = match check().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(error) => Some(error),
            };
            if Instant::now() >= end {
                let last = last.map_or(String::new(), |e| format!(" ({e})"));
                let picture = self.describe().await;
                return Err(Error::new(format!(
                    "waited {patience:?} for {what}{last}\n{picture}"
                )));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until the element's `data-state` is one of `states` (given as `done` or `done|truncated`),
    /// and returns which.
    pub async fn wait_state(&self, id: &str, states: &str, patience: Duration) -> Result<String> {
        let what = format!("`{id}` to be {states}");
        self.wait(&what, patience, async || {
            let state = self.state(id).await?;
            Ok(states
                .split('|')
                .any(|wanted| wanted == state)
                .then_some(state))
        })
        .await
    }

    /// Waits until the element's text (or value) contains `part`, and returns all of it.
    pub async fn wait_text(&self, id: &str, part: &str, patience: Duration) -> Result<String> {
        let what = format!("`{id}` to contain {part:?}");
        self.wait(&what, patience, async || {
            let Some(seen) = self.seen(id).await? else {
                return Ok(None);
            };
            let text = seen.value.unwrap_or(seen.text);
            Ok(text.contains(part).then_some(text))
        })
        .await
    }

    /// Waits until so many elements have this test id, or more.
    pub async fn wait_count(&self, id: &str, at_least: usize, patience: Duration) -> Result<usize> {
        self.wait(&format!("{at_least} `{id}`"), patience, async || {
            let count = self.count(id).await?;
            Ok((count >= at_least).then_some(count))
        })
        .await
    }

    /// Waits until no element with this test id can be seen.
    pub async fn wait_gone(&self, id: &str, patience: Duration) -> Result {
        self.wait(&format!("`{id}` to be gone"), patience, async || {
            Ok(self
                .seen(id)
                .await?
                .is_none_or(|seen| !seen.visible)
                .then_some(()))
        })
        .await
    }

    /// Waits until a script's expression is truthy.
    pub async fn wait_js(&self, expression: &str, patience: Duration) -> Result {
        let body = format!("return Boolean({expression})");
        self.wait(expression, patience, async || {
            Ok(self.eval::<bool>(&body, &[]).await?.then_some(()))
        })
        .await
    }

    /// What the page shows, for a failure: address, problem, states, the console's last lines; and a
    /// screenshot in the output folder.
    pub async fn describe(&self) -> String {
        let url = self.url().await.unwrap_or_default();
        let states: String = self.eval(STATES, &[]).await.unwrap_or_default();
        let mut text = format!("  at {url}\n  {states}");
        let console = self.console().await.unwrap_or_default();
        for line in console.iter().rev().take(8).rev() {
            text.push_str(&format!("\n  console: {line}"));
        }
        if let Ok(folder) = out() {
            let name = std::thread::current()
                .name()
                .unwrap_or("main")
                .replace("::", "-");
            let file = folder.join(format!("failed-{name}.png"));
            if self.screenshot(&file).await.is_ok() {
                text.push_str(&format!("\n  screenshot: {}", file.display()));
            }
        }
        text
    }
}

const STATES: &str = "
    const states = Array.from(document.querySelectorAll('[data-testid][data-state], [data-testid=problem]'))
        .map(e => e.dataset.testid + '=' + (e.dataset.state || e.dataset.kind)).join(' ');
    return states || 'the page says: ' + (document.body ? document.body.innerText.slice(0, 300) : 'nothing');";
