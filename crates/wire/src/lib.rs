//! The OpenAI-compatible protocol, sans-IO: bytes and times come in as values, and what must happen
//! comes out as values. No clock, no network, no async.
//!
//! Where to start reading: [`Call`] is one completion from request to [`Outcome`]; it is driven with
//! [`CallEvent`]s and answers with [`CallEffect`]s. Below it lie, in the order the bytes travel:
//! [`SseParser`] (bytes → events), [`CompletionChunk`] (one event's JSON), [`Delta`] (what is new) and
//! [`Completion`] (everything so far). [`classify`] turns a refusal into a [`Problem`] that knows what the
//! person can do next, and [`correction`] turns one into a [`Quirk`] to remember. [`BaseUrl`] is the one
//! parsed form of an endpoint's address.

mod answer;
mod base_url;
mod body;
mod call;
mod chunk;
mod chunk_reader;
mod classify;
mod completion;
mod correction;
mod dialect;
mod error_body;
mod finish;
mod host;
mod http;
mod mending;
mod message;
mod model_name;
mod models;
mod pretty;
mod problem;
mod quirks;
mod refusal_words;
mod request;
mod retry_after;
mod snippet;
mod speech;
mod sse;
mod surrogates;
mod text;
mod tool;
mod transcription;
mod usage;

pub use answer::ANSWER_LIMIT;
pub use base_url::{BaseUrl, BaseUrlProblem, same_origin};
pub use call::{Call, CallEffect, CallEvent, Deadlines, Outcome};
pub use chunk::{CompletionChunk, NotJson};
pub use classify::classify;
pub use completion::{Completion, Delta};
pub use correction::correction;
pub use dialect::Dialect;
pub use finish::FinishReason;
pub use host::Reach;
pub use http::{HttpRequest, Method, ResponseHead, chat_request, models_request};
pub use message::{ChatMessage, Content, Part, Role};
pub use model_name::chats;
pub use models::{Model, ModelPrice, parse_models};
pub use pretty::pretty_json;
pub use problem::{Problem, ProblemKind, Remedy};
pub use quirks::{OPTIONAL_FORMAT, Quirk, Quirks};
pub use request::{ChatRequest, ResponseFormat, Tool};
pub use retry_after::retry_after;
pub use snippet::{Language, snippet};
pub use speech::{SPEECH_MOST, speech_kind, speech_request};
pub use sse::{LINE_LIMIT, SseEvent, SseParser, TooLarge};
pub use tool::{ToolCall, ToolCallDelta};
pub use transcription::{parse_transcription, transcription_request};
pub use usage::Usage;

/// Wall-clock time in milliseconds since the Unix epoch; also used for durations in milliseconds.
pub type Millis = u64;
