//! Other words for a word, a phrase or a sentence of the translation.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::inline::{protect, restore};

use super::answer::{as_text, has_marks, items, object, text};
use super::question::{Question, cut, cut_front, put};
use super::{AskSettings, SEGMENT_MOST, Unreadable, Wanted, schema};

/// What alternatives are wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativesRequest<'a> {
    /// The source of the segment; empty where it is not known.
    pub source: &'a str,
    /// The segment's translation as it is.
    pub target: &'a str,
    /// What is selected of it, in bytes.
    pub selected: Range<usize>,
    /// The translation before the segment, as context; only its end is sent.
    pub before: &'a str,
    /// The translation after it; only its beginning is sent.
    pub after: &'a str,
}

/// Another way to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What stands in place of what was selected.
    pub text: String,
    /// How it differs, in a word or a few (`more formal`); may be empty.
    pub label: String,
    /// The whole segment with it, adjusted, inline codes restored.
    pub segment: String,
}

/// The most alternatives.
const MOST: usize = 8;
/// As much context is sent before and after, in bytes.
pub(super) const CONTEXT_MOST: usize = 600;

const RULES: &str = "You are a professional translator who revises a translation.

Rules:
- The alternatives are all correct translations, natural and different from each other and from what is there.
- In each, the whole segment is adjusted as the alternative needs it (agreement, case, word order, articles) and otherwise stays as it is, word for word.
- The label says in one to three words, in the language of explanations, how the alternative differs: more formal, more literal, colloquial, shorter, more precise.
";

impl AlternativesRequest<'_> {
    /// Whether it can be asked: something with a letter or digit is selected, and the segment is not too long.
    pub fn fits(&self) -> bool {
        let selected = self.target.get(self.selected.clone());
        self.source.len() <= SEGMENT_MOST
            && self.target.len() <= SEGMENT_MOST
            && selected.is_some_and(|text| text.contains(char::is_alphanumeric))
    }

    fn selected(&self) -> &str {
        self.target.get(self.selected.clone()).unwrap_or_default()
    }
}

/// Asks for three to eight alternatives.
pub fn alternatives(settings: &AskSettings, request: &AlternativesRequest) -> Wanted {
    let coded = coded(request);
    let mut task = String::from(
        "Give three to eight alternatives for the phrase, which is a part of the segment, best first.",
    );
    if let Some((place, count)) = coded.occurrence {
        task.push_str(&format!(
            " The phrase is there {count} times; what is meant is number {place}."
        ));
    }
    let mut texts = Vec::new();
    if !request.before.trim().is_empty() {
        let before = cut_front(request.before.trim(), CONTEXT_MOST).to_owned();
        texts.push(("before", before));
    }
    if !request.source.is_empty() {
        texts.push(("source", request.source.to_owned()));
    }
    texts.push(("segment", coded.segment));
    if !request.after.trim().is_empty() {
        texts.push(("after", cut(request.after.trim(), CONTEXT_MOST).to_owned()));
    }
    texts.push(("phrase", coded.phrase));
    let alternative = schema::object([
        (
            "label",
            schema::text("How it differs, in one to three words."),
        ),
        (
            "replacement",
            schema::text("What stands in place of the phrase."),
        ),
        (
            "segment",
            schema::text("The whole segment with it, adjusted."),
        ),
    ]);
    put(Question {
        name: "alternatives",
        settings,
        rules: RULES,
        task,
        texts,
        schema: schema::object([(
            "alternatives",
            schema::list("Three to eight, best first.", alternative),
        )]),
        answer: MOST * (request.target.len() + request.selected.len() + 80),
    })
}

/// The alternatives of an answer, at most eight.
///
/// # Errors
///
/// Where none is left: see [`Unreadable`].
pub fn read_alternatives(
    request: &AlternativesRequest,
    answer: &str,
) -> Result<Vec<Alternative>, Unreadable> {
    let keys = ["alternatives", "replacement", "segment", "options"];
    let map = object(answer, &keys)?;
    let listed = ["alternatives", "options"]
        .into_iter()
        .map(|key| items(&map, key, 4 * MOST))
        .find(|list| !list.is_empty())
        .unwrap_or_else(|| vec![serde_json::Value::Object(map.clone())]);
    let protected = protect(request.target);
    let mut seen = BTreeSet::from([spaced(request.target)]);
    let mut fault = Unreadable::Missing;
    let mut found = Vec::new();
    for one in &listed {
        match read_one(request, &protected, one) {
            Ok(one) if seen.insert(spaced(&one.segment)) => found.push(one),
            Ok(_) if fault == Unreadable::Missing => fault = Unreadable::Same,
            Ok(_) => {}
            Err(other) => fault = other,
        }
    }
    found.truncate(MOST);
    if found.is_empty() {
        return Err(fault);
    }
    Ok(found)
}

fn read_one(
    request: &AlternativesRequest,
    protected: &crate::inline::Protected,
    value: &serde_json::Value,
) -> Result<Alternative, Unreadable> {
    let most = SEGMENT_MOST * 2;
    let nothing = serde_json::Map::new();
    let map = value.as_object().unwrap_or(&nothing);
    let replacement = text(map, &["replacement", "text", "phrase", "alternative"], most)
        .or_else(|| value.is_string().then(|| as_text(value)).flatten());
    let whole = text(map, &["segment", "sentence", "whole"], most);
    let label = text(map, &["label", "note", "difference"], 80).unwrap_or_default();
    let selected = request.selected();
    let has_codes = selected.contains('⟦') || !protect(selected).codes.is_empty();
    let segment = match (&whole, &replacement) {
        (Some(whole), _) => restore(protected, whole).map_err(|_| Unreadable::Codes)?,
        // Only the words were given: they go where the phrase was, as they are.
        (None, Some(text)) if !has_codes => {
            let (before, after) = around(request);
            let whole = [before, text, after].concat();
            let same = |text: &str| protect(text).codes == protected.codes;
            if !same(&whole) {
                return Err(Unreadable::Codes);
            }
            whole
        }
        (None, _) => return Err(Unreadable::Missing),
    };
    let text = match replacement {
        Some(text) if !has_codes && !has_marks(&text, request.target) => text,
        _ => segment.clone(),
    };
    if has_marks(&segment, request.target) || segment.len() > 4 * request.target.len() + 400 {
        return Err(Unreadable::Codes);
    }
    Ok(Alternative {
        text,
        label,
        segment,
    })
}

fn around<'a>(request: &AlternativesRequest<'a>) -> (&'a str, &'a str) {
    let before = request.target.get(..request.selected.start);
    let after = request.target.get(request.selected.end..);
    (before.unwrap_or_default(), after.unwrap_or_default())
}

/// To compare by: white space does not matter.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is sent of the segment.
struct Coded {
    segment: String,
    phrase: String,
    /// Which of the places that the phrase has in the segment is meant, from 1, and how many there are; where there is
    /// more than one.
    occurrence: Option<(usize, usize)>,
}

fn coded(request: &AlternativesRequest) -> Coded {
    // Characters that no text has (Unicode's noncharacters) go along with the codes, and say where the phrase came to be.
    const OPEN: char = '\u{fdd0}';
    const CLOSE: char = '\u{fdd1}';
    let segment = protect(request.target).text;
    let selected = request.selected();
    let (before, after) = around(request);
    let marked = format!("{before}{OPEN}{selected}{CLOSE}{after}");
    let marked = protect(&marked).text;
    let place = marked.find(OPEN).zip(marked.find(CLOSE));
    let whole = marked.replace([OPEN, CLOSE], "");
    let (phrase, place) = match place {
        Some((start, end)) if whole == segment => {
            (marked[start + OPEN.len_utf8()..end].to_owned(), Some(start))
        }
        // The selection begins or ends inside of a code.
        _ => (selected.to_owned(), None),
    };
    let places: Vec<usize> = segment.match_indices(&phrase).map(|(at, _)| at).collect();
    let meant = place.and_then(|place| places.iter().position(|at| *at == place));
    Coded {
        occurrence: meant
            .filter(|_| places.len() > 1)
            .map(|meant| (meant + 1, places.len())),
        segment,
        phrase,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
