//! `cargo xtask bench`: what the release page costs, in headless Chromium, against the practice endpoint.
//!
//! One file a section: `load` (bytes and time until typing works), `answers` (Markdown as fast as it comes), `deltas`
//! (200 a second), `reopen` and `long` (long conversations), `typing` (in a long text), `memory` (look-ups among 100,000 units),
//! `search` (among 20,000 messages), `import` (of 5,000 conversations), `segments` and `sse` (the translation and the protocol
//! crate on the host). Each measures three times; the table shows
//! the median, and how far it is from its goal. Nothing is kept between runs.

mod answers;
mod deltas;
mod figure;
mod history;
mod load;
mod long;
mod memory;
mod metrics;
mod reopen;
mod segments;
mod sse;
mod stage;
mod table;
mod typing;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use e2e::{Error, Result, args};
use figure::Figure;

const HELP: &str = "\
bench: what the release page costs

  --only NAME   measure this section only; may be given several times: load, answers, deltas, reopen,
                long, typing, memory, search, import, segments, sse
  --json FILE   write the figures, with every run, to a file as well
  --runs N      measure N times each (3)
  --help        print this
";

const SECTIONS: [&str; 11] = [
    "load", "answers", "deltas", "reopen", "long", "typing", "memory", "search", "import",
    "segments", "sse",
];

struct Asked {
    sections: Vec<&'static str>,
    json: Option<PathBuf>,
    runs: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let asked = match args::read("bench", HELP, &["--only", "--json", "--runs"], read) {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    match run(&asked).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(asked: &Asked) -> Result {
    let began = Instant::now();
    let load = load();
    let mut figures = Vec::new();
    let mut problems = Vec::new();
    for section in &asked.sections {
        eprintln!("→ {section}");
        match measure(section, asked.runs).await {
            Ok(found) => figures.extend(found),
            // The other sections are worth having all the same.
            Err(problem) => {
                eprintln!("✗ {section}: {problem}");
                problems.push(format!("`{section}` could not be measured: {problem}"));
            }
        }
    }
    print!("{}", table::table(&figures));
    println!(
        "\nMedian of {}, in {:.0} s. 1 kB of transfer is 1,000 bytes, 1 kB of Markdown 1,024.",
        asked.runs,
        began.elapsed().as_secs_f64()
    );
    if let Some(load) = load.filter(|load| *load > 1.0) {
        println!(
            "Other programs kept {load:.1} processors busy when this began: the times are worse than they are."
        );
    }
    if cfg!(debug_assertions) {
        println!(
            "This program was built without optimisation: the practice endpoint, `segments` and `sse` are slower than they are."
        );
    }
    if let Some(file) = &asked.json {
        std::fs::write(file, table::json(&figures))
            .map_err(|e| Error::new(format!("{} cannot be written: {e}", file.display())))?;
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::new(problems.join("\n"))),
    }
}

async fn measure(section: &str, runs: usize) -> Result<Vec<Figure>> {
    match section {
        "load" => load::measure(runs).await,
        "answers" => answers::measure(runs).await,
        "deltas" => deltas::measure(runs).await,
        "reopen" => reopen::measure(runs).await,
        "long" => long::measure(runs).await,
        "typing" => typing::measure(runs).await,
        "memory" => memory::measure(runs).await,
        "search" => history::search(runs).await,
        "import" => history::import(runs).await,
        "segments" => segments::measure(runs),
        _ => Ok(sse::measure(runs)),
    }
}

/// How many programs wanted a processor in the last minute, where the system tells.
fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn read(pairs: Vec<(String, String)>) -> std::result::Result<Asked, String> {
    let mut asked = Asked {
        sections: Vec::new(),
        json: None,
        runs: 3,
    };
    for (name, value) in pairs {
        match name.as_str() {
            "--only" => {
                let section = SECTIONS.iter().find(|section| **section == value);
                asked.sections.push(section.ok_or_else(|| {
                    format!(
                        "there is no section `{value}`; there are {}",
                        SECTIONS.join(", ")
                    )
                })?);
            }
            "--json" => asked.json = Some(value.into()),
            _ => {
                let runs = value.parse().ok().filter(|runs| (1..=20).contains(runs));
                asked.runs = runs.ok_or("--runs takes a number from 1 to 20")?;
            }
        }
    }
    if asked.sections.is_empty() {
        asked.sections = SECTIONS.to_vec();
    }
    Ok(asked)
}
