//! A browser profile of its own in the temporary folder, removed when dropped.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Result;

/// A fresh profile folder, with a folder for downloads in it.
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// Makes one.
    pub fn new() -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "parlance-e2e-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(folder.join("downloads"))?;
        Ok(Self { folder })
    }

    /// What the browser keeps.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where downloads go when no other place was asked for.
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// The process id of the browser that runs on this profile: its lock is a link that names it.
    pub fn browser_process(&self) -> Option<String> {
        let link = std::fs::read_link(self.folder.join("SingletonLock")).ok()?;
        let text = link.to_string_lossy().into_owned();
        let id = text.rsplit('-').next()?;
        id.parse::<u32>().ok().map(|id| id.to_string())
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The browser may still be writing its last files.
        for _ in 0..20 {
            if std::fs::remove_dir_all(&self.folder).is_ok() || !self.folder.exists() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}
