//! Every command a person or CI runs: `cargo xtask serve`, `test`, `dist`, `bench`, `lint`, `smoke`, `shots`.
//!
//! Start reading at `run` below: each command is a file. All of them set up what they need on a
//! fresh machine ([`tools`]), say what they do, and end with a sentence that says what to do when
//! they cannot go on.

mod bench;
mod cmd;
mod dist;
mod html;
mod lint;
mod page;
mod scripts;
mod serve;
mod smoke;
mod split;
mod style;
mod test;
mod tools;
mod worker;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve [--release] [--watch] [--port N]    build the page, serve it with a practice endpoint
  test  [--only core|lint|browser|e2e] [--no-dist] [-- ARGS]
                                            everything CI runs; ARGS go to the test programs
  dist                                      the release page in dist/, ready for any static host
  lint                                      formatting, clippy (host and wasm32), workflows
  bench [ARGS]                              measure the release page in a real browser
  smoke --endpoint URL --key KEY --model M  the main job in a real browser, against any endpoint
  shots [ARGS]                              screenshots of every screen
  setup [--browser]                         only set up the tools

The first run on a machine sets the tools up and takes up to ten minutes; later runs find them in
a cache folder of yours (printed by `setup`).";

/// What a command comes to: nothing, or one or more sentences that say what went wrong and what to do.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Outcome {
    let (command, rest) = args
        .split_first()
        .map_or(("help", &[][..]), |(c, rest)| (c.as_str(), rest));
    match command {
        "serve" => serve::run(rest),
        "test" => test::run(rest),
        "dist" => no_more(rest).and_then(|()| dist::run()),
        "lint" => no_more(rest).and_then(|()| lint::run()),
        "bench" => bench::run(rest),
        "shots" => bench::shots(rest),
        "smoke" => smoke::run(rest),
        "setup" => tools::run(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("There is no command `{other}`.\n\n{HELP}")),
    }
}

fn no_more(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("`{extra}` means nothing here.\n\n{HELP}")),
    }
}
