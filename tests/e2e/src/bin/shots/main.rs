//! `cargo xtask shots`: pictures of every screen and state, in light and dark, wide and narrow, English and (for Translate
//! and Chat) Arabic, to be looked at.

mod around;
mod chat;
mod depth;
mod key;
mod rest;
mod studio;
mod translate;

use std::path::PathBuf;
use std::process::ExitCode;

use e2e::{Result, args, root};
use studio::Studio;

const HELP: &str = "\
shots: pictures of every screen and state

  --only PREFIX   only those whose names begin so: translate, chat-done
  --out FOLDER    where they go (target/shots)
  --help          print this
";

#[tokio::main]
async fn main() -> ExitCode {
    let (only, folder) =
        match args::read("shots", HELP, &["--only", "--out"], |pairs| Ok(read(pairs))) {
            Ok(asked) => asked,
            Err(code) => return code,
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
    around::all(&mut english).await;
    chat::all(&mut english).await;
    depth::all(&mut english).await;
    rest::after_calls(&mut english).await;
    let mut failed = english.finish();

    let mut arabic = Studio::open("ar", "-ar", only, folder).await?;
    translate::all(&mut arabic).await;
    around::all(&mut arabic).await;
    chat::all(&mut arabic).await;
    depth::all(&mut arabic).await;
    failed += arabic.finish();
    Ok(failed)
}

fn read(pairs: Vec<(String, String)>) -> (String, PathBuf) {
    let (mut only, mut folder) = (String::new(), root().join("target/shots"));
    for (name, value) in pairs {
        match name.as_str() {
            "--only" => only = value,
            _ => folder = value.into(),
        }
    }
    (only, folder)
}
