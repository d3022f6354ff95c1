//! Why an archive could not be read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::source::is_unreadable;

/// Why an archive or an entry could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZipProblem {
    /// What it is.
    pub fault: ZipFault,
    /// The entry, where it is one.
    pub entry: Option<String>,
}

/// What can be wrong with an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZipFault {
    /// No archive, or the end of one is missing.
    NotZip,
    /// More entries than are read.
    TooMany,
    /// Entries that lie within one another: made to grow without end.
    Overlap,
    /// No such entry.
    Missing,
    /// It is encrypted.
    Encrypted,
    /// Packed by a method that is not read, by its number (APPNOTE 4.4.5).
    Method(u16),
    /// It grows beyond what a file packed so ever does.
    Ratio,
    /// More than is read in all.
    TooLarge,
    /// It is not what it was when it was packed.
    Damaged,
    /// The bytes could not be read.
    Unreadable,
}

/// What an error of the library's is: the source's, or what it otherwise would be.
pub(super) fn fault(error: &rawzip::Error, otherwise: ZipFault) -> ZipFault {
    match error.kind() {
        rawzip::ErrorKind::IO(error) if is_unreadable(error) => ZipFault::Unreadable,
        _ => otherwise,
    }
}

/// A fault of the archive, not of one entry.
pub(super) fn whole(fault: ZipFault) -> ZipProblem {
    ZipProblem { fault, entry: None }
}

/// In English, for logs and tests; the interface has words of its own.
impl fmt::Display for ZipProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = &self.entry {
            write!(f, "{entry}: ")?;
        }
        match &self.fault {
            ZipFault::NotZip => f.write_str("no ZIP archive"),
            ZipFault::TooMany => f.write_str("too many entries"),
            ZipFault::Overlap => f.write_str("entries within one another"),
            ZipFault::Missing => f.write_str("no such entry"),
            ZipFault::Encrypted => f.write_str("encrypted"),
            ZipFault::Method(method) => write!(f, "packed by method {method}"),
            ZipFault::Ratio => f.write_str("grows beyond what a file does"),
            ZipFault::TooLarge => f.write_str("too large"),
            ZipFault::Damaged => f.write_str("damaged"),
            ZipFault::Unreadable => f.write_str("could not be read"),
        }
    }
}

impl std::error::Error for ZipProblem {}
