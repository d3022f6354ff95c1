//! What counts as the same letter: upper and lower case, with accents and without, as Arabic is written with points and without.

use unicode_normalization::char::decompose_compatible;

/// Adds the letter as it is compared.
pub(super) fn fold(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
        return;
    }
    decompose_compatible(letter, |part| {
        if !is_dropped(part) {
            one(part, into);
        }
    });
}

/// Points, accents and what only stretches a word. Vowels of Indic scripts are marks too, and stay.
fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{0640}'
        | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06ed}' | '\u{08d3}'..='\u{08ff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

fn one(letter: char, into: &mut String) {
    let digit = |from: u32| char::from_digit(u32::from(letter) - from, 10);
    match letter {
        'ß' | 'ẞ' => into.push_str("ss"),
        'æ' | 'Æ' => into.push_str("ae"),
        'œ' | 'Œ' => into.push_str("oe"),
        'þ' | 'Þ' => into.push_str("th"),
        'ø' | 'Ø' => into.push('o'),
        'ł' | 'Ł' => into.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => into.push('d'),
        'ı' => into.push('i'),
        'ς' => into.push('σ'),
        '’' | 'ʼ' => into.push('\''),
        'ٱ' => into.push('ا'),
        'ى' | 'ی' => into.push('ي'),
        'ة' => into.push('ه'),
        'ک' => into.push('ك'),
        '\u{0660}'..='\u{0669}' => into.extend(digit(0x0660)),
        '\u{06f0}'..='\u{06f9}' => into.extend(digit(0x06f0)),
        _ => into.extend(letter.to_lowercase()),
    }
}

/// Whether words are not told apart by spaces in this letter's script.
pub(super) fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of such a script as it is compared. Its marks are part of it: か is not が.
pub(super) fn dense(letter: char) -> char {
    let mut whole = letter;
    if matches!(letter, '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}') {
        let mut first = None;
        decompose_compatible(letter, |part| first = first.or(Some(part)));
        whole = first.unwrap_or(letter);
    }
    whole
}
