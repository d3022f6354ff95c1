//! A text in its own language, corrected and polished.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::inline::{protect, restore};

use super::answer::{has_marks, items, object, text};
use super::edits::{Edit, hunks};
use super::question::{Question, put};
use super::{AskSettings, Unreadable, Wanted, schema};

/// The longest part of a text that is asked about at once, in bytes.
const PART_MOST: usize = 6_000;
/// So many reasons are looked at.
const REASONS_MOST: usize = 200;
/// The longest reason, in bytes.
const REASON_MOST: usize = 400;

const RULES: &str = "You are a careful copy editor. The text is in the target language and stays in it: nothing is translated.

Rules:
- Correct spelling, grammar, punctuation and word choice; smooth what an educated native speaker would stumble over. Keep meaning, facts, tone, voice and formatting.
- Change only what is better for it. What is good stays exactly as it is, character for character; a text without faults comes back unchanged, with no changes listed.
- List every change in the order of the text: the words before, the words after, and the reason in one short sentence in the language of explanations.
";

/// A text cut into parts that can be asked about, at line ends where there are such, in bytes. Together they are all of
/// the text.
pub fn improve_parts(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while text.len() - start > PART_MOST {
        let most = text.floor_char_boundary(start + PART_MOST);
        let part = &text[start..most];
        let end = part
            .rfind("\n\n")
            .map(|at| at + 2)
            .or(part.rfind('\n').map(|at| at + 1))
            .or(part.rfind(". ").map(|at| at + 2))
            .or(part.rfind(' ').map(|at| at + 1))
            .unwrap_or(part.len());
        out.push(start..start + end);
        start += end;
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    out
}

/// Whether a part can be asked about: it has letters, and is not too long.
pub fn improve_fits(text: &str) -> bool {
    text.len() <= PART_MOST && text.contains(char::is_alphabetic)
}

/// Asks to improve a part of a text.
pub fn improve(settings: &AskSettings, text: &str) -> Wanted {
    let change = schema::object([
        ("before", schema::text("The words as they were.")),
        ("after", schema::text("The words as they are now.")),
        ("reason", schema::text("Why, in one short sentence.")),
    ]);
    put(Question {
        name: "improve",
        settings,
        rules: RULES,
        task: "Correct and polish the text between the marks in its own language, and list the changes."
            .to_owned(),
        texts: vec![("text", protect(text.trim()).text)],
        schema: schema::object([
            ("changes", schema::list("Every change, in order.", change)),
            ("text", schema::text("The whole text with all changes made.")),
        ]),
        answer: text.len() * 4,
    })
}

/// The changes to `text`, in order, none overlapping. What was really changed is found by comparing; the answer's list
/// says only why.
///
/// # Errors
///
/// See [`Unreadable`]. A text that needs no change is no error: there are no edits.
pub fn read_improve(text: &str, answer: &str) -> Result<Vec<Edit>, Unreadable> {
    const TEXTS: [&str; 4] = ["text", "improved", "corrected", "result"];
    let map = object(answer, &[TEXTS.as_slice(), &["changes"]].concat())?;
    let trimmed = text.trim();
    let offset = text.len() - text.trim_start().len();
    let reasons = reasons(&map);
    let protected = protect(trimmed);
    let improved = super::answer::text(&map, &TEXTS, trimmed.len() * 3 + 1_000);
    let improved = match improved {
        Some(improved) => improved,
        None if map.contains_key("changes") => changed(&protected.text, &reasons),
        None => return Err(Unreadable::Missing),
    };
    let improved = restore(&protected, &improved).map_err(|_| Unreadable::Codes)?;
    if has_marks(&improved, trimmed) {
        return Err(Unreadable::Codes);
    }
    let found = hunks(trimmed, &improved);
    let found = found
        .into_iter()
        .flat_map(|hunk| parted(trimmed, hunk, &reasons));
    let edits = found.map(|(range, with)| Edit {
        reason: reason(&reasons, &trimmed[range.clone()], &with),
        range: range.start + offset..range.end + offset,
        with,
    });
    Ok(edits.collect())
}

/// A change of several words, as several where each of them was told by itself.
fn parted(
    text: &str,
    (range, with): (Range<usize>, String),
    told: &[Told],
) -> Vec<(Range<usize>, String)> {
    let mut parts = Vec::new();
    let (mut old, mut new) = (&text[range.clone()], with.as_str());
    while !old.is_empty() || !new.is_empty() {
        let space = old.len() - old.trim_start().len();
        let (between, rest) = old.split_at(space);
        let found = new.strip_prefix(between).and_then(|new| {
            let of_both = |one: &&Told| {
                !one.before.is_empty()
                    && rest.starts_with(&one.before)
                    && new.starts_with(&one.after)
            };
            let one = told.iter().find(of_both)?;
            Some((&one.before, &one.after, new))
        });
        let Some((before, after, rest_new)) = found else {
            return vec![(range, with)];
        };
        let start = range.end - rest.len();
        parts.push((start..start + before.len(), after.clone()));
        (old, new) = (&rest[before.len()..], &rest_new[after.len()..]);
    }
    parts
}

/// A change as the answer tells it.
struct Told {
    before: String,
    after: String,
    reason: String,
}

fn reasons(map: &Map<String, Value>) -> Vec<Told> {
    let told = items(map, "changes", REASONS_MOST);
    let told = told.iter().filter_map(|one| {
        let one = one.as_object()?;
        let get = |keys: &[&str], most| text(one, keys, most).unwrap_or_default();
        Some(Told {
            before: get(&["before", "original", "old"], PART_MOST),
            after: get(&["after", "corrected", "new"], PART_MOST),
            reason: get(&["reason", "why", "explanation"], REASON_MOST),
        })
    });
    told.collect()
}

/// Only the changes were given: the text with those made whose place is clear.
fn changed(text: &str, told: &[Told]) -> String {
    let mut out = text.to_owned();
    for one in told {
        if !one.before.is_empty() && out.matches(&one.before).count() == 1 {
            out = out.replacen(&one.before, &one.after, 1);
        }
    }
    out
}

/// Why this was changed: what was told of exactly this, else of what it is in, else of something in it.
fn reason(told: &[Told], before: &str, after: &str) -> String {
    let (before, after) = (before.trim(), after.trim());
    let has = |long: &str, short: &str| !short.is_empty() && long.contains(short);
    let exact = |one: &&Told| one.before == before && one.after == after;
    let around = |one: &&Told| match (before.is_empty(), after.is_empty()) {
        (true, _) => has(&one.after, after),
        (false, true) => has(&one.before, before),
        (false, false) => has(&one.before, before) && has(&one.after, after),
    };
    let within =
        |one: &&Told| has(before, &one.before) && (one.after.is_empty() || has(after, &one.after));
    let found = told.iter().find(exact);
    let found = found.or_else(|| told.iter().find(around));
    let found = found.or_else(|| told.iter().find(within));
    found.map(|one| one.reason.clone()).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
