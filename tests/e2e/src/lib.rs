//! Drives Parlance's page in a real browser: the library that the end-to-end tests, the bench, the
//! smoke test and the screenshots share.
//!
//! Start reading at [`Browser`] (one headless Chromium, with a driver of its own, ended when
//! dropped) and [`Site`] (a folder served from a sub-folder, as a static host would). Elements are
//! named by their `data-testid`; nothing here knows the page's markup beyond that and `data-state`.
//!
//! `cargo xtask test` sets the variables read here:
//!
//! | variable | what | when it is not set |
//! |---|---|---|
//! | `PARLANCE_DIST` | the page | `dist/` |
//! | `PARLANCE_PSEUDO_DIST` | the page with its pseudo-locale | [`Site::pseudo`] fails |
//! | `PARLANCE_CHROME` | the browser | chromedriver's own choice |
//! | `CHROMEDRIVER` | the driver | `chromedriver` on PATH |
//! | `PARLANCE_AXE` | axe-core's script | [`Browser::axe`] fails |
//! | `PARLANCE_OUT` | where screenshots and logs go | `tests/out/` |

pub mod args;
mod axe;
mod browser;
mod console;
mod devtools;
mod driver;
mod element;
mod error;
mod keys;
mod network;
mod options;
pub mod person;
mod pretended;
mod profile;
mod site;
mod stored;
mod tabs;
mod texts;
mod wait;

pub use axe::Violation;
pub use browser::Browser;
pub use console::ConsoleLine;
pub use devtools::DevTools;
pub use element::Seen;
pub use error::{Error, Result};
pub use keys::Focused;
pub use network::Request;
pub use options::BrowserOptions;
pub use pretended::pretended;
pub use site::Site;
pub use stored::Stored;
pub use texts::Text;
pub use wait::PATIENCE;

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors()
        .nth(2)
        .map_or(here.clone(), Path::to_path_buf)
}

/// The page that is to be tested: `PARLANCE_DIST`, or `dist/`.
pub fn dist() -> PathBuf {
    std::env::var_os("PARLANCE_DIST").map_or_else(|| root().join("dist"), PathBuf::from)
}

/// Where screenshots and logs go; made when it is not there.
pub fn out() -> Result<PathBuf> {
    let folder =
        std::env::var_os("PARLANCE_OUT").map_or_else(|| root().join("tests/out"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
