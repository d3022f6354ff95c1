//! What the filter costs. Here and not beside the filter, since a clock has no place in the core's sources.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};
use translation::TargetFilter;

#[test]
fn cost_grows_with_length_only() {
    // Held-back runs must not be looked at again and again: sixteen times the text costs sixteen times, not 256.
    let cost = |piece: &str, length: usize| {
        let text = piece.repeat(length / piece.len());
        let once = || {
            let mut filter = TargetFilter::new("k3j9x", "Hello");
            let began = Instant::now();
            for c in text.chars() {
                filter.push(c.encode_utf8(&mut [0; 4]));
            }
            filter.finish();
            began.elapsed()
        };
        // The quickest of a few: a busy machine only ever makes it slower.
        (0..3).map(|_| once()).min().unwrap()
    };
    for piece in [
        "a",
        "\n",
        "<",
        "⟦",
        "`",
        "\"",
        "<think>",
        "</think>",
        "x</think>\n",
        "- \n\n",
        "Sure!\n\n",
        "⟦1⟧",
        "Note:",
    ] {
        let (short, long) = (cost(piece, 4_000), cost(piece, 64_000));
        assert!(
            long < short * 64 + Duration::from_millis(2),
            "{piece:?}: {short:?}, then {long:?} for sixteen times as much"
        );
    }
}
