//! Segmentation on the host: a text into segments, and their codes protected.

use std::hint::black_box;
use std::time::Instant;

use e2e::{Error, Result, root};
use translation::{protect, segments};

use crate::figure::{Figure, median};

/// Of these, in the languages that tests/data has; each is cut apart in another way.
const LANGUAGES: [&str; 5] = ["en", "ar", "hi", "ru", "zh"];
/// Bytes of each.
const SIZE: usize = 2_000_000;

/// MB/s of cutting and of protecting, by language; the slowest language counts.
pub fn measure(runs: usize) -> Result<Vec<Figure>> {
    let (mut all_cut, mut all_protected) = (Vec::new(), Vec::new());
    for language in LANGUAGES {
        let file = root().join(format!("tests/data/udhr/{language}.txt"));
        let text = std::fs::read_to_string(&file)
            .map_err(|e| Error::new(format!("{} cannot be read: {e}", file.display())))?;
        let text = text.repeat(SIZE.div_ceil(text.len().max(1)));
        let cut = (0..runs).map(|_| rate(&text, || segments(&text, Some(language)).len()));
        let cut: Vec<f64> = cut.collect();
        let pieces: Vec<&str> = segments(&text, Some(language))
            .into_iter()
            .map(|segment| &text[segment.range])
            .collect();
        let codes = || pieces.iter().map(|piece| protect(piece).codes.len()).sum();
        let protected: Vec<f64> = (0..runs).map(|_| rate(&text, codes)).collect();
        all_cut.push((language, cut));
        all_protected.push((language, protected));
    }
    Ok(vec![
        figure("segments on the host: slowest language", &all_cut),
        figure(
            "codes protected on the host: slowest language",
            &all_protected,
        ),
    ])
}

fn figure(name: &str, rates: &[(&str, Vec<f64>)]) -> Figure {
    let slowest = rates
        .iter()
        .map(|(_, runs)| runs)
        .min_by(|one, other| median(one).total_cmp(&median(other)));
    let all: Vec<String> = rates
        .iter()
        .map(|(language, runs)| format!("{language} {:.0}", median(runs)))
        .collect();
    let slowest = slowest.cloned().unwrap_or_default();
    Figure::new(name, "MB/s", 0, slowest).note(all.join(", "))
}

fn rate(text: &str, work: impl Fn() -> usize) -> f64 {
    let began = Instant::now();
    black_box(work());
    text.len() as f64 / 1e6 / began.elapsed().as_secs_f64()
}
