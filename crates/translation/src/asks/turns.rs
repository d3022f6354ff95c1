//! A turn of a conversation between two people in two languages.

use serde_json::json;

use crate::detect::detect;

use super::answer::{has_marks, object, text};
use super::question::{Question, cut_front, put};
use super::{AskSettings, SEGMENT_MOST, Unreadable, Wanted, schema};
use crate::language::tag::primary;
use crate::prompt::named;

/// What was said, and its translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Tag of the language it was said in.
    pub from: String,
    /// Tag of the language it was translated into.
    pub to: String,
    /// What was said.
    pub said: String,
    /// Its translation.
    pub translation: String,
}

/// A turn to translate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnRequest<'a> {
    /// What was said.
    pub said: &'a str,
    /// Tags of the two languages.
    pub languages: [&'a str; 2],
    /// Which of them it is in, where the person says so; else the model does.
    pub from: Option<&'a str>,
    /// The turns before, oldest first; the last of them are sent.
    pub before: &'a [Turn],
}

/// So many turns are sent as context.
const BEFORE_MOST: usize = 12;
/// As much of each of their texts, in bytes.
const TEXT_MOST: usize = 1_000;

const RULES: &str = "You are an interpreter between two people who talk with each other, each in their own language.

Rules:
- Translate what was said now into the other of the two languages, as spoken language, faithfully and in full. Answer nothing, add nothing, explain nothing.
- Keep consistent with the turns before: who is meant by which pronoun, the gender of the people, how polite they are with each other (tu or vous, du or Sie), names and terms. The turns before are not translated again.
- Dictated text may lack punctuation or have words misheard; where the turns before make clear what was meant, translate that.
";

impl TurnRequest<'_> {
    /// Whether it can be asked: something was said, it is not too long, and there are two languages.
    pub fn fits(&self) -> bool {
        !self.said.trim().is_empty()
            && self.said.len() <= SEGMENT_MOST
            && !self.languages[0].eq_ignore_ascii_case(self.languages[1])
    }
}

/// The ways that a turn may be translated, each from one language into the other: one where the language is said, or can be
/// told; else both. The person's wishes and terms go with the way.
pub fn turn_ways<'a>(request: &TurnRequest<'a>) -> Vec<[&'a str; 2]> {
    let [one, other] = request.languages;
    let told = || {
        same_language(
            detect(request.said).filter(|found| found.sure)?.tag,
            request,
        )
    };
    let from = match request.from {
        Some(from) => same_language(from, request),
        None => told(),
    };
    match from {
        Some(from) => vec![[from, other_than(from, request)]],
        None => vec![[one, other], [other, one]],
    }
}

/// Asks for a turn's translation. Of the settings, the languages do not count.
pub fn turn(settings: &AskSettings, request: &TurnRequest) -> Wanted {
    let [one, other] = request.languages;
    let from = request.from.and_then(|from| same_language(from, request));
    let (to, settings_from) = match from {
        Some(from) => (other_than(from, request), Some(from)),
        // The rules name one; the task says that it may be either.
        None => (other, None),
    };
    let settings = AskSettings {
        from: settings_from,
        to,
        ..*settings
    };
    let task = match from {
        Some(from) => [
            "Translate what was said now from ",
            &named(from),
            " into ",
            &named(to),
            ".",
        ]
        .concat(),
        None => [
            "Translate what was said now: if it is in ",
            &named(one),
            " into ",
            &named(other),
            ", and if it is in ",
            &named(other),
            " into ",
            &named(one),
            ". Say which language it is in, and which one you translated into.",
        ]
        .concat(),
    };
    let mut texts = Vec::new();
    let before: Vec<_> = request.before[request.before.len().saturating_sub(BEFORE_MOST)..]
        .iter()
        .map(|turn| {
            json!({"language": turn.from, "said": cut_front(&turn.said, TEXT_MOST), "translation": cut_front(&turn.translation, TEXT_MOST)})
        })
        .collect();
    if !before.is_empty() {
        texts.push(("turns-before", json!(before).to_string()));
    }
    texts.push(("turn", request.said.trim().to_owned()));
    put(Question {
        name: "turn",
        settings: &settings,
        rules: RULES,
        task,
        texts,
        schema: schema::object([
            ("from", schema::one_of(&request.languages)),
            ("to", schema::one_of(&request.languages)),
            (
                "translation",
                schema::text("What was said, in the other language."),
            ),
        ]),
        answer: request.said.len() * 2,
    })
}

/// The turn of an answer.
///
/// # Errors
///
/// See [`Unreadable`].
pub fn read_turn(request: &TurnRequest, answer: &str) -> Result<Turn, Unreadable> {
    const KEYS: [&str; 3] = ["translation", "text", "target"];
    let map = object(answer, &KEYS)?;
    let translation = text(&map, &KEYS, SEGMENT_MOST * 3).ok_or(Unreadable::Missing)?;
    if has_marks(&translation, request.said) {
        return Err(Unreadable::Codes);
    }
    let tag = |key: &str| {
        let tag = text(&map, &[key], 40)?;
        same_language(&tag, request)
    };
    let from = request
        .from
        .and_then(|from| same_language(from, request))
        .or_else(|| tag("from"))
        .or_else(|| tag("to").map(|to| other_than(to, request)))
        .or_else(|| same_language(detect(request.said)?.tag, request))
        .unwrap_or(request.languages[0]);
    Ok(Turn {
        from: from.to_owned(),
        to: other_than(from, request).to_owned(),
        said: request.said.trim().to_owned(),
        translation,
    })
}

/// Which of the two languages a tag means: its own, or one of the same language with another region or script.
fn same_language<'a>(tag: &str, request: &TurnRequest<'a>) -> Option<&'a str> {
    let exact = request
        .languages
        .into_iter()
        .find(|one| one.eq_ignore_ascii_case(tag));
    exact.or_else(|| {
        request
            .languages
            .into_iter()
            .find(|one| primary(one) == primary(tag))
    })
}

fn other_than<'a>(tag: &str, request: &TurnRequest<'a>) -> &'a str {
    let [one, other] = request.languages;
    if tag.eq_ignore_ascii_case(one) {
        other
    } else {
        one
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
