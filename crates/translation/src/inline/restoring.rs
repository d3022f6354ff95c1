//! An answer's tokens: whether each is there as it must be, and the codes in their place.

use super::tokens::{Piece, Token};
use super::{CodeFault, InlineCode};

/// What is wrong with the tokens of an answer, given the source's pieces and its own; what is missing first.
pub(super) fn faults(codes: &[InlineCode], source: &[Piece], answer: &[Piece]) -> Vec<CodeFault> {
    let mut check = Check {
        codes,
        holders: holders(codes),
        empty: empty_pairs(source),
        seen: vec![Seen::default(); codes.len()],
        open: Vec::new(),
        found: Vec::new(),
    };
    for piece in answer {
        match piece {
            Piece::Text(text) => check.text(text),
            Piece::Stray(written) => check.invented(written),
            Piece::Token(token, written) => check.token(*token, written),
        }
    }
    check.finish()
}

/// The answer with the codes in.
pub(super) fn written(codes: &[InlineCode], source: &[Piece], answer: Vec<Piece>) -> String {
    let spaced = spaced_inside(source);
    let held = |token: &Token| !spaced.contains(token) && is_pair(codes, *token);
    let mut out = String::new();
    for piece in spaces_outside(answer, held) {
        match piece {
            Piece::Text(text) | Piece::Stray(text) => out.push_str(text),
            Piece::Token(token, _) => out.push_str(code_of(codes, token)),
        }
    }
    out
}

/// How often each half was there.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    opened: usize,
    closed: usize,
}

/// A pair that is open, and whether there is something in it yet.
struct Open {
    number: usize,
    filled: bool,
}

struct Check<'a> {
    codes: &'a [InlineCode],
    holders: Vec<usize>,
    empty: Vec<usize>,
    seen: Vec<Seen>,
    open: Vec<Open>,
    found: Vec<CodeFault>,
}

impl Check<'_> {
    fn text(&mut self, text: &str) {
        let blank = text.trim().is_empty();
        if let Some(open) = self.open.last_mut() {
            open.filled = true;
            if !blank && self.holders.contains(&open.number) {
                self.found.push(CodeFault::Nesting(open.number));
            }
        }
    }

    fn token(&mut self, token: Token, written: &str) {
        let index = token.number.wrapping_sub(1);
        match (self.codes.get(index), token.closing) {
            (None, _) | (Some(InlineCode::Single(_)), true) => self.invented(written),
            (Some(InlineCode::Single(_)), false) => {
                self.seen[index].opened += 1;
                self.seen[index].closed += 1;
                self.stands_in(token.number, None);
            }
            (Some(InlineCode::Paired { within, .. }), false) => {
                self.seen[index].opened += 1;
                self.stands_in(token.number, *within);
                self.open.push(Open {
                    number: token.number,
                    filled: false,
                });
            }
            (Some(InlineCode::Paired { .. }), true) => {
                self.seen[index].closed += 1;
                self.close(token.number);
            }
        }
    }

    /// A code is in the pair that is open last; where it must be directly in one, or that one holds only its own, it is
    /// looked at.
    fn stands_in(&mut self, number: usize, within: Option<usize>) {
        let outer = self.open.last().map(|open| open.number);
        let closed_to_it = outer.filter(|outer| self.holders.contains(outer));
        if within != closed_to_it {
            self.found.push(CodeFault::Nesting(number));
        }
        if let Some(open) = self.open.last_mut() {
            open.filled = true;
        }
    }

    fn close(&mut self, number: usize) {
        let at = self.open.iter().rposition(|open| open.number == number);
        let well = match at {
            Some(at) => {
                let innermost = at + 1 == self.open.len();
                let open = self.open.remove(at);
                innermost && (open.filled || self.empty.contains(&number))
            }
            None => false,
        };
        if !well {
            self.found.push(CodeFault::Nesting(number));
        }
    }

    fn invented(&mut self, written: &str) {
        self.found.push(CodeFault::Invented(written.to_owned()));
    }

    fn finish(mut self) -> Vec<CodeFault> {
        for (seen, number) in self.seen.iter().zip(1..) {
            if seen.opened == 0 || seen.closed == 0 {
                self.found.push(CodeFault::Lost(number));
            }
            if seen.opened > 1 || seen.closed > 1 {
                self.found.push(CodeFault::Repeated(number));
            }
        }
        self.found.sort();
        self.found.dedup();
        self.found
    }
}

/// The codes that hold only the codes which must be within them.
fn holders(codes: &[InlineCode]) -> Vec<usize> {
    let within = |code: &InlineCode| match code {
        InlineCode::Paired { within, .. } => *within,
        InlineCode::Single(_) => None,
    };
    let mut holders: Vec<usize> = codes.iter().filter_map(within).collect();
    holders.dedup();
    holders
}

/// The pairs with nothing between them.
fn empty_pairs(pieces: &[Piece]) -> Vec<usize> {
    let closed_at_once = |two: &[Piece]| match two {
        [Piece::Token(first, _), Piece::Token(last, _)] => {
            (first.number == last.number).then_some(first.number)
        }
        _ => None,
    };
    pieces.windows(2).filter_map(closed_at_once).collect()
}

/// The tokens of pairs that have white space on their inner side.
fn spaced_inside(pieces: &[Piece]) -> Vec<Token> {
    let spaced = |two: &[Piece]| match two {
        [Piece::Token(token, _), Piece::Text(text)] if !token.closing => {
            text.starts_with(is_space).then_some(*token)
        }
        [Piece::Text(text), Piece::Token(token, _)] if token.closing => {
            text.ends_with(is_space).then_some(*token)
        }
        _ => None,
    };
    pieces.windows(2).filter_map(spaced).collect()
}

/// Moves white space from the inner side of these tokens to the outer one, unless there is some already.
fn spaces_outside<'a>(pieces: Vec<Piece<'a>>, held: impl Fn(&Token) -> bool) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        let ends = matches!(&piece, Piece::Token(token, _) if token.closing && held(token));
        let mut space = "";
        if let (true, Some(Piece::Text(text))) = (ends, out.last_mut()) {
            let trimmed = text.trim_end_matches(is_space);
            space = &text[trimmed.len()..];
            *text = trimmed;
        }
        out.push(piece);
        let owed = match rest.peek() {
            Some(Piece::Text(text)) => !text.starts_with(char::is_whitespace),
            next => next.is_some(),
        };
        if owed && !space.is_empty() {
            out.push(Piece::Text(space));
        }
    }
    let mut backwards: Vec<Piece> = Vec::with_capacity(out.len());
    let mut rest = out.into_iter().rev().peekable();
    while let Some(piece) = rest.next() {
        let begins = matches!(&piece, Piece::Token(token, _) if !token.closing && held(token));
        let mut space = "";
        if let (true, Some(Piece::Text(text))) = (begins, backwards.last_mut()) {
            let trimmed = text.trim_start_matches(is_space);
            space = &text[..text.len() - trimmed.len()];
            *text = trimmed;
        }
        backwards.push(piece);
        let owed = match rest.peek() {
            Some(Piece::Text(text)) => !text.ends_with(char::is_whitespace),
            next => next.is_some(),
        };
        if owed && !space.is_empty() {
            backwards.push(Piece::Text(space));
        }
    }
    backwards.reverse();
    backwards
}

fn is_pair(codes: &[InlineCode], token: Token) -> bool {
    let code = codes.get(token.number.wrapping_sub(1));
    matches!(code, Some(InlineCode::Paired { .. }))
}

fn code_of(codes: &[InlineCode], token: Token) -> &str {
    match codes.get(token.number.wrapping_sub(1)) {
        Some(InlineCode::Single(code)) => code,
        Some(InlineCode::Paired { close, .. }) if token.closing => close,
        Some(InlineCode::Paired { open, .. }) => open,
        None => "",
    }
}

/// Spaces that a model puts beside a token. Line ends are not: they belong to the text.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{3000}')
}
