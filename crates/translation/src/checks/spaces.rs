//! Check: white space at both ends as in the source, and no doubled spaces.

use super::finding::{Finding, FindingKind};
use super::side::Side;

pub(super) fn check(source: &Side, target: &Side) -> Vec<Finding> {
    let mut found = Vec::new();
    if source.text.trim().is_empty() || target.text.trim().is_empty() {
        return found;
    }
    let leading = |text: &str| text.len() - text.trim_start().len();
    let trailing = |text: &str| text.trim_end().len();
    let (one, other) = (leading(source.text), leading(target.text));
    if seen(&source.text[..one]) != seen(&target.text[..other]) {
        let finding = Finding::new(FindingKind::EdgeSpace, Some(0..one), Some(0..other));
        found.push(finding.fixed_by(&source.text[..one]));
    }
    let (one, other) = (trailing(source.text), trailing(target.text));
    if seen(&source.text[one..]) != seen(&target.text[other..]) {
        let places = (one..source.text.len(), other..target.text.len());
        let finding = Finding::new(FindingKind::EdgeSpace, Some(places.0), Some(places.1));
        found.push(finding.fixed_by(&source.text[one..]));
    }
    if doubles(&source.plain).is_empty() {
        let finding =
            |range| Finding::new(FindingKind::DoubleSpace, None, Some(range)).fixed_by(" ");
        found.extend(doubles(&target.plain).into_iter().map(finding));
    }
    found
}

/// White space at an end as it counts: which line ends, and whether there are spaces. How many is a matter of indents,
/// and Chinese indents with its own.
fn seen(edge: &str) -> (usize, bool) {
    let lines = edge.matches('\n').count();
    let spaces = edge.contains([' ', '\t', '\u{a0}', '\u{202f}']);
    (lines, spaces)
}

/// Several spaces within a line.
fn doubles(text: &str) -> Vec<std::ops::Range<usize>> {
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(space).map(|found| found + at) {
        let rest = &text[start..];
        let end = start + rest.len() - rest.trim_start_matches(space).len();
        let inner = |c: Option<char>| c.is_some_and(|c| !matches!(c, '\n' | '\r' | '\t' | '|'));
        let between = inner(text[..start].chars().next_back()) && inner(text[end..].chars().next());
        if between && text[start..end].chars().count() > 1 {
            found.push(start..end);
        }
        at = end;
    }
    found
}
