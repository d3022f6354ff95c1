//! The glossary in a job: which terms a text has, and whether they were followed.

use crate::fold::fold;

use super::words::JobTerm;

/// Whether the source has the term.
pub(super) fn term_present(term: &JobTerm, source: &str) -> bool {
    let wanted = fold(&term.source);
    !wanted.trim().is_empty() && has_word(&fold(source), wanted.trim())
}

/// Whether a translation of a source which has the term follows it: has its translation, perhaps inflected, and none
/// of the forbidden ones.
pub(super) fn term_kept(term: &JobTerm, _source: &str, target: &str) -> bool {
    let target = fold(target);
    let wanted = fold(&term.target);
    let kept = wanted
        .split_whitespace()
        .all(|word| target.contains(stem(word)));
    let forbidden = term.forbidden.iter().any(|word| {
        let word = fold(word);
        !word.trim().is_empty() && has_word(&target, word.trim())
    });
    kept && !forbidden
}

/// The word at its beginnings of words; scripts without spaces have it anywhere.
fn has_word(text: &str, word: &str) -> bool {
    let spaced = word.chars().all(|c| u32::from(c) < 0x0e00);
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !spaced || before.is_none_or(|c| !c.is_alphanumeric())
    })
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
    use super::{JobTerm, term_kept, term_present};

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
        let check = |wanted: &str, source: &str, expect: bool| {
            assert_eq!(
                term_present(&term(wanted, "x", &[]), source),
                expect,
                "{wanted} in {source}"
            );
        };
        check("engine", "The Engine runs", true);
        check("engine", "Two engines", true);
        check("gin", "The engine runs", false);
        check("機", "飛行機が", true);
        check("", "anything", false);
    }

    #[test]
    fn kept() {
        let check = |target: &str, forbidden: &[&str], text: &str, expect: bool| {
            assert_eq!(
                term_kept(&term("x", target, forbidden), "x", text),
                expect,
                "{target} in {text}"
            );
        };
        check("Motor", &[], "Der Motor läuft", true);
        check("Motor", &[], "Zwei Motoren", true);
        check("Motor", &[], "Die Maschine läuft", false);
        check("Motor", &["Maschine"], "Die Motormaschine", true);
        check("", &["Maschine"], "Die Maschine", false);
        check("", &["Maschine"], "Der Motor", true);
    }
}
