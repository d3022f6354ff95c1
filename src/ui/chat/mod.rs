//! The parts of the Chat page.

pub mod answer;
pub mod backup_line;
pub mod composer;
pub mod list;
pub mod question;
pub mod row_meta;
pub mod save;
pub mod system;
pub mod thread;
