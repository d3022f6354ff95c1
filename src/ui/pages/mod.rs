//! The pages, one a route.

pub mod chat;
pub mod settings;
pub mod translate;
pub mod usage;
