//! A text as the pieces that are compared.

use std::ops::Range;

use crate::segment::{is_cjk, is_joined, is_thai};

/// A word, a character that stands for itself, or white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// Only white space.
    pub(super) blank: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    /// One character, with what is joined to it.
    Single,
}

/// All of the text, in order: words roughly as UAX #29 has them, without a dictionary.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let kind = kind(first);
        let mut end = start + first.len_utf8();
        let mut before = first;
        while let Some(&(at, c)) = chars.peek() {
            let after = text[at + c.len_utf8()..].chars().next();
            let goes_on = is_joined(c)
                || before == '\u{200d}'
                || match kind {
                    Kind::Word => {
                        self::kind(c) == Kind::Word
                            || (joins(before, c, after) && !is_joined(before))
                    }
                    Kind::Space => self::kind(c) == Kind::Space && c != '\n',
                    Kind::Single => false,
                };
            if !goes_on {
                break;
            }
            before = c;
            end = at + c.len_utf8();
            chars.next();
        }
        found.push(Piece {
            text: &text[start..end],
            range: start..end,
            blank: kind == Kind::Space,
        });
    }
    found
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_whitespace() => Kind::Space,
        // Scripts without spaces between words.
        _ if is_cjk(c)
            || is_thai(c)
            || matches!(c, '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') =>
        {
            Kind::Single
        }
        _ if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ => Kind::Single,
    }
}

/// Between letters or digits: `don't`, `3.5` (UAX #29, MidLetter and MidNum).
fn joins(before: char, c: char, after: Option<char>) -> bool {
    let between = |such: fn(char) -> bool| such(before) && after.is_some_and(such);
    match c {
        '\'' | '\u{2019}' | '·' | '\u{5f4}' => between(char::is_alphabetic),
        '.' | ',' | '\u{66b}' | '\u{66c}' => between(char::is_numeric),
        _ => false,
    }
}
