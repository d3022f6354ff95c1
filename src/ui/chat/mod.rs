//! The parts of the Chat page.

pub mod answer;
pub mod composer;
pub mod list;
pub mod noted;
pub mod question;
pub mod row_meta;
pub mod search;
pub mod system;
pub mod thread;
