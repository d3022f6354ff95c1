//! What a translation must be before it is taken. What no guard can see (that it says what the source says) is for the
//! person; what a guard sees is never taken for done.

mod bare;
mod echo;
mod length;
mod neighbours;
mod notes;
mod refusal;
mod script;
mod weight;

use crate::detect;
use crate::inline::{Protected, has_tags, restore};
use crate::target_filter::TargetFilter;

use super::outcome::{Flag, Reason};

pub(super) use bare::bare;
pub(crate) use bare::plain;
pub(crate) use echo::{Likeness, likeness};
pub(crate) use length::{Length, length};
pub(super) use neighbours::{Side, unreliable};
pub(super) use refusal::is_refusal;
pub(crate) use script::{Letters, letters, wrong};
pub(crate) use weight::weight;

/// What is known of the two languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Languages<'a> {
    pub(super) from: Option<&'a str>,
    pub(super) to: &'a str,
    pub(super) letters: Letters,
}

/// A translation that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    /// As the model wrote it, with marks.
    pub(super) coded: String,
    /// With its inline codes.
    pub(super) text: String,
    pub(super) flags: Vec<Flag>,
}

/// A translation that did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    /// What the model wrote, where that was anything.
    pub(super) coded: Option<String>,
    /// What to tell the model when it is asked again.
    pub(super) remark: Option<String>,
    /// What it would be if it came once more: it may be right.
    pub(super) perhaps: Option<Taken>,
}

impl Fault {
    pub(super) fn of(reason: Reason) -> Fault {
        Fault {
            reason,
            coded: None,
            remark: None,
            perhaps: None,
        }
    }
}

/// Takes out of a value what is around the translation, as of any answer.
pub(super) fn clean(word: &str, source: &Protected, value: &str) -> String {
    let mut filter = TargetFilter::new(word, &source.text);
    let mut text = filter.push(value).text;
    text.push_str(&filter.finish());
    text.trim().to_owned()
}

/// Everything that can be said of a translation without its neighbours. `others` are the sources around it, made [`plain`].
pub(super) fn check(
    languages: Languages,
    source: &Protected,
    others: &[String],
    coded: String,
) -> Result<Taken, Fault> {
    let (plain_source, target) = (bare(&source.text), bare(&coded));
    let fault = |reason: Reason| Fault {
        coded: Some(coded.clone()),
        ..Fault::of(reason)
    };
    if coded.trim().is_empty() {
        return Err(Fault::of(Reason::Empty));
    }
    if is_form(&source.text, &coded) {
        return Err(fault(Reason::SchemaEcho));
    }
    if is_refusal(languages.from, &plain_source, &target) {
        return Err(fault(Reason::Refused));
    }
    if notes::has_notes(&source.text, &coded) {
        return Err(fault(Reason::Notes));
    }
    if is_anothers(languages.to, &plain_source, others, &target) {
        return Err(fault(Reason::Echo));
    }
    if !source.has_something_like_tags() && has_tags(&coded) {
        return Err(Fault {
            remark: Some("use no tags, the text has none".to_owned()),
            ..fault(Reason::Codes)
        });
    }
    let text = restore(source, &coded).map_err(|code| Fault {
        remark: Some(code.tell(source)),
        ..fault(Reason::Codes)
    })?;
    let mut flags = Vec::new();
    match echo::likeness(languages.from, languages.to, &plain_source, &target) {
        Likeness::Different => {}
        Likeness::Rightly => {
            if plain_source.chars().any(char::is_alphabetic) {
                flags.push(Flag::Same);
            }
            return Ok(Taken { coded, text, flags });
        }
        Likeness::Perhaps => {
            flags.push(Flag::Same);
            return Err(doubtful(Reason::Echo, Taken { coded, text, flags }));
        }
        Likeness::Echo => return Err(fault(Reason::Echo)),
    }
    if script::wrong(languages.letters, &plain_source, &target) {
        return Err(fault(Reason::Script));
    }
    match length::length(&plain_source, &target) {
        Length::Wrong => return Err(fault(Reason::Length)),
        Length::Odd => {
            flags.push(Flag::Length);
            return Err(doubtful(Reason::Length, Taken { coded, text, flags }));
        }
        Length::Usual => {}
    }
    Ok(Taken { coded, text, flags })
}

/// It may be right, and is taken if it comes once more.
fn doubtful(reason: Reason, taken: Taken) -> Fault {
    Fault {
        coded: Some(taken.coded.clone()),
        perhaps: Some(taken),
        ..Fault::of(reason)
    }
}

/// The form that was to be filled in, or a part of it.
fn is_form(source: &str, answer: &str) -> bool {
    let has = |part: &str| answer.contains(part) && !source.contains(part);
    let described = answer
        .strip_prefix("Segment ")
        .and_then(|rest| rest.split_once(" in "))
        .is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
    (has("\"type\"") && has("\"string\""))
        || has("additionalProperties")
        || (described && !source.contains("Segment"))
}

/// Another segment's source, word for word, and not because that is in the wanted language already.
fn is_anothers(to: &str, source: &str, others: &[String], target: &str) -> bool {
    let answer = plain(target);
    let widths = answer.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    widths.sum::<usize>() >= 12
        && others.contains(&answer)
        && plain(source) != answer
        && detect(target).is_none_or(|found| echo::base(found.tag) != echo::base(to))
}

#[cfg(test)]
mod tests;
