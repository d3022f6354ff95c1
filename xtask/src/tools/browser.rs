//! A Chromium and the driver that fits it.

use std::path::{Path, PathBuf};

use super::{apt, folder, major, node, version};
use crate::Outcome;
use crate::cmd::which;

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
    if let Some(found) = pair(&programs()) {
        return Ok(found);
    }
    // Ubuntu's package of this name only points to a snap.
    if std::fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text)) {
        apt::install(&["chromium", "chromium-driver"], "about a minute, once");
    }
    let programs = programs();
    if let Some(found) = pair(&programs) {
        return Ok(found);
    }
    let program = programs.into_iter().next().ok_or(NO_BROWSER)?;
    let Some(wanted) = version(&program).and_then(|v| major(&v)) else {
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

/// The first browser that a driver was found for.
fn pair(programs: &[PathBuf]) -> Option<Browser> {
    programs.iter().find_map(|program| {
        Some(Browser {
            program: program.clone(),
            driver: driver(version(program).and_then(|v| major(&v)))?,
        })
    })
}

/// Whether /etc/os-release speaks of Debian itself. What is like it (`ID_LIKE`) has other packages.
fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.trim().strip_prefix("ID="))
        .any(|id| id.trim_matches(['"', '\'']) == "debian")
}

const NO_BROWSER: &str = "The tests need Chromium or Google Chrome, and none was found. On Debian: `apt-get install chromium chromium-driver`; on Ubuntu: Google Chrome's own package (https://www.google.com/chrome), as Ubuntu's chromium is a snap; on macOS: `brew install --cask google-chrome chromedriver`. Or set PARLANCE_CHROME and CHROMEDRIVER to them.";

/// All that there are, best first; one that is named is the only one. What does not answer is none: Ubuntu has a
/// `chromium-browser` that only speaks of a snap.
fn programs() -> Vec<PathBuf> {
    if let Some(given) = std::env::var_os("PARLANCE_CHROME") {
        return vec![PathBuf::from(given)];
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let mac = Some(PathBuf::from(MAC)).filter(|mac| mac.is_file());
    names
        .iter()
        .filter_map(|name| which(name))
        .chain(mac)
        .filter(|program| version(program).is_some())
        .collect()
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

#[cfg(test)]
mod tests {
    use super::is_debian;

    /// Ubuntu has /etc/debian_version too, and no chromium for apt-get to install.
    #[test]
    fn only_debian_is_debian() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(is_debian("ID=\"debian\""));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(!is_debian("VERSION_ID=debian\nID=linuxmint"));
        assert!(!is_debian(""));
    }
}
