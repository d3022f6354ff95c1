//! A local OpenAI-compatible endpoint, to try the page with and to test it against.
//!
//! `cargo xtask serve` starts it, the end-to-end tests run it in-process. It pretends: a "translation" is
//! pseudo-localised text that says so, a chat answer says that no model is behind it. It is strict about requests
//! the way api.openai.com is, and every fault and deviation known from real endpoints is there under a model name
//! of its own (see [`faults::MODELS`]).
//!
//! It shares no code with `crates/wire` on purpose: two readings of the protocol that agree are worth more than
//! one that agrees with itself.
//!
//! Start reading at [`start`], then `chat.rs` (one request from validation to script), `script.rs` (an answer as
//! timed writes, pure) and `play.rs` (performs a script on the socket). Batches of segments: `batch.rs` (reads one),
//! `said.rs` (answers it), `slips.rs` (what goes wrong with them). Small questions by a schema: `questions.rs`.

mod alphabets;
mod answer;
mod ask;
mod audio;
mod auth;
mod batch;
mod chat;
mod chunks;
mod cors;
mod errors;
pub mod faults;
mod glossary;
mod json_answer;
mod kept;
mod limits;
mod memory;
mod page_file;
mod pages;
mod parts;
mod play;
mod prompt;
mod pseudo;
mod questions;
mod refusals;
mod reply;
mod response_format;
mod reworded;
mod router;
mod said;
mod sample;
mod schema;
mod script;
mod seen;
mod server;
mod slips;
mod tokens;
mod tools;
mod validate;
mod whole;

pub use answer::requested_text;
pub use cors::Cors;
pub use limits::Limits;
pub use pages::{Page, RunningPage, serve_page};
pub use pseudo::{pretend_segment, pretend_translation};
pub use sample::sample_markdown;
pub use seen::Seen;
pub use server::{Options, Running, start};
pub use tokens::{count_tokens, tokens};
