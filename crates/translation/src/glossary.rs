//! The person's own terms: what a word is to be called in a translation, what it must not be called, and what is not
//! translated at all.
//!
//! Where to start reading: [`TermIndex`] finds the terms that a text has and the places where a translation does not
//! follow them. Nothing is ever replaced in a translation: words are inflected, and only a reader knows how.

mod applies;
mod asked;
mod endings;
mod index;
mod same_word;
mod sheet;
mod tokens;
mod violations;

use serde::{Deserialize, Serialize};

pub use asked::glossary_lines;
pub use index::TermIndex;
pub use sheet::{
    Refused, Separator, Sheet, SheetColumn, SheetFault, SheetProblem, read_sheet, write_sheet,
};
pub use violations::{Violation, ViolationKind};

/// The most letters a term or its translation may have; what is longer is a sentence, for the memory.
pub const MOST_TERM_LETTERS: usize = 200;
/// The most letters of a note.
pub const MOST_NOTE_LETTERS: usize = 500;
/// The most terms of one glossary.
pub const MOST_TERMS: usize = 20_000;
/// The most letters of a glossary's name.
pub const MOST_NAME_LETTERS: usize = 80;

/// Terms for a pair of languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Glossary {
    /// Its own, never shown.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Tag of the terms' language; empty where they hold for any.
    pub from: String,
    /// Tag of their translations' language; empty where they hold for any, as names that are not translated do.
    pub to: String,
    /// In the person's order. A term may be there several times: with another translation, or with a forbidden one.
    pub terms: Vec<Term>,
}

/// A word, or a few, and what a translation has to make of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Term {
    /// As it stands in a source, in its plainest form.
    pub source: String,
    /// The translation in its plainest form; empty for a term that is kept.
    pub target: String,
    /// What helps to choose or use it; the model reads it too. May be empty.
    pub note: String,
    /// What is to be done with it.
    pub kind: TermKind,
    /// Whether `Apple` is another word than `apple`.
    pub case_sensitive: bool,
    /// `noun`, `verb` … in the person's words; may be empty. A verb is found in its other forms too.
    pub part_of_speech: String,
}

/// What a term wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// The source's word stays as it is: a name, a product.
    Keep,
    /// The target must not be used for it.
    Forbidden,
    /// The target is its translation. Also what a record of a later version says that is not known here.
    #[default]
    #[serde(other)]
    Use,
}

impl Glossary {
    /// Whether it is for texts from one language (`None`: not known) into another. A glossary of a language is for all its
    /// varieties, one of a variety for that variety alone: what is right in Brazil may be wrong in Portugal. Sources are
    /// taken more lightly: British terms are found in American texts.
    pub fn applies_to(&self, from: Option<&str>, to: &str) -> bool {
        applies::source_fits(&self.from, from) && applies::target_fits(&self.to, to)
    }
}

impl Term {
    /// The term as it is stored: one line each, without white space around it, not longer than may be. `None` where that
    /// leaves nothing to look for, or nothing to use for it.
    pub fn cleaned(&self) -> Option<Term> {
        let keep = self.kind == TermKind::Keep;
        let term = Term {
            source: one_line(&self.source, MOST_TERM_LETTERS),
            target: if keep {
                String::new()
            } else {
                one_line(&self.target, MOST_TERM_LETTERS)
            },
            note: one_line(&self.note, MOST_NOTE_LETTERS),
            part_of_speech: one_line(&self.part_of_speech, MOST_NAME_LETTERS),
            ..*self
        };
        (!term.source.is_empty() && (keep || !term.target.is_empty())).then_some(term)
    }

    /// What stands in a translation for it; of a kept one its source.
    pub fn wanted(&self) -> &str {
        match self.kind {
            TermKind::Keep => &self.source,
            TermKind::Use | TermKind::Forbidden => &self.target,
        }
    }
}

/// The terms that a source has, in the order of the glossary: whole words, inflected as its language (`from`, where it is
/// known) inflects them; anywhere in scripts that put no space between words. A term inside a longer one does not count.
/// See [`TermIndex`] for many texts.
pub fn present<'t>(terms: &'t [Term], source: &str, from: Option<&str>) -> Vec<&'t Term> {
    let found = TermIndex::new(terms, from, "").present_at(source);
    found.into_iter().filter_map(|at| terms.get(at)).collect()
}

/// Where a translation does not follow the terms that its source has: the texts, each with its language (the source's
/// where it is known). See [`TermIndex`] for many texts.
pub fn violations(
    terms: &[Term],
    (source, from): (&str, Option<&str>),
    (target, to): (&str, &str),
) -> Vec<Violation> {
    TermIndex::new(terms, from, to).violations(source, target)
}

/// White space and line breaks as single spaces, control characters left out, cut behind so many characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let mut line = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.truncate(line.trim_end().len());
    }
    line
}

#[cfg(test)]
mod tests;
