//! Keyboard shortcuts: one table, by which keys are understood and which the sheet shows.

pub mod host;
pub mod keys;
pub mod sheet;
pub mod table;
