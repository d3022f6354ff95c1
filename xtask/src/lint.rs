//! `cargo xtask lint`: formatting, and clippy with warnings denied, for the host and for wasm32.

use crate::Outcome;
use crate::cmd::{self, step};
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
    step("Clippy for wasm32: the app", || {
        let mut clippy = cmd::cargo();
        clippy.args([
            "clippy",
            "--quiet",
            "-p",
            "parlance",
            "--target",
            "wasm32-unknown-unknown",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]);
        cmd::run(&mut clippy, advice)
    })
}
