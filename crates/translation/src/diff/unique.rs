//! Where two texts surely have the same: at both ends, and at words that each has once.

use std::collections::HashMap;
use std::ops::Range;

use super::middle;
use super::pieces::Piece;

/// Pairs of indices of the same pieces, in order, put into `same`.
pub(super) fn matches(
    olds: &[Piece],
    news: &[Piece],
    mut old: Range<usize>,
    mut new: Range<usize>,
    same: &mut Vec<(usize, usize)>,
) {
    while !old.is_empty() && !new.is_empty() && olds[old.start].text == news[new.start].text {
        same.push((old.start, new.start));
        (old.start, new.start) = (old.start + 1, new.start + 1);
    }
    let mut ends = Vec::new();
    while !old.is_empty() && !new.is_empty() && olds[old.end - 1].text == news[new.end - 1].text {
        (old.end, new.end) = (old.end - 1, new.end - 1);
        ends.push((old.end, new.end));
    }
    if !old.is_empty() && !new.is_empty() {
        let (mut old_at, mut new_at) = (old.start, new.start);
        for (o, n) in anchors(olds, news, old.clone(), new.clone()) {
            middle::matches(olds, news, old_at..o, new_at..n, same);
            same.push((o, n));
            (old_at, new_at) = (o + 1, n + 1);
        }
        middle::matches(olds, news, old_at..old.end, new_at..new.end, same);
    }
    same.extend(ends.into_iter().rev());
}

/// The most of the pieces that both have once which are in the same order in both ("patience" differences).
fn anchors(
    olds: &[Piece],
    news: &[Piece],
    old: Range<usize>,
    new: Range<usize>,
) -> Vec<(usize, usize)> {
    let once = |pieces: &[Piece], range: Range<usize>| -> HashMap<String, Option<usize>> {
        let mut places = HashMap::new();
        for at in range {
            let piece = &pieces[at];
            if piece.blank || !piece.text.contains(char::is_alphanumeric) {
                continue;
            }
            let place = places.entry(piece.text.to_owned());
            place.and_modify(|at| *at = None).or_insert(Some(at));
        }
        places
    };
    let in_new = once(news, new);
    let both: Vec<(usize, usize)> = {
        let in_old = once(olds, old);
        let mut both: Vec<(usize, usize)> = in_old
            .into_iter()
            .filter_map(|(text, at)| Some((at?, (*in_new.get(&text)?)?)))
            .collect();
        both.sort_unstable();
        both
    };
    rising(&both)
}

/// The longest part of these whose second numbers rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the index of the pair that ends the row with the least number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before[index] = length.checked_sub(1).map(|at| ends[at]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(index) = next {
        row.push(pairs[index]);
        next = before[index];
    }
    row.reverse();
    row
}
