//! The page in a browser, with a practice endpoint and its key: where chats are measured.

use std::time::Duration;

use e2e::{Browser, BrowserOptions, Error, PATIENCE, Result, Site};
use practice::{Options, Running};
use serde_json::json;

/// Everything that has to run. Ends when dropped.
pub struct Stage {
    /// The browser, on the Chat page.
    pub browser: Browser,
    _site: Site,
    _endpoint: Running,
}

/// What a page does after it was opened (lists, models) has ended by then.
const SETTLED: Duration = Duration::from_millis(700);

impl Stage {
    /// Opens the Chat page with a key for the practice endpoint.
    pub async fn open() -> Result<Self> {
        let endpoint = practice::start(Options::default()).await?;
        let site = Site::start("any/sub/folder").await?;
        let browser = Browser::start(BrowserOptions::default()).await?;
        browser.open(&site.url("#/chat")).await?;
        browser.wait_mounted().await?;
        let steps = browser
            .bring_key(&endpoint.base_url(), "practice-key-of-the-bench")
            .await?;
        if let Some(step) = steps
            .iter()
            .find(|s| s.state != "passed" && s.state != "skipped")
        {
            return Err(Error::new(format!(
                "the practice endpoint's check failed: {} ({})",
                step.kind, step.text
            )));
        }
        browser.close_key_form().await?;
        // The driver's log of requests would cost the page time: each piece of an answer is told to it, and kept.
        browser.cdp("Network.disable", json!({})).await?;
        Ok(Self {
            browser,
            _site: site,
            _endpoint: endpoint,
        })
    }

    /// Loads the page anew, with an empty conversation that talks to `model`.
    pub async fn fresh_chat(&self, model: &str) -> Result {
        let browser = &self.browser;
        browser.click("chat-new").await?;
        browser.reload().await?;
        browser.wait_mounted().await?;
        browser.wait_count("chat-input", 1, PATIENCE).await?;
        browser.choose_model("chat-model", model).await?;
        browser.wait_gone("message", PATIENCE).await?;
        tokio::time::sleep(SETTLED).await;
        Ok(())
    }
}
