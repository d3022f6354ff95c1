//! What is looked for: all of its clauses must be there.

use super::fold::is_dense;
use super::words::words;

/// Words that stand beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clause {
    /// The words as they are compared, each with its place from the first on.
    pub words: Vec<(String, u32)>,
    /// The last of them may go on.
    pub open: bool,
}

/// The longest text that is looked for, in bytes: beyond it nobody types.
const MOST: usize = 1_000;

/// The clauses of what a person typed: words, and phrases in quotes. The word at its end may not be finished yet.
pub(super) fn clauses(query: &str) -> Vec<Clause> {
    let query = &query[..query.floor_char_boundary(MOST)];
    let mut clauses = Vec::new();
    let mut quoted = false;
    let mut parts = query.split(is_quote).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        if quoted {
            clauses.extend(clause(part, last));
        } else {
            let mut chunks = part.split_whitespace().peekable();
            while let Some(chunk) = chunks.next() {
                let at_end =
                    last && chunks.peek().is_none() && !part.ends_with(char::is_whitespace);
                clauses.extend(clause(chunk, at_end));
            }
        }
        quoted = !quoted;
    }
    clauses
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}

fn clause(text: &str, at_end: bool) -> Option<Clause> {
    let mut clause = Clause::default();
    let mut place = 0;
    let mut last = None;
    words(text, |word, at| {
        let letter = text[at.start..].chars().next().is_some_and(is_dense);
        let alone = letter && word.chars().count() == 1;
        // The last letter of a run is in its last pair already.
        if !(alone && last == Some(at.start)) {
            clause.words.push((word.to_owned(), place));
            clause.open = at_end && !letter || alone || goes_on(word);
        }
        let second = text[at.start..at.end].char_indices().nth(1);
        last = (letter && !alone)
            .then_some(())
            .and_then(|()| second.map(|(from, _)| at.start + from));
        place += 1;
        true
    });
    (!clause.words.is_empty()).then_some(clause)
}

/// Whether a word is the beginning of others that mean the same: Korean hangs its particles on.
fn goes_on(word: &str) -> bool {
    word.chars()
        .any(|letter| matches!(letter, '\u{1100}'..='\u{11ff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expect: &str) {
        let shown = |clause: Clause| {
            let words: Vec<String> = clause.words.into_iter().map(|(word, _)| word).collect();
            words.join("_") + if clause.open { "*" } else { "" }
        };
        let found: Vec<String> = clauses(query).into_iter().map(shown).collect();
        assert_eq!(found.join(" "), expect, "{query}");
    }

    #[test]
    fn clauses_of_what_is_typed() {
        check("", "");
        check("  \t ", "");
        check("?!", "");
        check("Hello wor", "hello wor*");
        check("Hello wor ", "hello wor");
        check("Café ÉCOLE", "cafe ecole*");
        check("\"trip to Rome\" hotel", "trip_to_rome hotel*");
        check("\"trip to Ro", "trip_to_ro*");
        check("“trip to” x", "trip_to x*");
        check("e-mail x", "e_mail x*");
        check("日本語", "日本_本語");
        check("語", "語*");
        check("日本語 x", "日本_本語 x*");
        check("Straße", "strasse*");
        check("القَاهِرَةُ x", "القاهره x*");
        check("أحمـد x", "احمد x*");
    }
}
