//! The parts of the Chat page.

pub mod answer;
pub mod attach;
pub mod backup_line;
pub mod compare;
pub mod composer;
pub mod context;
pub mod editor;
pub mod forked;
pub mod list;
pub mod map;
pub mod noted;
pub mod parameters;
pub mod preview;
pub mod question;
pub mod row_meta;
pub mod save;
pub mod search;
pub mod shapes;
pub mod system;
pub mod thread;
pub mod undone;
pub mod write;
