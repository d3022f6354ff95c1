//! The numbers that a text has in digits.

use std::ops::Range;

use crate::segment::{is_cjk, is_thai};

/// Digits, perhaps in groups: `1,234.5`, `10.12.1948`, `٣٫٥`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// In ASCII digits; at least one, none empty.
    pub(super) groups: Vec<String>,
    /// What stands between them; all spaces as one.
    pub(super) separators: Vec<char>,
    /// Right after a letter: of a name like `B12`.
    pub(super) in_name: bool,
}

/// All of the text's, in order.
pub(super) fn digits(text: &str) -> Vec<Digits> {
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < chars.len() {
        if digit(chars[at].1).is_none() {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at].1);
        let start = chars[at].0;
        let mut groups = vec![take(&chars, &mut at)];
        let mut separators = Vec::new();
        while let Some(separator) = separator(&chars, at, &groups, separators.last().copied()) {
            at += 1;
            separators.push(separator);
            groups.push(take(&chars, &mut at));
        }
        let end = chars.get(at).map_or(text.len(), |(at, _)| *at);
        found.push(Digits {
            range: start..end,
            groups,
            separators,
            in_name: before.is_some_and(is_of_name),
        });
    }
    found
}

/// The value of a digit in any script with decimal digits of its own.
pub(super) fn digit(c: char) -> Option<u8> {
    if c.is_ascii_digit() {
        return Some(c as u8 - b'0');
    }
    let code = u32::from(c);
    // Most letters are before the first.
    if code < ZEROS[0] {
        return None;
    }
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))?;
    u8::try_from(code - zero).ok()
}

/// The zeros of the scripts that people write numbers in (Unicode, general category `Nd`).
const ZEROS: [u32; 21] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0x1c50, 0xff10,
];

fn take(chars: &[(usize, char)], at: &mut usize) -> String {
    let mut group = String::new();
    while let Some(value) = chars.get(*at).and_then(|(_, c)| digit(*c)) {
        group.push(char::from(b'0' + value));
        *at += 1;
    }
    group
}

/// What stands here between two groups of one number.
fn separator(
    chars: &[(usize, char)],
    at: usize,
    groups: &[String],
    before: Option<char>,
) -> Option<char> {
    let c = chars.get(at)?.1;
    let following = chars[at + 1..]
        .iter()
        .take(4)
        .take_while(|(_, c)| digit(*c).is_some())
        .count();
    if following == 0 {
        return None;
    }
    let last = groups.last()?;
    match c {
        '.' | '．' => Some('.'),
        ',' | '،' => Some(','),
        '٫' => Some('٫'),
        '٬' => Some('٬'),
        '\'' | '’' if following == 3 && last.len() <= 3 => Some('\''),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
            let goes_on = match before {
                None => last.len() <= 3 && !last.starts_with('0'),
                Some(before) => before == ' ' && last.len() == 3,
            };
            (goes_on && following == 3).then_some(' ')
        }
        _ => None,
    }
}

/// Whether a number after this is part of a name. Scripts without spaces have none such.
fn is_of_name(c: char) -> bool {
    let hangul = matches!(c, '\u{ac00}'..='\u{d7af}');
    c.is_alphabetic() && !is_cjk(c) && !is_thai(c) && !hangul
}

/// The zero of the script that a digit is of.
pub(super) fn zero_of(digit_of: char) -> u32 {
    u32::from(digit_of) - u32::from(digit(digit_of).unwrap_or(0))
}
