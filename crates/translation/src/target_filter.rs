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

pub(crate) use notes::{Verdict, has_comments, is_announced, is_comment};

use lead::Lead;
use tags::{Passed, Tags};
use tail::Tail;

/// Turns a streamed answer into target text.
///
/// What [`push`](Self::push) and [`finish`](Self::finish) return, put together, is the target; where a piece says
/// [`discard`](Certain::discard), from there on.
#[derive(Debug, Clone)]
pub struct TargetFilter {
    tags: Tags,
    lead: Lead,
    tail: Tail,
    /// The later stages as they were at the beginning.
    fresh: (Lead, Tail),
}

/// What of the target is certain after a piece of the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certain {
    /// All that was given before was no target: the model had been thinking, and only now has said so. (A continuation
    /// keeps what it continues.)
    pub discard: bool,
    /// New text, after that.
    pub text: String,
}

impl TargetFilter {
    /// A filter for the answer to [`crate::prompt()`] with this boundary and source.
    pub fn new(boundary: &str, source: &str) -> TargetFilter {
        Self::of(
            Tags::new(boundary, source),
            Lead::new(source),
            Tail::new(source, ""),
        )
    }

    /// A filter for the answer to [`crate::continue_prompt`]: as [`new`](Self::new), but the text may go on in the
    /// middle of a sentence, so white space at its beginning is kept and nothing there is taken for a note.
    pub fn continuing(boundary: &str, source: &str, so_far: &str) -> TargetFilter {
        let tail = Tail::new(source, so_far);
        Self::of(Tags::new(boundary, source), Lead::continuing(source), tail)
    }

    fn of(tags: Tags, lead: Lead, tail: Tail) -> TargetFilter {
        TargetFilter {
            tags,
            fresh: (lead.clone(), tail.clone()),
            lead,
            tail,
        }
    }

    /// Takes the next piece of the answer; returns what of the target is now certain.
    pub fn push(&mut self, delta: &str) -> Certain {
        let mut out = Certain {
            discard: false,
            text: String::with_capacity(delta.len()),
        };
        let TargetFilter {
            tags,
            lead,
            tail,
            fresh,
        } = self;
        for c in delta.chars() {
            tags.push(c, &mut |passed| match passed {
                Passed::Char(c) => lead.push(c, &mut |c| tail.push(c, &mut out.text)),
                Passed::Discard => {
                    (*lead, *tail) = fresh.clone();
                    out.discard = true;
                    out.text.clear();
                }
            });
            if lead.take_fence() {
                tail.expect_fence();
            }
        }
        out
    }

    /// The answer has ended (or was cut off); returns what was still held back and is target after all.
    pub fn finish(&mut self) -> String {
        let mut out = String::new();
        let TargetFilter {
            tags, lead, tail, ..
        } = self;
        tags.finish(&mut |passed| {
            if let Passed::Char(c) = passed {
                lead.push(c, &mut |c| tail.push(c, &mut out));
            }
        });
        lead.finish(&mut |c| tail.push(c, &mut out));
        tail.finish(&mut out);
        out
    }
}

#[cfg(test)]
mod tests;
