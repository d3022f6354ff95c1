//! `cargo xtask test`: everything CI runs, in the order that finds trouble soonest.

use std::fs;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::cmd::{self, seconds};
use crate::page::{self, Profile};
use crate::tools::{BrowserTools, Tools};
use crate::{dist, lint, tools};

/// What was asked for.
struct Asked {
    /// One part only.
    only: Option<Part>,
    /// Use dist/ as it is.
    no_dist: bool,
    /// For the test programs.
    args: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Lint,
    Core,
    Browser,
    EndToEnd,
}

/// What must be set up for it: a part that needs little does not wait for the rest.
struct Needs {
    browser: Option<fn() -> Outcome<BrowserTools>>,
    tools: Option<fn() -> Outcome<Tools>>,
    wasm_target: bool,
}

impl Asked {
    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }

    fn needs(&self) -> Needs {
        let browser: Option<fn() -> Outcome<BrowserTools>> = if self.wants(Part::EndToEnd) {
            Some(BrowserTools::with_axe)
        } else if self.wants(Part::Browser) {
            Some(BrowserTools::set_up)
        } else {
            None
        };
        let tools: Option<fn() -> Outcome<Tools>> = if self.wants(Part::EndToEnd) && !self.no_dist {
            Some(Tools::for_page)
        } else if self.wants(Part::Browser) {
            Some(Tools::for_browser_tests)
        } else {
            None
        };
        Needs {
            browser,
            tools,
            wasm_target: self.wants(Part::Lint),
        }
    }
}

/// Runs the parts, stops at the first that fails, and prints how long each took.
pub fn run(args: &[String]) -> Outcome {
    let asked = read(args)?;
    let wants = |part| asked.wants(part);
    let needs = asked.needs();
    let mut table = Table::default();
    let result = (|| {
        // The browser first: what is missing for it is told before anything is compiled.
        let browser = match needs.browser {
            Some(set_up) => Some(table.time("browser and driver", set_up)?),
            None => None,
        };
        let tools = match needs.tools {
            Some(set_up) => Some(table.time("tools", set_up)?),
            None => None,
        };
        if needs.wasm_target {
            tools::wasm_target()?;
        }
        if wants(Part::Lint) {
            table.time("lint", lint::check)?;
        }
        if wants(Part::Core) {
            table.time("core tests", || core(&asked))?;
        }
        if let Some(browser) = &browser {
            if wants(Part::Browser)
                && let Some(tools) = &tools
            {
                table.time("browser tests", || in_browser(&asked, tools, browser))?;
            }
            if wants(Part::EndToEnd) {
                if !asked.no_dist
                    && let Some(tools) = &tools
                {
                    table.time("dist", || dist::build(tools))?;
                    table.time("pseudo-locale", || {
                        page::build(tools, Profile::Pseudo, &Profile::Pseudo.folder())
                    })?;
                }
                table.time("end-to-end tests", || end_to_end(&asked, browser))?;
            }
        }
        Ok(())
    })();
    table.print();
    result
}

fn read(args: &[String]) -> Outcome<Asked> {
    let mut asked = Asked {
        only: None,
        no_dist: false,
        args: Vec::new(),
    };
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--only" => asked.only = Some(part(rest.next())?),
            "--no-dist" => asked.no_dist = true,
            "--" => asked.args = rest.by_ref().cloned().collect(),
            other => {
                return Err(format!(
                    "`test` does not know `{other}`. It knows --only core|lint|browser|e2e, --no-dist, and -- with arguments for the test programs."
                ));
            }
        }
    }
    Ok(asked)
}

fn part(name: Option<&String>) -> Outcome<Part> {
    match name.map(String::as_str) {
        Some("lint") => Ok(Part::Lint),
        Some("core") => Ok(Part::Core),
        Some("browser") => Ok(Part::Browser),
        Some("e2e") => Ok(Part::EndToEnd),
        _ => Err("--only takes one of core, lint, browser, e2e.".into()),
    }
}

/// The pure crates, the practice endpoint, and the rules of the repository (xtask/tests/tidy/).
fn core(asked: &Asked) -> Outcome {
    let mut test = cmd::cargo();
    test.args([
        "test",
        "--quiet",
        "--workspace",
        "--exclude",
        "parlance",
        "--exclude",
        "parlance-e2e",
        "--",
    ]);
    cmd::run(
        test.args(&asked.args),
        "Run `cargo test -p <package>` for the package named above to see it alone.",
    )
}

/// The app's own tests, inside a headless browser.
fn in_browser(asked: &Asked, tools: &Tools, browser: &BrowserTools) -> Outcome {
    let config = cmd::target_dir().join("webdriver.json");
    let program = browser.browser.program.display().to_string();
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
    ];
    // Debug formatting of these plain strings is JSON.
    let json =
        format!("{{\"goog:chromeOptions\": {{\"binary\": {program:?}, \"args\": {flags:?}}}}}\n");
    fs::create_dir_all(cmd::target_dir())
        .and_then(|()| fs::write(&config, json))
        .map_err(|e| format!("{} cannot be written: {e}.", config.display()))?;
    let mut test = cmd::cargo();
    // Not --quiet: cargo hands it on, and wasm-bindgen's runner does not know it.
    test.args([
        "test",
        "-p",
        "parlance",
        "--target",
        "wasm32-unknown-unknown",
        "--",
    ])
    .args(&asked.args)
    .env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    )
    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &config)
    .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    browser.environment(tools.on_path(&mut test)?);
    cmd::run(
        &mut test,
        "Run `cargo xtask test --only browser -- <name>` to see one test alone.",
    )
}

/// The release page in a headless browser, through WebDriver.
fn end_to_end(asked: &Asked, browser: &BrowserTools) -> Outcome {
    if !page::dist().join("index.html").is_file() {
        return Err("There is no dist/. Run this without --no-dist.".into());
    }
    let mut test = cmd::cargo();
    test.args([
        "test",
        "-p",
        "parlance-e2e",
        "--no-fail-fast",
        "--",
        "--test-threads=2",
    ])
    .args(&asked.args)
    .env("PARLANCE_PSEUDO_DIST", Profile::Pseudo.folder());
    page::environment(browser.environment(&mut test));
    cmd::run(
        &mut test,
        "Run `cargo xtask test --only e2e --no-dist -- <name>` to see one test alone; screenshots and page logs of failed tests are in tests/out/.",
    )
}

/// How long each part took.
#[derive(Default)]
struct Table {
    rows: Vec<(&'static str, Duration, bool)>,
}

impl Table {
    fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let start = Instant::now();
        let result = work();
        self.rows.push((name, start.elapsed(), result.is_ok()));
        result
    }

    fn print(&self) {
        println!();
        for (name, time, ok) in &self.rows {
            println!(
                "{} {name:<20} {:>12}",
                if *ok { "✓" } else { "✗" },
                seconds(*time)
            );
        }
        let all = self.rows.iter().map(|(_, time, _)| *time).sum();
        println!("  {:<20} {:>12}", "together", seconds(all));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::read;

    /// The core tests built Trunk first, for seven minutes.
    #[test]
    fn a_part_sets_up_only_what_it_needs() {
        let check = |line: &str, expect: [bool; 3]| {
            let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            let needs = read(&args).unwrap().needs();
            let found = [
                needs.browser.is_some(),
                needs.tools.is_some(),
                needs.wasm_target,
            ];
            assert_eq!(found, expect, "{line:?}");
        };
        check("", [true, true, true]);
        check("--only core", [false, false, false]);
        check("--only lint", [false, false, true]);
        check("--only browser", [true, true, false]);
        check("--only e2e", [true, true, false]);
        check("--only e2e --no-dist", [true, false, false]);
    }
}
