//! The lines of a text, and what of each is not text: indents, marks of lists, headings and quotations, fences of code.

use std::ops::Range;

use super::trimmed;

/// A line of the text.
pub(super) struct Line {
    /// What of it is text, without white space around; empty if nothing is.
    pub(super) content: Range<usize>,
    /// Whether it is in fenced code, or is a fence.
    pub(super) code: bool,
    /// Whether it is the fence itself.
    pub(super) fence: bool,
}

/// All lines. They end where Unicode has a line end (UAX #14, BK, CR, LF and NL).
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // The fence that opened: its line, its mark, its length.
    let mut open: Option<(usize, char, usize)> = None;
    for range in ranges(text) {
        let whole = trimmed(text, range);
        let unmarked = unmarked(&text[whole.clone()]);
        // A quotation, or an item of a list, may hold code as well.
        let fence = fence(unmarked);
        // A line of marks alone is what somebody wrote.
        let content = match unmarked.contains(char::is_alphanumeric) {
            true => whole.end - unmarked.len()..whole.end,
            false => whole,
        };
        let index = lines.len();
        lines.push(Line {
            content,
            code: false,
            fence: false,
        });
        match (open, fence) {
            (None, Some((mark, length, _))) => open = Some((index, mark, length)),
            // What is never closed is no code: else one stray line would leave the rest of a text as it is.
            (Some((first, opened, length)), Some((mark, closing, true)))
                if mark == opened && closing >= length =>
            {
                for line in &mut lines[first..] {
                    line.code = true;
                }
                lines[first].fence = true;
                lines[index].fence = true;
                open = None;
            }
            _ => {}
        }
    }
    lines
}

fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut start = 0;
    text.split_inclusive(is_end).map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// The mark and length of a fence, and whether nothing follows it (CommonMark 4.5).
fn fence(line: &str) -> Option<(char, usize, bool)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    // ``` ```code``` ``` in a line is a code span.
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length, rest.is_empty()))
}

/// What remains of a line without the marks at its beginning. Numbers of lists stay: `3. Mai` is a day.
fn unmarked(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = without_mark(rest) {
        rest = inner;
    }
    rest
}

fn without_mark(line: &str) -> Option<&str> {
    let spaced = |rest: &'static [&'static str]| {
        rest.iter()
            .filter_map(|mark| line.strip_prefix(mark))
            .find(|rest| rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']))
    };
    let item = spaced(&[
        "-", "*", "+", "•", "◦", "▪", "‣", "·", "●", "○", "■", "[ ]", "[x]", "[X]",
    ]);
    let heading = || spaced(&["#", "##", "###", "####", "#####", "######"]);
    let quoted = || line.strip_prefix('>');
    item.or_else(heading).or_else(quoted).map(str::trim_start)
}
