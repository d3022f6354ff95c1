//! Full-text search over all messages, their files and all titles: an index in memory, made once and kept up to date.
//!
//! Start with [`SearchIndex`]. A text is cut into words ([`words`]), which are compared folded ([`fold`]); for each the index
//! has the places where it stands, so that words beside each other are found without reading a text again. What is shown
//! of a hit ([`shown`]) is cut out of the text, which the index holds.

mod files;
#[cfg(test)]
mod files_tests;
mod find;
mod fold;
mod index;
mod query;
mod shown;
#[cfg(test)]
mod tests;
mod words;

pub use find::{FoundFile, SearchFound, SearchHit, by_conversation};
pub use index::{SearchIndex, SearchMessage};
pub use shown::Piece;
