//! The parts of the Chat page.

pub mod answer;
pub mod attach;
pub mod composer;
pub mod list;
pub mod question;
pub mod row_meta;
pub mod system;
pub mod thread;
