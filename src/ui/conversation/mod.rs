//! The conversation between two people: its dialog, its turns, what is said next, and the half for the person opposite.

pub mod dialog;
mod head;
mod opposite;
mod say;
mod turn;
