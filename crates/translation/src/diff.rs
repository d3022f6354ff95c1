//! What is different between two texts, in words: for matches of the memory, changes to accept or reject, and
//! back-translations.
//!
//! Where to start reading: [`diff`]. The time it takes is bounded, whatever the texts: where they have nothing in common
//! for long, one is shown as removed and the other as added.

mod middle;
mod pieces;
mod unique;

use std::ops::Range;

use pieces::{Piece, pieces};

/// A stretch of two texts. Ranges are bytes, of the text named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Both have it.
    Same {
        /// Where the old text has it.
        old: Range<usize>,
        /// Where the new one has it.
        new: Range<usize>,
    },
    /// Only the old text has it.
    Removed(Range<usize>),
    /// Only the new text has it.
    Added(Range<usize>),
}

/// The differences between two texts, in their order: by words (after UAX #29) where a script has them, by character where
/// it has not. All that is `Same` or `Removed`, put together, is the old text; all that is `Same` or `Added` the new one.
/// No two of a kind follow each other, none is empty, and what was removed comes before what stands in its place.
pub fn diff(old: &str, new: &str) -> Vec<Edit> {
    let (olds, news) = (pieces(old), pieces(new));
    let mut same = Vec::new();
    unique::matches(&olds, &news, 0..olds.len(), 0..news.len(), &mut same);
    readable(&olds, &news, &mut same);
    edits(old.len(), new.len(), &olds, &news, &same)
}

/// How much of two texts is different: 0 for the same, 1 where they have nothing in common. White space counts for
/// nothing.
pub fn differing_share(old: &str, new: &str, edits: &[Edit]) -> f32 {
    let seen = |text: &str, range: &Range<usize>| -> usize {
        let text = text.get(range.clone()).unwrap_or_default();
        text.chars().filter(|c| !c.is_whitespace()).count()
    };
    let (mut same, mut changed) = (0, 0);
    for edit in edits {
        match edit {
            Edit::Same { old: range, .. } => same += 2 * seen(old, range),
            Edit::Removed(range) => changed += seen(old, range),
            Edit::Added(range) => changed += seen(new, range),
        }
    }
    match same + changed {
        0 => 0.0,
        all => changed as f32 / all as f32,
    }
}

/// A space that two changes happen to have between them is part of the change: `the dog` → `a cat` is one change.
fn readable(olds: &[Piece], news: &[Piece], same: &mut Vec<(usize, usize)>) {
    let all = same.clone();
    let next_to = |one: Option<&(usize, usize)>, other: (usize, usize)| {
        one.is_some_and(|one| one.0 + 1 == other.0 && one.1 + 1 == other.1)
    };
    let mut at: usize = 0;
    same.retain(|&(old, new)| {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        at += 1;
        let first = old == 0 && new == 0;
        let last = old + 1 == olds.len() && new + 1 == news.len();
        let after = all
            .get(at)
            .is_some_and(|after| next_to(Some(&(old, new)), *after));
        let alone = !first && !last && !next_to(before, (old, new)) && !after;
        !(alone && olds[old].blank && !olds[old].text.contains('\n'))
    });
}

fn edits(
    old_len: usize,
    new_len: usize,
    olds: &[Piece],
    news: &[Piece],
    same: &[(usize, usize)],
) -> Vec<Edit> {
    let mut found: Vec<Edit> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for &(old, new) in same {
        let (old, new) = (&olds[old].range, &news[new].range);
        changed(&mut found, old_at..old.start, new_at..new.start);
        match found.last_mut() {
            Some(Edit::Same { old: o, new: n }) => (o.end, n.end) = (old.end, new.end),
            _ => found.push(Edit::Same {
                old: old.clone(),
                new: new.clone(),
            }),
        }
        (old_at, new_at) = (old.end, new.end);
    }
    changed(&mut found, old_at..old_len, new_at..new_len);
    found
}

fn changed(found: &mut Vec<Edit>, old: Range<usize>, new: Range<usize>) {
    if !old.is_empty() {
        found.push(Edit::Removed(old));
    }
    if !new.is_empty() {
        found.push(Edit::Added(new));
    }
}

#[cfg(test)]
mod tests;
