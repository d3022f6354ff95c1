//! Check: no word stands there twice, where the language has no reason for it.

use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::side::Side;

pub(super) fn check(source: &Side, target: &Side) -> Vec<Finding> {
    // Bye bye: what is said twice in the source is said twice.
    if !doubles(&source.plain).is_empty() {
        return Vec::new();
    }
    let finding = |range: Range<usize>, fix: &str| {
        Finding::new(FindingKind::Doubled, None, Some(range)).fixed_by(fix)
    };
    let particle = match target.lang.as_str() {
        "ja" => Some("をを"),
        _ => None,
    };
    if let Some(doubled) = particle {
        let places = target.plain.match_indices(doubled);
        return places
            .map(|(at, _)| finding(at..at + doubled.len(), &doubled[..doubled.len() / 2]))
            .collect();
    }
    let Some(usual) = usual(&target.lang) else {
        return Vec::new();
    };
    let wrong = doubles(&target.plain).into_iter().filter(|(first, range)| {
        let lower = first.to_lowercase();
        let second = target.plain[range.clone()].trim_start_matches(first);
        // Duran Duran; but not Die die at the beginning.
        let name = second.trim_start().starts_with(char::is_uppercase);
        !name && !usual.split(' ').any(|word| word == lower)
    });
    wrong.map(|(first, range)| finding(range, first)).collect()
}

/// Words that follow themselves, with only spaces between: the first of the two, and where both stand.
fn doubles(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut before: Option<(&str, usize)> = None;
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !is_of_word(c)) {
        let word = piece.trim_end_matches(|c| !is_of_word(c));
        let gap = &piece[word.len()..];
        if !word.is_empty() {
            if let Some((first, start)) = before
                && same(first, word)
                && word.contains(char::is_alphabetic)
            {
                found.push((first, start..at + word.len()));
            }
            before = Some((word, at));
        }
        if !gap
            .chars()
            .all(|c| matches!(c, ' ' | '\u{a0}' | '\n' | '\r'))
        {
            before = None;
        }
        at += piece.len();
    }
    found
}

fn same(one: &str, other: &str) -> bool {
    let lower = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    one.len() == other.len() && lower(one) == lower(other)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\'' | '’' | '-' | '‑' | '_' | '\u{300}'..='\u{36f}' | '\u{ad}'
        )
}

/// What may stand twice in languages that do not double words for emphasis or number; none for those that do, or where
/// nothing is known.
fn usual(lang: &str) -> Option<&'static str> {
    Some(match lang {
        "en" => {
            "that had is do did was very so no yes bye ha haha really many much far long well there now her knock blah hear \
                 please more over again in on you who what it la"
        }
        "de" => {
            "sie die der das den dem denen deren was wer wie wo in ist sind war hat haben werden wird nach für an auf zu mit um \
                 so ja nein sehr viel ganz lange weit nun bye ha blah na doch will wir es"
        }
        "fr" => {
            "nous vous sont fait faire très si non oui bien tout en y que la le bye ha beaucoup jamais longtemps"
        }
        "es" => "no sí si que muy ya bien casi bye ja la se lo mucho uno",
        "it" => "sì si no piano man via mai bene molto poco poi quasi appena ha uno così pian ben",
        "pt" => "não sim já que muito bem quase tão se um logo ha pouco",
        "nl" => {
            "die dat er had is zijn was wie wat van in op aan nee ja heel zo ha blah het toe door om we"
        }
        "sv" => "för det som den de är var ja nej så långt mycket ha på till in om att",
        "da" => "for det som den de er var ja nej så langt meget ha på til der at om",
        "nb" | "nn" | "no" => "for det som den de er var ja nei så langt mye ha på til der at om",
        "fi" => "on ja ei se ne hyvin niin no sitä ha",
        "pl" => "się co tak nie bardzo no już ha że to",
        "cs" | "sk" => "se si co to tak ne áno ano velmi veľmi už no ha sa je",
        "ru" => "что да нет так очень ну еле чуть вот ха как это же всё далеко давно долго",
        "uk" => "що так ні дуже ну ледь от ха як це ще далеко давно",
        "bg" => "да не така много ха се как",
        "hr" | "sl" => "je da ne tako ha se što kako jako vrlo su",
        "ro" => "nu da foarte ha repede încet",
        "ca" => "no sí que molt ja ha nos",
        "el" => "πολύ πολυ ναι όχι σιγά λίγο λίγα μόλις πρωί πρώτα ίσα που να το",
        "lv" | "lt" | "et" => "ne taip jā jah ei väga labai ļoti ja ha on kas",
        _ => return None,
    })
}
