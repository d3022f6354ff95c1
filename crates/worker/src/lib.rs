//! What runs beside the page, in a web worker, so that the page never waits for it: the translation memory with its
//! index, and the files it is read from and written to; the search among conversations; histories of other programs.
//!
//! Start with [`Ask`] and [`Answer`], what page and worker say to each other, as JSON. [`Desk`] answers; it is pure. The
//! program (`main.rs`) is the worker's edge: it takes messages, reads and writes the database, and is the one part of the core
//! that names the browser.
//!
//! The database is the truth. The worker reads all units when it is first asked, and is told of every change after that.
//!
//! What is asked of chats has messages of its own ([`ChatAsk`], [`ChatAnswer`]): [`SearchDesk`] knows what of the index is out
//! of date, [`HistoryReader`] takes a file's bytes as they come, [`OwnFile`] takes Parlance's own export apart; what an image in it is told by ([`decodable`]) and found by
//! ([`EntryIndex`]) is pure as well.

mod chat_messages;
mod desk;
mod history;
mod import;
mod messages;
mod own;
mod pictures;
mod search;

pub use chat_messages::{
    ChatAnswer, ChatAnswered, ChatAsk, ChatAsked, ChatProgress, FileProblem, TakenFile,
};

pub use desk::Desk;
pub use history::{HistoryReader, MOST_WHOLE_BYTES, file_text};
pub use import::{Import, Step};
pub use messages::{Answer, Answered, Ask, Asked, ImportedUnits, Phase, Refusal};
pub use own::{OwnBatch, OwnFile, OwnPart, OwnRest, OwnTaken};
pub use pictures::{EntryIndex, by_message, decodable, entry_bytes, inline_bytes, picture_name};
pub use search::SearchDesk;
