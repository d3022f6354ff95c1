//! `cargo xtask dist`: the release page in dist/.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Outcome;
use crate::page::{self, Profile};
use crate::tools::Tools;

/// Sets up the tools, builds, checks, and says what the page weighs.
pub fn run() -> Outcome {
    build(&Tools::for_page()?)
}

/// The same, with the tools at hand.
pub fn build(tools: &Tools) -> Outcome {
    page::build(tools, Profile::Release, &page::dist())?;
    weigh()?;
    println!("dist/ is ready: put it into any folder of any static host.");
    Ok(())
}

fn weigh() -> Outcome {
    let folder = page::dist();
    let first = page::first_load(&folder)?;
    let mut parts = page::all_files(&folder);
    parts.retain(|file| !first.contains(file) && file.extension().is_some_and(|e| e == "wasm"));
    table("first load", &folder, &first)?;
    table("fetched when first shown", &folder, &parts)
}

fn table(what: &str, folder: &Path, files: &[PathBuf]) -> Outcome {
    println!("{:>12} {:>12}  {what}", "bytes", "gzip");
    let (mut raw_sum, mut gzip_sum) = (0, 0);
    for file in files {
        let problem = |e: std::io::Error| format!("{} cannot be weighed: {e}.", file.display());
        let bytes = fs::read(file).map_err(problem)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes).map_err(problem)?;
        let gzip = encoder.finish().map_err(problem)?.len();
        raw_sum += bytes.len();
        gzip_sum += gzip;
        let name = file.strip_prefix(folder).unwrap_or(file).display();
        println!("{:>12} {gzip:>12}  {name}", bytes.len());
    }
    println!("{raw_sum:>12} {gzip_sum:>12}  together");
    Ok(())
}
