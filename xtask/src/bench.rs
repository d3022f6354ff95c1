//! `cargo xtask bench`, `cargo xtask shots`: programs of tests/e2e, run on the release page.

use std::path::Path;

use crate::Outcome;
use crate::cmd::{self, step};
use crate::dist;
use crate::page;
use crate::tools::{BrowserTools, Tools};

/// Measures the release page; ARGS go to the program.
pub fn run(args: &[String]) -> Outcome {
    on_dist(
        "bench",
        args,
        "The sentence above says what was being measured.",
    )
}

/// Screenshots of every screen; ARGS go to the program.
pub fn shots(args: &[String]) -> Outcome {
    on_dist(
        "shots",
        args,
        "The sentence above says which screen was being photographed.",
    )
}

/// Builds dist/, then runs a program of tests/e2e on it.
pub fn on_dist(program: &str, args: &[String], advice: &str) -> Outcome {
    let source = Path::new("tests/e2e/src/bin").join(format!("{program}.rs"));
    if !cmd::root().join(&source).is_file() && !cmd::root().join(source.with_extension("")).is_dir()
    {
        return Err(format!(
            "There is no {}: `{program}` is not written yet.",
            source.display()
        ));
    }
    // The browser first: what is missing for it is told before anything is compiled.
    let browser = BrowserTools::set_up()?;
    let tools = Tools::for_page()?;
    dist::build(&tools)?;
    // The release profile makes wasm small; these programs run on the host, and want to be fast
    // and quick to build.
    let mut cargo = cmd::cargo();
    for setting in [
        "inherits='release'",
        "opt-level=3",
        "lto=false",
        "codegen-units=16",
        "panic='unwind'",
    ] {
        cargo
            .arg("--config")
            .arg(format!("profile.tools.{setting}"));
    }
    cargo.args([
        "build",
        "--quiet",
        "--profile",
        "tools",
        "-p",
        "parlance-e2e",
        "--bin",
        program,
    ]);
    step(
        &format!("Building {program} (2 minutes the first time)"),
        || cmd::run(&mut cargo, "The first error above says what to change."),
    )?;
    let mut run = cmd::command(cmd::target_dir().join("tools").join(program));
    page::environment(browser.environment(run.args(args)));
    cmd::run(&mut run, advice)
}
