//! Reading a batch of segments to translate.

use serde_json::{Map, Value};

use crate::ask::Message;
use crate::glossary::{self, Term};
use crate::prompt;

/// The segments of one request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Batch {
    /// The word of the marks.
    pub boundary: String,
    /// The target's BCP 47 tag.
    pub to: String,
    /// How the segments stand in the request.
    pub form: Form,
    /// Each segment's key and text, in order.
    pub segments: Vec<(String, String)>,
    pub terms: Vec<Term>,
}

/// How segments stand in a request, and the translations in its answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// One JSON object.
    Json,
    /// A `⟦key word⟧` before each, a `⟦/key word⟧` after it.
    Lines,
}

/// The batch that is asked for; none if this is something else.
pub(crate) fn batch(messages: &[Message]) -> Option<Batch> {
    let to = prompt::target(messages)?;
    let user = messages.iter().rev().find(|m| m.role == "user")?;
    let (boundary, inside, _) = prompt::marked(&user.text, "segments")?;
    let (form, segments) = match serde_json::from_str::<Map<String, Value>>(inside) {
        Ok(object) => (Form::Json, in_order(object)),
        Err(_) => (Form::Lines, prompt::tagged(inside, boundary)),
    };
    (!segments.is_empty()).then(|| Batch {
        boundary: boundary.to_owned(),
        to,
        form,
        segments,
        terms: glossary::terms(messages),
    })
}

/// Numbers in their order, whether padded or not.
fn in_order(object: Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let mut segments: Vec<(String, String)> = object
        .into_iter()
        .map(|(key, value)| (key, text(value)))
        .collect();
    segments.sort_by_key(|(key, _)| key.parse::<u64>().unwrap_or(u64::MAX));
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(user: &str) -> Option<Batch> {
        let message = |role: &str, text: &str| Message {
            role: role.to_owned(),
            text: text.to_owned(),
            images: 0,
        };
        batch(&[
            message(
                "system",
                "Target language: Greek (el)\nGlossary (binding):\n- a → b",
            ),
            message("user", user),
        ])
    }

    fn check(user: &str, form: Form, expected: &[(&str, &str)]) {
        let found = read(user).map(|batch| (batch.form, batch.segments));
        let expected = expected.iter().map(|(k, v)| (k.to_string(), v.to_string()));
        assert_eq!(found, Some((form, expected.collect())), "{user}");
    }

    #[test]
    fn segments_are_read_in_both_forms() {
        check(
            "⟦before w⟧\n[[\"⟦segments w⟧\",\"x\"]]\n⟦/before w⟧\n⟦segments w⟧\n{\"10\":\"ten\",\"9\":\"n\\nine\"}\n⟦/segments w⟧\nNow.",
            Form::Json,
            &[("9", "n\nine"), ("10", "ten")],
        );
        check(
            "⟦segments w⟧\n⟦1 w⟧\none\n⟦/1 w⟧\n⟦2 w⟧\n{\"1\": 2}\n⟦/2 w⟧\n⟦/segments w⟧\nNow.",
            Form::Lines,
            &[("1", "one"), ("2", "{\"1\": 2}")],
        );
    }

    proptest! {
        #[test]
        fn whatever_stands_there_is_read_or_not(parts in proptest::collection::vec("⟦/?(segments|1|2)? w⟧\n?|[a{}\":1\n⟦⟧/]{0,6}", 0..12)) {
            if let Some(batch) = read(&parts.concat()) {
                prop_assert!(!batch.segments.is_empty() && batch.to == "el");
            }
        }
    }

    #[test]
    fn anything_else_is_no_batch() {
        for user in [
            "hello",
            "⟦text w⟧\nhello\n⟦/text w⟧",
            "⟦segments w⟧\n{}\n⟦/segments w⟧",
            "⟦segments w⟧\n{\"1\":\"a\"}",
        ] {
            assert_eq!(read(user), None, "{user}");
        }
    }
}
