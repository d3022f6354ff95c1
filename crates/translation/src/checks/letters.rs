//! Checks by letters: the target is written in its language's script, and is not the source.

use std::ops::Range;

use super::finding::{Finding, FindingKind};
use super::side::Side;
use crate::detect;
use crate::detect::script::{Script, of};
use crate::job::guards::{Letters, Likeness, letters, likeness, plain, wrong};

/// The target in a script that is not its language's, or words of one in it.
pub(super) fn script(source: &Side, target: &Side, to: &str) -> Option<Finding> {
    let wanted = letters(to, "");
    if wrong(wanted, &source.plain, &target.plain) {
        let all = 0..target.text.len();
        let place = foreign(wanted, source, target).unwrap_or(all);
        return Some(Finding::new(FindingKind::Script, None, Some(place)));
    }
    let place = foreign(wanted, source, target).or_else(|| mixed(source, target))?;
    Some(Finding::new(FindingKind::Script, None, Some(place)))
}

/// The first letters of a script that is not the language's and that the source has none of. Latin ones are at home
/// everywhere, single ones are signs.
fn foreign(wanted: Letters, source: &Side, target: &Side) -> Option<Range<usize>> {
    let fits = |script: Script| match wanted {
        Letters::Any => true,
        Letters::Of(own) => script == own || (own == Script::Single("ko") && script == Script::Han),
        Letters::Chinese => script == Script::Han,
        Letters::Japanese => matches!(script, Script::Han | Script::Kana),
    };
    let strange = |c: char| {
        let script = of(c).filter(|_| c.is_alphabetic());
        script.filter(|script| *script != Script::Latin && !fits(*script))
    };
    let mut at = 0;
    while let Some(start) = target.plain[at..]
        .find(|c| strange(c).is_some())
        .map(|found| found + at)
    {
        let rest = &target.plain[start..];
        let length = rest.find(|c| strange(c).is_none()).unwrap_or(rest.len());
        let run = &rest[..length];
        // A Chinese character is a word, the others are words from two on; π and Ω are signs.
        let says = run.chars().filter_map(strange).map(|script| match script {
            Script::Han => 2,
            _ => 1,
        });
        if says.sum::<usize>() >= 2 && !source.text.contains(run) {
            return Some(start..start + length);
        }
        at = start + length;
    }
    None
}

/// A word with letters of two alphabets that look alike.
fn mixed(source: &Side, target: &Side) -> Option<Range<usize>> {
    let mut at = 0;
    for word in target.plain.split(|c: char| !c.is_alphabetic()) {
        let start = at;
        at += word.len()
            + target.plain[at + word.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        let scripts: Vec<Script> = word.chars().filter_map(of).collect();
        let latin = scripts
            .iter()
            .filter(|script| **script == Script::Latin)
            .count();
        let cyrillic = scripts
            .iter()
            .filter(|script| **script == Script::Cyrillic)
            .count();
        // PDFы: an abbreviation with an ending.
        let ending = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let abbreviation = ending.chars().all(|c| of(c) == Some(Script::Cyrillic));
        if latin > 0
            && cyrillic > 0
            && latin + cyrillic > 2
            && !abbreviation
            && !source.text.contains(word)
        {
            return Some(start..start + word.len());
        }
    }
    None
}

/// The source again, or a long piece of it.
pub(super) fn untranslated(
    source: &Side,
    target: &Side,
    (from, to): (Option<&str>, &str),
) -> Option<Finding> {
    if near(&source.lang, &target.lang) {
        return None;
    }
    let (one, other) = (without_codes(source), without_codes(target));
    let echo = match likeness(from, to, &one, &other) {
        Likeness::Echo => true,
        Likeness::Rightly => return None,
        // Short ones may be names and loan words, but not several small words.
        Likeness::Perhaps => {
            plain(&one).split(' ').count() >= 3 && !one.chars().any(char::is_uppercase)
        }
        Likeness::Different => false,
    };
    if echo {
        return Some(Finding::new(
            FindingKind::Untranslated,
            Some(0..source.text.len()),
            Some(0..target.text.len()),
        ));
    }
    let from = from
        .map(super::side::base)
        .or_else(|| detect(&one).map(|found| super::side::base(found.tag)))?;
    let places = (from != target.lang)
        .then(|| shared(source, target))
        .flatten()?;
    Some(Finding::new(
        FindingKind::Untranslated,
        Some(places.0),
        Some(places.1),
    ))
}

/// Languages whose sentences are often the same.
fn near(one: &str, other: &str) -> bool {
    const NEAR: [&[&str]; 5] = [
        &["da", "nb", "nn", "no", "sv"],
        &["hr", "bs", "sr", "sh", "me"],
        &["id", "ms"],
        &["es", "gl", "ast", "pt"],
        &["zh", "yue", "lzh"],
    ];
    one == other
        || NEAR
            .iter()
            .any(|group| group.contains(&one) && group.contains(&other))
}

fn without_codes(side: &Side) -> String {
    side.plain.replace(super::side::CODE, "")
}

/// So many words in a row are no coincidence.
const LONG: usize = 6;

/// A long row of words that both have, most of them small: titles and names stay as they are.
fn shared(source: &Side, target: &Side) -> Option<(Range<usize>, Range<usize>)> {
    let (sources, targets) = (words(&source.plain), words(&target.plain));
    if targets.len() < LONG {
        return None;
    }
    let mut places: std::collections::HashMap<&[&str], usize> = std::collections::HashMap::new();
    let texts = |words: &[(usize, &'_ str)]| -> Vec<String> {
        words.iter().map(|(_, word)| (*word).to_owned()).collect()
    };
    let (of_source, of_target) = (texts(&sources), texts(&targets));
    let of_source: Vec<&str> = of_source.iter().map(String::as_str).collect();
    let of_target: Vec<&str> = of_target.iter().map(String::as_str).collect();
    for (index, row) in of_source.windows(LONG).enumerate() {
        places.entry(row).or_insert(index);
    }
    let mut quoted_to = 0;
    for (index, row) in of_target.windows(LONG).enumerate() {
        let Some(&place) = places.get(row).filter(|_| index >= quoted_to) else {
            continue;
        };
        let small = row
            .iter()
            .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
            .count();
        if small + 1 < LONG {
            continue;
        }
        let more = of_source[place + LONG..]
            .iter()
            .zip(&of_target[index + LONG..]);
        let length = LONG + more.take_while(|(one, other)| one == other).count();
        let range = |words: &[(usize, &str)], first: usize| {
            let (start, _) = words[first];
            let (last, word) = words[first + length - 1];
            start..last + word.len()
        };
        let target_place = range(&targets, index);
        // What is quoted may stay.
        let quoted = target.plain[..target_place.start]
            .trim_end()
            .ends_with(['"', '„', '“', '«', '‘', '”', '「', '《', '›', '»']);
        if !quoted {
            return Some((range(&sources, place), target_place));
        }
        quoted_to = index + length;
    }
    None
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))) {
        if !word.is_empty() {
            found.push((at, word));
        }
        at += word.len()
            + text[at + word.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
    found
}
