//! Conversations: trees of messages, what is sent of them, how nothing of them is lost, how they travel.
//!
//! Start with [`Conversation`] and [`Message`] (the records that are stored), then [`Tree`] (the messages of one
//! conversation, however damaged) and [`recover`] (an answer whose page went away).
//! Everything here is a value: no clock,
//! no store, no network. No endpoint and no key ever travels: [`Export`] leaves out what was sent where.

mod export;
mod failure;
mod import;
mod journal;
mod markdown;
mod merge;
mod prompt;
mod prompt_file;
mod quote;
mod record;
mod request;
mod stretch;
mod title;
mod translation;
mod tree;
mod turn;

pub use export::{Export, ExportProblem, Newer, Thread, read_export};
pub use failure::Failure;
pub use import::{
    Attachment, AttachmentSource, Element, Format, ImportProblem, Imported, MOST_ELEMENT_BYTES,
    NewRecords, NotAList, Note, Noted, Report, Splitter, detect, history_entries, read_element,
    read_import,
};
pub use journal::{JournalPiece, recover, so_far};
pub use markdown::to_markdown;
pub use merge::{Changes, merge};
pub use prompt::{MOST_PROMPT_NAME, MOST_PROMPT_TEXT, Place, Prompt, escape_places, fill, places};
pub use prompt_file::{PromptFile, cleaned_prompt, read_prompts, write_prompts};
pub use quote::{Quoted, fence, quote};
pub use record::{Conversation, Message, MessageState, Sent, TitledBy};
pub use request::{CONTINUE, continue_messages, request_messages, sent_messages};
pub use stretch::{Stretch, StretchState};
pub use title::{TITLE_CHARS, auto_title};
pub use translation::Translation;
pub use tree::Tree;
pub use turn::TravellingTurn;
