//! Terms as TBX-Basic (ISO 30042): version 2 (`martif`, `termEntry`, `langSet`) and version 3 (`tbx`, `conceptEntry`,
//! `langSec`), its data categories as attributes or as elements of their own. Version 2 is written, which more tools read.

mod read;
mod write;

pub use read::read_tbx;
pub use write::write_tbx;

/// The longest term or note that is taken in, in bytes; a term above it is left out, a note is cut.
pub const MOST_TERM_BYTES: usize = 2_000;

/// The most terms a file may have.
const MOST_TERMS: usize = 500_000;

/// The most records one concept makes: it has as many as it has terms in both languages, multiplied.
const MOST_OF_CONCEPT: usize = 400;

/// A term and its translation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TbxRecord {
    /// The term.
    pub source: String,
    /// What it is to be, or not to be, called.
    pub target: String,
    /// What is said of it; may be empty.
    pub note: String,
    /// The target is not to be used (deprecated or superseded).
    pub forbidden: bool,
    /// As the file has it: `noun`, `verb`, `adjective` … ; may be empty.
    pub part_of_speech: String,
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tbx {
    /// Its entries, in order.
    pub concepts: Vec<TbxConcept>,
    /// How many terms were too long or had no language.
    pub left_out: usize,
}

/// An entry: what is meant, in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TbxConcept {
    /// Its note, or else its definition.
    pub note: String,
    /// Its terms.
    pub terms: Vec<TbxTerm>,
}

/// A term in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TbxTerm {
    /// Its language, as the file has it.
    pub language: String,
    /// The term itself.
    pub text: String,
    /// What is said of it.
    pub note: String,
    /// Deprecated or superseded.
    pub forbidden: bool,
    /// As the file has it.
    pub part_of_speech: String,
}

impl Tbx {
    /// The languages there are, those of the first entries first.
    pub fn languages(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for term in self.concepts.iter().flat_map(|concept| &concept.terms) {
            if !found
                .iter()
                .any(|tag| tag.eq_ignore_ascii_case(&term.language))
            {
                found.push(&term.language);
            }
        }
        found
    }

    /// The terms of one language with those of another. A tag is of the language it begins with, but where an entry has terms
    /// under the very tag, these alone count. Another word for the same thing makes a record of its own.
    pub fn records(&self, from: &str, to: &str) -> Vec<TbxRecord> {
        let of_concept = |concept: &TbxConcept| {
            let (sources, targets) = (concept.of(from), concept.of(to));
            let pairs = sources.into_iter().flat_map(move |source| {
                targets
                    .clone()
                    .into_iter()
                    .map(move |target| (source, target))
            });
            pairs
                .filter(|(source, target)| !std::ptr::eq(*source, *target))
                .take(MOST_OF_CONCEPT)
                .map(|(source, target)| record(concept, source, target))
                .collect::<Vec<_>>()
        };
        self.concepts.iter().flat_map(of_concept).collect()
    }
}

impl TbxConcept {
    fn of(&self, tag: &str) -> Vec<&TbxTerm> {
        let exact = |term: &&TbxTerm| term.language.eq_ignore_ascii_case(tag);
        let found: Vec<&TbxTerm> = self.terms.iter().filter(exact).collect();
        if !found.is_empty() {
            return found;
        }
        let same = |term: &&TbxTerm| language_of(&term.language) == language_of(tag);
        self.terms.iter().filter(same).collect()
    }
}

fn record(concept: &TbxConcept, source: &TbxTerm, target: &TbxTerm) -> TbxRecord {
    let mut notes: Vec<&str> = Vec::new();
    for note in [&concept.note, &source.note, &target.note] {
        if !note.is_empty() && !notes.contains(&note.as_str()) {
            notes.push(note);
        }
    }
    let parts = [&target.part_of_speech, &source.part_of_speech];
    TbxRecord {
        source: source.text.clone(),
        target: target.text.clone(),
        note: notes.join("; "),
        forbidden: target.forbidden,
        part_of_speech: parts
            .into_iter()
            .find(|part| !part.is_empty())
            .cloned()
            .unwrap_or_default(),
    }
}

fn language_of(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or(tag)
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
