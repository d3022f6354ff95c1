//! The parts of the Translate page.

pub mod actions;
pub mod asks;
pub mod beneath;
mod check_words;
pub mod checks;
pub mod direction;
pub mod failed;
pub mod further;
pub mod history;
pub mod input;
pub mod language_bar;
pub mod language_picker;
pub mod limits;
pub mod pair_lights;
pub mod source_pane;
pub mod status;
pub mod target_pane;
pub mod target_tools;
