//! Formulas: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as models write them.
//!
//! The reader knows none of these, and would take `_`, `*` and `\\` in them for marks. So they are found first, and
//! the reader is given the text with a word of the same length (a *shadow*) in the place of each; the tree then gets
//! the source back. Offsets stay what they are.
//!
//! - A formula on lines of its own (`block.rs`) is found line by line, before the reader: its inner lines would begin
//!   lists and headings. It begins at the margin, and ends with a blank line at the latest, as in TeX.
//! - All others (`pairs.rs`) are found in what the reader says is running text, and so never in code, addresses or
//!   HTML; the text is then read a second time.

use std::borrow::Cow;
use std::ops::Range;

mod block;
mod pairs;

pub(crate) use block::blocks;
pub(crate) use pairs::Pairs;

/// What stands around a formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    Dollar,
    Dollars,
    Round,
    Square,
}

impl Mark {
    /// Bytes, at either end.
    fn len(self) -> usize {
        match self {
            Mark::Dollar => 1,
            Mark::Dollars | Mark::Round | Mark::Square => 2,
        }
    }

    pub(crate) fn display(self) -> bool {
        matches!(self, Mark::Dollars | Mark::Square)
    }
}

/// A formula, with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) range: Range<usize>,
    pub(crate) mark: Mark,
    /// Found in running text: the lines in it stay apart.
    pub(crate) pair: bool,
}

impl Segment {
    /// The source between the marks, without the marks of quotes at the beginnings of its lines.
    pub(crate) fn tex(&self, text: &str, quotes: usize, in_cell: bool) -> String {
        let len = self.mark.len();
        let inside = text
            .get(self.range.start + len..self.range.end - len)
            .unwrap_or_default();
        let mut tex = String::with_capacity(inside.len());
        for (index, line) in inside.split('\n').enumerate() {
            let mut line = line;
            if index > 0 {
                tex.push('\n');
                if self.pair {
                    line = without_quotes(line, quotes);
                }
            }
            tex.push_str(line);
        }
        // In a cell a bar needs its backslash, formula or not (GFM).
        let tex = tex.trim();
        if in_cell {
            tex.replace("\\|", "|")
        } else {
            tex.to_owned()
        }
    }
}

fn without_quotes(line: &str, quotes: usize) -> &str {
    let mut line = line.trim_start();
    for _ in 0..quotes {
        let Some(rest) = line.strip_prefix('>') else {
            break;
        };
        line = rest.trim_start();
    }
    line
}

/// A letter that hardly any text has; it begins every shadow. Two bytes, as even `\(` and a line end leave only two.
const SHADOW: char = '\u{7fa}';

/// The text with a word in the place of each segment. They are in order and apart.
pub(crate) fn shadow<'t>(text: &'t str, segments: &[Segment]) -> Cow<'t, str> {
    if segments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for segment in segments {
        out.push_str(&text[done..segment.range.start]);
        push_word(&text[segment.range.clone()], segment.pair, &mut out);
        done = segment.range.end;
    }
    out.push_str(&text[done..]);
    debug_assert_eq!(out.len(), text.len());
    Cow::Owned(out)
}

fn push_word(source: &str, keep_lines: bool, out: &mut String) {
    out.push(SHADOW);
    let mut at_line_start = false;
    for byte in source.bytes().skip(SHADOW.len_utf8()) {
        // What marks the beginning of a line inside a quote or an item is kept.
        let kept =
            keep_lines && (byte == b'\n' || (at_line_start && matches!(byte, b' ' | b'\t' | b'>')));
        out.push(if kept { char::from(byte) } else { 'z' });
        at_line_start = keep_lines && (byte == b'\n' || (at_line_start && kept));
    }
}

/// Puts back what stands under the shadows in an address, a title or the like. `near`: where in the text it is from.
pub(crate) fn restored(
    shadowed: &str,
    text: &str,
    segments: &[Segment],
    near: &Range<usize>,
) -> String {
    let mut out = String::with_capacity(shadowed.len());
    let mut rest = shadowed;
    let first = segments.partition_point(|segment| segment.range.end <= near.start);
    let inside = segments[first..]
        .iter()
        .take_while(|segment| segment.range.start < near.end);
    // The address of a link by reference is from elsewhere.
    let elsewhere = segments.iter().take(ELSEWHERE);
    for segment in inside.chain(elsewhere) {
        let Some(at) = rest.find(SHADOW) else {
            break;
        };
        let source = &text[segment.range.clone()];
        let mut word = String::with_capacity(source.len());
        push_word(source, segment.pair, &mut word);
        if let Some(after) = rest[at..].strip_prefix(word.as_str()) {
            out.push_str(&rest[..at]);
            out.push_str(source);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// How many formulas are tried for an address that holds one and stands elsewhere.
const ELSEWHERE: usize = 64;

/// Whether a string may hold a shadow.
pub(crate) fn is_shadowed(text: &str) -> bool {
    text.contains(SHADOW)
}

/// Those of both, without the ones that lie inside a pair.
pub(crate) fn merged(blocks: Vec<Segment>, pairs: Vec<Segment>) -> Vec<Segment> {
    let mut all = Vec::with_capacity(blocks.len() + pairs.len());
    let mut blocks = blocks.into_iter().peekable();
    for pair in pairs {
        while let Some(block) = blocks.next_if(|block| block.range.start < pair.range.end) {
            if block.range.start < pair.range.start {
                all.push(block);
            }
        }
        all.push(pair);
    }
    all.extend(blocks);
    all
}
