//! What page and worker say to each other.

use formats::{FormatProblem, LeftOut};
use serde::{Deserialize, Serialize};
use translation::{TmMatch, TranslationUnit};
use wire::Millis;

/// From the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Names the question; the answers carry it.
    pub id: u64,
    /// The question.
    pub ask: Ask,
}

/// What the page wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// The nearest matches of each of these sources.
    LookUp {
        /// The texts.
        sources: Vec<String>,
        /// Their language, if known.
        from: Option<String>,
        /// The language wanted.
        to: String,
        /// Most matches for each.
        most: usize,
        /// The lowest score that is worth anything; 100 for what has the same text alone.
        at_least: u8,
    },
    /// The units that have these words, the latest first; all for none.
    Search {
        /// The words.
        words: String,
        /// How many to pass over.
        skip: usize,
        /// How many to give.
        most: usize,
    },
    /// Take in the TMX file that comes with the message.
    Import {
        /// The time now, for units without one.
        now: Millis,
    },
    /// Make a TMX file of all units.
    Export {
        /// The version of the page, for the file's header.
        version: String,
    },
    /// The page wrote this to the database.
    Changed {
        /// What was put.
        put: Vec<TranslationUnit>,
        /// What was deleted.
        deleted: Vec<String>,
    },
    /// The database was changed by someone else: what was read of it no longer holds.
    Stale,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question's. 0 for the first message of all, which says that the worker listens.
    pub id: u64,
    /// The answer.
    pub answer: Answer,
}

/// What the worker says. All but [`Answer::Progress`] end a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Done; also the worker's first word.
    Done,
    /// Of each source, best first.
    Matches(Vec<Vec<TmMatch>>),
    /// Of a search.
    Found {
        /// The units.
        units: Vec<TranslationUnit>,
        /// How many have the words.
        total: usize,
        /// How many there are in all.
        all: usize,
    },
    /// How far it is.
    Progress {
        /// With what.
        phase: Phase,
        /// How much of it.
        done: usize,
        /// Of how much.
        total: usize,
    },
    /// The file was taken in.
    Imported(ImportedUnits),
    /// The file comes with the message.
    Exported {
        /// How many units it has.
        units: usize,
    },
    /// It could not be done; nothing was changed.
    Refused(Refusal),
}

/// What takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Reading a file; in bytes.
    Reading,
    /// Writing to the database; in units.
    Writing,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedUnits {
    /// Units that were new.
    pub new: usize,
    /// Units that were there already.
    pub known: usize,
    /// Entries of the file that make no unit.
    pub left_out: usize,
    /// The first of those.
    pub why: Vec<LeftOut>,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The file is not as it should be.
    File(FormatProblem),
    /// The database could not be read; the browser's words.
    Unread(String),
    /// The database is full.
    Full,
    /// The database did not take it; the browser's words.
    Unwritten(String),
    /// The worker itself could not be started.
    NoWorker,
    /// The file could not be made.
    NotMade,
}
