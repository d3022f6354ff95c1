//! `practice-faulty`: every slip, each as often as the next, by a roll that the text decides.

use super::{Slip, Twist, apply, hash, spoilt, stays};
use crate::said::Line;

/// What may happen to a line.
const LINES: [Slip; 13] = [
    Slip::MissingId,
    Slip::EmptyValue,
    Slip::Merged,
    Slip::MergedTwice,
    Slip::Echo,
    Slip::EchoOther,
    Slip::SchemaEcho,
    Slip::WrongScript,
    Slip::LostCode,
    Slip::InventedCode,
    Slip::NotesInside,
    Slip::Rambles,
    Slip::LineRefusal,
];

/// What may happen to a whole answer.
const WHOLE: [Slip; 6] = [
    Slip::Shifted,
    Slip::Renumbered,
    Slip::RefusesCall,
    Slip::RefusesLine,
    Slip::CutJson,
    Slip::NotJson,
];

/// How often each happens in 1,000 first attempts, and in 1,000 later ones.
const CHANCE: [u64; 2] = [50, 10];

pub(super) fn spoil(to: &str, attempts: &[u32], lines: &mut [Line]) -> Twist {
    let first = attempts.iter().copied().max().unwrap_or_default();
    let sources: Vec<String> = lines.iter().map(|line| line.source.clone()).collect();
    for (at, source) in sources.iter().enumerate() {
        let attempt = attempts.get(at).copied().unwrap_or_default();
        let slip = if stays(source) {
            Some(Slip::EmptyValue)
        } else {
            roll(&LINES, &(source, attempt), attempt)
        };
        match slip {
            None => {}
            // The envelope of one line; that of the whole would leave nothing of the others.
            Some(slip @ Slip::SchemaEcho) => lines[at].target = spoilt(slip, &lines[at], to),
            Some(slip) => {
                apply(slip, at, to, lines);
            }
        }
    }
    match roll(&WHOLE, &(&sources, first), first) {
        Some(slip) => apply(slip, lines.len() / 2, to, lines),
        None => Twist::None,
    }
}

fn roll(slips: &[Slip], what: &impl std::hash::Hash, attempt: u32) -> Option<Slip> {
    let chance = CHANCE[usize::from(attempt > 0)];
    let rolled = hash(&("rolled", what)) % 1_000;
    slips.get(usize::try_from(rolled / chance).ok()?).copied()
}
