//! The languages that can be chosen, and finding one among them.

pub(crate) mod tag;

use crate::fold::fold;
use crate::table::LANGUAGES;

/// A language (or a variety of one) that can be chosen as source or target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag (RFC 5646), for example `pt-BR`; fit for HTML's `lang`.
    pub tag: &'static str,
    /// What its speakers call it, in its own script.
    pub own_name: &'static str,
    /// Its English name, which is what the prompt uses.
    pub english: &'static str,
    /// Whether it is written from right to left.
    pub rtl: bool,
}

/// All languages, sorted by English name.
pub fn languages() -> &'static [Language] {
    LANGUAGES
}

/// The language with this tag, whatever the case of its letters; an unknown region or script falls back to the
/// bare language (`de-LU` finds German), and a bare `zh` to Simplified Chinese.
pub fn find(tag: &str) -> Option<&'static Language> {
    let tag = tag.trim().replace('_', "-");
    let exact = |wanted: &str| {
        LANGUAGES
            .iter()
            .find(|language| language.tag.eq_ignore_ascii_case(wanted))
    };
    let alias = |wanted: &str| {
        ALIASES
            .iter()
            .find(|(from, _)| from.eq_ignore_ascii_case(wanted))
            .and_then(|(_, to)| exact(to))
    };
    let mut rest = tag.as_str();
    loop {
        if let Some(found) = exact(rest).or_else(|| alias(rest)) {
            return Some(found);
        }
        rest = &rest[..rest.rfind('-')?];
    }
}

/// Tags that browsers and endpoints use for a language which is listed under another tag.
const ALIASES: &[(&str, &str)] = &[
    ("zh", "zh-Hans"),
    ("zh-CN", "zh-Hans"),
    ("zh-SG", "zh-Hans"),
    ("zh-TW", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
    ("yue-Hant", "yue"),
    ("no", "nb"),
    ("iw", "he"),
    ("in", "id"),
    ("ji", "yi"),
    ("tl", "fil"),
    ("mo", "ro"),
    ("sh", "sr-Latn"),
    ("pt", "pt-BR"),
    ("pt-AO", "pt-PT"),
    ("pt-MZ", "pt-PT"),
];

/// The languages that match what was typed, best first: by tag, own name, English name, and the name in the
/// interface's language that `ui_names` gives for a tag. Case and accents do not matter. With nothing typed, the
/// `recents` (tags, latest first) come first and then all others in order.
pub fn search(
    query: &str,
    recents: &[String],
    ui_names: &dyn Fn(&str) -> Option<String>,
) -> Vec<&'static Language> {
    let query = fold(query.trim());
    let recent = |language: &Language| {
        recents
            .iter()
            .position(|tag| tag.eq_ignore_ascii_case(language.tag))
            .unwrap_or(recents.len())
    };
    // Put where they belong one by one, the equal ones in the table's order: the library's sort is 4 kB of the first load.
    let mut found: Vec<((u8, usize), &'static Language)> = Vec::new();
    for language in LANGUAGES {
        if let Some(rank) = rank(&query, language, ui_names) {
            let key = (rank, recent(language));
            let place = found.partition_point(|(other, _)| *other <= key);
            found.insert(place, (key, language));
        }
    }
    found.into_iter().map(|(_, language)| language).collect()
}

/// How well a language fits a folded query: 0 the tag itself, 1 a name's beginning, 2 a word's, 3 anywhere.
fn rank(query: &str, language: &Language, ui_names: &dyn Fn(&str) -> Option<String>) -> Option<u8> {
    if query.is_empty() {
        return Some(0);
    }
    let tag = fold(language.tag);
    if tag == query
        || tag
            .strip_prefix(query)
            .is_some_and(|rest| rest.starts_with('-'))
    {
        return Some(0);
    }
    let ui_name = ui_names(language.tag);
    let names = [
        Some(language.own_name),
        Some(language.english),
        ui_name.as_deref(),
    ];
    names
        .into_iter()
        .flatten()
        .filter_map(|name| rank_name(query, &fold(name)))
        .min()
}

fn rank_name(query: &str, name: &str) -> Option<u8> {
    let at = name.find(query)?;
    if at == 0 {
        return Some(1);
    }
    let starts_word = |at: usize| {
        name[..at]
            .chars()
            .next_back()
            .is_some_and(|before| !before.is_alphanumeric())
    };
    let words = name.match_indices(query).any(|(at, _)| starts_word(at));
    Some(if words { 2 } else { 3 })
}

#[cfg(test)]
mod tests;
