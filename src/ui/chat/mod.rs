//! The parts of the Chat page.

pub mod answer;
pub mod composer;
pub mod context;
pub mod list;
pub mod parameters;
pub mod question;
pub mod row_meta;
pub mod system;
pub mod thread;
