//! Finding terms in a text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::endings::{Ways, ways};
use super::same_word::{beginnings, same_word, variants};
use super::tokens::{Before, Token, TokenKind, tokens};
use super::{Term, TermKind};

/// Terms made ready to be looked for in many texts. How long a text takes grows with the text and the terms in it, not with
/// all terms there are.
#[derive(Debug, Clone)]
pub struct TermIndex<'t> {
    terms: Cow<'t, [Term]>,
    ready: Vec<Ready>,
    /// Terms by what the forms of their first word begin with.
    by_start: BTreeMap<String, Vec<usize>>,
    from: Ways,
    pub(super) to: Ways,
}

/// A term's source, in words.
#[derive(Debug, Clone)]
struct Ready {
    tokens: Vec<Token>,
    verb: bool,
}

/// So many letters of a word are looked up. No word that anyone looks for is longer.
const LONGEST_START: usize = 60;

/// A term, and its bytes in a source.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) term: usize,
    pub(super) range: Range<usize>,
}

impl<'t> TermIndex<'t> {
    /// For texts from one language (where it is known) into another: the tags say how words change.
    pub fn new(terms: impl Into<Cow<'t, [Term]>>, from: Option<&str>, to: &str) -> TermIndex<'t> {
        let terms: Cow<'t, [Term]> = terms.into();
        let from = ways(from);
        let mut by_start: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut ready = Vec::with_capacity(terms.len());
        for (at, term) in terms.iter().enumerate() {
            let tokens = tokens(&term.source);
            let verb = says_verb(&term.part_of_speech);
            if let Some(first) = tokens.first() {
                for key in beginnings(&first.folded, &from, verb) {
                    by_start.entry(key.to_owned()).or_default().push(at);
                }
            }
            ready.push(Ready { tokens, verb });
        }
        TermIndex {
            terms,
            ready,
            by_start,
            from,
            to: ways(Some(to)),
        }
    }

    /// All terms, as they were given.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The terms that a source has, in the order they were given. A term inside a longer one does not count: where
    /// `river bank` is one, a river bank is no `bank`.
    pub fn present(&self, source: &str) -> Vec<&Term> {
        let found = self.present_at(source);
        found
            .into_iter()
            .filter_map(|at| self.terms.get(at))
            .collect()
    }

    /// Where in a source terms stand: the term and its bytes, in the text's order.
    pub fn places(&self, source: &str) -> Vec<(&Term, Range<usize>)> {
        let found = self.find(source).into_iter();
        found
            .filter_map(|place| Some((self.terms.get(place.term)?, place.range)))
            .collect()
    }

    pub(crate) fn present_at(&self, source: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self.find(source).iter().map(|place| place.term).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn find(&self, source: &str) -> Vec<Place> {
        if self.by_start.is_empty() {
            return Vec::new();
        }
        let text = tokens(source);
        let mut found = Vec::new();
        for at in 0..text.len() {
            for term in self.beginning_with(&text[at]) {
                let Some((ready, wanted)) = self.ready.get(term).zip(self.terms.get(term)) else {
                    continue;
                };
                let same = |term: &Token, text: &Token| {
                    same_word(term, text, &self.from, ready.verb)
                        && (!wanted.case_sensitive
                            || same_case(
                                &wanted.source[term.range.clone()],
                                &source[text.range.clone()],
                            ))
                };
                if let Some(range) = standing_at(&ready.tokens, &text, at, &same) {
                    found.push(Place { term, range });
                }
            }
        }
        outermost(found)
    }

    /// The terms whose first word may be this one.
    fn beginning_with(&self, word: &Token) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for variant in variants(&word.folded, &self.from) {
            for (at, c) in variant.char_indices().take(LONGEST_START) {
                let beginning = &variant[..at + c.len_utf8()];
                found.extend(self.by_start.get(beginning).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn is(&self, term: usize, kind: TermKind) -> bool {
        self.terms.get(term).is_some_and(|term| term.kind == kind)
    }
}

/// The bytes of these words where they stand in a text from this token on.
pub(super) fn standing_at(
    wanted: &[Token],
    text: &[Token],
    at: usize,
    same: &dyn Fn(&Token, &Token) -> bool,
) -> Option<Range<usize>> {
    let found = text.get(at..at + wanted.len())?;
    let pairs = wanted.iter().zip(found).enumerate();
    let fits = |(place, (wanted, found)): (usize, (&Token, &Token))| {
        let symbols = wanted.kind == TokenKind::Symbol || found.kind == TokenKind::Symbol;
        let glued = |token: &Token| token.before == Before::Token;
        (place == 0 || !symbols || glued(wanted) == glued(found)) && same(wanted, found)
    };
    let (first, last) = (found.first()?, found.last()?);
    let after = text.get(at + wanted.len());
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    // `mail` is not in e-mail, nor `shirt` in T-shirt.
    let letter = |token: Option<&Token>| token.is_some_and(|token| token.text.chars().count() == 1);
    let part = (first.before == Before::Hyphen && letter(before))
        || (after.is_some_and(|after| after.before == Before::Hyphen) && letter(after));
    (!part && pairs.into_iter().all(fits)).then_some(first.range.start..last.range.end)
}

/// Whether the letters that two forms share are of the same case.
pub(super) fn same_case(one: &str, other: &str) -> bool {
    let lower = |c: char| c.to_lowercase().next();
    one.chars()
        .zip(other.chars())
        .take_while(|&(a, b)| lower(a) == lower(b))
        .all(|(a, b)| a == b)
}

/// Without those inside of longer ones, in order.
fn outermost(mut found: Vec<Place>) -> Vec<Place> {
    found.sort_by_key(|place| (place.range.start, usize::MAX - place.range.end, place.term));
    let mut widest = 0..0;
    found.retain(|place| {
        if place.range.end > widest.end {
            widest = place.range.clone();
        }
        place.range.end > widest.end || place.range == widest || place.range.start >= widest.end
    });
    found
}

fn says_verb(part_of_speech: &str) -> bool {
    let part = part_of_speech.trim().to_lowercase();
    ["v", "vb", "v.", "глагол", "فعل", "动词", "動詞", "동사"].contains(&part.as_str())
        || part.starts_with("verb")
        || part.starts_with("zeitwort")
        || part.starts_with("tätigkeitswort")
        || part.starts_with("czasownik")
}
