//! The person's glossaries: which there are, which are in use, what is in them.

mod add;
pub mod dialog;
mod fields;
mod import;
mod list;
pub mod section;
mod term_row;
mod terms;
mod why;
