//! The parts of the Chat page.

pub mod answer;
pub mod composer;
pub mod list;
pub mod preview;
pub mod question;
pub mod row_meta;
pub mod system;
pub mod thread;
