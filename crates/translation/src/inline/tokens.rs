//! The tokens that stand for codes, as they are written and as they come back.

/// The brackets of the tokens of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Brackets {
    open: char,
    close: char,
}

/// A token: `⟦1⟧`, or with `closing`, `⟦/1⟧`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// From 1.
    pub(super) number: usize,
    /// Whether it is the last one of a pair.
    pub(super) closing: bool,
}

/// A part of a text with tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Never empty, as it is cut out of the text.
    Text(&'a str),
    /// A token, and how it is written here.
    Token(Token, &'a str),
    /// A bracket of tokens (with what is between it and the next) that makes none.
    Stray(&'a str),
}

/// Most models know the first; the others have one token or few as well.
const BRACKETS: [(char, char); 6] = [
    ('⟦', '⟧'),
    ('⟪', '⟫'),
    ('〚', '〛'),
    ('⦃', '⦄'),
    ('⟬', '⟭'),
    ('⦅', '⦆'),
];

/// The longest token that is looked for, in characters between its brackets.
const LONGEST: usize = 16;

impl Brackets {
    /// The first brackets that are nowhere in the source; none if it has them all.
    pub(super) fn not_in(source: &str) -> Option<Self> {
        BRACKETS
            .into_iter()
            .find(|(open, close)| !source.contains([*open, *close]))
            .map(|(open, close)| Self { open, close })
    }

    /// Writes the token.
    pub(super) fn push(self, out: &mut String, token: Token) {
        out.push(self.open);
        if token.closing {
            out.push('/');
        }
        out.push_str(&token.number.to_string());
        out.push(self.close);
    }

    /// The text's tokens, and what is between them.
    pub(super) fn pieces(self, text: &str) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find([self.open, self.close]) {
            let (before, from) = rest.split_at(at);
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            let length = self.length(from);
            let (written, after) = from.split_at(length);
            pieces.push(match self.token(written) {
                Some(token) => Piece::Token(token, written),
                None => Piece::Stray(written),
            });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// How much of a text that begins with a bracket is a token: up to the closing one, if it is near.
    fn length(self, text: &str) -> usize {
        let mut chars = text.char_indices();
        let first = chars.next().map_or(0, |(_, c)| c.len_utf8());
        if !text.starts_with(self.open) {
            return first;
        }
        for (at, c) in chars.take(LONGEST) {
            if c == self.close {
                return at + c.len_utf8();
            }
            if c == self.open {
                break;
            }
        }
        first
    }

    fn token(self, written: &str) -> Option<Token> {
        let inside = written.strip_prefix(self.open)?.strip_suffix(self.close)?;
        let inside = inside.trim_matches(is_filler);
        // `⟦1/⟧` is how some close a tag that stands alone.
        let (closing, inside) = match inside.strip_prefix(['/', '／']) {
            Some(rest) => (true, rest),
            None => (false, inside.strip_suffix(['/', '／']).unwrap_or(inside)),
        };
        let mut number: Option<usize> = None;
        for c in inside.trim_matches(is_filler).chars() {
            let so_far = number.unwrap_or(0).checked_mul(10)?;
            number = Some(so_far.checked_add(digit(c)?)?);
        }
        number.map(|number| Token { number, closing })
    }
}

/// What models put into a token: spaces, and marks of direction around a number in a text from right to left.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The value of a digit in the scripts that models write numbers in.
fn digit(c: char) -> Option<usize> {
    /// The zeros: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, Myanmar, Khmer, full-width.
    const ZEROS: [char; 9] = [
        '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{1040}', '\u{17e0}',
        '\u{ff10}',
    ];
    let code = u32::from(c);
    ZEROS
        .into_iter()
        .map(u32::from)
        .find(|zero| (*zero..zero + 10).contains(&code))
        .and_then(|zero| usize::try_from(code - zero).ok())
}
