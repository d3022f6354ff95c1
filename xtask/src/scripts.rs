//! The page's scripts: those of our own at the top of the repository (boot.js …), put where index.html looks for them, and
//! made small for a release, as is what wasm-bindgen writes. In the first load every comment counts.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::Outcome;
use crate::cmd;
use crate::tools::Tools;

/// Where index.html looks for them.
const FOLDER: &str = "target/scripts";
const OURS: [&str; 4] = ["boot.js", "crash.js", "early.js", "preview.js"];

/// How small.
#[derive(Clone, Copy)]
pub enum Small {
    /// Without comments and white space: names stay, for those who want to read in the browser what runs there.
    Readable,
    /// As small as can be: nobody reads what wasm-bindgen writes.
    Smallest,
}

/// Puts our own in place. What has not changed is not written, so that nothing is built again for it.
pub fn place(tools: &Tools, release: bool) -> Outcome {
    let (root, folder) = (cmd::root(), cmd::root().join(FOLDER));
    fs::create_dir_all(&folder).map_err(|e| format!("{FOLDER} cannot be made: {e}."))?;
    for name in OURS {
        let mut text = fs::read_to_string(root.join(name))
            .map_err(|e| format!("{name} cannot be read: {e}."))?;
        if release {
            text = minify(tools, &text, Small::Readable)?;
        }
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        fs::write(&file, text).map_err(|e| format!("{FOLDER}/{name} cannot be written: {e}."))?;
    }
    Ok(())
}

/// A script that does the same and is shorter.
pub fn minify(tools: &Tools, script: &str, small: Small) -> Outcome<String> {
    let mut esbuild = cmd::command("esbuild");
    esbuild.args(["--loader=js", "--charset=utf8", "--log-level=error"]);
    esbuild.args(match small {
        Small::Readable => &["--minify-whitespace", "--minify-syntax"][..],
        Small::Smallest => &["--minify"],
    });
    let problem =
        |what: String| format!("esbuild {what}. The script it was given is kept as it was.");
    let mut child = tools
        .on_path(&mut esbuild)?
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| problem(format!("did not start: {e}")))?;
    // It reads to the end before it writes, so this cannot stand still.
    if let Some(mut input) = child.stdin.take() {
        input
            .write_all(script.as_bytes())
            .map_err(|e| problem(format!("did not take it: {e}")))?;
    }
    let output = child
        .wait_with_output()
        .map_err(|e| problem(format!("did not end: {e}")))?;
    if !output.status.success() {
        return Err(problem(format!("failed ({})", output.status)));
    }
    String::from_utf8(output.stdout).map_err(|e| problem(format!("wrote no text: {e}")))
}
