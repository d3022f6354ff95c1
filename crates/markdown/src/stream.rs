//! Markdown that arrives in pieces.
//!
//! What has arrived falls into two parts. Everything before `tail` is *settled*: whole top-level blocks that nothing
//! to come can change (but for references defined later, see [`Stream::finish`]), and of a list or table that is
//! still open the items or rows that are complete. What follows is the *piece*: the block, item or row that is being
//! written. Only the piece is ever parsed again, and `shown` is the tree that was last made of it.
//!
//! A block is settled once another one begins behind it on a line that is complete, or a blank line ends it: block
//! structure is decided line by line (CommonMark, appendix "A parsing strategy"), so only an incomplete line can take
//! back what it seems to begin. There are two exceptions: a table, which needs its second line, and a formula over
//! several lines (`math.rs`), which counts as one line and is not complete before its end.
//!
//! Four things keep the cost of a delta low, in the order they are tried:
//! - inside an open fence nothing is parsed (`fence.rs`);
//! - plain text at the end of a paragraph is appended as it is (`plain.rs`);
//! - a piece of more than [`LARGE`] bytes waits until it has grown by an eighth, so that the bytes parsed stay below
//!   nine times the text however it is cut;
//! - otherwise the piece is parsed, and only the difference to `shown` is told (`diff.rs`).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ast::{Align, Block, Row};
use crate::fence::Fence;
use crate::fingerprint::Folded;
use crate::normal::normalise;
use crate::patch::Patch;
use crate::plain::Plain;
use crate::read::parse;

mod after;
mod append;
mod lines;
mod settle;
#[cfg(test)]
mod tests;

/// From this size on, in bytes, the unfinished piece is parsed only as it grows.
const LARGE: usize = 2048;
/// A large piece is parsed again when it has grown by this part of it.
const GROWTH: usize = 8;
/// How often a piece that seems to have come to its end is parsed out of turn.
const EXTRA: u8 = 8;
/// A blank line that is longer is parsed like anything else.
const LONGEST_BLANK: usize = 512;
/// A table whose first two lines are longer is not taken row by row: they are parsed with every row.
const LONG_HEAD: usize = 1024;

/// A Markdown text that arrives in pieces, and what is to be changed in what is shown of it.
///
/// Whatever the pieces, the patches given by the [`Stream::push`]es and one [`Stream::finish`], applied in order to an
/// empty list of nodes, make exactly [`crate::parse`] of the whole text.
pub struct Stream {
    source: String,
    /// A `\r` came last; whether a `\n` follows is not known yet.
    held_cr: bool,
    tail: usize,
    /// For every settled top-level node its fingerprint; `None` when no reference can be in it.
    settled: Vec<Option<u64>>,
    shown: Vec<Block>,
    open: Open,
    plain: Plain,
    /// Plain text may be appended to what is shown.
    appendable: bool,
    /// What was shown last holds text that was appended unparsed though it is not plain.
    raw: bool,
    /// See [`Place::text_ok`].
    text_ok: bool,
    /// Formulas over several lines in the piece, and where one begins that may still be open: see `math.rs`.
    joined: Vec<Range<usize>>,
    formula: Option<usize>,
    /// Up to here the piece was parsed.
    parsed_to: usize,
    extra: u8,
    /// Labels and targets of the link references settled so far.
    references: BTreeMap<String, (String, String)>,
    defines: bool,
    parsed_bytes: u64,
    large: usize,
    finished: bool,
}

/// What of the top-level node after the settled ones is settled already.
enum Open {
    Nothing,
    List {
        start: Option<u64>,
        tight: bool,
        done: usize,
        folded: Folded,
    },
    Table {
        aligns: Vec<Align>,
        head: Row,
        lines: String,
        done: usize,
        folded: Folded,
    },
    Fence(Fence),
}

impl Default for Stream {
    fn default() -> Self {
        Self::new()
    }
}

impl Stream {
    /// An empty text.
    pub fn new() -> Self {
        Self::with_large(LARGE)
    }

    pub(crate) fn with_large(large: usize) -> Self {
        Stream {
            source: String::new(),
            held_cr: false,
            tail: 0,
            settled: Vec::new(),
            shown: Vec::new(),
            open: Open::Nothing,
            plain: Plain::new(),
            appendable: false,
            raw: false,
            text_ok: false,
            joined: Vec::new(),
            formula: None,
            parsed_to: 0,
            extra: 0,
            references: BTreeMap::new(),
            defines: false,
            parsed_bytes: 0,
            large,
            finished: false,
        }
    }

    /// Takes in what has arrived. Any cut is right; once a frame is often enough. Does nothing after `finish`.
    pub fn push(&mut self, text: &str) -> Vec<Patch> {
        if self.finished {
            return Vec::new();
        }
        let before = self.source.len();
        let mut text = text;
        if self.held_cr && !text.is_empty() {
            self.held_cr = false;
            self.source.push('\n');
            text = text.strip_prefix('\n').unwrap_or(text);
        }
        if let Some(rest) = text.strip_suffix('\r') {
            self.held_cr = true;
            text = rest;
        }
        self.source.push_str(&normalise(text));
        let mut out = Vec::new();
        if self.source.len() > before {
            self.advance(before, &mut out);
        }
        out
    }

    /// The text is complete: settles everything. When link references or footnotes were defined anywhere, the whole
    /// text is parsed once more, and blocks that they change are replaced.
    pub fn finish(&mut self) -> Vec<Patch> {
        let mut out = Vec::new();
        if self.finished {
            return out;
        }
        self.finished = true;
        if std::mem::take(&mut self.held_cr) {
            self.source.push('\n');
        }
        self.take_fence(&mut out);
        if self.tail < self.source.len() || !matches!(self.open, Open::Nothing) {
            self.reparse(&mut out);
        }
        if self.defines {
            self.resolve(&mut out);
        }
        out
    }

    /// What has arrived, with `\n` for every line end.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many top-level nodes are settled: no [`Stream::push`] changes them any more.
    pub fn settled(&self) -> usize {
        self.settled.len()
    }

    /// How many bytes have been given to the parser so far.
    pub fn parsed_bytes(&self) -> u64 {
        self.parsed_bytes
    }

    fn advance(&mut self, from: usize, out: &mut Vec<Patch>) {
        let plain = self.plain.take(&self.source[from..]);
        if self.take_fence(out) {
            return;
        }
        if plain && self.appendable && self.append_plain(from, out) {
            return;
        }
        self.skip_blank_lines();
        loop {
            if self.enter_fence(out) {
                if self.take_fence(out) {
                    return;
                }
                continue;
            }
            if self.tail >= self.source.len() {
                return;
            }
            if self.must_wait() {
                self.append_raw(from, out);
                return;
            }
            let tail = self.tail;
            self.reparse(out);
            if self.tail == tail || !matches!(self.open, Open::Nothing) {
                return;
            }
            // Something was settled: a fence may stand behind it.
            self.skip_blank_lines();
            if self.fence_here().is_none() {
                return;
            }
        }
    }

    /// In an open fence: passes on what is new. True when the fence is open still.
    fn take_fence(&mut self, out: &mut Vec<Patch>) -> bool {
        let Open::Fence(fence) = &mut self.open else {
            return false;
        };
        let (code, closed) = fence.take(&self.source, self.finished);
        if !code.is_empty() {
            out.push(Patch::Text(code.to_owned()));
        }
        let Some(end) = closed.or(self.finished.then_some(self.source.len())) else {
            return true;
        };
        self.tail = end;
        self.parsed_to = end;
        self.settled.push(None);
        self.open = Open::Nothing;
        self.shown.clear();
        self.skip_blank_lines();
        false
    }

    fn fence_here(&self) -> Option<Fence> {
        if matches!(self.open, Open::Nothing) {
            Fence::open(&self.source, self.tail)
        } else {
            None
        }
    }

    fn enter_fence(&mut self, out: &mut Vec<Patch>) -> bool {
        let Some(fence) = self.fence_here() else {
            return false;
        };
        let opening = &self.source[self.tail..fence.start()];
        self.parsed_bytes += opening.len() as u64;
        let blocks = parse(opening);
        if self.shown != blocks || !self.text_ok {
            out.push(Patch::Blocks {
                from: self.settled.len(),
                blocks,
            });
        }
        self.shown.clear();
        self.appendable = false;
        self.raw = false;
        self.text_ok = true;
        self.open = Open::Fence(fence);
        true
    }

    /// Blank lines before a block mean nothing.
    fn skip_blank_lines(&mut self) {
        if !matches!(self.open, Open::Nothing) || !self.shown.is_empty() {
            return;
        }
        // Asked with every piece: no further than a line of white space is likely to go.
        loop {
            let mut line = self.source[self.tail..].bytes().take(LONGEST_BLANK);
            let Some(end) = line.position(|byte| byte != b' ' && byte != b'\t') else {
                break;
            };
            if self.source.as_bytes()[self.tail + end] != b'\n' {
                break;
            }
            self.tail += end + 1;
        }
        self.parsed_to = self.parsed_to.max(self.tail);
    }
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| byte == b' ' || byte == b'\t')
}

/// The last line of a text that ends with a line end (or is empty).
fn last_line(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    &text[text.rfind('\n').map_or(0, |found| found + 1)..]
}

/// Labels match without regard to case and white space (CommonMark, "matches").
fn reference_key(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
