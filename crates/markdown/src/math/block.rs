//! Formulas on lines of their own.

use super::{Mark, Segment};

/// The formulas, and where one begins that the end of the text leaves open.
///
/// Whether a line begins one is seen from it and from what follows alone, so that a text cut before any block that is
/// not inside one reads the same.
pub(crate) fn blocks(text: &str) -> (Vec<Segment>, Option<usize>) {
    let mut found = Vec::new();
    let mut open = None;
    if !text.contains("$$") && !text.contains("\\[") {
        return (found, open);
    }
    // Up to where it is known that nothing ends a formula of that mark.
    let (mut no_dollars, mut no_square) = (0, 0);
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        let next = at + line.len();
        let mark = opens(line);
        let known = match mark {
            Some(Mark::Dollars) => &mut no_dollars,
            Some(_) => &mut no_square,
            None => {
                at = next;
                continue;
            }
        };
        if at < *known {
            at = next;
            continue;
        }
        let mark = mark.unwrap_or(Mark::Dollars);
        match end_of(text, next, mark) {
            End::At(end) => {
                found.push(Segment {
                    range: at..end,
                    mark,
                    pair: false,
                });
                // The rest of the last line begins no other.
                at = end + line_at(text, end).len();
            }
            End::Given(up) => {
                *known = up;
                at = next;
            }
            End::Open => {
                open = open.or(Some(at));
                *known = text.len();
                at = next;
            }
        }
    }
    (found, open)
}

/// The line that begins here, with its end.
fn line_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find('\n').map_or(rest.len(), |found| found + 1)]
}

fn opens(line: &str) -> Option<Mark> {
    if let Some(rest) = line.strip_prefix("$$") {
        return (!rest.starts_with('$') && !rest.contains("$$")).then_some(Mark::Dollars);
    }
    let rest = line.strip_prefix("\\[")?;
    // `\[` also is how a bracket is written that should begin no link.
    let meant = rest.trim().is_empty() || rest.contains(super::pairs::is_sign);
    (meant && closing(rest, "\\]").is_none()).then_some(Mark::Square)
}

enum End {
    At(usize),
    /// There is none before this place.
    Given(usize),
    /// The text ends first.
    Open,
}

fn end_of(text: &str, from: usize, mark: Mark) -> End {
    let sign = if mark == Mark::Square { "\\]" } else { "$$" };
    let mut at = from;
    while at < text.len() {
        let line = line_at(text, at);
        let blank = line.ends_with('\n') && line.trim_matches([' ', '\t', '\n']).is_empty();
        let fence = line.trim_start_matches([' ', '\t', '>']);
        if blank || fence.starts_with("```") || fence.starts_with("~~~") {
            return End::Given(at);
        }
        if let Some(found) = closing(line, sign) {
            return End::At(at + found + sign.len());
        }
        at += line.len();
    }
    End::Open
}

/// Where the closing mark stands, if its backslash is not itself escaped.
fn closing(line: &str, sign: &str) -> Option<usize> {
    line.match_indices(sign).map(|(at, _)| at).find(|at| {
        let backslashes = line[..*at].bytes().rev().take_while(|byte| *byte == b'\\');
        backslashes.count() % 2 == 0
    })
}
