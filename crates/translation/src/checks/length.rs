//! Check: as long as its source lets expect, and not longer than it may be.

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

/// What is beyond the limit. Characters as they are seen: marks are part of their letter.
fn over(target: &Side, most: usize) -> Option<Finding> {
    let mut seen = target.text.char_indices().filter(|(_, c)| !is_joined(*c));
    let has = seen.clone().count();
    let (start, _) = seen.nth(most)?;
    Some(Finding::new(
        FindingKind::Limit { most, has },
        None,
        Some(start..target.text.len()),
    ))
}
