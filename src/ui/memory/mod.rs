//! The translation memory: what is in it, and what it has for a sentence.

mod dialog;
pub mod near;
mod row;
pub mod section;
pub mod told;
