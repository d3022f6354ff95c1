//! How models announce a translation, and how they comment on one, in the languages they do it in.
//!
//! A note let through can be seen and deleted, text taken for a note is lost: so every rule asks for more than a word.

use super::lead::LeadOfSource;
use super::note_words::{CHATTY, COMMENTS, OPENINGS, TRANSLATION, VERSION};
use crate::fold::fold;

/// Whether what has been seen so far is such a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is.
    Yes,
    /// It is not, whatever comes.
    No,
    /// It depends on what comes.
    Open,
}

/// The longest line (in characters) that is taken for a leading note.
const NOTE_MOST: usize = 160;

/// Whether the answer's beginning is a leading note: one line that announces a translation and ends with a colon (or
/// is followed by a blank line), or a short pleasantry before such a line; and the source does not begin alike.
pub(super) fn is_lead_note(held: &str, source: &LeadOfSource) -> Verdict {
    if source.like_a_note || held.chars().count() > 3 * NOTE_MOST {
        return Verdict::No;
    }
    let chatty = begins(held, CHATTY);
    let announces = begins(held, OPENINGS);
    if chatty == Verdict::No && announces == Verdict::No {
        return Verdict::No;
    }
    let Some((line, rest)) = held.split_once('\n') else {
        return if held.chars().count() > NOTE_MOST {
            Verdict::No
        } else {
            Verdict::Open
        };
    };
    let line = line.trim().trim_end_matches(['*', '_', ' ', '\u{a0}']);
    let chatty = chatty == Verdict::Yes;
    if !chatty && announces != Verdict::Yes {
        return Verdict::No;
    }
    let folded = fold(line);
    // Announcements are one sentence.
    if !chatty && [". ", "! ", "? "].iter().any(|end| line.contains(end)) {
        return Verdict::No;
    }
    let names_translation = mentions(&folded, TRANSLATION);
    if line.ends_with([':', '：']) {
        // `Translation:` alone is what a heading is translated to; a sentence with the word is not.
        let heading = source.colon && !chatty && line.chars().count() <= 16;
        let told = names_translation || (!source.colon && (chatty || mentions(&folded, VERSION)));
        return if told && !heading {
            Verdict::Yes
        } else {
            Verdict::No
        };
    }
    let after = rest.trim_start_matches([' ', '\t', '\r']);
    if after.is_empty() {
        return Verdict::Open;
    }
    if !after.starts_with('\n') {
        return Verdict::No;
    }
    if names_translation {
        return Verdict::Yes;
    }
    let second = after.trim_start();
    if !chatty || line.chars().count() > 40 {
        Verdict::No
    } else if second.is_empty() {
        Verdict::Open
    } else if begins(second, OPENINGS) == Verdict::No {
        Verdict::No
    } else {
        is_lead_note(second, source)
    }
}

/// Whether an answer announces the translation and goes on in the same line (`Here is the translation: Guten Tag.`), as
/// its source does not.
pub(crate) fn is_announced(source: &str, answer: &str) -> bool {
    const COLONS: [char; 2] = [':', '：'];
    let line = answer.trim_start().lines().next().unwrap_or_default();
    let Some(end) = line.find(COLONS).filter(|_| !source.contains(COLONS)) else {
        return false;
    };
    let folded: String = source.trim_start().chars().take(240).collect();
    let of_source = LeadOfSource {
        like_a_note: begins_alike(&fold(&folded)),
        colon: false,
    };
    is_lead_note(&format!("{}:\n", &line[..end]), &of_source) == Verdict::Yes
}

/// Whether a source is about translation or begins as chattily as a note: then nothing can be told apart.
pub(super) fn begins_alike(folded_source: &str) -> bool {
    mentions(folded_source, TRANSLATION)
        || begins(folded_source, CHATTY) == Verdict::Yes
        || begins(folded_source, OPENINGS) == Verdict::Yes
}

/// Whether a paragraph's beginning is that of a comment on the translation.
pub(crate) fn is_comment(held: &str) -> Verdict {
    let text = fold(held);
    let text = text.trim_start_matches(DECORATION);
    if text.is_empty() {
        return if held.chars().count() <= 24 {
            Verdict::Open
        } else {
            Verdict::No
        };
    }
    let mut verdict = Verdict::No;
    for comment in COMMENTS {
        if let Some(rest) = text.strip_prefix(comment) {
            match rest
                .trim_start_matches(['*', '_', ' ', '\u{a0}'])
                .chars()
                .next()
            {
                Some(':' | '：') => return Verdict::Yes,
                None if rest.len() <= 4 => verdict = Verdict::Open,
                _ => {}
            }
        } else if comment.starts_with(text) {
            verdict = Verdict::Open;
        }
    }
    verdict
}

/// Whether any line of the source begins like a comment: then the target may, too.
pub(crate) fn has_comments(source: &str) -> bool {
    source.lines().any(|line| {
        let mut so_far = String::new();
        for c in line.chars().take(60) {
            so_far.push(c);
            match is_comment(&so_far) {
                Verdict::Yes => return true,
                Verdict::No => return false,
                Verdict::Open => {}
            }
        }
        false
    })
}

/// What may stand before the words: Markdown, brackets, a divider.
const DECORATION: [char; 15] = [
    '¡', '¿', '*', '_', '#', '>', '-', '(', '[', '（', '【', '—', '\n', '\r', ' ',
];

fn begins(text: &str, words: &[&str]) -> Verdict {
    let text = fold(text);
    let text = text.trim_start_matches(DECORATION);
    if words.iter().any(|word| text.starts_with(word)) {
        Verdict::Yes
    } else if words.iter().any(|word| word.starts_with(text)) {
        Verdict::Open
    } else {
        Verdict::No
    }
}

fn mentions(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded.contains(word))
}
