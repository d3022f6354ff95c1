//! Files that are text already.

use super::read::{Read, ReadFile, ReadProblem};
use super::record::AttachmentKind;

/// The largest text file that is read, in bytes.
pub const MOST_TEXT_BYTES: u64 = 16 << 20;
/// The longest text that is attached, in characters: some 500,000 tokens.
pub const MOST_TEXT_CHARS: usize = 2_000_000;

/// Reads plain text, code, Markdown, tables, JSON and HTML.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// Ends of names, what they are, and what a fence calls it.
#[rustfmt::skip]
static KINDS: &[(&str, AttachmentKind, &str)] = {
    use AttachmentKind::{Code, Html, Json, Markdown, Table, Text};
    &[
        ("txt", Text, ""), ("log", Text, ""), ("text", Text, ""), ("srt", Text, ""), ("vtt", Text, ""), ("po", Text, "po"), ("tex", Text, "tex"),
        ("md", Markdown, "markdown"), ("markdown", Markdown, "markdown"), ("rst", Markdown, "rst"), ("adoc", Markdown, "asciidoc"),
        ("csv", Table, "csv"), ("tsv", Table, "tsv"),
        ("json", Json, "json"), ("jsonl", Json, "json"), ("ndjson", Json, "json"), ("geojson", Json, "json"),
        ("html", Html, "html"), ("htm", Html, "html"), ("xhtml", Html, "html"),
        ("xml", Code, "xml"), ("xliff", Code, "xml"), ("xlf", Code, "xml"), ("yaml", Code, "yaml"), ("yml", Code, "yaml"), ("toml", Code, "toml"),
        ("ini", Code, "ini"), ("cfg", Code, "ini"), ("conf", Code, "ini"), ("env", Code, "ini"), ("properties", Code, "properties"),
        ("rs", Code, "rust"), ("py", Code, "python"), ("js", Code, "javascript"), ("mjs", Code, "javascript"), ("cjs", Code, "javascript"),
        ("ts", Code, "typescript"), ("tsx", Code, "tsx"), ("jsx", Code, "jsx"), ("java", Code, "java"), ("kt", Code, "kotlin"),
        ("kts", Code, "kotlin"), ("swift", Code, "swift"), ("c", Code, "c"), ("h", Code, "c"), ("cc", Code, "cpp"), ("cpp", Code, "cpp"),
        ("hpp", Code, "cpp"), ("cs", Code, "csharp"), ("go", Code, "go"), ("rb", Code, "ruby"), ("php", Code, "php"), ("pl", Code, "perl"),
        ("lua", Code, "lua"), ("r", Code, "r"), ("jl", Code, "julia"), ("scala", Code, "scala"), ("hs", Code, "haskell"), ("ml", Code, "ocaml"),
        ("ex", Code, "elixir"), ("exs", Code, "elixir"), ("erl", Code, "erlang"), ("clj", Code, "clojure"), ("dart", Code, "dart"),
        ("sh", Code, "bash"), ("bash", Code, "bash"), ("zsh", Code, "bash"), ("ps1", Code, "powershell"), ("bat", Code, "batch"),
        ("sql", Code, "sql"), ("css", Code, "css"), ("scss", Code, "scss"), ("less", Code, "less"), ("vue", Code, "vue"), ("svelte", Code, "svelte"),
        ("zig", Code, "zig"), ("nim", Code, "nim"), ("asm", Code, "asm"), ("proto", Code, "protobuf"), ("graphql", Code, "graphql"),
        ("tf", Code, "hcl"), ("gradle", Code, "groovy"), ("groovy", Code, "groovy"), ("diff", Code, "diff"), ("patch", Code, "diff"),
        ("dockerfile", Code, "dockerfile"), ("makefile", Code, "makefile"), ("cmake", Code, "cmake"),
    ]
};

/// What a fence calls what is in a file of this name; empty where that is not known.
pub(super) fn language(name: &str) -> &'static str {
    by_name(name).map_or("", |(_, _, language)| language)
}

fn by_name(name: &str) -> Option<&'static (&'static str, AttachmentKind, &'static str)> {
    // A name without a dot may say it as a whole: Makefile.
    let end = name.rsplit(['.', '/', '\\']).next()?;
    KINDS
        .iter()
        .find(|(known, _, _)| known.eq_ignore_ascii_case(end))
}

impl ReadFile for Plain {
    fn claims(&self, name: &str, mime: &str, head: &[u8]) -> Option<AttachmentKind> {
        let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
        // What tells programs from texts since `file` was written: no text has a NUL.
        if head.contains(&0) && !utf16 || head.starts_with(b"%PDF-") {
            return None;
        }
        if let Some((_, kind, _)) = by_name(name) {
            return Some(*kind);
        }
        Some(match mime.split(';').next().unwrap_or_default() {
            "text/csv" | "text/tab-separated-values" => AttachmentKind::Table,
            "text/markdown" => AttachmentKind::Markdown,
            "text/html" => AttachmentKind::Html,
            "application/json" => AttachmentKind::Json,
            // A type that is no text, and bytes that may be.
            _ => AttachmentKind::Text,
        })
    }

    fn read(&self, bytes: &[u8]) -> Result<Read, ReadProblem> {
        if bytes.len() as u64 > MOST_TEXT_BYTES {
            return Err(ReadProblem::TooLarge);
        }
        let text = formats::decode(bytes).map_err(|problem| match problem.fault {
            formats::FormatFault::TooLarge => ReadProblem::TooLarge,
            _ => ReadProblem::Encoding,
        })?;
        if text.contains('\0') {
            return Err(ReadProblem::Binary);
        }
        if text.trim().is_empty() {
            return Err(ReadProblem::Empty);
        }
        if text.chars().nth(MOST_TEXT_CHARS).is_some() {
            return Err(ReadProblem::TooLong);
        }
        Ok(Read {
            text: text.replace("\r\n", "\n"),
            ..Read::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds_by_name_type_and_bytes() {
        use AttachmentKind::*;
        for (name, mime, head, kind) in [
            ("a.txt", "text/plain", &b"words"[..], Some(Text)),
            ("A.RS", "", b"fn main", Some(Code)),
            ("Makefile", "", b"all:", Some(Code)),
            ("notes.md", "", b"# a", Some(Markdown)),
            ("t.csv", "application/vnd.ms-excel", b"a,b", Some(Table)),
            ("x", "application/json; charset=utf-8", b"{}", Some(Json)),
            ("page.htm", "text/html", b"<p>", Some(Html)),
            ("unknown.xyz", "", b"words", Some(Text)),
            ("wide.txt", "", &[0xff, 0xfe, b'a', 0], Some(Text)),
            ("a.txt", "text/plain", b"\0\x01\x02", None),
            ("song.mp3", "audio/mpeg", b"ID3\x04\0\0", None),
            ("a.pdf", "application/pdf", b"%PDF-1.7", None),
        ] {
            assert_eq!(Plain.claims(name, mime, head), kind, "{name}");
        }
        assert_eq!(language("a.tar.py"), "python");
        assert_eq!(language("a.xyz"), "");
    }

    #[test]
    fn texts_are_read_and_the_rest_refused() {
        let read = |bytes: &[u8]| Plain.read(bytes).map(|read| read.text);
        assert_eq!(read(b"a\r\nb"), Ok("a\nb".into()));
        assert_eq!(read(&[0xff, 0xfe, b'a', 0]), Ok("a".into()));
        assert_eq!(read("\u{feff}ä".as_bytes()), Ok("ä".into()));
        assert_eq!(read(b" \n"), Err(ReadProblem::Empty));
        assert_eq!(read(b"a\0b"), Err(ReadProblem::Binary));
        assert_eq!(read(b"\xe4"), Err(ReadProblem::Encoding));
        let long = "a".repeat(MOST_TEXT_CHARS + 1);
        assert_eq!(read(long.as_bytes()), Err(ReadProblem::TooLong));
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_a_word(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in ".{0,12}") {
            let _ = Plain.claims(&name, "", &bytes);
            let _ = Plain.read(&bytes);
        }
    }
}
