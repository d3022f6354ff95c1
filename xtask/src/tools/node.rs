//! What npm provides: binaryen's wasm-opt and, for the tests, axe-core.

use std::path::{Path, PathBuf};

use super::{folder, major, version};
use crate::Outcome;
use crate::cmd::{self, step, which};

const BINARYEN: &str = "132";
/// Older ones do not know all that the compiler emits.
const OLDEST_WASM_OPT: u32 = 119;
const AXE: &str = "4.14.1";

/// The folder with a wasm-opt.
pub fn wasm_opt() -> Outcome<PathBuf> {
    let home = folder()?.join(format!("binaryen-{BINARYEN}"));
    let bin = home.join("node_modules").join(".bin");
    if bin.join("wasm-opt").is_file() {
        return Ok(bin);
    }
    if let Some(found) = which("wasm-opt")
        && version(&found)
            .and_then(|v| major(&v))
            .is_some_and(|v| v >= OLDEST_WASM_OPT)
        && let Some(its_folder) = found.parent()
    {
        return Ok(its_folder.to_path_buf());
    }
    install(&home, "binaryen", BINARYEN, "wasm-opt")?;
    Ok(bin)
}

/// axe-core's script.
pub fn axe() -> Outcome<PathBuf> {
    let home = folder()?.join(format!("axe-core-{AXE}"));
    let script = home.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        install(&home, "axe-core", AXE, "the accessibility checker")?;
    }
    Ok(script)
}

/// Installs a package into a folder of its own.
pub fn install(home: &Path, package: &str, version: &str, what_for: &str) -> Outcome {
    if which("npm").is_none() {
        return Err(format!(
            "{what_for} comes from npm ({package} {version}), and there is no npm. Install Node.js 20 or newer (https://nodejs.org, or your system's packages), then run this again."
        ));
    }
    step(
        &format!("Installing {package} {version} with npm (some seconds, once)"),
        || {
            std::fs::create_dir_all(home)
                .map_err(|e| format!("{} cannot be made: {e}.", home.display()))?;
            cmd::run(
                cmd::command("npm")
                    .current_dir(home)
                    .args([
                        "install",
                        "--no-fund",
                        "--no-audit",
                        "--loglevel=error",
                        "--prefix",
                    ])
                    .arg(home)
                    .arg(format!("{package}@{version}")),
                "Check the network, then run this again.",
            )
        },
    )
}
