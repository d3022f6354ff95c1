//! The glossary in a job: which terms a text has, and whether they were followed.

use std::collections::BTreeMap;

use crate::fold::fold;

use super::words::JobTerm;

/// The terms of a job, made ready to be looked for in many texts.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    ready: Vec<Ready>,
    /// Terms by their first two characters.
    by_start: BTreeMap<String, Vec<usize>>,
}

/// A term, folded.
#[derive(Debug, Clone)]
struct Ready {
    source: String,
    target: String,
    forbidden: Vec<String>,
}

impl Terms {
    pub(super) fn new(glossary: &[JobTerm]) -> Terms {
        let folded = |text: &String| fold(text).trim().to_owned();
        let ready = glossary.iter().map(|term| Ready {
            source: folded(&term.source),
            target: folded(&term.target),
            forbidden: term.forbidden.iter().map(folded).collect(),
        });
        let ready: Vec<Ready> = ready.collect();
        let mut by_start: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, term) in ready.iter().enumerate() {
            if !term.source.is_empty() {
                by_start.entry(start(&term.source)).or_default().push(at);
            }
        }
        Terms { ready, by_start }
    }

    /// The terms that a source has, as places in the glossary, in its order.
    pub(super) fn present(&self, source: &str) -> Vec<usize> {
        if self.by_start.is_empty() {
            return Vec::new();
        }
        let source = fold(source);
        let mut found = Vec::new();
        let mut before = None;
        for (at, c) in source.char_indices() {
            let rest = &source[at..];
            let begins = |term: &&usize| {
                let term = &self.ready[**term].source;
                rest.starts_with(term) && begins_word(term, before)
            };
            // A term of one character is under that alone.
            for key in [start(rest), String::from(c)] {
                found.extend(self.by_start.get(&key).into_iter().flatten().filter(begins));
            }
            before = Some(c);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a translation of a source which has the term follows it: has its translation, perhaps inflected, and none
    /// of the forbidden ones.
    pub(super) fn kept(&self, term: usize, target: &str) -> bool {
        let Some(term) = self.ready.get(term) else {
            return true;
        };
        let target = fold(target);
        let mut words = term.target.split_whitespace();
        let kept = words.all(|word| target.contains(stem(word)));
        kept && !term.forbidden.iter().any(|word| has_word(&target, word))
    }
}

fn start(text: &str) -> String {
    text.chars().take(2).collect()
}

/// Whether a word may begin after this character; in scripts without spaces anywhere.
fn begins_word(word: &str, before: Option<char>) -> bool {
    let spaced = word.chars().all(|c| u32::from(c) < 0x0e00);
    !spaced || before.is_none_or(|c| !c.is_alphanumeric())
}

fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text
            .match_indices(word)
            .any(|(at, _)| begins_word(word, text[..at].chars().next_back()))
}

/// What of a word stays when it is inflected, roughly.
fn stem(word: &str) -> &str {
    let letters = word.chars().count();
    let drop = match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    let end = word.char_indices().nth(letters - drop);
    end.map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::{JobTerm, Terms};

    fn term(source: &str, target: &str, forbidden: &[&str]) -> JobTerm {
        JobTerm {
            source: source.into(),
            target: target.into(),
            note: String::new(),
            forbidden: forbidden.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn present() {
        let check = |wanted: &[&str], source: &str, expect: &[usize]| {
            let glossary: Vec<JobTerm> = wanted.iter().map(|word| term(word, "x", &[])).collect();
            assert_eq!(Terms::new(&glossary).present(source), expect, "{source}");
        };
        check(&["engine"], "The Engine runs, an engine.", &[0]);
        check(&["engine"], "Two engines", &[0]);
        check(&["gin"], "The engine runs", &[]);
        check(&["機", "a"], "飛行機がa", &[0]);
        check(&["a"], "a b", &[0]);
        check(&["", " ", "river bank", "river"], "The river bank", &[2, 3]);
        check(&[], "anything", &[]);
    }

    #[test]
    fn kept() {
        let check = |target: &str, forbidden: &[&str], text: &str, expect: bool| {
            let terms = Terms::new(&[term("x", target, forbidden)]);
            assert_eq!(terms.kept(0, text), expect, "{target} in {text}");
        };
        check("Motor", &[], "Der Motor läuft", true);
        check("Motor", &[], "Zwei Motoren", true);
        check("Motor", &[], "Die Maschine läuft", false);
        check("Motor", &["Maschine"], "Der Motor der Maschine", false);
        check("Motor", &["Maschine"], "Die Motormaschine", true);
        check("", &["Maschine"], "Die Maschine", false);
        check("", &["Maschine"], "Der Motor", true);
    }
}
