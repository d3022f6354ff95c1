//! Marks of Markdown in a line: emphasis, code spans, links. As CommonMark 0.31 has them, but a run of `*` is one mark
//! and belongs to one as long as itself.

use std::collections::HashMap;

use super::scan::{Kind, Name};

/// What a run of `*`, `_` or `~` can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    Open,
    Close,
    Either,
}

impl Does {
    pub(super) fn kind(self, name: Name) -> Kind {
        match self {
            Does::Open => Kind::Open(name),
            Does::Close => Kind::Close(name),
            Does::Either => Kind::Either(name),
        }
    }
}

/// What the run of this length at this byte does; none if it is only characters. (CommonMark 6.2, flanking runs.)
pub(super) fn does(text: &str, at: usize, length: usize) -> Option<Does> {
    let mark = text.as_bytes()[at];
    if length > 3 || (mark == b'~' && length != 2) {
        return None;
    }
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let left = !is_space(after) && (!is_mark(after) || is_space(before) || is_mark(before));
    let right = !is_space(before) && (!is_mark(before) || is_space(after) || is_mark(after));
    // `snake_case` is no emphasis.
    let (opens, closes) = match mark {
        b'_' => (
            left && (!right || is_mark(before)),
            right && (!left || is_mark(after)),
        ),
        _ => (left, right),
    };
    match (opens, closes) {
        (true, true) => Some(Does::Either),
        (true, false) => Some(Does::Open),
        (false, true) => Some(Does::Close),
        (false, false) => None,
    }
}

/// The runs of backticks of a text, looked for when the first is met.
#[derive(Default)]
pub(super) struct Ticks {
    /// Where a run begins → where the next one of its length ends.
    closing: Option<HashMap<usize, usize>>,
}

impl Ticks {
    /// Where the code span ends that begins with the run at this byte (CommonMark 6.1). Fenced code ends so too.
    pub(super) fn closing(&mut self, text: &str, at: usize) -> Option<usize> {
        let closing = self.closing.get_or_insert_with(|| closing_runs(text));
        let end = *closing.get(&at)?;
        // Two stray ones in different paragraphs make no code of what is between them; a fence does.
        let fence = text[at..].starts_with("```");
        let blank = || text[at..end].contains("\n\n") || text[at..end].contains("\n\r\n");
        (fence || !blank()).then_some(end)
    }
}

fn closing_runs(text: &str) -> HashMap<usize, usize> {
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut closing = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    while at > 0 {
        let end = at;
        while at > 0 && bytes[at - 1] == b'`' {
            at -= 1;
        }
        if at == end {
            at -= 1;
            continue;
        }
        if let Some(next) = last.insert(end - at, end) {
            closing.insert(at, next);
        }
    }
    closing
}

/// Where `[^1]` ends.
pub(super) fn footnote(text: &str, at: usize) -> Option<usize> {
    let name = text[at..].strip_prefix("[^")?;
    let length = name
        .bytes()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    (length > 0 && name[length..].starts_with(']')).then_some(at + 2 + length + 1)
}

/// Where a link ends whose `]` is at this byte: behind `](address "title")` or `][name]`.
pub(super) fn link_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at + 1)? {
        b'(' => {
            let end = destination(bytes, at + 2)?;
            let spaced = end + spaces(&bytes[end..]);
            let titled = match bytes.get(spaced) {
                Some(b'"' | b'\'') if spaced > end => title(bytes, spaced)?,
                _ => spaced,
            };
            let last = titled + spaces(&bytes[titled..]);
            (bytes.get(last) == Some(&b')')).then_some(last + 1)
        }
        b'[' => {
            let plain = |byte: &&u8| !matches!(**byte, b'[' | b']' | b'\n');
            let name = bytes[at + 2..].iter().take(200).take_while(plain).count();
            (bytes.get(at + 2 + name) == Some(&b']')).then_some(at + 2 + name + 1)
        }
        _ => None,
    }
}

/// CommonMark allows as many; a limit keeps `](](](` linear.
const MOST_NESTED: usize = 32;

/// The longest title of a link, in bytes.
const LONGEST_TITLE: usize = 500;

fn destination(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) == Some(&b'<') {
        let plain = |byte: &&u8| !matches!(**byte, b'<' | b'>' | b'\n');
        let length = bytes[at + 1..].iter().take_while(plain).count();
        let end = at + 1 + length;
        return (bytes.get(end) == Some(&b'>')).then_some(end + 1);
    }
    let mut nested = 0;
    for (length, byte) in bytes[at..].iter().enumerate() {
        match byte {
            b'(' => nested += 1,
            b')' if nested == 0 => return Some(at + length),
            b')' => nested -= 1,
            byte if byte.is_ascii_whitespace() || byte.is_ascii_control() => {
                return (nested == 0 && length > 0).then_some(at + length);
            }
            _ => {}
        }
        if nested > MOST_NESTED {
            return None;
        }
    }
    None
}

fn title(bytes: &[u8], at: usize) -> Option<usize> {
    let length = bytes[at + 1..]
        .iter()
        .take(LONGEST_TITLE)
        .position(|byte| *byte == bytes[at])?;
    Some(at + 1 + length + 1)
}

fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b' ').count()
}
