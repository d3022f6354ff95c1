//! The terms of a text as a prompt says them.

use super::{Term, TermKind};

/// A line that names the glossary, then one for each term: `- source → target (note)`, `- source → source (keep as it is)`,
/// `- source: never target`. Terms of the same source are together, their translations joined by `or`. Nothing for no terms.
pub fn glossary_lines(terms: &[&Term]) -> String {
    // A term is one line, whatever it was read from.
    let terms: Vec<Term> = terms.iter().filter_map(|term| term.cleaned()).collect();
    let mut text = String::new();
    let mut done: Vec<(&str, bool)> = Vec::new();
    for term in &terms {
        let key = (term.source.as_str(), term.case_sensitive);
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let same = || {
            terms
                .iter()
                .filter(|other| (other.source.as_str(), other.case_sensitive) == key)
        };
        let of =
            |kind: TermKind| -> Vec<&Term> { same().filter(|other| other.kind == kind).collect() };
        let (keep, uses, never) = (
            of(TermKind::Keep),
            of(TermKind::Use),
            of(TermKind::Forbidden),
        );
        if !keep.is_empty() {
            let mut notes = vec!["keep as it is"];
            notes.extend(notes_of(&keep));
            line(&mut text, &[&term.source, " → ", &term.source], &notes);
        } else if !uses.is_empty() {
            line(
                &mut text,
                &[&term.source, " → ", &targets(&uses, " or ")],
                &notes_of(&uses),
            );
        }
        if !never.is_empty() {
            line(
                &mut text,
                &[&term.source, ": never ", &targets(&never, ", ")],
                &notes_of(&never),
            );
        }
    }
    if text.is_empty() {
        return text;
    }
    [HEAD, &text].concat()
}

const HEAD: &str = "Glossary (use these translations, inflected as the sentence needs):\n";

fn line(text: &mut String, parts: &[&str], notes: &[&str]) {
    text.push_str("- ");
    parts.iter().for_each(|part| text.push_str(part));
    if !notes.is_empty() {
        text.extend([" (", &notes.join("; "), ")"]);
    }
    text.push('\n');
}

fn targets(terms: &[&Term], between: &str) -> String {
    once(terms.iter().map(|term| term.target.as_str())).join(between)
}

/// Each once: two glossaries may say the same.
fn once<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn notes_of<'t>(terms: &[&'t Term]) -> Vec<&'t str> {
    let notes = terms.iter().map(|term| term.note.as_str());
    once(notes.filter(|note| !note.is_empty()))
}
