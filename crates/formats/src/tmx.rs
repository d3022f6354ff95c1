//! Translation memories as TMX 1.4b (LISA OSCAR, 2005), and the older versions, which differ in nothing that is read here.
//!
//! A file is read in steps, so that a page can show how far it is and stay quick; its units are given only when all of it
//! was read.

use serde::{Deserialize, Serialize};

mod read;
mod seg;
mod write;

pub use read::{TmxReader, TmxStep, read_tmx};
pub use write::TmxWriter;

/// The most units a file may have.
pub const MOST_UNITS: usize = 1_000_000;

/// The longest segment that is taken in, in bytes. What is longer is no segment; its unit is left out.
pub const MOST_SEGMENT_BYTES: usize = 100_000;

/// A text and its translation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TmxUnit {
    /// Language of the source, as the file has it.
    pub from: String,
    /// Language of the target.
    pub to: String,
    /// The text.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// When it was last changed, in milliseconds since 1970, to the second; none where the file does not say.
    pub at: Option<u64>,
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tmx {
    /// A unit for each target: a `tu` in three languages makes two.
    pub units: Vec<TmxUnit>,
    /// How many `tu` made none.
    pub left_out: usize,
    /// The first of these, and why.
    pub why: Vec<LeftOut>,
}

/// A `tu` that made no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a `tu` made no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhyLeftOut {
    /// It has no text, or in one language only.
    NoPair,
    /// Its only pair has a segment above [`MOST_SEGMENT_BYTES`].
    TooLong,
    /// The file does not say which languages its texts are in, or says what is no tag of a language.
    NoLanguage,
}

#[cfg(test)]
mod tests;
