//! Conversations: trees of messages, what is sent of them, how nothing of them is lost, how they travel.
//!
//! Start with [`Conversation`] and [`Message`] (the records that are stored), then [`Tree`] (the messages of one
//! conversation, however damaged) and [`recover`] (an answer whose page went away).
//! Everything here is a value: no clock,
//! no store, no network. No endpoint and no key ever travels: [`Export`] leaves out what was sent where.

mod backup;
mod export;
mod failure;
mod folder;
mod html;
mod import;
mod journal;
mod markdown;
mod merge;
mod record;
mod request;
mod stretch;
mod title;
mod translation;
mod tree;
mod turn;

pub use backup::Backup;
pub use export::{Export, ExportProblem, Newer, Thread, read_export};
pub use failure::Failure;
pub use folder::{
    FolderFile, FolderProblem, FolderReport, Listed, Mark, Marks, Plan, Seen, SeenThread, Write,
    file_name, plan, read_folder_file, write_folder_file,
};
pub use html::to_html;
pub use import::{
    Attachment, AttachmentSource, Element, Format, ImportProblem, Imported, MOST_ELEMENT_BYTES,
    NewRecords, NotAList, Note, Noted, Report, Splitter, detect, history_entries, read_element,
    read_import,
};
pub use journal::{JournalPiece, recover, so_far};
pub use markdown::to_markdown;
pub use merge::{Changes, merge};
pub use record::{Conversation, Message, MessageState, Sent, TitledBy};
pub use request::{CONTINUE, continue_messages, request_messages, sent_messages};
pub use stretch::{Stretch, StretchState};
pub use title::{TITLE_CHARS, auto_title};
pub use translation::Translation;
pub use tree::Tree;
pub use turn::TravellingTurn;
