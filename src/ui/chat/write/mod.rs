//! What helps to write in a chat: the list behind `/` and `@`, prompts with their places, dictation, keys; and what can be done
//! with a message in other languages: read aloud, translated beside itself.

pub mod aloud;
pub mod beside;
pub mod commands;
pub mod filling;
pub mod keys;
pub mod list;
pub mod picked;
pub mod told;
pub mod tools;
pub mod writing;
