//! The text of a file that names no encoding, whatever it was written in.

use crate::encoding::{utf16, windows_1252};
use crate::problem::FormatProblem;

/// How a text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As UTF-8 or UTF-16: as it was written.
    Exact,
    /// As Windows-1252, since no letter beyond ASCII in it is UTF-8: a guess.
    Windows1252,
    /// As UTF-8, and bytes that are not became U+FFFD.
    Mended,
}

/// The text of a file, without byte order mark. UTF-16 by its mark, or by the NUL beside its first letter; else UTF-8; else, where
/// nothing beyond ASCII is UTF-8, Windows-1252, which has Latin-1 in it.
///
/// # Errors
///
/// UTF-16 that breaks off or has half a character.
pub fn decode_loosely(bytes: Vec<u8>) -> Result<(String, Reading), FormatProblem> {
    let exact = |text| (text, Reading::Exact);
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, false).map(exact),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, true).map(exact),
        [1..=0x7f, 0, ..] => return utf16(&bytes, false).map(exact),
        [0, 1..=0x7f, ..] => return utf16(&bytes, true).map(exact),
        _ => {}
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((without_mark(text), Reading::Exact)),
        Err(wrong) => wrong.into_bytes(),
    };
    let is_utf8_somewhere = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    Ok(if is_utf8_somewhere {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (without_mark(text), Reading::Mended)
    } else {
        let text = bytes.iter().map(|&byte| windows_1252(byte)).collect();
        (text, Reading::Windows1252)
    })
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(bytes: &[u8], text: &str, reading: Reading) {
        let read = decode_loosely(bytes.to_vec()).unwrap();
        assert_eq!(read, (text.to_owned(), reading), "{bytes:?}");
    }

    #[test]
    fn each_as_it_was_written() {
        check(b"", "", Reading::Exact);
        check("{ é ".as_bytes(), "{ é ", Reading::Exact);
        check(b"\xef\xbb\xbf{ \xc3\xa9", "{ é", Reading::Exact);
        check(b"\xff\xfe{\0\xe9\0", "{é", Reading::Exact);
        check(b"\xfe\xff\0{\0\xe9", "{é", Reading::Exact);
        check(b"{\0\xe9\0", "{é", Reading::Exact);
        check(b"\0[\0\xe9", "[é", Reading::Exact);
        check(b"caf\xe9 \x80", "café €", Reading::Windows1252);
        check(b"caf\xc3\xa9 \xe9", "café \u{fffd}", Reading::Mended);
    }

    #[test]
    fn half_a_text_is_none() {
        for bytes in [&b"\xff\xfe{\0\xe9"[..], b"\xff\xfe\x00\xd8{\0"] {
            assert!(decode_loosely(bytes.to_vec()).is_err());
        }
    }
}
