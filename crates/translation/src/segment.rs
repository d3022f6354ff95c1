//! A text in segments: what is translated at once. Lines are paragraphs, paragraphs are cut into sentences, and what is
//! between segments (line ends, indents, marks of lists) stays as it is.

mod abbreviations;
mod chars;
mod ends;
mod lines;
mod long;

use std::ops::Range;

use crate::inline;
use abbreviations::Rules;
pub(crate) use chars::{is_cjk, is_joined, is_thai};
use lines::Line;

/// What is translated at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the text; no white space at either end, and never empty.
    pub range: Range<usize>,
    /// Which paragraph it is of, counted from 0: every line with something in it is one.
    pub paragraph: usize,
}

/// The segments of a text in this language (a tag; several languages' rules at once where it is not known), in order and
/// apart. Every line with something in it has at least one, fenced code aside: it is no text, so it is left where it is
/// and costs nothing, unless there is nothing else.
///
/// Sentences end as UAX #29 has it, less where a mark of abbreviation says otherwise, and only where a space follows in
/// scripts that have spaces. A segment is at most about 1,500 characters long, more only where a code is
/// ([`protect`](crate::protect)): no code is ever cut.
pub fn segments(text: &str, lang: Option<&str>) -> Vec<Segment> {
    let rules = Rules::of(lang);
    let all = lines::lines(text);
    let mut found = of_lines(text, all.iter().filter(|line| !line.code), &rules);
    if found.is_empty() {
        found = of_lines(text, all.iter().filter(|line| !line.fence), &rules);
    }
    found
}

/// What stands before the segment with this index: from the end of the one before it, or the beginning of the text.
pub fn gap_before<'a>(text: &'a str, segments: &[Segment], index: usize) -> &'a str {
    let end_of = |segment: &Segment| segment.range.end;
    let before = index.checked_sub(1).and_then(|before| segments.get(before));
    let start = before.map_or(0, end_of);
    let end = segments
        .get(index)
        .map_or(text.len(), |segment| segment.range.start);
    text.get(start..end).unwrap_or_default()
}

/// What stands after the last segment; the whole text if there is none.
pub fn tail<'a>(text: &'a str, segments: &[Segment]) -> &'a str {
    gap_before(text, segments, segments.len())
}

fn of_lines<'a>(text: &str, lines: impl Iterator<Item = &'a Line>, rules: &Rules) -> Vec<Segment> {
    let mut found = Vec::new();
    let filled = lines.filter(|line| !line.content.is_empty());
    for (paragraph, line) in filled.enumerate() {
        let offset = line.content.start;
        let line = &text[line.content.clone()];
        let unbroken = inline::unbroken(line);
        let mut start = 0;
        let sentence_ends = ends::ends(line, &unbroken, rules);
        for end in sentence_ends.into_iter().chain([line.len()]) {
            for piece in long::pieces(line, start..end, &unbroken) {
                found.push(Segment {
                    range: offset + piece.start..offset + piece.end,
                    paragraph,
                });
            }
            start = end;
        }
    }
    found
}

/// The range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let from_start = part.trim_start();
    let start = range.end - from_start.len();
    start..start + from_start.trim_end().len()
}

/// The one of these ranges (in order, and apart) that this place is in, not at its edge.
fn around(ranges: &[Range<usize>], place: usize) -> Option<&Range<usize>> {
    let at = ranges.partition_point(|range| range.end <= place);
    ranges.get(at).filter(|range| range.start < place)
}

#[cfg(test)]
mod tests;
