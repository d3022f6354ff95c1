//! The least difference between two stretches, after E. Myers, "An O(ND) Difference Algorithm and Its Variations".

use std::ops::Range;

use super::pieces::Piece;

/// Where more is different than this, the stretches have nothing to show in common.
const MOST_DIFFERENCES: usize = 400;

/// Pairs of indices of the same pieces, in order, put into `same`; none where the two are too different.
pub(super) fn matches(
    olds: &[Piece],
    news: &[Piece],
    old: Range<usize>,
    new: Range<usize>,
    same: &mut Vec<(usize, usize)>,
) {
    let (olds, news) = (&olds[old.clone()], &news[new.clone()]);
    if olds.is_empty() || news.is_empty() {
        return;
    }
    let Some(rounds) = rounds(olds, news) else {
        return;
    };
    let from = same.len();
    let (mut x, mut y) = (olds.len(), news.len());
    for differences in (0..rounds.len()).rev() {
        let (came_x, came_y) = match differences {
            0 => (0, 0),
            _ => came_from(&rounds[differences - 1], differences, x, y),
        };
        while x > came_x && y > came_y {
            (x, y) = (x - 1, y - 1);
            same.push((old.start + x, new.start + y));
        }
        (x, y) = (came_x, came_y);
    }
    same[from..].reverse();
}

/// For each number of differences how far one comes in the old text on each diagonal; the index of diagonal `k` is
/// `k + differences`. Ends with the round that reaches both ends.
fn rounds(olds: &[Piece], news: &[Piece]) -> Option<Vec<Vec<usize>>> {
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for differences in 0..=MOST_DIFFERENCES.min(olds.len() + news.len()) {
        let mut round = vec![0; 2 * differences + 1];
        for at in (0..=2 * differences).step_by(2) {
            let mut x = match rounds.last() {
                None => 0,
                Some(before) if goes_down(before, at, differences) => before[at],
                Some(before) => before[at - 2] + 1,
            };
            // y = x - k, k = at - differences.
            let Some(mut y) = (x + differences).checked_sub(at) else {
                round[at] = x;
                continue;
            };
            while x < olds.len() && y < news.len() && olds[x].text == news[y].text {
                (x, y) = (x + 1, y + 1);
            }
            round[at] = x;
            if x >= olds.len() && y >= news.len() {
                rounds.push(round);
                return Some(rounds);
            }
        }
        rounds.push(round);
    }
    None
}

/// Whether the furthest way to a diagonal comes by an addition (from the diagonal above) rather than a removal. `before`
/// is the round before, where the diagonal above has the same index, and the one below an index two smaller.
fn goes_down(before: &[usize], at: usize, differences: usize) -> bool {
    at == 0 || (at != 2 * differences && before[at - 2] < before[at])
}

/// Where the way to `(x, y)` with so many differences has its last one begin.
fn came_from(before: &[usize], differences: usize, x: usize, y: usize) -> (usize, usize) {
    let at = x + differences - y;
    if goes_down(before, at, differences) {
        let x = before[at];
        // On diagonal k + 1.
        (x, (x + differences).saturating_sub(at + 1))
    } else {
        let x = before[at - 2];
        // On diagonal k - 1.
        (x, (x + differences + 1).saturating_sub(at))
    }
}
