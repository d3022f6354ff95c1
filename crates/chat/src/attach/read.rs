//! From a file to what is attached of it.

use serde::{Deserialize, Serialize};

use super::record::AttachmentKind;

/// The largest document that is read, in bytes.
pub const MOST_DOCUMENT_BYTES: u64 = 64 << 20;
/// How much of a file is looked at to tell what it is, in bytes.
pub const HEAD_BYTES: u32 = 4_096;

/// Whether a file is a document of one kind, by its name, its MIME type (empty where unknown) and its first [`HEAD_BYTES`].
pub type Claim = fn(name: &str, mime: &str, head: &[u8]) -> Option<AttachmentKind>;

/// What the readers in the worker claim, one for each of them: the page asks these and does not link what reads.
pub const CLAIMS: &[Claim] = &[claim_pdf];

/// What a document is, if a reader in the worker claims it.
pub fn document_kind(name: &str, mime: &str, head: &[u8]) -> Option<AttachmentKind> {
    CLAIMS.iter().find_map(|claim| claim(name, mime, head))
}

/// A PDF. Readers are lenient: its mark may come a little later than at the start.
pub fn claim_pdf(_name: &str, _mime: &str, head: &[u8]) -> Option<AttachmentKind> {
    let marked = head.windows(5).any(|bytes| bytes == b"%PDF-");
    marked.then_some(AttachmentKind::Pdf)
}

/// Makes a text of files of some kinds. What is heavy lives in a worker of its own (crates/reader) and claims by one of [`CLAIMS`].
pub trait ReadFile {
    /// Whether this is a file for it, by its name, its MIME type (empty where unknown) and its first bytes.
    fn claims(&self, name: &str, mime: &str, head: &[u8]) -> Option<AttachmentKind>;

    /// The text of the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn read(&self, bytes: &[u8]) -> Result<Read, ReadProblem>;
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The text.
    pub text: String,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
    /// How many of them have no text: pictures, most likely.
    pub without_text: u32,
}

/// What the worker read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is: who read it says so.
    pub kind: AttachmentKind,
    /// What is in it.
    pub read: Read,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadProblem {
    /// It has nothing in it.
    Empty,
    /// It is larger than is read.
    TooLarge,
    /// Its text is longer than any model takes.
    TooLong,
    /// It is no text, and of no other kind that is read.
    Binary,
    /// It is text in an encoding that is not known.
    Encoding,
    /// It is protected by a password.
    Encrypted,
    /// It has pages and no text: they are pictures.
    NoText,
    /// It is damaged.
    Broken,
    /// It cannot be read from any more, or there is no worker to read it.
    Unread,
    /// Reading it took too long.
    TooSlow,
}

impl ReadProblem {
    /// The name tests know it by (`data-problem`).
    pub fn name(self) -> &'static str {
        match self {
            ReadProblem::Empty => "empty",
            ReadProblem::TooLarge => "too-large",
            ReadProblem::TooLong => "too-long",
            ReadProblem::Binary => "binary",
            ReadProblem::Encoding => "encoding",
            ReadProblem::Encrypted => "encrypted",
            ReadProblem::NoText => "no-text",
            ReadProblem::Broken => "broken",
            ReadProblem::Unread => "unread",
            ReadProblem::TooSlow => "too-slow",
        }
    }
}
