//! From a file's bytes to text.

use std::borrow::Cow;

use super::{MOST_BYTES, SheetFault, SheetProblem};

/// The text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetProblem> {
    if bytes.len() > MOST_BYTES {
        return Err(SheetProblem::whole(SheetFault::TooLarge(MOST_BYTES)));
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xef, 0xbb, 0xbf, rest @ ..] => Cow::Borrowed(utf8(rest)?),
        _ => Cow::Borrowed(utf8(bytes)?),
    };
    if text.contains('\0') {
        return Err(SheetProblem::whole(SheetFault::NotText));
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<&str, SheetProblem> {
    std::str::from_utf8(bytes).map_err(|error| {
        // Workbooks are archives, and older ones begin with D0 CF 11 E0; pictures and the like have zeros.
        let binary = bytes.starts_with(b"PK\x03\x04")
            || bytes.starts_with(b"\xd0\xcf\x11\xe0")
            || bytes.contains(&0);
        if binary {
            return SheetProblem::whole(SheetFault::NotText);
        }
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        SheetProblem {
            line: line_of(&String::from_utf8_lossy(before)),
            fault: SheetFault::NotUtf8,
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, SheetProblem> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let mut text = String::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return Err(not_utf16(&text)),
        }
    }
    if odd { Err(not_utf16(&text)) } else { Ok(text) }
}

fn not_utf16(before: &str) -> SheetProblem {
    SheetProblem {
        line: line_of(before),
        fault: SheetFault::NotUtf16,
    }
}

/// The line in which a text ends, from 1: LF, CR or both end one.
fn line_of(text: &str) -> usize {
    let crlf = text.matches("\r\n").count();
    text.matches(['\r', '\n']).count() - crlf + 1
}
