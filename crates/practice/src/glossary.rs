//! The glossary of a system message, obeyed as a model would.

use crate::ask::Message;

/// A term and what it has to become.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    pub source: String,
    pub target: String,
}

/// So many letters more at the end of a word still make it the same word (`term`, `terms`).
const ENDING: usize = 3;

/// The lines `- term → translation (note)` under a line that begins with `Glossary` and ends with a colon, longest
/// term first.
pub(crate) fn terms(messages: &[Message]) -> Vec<Term> {
    let mut out = Vec::new();
    let system = |message: &&Message| message.role == "system" || message.role == "developer";
    for message in messages.iter().filter(system) {
        let mut inside = false;
        for line in message.text.lines() {
            let line = line.trim();
            if line.starts_with("Glossary") && line.ends_with(':') {
                inside = true;
            } else if inside {
                match line.strip_prefix("- ") {
                    // A line without a translation says what is forbidden.
                    Some(line) => out.extend(term(line)),
                    None => inside = false,
                }
            }
        }
    }
    out.sort_by_key(|term: &Term| std::cmp::Reverse(term.source.len()));
    out
}

fn term(line: &str) -> Option<Term> {
    let (source, target) = line.split_once(" → ")?;
    let target = match target.rsplit_once(" (") {
        Some((target, note)) if note.ends_with(')') => target,
        _ => target,
    };
    let (source, target) = (source.trim(), target.trim());
    (!source.is_empty() && !target.is_empty()).then(|| Term {
        source: source.to_owned(),
        target: target.to_owned(),
    })
}

/// The term that `rest` begins with, whatever the case, and the bytes of the word it is; `before` is the character
/// before it.
pub(crate) fn term_at<'a>(
    terms: &'a [Term],
    rest: &str,
    before: char,
) -> Option<(usize, &'a Term)> {
    terms.iter().find_map(|term| {
        let length = same_letters(rest, &term.source)?;
        let joined = |c: Option<char>| c.is_some_and(unspaced);
        let starts = joined(term.source.chars().next()) || !before.is_alphanumeric();
        if joined(term.source.chars().next_back()) {
            return starts.then_some((length, term));
        }
        let ending: String = rest[length..]
            .chars()
            .take_while(|c| c.is_alphanumeric() && !unspaced(*c))
            .collect();
        let ends = ending.chars().count() <= ENDING;
        (starts && ends).then_some((length + ending.len(), term))
    })
}

/// The bytes of `rest` that are `wanted` but for its case.
fn same_letters(rest: &str, wanted: &str) -> Option<usize> {
    let mut given = rest.chars();
    for c in wanted.chars() {
        if !given.next()?.to_lowercase().eq(c.to_lowercase()) {
            return None;
        }
    }
    Some(rest.len() - given.as_str().len())
}

/// Scripts that put no space between words.
fn unspaced(c: char) -> bool {
    c >= '\u{2E80}' || ('\u{0E00}'..='\u{0EFF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message {
            role: "system".to_owned(),
            text: text.to_owned(),
            images: 0,
        }
    }

    fn pairs(text: &str) -> Vec<(String, String)> {
        let terms = terms(&[message(text)]);
        terms.into_iter().map(|t| (t.source, t.target)).collect()
    }

    #[test]
    fn only_the_lines_of_a_glossary_are_read() {
        let read = pairs(
            "- no → nein\nGlossary (use these translations):\n- bank → Ufer (of a river)\n- bank: never Bank\n- river bank → Flussufer\n\n- x → y\n",
        );
        let expected = [("river bank", "Flussufer"), ("bank", "Ufer")];
        assert_eq!(
            read,
            expected.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()
        );
    }

    fn check(rest: &str, before: char, expected: Option<usize>) {
        let terms = terms(&[message("Glossary:\n- Bank → Ufer\n- 銀行 → Bank")]);
        let found = term_at(&terms, rest, before).map(|(length, _)| length);
        assert_eq!(found, expected, "{rest:?} after {before:?}");
    }

    #[test]
    fn a_term_is_a_word_of_its_own() {
        check("bank.", ' ', Some(4));
        check("BANKS of", '(', Some(5));
        check("bankrupt", ' ', None);
        check("bank", 'e', None);
        check("銀行で", 'の', Some(6));
        check("ban", ' ', None);
        check("", ' ', None);
    }
}
