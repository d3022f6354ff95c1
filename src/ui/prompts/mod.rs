//! The prompt library: the built-in prompts, the dialog, and the form in which places are filled in.

pub mod builtin;
pub mod dialog;
mod editor;
mod files;
