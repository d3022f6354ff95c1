//! Reading files whose readers are too heavy for the page: the text of a PDF, and one day that of other documents.
//!
//! It runs in a web worker of its own, one for each file: what goes wrong with a file (a panic, too, or an endless loop) ends that
//! worker and nothing else. The program (`main.rs`, `edge.rs`) takes a file and answers with the JSON of [`Answer`]; the library is
//! pure, and the page does not link it.

mod pdf;

use chat::{AttachmentKind, Document, HEAD_BYTES, ReadFile, ReadProblem};

pub use pdf::Pdf;

/// What the worker answers.
pub type Answer = Result<Document, ReadProblem>;

/// All readers, the first that claims a file has it. The page asks [`chat::CLAIMS`], which has the claim of each.
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
        Some((kind, reader)) => {
            let read = reader.read(bytes)?;
            Ok(Document { kind, read })
        }
        None => Err(ReadProblem::Binary),
    }
}

fn find(name: &str, mime: &str, bytes: &[u8]) -> Option<(AttachmentKind, &'static dyn ReadFile)> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES as usize)];
    READERS.iter().find_map(|reader| {
        let kind = reader.claims(name, mime, head)?;
        Some((kind, *reader))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page gives the worker what a claim says is for it; a reader that the page does not know of would never be asked.
    #[test]
    fn the_page_knows_of_every_reader() {
        assert_eq!(READERS.len(), chat::CLAIMS.len());
        for (name, mime, head) in [
            ("a.pdf", "application/pdf", &b"%PDF-1.7"[..]),
            ("a", "", b"\0\n%PDF-1.4"),
            ("a.pdf", "application/pdf", b"PK\x03\x04"),
            ("a.docx", "", b"PK\x03\x04"),
            ("a.txt", "text/plain", b"words"),
            ("", "", b""),
        ] {
            for (reader, claim) in READERS.iter().zip(chat::CLAIMS) {
                assert_eq!(reader.claims(name, mime, head), claim(name, mime, head));
            }
            assert_eq!(
                kind(name, mime, head),
                chat::document_kind(name, mime, head),
                "{name}"
            );
        }
        let late = [&[b' '; 2_000][..], b"%PDF-1.4"].concat();
        assert_eq!(kind("", "", &late), Some(AttachmentKind::Pdf));
    }
}
