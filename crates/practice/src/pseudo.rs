//! The pretend translation: visibly no translation, with everything kept that a translation must keep, in the script
//! of its language and of a plausible length.

use crate::alphabets::{Alphabet, Kind, alphabet};
use crate::glossary::Term;
use crate::kept::{Piece, pieces};

const LOWER: [char; 26] = [
    'à', 'ƀ', 'ć', 'đ', 'é', 'ƒ', 'ĝ', 'ĥ', 'î', 'ĵ', 'ķ', 'ĺ', 'ḿ', 'ñ', 'ö', 'ƥ', 'ɋ', 'ŕ', 'š',
    'ţ', 'û', 'ṽ', 'ŵ', 'ẋ', 'ý', 'ž',
];
const UPPER: [char; 26] = [
    'À', 'Ɓ', 'Ć', 'Đ', 'É', 'Ƒ', 'Ĝ', 'Ĥ', 'Î', 'Ĵ', 'Ķ', 'Ĺ', 'Ḿ', 'Ñ', 'Ö', 'Ƥ', 'Ɋ', 'Ŕ', 'Š',
    'Ţ', 'Û', 'Ṽ', 'Ŵ', 'Ẋ', 'Ý', 'Ž',
];

/// The whole pretend translation of `source` into `to` (a BCP 47 tag): the marker `[practice · de] `, then the text
/// with accents on Latin letters, and other letters put into the target's script (so is the marker). Tags, placeholders, URLs, code,
/// digits and line structure stay.
pub fn pretend_translation(source: &str, to: &str) -> String {
    marked(source, to, &[])
}

/// The pretend translation of one segment of a batch: without the marker.
pub fn pretend_segment(source: &str, to: &str) -> String {
    pseudo(source, to, &[])
}

/// The whole one, with a glossary obeyed.
pub(crate) fn marked(source: &str, to: &str, terms: &[Term]) -> String {
    let word = match alphabet(to) {
        None => "practice".to_owned(),
        Some(_) => pseudo("practice", to, &[]),
    };
    format!("[{word} · {to}] {}", pseudo(source, to, terms))
}

/// The same without the marker. Differs from `source` wherever there are letters to translate.
pub(crate) fn pseudo(source: &str, to: &str, terms: &[Term]) -> String {
    let pieces = pieces(source, terms);
    let first = write(&pieces, to, false);
    if first == source {
        write(&pieces, to, true)
    } else {
        first
    }
}

/// Latin letters without the accents that [`pseudo`] put on them.
pub(crate) fn unaccented(text: &str) -> String {
    let plain = |c: char| {
        let at = |letters: &[char; 26]| letters.iter().position(|letter| *letter == c);
        match (at(&LOWER), at(&UPPER)) {
            (Some(at), _) => char::from(b'a' + at as u8),
            (_, Some(at)) => char::from(b'A' + at as u8),
            _ => c,
        }
    };
    text.chars().map(plain).collect()
}

/// `all`: accented Latin letters change as well, not only the plain ones.
fn write(pieces: &[Piece<'_>], to: &str, all: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match (piece, alphabet(to)) {
            (Piece::Kept(text) | Piece::Term(text), _) => out.push_str(text),
            (Piece::Text(text), None) => latin(text, all, &mut out),
            (Piece::Text(text), Some(alphabet)) => foreign(text, alphabet, &mut out),
        }
    }
    out
}

/// `text` in Latin letters.
fn latin(text: &str, all: bool, out: &mut String) {
    const CONSONANTS: [char; 8] = ['k', 's', 't', 'n', 'm', 'r', 'l', 'v'];
    const VOWELS: [char; 5] = ['á', 'í', 'ú', 'é', 'ó'];
    let mut syllables = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let code = c as usize;
        if c.is_ascii_lowercase() {
            out.push(LOWER[code - 'a' as usize]);
        } else if c.is_ascii_uppercase() {
            out.push(UPPER[code - 'A' as usize]);
        } else if is_latin(c) {
            let other = [LOWER[code % 26], LOWER[(code + 1) % 26]];
            let other = if other[0] == c { other[1] } else { other[0] };
            out.push(if all && c.is_alphabetic() { other } else { c });
        } else if is_dense(c) {
            // A word of three syllables, then a space.
            if syllables == 3 {
                out.push(' ');
                syllables = 0;
            }
            syllables += 1;
            out.extend([CONSONANTS[code % 8], VOWELS[code / 8 % 5]]);
            continue;
        } else if c.is_alphabetic() {
            out.push(capital_as(c, LOWER[code % 26], true));
        } else if let Some(same) = western(c) {
            out.push(same);
            out.extend(joined(rest.peek()).then_some(' '));
        } else if !is_mark(c) {
            out.push(c);
        }
        syllables = 0;
    }
}

/// `text` in the letters of `alphabet`.
fn foreign(text: &str, alphabet: &Alphabet, out: &mut String) {
    let signs = alphabet.kind == Kind::Signs;
    let paired = signs || alphabet.kind == Kind::Syllables;
    let mut rest = text.chars().peekable();
    let mut syllables = 0;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if is_dense(c) && !paired {
            if syllables == 3 {
                out.push(' ');
                syllables = 0;
            }
            syllables += 1;
            out.extend([letter(c, 0, alphabet), letter(c, 7, alphabet)]);
            continue;
        }
        syllables = 0;
        if c.is_alphabetic() {
            let second = next
                .filter(|next| paired && !is_dense(c) && next.is_alphabetic() && !is_dense(*next));
            if second.is_some() {
                rest.next();
            }
            out.push(letter(c, second.map_or(0, |c| c as usize * 26), alphabet));
        } else if c == ' ' && signs && next.is_some_and(char::is_alphabetic) {
            // Between words only: not after a digit, not at a tag.
            let joins = |before: char| before.is_alphabetic() || "，、。？！".contains(before);
            if !out.chars().next_back().is_some_and(joins) {
                out.push(c);
            }
        } else if !is_mark(c) {
            let ends = next.is_none_or(|next| next.is_whitespace() || "\"')]»”’".contains(next));
            let wide = western(c).is_some();
            let own = if ends || wide {
                own_mark(c, alphabet)
            } else {
                None
            };
            out.push(own.unwrap_or(c));
            // Writing without spaces had none after its marks either.
            if wide && !signs && joined(rest.peek()) {
                out.push(' ');
            }
        }
    }
}

fn joined(next: Option<&char>) -> bool {
    next.is_some_and(|next| next.is_alphabetic())
}

/// The letter that stands for `c`; never `c` itself.
fn letter(c: char, more: usize, alphabet: &Alphabet) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    let at = match small {
        'a'..='z' => small as usize - 'a' as usize,
        _ => small as usize,
    };
    let count = alphabet.letters.chars().count();
    let pick = |at: usize| alphabet.letters.chars().nth(at % count).unwrap_or('x');
    let picked = match pick(at + more) {
        same if same == small => pick(at + more + 1),
        other => other,
    };
    capital_as(c, picked, alphabet.kind == Kind::Cased)
}

fn capital_as(c: char, letter: char, cased: bool) -> char {
    match cased && c.is_uppercase() {
        true => letter.to_uppercase().next().unwrap_or(letter),
        false => letter,
    }
}

/// How the target's script writes the mark `c`, where it has one of its own.
fn own_mark(c: char, alphabet: &Alphabet) -> Option<char> {
    let first = alphabet.letters.chars().next()?;
    Some(match (first, c) {
        ('天' | 'あ', '.') => '。',
        ('天' | 'あ', '?') => '？',
        ('天' | 'あ', '!') => '！',
        ('天', ',') => '，',
        ('あ', ',') => '、',
        ('ا' | 'ހ', '?' | '？') => '؟',
        ('ا' | 'ހ', ',' | '，' | '、') => '،',
        ('क' | 'ক' | 'କ', '.' | '。') => '।',
        ('α', '?' | '？') => ';',
        ('天' | 'あ', _) => return None,
        _ => return western(c),
    })
}

/// The mark of Western writing that means the same as `c`.
fn western(c: char) -> Option<char> {
    Some(match c {
        '。' | '।' | '۔' => '.',
        '？' | '؟' => '?',
        '！' => '!',
        '，' | '、' | '،' => ',',
        '：' => ':',
        '；' | '؛' => ';',
        _ => return None,
    })
}

fn is_latin(c: char) -> bool {
    c < '\u{0370}' || ('\u{1E00}'..='\u{1EFF}').contains(&c)
}

/// Writing whose characters stand for syllables or words.
fn is_dense(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..)
}

/// Vowel signs and points of another script, which mean nothing without its letters.
fn is_mark(c: char) -> bool {
    !c.is_alphabetic()
        && matches!(c, '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}'..='\u{05C7}'
            | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
            | '\u{093C}' | '\u{094D}' | '\u{0951}'..='\u{0954}' | '\u{09BC}' | '\u{09CD}' | '\u{0A3C}' | '\u{0A4D}'
            | '\u{0ABC}' | '\u{0ACD}' | '\u{0B3C}' | '\u{0B4D}' | '\u{0BCD}' | '\u{0C4D}' | '\u{0CCD}' | '\u{0D4D}'
            | '\u{0DCA}' | '\u{0E47}'..='\u{0E4E}' | '\u{0EC8}'..='\u{0ECE}' | '\u{1037}'..='\u{103A}' | '\u{17C9}'..='\u{17D3}')
}

#[cfg(test)]
mod tests;
