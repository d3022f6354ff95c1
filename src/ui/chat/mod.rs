//! The parts of the Chat page.

pub mod answer;
pub mod composer;
pub mod forked;
pub mod list;
pub mod preview;
pub mod map;
pub mod question;
pub mod row_meta;
pub mod shapes;
pub mod noted;
pub mod question;
pub mod row_meta;
pub mod search;
pub mod system;
pub mod thread;
pub mod undone;
