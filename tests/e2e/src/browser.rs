//! One headless Chromium.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::WebDriver;

use crate::console::ConsoleLine;
use crate::driver::Driver;
use crate::network::Request;
use crate::options::BrowserOptions;
use crate::profile::Profile;
use crate::{Error, Result};

/// One headless Chromium with a driver and a profile of its own. All three end when it is dropped.
///
/// Its further methods are in the files named for what they do: `element`, `keys`, `wait`, `tabs`,
/// `console`, `network`, `stored`, `axe`.
pub struct Browser {
    /// Everything WebDriver can, where the methods here do not do.
    pub driver: WebDriver,
    pub(crate) options: BrowserOptions,
    pub(crate) console: Mutex<Vec<ConsoleLine>>,
    pub(crate) requests: Mutex<Vec<Request>>,
    downloads: PathBuf,
    process: Driver,
    profile: Profile,
}

impl Browser {
    /// Starts a browser; it shows an empty page.
    pub async fn start(options: BrowserOptions) -> Result<Self> {
        let profile = Profile::new()?;
        let process = Driver::start()?;
        let downloads = options
            .downloads
            .clone()
            .unwrap_or_else(|| profile.downloads());
        std::fs::create_dir_all(&downloads)?;
        let capabilities = options.capabilities(&profile)?;
        let driver = WebDriver::new(process.url(), capabilities)
            .await
            .map_err(|e| Error::from(e).while_doing("starting the browser"))?;
        driver.set_script_timeout(Duration::from_secs(60)).await?;
        driver
            .set_page_load_timeout(Duration::from_secs(60))
            .await?;
        let browser = Self {
            driver,
            options,
            console: Mutex::default(),
            requests: Mutex::default(),
            downloads,
            process,
            profile,
        };
        browser.emulate().await?;
        let behaviour =
            serde_json::json!({ "behavior": "allow", "downloadPath": browser.downloads });
        browser
            .cdp("Browser.setDownloadBehavior", behaviour)
            .await?;
        Ok(browser)
    }

    /// Sets size, colours and language of the tab that is driven.
    pub(crate) async fn emulate(&self) -> Result {
        for (method, params) in self.options.emulation() {
            self.cdp(method, params).await?;
        }
        Ok(())
    }

    /// Shows a page, and waits until it has loaded. A URL that differs in its hash alone only
    /// moves within the page.
    pub async fn open(&self, url: &str) -> Result {
        self.driver
            .goto(url)
            .await
            .map_err(|e| Error::from(e).while_doing(&format!("opening {url}")))
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result {
        Ok(self.driver.refresh().await?)
    }

    /// The address, with its hash.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Goes to another place in the page: `#/chat`.
    pub async fn go(&self, hash: &str) -> Result {
        self.run("location.hash = arguments[0]", &[hash.into()])
            .await
            .map(drop)
    }

    /// Runs a function's body in the page and returns what it returns. Not subject to the page's policy.
    pub async fn run(&self, body: &str, args: &[Value]) -> Result<Value> {
        Ok(self
            .driver
            .execute(body, args.to_vec())
            .await?
            .json()
            .clone())
    }

    /// The same, into a type.
    pub async fn eval<T: DeserializeOwned>(&self, body: &str, args: &[Value]) -> Result<T> {
        Ok(serde_json::from_value(self.run(body, args).await?)?)
    }

    /// Runs the body of an `async` function and returns what it resolves to; its rejection is an error.
    pub async fn run_async(&self, body: &str, args: &[Value]) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async function () {{ {body} }}).apply(null, Array.from(arguments).slice(0, -1)) \
             .then(value => done({{ value: value === undefined ? null : value }}), error => done({{ error: String(error && error.stack || error) }}));"
        );
        let answer = self
            .driver
            .execute_async(script, args.to_vec())
            .await?
            .json()
            .clone();
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(Error::new(error)),
            None => Ok(answer.get("value").cloned().unwrap_or(Value::Null)),
        }
    }

    /// A command of the Chrome DevTools Protocol, for the tab that is driven.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.driver
            .cdp()
            .send_raw(method, params)
            .await
            .map_err(|e| Error::from(e).while_doing(method))
    }

    /// A picture of the viewport, as PNG, into a file.
    pub async fn screenshot(&self, file: &Path) -> Result {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(file).await?)
    }

    /// Another viewport from now on, in CSS pixels.
    pub async fn resize(&mut self, width: u32, height: u32) -> Result {
        self.options.size = (width, height);
        self.emulate().await
    }

    /// Other colours from now on.
    pub async fn set_dark(&mut self, dark: bool) -> Result {
        self.options.dark = dark;
        self.emulate().await
    }

    /// A processor that many times slower; 1 is as it is.
    pub async fn slow_processor(&self, times: f64) -> Result {
        self.cdp(
            "Emulation.setCPUThrottlingRate",
            serde_json::json!({ "rate": times }),
        )
        .await
        .map(drop)
    }

    /// A network with a round trip of `latency` and so many bits a second both ways. Zero bits is no limit.
    pub async fn slow_network(&self, latency: Duration, bits_per_second: f64) -> Result {
        let bytes = if bits_per_second > 0.0 {
            bits_per_second / 8.0
        } else {
            -1.0
        };
        self.network_conditions(false, latency, bytes).await
    }

    /// Cuts the network, or mends it.
    pub async fn set_offline(&self, offline: bool) -> Result {
        self.network_conditions(offline, Duration::ZERO, -1.0).await
    }

    async fn network_conditions(&self, offline: bool, latency: Duration, bytes: f64) -> Result {
        self.cdp("Network.enable", serde_json::json!({})).await?;
        let conditions = serde_json::json!({
            "offline": offline,
            "latency": latency.as_secs_f64() * 1000.0,
            "downloadThroughput": bytes,
            "uploadThroughput": bytes,
        });
        self.cdp("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }

    /// Lets no request through from now on whose URL fits one of `patterns` (`*` is anything), as a content blocker
    /// would; none blocks nothing.
    pub async fn block(&self, patterns: &[&str]) -> Result {
        self.cdp("Network.enable", serde_json::json!({})).await?;
        self.cdp(
            "Network.setBlockedURLs",
            serde_json::json!({ "urls": patterns }),
        )
        .await
        .map(drop)
    }

    /// Forgets what was fetched, so that the next page load is a first one.
    pub async fn clear_cache(&self) -> Result {
        self.cdp("Network.clearBrowserCache", serde_json::json!({}))
            .await
            .map(drop)
    }

    /// Waits for a download to be complete and returns the newest file.
    pub async fn download(&self, patience: Duration) -> Result<PathBuf> {
        self.wait("a download to be complete", patience, async || {
            Ok(newest_complete(&self.downloads))
        })
        .await
    }

    /// Every file downloaded so far is removed, so that [`Browser::download`] waits for the next.
    pub fn forget_downloads(&self) -> Result {
        for entry in std::fs::read_dir(&self.downloads)?.flatten() {
            std::fs::remove_file(entry.path())?;
        }
        Ok(())
    }

    /// What is on the clipboard.
    pub async fn clipboard(&self) -> Result<String> {
        let permissions =
            serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.cdp("Browser.grantPermissions", permissions).await?;
        let text = self
            .run_async("return await navigator.clipboard.readText()", &[])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    pub(crate) fn lock<T>(list: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
        list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Browser {
    /// Ends the session, and then the browser if that did not end it. The library's own way to do
    /// so waits for two minutes where it hangs.
    fn drop(&mut self) {
        let browser = self.profile.browser_process();
        self.process
            .end_session(&self.driver.session_id().to_string());
        let _ = self.driver.clone().leak();
        if let Some(browser) = browser.filter(|_| self.profile.browser_process().is_some()) {
            let _ = std::process::Command::new("kill")
                .args(["-KILL", &browser])
                .status();
        }
    }
}

/// The newest file, when none is still being written.
fn newest_complete(folder: &Path) -> Option<PathBuf> {
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let writing = |file: &PathBuf| {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        name.ends_with(".crdownload") || name.starts_with('.')
    };
    if files.iter().any(writing) {
        return None;
    }
    files
        .into_iter()
        .max_by_key(|file| file.metadata().and_then(|m| m.modified()).ok())
}
