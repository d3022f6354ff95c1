//! Why a file could not be read, and where.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is wrong with a file. Nothing of it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatProblem {
    /// What it is.
    pub fault: FormatFault,
    /// The line it is in, from 1.
    pub line: usize,
    /// The place in the line, in characters from 1.
    pub column: usize,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormatFault {
    /// It is larger than is read, in bytes or in entries.
    TooLarge,
    /// An encoding by this name is not known.
    Encoding(String),
    /// These bytes are no text in the encoding that the file says, or seems, to be in.
    NotText,
    /// A character that XML does not allow, as NUL: likely no text file at all.
    Character(char),
    /// Not well-formed XML; in words, English, for those who can read XML.
    Malformed(String),
    /// It ends within an element.
    Truncated,
    /// An entity that XML does not define. Those that a file defines are not expanded.
    Entity(String),
    /// Elements within elements, deeper than any real file has them.
    TooDeep,
    /// XML of another kind: the name of its outermost element; empty where there is none.
    OtherFormat(String),
}

impl FormatProblem {
    /// At a byte of a text.
    pub(crate) fn at(text: &str, byte: usize, fault: FormatFault) -> FormatProblem {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        FormatProblem {
            fault,
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

/// In English, for logs and tests; the interface has words of its own.
impl fmt::Display for FormatProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        match &self.fault {
            FormatFault::TooLarge => write!(f, "too large"),
            FormatFault::Encoding(name) => write!(f, "the encoding {name} is not known"),
            FormatFault::NotText => write!(f, "not text in its encoding"),
            FormatFault::Character(c) => write!(f, "U+{:04X} is not allowed", u32::from(*c)),
            FormatFault::Malformed(what) => write!(f, "{what}"),
            FormatFault::Truncated => write!(f, "the file ends too early"),
            FormatFault::Entity(name) => write!(f, "the entity &{name}; is not known"),
            FormatFault::TooDeep => write!(f, "too deeply nested"),
            FormatFault::OtherFormat(root) if root.is_empty() => write!(f, "no XML"),
            FormatFault::OtherFormat(root) => write!(f, "the file is of another kind: <{root}>"),
        }
    }
}

impl std::error::Error for FormatProblem {}
