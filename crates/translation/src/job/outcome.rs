//! How segments and the job end.

use serde::{Deserialize, Serialize};

/// How a segment ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is translated.
    Translated {
        /// The translation, inline codes restored.
        text: String,
        /// What a person should look at.
        flags: Vec<Flag>,
    },
    /// It could not be had: it keeps its source.
    Failed(Reason),
}

/// Something to look at in a translation that was taken nevertheless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// A term of the glossary was not followed, even when asked again.
    Term {
        /// The term.
        source: String,
        /// What it should have been.
        target: String,
    },
    /// The translation is the same as the source. It may be right: a name, a loan word.
    Same,
    /// It is much shorter or longer than its source lets expect.
    Length,
}

/// Why a translation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The answer had nothing for this segment.
    Missing,
    /// It was empty.
    Empty,
    /// It was the source, or another segment's.
    Echo,
    /// It held two segments' worth, or its neighbour's.
    Merged,
    /// The answer had numbers that were not asked for: what belongs to which segment is unknown.
    Renumbered,
    /// It seems to be the translation of another segment.
    Displaced,
    /// The model gave back the form instead of filling it in.
    SchemaEcho,
    /// It was far too short or too long.
    Length,
    /// It was in another script than the language is written in.
    Script,
    /// Inline codes were lost, invented, repeated or wrongly nested.
    Codes,
    /// It had remarks of the model in it.
    Notes,
    /// The model or the endpoint declined.
    Refused,
    /// It broke off.
    Cut,
    /// The answer could not be read.
    Unreadable,
}

impl Reason {
    /// A stable name for records and tests: `schema-echo`.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Missing => "missing",
            Reason::Empty => "empty",
            Reason::Echo => "echo",
            Reason::Merged => "merged",
            Reason::Renumbered => "renumbered",
            Reason::Displaced => "displaced",
            Reason::SchemaEcho => "schema-echo",
            Reason::Length => "length",
            Reason::Script => "script",
            Reason::Codes => "codes",
            Reason::Notes => "notes",
            Reason::Refused => "refused",
            Reason::Cut => "cut",
            Reason::Unreadable => "unreadable",
        }
    }
}

/// How the job is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobEnd {
    /// Every segment is translated.
    Done,
    /// None is open, some failed.
    Incomplete,
    /// An ask failed for good; what is not settled is open.
    Broken,
    /// The person stopped it; what is not settled is open.
    Stopped,
}

/// Every segment once, with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the order of the job's segments.
    pub segments: Vec<Status>,
}

impl Report {
    /// The segments that have no end yet.
    pub fn open(&self) -> Vec<usize> {
        self.with(|status| status == Status::Open)
    }

    /// The segments that could not be had.
    pub fn failed(&self) -> Vec<usize> {
        self.with(|status| matches!(status, Status::Failed(_)))
    }

    fn with(&self, wanted: fn(Status) -> bool) -> Vec<usize> {
        let all = self.segments.iter().enumerate();
        all.filter(|(_, status)| wanted(**status))
            .map(|(index, _)| index)
            .collect()
    }
}

/// How far a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It has no end yet.
    Open,
    /// It is translated.
    Translated,
    /// Its translation was given with the job.
    Known,
    /// It could not be had.
    Failed(Reason),
}
