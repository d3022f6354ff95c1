//! The web worker: a program of its own (crates/worker), built beside the page and fetched when it is first wanted.
//!
//! Trunk can build workers too, but would build this one with the flags and features that the page's wasm needs to be split, and
//! leave it as large as the compiler writes it. Its two files are `worker-HASH.js`, a plain script, and `worker-HASH_bg.wasm`; the
//! page finds the first in a `<meta>`. What reads heavy files (crates/reader) is a second such program, `reader-HASH.js` with the
//! same hash: so the page finds it without a word more in its first load.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::cmd::{self, step};
use crate::scripts::{self, Small};
use crate::split;
use crate::tools::Tools;

/// Stands in index.html where the worker's address belongs.
const PLACEHOLDER: &str = "PARLANCE-WORKER";

/// The packages, and what their files are called.
const PROGRAMS: [(&str, &str); 2] = [("parlance-worker", "worker"), ("parlance-reader", "reader")];

/// The finished files, to be put beside index.html.
pub struct Worker {
    hash: String,
    /// Names and contents.
    files: Vec<(String, Vec<u8>)>,
}

/// Builds it.
pub fn build(tools: &Tools, release: bool) -> Outcome<Worker> {
    step("Building the worker (half a minute the first time)", || {
        let folder = cmd::target_dir().join("worker");
        compile(release)?;
        for (package, _) in PROGRAMS {
            bind(tools, release, &folder, package)?;
            if release {
                split::shrink_one(tools, &folder.join(format!("{package}_bg.wasm")))?;
            }
        }
        put_together(tools, release, &folder)
    })
}

impl Worker {
    /// The page, naming it.
    pub fn in_index(&self, index: &str) -> Outcome<String> {
        if !index.contains(PLACEHOLDER) {
            return Err(format!(
                "index.html has no {PLACEHOLDER}, where the worker's address belongs."
            ));
        }
        Ok(index.replace(PLACEHOLDER, &format!("./worker-{}.js", self.hash)))
    }

    /// Writes the files into a page's folder.
    pub fn write(&self, folder: &Path) -> Outcome {
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes)
                .map_err(|e| format!("{name} cannot be written: {e}."))?;
        }
        Ok(())
    }
}

fn compile(release: bool) -> Outcome {
    let mut cargo = cmd::cargo();
    cargo.args(["build", "--quiet", "--target=wasm32-unknown-unknown"]);
    for (package, _) in PROGRAMS {
        cargo.args(["--package", package, "--bin", package]);
    }
    if release {
        cargo.arg("--release");
    }
    cmd::run(&mut cargo, "The first error above says what to change.")
}

/// A script without modules: every browser runs those in workers.
fn bind(tools: &Tools, release: bool, folder: &Path, package: &str) -> Outcome {
    let profile = if release { "release" } else { "debug" };
    let built = format!("wasm32-unknown-unknown/{profile}/{package}.wasm");
    let mut bindgen = cmd::command("wasm-bindgen");
    bindgen
        .args(["--target", "no-modules", "--no-typescript", "--out-dir"])
        .arg(folder)
        .arg(cmd::target_dir().join(built));
    cmd::run(
        tools.on_path(&mut bindgen)?,
        "If it cannot read the file, it is not of the version in Cargo.lock.",
    )
}

fn put_together(tools: &Tools, release: bool, folder: &Path) -> Outcome<Worker> {
    let problem = |name: &str, e| format!("{name} cannot be read: {e}.");
    let mut parts = Vec::new();
    for (package, _) in PROGRAMS {
        let name = format!("{package}_bg.wasm");
        let wasm = fs::read(folder.join(&name)).map_err(|e| problem(&name, e))?;
        let name = format!("{package}.js");
        let script = fs::read_to_string(folder.join(&name)).map_err(|e| problem(&name, e))?;
        parts.push((script, wasm));
    }
    let all: Vec<&[u8]> = parts
        .iter()
        .flat_map(|(script, wasm)| [script.as_bytes(), wasm.as_slice()])
        .collect();
    let hash = split::short_hash(&all);
    let mut files = Vec::new();
    for ((_, name), (script, wasm)) in PROGRAMS.into_iter().zip(parts) {
        let wasm_name = format!("{name}-{hash}_bg.wasm");
        let mut script = started(&script, &wasm_name);
        if release {
            script = scripts::minify(tools, &script, Small::Smallest)?;
        }
        files.push((format!("{name}-{hash}.js"), script.into_bytes()));
        files.push((wasm_name, wasm));
    }
    Ok(Worker { hash, files })
}

/// What wasm-bindgen writes only defines; this starts it. Addresses in a worker are relative to its script. A promise that
/// fails is thrown, since the page hears of what is thrown alone.
fn started(script: &str, wasm: &str) -> String {
    format!(
        "{script}\naddEventListener(\"unhandledrejection\", (event) => setTimeout(() => {{ throw event.reason; }}));\n\
         wasm_bindgen({{ module_or_path: \"./{wasm}\" }});\n"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{PLACEHOLDER, Worker, started};

    #[test]
    fn the_page_names_the_script_and_the_script_the_wasm() {
        let worker = Worker {
            hash: "1".into(),
            files: Vec::new(),
        };
        let index = format!("<meta name=\"parlance-worker\" content=\"{PLACEHOLDER}\">");
        assert_eq!(
            worker.in_index(&index).unwrap(),
            "<meta name=\"parlance-worker\" content=\"./worker-1.js\">"
        );
        assert!(worker.in_index("<p>").is_err());
        assert!(started("let a;", "w.wasm").ends_with("({ module_or_path: \"./w.wasm\" });\n"));
    }
}
