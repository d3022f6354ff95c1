//! The browser that is photographed, and the camera.

use std::path::PathBuf;
use std::time::Duration;

use e2e::{Browser, BrowserOptions, Result, Site};
use practice::{Options, Running};

/// Wide, and the narrowest phone; heights that are common with them.
const SIZES: [(u32, u32); 2] = [(1280, 800), (360, 740)];
/// Long pages are taken whole up to here.
const TALLEST: u32 = 6_000;
/// Layout, fonts and the page's 150 ms of motion.
const STILL: Duration = Duration::from_millis(250);
/// The only key that the practice endpoint takes.
pub const KEY: &str = "practice-key-for-pictures";

/// Which of the sizes a state exists in.
#[derive(Clone, Copy, PartialEq)]
pub enum Widths {
    /// Both.
    Both,
    /// Only the narrow one.
    Narrow,
}

/// A browser in one language, with the page and a practice endpoint.
pub struct Studio {
    /// The browser.
    pub browser: Browser,
    _site: Site,
    /// Where the endpoint is.
    pub endpoint: Running,
    suffix: &'static str,
    only: String,
    folder: PathBuf,
    has_key: bool,
    taken: usize,
    failed: usize,
}

impl Studio {
    /// Opens the page without a key. `suffix` ends the pictures' names.
    pub async fn open(
        locale: &str,
        suffix: &'static str,
        only: String,
        folder: PathBuf,
    ) -> Result<Self> {
        let endpoint = practice::start(Options {
            key: Some(KEY.into()),
            ..Options::default()
        })
        .await?;
        let site = Site::start("any/sub/folder").await?;
        let mut options = BrowserOptions::default().locale(locale);
        options.reduced_motion = true;
        let browser = Browser::start(options).await?;
        browser.open(&site.url("")).await?;
        browser.wait_mounted().await?;
        Ok(Self {
            browser,
            _site: site,
            endpoint,
            suffix,
            only,
            folder,
            has_key: false,
            taken: 0,
            failed: 0,
        })
    }

    /// Whether any of these pictures is wanted.
    pub fn wants(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| name.starts_with(&self.only) || self.only.starts_with(&format!("{name}-")))
    }

    /// Takes note of how bringing up a screen went; its pictures are missing where it failed.
    pub fn note(&mut self, screen: &str, outcome: Result) {
        if let Err(problem) = outcome {
            self.failed += 1;
            eprintln!("✗ {screen}{}: {problem}", self.suffix);
        }
    }

    /// Says how many pictures there are, and gives the number of screens that failed.
    pub fn finish(self) -> usize {
        println!(
            "{} pictures{} in {}",
            self.taken,
            self.suffix,
            self.folder.display()
        );
        self.failed
    }

    /// Brings the key, where that has not been done.
    pub async fn need_key(&mut self) -> Result {
        if !self.has_key {
            let base = self.endpoint.base_url();
            self.browser.close_key_form().await?;
            self.browser.bring_key(&base, KEY).await?;
            self.browser.close_key_form().await?;
            self.has_key = true;
        }
        Ok(())
    }

    /// The key has been brought by other means.
    pub fn key_is_there(&mut self) {
        self.has_key = true;
    }

    /// Takes a screen in both colours and both sizes.
    pub async fn shoot(&mut self, name: &str) -> Result {
        self.take(name, Widths::Both, "", false).await
    }

    /// The same; `before` is run in the page before each picture (to scroll, say).
    pub async fn shoot_after(&mut self, name: &str, before: &str) -> Result {
        self.take(name, Widths::Both, before, false).await
    }

    /// The same in the narrow size only.
    pub async fn shoot_narrow(&mut self, name: &str) -> Result {
        self.take(name, Widths::Narrow, "", false).await
    }

    /// The same, with a viewport so tall that nothing has to be scrolled.
    pub async fn shoot_whole(&mut self, name: &str) -> Result {
        self.take(name, Widths::Both, "", true).await
    }

    async fn take(&mut self, name: &str, widths: Widths, before: &str, whole: bool) -> Result {
        if !self.wants(&[name]) {
            return Ok(());
        }
        for (width, height) in SIZES {
            if widths == Widths::Narrow && width != SIZES[1].0 {
                continue;
            }
            self.browser.resize(width, height).await?;
            self.browser.run(NO_BARS, &[]).await?;
            if whole {
                self.grow(width, height).await?;
            }
            for (dark, theme) in [(false, "light"), (true, "dark")] {
                self.browser.set_dark(dark).await?;
                if !before.is_empty() {
                    self.browser.run(before, &[]).await?;
                }
                tokio::time::sleep(STILL).await;
                let file = self
                    .folder
                    .join(format!("{name}-{theme}-{width}{}.png", self.suffix));
                self.browser.screenshot(&file).await?;
                self.taken += 1;
            }
            self.browser.set_dark(false).await?;
        }
        let (width, height) = SIZES[0];
        self.browser.resize(width, height).await
    }
}

impl Studio {
    /// Makes the viewport as tall as what it shows. More than once: panes may grow with it.
    async fn grow(&mut self, width: u32, height: u32) -> Result {
        for _ in 0..3 {
            tokio::time::sleep(STILL).await;
            let needed: u32 = self.browser.eval(HEIGHT, &[]).await?;
            self.browser
                .resize(width, needed.clamp(height, TALLEST))
                .await?;
        }
        Ok(())
    }
}

/// The height at which the page, its main part and an open dialog would show all they have.
const HEIGHT: &str = "
    const rest = e => e ? e.scrollHeight - e.clientHeight : 0;
    const dialog = document.querySelector('dialog[open]');
    const main = document.querySelector('[data-testid=main]');
    const more = dialog
        ? Math.max(rest(dialog), ...Array.from(dialog.querySelectorAll('*'), rest)) * 1.15
        : Math.max(rest(document.scrollingElement), rest(main), ...Array.from(main?.children ?? [], rest));
    return Math.ceil(innerHeight + more);";

/// A phone's scrollbars take no room.
const NO_BARS: &str = "
    if (window.noBars) return;
    window.noBars = new CSSStyleSheet();
    noBars.replaceSync('@media (max-width: 720px) { * { scrollbar-width: none !important } }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, noBars];";
