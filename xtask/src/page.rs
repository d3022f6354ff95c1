//! The page: built by Trunk, then finished so that it runs under its own content security policy,
//! from any folder of any host.
//!
//! Trunk writes an inline script that starts the wasm. The policy in index.html allows inline
//! scripts by hash only; the hash is known after the build alone, so index.html carries a
//! placeholder and `finish` fills it in. Trunk's own output is kept apart in target/page/, so that
//! the finished folder never holds a half-made page. A release page's wasm is then split: see
//! split.rs.

mod check;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::cmd::{self, step};
use crate::html::Html;
use crate::split::{self, Split};
use crate::tools::Tools;
use crate::worker::{self, Worker};
use crate::{scripts, style};

pub use check::first_load;

/// Stands in index.html's policy where the hashes of the inline scripts belong.
const PLACEHOLDER: &str = "'sha256-PARLANCE-INIT'";

/// Which page.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to build.
    Debug,
    /// The debug page with one more language, the pseudo-locale `en-XA`: see build.rs.
    Pseudo,
    /// Small and fast.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Pseudo => "pseudo",
            Self::Release => "release",
        }
    }

    /// Where the finished page goes, dist/ aside.
    pub fn folder(self) -> PathBuf {
        cmd::target_dir().join(format!("page-{}", self.name()))
    }

    /// Where Trunk puts its output.
    fn trunk_folder(self) -> PathBuf {
        cmd::target_dir().join("page").join(self.name())
    }
}

/// Builds the page into `folder`.
pub fn build(tools: &Tools, profile: Profile, folder: &Path) -> Outcome {
    let takes = match profile {
        Profile::Debug => "about 2 minutes the first time, then seconds",
        Profile::Pseudo => "1 to 2 minutes: only the app itself is built again",
        Profile::Release => "about 3 minutes the first time, then half a minute",
    };
    step(
        &format!("Building the {} page ({takes})", profile.name()),
        || {
            style::join()?;
            scripts::place(tools, matches!(profile, Profile::Release))?;
            // Found on the PATH that `on_path` sets below: Rust looks there, not on our own.
            let mut trunk = cmd::command("trunk");
            trunk.args([
                "build",
                "--offline",
                "--skip-version-check",
                "--public-url",
                "./",
                "--dist",
            ]);
            trunk.arg(profile.trunk_folder());
            match profile {
                Profile::Debug => {}
                Profile::Pseudo => {
                    trunk.env("PARLANCE_PSEUDO", "1");
                }
                Profile::Release => {
                    trunk.args(["--release", "--features", split::FEATURE]);
                    trunk.env("CARGO_ENCODED_RUSTFLAGS", split::rustflags());
                }
            }
            // Trunk refuses NO_COLOR=1, which other programs take.
            trunk.env_remove("NO_COLOR");
            cmd::run(
                tools.on_path(&mut trunk)?,
                "The first error above says what to change.",
            )
        },
    )?;
    let split = match profile {
        Profile::Debug | Profile::Pseudo => None,
        Profile::Release => Some(split::make(tools)?),
    };
    let worker = worker::build(tools, matches!(profile, Profile::Release))?;
    finish(&profile.trunk_folder(), split.as_ref(), &worker, folder)
}

/// Copies Trunk's output to `folder`, with the split wasm in the place of Trunk's, the worker beside
/// it and the hashes in place, and checks the result.
fn finish(built: &Path, split: Option<&Split>, worker: &Worker, folder: &Path) -> Outcome {
    let index = fs::read_to_string(built.join("index.html"))
        .map_err(|e| format!("{} has no index.html: {e}.", built.display()))?;
    let (index, replaced) = match split {
        Some(split) => split.in_index(&index)?,
        None => (index, Vec::new()),
    };
    let index = with_later_style(&without_ignored_integrity(&index))?;
    let index = allow_inline_scripts(&worker.in_index(&index)?)?;
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|e| format!("{} cannot be emptied: {e}.", folder.display()))?;
    }
    copy(built, folder)?;
    for name in replaced {
        fs::remove_file(folder.join(&name))
            .map_err(|e| format!("{name}, which Trunk wrote, cannot be removed: {e}."))?;
    }
    if let Some(split) = split {
        split.write(folder)?;
    }
    worker.write(folder)?;
    let write = |name: &str, text: &str| {
        fs::write(folder.join(name), text).map_err(|e| format!("{name} cannot be written: {e}."))
    };
    write("index.html", &index)?;
    // GitHub Pages otherwise leaves out files whose names begin with an underscore.
    write(".nojekyll", "")?;
    check::all(folder)
}

/// Puts the hash of every inline script in the place of the placeholder.
fn allow_inline_scripts(index: &str) -> Outcome<String> {
    let html = Html::read(index);
    let hashes: Vec<String> = html.scripts.iter().map(|text| hash(text)).collect();
    if !index.contains(PLACEHOLDER) {
        return Err(format!(
            "index.html's content security policy has no {PLACEHOLDER} in its script-src, where the inline scripts' hashes belong."
        ));
    }
    Ok(index.replace(PLACEHOLDER, &hashes.join(" ")))
}

/// Takes the integrity off the wasm's preload: browsers ignore it there, and Chromium complains of
/// it on every load (crbug.com/981419). Scripts and styles keep theirs.
fn without_ignored_integrity(index: &str) -> String {
    let mut parts = index.split("<link");
    let mut done = parts.next().unwrap_or("").to_owned();
    for part in parts {
        done.push_str("<link");
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let cut = tag
            .split_once(" integrity=\"")
            .filter(|_| tag.contains("as=\"fetch\""));
        match cut.and_then(|(before, value)| Some((before, value.split_once('"')?.1))) {
            Some((before, after)) => done.extend([before, after, ">", rest]),
            None => done.push_str(part),
        }
    }
    done
}

/// The second style sheet is not fetched with the page: its address stands in a `<meta>`, where the first part that needs it
/// finds it.
fn with_later_style(index: &str) -> Outcome<String> {
    let missing = || "index.html has no link to the later style sheet.".to_owned();
    let at = index.find("/later-").ok_or_else(missing)?;
    let start = index[..at].rfind("<link").ok_or_else(missing)?;
    let end = start + index[start..].find('>').ok_or_else(missing)? + 1;
    let link = Html::read(&index[start..end]);
    let link = link.elements.first().ok_or_else(missing)?;
    let meta = format!(
        r#"<meta name="parlance-style" content="{}">"#,
        link.get("href")
    );
    Ok([&index[..start], &meta, &index[end..]].concat())
}

/// A policy's source expression for an inline script (CSP 3, section 2.3.1).
fn hash(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let problem = |e: std::io::Error| {
        format!(
            "{} cannot be copied to {}: {e}.",
            from.display(),
            to.display()
        )
    };
    fs::create_dir_all(to).map_err(problem)?;
    for entry in fs::read_dir(from).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(problem)?;
        }
    }
    Ok(())
}

/// For a command that wants to know what a page weighs.
pub fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

/// The folder in which a browser test finds the page: given to programs in PARLANCE_DIST.
pub fn dist() -> PathBuf {
    cmd::root().join("dist")
}

/// Tells a program where the page is.
pub fn environment(command: &mut Command) -> &mut Command {
    command.env("PARLANCE_DIST", dist())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{PLACEHOLDER, allow_inline_scripts, with_later_style, without_ignored_integrity};

    #[test]
    fn the_later_style_sheet_is_named_and_not_fetched() {
        let page = r#"<link rel="stylesheet" href="./a-1.css"/><link rel="stylesheet" href="./later-2f.css" integrity="sha384-x"/><p>"#;
        assert_eq!(
            with_later_style(page).unwrap(),
            r#"<link rel="stylesheet" href="./a-1.css"/><meta name="parlance-style" content="./later-2f.css"><p>"#
        );
        assert!(with_later_style("<p>").is_err());
    }

    #[test]
    fn hashes_take_the_placeholders_place() {
        let index =
            format!("<meta content=\"script-src 'self' {PLACEHOLDER}\"><script>alert(1)</script>");
        let done = allow_inline_scripts(&index).unwrap();
        // From `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
        assert!(
            done.contains("'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"),
            "{done}"
        );
    }

    #[test]
    fn only_the_preload_loses_its_integrity() {
        let script = "<link rel=\"modulepreload\" href=\"a.js\" integrity=\"x\">";
        let index = format!("<p>{script}<link integrity=\"y\" as=\"fetch\" href=\"a.wasm\"></p>");
        let wanted = format!("<p>{script}<link as=\"fetch\" href=\"a.wasm\"></p>");
        assert_eq!(without_ignored_integrity(&index), wanted);
    }

    #[test]
    fn a_policy_without_a_placeholder_is_refused() {
        assert!(allow_inline_scripts("<meta content=\"script-src 'self'\">").is_err());
    }
}
