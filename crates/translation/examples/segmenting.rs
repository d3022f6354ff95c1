//! How fast texts are cut into segments and their codes protected, in MB/s on this machine: `cargo run --release -p
//! parlance-translation --example segmenting [MB]`. The texts are the Universal Declaration of Human Rights, with codes
//! among its words, and one line without an end.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use translation::{protect, segments};

fn main() {
    let megabytes: usize = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(8);
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/udhr");
    let mut texts: Vec<(String, String)> = std::fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    texts.sort();
    let codes = "Click **here** <b>now</b>, {name}: %s at https://example.com/a?b=c or `x.y`. ";
    texts.push(("codes".to_owned(), codes.to_owned()));
    texts.push(("words".to_owned(), "word ".to_owned()));
    for (name, text) in texts {
        let text = text.repeat((megabytes << 20) / text.len());
        let cut = best(|| segments(&text, Some(&name)).len());
        let pieces: Vec<&str> = segments(&text, Some(&name))
            .into_iter()
            .map(|segment| &text[segment.range])
            .collect();
        let protected = best(|| pieces.iter().map(|piece| protect(piece).codes.len()).sum());
        let size = text.len() as f64 / 1e6;
        // 100,000 characters are what a pane takes without a thought.
        let pane = 100_000.0 / text.chars().count() as f64 * 1_000.0;
        println!(
            "{name}: {} segments of {size:.1} MB at {:.0} MB/s (100,000 characters in {:.1} ms), protected at {:.0} MB/s",
            pieces.len(),
            size / cut,
            cut * pane,
            size / protected
        );
    }
}

/// The quickest of three, in seconds.
fn best(work: impl Fn() -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let begun = Instant::now();
        std::hint::black_box(work());
        best = best.min(begun.elapsed().as_secs_f64());
    }
    best
}
