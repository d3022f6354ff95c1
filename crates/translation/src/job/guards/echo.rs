//! Guard: the "translation" is the source.

use std::collections::BTreeSet;

use super::bare::plain;
use crate::detect;

/// How a translation is like its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    Different,
    /// The same, and rightly so: numbers, names.
    Rightly,
    /// The same, and it is so short that it may be right: a loan word, a name.
    Perhaps,
    /// The same, and that is no translation.
    Echo,
}

/// So many letters and digits are short.
const SHORT: usize = 24;

/// Compares a text and its translation, both without marks of inline codes. `from` may be unknown.
pub(crate) fn likeness(from: Option<&str>, to: &str, source: &str, target: &str) -> Likeness {
    let (plain_source, plain_target) = (plain(source), plain(target));
    if plain_source != plain_target {
        return if nearly(from, to, &plain_source, &plain_target, target) {
            Likeness::Echo
        } else {
            Likeness::Different
        };
    }
    if from.is_some_and(|from| base(from) == base(to)) || !source.chars().any(char::is_alphabetic) {
        return Likeness::Rightly;
    }
    if names_only(source) {
        return Likeness::Rightly;
    }
    let sentence = plain_source.split(' ').count() > 2 && ends_sentence(source);
    if plain_source.chars().count() <= SHORT && !sentence {
        return Likeness::Perhaps;
    }
    // What is in the wanted language already stays as it is.
    let already = detect(source).is_some_and(|found| base(found.tag) == base(to));
    match (already, from) {
        (true, _) => Likeness::Rightly,
        _ => Likeness::Echo,
    }
}

/// `de-AT` and `de` are one language.
pub(super) fn base(tag: &str) -> String {
    let base = tag.split(['-', '_']).next().unwrap_or(tag);
    base.to_ascii_lowercase()
}

/// Mostly the source's words, and still in the source's language.
fn nearly(from: Option<&str>, to: &str, source: &str, target: &str, text: &str) -> bool {
    let Some(from) = from.filter(|from| base(from) != base(to)) else {
        return false;
    };
    let of_source: BTreeSet<&str> = source.split(' ').collect();
    let words: Vec<&str> = target.split(' ').collect();
    let same = words.iter().filter(|word| of_source.contains(**word));
    words.len() >= 6
        && same.count() * 10 >= words.len() * 8
        && detect(text).is_some_and(|found| found.sure && base(found.tag) == base(from))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '؟', '।'])
}

/// Several words, each with a capital letter, a digit or capitals inside, and no sentence: `Angela Merkel`, `iPhone 15 Pro`.
fn names_only(source: &str) -> bool {
    let text = source.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |word: &&str| {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        let first = letters.next();
        let capital = |c: char| c.is_uppercase() || c.is_numeric();
        first.is_none_or(capital) || letters.any(capital)
    };
    let all_capitals = |word: &&str| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    };
    let code_like = words.iter().all(all_capitals) && words.len() <= 3 && text.len() <= 12;
    !ends_sentence(text) && words.iter().all(named) && (words.len() >= 2 || code_like)
}
