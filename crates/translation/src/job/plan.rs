//! Which segments are asked for together.

use super::item::Item;
use super::words::{BatchLimits, Purpose};

/// Segments that are asked for in one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) slots: Vec<Slot>,
    pub(super) purpose: Purpose,
    /// As one plain text, whatever the rung.
    pub(super) alone: bool,
    /// How many sources after it are shown.
    pub(super) after: usize,
}

/// A segment in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) segment: usize,
    /// Its number there. It keeps it when it is asked for again: then a model that numbers from 1 gives itself away.
    pub(super) key: u32,
}

impl Batch {
    pub(super) fn new(segments: &[usize]) -> Batch {
        let slot = |(&segment, key)| Slot { segment, key };
        Batch {
            slots: segments.iter().zip(1..).map(slot).collect(),
            purpose: Purpose::Batch,
            alone: false,
            after: 2,
        }
    }
}

/// The most segments of any batch: with more keys, models lose some.
const MOST: usize = 30;
/// With fewer, models have too little context and each costs too much prompt.
const FEWEST: usize = 10;

/// Cuts segments (in rising order) into batches: as large as the limits allow, but not larger than lets all parallel
/// asks have work, and at the end of a paragraph where there is one not too early.
pub(super) fn batches(items: &[Item], wanted: &[usize], limits: &BatchLimits) -> Vec<Batch> {
    let most = limits.segments.clamp(1, MOST);
    let share = wanted.len().div_ceil(limits.parallel.max(1));
    let most = share.clamp(FEWEST.min(most), most);
    let mut batches = Vec::new();
    let mut rest = wanted;
    while !rest.is_empty() {
        let end = end_of_batch(items, rest, most, limits.source_tokens.max(1));
        let (batch, after) = rest.split_at(end);
        batches.push(Batch::new(batch));
        rest = after;
    }
    batches
}

fn end_of_batch(items: &[Item], rest: &[usize], most: usize, budget: usize) -> usize {
    let mut tokens = 0;
    let mut end = 0;
    // The last seam that leaves a batch of some size.
    let mut seam = None;
    for (place, &segment) in rest.iter().enumerate().take(most) {
        if place > 0 && is_seam(items, rest[place - 1], segment) {
            let enough = place * 2 >= most || tokens * 2 >= budget;
            seam = enough.then_some(place).or(seam);
        }
        tokens += items
            .get(segment)
            .map_or(0, |item| estimate(&item.protected.text));
        if place > 0 && tokens > budget {
            break;
        }
        end = place + 1;
    }
    let whole = end == rest.len() || is_seam(items, rest[end - 1], rest[end]);
    match seam {
        Some(seam) if !whole => seam,
        _ => end,
    }
}

fn is_seam(items: &[Item], before: usize, after: usize) -> bool {
    let paragraph = |at: usize| items.get(at).map(|item| item.paragraph);
    paragraph(before) != paragraph(after)
}

/// About how many tokens a text has: a quarter of one for an ASCII letter, half of one for a letter of an alphabet, one
/// for any other character.
pub(super) fn estimate(text: &str) -> usize {
    let quarters: usize = text
        .chars()
        .map(|c| match c {
            '\0'..='\u{7f}' => 1,
            '\u{80}'..='\u{fff}' => 2,
            _ => 4,
        })
        .sum();
    quarters.div_ceil(4)
}

#[cfg(test)]
mod tests {
    use super::super::words::JobSegment;
    use super::*;

    fn cut(segments: &[(usize, usize)], limits: BatchLimits) -> Vec<usize> {
        let items = segments.iter().map(|&(bytes, paragraph)| {
            Item::new(JobSegment {
                source: "a".repeat(bytes),
                paragraph,
                ..JobSegment::default()
            })
        });
        let items: Vec<Item> = items.collect();
        let wanted: Vec<usize> = (0..items.len()).collect();
        let batches = batches(&items, &wanted, &limits);
        let all: Vec<usize> = batches
            .iter()
            .flat_map(|b| &b.slots)
            .map(|s| s.segment)
            .collect();
        assert_eq!(all, wanted);
        batches.iter().map(|batch| batch.slots.len()).collect()
    }

    fn limits(segments: usize, source_tokens: usize, parallel: usize) -> BatchLimits {
        BatchLimits {
            segments,
            source_tokens,
            parallel,
        }
    }

    #[test]
    fn where_batches_end() {
        let check = |segments: &[(usize, usize)], limits: BatchLimits, expect: &[usize]| {
            assert_eq!(cut(segments, limits), expect);
        };
        check(&[], limits(20, 1000, 4), &[]);
        check(&[(40, 0); 45], limits(20, 1000, 1), &[20, 20, 5]);
        check(&[(40, 0); 45], limits(20, 100, 1), &[10, 10, 10, 10, 5]);
        // No more than 30, no less than one.
        check(&[(4, 0); 45], limits(100, 1000, 1), &[30, 15]);
        check(&[(4, 0); 2], limits(0, 0, 0), &[1, 1]);
        // A long one goes alone.
        check(
            &[(40, 0), (4000, 0), (40, 0)],
            limits(20, 100, 1),
            &[1, 1, 1],
        );
        // All parallel asks have work, unless batches would be tiny.
        check(&[(40, 0); 60], limits(30, 9999, 4), &[15, 15, 15, 15]);
        check(&[(40, 0); 12], limits(30, 9999, 4), &[10, 2]);
        // At the end of a paragraph, where that is not too early.
        let paragraphs = |lengths: &[usize]| -> Vec<(usize, usize)> {
            let of = |(at, &n)| vec![(40, at); n];
            lengths.iter().enumerate().flat_map(of).collect()
        };
        check(&paragraphs(&[7, 7, 7]), limits(10, 9999, 1), &[7, 7, 7]);
        check(&paragraphs(&[2, 19]), limits(10, 9999, 1), &[10, 10, 1]);
        check(&paragraphs(&[5, 5, 5, 5]), limits(10, 9999, 1), &[10, 10]);
    }
}
