//! From a file's bytes to text.

use std::borrow::Cow;

use crate::problem::{FormatFault, FormatProblem};

/// The most bytes a file may have: 256 MiB. A memory of 100,000 units takes about 50 MB.
pub const MOST_BYTES: usize = 256 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
    Windows1252,
}

/// The text of an XML file, without byte order mark. UTF-8 and UTF-16 by their mark, by what a file begins with, or by its
/// declaration (XML 1.0, appendix F); Latin-1, read as Windows-1252 as browsers do, by declaration only.
///
/// # Errors
///
/// An encoding that is not one of these, bytes that it has not, a file above [`MOST_BYTES`].
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, FormatProblem> {
    if bytes.len() > MOST_BYTES {
        return Err(FormatProblem::at("", 0, FormatFault::TooLarge));
    }
    let (encoding, rest) = encoding(bytes)?;
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(rest) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => {
                let text = String::from_utf8_lossy(&rest[..error.valid_up_to()]);
                Err(not_text(&text))
            }
        },
        Encoding::Utf16 { big_endian } => utf16(rest, big_endian).map(Cow::Owned),
        Encoding::Windows1252 => Ok(rest.iter().map(|&byte| windows_1252(byte)).collect()),
    }
}

/// Which encoding it is, and the bytes behind the mark.
fn encoding(bytes: &[u8]) -> Result<(Encoding, &[u8]), FormatProblem> {
    let utf16 = |big_endian| Encoding::Utf16 { big_endian };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Ok((Encoding::Utf8, rest)),
        [0xff, 0xfe, rest @ ..] => return Ok((utf16(false), rest)),
        [0xfe, 0xff, rest @ ..] => return Ok((utf16(true), rest)),
        [b'<', 0, ..] => return Ok((utf16(false), bytes)),
        [0, b'<', ..] => return Ok((utf16(true), bytes)),
        _ => {}
    }
    let Some(name) = declared(bytes) else {
        return Ok((Encoding::Utf8, bytes));
    };
    let encoding = match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Encoding::Utf8,
        "iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252" => Encoding::Windows1252,
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let at = text.find(&name).unwrap_or(0);
            return Err(FormatProblem::at(&text, at, FormatFault::Encoding(name)));
        }
    };
    Ok((encoding, bytes))
}

/// The encoding in `<?xml … encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..bytes.len().min(256))?;
    let start = String::from_utf8_lossy(start);
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let name = value[1..].split(quote).next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

pub(crate) fn utf16(bytes: &[u8], big_endian: bool) -> Result<String, FormatProblem> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| {
        let pair = [pair[0], pair[1]];
        if big_endian {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return Err(not_text(&text)),
        }
    }
    if odd { Err(not_text(&text)) } else { Ok(text) }
}

/// Behind what could be read.
fn not_text(text: &str) -> FormatProblem {
    FormatProblem::at(text, text.len(), FormatFault::NotText)
}

/// The WHATWG's index for windows-1252: as Latin-1, but for 0x80 to 0x9f.
pub(crate) fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn utf16_bytes(text: &str, big_endian: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        let xml = "<?xml version=\"1.0\" encoding='ISO-8859-1'?>";
        for (bytes, wanted) in [
            (b"<a>\xc3\xa9".to_vec(), "<a>é"),
            (b"\xef\xbb\xbf<a>".to_vec(), "<a>"),
            (
                [&[0xff, 0xfe], &*utf16_bytes("<a>é😀", false)].concat(),
                "<a>é😀",
            ),
            (
                [&[0xfe, 0xff], &*utf16_bytes("<a>é😀", true)].concat(),
                "<a>é😀",
            ),
            (utf16_bytes("<a>", false), "<a>"),
            (utf16_bytes("<a>", true), "<a>"),
            ([xml.as_bytes(), b"\xe9\x80"].concat(), &format!("{xml}é€")),
            (Vec::new(), ""),
        ] {
            assert_eq!(decode(&bytes).unwrap(), wanted);
        }
    }

    #[test]
    fn what_is_no_text_says_where() {
        for (bytes, fault, line, column) in [
            (b"<a>\n\xc3\xa9\xff".to_vec(), FormatFault::NotText, 2, 2),
            (
                [
                    &[0xff, 0xfe],
                    &*utf16_bytes("ab\n", false),
                    &[0, 0xd8, 65, 0],
                ]
                .concat(),
                FormatFault::NotText,
                2,
                1,
            ),
            (vec![0xfe, 0xff, 0, 65, 0], FormatFault::NotText, 1, 2),
            (
                b"<?xml version=\"1.0\" encoding=\"EBCDIC\"?>".to_vec(),
                FormatFault::Encoding("EBCDIC".into()),
                1,
                31,
            ),
            // It says so, and is not.
            (
                b"<?xml version=\"1.0\" encoding=\"utf-16\"?>".to_vec(),
                FormatFault::Encoding("utf-16".into()),
                1,
                31,
            ),
        ] {
            assert_eq!(
                decode(&bytes),
                Err(FormatProblem {
                    fault,
                    line,
                    column
                })
            );
        }
    }
}
