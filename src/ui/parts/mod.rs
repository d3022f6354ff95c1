//! What pages share.

pub mod announce;
pub mod confirm;
pub mod copy_button;
pub mod format;
pub mod icon;
pub mod ids;
pub mod keys;
pub mod link;
pub mod listen;
pub mod menu;
pub mod model_matches;
pub mod model_picker;
pub mod problem_panel;
pub mod problem_words;
pub mod reasons;
pub mod reveal;
pub mod saved_words;
pub mod sent_panel;
pub mod text;
pub mod undo;
