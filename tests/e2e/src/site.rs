//! A folder served as a static host would: from a sub-folder, with nothing clever about it.

use std::path::{Path, PathBuf};

use practice::RunningPage;

use crate::{Error, Result, dist};

/// A folder of files, served on a free port of this machine. Ends when dropped.
pub struct Site {
    page: RunningPage,
}

impl Site {
    /// Serves the page that is to be tested (`PARLANCE_DIST`, or `dist/`) under `/{sub_folder}/`.
    pub async fn start(sub_folder: &str) -> Result<Self> {
        Self::with_endpoint(sub_folder, None).await
    }

    /// The same, with a base URL that the page offers first: what `cargo xtask serve` does.
    pub async fn with_endpoint(sub_folder: &str, endpoint: Option<&str>) -> Result<Self> {
        let dist = dist();
        if !has_page(&dist) {
            return Err(Error::new(format!(
                "there is no page in {}: run `cargo xtask dist`",
                dist.display()
            )));
        }
        Self::of(&dist, sub_folder, endpoint).await
    }

    /// Serves the page that also speaks the pseudo-locale (`PARLANCE_PSEUDO_DIST`): see build.rs.
    pub async fn pseudo(sub_folder: &str, endpoint: Option<&str>) -> Result<Self> {
        let folder = std::env::var_os("PARLANCE_PSEUDO_DIST").map(PathBuf::from);
        let Some(folder) = folder.filter(|folder| has_page(folder)) else {
            return Err(Error::new(
                "there is no page with the pseudo-locale. `cargo xtask test --only e2e` builds it (without --no-dist); \
                 for a page of your own, build it with PARLANCE_PSEUDO=1 and name its folder in PARLANCE_PSEUDO_DIST",
            ));
        };
        Self::of(&folder, sub_folder, endpoint).await
    }

    /// Serves any folder.
    pub async fn of(folder: &Path, sub_folder: &str, endpoint: Option<&str>) -> Result<Self> {
        let page = practice::serve_page(folder, sub_folder, 0, endpoint).await?;
        Ok(Self { page })
    }

    /// The page's address with something after it: `""`, `#/chat`, `style.css`.
    pub fn url(&self, rest: &str) -> String {
        self.page.url() + rest
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.page.addr)
    }
}

fn has_page(folder: &Path) -> bool {
    folder.join("index.html").is_file()
}
