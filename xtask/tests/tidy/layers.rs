//! Who may not touch what.

use crate::assert_none;
use crate::sources::{Source, names, sources};

/// Lines of `files` that name one of `forbidden`.
fn naming<'a>(files: impl IntoIterator<Item = &'a Source>, forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (line, code) in file.shipped() {
            for name in forbidden.iter().filter(|name| names(code, name)) {
                found.push(format!("{}:{line} names {name}", file.path));
            }
        }
    }
    found
}

/// The scripts beside index.html.
fn scripts() -> Vec<Source> {
    let mut files = sources("", &[".js"]);
    files.retain(|f| !f.path.contains('/'));
    files
}

fn pure_crates(ending: &str) -> Vec<Source> {
    let mut files = sources("crates", &[ending]);
    // Fuzz targets and benches run on the host, around the crate.
    files.retain(|f| {
        !f.path.starts_with("crates/practice/")
            && !f.path.contains("/fuzz/")
            && !f.path.contains("/benches/")
    });
    files
}

#[test]
fn pure_crates_know_no_page_no_clock_and_no_runtime() {
    let forbidden = [
        "leptos*",
        "web_sys",
        "js_sys",
        "wasm_bindgen*",
        "gloo*",
        "tokio",
        "Instant::now",
        "SystemTime",
        "getrandom",
        "rand",
        "TcpStream",
        "UdpSocket",
        "ToSocketAddrs",
        "std::fs",
        "std::thread",
    ];
    let code: Vec<Source> = pure_crates(".rs")
        .into_iter()
        .filter(|f| f.path.contains("/src/"))
        .collect();
    assert_none(
        "The core is sans-IO: what it needs comes in as values.",
        &naming(&code, &forbidden),
    );
}

#[test]
fn pure_crates_depend_on_nothing_that_does_io() {
    let mut found = Vec::new();
    for file in pure_crates("Cargo.toml") {
        let shipped = file.text.split("[dev-dependencies]").next().unwrap_or("");
        for (at, line) in shipped.lines().enumerate() {
            let package = line.split(['=', '.', ' ']).next().unwrap_or("");
            let io = [
                "leptos",
                "web-sys",
                "js-sys",
                "wasm-bindgen",
                "gloo",
                "tokio",
                "reqwest",
                "getrandom",
                "rand",
                "regex",
            ];
            if io
                .iter()
                .any(|name| package == *name || package.starts_with(&format!("{name}-")))
            {
                found.push(format!("{}:{} depends on {package}", file.path, at + 1));
            }
        }
    }
    assert_none(
        "The core is sans-IO, and `regex` is too heavy for the first load.",
        &found,
    );
}

#[test]
fn only_the_edge_knows_the_browser() {
    let mut files = sources("src", &[".rs"]);
    files.retain(|f| !f.path.starts_with("src/browser/"));
    let found = naming(
        &files,
        &["web_sys", "js_sys", "gloo_*", "wasm_bindgen*", "idb"],
    );
    assert_none("Only src/browser/ names the browser's own types.", &found);
}

#[test]
fn views_reach_neither_browser_nor_wire() {
    let files = sources("src/ui", &[".rs"]);
    let found = naming(
        &files,
        &[
            "crate::browser",
            "HttpRequest",
            "chat_request",
            "models_request",
            "Call::new",
        ],
    );
    assert_none(
        "src/ui/ talks to src/state/ alone, and never builds a request.",
        &found,
    );
}

#[test]
fn model_output_never_becomes_markup() {
    let mut files = sources("src", &[".rs", ".js"]);
    files.extend(sources("crates", &[".rs"]));
    files.extend(scripts());
    // The browser tests read what became of the nodes.
    files.retain(|f| !f.path.contains("/tests/"));
    let found = naming(
        &files,
        &[
            "inner_html",
            "set_inner_html",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "insert_adjacent_html",
            "createContextualFragment",
            "eval(",
        ],
    );
    assert_none("Model output becomes nodes, from a Markdown AST.", &found);
}

#[test]
fn one_module_knows_where_the_key_is() {
    let mut files = sources("src", &[".rs", ".js"]);
    files.extend(scripts());
    // crash.js takes the key out of whatever it shows, when the wasm no longer can.
    files.retain(|f| {
        !["src/browser/session.rs", "crash.js"].contains(&f.path.as_str())
            && !f.path.contains("/tests/")
    });
    // In two pieces, so that this file is not found by a search for the name.
    let found = naming(&files, &[concat!("parlance", ".key")]);
    assert_none(
        "Only src/browser/session.rs reads or writes the key.",
        &found,
    );
}

#[test]
fn the_key_cannot_be_shown_or_written_by_accident() {
    let mut files = sources("src", &[".rs"]);
    files.extend(sources("crates", &[".rs"]));
    let mut found = Vec::new();
    for file in &files {
        let mut derives = String::new();
        for (line, code) in file.code() {
            let code = code.trim();
            for name in ["Display", "Serialize", "Deref", "ToString"] {
                if code.starts_with("impl") && names(code, name) && code.contains("for ApiKey") {
                    found.push(format!("{}:{line} gives ApiKey a {name}", file.path));
                }
            }
            if code.starts_with("#[") {
                derives.push_str(code);
                continue;
            }
            if names(code, "struct ApiKey") {
                for name in ["Debug", "Serialize"]
                    .iter()
                    .filter(|name| names(&derives, name))
                {
                    found.push(format!("{}:{line} derives {name} for ApiKey", file.path));
                }
            }
            derives.clear();
        }
    }
    assert_none(
        "ApiKey has no Display and no Serialize, and a Debug that hides it.",
        &found,
    );
}
