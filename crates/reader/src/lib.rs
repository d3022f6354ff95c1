//! Reading files whose readers are too heavy for the page: the text of a PDF, and one day that of other documents.
//!
//! It runs in a web worker of its own, one for each file: what goes wrong with a file (a panic, too, or an endless loop) ends that
//! worker and nothing else. The program (`main.rs`, `edge.rs`) takes a file and answers with the JSON of [`Answer`]; the library is
//! pure, and the page does not link it.

mod pdf;

use chat::{AttachmentKind, Read, ReadFile, ReadProblem};

pub use pdf::Pdf;

/// What the worker answers.
pub type Answer = Result<Read, ReadProblem>;

/// All readers, the first that claims a file has it.
const READERS: &[&dyn ReadFile] = &[&Pdf];

/// What a file is, if there is a reader for it here.
pub fn kind(name: &str, mime: &str, bytes: &[u8]) -> Option<AttachmentKind> {
    find(name, mime, bytes).map(|(kind, _)| kind)
}

/// Reads a file.
///
/// # Errors
///
/// What is wrong with it.
pub fn read(name: &str, mime: &str, bytes: &[u8]) -> Answer {
    match find(name, mime, bytes) {
        Some((_, reader)) => reader.read(bytes),
        None => Err(ReadProblem::Binary),
    }
}

fn find(name: &str, mime: &str, bytes: &[u8]) -> Option<(AttachmentKind, &'static dyn ReadFile)> {
    let head = &bytes[..bytes.len().min(1_024)];
    READERS.iter().find_map(|reader| {
        let kind = reader.claims(name, mime, head)?;
        Some((kind, *reader))
    })
}
