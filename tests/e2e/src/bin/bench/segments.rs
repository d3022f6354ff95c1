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
    let mut rates = Vec::new();
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
        rates.push((language, cut, protected));
    }
    let by_language = |of: fn(&(&str, Vec<f64>, Vec<f64>)) -> f64| {
        let all = rates.iter().map(|one| format!("{} {:.0}", one.0, of(one)));
        all.collect::<Vec<_>>().join(", ")
    };
    let slowest = |of: fn(&(&'static str, Vec<f64>, Vec<f64>)) -> &Vec<f64>| {
        let all = rates.iter().map(of);
        let slowest = all.min_by(|one, other| median(one).total_cmp(&median(other)));
        slowest.cloned().unwrap_or_default()
    };
    Ok(vec![
        Figure::new(
            "segments on the host: slowest language",
            "MB/s",
            0,
            slowest(|one| &one.1),
        )
        .note(by_language(|one| median(&one.1))),
        Figure::new(
            "codes protected on the host: slowest language",
            "MB/s",
            0,
            slowest(|one| &one.2),
        )
        .note(by_language(|one| median(&one.2))),
    ])
}

fn rate(text: &str, work: impl Fn() -> usize) -> f64 {
    let began = Instant::now();
    black_box(work());
    text.len() as f64 / 1e6 / began.elapsed().as_secs_f64()
}
