//! Why nothing of a file is taken.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::value::NotJson;
use crate::export::ExportProblem;

/// Why nothing of a file is taken. The words are English, for the details; nothing of the file's content is in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ImportProblem {
    /// There is nothing in it.
    Empty,
    /// It is not JSON there, though it begins like JSON.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// No format that is known.
    Unknown,
    /// An export of Parlance that is not taken.
    Own {
        /// Why ([`ExportProblem`]).
        why: String,
    },
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportProblem::Empty => f.write_str("the file is empty"),
            ImportProblem::NotJson { line, column } => {
                write!(f, "not JSON at line {line}, column {column}")
            }
            ImportProblem::Unknown => f.write_str("no history of a program that is known"),
            ImportProblem::Own { why } => f.write_str(why),
        }
    }
}

impl std::error::Error for ImportProblem {}

impl From<ExportProblem> for ImportProblem {
    fn from(problem: ExportProblem) -> Self {
        match problem {
            ExportProblem::NotJson { line, column } => ImportProblem::NotJson { line, column },
            ExportProblem::NotAnExport => ImportProblem::Unknown,
            ExportProblem::Newer { version } => ImportProblem::Own {
                why: format!("version {version} is newer than this page knows"),
            },
            // What is wrong is quoted from the file, so it is not repeated.
            ExportProblem::Wrong { place, .. } => ImportProblem::Own {
                why: format!("{place} is not as it should be"),
            },
        }
    }
}

impl From<NotJson> for ImportProblem {
    fn from(NotJson { line, column }: NotJson) -> Self {
        ImportProblem::NotJson { line, column }
    }
}
