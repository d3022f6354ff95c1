//! Reads the history of another program from bytes as they come.

use chat::{Format, ImportProblem, Imported, Note, Splitter, detect, read_element, read_import};
use formats::Reading;
use wire::Millis;

use crate::chat_messages::FileProblem;

/// The beginning by which a format is told, in bytes.
const HEAD: usize = 64 << 10;
/// The largest file that is held as one, in bytes; a list of conversations may be of any size.
pub const MOST_WHOLE_BYTES: usize = 256 << 20;

/// A file being read. A list is taken an element at a time; of anything else all is held.
pub struct HistoryReader {
    now: Millis,
    /// What is held.
    bytes: Vec<u8>,
    how: How,
    format: Option<Format>,
    /// Whether Parlance's own export is taken here.
    own: bool,
}

enum How {
    /// Too little of it has come.
    Unknown,
    Whole,
    Elements(Format, Splitter),
}

impl HistoryReader {
    /// At the beginning of a file. Parlance's own export is read as others are where `own`, else left to the page.
    pub fn new(now: Millis, own: bool) -> Self {
        HistoryReader {
            now,
            bytes: Vec::new(),
            how: How::Unknown,
            format: None,
            own,
        }
    }

    /// What wrote it, once that is known.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// More of the file: what is complete with it.
    pub fn push(&mut self, piece: &[u8]) -> Result<Imported, FileProblem> {
        if let How::Elements(..) = self.how {
            return self.elements(piece);
        }
        if self.bytes.len() + piece.len() > MOST_WHOLE_BYTES {
            return Err(FileProblem::TooLarge);
        }
        self.bytes.extend_from_slice(piece);
        if matches!(self.how, How::Unknown) && self.bytes.len() >= HEAD {
            return self.decide();
        }
        Ok(Imported::default())
    }

    /// There is no more: the rest, and what is wrong with it.
    pub fn finish(&mut self) -> (Imported, Option<FileProblem>) {
        let mut first = Imported::default();
        if matches!(self.how, How::Unknown) {
            match self.decide() {
                Ok(read) => first = read,
                Err(problem) => return (first, Some(problem)),
            }
        }
        if let How::Elements(_, splitter) = &self.how {
            let cut = !splitter.is_done();
            return (first, cut.then_some(FileProblem::CutOff));
        }
        let (text, reading) = match file_text(std::mem::take(&mut self.bytes)) {
            Ok(read) => read,
            Err(problem) => return (first, Some(problem)),
        };
        // Of UTF-16 the beginning alone does not tell it.
        self.format = self.format.or_else(|| detect(&text));
        if self.format == Some(Format::Parlance) && !self.own {
            return (first, Some(FileProblem::Own));
        }
        match read_import(&text, self.now) {
            Ok(mut imported) => {
                let note = match reading {
                    Reading::Exact => None,
                    Reading::Windows1252 => Some(Note::Encoding),
                    Reading::Mended => Some(Note::Characters),
                };
                note.into_iter()
                    .for_each(|note| imported.report.of_all(note));
                (imported, None)
            }
            Err(problem) => (first, Some(FileProblem::History(problem))),
        }
    }

    fn decide(&mut self) -> Result<Imported, FileProblem> {
        let head = &self.bytes[..self.bytes.len().min(HEAD)];
        // Anything else is read as a whole, where its encoding is told.
        let utf8 = is_utf8(head);
        let head = String::from_utf8_lossy(head);
        let head = head.trim_start_matches('\u{feff}');
        self.format = detect(head);
        match self.format {
            Some(Format::Parlance) if !self.own => return Err(FileProblem::Own),
            Some(format)
                if format.reads_by_element() && head.trim_start().starts_with('[') && utf8 =>
            {
                self.how = How::Elements(format, Splitter::new());
                let held = std::mem::take(&mut self.bytes);
                return self.elements(&held);
            }
            _ => self.how = How::Whole,
        }
        Ok(Imported::default())
    }

    fn elements(&mut self, piece: &[u8]) -> Result<Imported, FileProblem> {
        let mut imported = Imported::default();
        if let How::Elements(format, splitter) = &mut self.how {
            let elements = splitter.push(piece);
            let elements = elements.map_err(|_| FileProblem::History(ImportProblem::Unknown))?;
            for element in elements {
                imported.append(read_element(*format, &element, self.now));
            }
        }
        Ok(imported)
    }
}

/// The text of a file, and how it was read.
///
/// # Errors
///
/// [`FileProblem::Encoding`].
pub fn file_text(bytes: Vec<u8>) -> Result<(String, Reading), FileProblem> {
    formats::decode_loosely(bytes).map_err(|_| FileProblem::Encoding)
}

/// Whether the beginning of a file is UTF-8; its last letter may be cut.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|wrong| wrong.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"[
        {"title": "One", "messages": [{"role": "user", "content": "Hello, ünïcode"}], "config": {}},
        {"title": "Two", "messages": [{"role": "user", "content": "Bye"}], "config": {"apiKey": "sk-secret"}}
    ]"#;

    fn read(bytes: &[u8], piece: usize) -> (Imported, Option<FileProblem>) {
        let mut reader = HistoryReader::new(7, false);
        let mut imported = Imported::default();
        for piece in bytes.chunks(piece) {
            match reader.push(piece) {
                Ok(read) => imported.append(read),
                Err(problem) => return (imported, Some(problem)),
            }
        }
        let (rest, problem) = reader.finish();
        imported.append(rest);
        (imported, problem)
    }

    #[test]
    fn a_list_is_the_same_in_whatever_pieces_it_comes() {
        let long = format!("[{}", " ".repeat(HEAD)) + &LIST[1..];
        for text in [LIST, &long] {
            for piece in [1, 7, 100_000] {
                let (imported, problem) = read(text.as_bytes(), piece);
                assert_eq!((imported.conversations.len(), &problem), (2, &None));
                assert_eq!(imported, read(text.as_bytes(), usize::MAX).0);
                assert!(!format!("{imported:?}").contains("sk-secret"));
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        let cut = &LIST[..LIST.len() - 30];
        let (imported, problem) = read(cut.as_bytes(), 50);
        assert_eq!(
            (imported.conversations.len(), problem),
            (1, Some(FileProblem::CutOff))
        );
        let own = br#"{"format": "parlance", "version": 1, "conversations": []}"#;
        assert_eq!(read(own, 9).1, Some(FileProblem::Own));
        let problem = |text: &str| read(text.as_bytes(), 9).1;
        let history = |problem| Some(FileProblem::History(problem));
        assert_eq!(problem(""), history(ImportProblem::Empty));
        assert_eq!(
            problem("no history at all"),
            history(ImportProblem::Unknown)
        );
        let broken = history(ImportProblem::NotJson { line: 2, column: 6 });
        assert_eq!(problem("{\"chats\":\n [ { x"), broken);
    }

    #[test]
    fn utf_16_is_read() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(LIST.encode_utf16().flat_map(u16::to_le_bytes));
        let (imported, problem) = read(&bytes, 1_000);
        assert_eq!((imported.conversations.len(), problem), (2, None));
    }

    #[test]
    fn what_is_not_utf_8_is_read_and_told() {
        let latin: Vec<u8> = LIST.chars().map(|c| c as u8).collect();
        for piece in [1_000, 7] {
            let (imported, problem) = read(&latin, piece);
            assert_eq!((imported.conversations.len(), problem), (2, None));
            assert_eq!(imported.conversations[0].1[0].text, "Hello, ünïcode");
            assert_eq!(imported.report.count(Note::Encoding), 1);
        }
        let mixed = [latin.as_slice(), "ü".as_bytes()].concat();
        assert_eq!(read(&mixed, 1_000).0.report.count(Note::Characters), 1);
        let half = [b"\xff\xfe[\0", &b"x"[..]].concat();
        assert_eq!(read(&half, 2).1, Some(FileProblem::Encoding));
    }

    #[test]
    fn an_own_export_in_utf_16_is_one() {
        let own = r#"{"format": "parlance-conversations", "version": 1, "conversations": []}"#;
        let bytes: Vec<u8> = own.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&bytes, 9).1, Some(FileProblem::Own));
    }
}
