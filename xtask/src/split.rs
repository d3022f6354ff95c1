//! The release page's wasm in several files: a main one, and parts that are fetched when they are
//! first shown (src/ui/lazy.rs says which).
//!
//! Trunk knows nothing of parts. It builds one wasm that still tells which function uses which
//! (`flags`); here that wasm is split, its main part gets its JavaScript, all of it is made small and
//! put in the `order` that compresses best, and the page that Trunk wrote is told the new names. The
//! files are
//!
//! - `parlance-HASH.js` and `parlance-HASH_bg.wasm`: the main part, as wasm-bindgen writes it,
//! - `parlance-split-HASH.js`: what the main script imports of the link module (`stub`),
//! - `parlance-link-HASH.js`: the link module, which fetches parts; fetched with the first of them,
//! - `part-NAME-HASH.wasm`: a part, or what several parts share and the main one does not need,
//! - `part-small-HASH.wasm`: all that are small, one after another. Not wasm as a whole, but hosts
//!   compress it like the others for its ending.
//!
//! A host may let browsers keep these files for good, so a name changes with what is in the file
//! and in all that the file names.

mod flags;
mod order;
mod pack;
mod short;
mod stub;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use sha2::{Digest, Sha256};
use wasm_split_cli_support::Options;

use crate::Outcome;
use crate::cmd::{self, step};
use crate::scripts::{self, Small};
use crate::tools::Tools;

pub use flags::encoded as rustflags;

/// The cargo feature that marks where parts begin.
pub const FEATURE: &str = "split";

/// What the compiler may emit and browsers have had for years; more would lock older ones out.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The finished files, to be put beside index.html.
pub struct Split {
    /// Names and contents.
    files: Vec<(String, Vec<u8>)>,
    names: texts::Names,
}

/// Splits what Trunk has just built.
pub fn make(tools: &Tools) -> Outcome<Split> {
    let folder = cmd::target_dir().join("split");
    let parts = step("Splitting the wasm (some seconds)", || cut(&folder))?;
    step("Writing the JavaScript of its main part", || {
        bind(tools, &folder)?;
        shorten(&folder)
    })?;
    let (small, large) = pack::small_and_large(parts)?;
    // The main part first: it takes longest.
    let mut wasms = vec![folder.join("parlance_bg.wasm")];
    wasms.extend(large.iter().cloned());
    step(
        &format!("Making {} wasm files smaller (a minute)", wasms.len()),
        || shrink(tools, &wasms),
    )?;
    put_together(&folder, &small, &large, &|script| {
        scripts::minify(tools, script, Small::Smallest)
    })
}

impl Split {
    /// The page that Trunk wrote, naming these files, and the files of Trunk's it no longer names.
    pub fn in_index(&self, index: &str) -> Outcome<(String, Vec<String>)> {
        texts::in_index(index, &self.names)
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

/// Cuts the wasm into `folder`; the files of its parts, without the main one.
fn cut(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let whole = cmd::target_dir().join("wasm32-unknown-unknown/release/parlance.wasm");
    let bytes = fs::read(&whole).map_err(|e| {
        format!(
            "{} cannot be read: {e}. Trunk builds it there, unless cargo's configuration names another target folder: name that in CARGO_TARGET_DIR instead.",
            whole.display()
        )
    })?;
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|e| format!("{} cannot be emptied: {e}.", folder.display()))?;
    }
    let main = folder.join("parlance.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "./parlance.js";
    options.emit_dwarf = false;
    let split = wasm_split_cli_support::transform(options).map_err(|e| {
        format!(
            "{} cannot be split: {e:#}. It has to be built with the feature `{FEATURE}` and the flags in xtask/src/split/flags.rs.",
            whole.display()
        )
    })?;
    if split.split_modules.is_empty() {
        return Err(format!(
            "{} has no parts. Is anything in src/ui/lazy.rs still marked with wasm_split?",
            whole.display()
        ));
    }
    Ok(split.split_modules)
}

/// The same as Trunk does with the whole, but the table of functions stays exported: a part fills
/// it with its own and calls those of the main part through it.
fn bind(tools: &Tools, folder: &Path) -> Outcome {
    // Found on the PATH that `on_path` sets, as in page.rs.
    let mut bindgen = cmd::command("wasm-bindgen");
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            "parlance",
        ])
        .arg("--out-dir")
        .arg(folder)
        .arg(folder.join("parlance.wasm"));
    cmd::run(
        tools.on_path(&mut bindgen)?,
        "If it cannot read the file, the splitter and wasm-bindgen do not fit together: see their versions in Cargo.lock.",
    )
}

/// Gives short names to what the main part takes from its JavaScript.
fn shorten(folder: &Path) -> Outcome {
    let (wasm, script) = (folder.join("parlance_bg.wasm"), folder.join("parlance.js"));
    let problem = |file: &Path, e| format!("{} cannot be read or written: {e}.", file.display());
    let bytes = fs::read(&wasm).map_err(|e| problem(&wasm, e))?;
    let text = fs::read_to_string(&script).map_err(|e| problem(&script, e))?;
    let (bytes, text) = short::names(&bytes, &text)?;
    fs::write(&wasm, bytes).map_err(|e| problem(&wasm, e))?;
    fs::write(&script, text).map_err(|e| problem(&script, e))
}

/// Two at a time: wasm-opt has one thread, as npm has it, and each takes some hundred MB.
fn shrink(tools: &Tools, files: &[PathBuf]) -> Outcome {
    let next = AtomicUsize::new(0);
    let work = || -> Outcome {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            shrink_one(tools, file)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let second = scope.spawn(work);
        let first = work();
        let second = second
            .join()
            .unwrap_or_else(|_| Err("A thread that runs wasm-opt broke off.".into()));
        first.and(second)
    })
}

/// Makes a wasm file small, in its place.
pub fn shrink_one(tools: &Tools, file: &Path) -> Outcome {
    let mut opt = cmd::command("wasm-opt");
    opt.args(WASM_FEATURES)
        .args(["-Oz", "--strip-producers", "--strip-target-features"]);
    opt.arg(file).arg("-o").arg(file);
    // Quietly: it warns of names in the parts, which it then drops.
    cmd::run_quietly(
        tools.on_path(&mut opt)?,
        "If it speaks of a feature, the compiler emits one that xtask/src/split.rs does not allow.",
    )?;
    let problem = |e| format!("{} cannot be read or written: {e}.", file.display());
    let ordered = order::by_likeness(&fs::read(file).map_err(problem)?)?;
    fs::write(file, ordered).map_err(problem)
}

/// Gives every file its name, and writes the names where files name each other.
fn put_together(
    folder: &Path,
    small: &[PathBuf],
    large: &[PathBuf],
    minify: &dyn Fn(&str) -> Outcome<String>,
) -> Outcome<Split> {
    let read = |file: &Path| {
        fs::read(file).map_err(|e| format!("{} cannot be read: {e}.", file.display()))
    };
    let text = |name: &str| {
        String::from_utf8(read(&folder.join(name))?).map_err(|e| format!("{name}: {e}."))
    };
    let wasm = read(&folder.join("parlance_bg.wasm"))?;
    let script = text("parlance.js")?;
    let mut link = texts::tolerant(&text("__wasm_split.js")?)?;
    let mut files = Vec::new();
    let part = |file: &Path| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        Ok::<_, String>((stem.into_owned(), read(file)?))
    };
    let part_name = |stem: &str, bytes: &[u8]| texts::part_name(stem, &short_hash(&[bytes]));
    if !small.is_empty() {
        let small: Vec<_> = small
            .iter()
            .map(|file| part(file))
            .collect::<Outcome<_>>()?;
        let (with_pack, name, pack) = pack::packed(&link, &small, |pack| part_name("small", pack))?;
        link = with_pack;
        files.push((name, pack));
    }
    for file in large {
        let (stem, bytes) = part(file)?;
        let name = part_name(&stem, &bytes);
        let (from, to) = (format!("\"./{stem}.wasm\""), format!("\"./{name}\""));
        link = texts::replaced(&link, &from, &to, "the link module")?;
        files.push((name, bytes));
    }
    // The scripts name each other, so none can have a hash of its final text. All of them and the wasm
    // have this one, made of what they were before; the parts are in it through their names.
    let hash = short_hash(&[script.as_bytes(), link.as_bytes(), &wasm]);
    let name = |begin: &str, end: &str| format!("parlance-{begin}{hash}{end}");
    let (script_name, stub_name) = (name("", ".js"), name("split-", ".js"));
    let link_name = name("link-", ".js");
    let script = minify(&texts::imports(&script, "__wasm_split.js", &stub_name)?)?;
    let stub = texts::imports(&stub::of(&link)?, "parlance.js", &script_name)?;
    let to = format!("./{link_name}");
    let stub = minify(&texts::replaced(&stub, stub::LINK, &to, "the stub")?)?;
    let link = minify(&texts::imports(&link, "parlance.js", &script_name)?)?;
    let names = texts::Names {
        script_integrity: texts::integrity(&script),
        stub_integrity: texts::integrity(&stub),
        wasm: name("", "_bg.wasm"),
        script: script_name,
        stub: stub_name,
    };
    files.push((names.script.clone(), script.into()));
    files.push((names.stub.clone(), stub.into()));
    files.push((link_name, link.into()));
    files.push((names.wasm.clone(), wasm));
    Ok(Split { files, names })
}

/// Enough of a hash for a file's name, as Trunk has it. Lengths are hashed too, so that bytes
/// cannot wander from one file to the next unseen.
pub fn short_hash(contents: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for bytes in contents {
        hasher.update(bytes.len().to_le_bytes());
        hasher.update(bytes);
    }
    let hash = hasher.finalize();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::PathBuf;

    use super::{put_together, short_hash};

    const LINK: &str = "import { initSync } from \"./parlance.js\";\n\
        const a = () => { const src = fetch(new URL(\"./split_chat.wasm\", import.meta.url));\n\
        return async (imports) => (WebAssembly.instantiateStreaming(src, imports)); };\n\
        export const __wasm_split_load_chat = a;\n";
    const SCRIPT: &str = "import * as import1 from \"./__wasm_split.js\"\nlet x;";

    /// The names of all files, made from these contents.
    fn names(test: &str, script: &str, part: &str, wasm: &str) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!("parlance-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, text: &str| -> PathBuf {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        file("parlance.js", script);
        file("parlance_bg.wasm", wasm);
        file("__wasm_split.js", LINK);
        let parts = [file("split_chat.wasm", part)];
        let split = put_together(&folder, &[], &parts, &|script| Ok(script.to_owned())).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        split.files.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_change_with_what_is_in_the_files() {
        let before = names("before", SCRIPT, "part", "wasm");
        assert_eq!(before, names("again", SCRIPT, "part", "wasm"));
        let [part, main @ ..] = &before[..] else {
            panic!("{before:?}");
        };
        assert_eq!(*part, format!("part-chat-{}.wasm", short_hash(&[b"part"])));
        // A part's bytes are in the link module's name, and so in the main script's.
        let after = names("part", SCRIPT, "other", "wasm");
        assert!(before.iter().all(|name| !after.contains(name)), "{after:?}");
        // A part that stays the same keeps its name, whatever the main one becomes.
        let after = names("wasm", SCRIPT, "part", "other");
        assert!(after.contains(part) && !main.iter().any(|name| after.contains(name)));
        let after = names("script", &SCRIPT.replace('x', "y"), "part", "wasm");
        assert!(after.contains(part) && !main.iter().any(|name| after.contains(name)));
    }
}
