//! How a translation is to sound: the dialog, and what its button says.

pub mod dialog;
pub mod said;
mod styles;
