//! Check: as long as its source lets expect, and not longer than it may be.

use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::side::{CODE, Side};
use crate::job::guards::{Length, length, weight};
use crate::segment::is_joined;

pub(super) fn check(source: &Side, target: &Side, limit: Option<usize>) -> Vec<Finding> {
    let mut found: Vec<Finding> = ratio(source, target).into_iter().collect();
    found.extend(limit.and_then(|most| over(target, most)));
    found
}

fn ratio(source: &Side, target: &Side) -> Option<Finding> {
    let (one, other) = (
        source.plain.replace(CODE, ""),
        target.plain.replace(CODE, ""),
    );
    if !source.has_words() || length(&one, &other) == Length::Usual {
        return None;
    }
    let kind = if weight(&other) < weight(&one) {
        FindingKind::Short
    } else {
        FindingKind::Long
    };
    Some(Finding::new(
        kind,
        Some(0..source.text.len()),
        Some(0..target.text.len()),
    ))
}

fn over(target: &Side, most: usize) -> Option<Finding> {
    let (has, start) = beyond(target.text, most)?;
    Some(Finding::new(
        FindingKind::Limit { most, has },
        None,
        Some(start..target.text.len()),
    ))
}

/// A whole text against its limit, told of the segment in which that is passed: its index among these places (bytes, in
/// order), and the finding, whose place is in that segment.
pub(super) fn whole(
    target: &str,
    places: &[Range<usize>],
    most: usize,
) -> Option<(usize, Finding)> {
    let (has, start) = beyond(target, most)?;
    // Where only white space at the end is too much, of the last.
    let last = places.len().checked_sub(1)?;
    let segment = places.partition_point(|place| place.end <= start).min(last);
    let place = &places[segment];
    let from = start.clamp(place.start, place.end) - place.start;
    let kind = FindingKind::LimitWhole { most, has };
    let to = place.end - place.start;
    Some((segment, Finding::new(kind, None, Some(from..to))))
}

/// How many characters a text has, and the byte at which there are too many; none where there are not. Characters as they are
/// seen: marks are part of their letter.
fn beyond(text: &str, most: usize) -> Option<(usize, usize)> {
    let mut seen = text.char_indices().filter(|(_, c)| !is_joined(*c));
    let has = seen.clone().count();
    let (start, _) = seen.nth(most)?;
    Some((has, start))
}
