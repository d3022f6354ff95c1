//! The small parts, in one file.
//!
//! What some of the parts share, and no others, is a file of its own. There are many such sets of
//! parts, and for most of them less than a kB: each would be one more request, and one more start
//! of wasm-opt, which takes two seconds. In one file they weigh less, gzipped, than apart and
//! optimised, since most of each is a list of types that all of them have.

use std::fs;
use std::path::PathBuf;

use super::texts;
use crate::Outcome;

/// A part is small below this many bytes, as the splitter writes it: with names, which are half of it.
const SMALL: u64 = 8 * 1024;

/// A wasm file begins so, with its version (WebAssembly core specification, section 5.5.16).
const HEADER: usize = 8;

/// For the end of the link module. What it gives is used like what `fetch` does.
const FUNCTION: &str = r#"
let pack;
function packed(begin, end) {
    if (pack === undefined) {
        const thisPack = fetch(new URL("./PACK", import.meta.url)).then(async (response) => {
            const bytes = await response.arrayBuffer();
            // Some hosts and networks answer with a page of their own, and say that all is well.
            if (response.ok && bytes.byteLength === LENGTH) return bytes;
            throw new Error(`${response.url} could not be fetched: ${response.status} ${response.statusText}, ${bytes.byteLength} bytes`);
        });
        // As makeLoad does: the next attempt must not get this one's failure.
        thisPack.catch(() => { if (pack === thisPack) pack = undefined; });
        pack = thisPack;
    }
    return pack.then((bytes) => new Response(bytes.slice(begin, end), { headers: { "Content-Type": "application/wasm" } }));
}
"#;

/// The small ones of some parts, and the others.
pub fn small_and_large(parts: Vec<PathBuf>) -> Outcome<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut small, mut large) = (Vec::new(), Vec::new());
    for part in parts {
        let size = fs::metadata(&part)
            .map_err(|e| format!("{} cannot be looked at: {e}.", part.display()))?
            .len();
        if size < SMALL { &mut small } else { &mut large }.push(part);
    }
    Ok((small, large))
}

/// Parts, by the splitter's name for each, in one after another; and the link module that takes
/// them from there. `name` gives the file's name for its content.
pub fn packed(
    link: &str,
    parts: &[(String, Vec<u8>)],
    name: impl FnOnce(&[u8]) -> String,
) -> Outcome<(String, String, Vec<u8>)> {
    let mut pack = Vec::new();
    let mut link = link.to_owned();
    for (stem, wasm) in parts {
        let begin = pack.len();
        pack.extend(without_custom_sections(wasm).ok_or_else(|| {
            format!("{stem}.wasm in target/split/ is not wasm as xtask/src/split/pack.rs knows it.")
        })?);
        let from = format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
        let to = format!("packed({begin}, {})", pack.len());
        link = texts::replaced(&link, &from, &to, "the link module")?;
    }
    let name = name(&pack);
    let function = FUNCTION
        .replace("PACK", &name)
        .replace("LENGTH", &pack.len().to_string());
    Ok((link + &function, name, pack))
}

/// Wasm without names and notes, which a browser does not need.
fn without_custom_sections(wasm: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(HEADER)?;
    let mut kept = header.to_vec();
    while let Some((id, after)) = rest.split_first() {
        let (size, length) = leb128(after)?;
        let (section, next) = rest.split_at_checked(1 + length + size)?;
        if *id != 0 {
            kept.extend(section);
        }
        rest = next;
    }
    Some(kept)
}

/// An unsigned number as wasm writes it, and how many bytes that takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{leb128, packed, without_custom_sections};

    /// The header, a custom section with one byte, a type section with `content`.
    fn wasm(content: &[u8]) -> Vec<u8> {
        let size = u8::try_from(content.len()).unwrap();
        [b"\0asm\x01\0\0\0\0\x01n\x01", &[size][..], content].concat()
    }

    #[test]
    fn names_and_notes_are_left_out() {
        let kept = without_custom_sections(&wasm(b"ab")).unwrap();
        assert_eq!(kept, b"\0asm\x01\0\0\0\x01\x02ab");
        let cut_short = &wasm(b"ab")[..13];
        assert!(without_custom_sections(cut_short).is_none());
        assert!(without_custom_sections(b"\0asm").is_none());
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26]), Some((624_485, 3)));
        assert_eq!(leb128(&[0x80]), None);
    }

    #[test]
    fn small_parts_are_taken_from_one_file() {
        let fetch = |stem| format!("s = fetch(new URL(\"./{stem}.wasm\", import.meta.url));\n");
        let link = fetch("chunk_5") + &fetch("chunk_6") + &fetch("split_chat");
        let parts = ["chunk_5", "chunk_6"].map(|stem| (stem.to_owned(), wasm(b"ab")));
        let name = |pack: &[u8]| format!("p{}.wasm", pack.len());
        let (link, name, pack) = packed(&link, &parts, name).unwrap();
        let calls = "s = packed(0, 12);\ns = packed(12, 24);\n".to_owned() + &fetch("split_chat");
        assert!(link.starts_with(&calls), "{link}");
        assert!(link.contains("\"./p24.wasm\"") && link.contains("function packed("));
        assert_eq!((name.as_str(), pack.len()), ("p24.wasm", 24));
        assert!(packed("", &parts, |_| String::new()).is_err());
    }
}
