//! What page and worker say to each other of chats. Beside those of the memory, so that the page links of either only what it
//! uses.

use chat::{Format, ImportProblem, Report, SearchFound};
use formats::ZipProblem;
use serde::{Deserialize, Serialize};
use wire::Millis;

use crate::messages::Refusal;
use crate::own::{OwnPart, OwnRest, OwnTaken};

/// From the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatAsked {
    /// Names the question; the answers carry it.
    pub id: u64,
    /// The question.
    pub chat: ChatAsk,
}

/// What the page wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatAsk {
    /// Where these words are, in all messages and titles.
    Find {
        /// What was typed.
        words: String,
        /// How many to give.
        most: usize,
    },
    /// Take in the history in the file that comes with the message.
    TakeIn {
        /// The time now, for what has none.
        now: Millis,
    },
    /// Read the export of Parlance's own that comes with the message. Nothing is written.
    ReadOwn,
    /// Write the conversations of the one that was read.
    WriteOwn,
    /// Some of its translations and turns, when its conversations were written.
    NextOwn,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChatAnswered {
    /// The question's.
    pub id: u64,
    /// The answer.
    pub chat: ChatAnswer,
}

/// What the worker says. All but [`ChatAnswer::Progress`] end a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ChatAnswer {
    /// What was found.
    Found(SearchFound),
    /// How far it is.
    Progress(ChatProgress),
    /// The file was read: what became of it, or of each of those in it.
    TakenIn(Vec<TakenFile>),
    /// The file is Parlance's own export, of which nothing was taken: that is asked for otherwise.
    Own,
    /// It was read: what of it is the page's alone.
    OwnRead(Box<OwnRest>),
    /// It is not taken; why, in English.
    OwnRefused(String),
    /// Its conversations were written.
    OwnWritten(OwnTaken),
    /// What the page is to write; nothing when all was given.
    OwnPart(OwnPart),
    /// It could not be done.
    Refused(Refusal),
}

/// How far something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatProgress {
    /// So much is read: bytes of a file, or messages.
    pub done: u64,
    /// Of so much.
    pub total: u64,
    /// Conversations that were new so far.
    pub conversations: usize,
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFile {
    /// Its name in the archive; empty for a file that is none.
    pub name: String,
    /// What wrote it, where that was told.
    pub format: Option<Format>,
    /// What was read of it.
    pub report: Report,
    /// Conversations that are new here, or got messages.
    pub conversations: usize,
    /// Messages that are new here.
    pub messages: usize,
    /// Conversations that were here already.
    pub unchanged: usize,
    /// Why it, or the rest of it, was not taken.
    pub problem: Option<FileProblem>,
}

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileProblem {
    /// What it holds.
    History(ImportProblem),
    /// The archive.
    Zip(ZipProblem),
    /// There is no history in the archive.
    NothingInside,
    /// The file ends in the middle: what came before was taken.
    CutOff,
    /// Larger than what is read in one piece.
    TooLarge,
    /// The browser could not read it; its words.
    Unreadable(String),
    /// It is in no encoding that is read: UTF-16 that is broken.
    Encoding,
    /// The database did not take it.
    Unwritten(Refusal),
    /// Parlance's own export, which is read otherwise.
    Own,
}
