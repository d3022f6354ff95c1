//! The parts of the Settings page, one a concern. Cap and pace are on the Usage page too.

pub mod about;
mod aloud;
pub mod appearance;
pub mod cap;
pub mod data;
pub mod folder;
pub mod models;
pub mod number;
pub mod pace;
mod price_form;
pub mod prices;
mod storage;
mod titles;
pub mod waits;
