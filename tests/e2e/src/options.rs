//! How a browser is to be.

use std::path::PathBuf;

use serde_json::{Value, json};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
};

use crate::Result;
use crate::profile::Profile;

/// How a browser is to be. The default: light, 1280 × 800, English, downloads in its own profile.
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// Whether `prefers-color-scheme` is dark.
    pub dark: bool,
    /// The viewport, in CSS pixels: exact, also below a window's least width.
    pub size: (u32, u32),
    /// What `navigator.languages` and `Intl` say, such as `de` or `ar-EG`.
    pub locale: String,
    /// Whether `prefers-reduced-motion` is set: pages then hold still for screenshots.
    pub reduced_motion: bool,
    /// Where downloads go; `None` is a folder in the profile, removed with it.
    pub downloads: Option<PathBuf>,
    /// Further command line arguments for the browser.
    pub args: Vec<String>,
}

impl Default for BrowserOptions {
    fn default() -> Self {
        Self {
            dark: false,
            size: (1280, 800),
            locale: "en-US".into(),
            reduced_motion: false,
            downloads: None,
            args: Vec::new(),
        }
    }
}

impl BrowserOptions {
    /// The same in dark.
    #[must_use]
    pub fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// The same with another viewport.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// The same in another language.
    #[must_use]
    pub fn locale(mut self, tag: &str) -> Self {
        self.locale = tag.into();
        self
    }

    /// What the driver is asked for.
    pub(crate) fn capabilities(&self, profile: &Profile) -> Result<ChromeCapabilities> {
        let mut caps = DesiredCapabilities::chrome();
        if let Some(program) = std::env::var_os("PARLANCE_CHROME") {
            caps.set_binary(&program.to_string_lossy())?;
        }
        for arg in FLAGS {
            caps.add_arg(arg)?;
        }
        caps.add_arg(&format!("--user-data-dir={}", profile.folder().display()))?;
        caps.add_arg(&format!("--lang={}", self.locale))?;
        for arg in &self.args {
            caps.add_arg(arg)?;
        }
        let downloads = self
            .downloads
            .clone()
            .unwrap_or_else(|| profile.downloads());
        caps.add_experimental_option(
            "prefs",
            json!({
                "intl.accept_languages": self.locale,
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                // A bubble that asks to save the key would take the keyboard.
                "credentials_enable_service": false,
            }),
        )?;
        caps.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
        caps.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        caps.add_experimental_option(
            "perfLoggingPrefs",
            json!({ "enableNetwork": true, "enablePage": false }),
        )?;
        Ok(caps)
    }

    /// What is set through the DevTools protocol, for each tab anew.
    pub(crate) fn emulation(&self) -> Vec<(&'static str, Value)> {
        let (width, height) = self.size;
        let motion = if self.reduced_motion {
            "reduce"
        } else {
            "no-preference"
        };
        let scheme = if self.dark { "dark" } else { "light" };
        vec![
            (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
            ),
            (
                "Emulation.setEmulatedMedia",
                json!({ "features": [
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": motion },
            ] }),
            ),
            (
                "Emulation.setLocaleOverride",
                json!({ "locale": self.locale.replace('-', "_") }),
            ),
            // Without it, a page in a background tab is told that it is not focused.
            (
                "Emulation.setFocusEmulationEnabled",
                json!({ "enabled": true }),
            ),
        ]
    }
}

/// For a browser without a screen, in a container, that talks to nobody but the page.
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--no-default-browser-check",
    "--force-color-profile=srgb",
];
