//! Where a translation does not follow its terms.

use std::ops::Range;

use super::index::{TermIndex, same_case, standing_at};
use super::same_word::{may_be, same_word};
use super::tokens::{Token, TokenKind, tokens};
use super::{Term, TermKind};

/// A term that a translation does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The term. Where several translations of it would do, the first.
    pub term: Term,
    /// What is wrong.
    pub kind: ViolationKind,
    /// Where the source has it: bytes.
    pub source: Range<usize>,
}

/// What is wrong with a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViolationKind {
    /// It has none of the term's translations.
    Missing,
    /// It has a forbidden one, at these bytes.
    Forbidden(Range<usize>),
    /// What was to be kept as it is is not there; where it stands in another case, its bytes.
    Changed(Option<Range<usize>>),
}

impl TermIndex<'_> {
    /// Where a translation does not follow the terms that its source has; each term once, in the source's order. What is
    /// there in some inflected form is there: this may miss a slip, but seldom sees one that is none.
    pub fn violations(&self, source: &str, target: &str) -> Vec<Violation> {
        let places = self.find(source);
        if places.is_empty() {
            return Vec::new();
        }
        let text = Target {
            raw: target,
            tokens: tokens(target),
        };
        let mut found: Vec<Violation> = Vec::new();
        let mut done: Vec<usize> = Vec::new();
        for place in &places {
            let Some(term) = self.terms().get(place.term) else {
                continue;
            };
            if done.contains(&place.term) {
                continue;
            }
            done.push(place.term);
            // What may stand at the same place instead: another translation of the same term.
            let beside = || {
                let same = places.iter().filter(|other| other.range == place.range);
                same.filter_map(|other| Some((other.term, self.terms().get(other.term)?)))
            };
            let kind = match term.kind {
                TermKind::Keep => self.changed(&text, term, &source[place.range.clone()]),
                TermKind::Forbidden => {
                    let uses = beside().filter(|(_, term)| term.kind != TermKind::Forbidden);
                    let uses: Vec<&str> = uses.map(|(_, term)| term.wanted()).collect();
                    self.forbidden(&text, term, &uses)
                        .map(ViolationKind::Forbidden)
                }
                TermKind::Use => {
                    let others = beside().filter(|&(at, _)| self.is(at, TermKind::Use));
                    let others: Vec<(usize, &Term)> = others.collect();
                    done.extend(others.iter().map(|(at, _)| at));
                    let kept = others.iter().any(|(_, term)| self.has(&text, term));
                    (!kept).then_some(ViolationKind::Missing)
                }
            };
            found.extend(kind.map(|kind| Violation {
                term: term.clone(),
                kind,
                source: place.range.clone(),
            }));
        }
        found
    }

    /// Whether a translation has that of a term, in whatever form and order of words.
    fn has(&self, text: &Target, term: &Term) -> bool {
        let wanted = tokens(&term.target);
        let is_long =
            |token: &Token| token.kind == TokenKind::Word && token.text.chars().count() > 3;
        // Small words change or go: bases des données.
        let any_long = wanted.iter().any(is_long);
        let words = wanted
            .iter()
            .filter(|token| token.kind == TokenKind::Word && (!any_long || is_long(token)));
        let case_fits = |word: &Token, found: &Token| {
            let raw = |text: &str, token: &Token| text[token.range.clone()].to_owned();
            !term.case_sensitive
                || same_case(
                    &but_first(&raw(&term.target, word)),
                    &but_first(&raw(text.raw, found)),
                )
        };
        let has_word = |word: &Token| {
            let mut tokens = text.tokens.iter();
            tokens.any(|found| may_be(word, found, &self.to) && case_fits(word, found))
        };
        words.into_iter().all(has_word) && text.has_glyphs(&wanted)
    }

    fn forbidden(&self, text: &Target, term: &Term, uses: &[&str]) -> Option<Range<usize>> {
        let find = |words: &str, case_sensitive: bool| -> Vec<Range<usize>> {
            let wanted = tokens(words);
            if wanted.is_empty() {
                return Vec::new();
            }
            let same = |one: &Token, found: &Token| {
                same_word(one, found, &self.to, false)
                    && (!case_sensitive
                        || same_case(&words[one.range.clone()], &text.raw[found.range.clone()]))
            };
            (0..text.tokens.len())
                .filter_map(|at| standing_at(&wanted, &text.tokens, at, &same))
                .collect()
        };
        // As a part of what is wanted it is right.
        let right: Vec<Range<usize>> = uses.iter().flat_map(|words| find(words, false)).collect();
        let inside = |range: &Range<usize>| {
            right
                .iter()
                .any(|right| right.start <= range.start && range.end <= right.end)
        };
        find(&term.target, term.case_sensitive)
            .into_iter()
            .find(|range| !inside(range))
    }

    /// A kept term: as the glossary writes it, or as the source does; an ending may follow.
    fn changed(&self, text: &Target, term: &Term, as_written: &str) -> Option<ViolationKind> {
        let kept = |wanted: &str| text.raw.contains(wanted);
        if kept(&term.source) || (!term.case_sensitive && kept(as_written)) {
            return None;
        }
        let wanted = tokens(&term.source);
        let same =
            |one: &Token, found: &Token| one.folded == found.folded || may_be(one, found, &self.to);
        let near =
            (0..text.tokens.len()).find_map(|at| standing_at(&wanted, &text.tokens, at, &same));
        Some(ViolationKind::Changed(near))
    }
}

struct Target<'a> {
    raw: &'a str,
    tokens: Vec<Token>,
}

impl Target<'_> {
    /// Whether the characters of scripts without spaces stand here as they stand in what is wanted, each run of them in
    /// one piece. A long vowel's mark is written or not: サーバー, サーバ.
    fn has_glyphs(&self, wanted: &[Token]) -> bool {
        let glyphs = |tokens: &[Token]| -> String {
            let mut out = String::new();
            for token in tokens {
                match token.kind {
                    TokenKind::Glyph if token.text == "ー" => {}
                    TokenKind::Glyph => out.push_str(&token.text),
                    TokenKind::Word | TokenKind::Symbol => out.push(' '),
                }
            }
            out
        };
        let here = glyphs(&self.tokens);
        let wanted = glyphs(wanted);
        wanted.split_whitespace().all(|run| here.contains(run))
    }
}

/// A word that begins a sentence may have a capital.
fn but_first(word: &str) -> String {
    word.chars().skip(1).collect()
}
