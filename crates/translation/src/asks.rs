//! Small questions about a text: other words for a phrase, a phrase looked up, a text improved or translated back.
//!
//! Each has a request, a function of its name that makes what is [`Wanted`] of the model, and a `read_…` that makes
//! values of its answer. Requests say by `fits` whether they can be asked at all; readers take what models really
//! write (fences, prose around, fields that are missing or of another type) and give nothing that could do harm: what
//! equals the text as it is, is there twice or lost an inline code is left out, and lists are cut to their bounds.

mod alternatives;
mod answer;
mod back;
mod brief;
mod dictionary;
mod edits;
mod image_text;
mod improve;
mod question;
mod restyle;
mod schema;
mod selection;
mod title;
mod turns;

use wire::{ChatMessage, ResponseFormat};

pub use alternatives::{Alternative, AlternativesRequest, alternatives, read_alternatives};
pub use back::{back, back_batches, back_fits, read_back};
pub use brief::{Brief, Person, brief, read_brief, sample};
pub use dictionary::{
    DictionaryEntry, Example, Form, Sense, dictionary, is_lookup, read_dictionary,
};
pub use edits::{Edit, edits, with_edits};
pub use image_text::{ImageLine, image_fits, image_layout, image_text, read_image_text};
pub use improve::{improve, improve_fits, improve_parts, read_improve};
pub use restyle::{RestyleRequest, Way, read_restyle, restyle};
pub use selection::{Selection, selection};
pub use title::{read_title, title};
pub use turns::{Turn, TurnRequest, read_turn, turn, turn_ways};

/// What all questions are asked with.
#[derive(Debug, Clone, Copy, Default)]
pub struct AskSettings<'a> {
    /// Tag of the language that the text was translated from, if known.
    pub from: Option<&'a str>,
    /// Tag of the language that the answer's text is to be in.
    pub to: &'a str,
    /// Tag of the language in which the person wants things explained: that of the interface.
    pub words_in: &'a str,
    /// The person's wishes, tone included; may be empty.
    pub wishes: &'a str,
    /// The person's terms that are in what is asked about, as [`glossary_lines`](crate::glossary_lines) says them; may be empty.
    pub terms: &'a str,
    /// A random word of ASCII letters and digits for the marks around texts. Where a text has it, another is made of it.
    pub boundary: &'a str,
}

/// A completion to ask for. The caller adds the model, a low temperature and little reasoning.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Which question it is: the name of its schema.
    pub name: &'static str,
    /// What to send.
    pub messages: Vec<ChatMessage>,
    /// The shape of the answer: a strict JSON schema.
    pub format: Option<ResponseFormat>,
    /// A generous bound for the tokens of the answer.
    pub output_bound: u32,
}

impl Wanted {
    /// The same for endpoints that refuse schemas: the shape is described in words.
    pub fn without_schema(&self) -> Wanted {
        let mut other = self.clone();
        if let Some(ResponseFormat::JsonSchema { schema, .. }) = other.format.take()
            && let Some(last) = other.messages.last_mut()
        {
            question::add_text(last, &schema::in_words(&schema));
        }
        other
    }
}

/// Why nothing could be made of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There was no JSON object in it.
    NoObject,
    /// The object had nothing of what was asked for.
    Missing,
    /// All that it had was the text as it is.
    Same,
    /// Inline codes were lost or made up.
    Codes,
}

impl Unreadable {
    /// A stable name.
    pub fn name(self) -> &'static str {
        match self {
            Unreadable::NoObject => "no-object",
            Unreadable::Missing => "missing",
            Unreadable::Same => "same",
            Unreadable::Codes => "codes",
        }
    }
}

/// The longest segment that questions are asked about, in bytes.
pub const SEGMENT_MOST: usize = 8_000;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
