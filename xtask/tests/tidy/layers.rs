//! Who may not touch what.

use std::process::Command;

use serde_json::{Value, json};

use crate::assert_none;
use crate::sources::{Source, names, root, sources};

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

fn pure_crates() -> Vec<Source> {
    let mut files = sources("crates", &[".rs"]);
    // Fuzz targets and benches run on the host, around the crate. The worker's program is an edge as src/browser/ is: a worker
    // has no page behind it, so that its messages and its database have to be named there.
    files.retain(|f| {
        !f.path.starts_with("crates/practice/")
            && !f.path.starts_with("crates/worker/src/edge")
            && !f.path.starts_with("crates/reader/src/edge")
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
    let code: Vec<Source> = pure_crates()
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
    // As cargo reads the manifests: there are many ways to write a dependency, and to rename it.
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut manifests = sources("crates", &["Cargo.toml"]);
    manifests.retain(|f| f.path.matches('/').count() == 2 && !f.path.contains("/practice/"));
    assert_eq!(
        pure_packages(&metadata).count(),
        manifests.len(),
        "every crate is in the workspace"
    );
    assert_none(
        "The core is sans-IO, and `regex` is too heavy for the first load.",
        &io_dependencies(&metadata),
    );
}

/// Of what `cargo metadata` says: the core crates.
fn pure_packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| {
            let manifest = package["manifest_path"]
                .as_str()
                .unwrap()
                .replace('\\', "/");
            // The repository itself may lie in a folder of that name.
            let mut folders = manifest.rsplit('/').skip(1);
            let name = folders.next();
            name != Some("practice") && folders.next() == Some("crates")
        })
}

/// What they depend on, tests aside, and must not.
fn io_dependencies(metadata: &Value) -> Vec<String> {
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
        "parlance-practice",
    ];
    let mut found = Vec::new();
    for package in pure_packages(metadata) {
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap();
            let does_io = io
                .iter()
                .any(|io| name == *io || name.starts_with(&format!("{io}-")));
            // The worker's edge is there in a browser alone; its library, which the page takes, names none of it: see above.
            let worker =
                package["name"] == "parlance-worker" || package["name"] == "parlance-reader";
            let edge = worker && dependency["target"].is_string();
            if does_io && !edge && dependency["kind"] != "dev" {
                found.push(format!("{} depends on {name}", package["name"]));
            }
        }
    }
    found
}

/// A table of its own, another name, and what came after `[dev-dependencies]` were not seen.
#[test]
fn a_dependency_is_seen_however_it_is_written() {
    let crate_in = |folder: &str, dependencies: Value| json!({"name": folder, "manifest_path": format!("/x/{folder}/Cargo.toml"), "dependencies": dependencies});
    let tokio = json!({"name": "tokio", "rename": null, "kind": null});
    let metadata = json!({"packages": [
        crate_in("crates/wire", json!([
            {"name": "serde", "rename": null, "kind": null},
            {"name": "regex", "rename": "patterns", "kind": null, "target": "cfg(unix)"},
            {"name": "rand", "rename": null, "kind": "dev"},
            {"name": "gloo-timers", "rename": null, "kind": "build"},
        ])),
        crate_in("crates/practice", json!([tokio])),
        crate_in("tests/e2e", json!([tokio])),
        json!({"name": "parlance-worker", "manifest_path": "/x/crates/worker/Cargo.toml", "dependencies": [
            {"name": "js-sys", "kind": null, "target": "cfg(target_arch = \"wasm32\")"},
            {"name": "web-sys", "kind": null, "target": null},
        ]}),
    ]});
    assert_eq!(
        io_dependencies(&metadata),
        [
            "\"crates/wire\" depends on regex",
            "\"crates/wire\" depends on gloo-timers",
            "\"parlance-worker\" depends on web-sys",
        ]
    );
}

/// Whether a request may be handed to the browser in this file: all of them do so when the gate says it, and `calls` may be
/// split.
fn may_send(path: &str) -> bool {
    let places = ["src/state/calls.rs", "src/state/one_piece.rs"];
    places.contains(&path)
        || path.starts_with("src/state/calls/")
        || path.starts_with("src/state/calls_")
        || path.starts_with("src/browser/")
}

#[test]
fn no_request_leaves_except_through_the_gate() {
    let mut files = sources("src", &[".rs"]);
    files.retain(|f| !may_send(&f.path));
    // The module is not named at all, nor renamed: else its `send` could have another name.
    let found = naming(&files, &["browser::http", "http::*", "http as"]);
    assert_none(
        "Requests leave from calls and one_piece in src/state/, when the gate says so.",
        &found,
    );
    // And from the browser layer by one door.
    let mut edge = sources("src/browser", &[".rs"]);
    edge.retain(|f| f.path != "src/browser/http.rs" && !f.path.contains("/tests/"));
    edge.extend(sources("crates/worker", &[".rs"]));
    let found = naming(
        &edge,
        &[
            "fetch_with*",
            "gloo_net*",
            "XmlHttpRequest",
            "WebSocket",
            "EventSource",
            "send_beacon*",
        ],
    );
    assert_none("Only src/browser/http.rs asks the network.", &found);
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
