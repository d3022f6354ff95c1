//! What is too long for one segment, in pieces.

use std::ops::Range;

use super::{around, chars, trimmed};

/// The longest segment, in characters.
const LONGEST: usize = 1_500;

/// The longest in a script whose sentences end without a mark: cut at spaces, which stand between clauses there.
const LONGEST_UNMARKED: usize = 400;

/// This part of the line without the white space around it, in one piece if it is not too long. Nothing if it is blank.
pub(super) fn pieces(
    line: &str,
    part: Range<usize>,
    unbroken: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut rest = trimmed(line, part);
    let first = line[rest.clone()].chars().find(|c| c.is_alphabetic());
    let longest = match first {
        Some(c) if chars::is_thai(c) => LONGEST_UNMARKED,
        _ => LONGEST,
    };
    while !rest.is_empty() {
        let cut = cut(line, rest.clone(), unbroken, longest);
        let piece = trimmed(line, rest.start..cut);
        if !piece.is_empty() {
            pieces.push(piece);
        }
        rest = trimmed(line, cut..rest.end);
    }
    pieces
}

/// Where to cut: at the end if it is not too long, else behind the last clause that ends in the later two thirds, else
/// at a space there, else between characters. In a code it is not cut: then behind it.
fn cut(line: &str, rest: Range<usize>, unbroken: &[Range<usize>], longest: usize) -> usize {
    if rest.len() <= longest {
        return rest.end;
    }
    let (mut clause, mut space, mut place) = (None, None, None);
    let mut before = ' ';
    for (count, (offset, c)) in line[rest.clone()].char_indices().enumerate() {
        let at = rest.start + offset;
        if count * 3 > longest && around(unbroken, at).is_none() {
            let may = !chars::is_joined(c) && before != '\u{200d}';
            if c.is_whitespace() {
                space = Some(at);
                clause = if chars::goes_on(before) {
                    Some(at)
                } else {
                    clause
                };
            } else if chars::goes_on(before) && !before.is_ascii() && may {
                clause = Some(at);
            } else if may {
                place = Some(at);
            }
        }
        if let (true, Some(cut)) = (count >= longest, clause.or(space).or(place)) {
            return cut;
        }
        before = c;
    }
    rest.end
}
