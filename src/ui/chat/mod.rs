//! The parts of the Chat page.

pub mod answer;
pub mod composer;
pub mod list;
pub mod question;
pub mod row_meta;
pub mod system;
pub mod thread;
pub mod write;
