//! `cargo xtask shots`: pictures of every screen and state, in light and dark, wide and narrow, English and (for Translate
//! and Chat) Arabic, to be looked at.

mod chat;
mod key;
mod rest;
mod studio;
mod translate;

use std::path::PathBuf;
use std::process::ExitCode;

use e2e::{Result, root};
use studio::Studio;

const HELP: &str = "\
shots: pictures of every screen and state

  --only PREFIX   only those whose names begin so: translate, chat-done
  --out FOLDER    where they go (target/shots)
  --help          print this
";

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let (only, folder) = match read(&args) {
        Ok(asked) => asked,
        Err(problem) => {
            eprintln!("shots: {problem}\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    match run(only, folder).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missing) => {
            eprintln!("shots: {missing} screens could not be brought up; why is said above");
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("shots: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Every screen, in an order in which each finds what it needs; the number of those that failed.
async fn run(only: String, folder: PathBuf) -> Result<usize> {
    let mut english = Studio::open("en-US", "", only.clone(), folder.clone()).await?;
    rest::before_any_call(&mut english).await;
    key::all(&mut english).await;
    translate::all(&mut english).await;
    chat::all(&mut english).await;
    rest::after_calls(&mut english).await;
    let mut failed = english.finish();

    let mut arabic = Studio::open("ar", "-ar", only, folder).await?;
    translate::all(&mut arabic).await;
    chat::all(&mut arabic).await;
    failed += arabic.finish();
    Ok(failed)
}

fn read(args: &[String]) -> std::result::Result<(String, PathBuf), String> {
    let (mut only, mut folder) = (String::new(), root().join("target/shots"));
    let mut rest = args.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{name} wants a value"));
        match name.as_str() {
            "--only" => only = value()?.clone(),
            "--out" => folder = value()?.into(),
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok((only, folder))
}
