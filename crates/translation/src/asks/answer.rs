//! Finding the JSON object in an answer, and taking out of it what can be used.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::Unreadable;
use super::question::cut;

/// More of an answer is not looked at, in bytes.
const ANSWER_MOST: usize = 400_000;
/// So many braces are tried as the beginning of the object.
const TRIES: usize = 64;
/// So many of them are tried to be put right.
const MENDS: usize = 4;

/// The object of an answer that has one of these keys: the last one outside of think blocks, whatever stands around it,
/// within an envelope too. A bare list counts as the first key's.
pub(super) fn object(answer: &str, keys: &[&str]) -> Result<Map<String, Value>, Unreadable> {
    let answer = cut(answer, ANSWER_MOST);
    let thought = answer.rfind("</think").or(answer.rfind("</thought"));
    let after = thought.and_then(|end| answer.get(end..));
    let found = after.and_then(|after| find(after, keys).found);
    if let Some(found) = found {
        return Ok(found);
    }
    let whole = find(answer, keys);
    whole.found.ok_or(if whole.any {
        Unreadable::Missing
    } else {
        Unreadable::NoObject
    })
}

#[derive(Default)]
struct Search {
    found: Option<Map<String, Value>>,
    /// Whether there was any object at all.
    any: bool,
}

impl Search {
    fn take(&mut self, value: Value, keys: &[&str]) {
        self.any |= value.is_object();
        if let Some(found) = unwrapped(value, keys) {
            self.found = Some(found);
        }
    }
}

fn find(text: &str, keys: &[&str]) -> Search {
    let mut search = Search::default();
    let mut from = 0;
    let mut mends = MENDS;
    for _ in 0..TRIES {
        let Some(at) = text[from..].find(['{', '[']).map(|at| from + at) else {
            break;
        };
        let rest = &text[at..];
        if let Some((value, length)) = parsed(rest) {
            search.take(value, keys);
            from = at + length;
            continue;
        }
        // Rather the whole of a broken object than a whole part of it.
        if mends > 0 && rest.starts_with('{') {
            mends -= 1;
            if let Some((value, _)) = parsed(&mended(rest)) {
                search.take(value, keys);
                break;
            }
        }
        from = at + 1;
    }
    search
}

/// The value at the beginning of the text, and its length.
fn parsed(text: &str) -> Option<(Value, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}

fn unwrapped(value: Value, keys: &[&str]) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) if keys.iter().any(|key| map.contains_key(*key)) => Some(map),
        Value::Object(map) if map.len() == 1 => {
            let (_, inner) = map.into_iter().next()?;
            inner.is_object().then(|| unwrapped(inner, keys)).flatten()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let key = (*keys.first()?).to_owned();
            Some(Map::from_iter([(key, Value::Array(items))]))
        }
        _ => None,
    }
}

/// What models get wrong in JSON, put right: raw control characters and halves of surrogates in strings, commas before a
/// closing bracket.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut inside = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => inside = !inside,
            '\\' if inside => {
                let escape = escape(&text[at..]);
                out.push_str(&escape.0);
                for _ in 1..escape.1 {
                    chars.next();
                }
                continue;
            }
            '\n' if inside => {
                out.push_str("\\n");
                continue;
            }
            '\t' if inside => {
                out.push_str("\\t");
                continue;
            }
            c if inside && c < ' ' => continue,
            ',' if !inside && text[at + 1..].trim_start().starts_with(['}', ']']) => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}

/// An escape as it may stand in JSON, and how many characters of the text it takes.
fn escape(text: &str) -> (Cow<'_, str>, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => (Cow::Borrowed(&text[..12]), 12),
        (Some(0xD800..0xE000), _) => (Cow::Borrowed("\\ufffd"), 6),
        (Some(_), _) => (Cow::Borrowed(&text[..6]), 6),
        (None, _) => match text.chars().nth(1) {
            Some(c) if "\"\\/bfnrt".contains(c) => (Cow::Borrowed(&text[..2]), 2),
            // No escape of JSON: the backslash was meant.
            _ => (Cow::Borrowed("\\\\"), 1),
        },
    }
}

/// The text of the first of these keys that has one, without outer white space, cut to `most` bytes.
pub(super) fn text(map: &Map<String, Value>, keys: &[&str], most: usize) -> Option<String> {
    keys.iter()
        .find_map(|key| map.get(*key).and_then(as_text))
        .map(|text| cut(&text, most).to_owned())
}

/// A value as text: a string that says something, a number, a list of such.
pub(super) fn as_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().take(8).filter_map(as_text).collect();
            texts.join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    };
    // What a model copies from the form instead of filling it in.
    (!matches!(text.as_str(), "" | "…" | "...")).then_some(text)
}

/// The items of a list, at most so many; one that stands without its list counts too.
pub(super) fn items(map: &Map<String, Value>, key: &str, most: usize) -> Vec<Value> {
    match map.get(key) {
        Some(Value::Array(items)) => items.iter().take(most).cloned().collect(),
        Some(Value::Object(items)) if items.values().any(Value::is_object) => {
            items.values().take(most).cloned().collect()
        }
        Some(one @ (Value::Object(_) | Value::String(_))) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Whether an answer's text has the marks of the question, which no text may have that did not have such before.
pub(super) fn has_marks(answer: &str, before: &str) -> bool {
    answer.contains('⟦') && !before.contains('⟦')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
