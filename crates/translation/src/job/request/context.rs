//! What is shown around the segments of a batch.

use serde_json::Value;

use crate::job::item::Item;
use crate::job::plan::Batch;
use crate::prompt::push_marked;

/// Context before a batch: so many pairs, looked for among so many segments.
const BEFORE: usize = 3;
const LOOKED_AT: usize = 8;
/// The most examples from the memory for a batch.
const EXAMPLES: usize = 5;
/// A longer text is no context: it costs more than it tells. In bytes.
const CONTEXT_MOST: usize = 600;

/// What is shown around the segments, each as one line of JSON; empty where there is nothing.
pub(super) struct Context {
    before: String,
    after: String,
    examples: String,
}

impl Context {
    pub(super) fn of(items: &[Item], batch: &Batch) -> Context {
        let first = batch.slots.first().map_or(0, |slot| slot.segment);
        let last = batch.slots.last().map_or(0, |slot| slot.segment);
        let near = items[first.saturating_sub(LOOKED_AT)..first].iter().rev();
        let pair = |item: &'_ Item| -> Option<[String; 2]> {
            let target = item.coded.as_ref()?;
            let fits = item.len() + target.len() <= CONTEXT_MOST;
            fits.then(|| [item.protected.text.clone(), target.clone()])
        };
        let mut before: Vec<_> = near.filter_map(pair).take(BEFORE).collect();
        before.reverse();
        let next = items.iter().skip(last + 1).take(batch.after);
        let after: Vec<&str> = next
            .map(|item| item.protected.text.as_str())
            .take_while(|text| text.len() <= CONTEXT_MOST)
            .collect();
        Context {
            before: line(&before),
            after: line(&after),
            examples: line(&examples(items, batch)),
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        vec![&self.before, &self.after, &self.examples]
    }

    pub(super) fn push_to(&self, out: &mut String, word: &str) {
        let parts = [
            ("before", &self.before),
            ("after", &self.after),
            ("examples", &self.examples),
        ];
        for (name, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            push_marked(out, name, word, part);
        }
    }
}

/// The best of the examples that the segments brought.
fn examples(items: &[Item], batch: &Batch) -> Vec<[String; 2]> {
    let of = |rank: usize| {
        let slots = batch.slots.iter();
        slots.filter_map(move |slot| items[slot.segment].examples.get(rank))
    };
    let mut found: Vec<[String; 2]> = Vec::new();
    for (source, target) in (0..EXAMPLES).flat_map(of) {
        let pair = [source.clone(), target.clone()];
        if found.len() < EXAMPLES && !found.contains(&pair) && source.len() <= CONTEXT_MOST {
            found.push(pair);
        }
    }
    found
}

fn line<T: serde::Serialize>(list: &[T]) -> String {
    if list.is_empty() {
        return String::new();
    }
    // Strings alone: there is nothing in them that JSON cannot have.
    serde_json::to_value(list)
        .as_ref()
        .map(Value::to_string)
        .unwrap_or_default()
}
