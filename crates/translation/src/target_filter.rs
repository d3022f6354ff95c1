//! Keeps what is not the translation out of the target, while it streams.
//!
//! Three stages, each fed one character at a time, so that how the answer was cut into deltas cannot matter:
//! [`tags`] takes out think blocks and the prompt's marks wherever they are, [`lead`] what stands before the target
//! (notes, an opening fence, quotes around it), [`tail`] what stands after it (the closing fence, trailing notes,
//! white space). Each holds back only what could still turn out to be such a thing, within a bound, and gives it up
//! the moment it cannot; what the source itself has is never taken out.

mod lead;
mod note_words;
mod notes;
mod tags;
mod tail;

use lead::Lead;
use tags::Tags;
use tail::Tail;

/// Turns a streamed answer into target text.
///
/// What [`push`](Self::push) and [`finish`](Self::finish) return, put together, is the target.
#[derive(Debug, Clone)]
pub struct TargetFilter {
    tags: Tags,
    lead: Lead,
    tail: Tail,
}

impl TargetFilter {
    /// A filter for the answer to [`crate::prompt()`] with this boundary and source.
    pub fn new(boundary: &str, source: &str) -> TargetFilter {
        TargetFilter {
            tags: Tags::new(boundary, source),
            lead: Lead::new(source),
            tail: Tail::new(source, ""),
        }
    }

    /// A filter for the answer to [`crate::continue_prompt`]: as [`new`](Self::new), but the text may go on in the
    /// middle of a sentence, so white space at its beginning is kept and nothing there is taken for a note.
    pub fn continuing(boundary: &str, source: &str, so_far: &str) -> TargetFilter {
        TargetFilter {
            tags: Tags::new(boundary, source),
            lead: Lead::continuing(source),
            tail: Tail::new(source, so_far),
        }
    }

    /// Takes the next piece of the answer; returns what of the target is now certain.
    pub fn push(&mut self, delta: &str) -> String {
        let mut out = String::with_capacity(delta.len());
        let TargetFilter { tags, lead, tail } = self;
        for c in delta.chars() {
            tags.push(c, &mut |c| lead.push(c, &mut |c| tail.push(c, &mut out)));
            if lead.take_fence() {
                tail.expect_fence();
            }
        }
        out
    }

    /// The answer has ended (or was cut off); returns what was still held back and is target after all.
    pub fn finish(&mut self) -> String {
        let mut out = String::new();
        let TargetFilter { tags, lead, tail } = self;
        tags.finish(&mut |c| lead.push(c, &mut |c| tail.push(c, &mut out)));
        lead.finish(&mut |c| tail.push(c, &mut out));
        tail.finish(&mut out);
        out
    }
}

#[cfg(test)]
mod tests;
