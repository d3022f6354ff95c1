//! A Chromium and the driver that fits it.

use std::path::{Path, PathBuf};

use super::{folder, major, node, version};
use crate::Outcome;
use crate::cmd::{self, step, which};

/// A browser and its driver.
pub struct Browser {
    /// Chromium or Chrome.
    pub program: PathBuf,
    /// chromedriver, of the same major version.
    pub driver: PathBuf,
}

const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Finds both, or installs them where that can be done without asking.
pub fn find() -> Outcome<Browser> {
    if program().is_none() || driver(None).is_none() {
        install_on_debian()?;
    }
    let program = program().ok_or(NO_BROWSER)?;
    let wanted = version(&program).and_then(|v| major(&v));
    if let Some(driver) = driver(wanted) {
        return Ok(Browser { program, driver });
    }
    let Some(wanted) = wanted else {
        return Err(format!(
            "{} does not say its version, and no chromedriver was found. Set CHROMEDRIVER to one that fits it.",
            program.display()
        ));
    };
    // The npm package fetches the driver of a given Chrome from Google.
    let home = folder()?.join(format!("chromedriver-{wanted}"));
    node::install(&home, "chromedriver", &wanted.to_string(), "chromedriver").map_err(|problem| {
        format!("{problem}\nNo chromedriver {wanted} was found for {}. Install it (`brew install --cask chromedriver`, or your system's chromium-driver), or set CHROMEDRIVER to it.", program.display())
    })?;
    let driver = npm_driver(wanted).ok_or_else(|| format!("npm's chromedriver {wanted} brought no program. Install chromedriver {wanted} yourself and set CHROMEDRIVER to it."))?;
    Ok(Browser { program, driver })
}

const NO_BROWSER: &str = "The tests need Chromium or Google Chrome, and none was found. On Debian or Ubuntu: `apt-get install chromium chromium-driver`; on macOS: `brew install --cask google-chrome chromedriver`. Or set PARLANCE_CHROME and CHROMEDRIVER to them.";

fn program() -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("PARLANCE_CHROME") {
        return Some(PathBuf::from(given));
    }
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .iter()
    .find_map(|name| which(name))
    .or_else(|| Some(PathBuf::from(MAC)).filter(|mac| mac.is_file()))
}

/// A driver for browsers of this major version, if one is said.
fn driver(wanted: Option<u32>) -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMEDRIVER") {
        return Some(PathBuf::from(given));
    }
    // GitHub's machines name the folder in CHROMEWEBDRIVER.
    let hosted =
        std::env::var_os("CHROMEWEBDRIVER").map(|dir| Path::new(&dir).join("chromedriver"));
    let candidates = [which("chromedriver"), hosted, wanted.and_then(npm_driver)];
    candidates.into_iter().flatten().find(|driver| {
        let found = version(driver).and_then(|v| major(&v));
        found.is_some() && (wanted.is_none() || found == wanted)
    })
}

fn npm_driver(wanted: u32) -> Option<PathBuf> {
    let home = folder().ok()?.join(format!("chromedriver-{wanted}"));
    let name = format!("chromedriver{}", std::env::consts::EXE_SUFFIX);
    Some(
        home.join("node_modules/chromedriver/lib/chromedriver")
            .join(name),
    )
    .filter(|file| file.is_file())
}

/// With apt-get, when that works without a password.
fn install_on_debian() -> Outcome {
    if which("apt-get").is_none() || !Path::new("/etc/debian_version").exists() {
        return Ok(());
    }
    let root = cmd::output(cmd::command("id").arg("-u")).as_deref() == Some("0");
    let sudo = !root && cmd::output(cmd::command("sudo").args(["-n", "true"])).is_some();
    if !root && !sudo {
        return Ok(());
    }
    step(
        "Installing chromium and chromium-driver with apt-get (about a minute, once)",
        || {
            let apt = |args: &[&str]| {
                let mut command = cmd::command(if root { "apt-get" } else { "sudo" });
                if sudo {
                    command.args(["-n", "apt-get"]);
                }
                command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
                cmd::run(
                    &mut command,
                    "Install chromium and chromium-driver yourself, then run this again.",
                )
            };
            apt(&["-qq", "update"])?;
            apt(&["-qq", "-y", "install", "chromium", "chromium-driver"])
        },
    )
}
