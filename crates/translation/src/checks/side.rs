//! One of the two texts of a segment, as the checks read it.

use std::ops::Range;

use crate::inline;

/// A text, its language and its codes.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    /// The language's tag without script and region, in lower case: `pt`. Empty where it is not known.
    pub(super) lang: String,
    /// Where tags, placeholders and addresses stand.
    pub(super) codes: Vec<Range<usize>>,
    /// The text with [`CODE`] for every byte of a code: places in it are places in the text.
    pub(super) plain: String,
}

/// Stands for a byte of a code: neither letter, digit nor white space.
pub(super) const CODE: char = '\u{1}';

impl<'a> Side<'a> {
    pub(super) fn new(text: &'a str, tag: Option<&str>) -> Side<'a> {
        let mut codes = inline::places(text);
        codes.retain(|range| !is_money(&text[range.clone()]));
        let plain = mask(text, codes.iter().cloned().chain(entities(text)));
        Side {
            text,
            lang: base(tag.unwrap_or_default()),
            codes,
            plain,
        }
    }

    /// Whether there is anything in it but codes, signs and white space.
    pub(super) fn has_words(&self) -> bool {
        self.plain.chars().any(char::is_alphabetic)
    }
}

/// `pt-BR` and `pt` are one language.
pub(super) fn base(tag: &str) -> String {
    let base = tag.split(['-', '_']).next().unwrap_or(tag);
    base.to_ascii_lowercase()
}

/// `$5` looks like a placeholder and mostly is none.
fn is_money(code: &str) -> bool {
    code.strip_prefix('$')
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `&nbsp;`, `&#39;`.
fn entities(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const LONGEST: usize = 12;
    text.match_indices('&').filter_map(|(at, _)| {
        let bytes = &text.as_bytes()[at + 1..];
        let such = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
        let length = bytes.iter().take(LONGEST).take_while(such).count();
        (length > 1 && bytes.get(length) == Some(&b';')).then_some(at..at + length + 2)
    })
}

fn mask(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> String {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        let from = range.start.max(at);
        plain.push_str(&text[at..from]);
        plain.extend((from..range.end).map(|_| CODE));
        at = range.end.max(at);
    }
    plain.push_str(&text[at..]);
    plain
}
