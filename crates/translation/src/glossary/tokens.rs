//! A text as the words that are compared.

use std::ops::Range;

use crate::fold::fold;

/// A piece of a text: a word, or a character that stands for itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// In lower case.
    pub(super) text: String,
    /// Without accents too: endings move them.
    pub(super) folded: String,
    /// Whether the accents count for nothing: a script that is written with them or without, or accents that are
    /// characters of their own.
    pub(super) accents_vary: bool,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// What stands before it.
    pub(super) before: Before,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and digits.
    Word,
    /// A character of a script that puts no space between words.
    Glyph,
    /// Anything else that is seen.
    Symbol,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// White space, or nothing.
    Space,
    /// Another token, right before it.
    Token,
    /// A hyphen, as in e-mail.
    Hyphen,
}

/// The tokens of a text. Hyphens and spaces are none; what is not seen, as a soft hyphen, falls away.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut before = Before::Space;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if unseen(c) {
            continue;
        }
        if c.is_whitespace() {
            before = Before::Space;
            continue;
        }
        if is_hyphen(c) {
            before = Before::Hyphen;
            continue;
        }
        let kind = kind(c);
        let mut end = start + c.len_utf8();
        if kind == TokenKind::Word {
            while let Some(&(at, next)) = chars.peek() {
                let ending = |end: char| matches!(end, '+' | '#');
                let part = unseen(next)
                    || is_mark(next)
                    || self::kind(next) == TokenKind::Word
                    // C++ and C# are other words than C.
                    || (ending(next) && !text[at..].trim_start_matches(ending).starts_with(char::is_alphanumeric));
                if !part {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        found.push(token(text, start..end, kind, before));
        before = Before::Token;
    }
    found
}

fn token(whole: &str, range: Range<usize>, kind: TokenKind, before: Before) -> Token {
    let raw = &whole[range.clone()];
    let seen = raw.chars().filter(|&c| !unseen(c)).map(narrow);
    let text: String = match kind {
        TokenKind::Symbol => seen.map(same_symbol).collect(),
        TokenKind::Word | TokenKind::Glyph => seen.flat_map(char::to_lowercase).collect(),
    };
    let folded = match kind {
        TokenKind::Word => fold(&text),
        TokenKind::Glyph | TokenKind::Symbol => text.clone(),
    };
    Token {
        kind,
        accents_vary: text.chars().any(|c| is_mark(c) || accents_vary(c)),
        text,
        folded,
        range,
        before,
    }
}

fn kind(c: char) -> TokenKind {
    if is_unspaced(c) {
        TokenKind::Glyph
    } else if c.is_alphanumeric() || c == '_' {
        TokenKind::Word
    } else {
        TokenKind::Symbol
    }
}

/// Characters of scripts that put no space between words: Chinese, Japanese, Thai, Lao, Tibetan, Burmese, Khmer.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}'
        | '\u{30fc}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{30fb}')
}

/// Marks that are part of the word before them: accents, vowel signs, points.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{962}'..='\u{963}' | '\u{981}'..='\u{983}'
        | '\u{9bc}'..='\u{9cd}' | '\u{a01}'..='\u{a03}' | '\u{a3c}'..='\u{a4d}' | '\u{a70}'..='\u{a71}'
        | '\u{a81}'..='\u{a83}' | '\u{abc}'..='\u{acd}' | '\u{b01}'..='\u{b03}' | '\u{b3c}'..='\u{b57}'
        | '\u{b82}' | '\u{bbe}'..='\u{bcd}' | '\u{c00}'..='\u{c04}' | '\u{c3e}'..='\u{c56}' | '\u{c81}'..='\u{c83}'
        | '\u{cbc}'..='\u{cd6}' | '\u{d00}'..='\u{d03}' | '\u{d3b}'..='\u{d4d}' | '\u{d82}'..='\u{d83}'
        | '\u{dca}'..='\u{ddf}' | '\u{135d}'..='\u{135f}')
}

/// Soft hyphens, joiners, marks of direction.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Scripts whose accents or points are written or not, or move with the ending: Greek, Hebrew, Arabic.
fn accents_vary(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' | '\u{590}'..='\u{8ff}')
}

/// Letters, digits and marks of East Asian width as those of the usual width.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// One for all apostrophes, one for all quotation marks.
fn same_symbol(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' => '\'',
        '\u{201c}'..='\u{201f}' | '«' | '»' => '"',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens with `|` between them where nothing is, `-` for a hyphen, and a space for a space.
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        for token in tokens(text) {
            shown.push_str(match token.before {
                Before::Space if shown.is_empty() => "",
                Before::Space => " ",
                Before::Token => "|",
                Before::Hyphen => "-",
            });
            shown.push_str(&token.text);
        }
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn words_and_what_stands_between() {
        check("Two  Engines.", "two engines|.");
        check("e-mail, T-Shirt", "e-mail|, t-shirt");
        check("l’eau d'Évian", "l|'|eau d|'|évian");
        check("C++ and C#, not #tag 1+1", "c++ and c#|, not #|tag 1|+|1");
        check("file_name v2.0", "file_name v2|.|0");
        check("soft\u{ad}ware zero\u{200b}width", "software zerowidth");
        check("飛行機のAI", "飛|行|機|の|ai");
        check("ＡＩ　モデル", "ai モ|デ|ル");
        check("번역을 합니다", "번역을 합니다");
        check("हिन्दी भाषा", "हिन्दी भाषा");
        check("café cafe\u{301}", "café cafe\u{301}");
        check("👍🏽 ok", "👍|🏽 ok");
        check("", "");
    }

    #[test]
    fn ranges_are_of_the_text() {
        let text = " L’été, 飛行機 e\u{301}t\u{ad}é  ";
        for token in tokens(text) {
            let raw = &text[token.range.clone()];
            assert!(!raw.is_empty() && raw.trim() == raw, "{raw:?}");
        }
    }
}
