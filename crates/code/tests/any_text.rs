//! Whatever the text: no panic, spans in order and apart, the same however it is cut, in time linear in its length.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use code::{Lexer, Span, State, spans};
use proptest::prelude::*;

fn names() -> Vec<&'static str> {
    code::languages().map(|names| names[0]).collect()
}

fn sound(text: &str, spans: &[Span]) {
    let mut at = 0;
    for span in spans {
        assert!(
            span.range.start >= at && span.range.end > span.range.start,
            "{span:?}"
        );
        assert!(span.range.end <= text.len(), "{span:?}");
        let piece = text
            .get(span.range.clone())
            .expect("at the boundaries of characters");
        assert!(!piece.contains('\n'), "{piece:?}");
        at = span.range.end;
    }
}

/// As it streams in: the last line is read again from the state before it.
fn streamed(language: &str, text: &str, size: usize) -> Vec<Span> {
    let lexer = Lexer::new(language).unwrap();
    let (mut state, mut out) = (State::default(), Vec::new());
    let (mut line_at, mut kept, mut to) = (0, 0, 0);
    while to < text.len() {
        to = (to + size).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        out.truncate(kept);
        while let Some(end) = text[line_at..to]
            .find('\n')
            .map(|found| line_at + found + 1)
        {
            lexer.line(&mut state, &text[line_at..end], line_at, &mut out);
            (line_at, kept) = (end, out.len());
        }
        lexer.line(&mut state.clone(), &text[line_at..to], line_at, &mut out);
    }
    out
}

fn texts() -> impl Strategy<Value = String> {
    let pieces = vec![
        "\"",
        "'",
        "`",
        "\"\"\"",
        "'''",
        "/*",
        "*/",
        "//",
        "#",
        "--",
        "--[[",
        "]]",
        "[==[",
        "]==]",
        "<!--",
        "-->",
        "{-",
        "-}",
        "(*",
        "*)",
        "\\",
        "\n",
        "\n  ",
        "\r\n",
        " ",
        "\t",
        "<<EOF\n",
        "\nEOF\n",
        "<<'a b",
        "<script>",
        "</script>",
        "<style ",
        "<a b='",
        ">",
        "<",
        "</",
        "&amp;",
        "&",
        "r#\"",
        "\"#",
        "br##\"",
        "b'",
        "'a",
        "'\\'",
        "@",
        "@a.b",
        "$",
        "${",
        "}",
        "$x",
        "@@",
        "%",
        ":",
        "::",
        ":a",
        "a:",
        "- ",
        "- a: |\n",
        "key = ",
        "[a]",
        "[",
        "]",
        "(",
        ")",
        "(f",
        "#[",
        "#![a]",
        "/a/",
        "/[/",
        "=",
        "==",
        "1",
        "0x",
        "1.",
        ".5",
        "1e-",
        "1..2",
        "word",
        "fn",
        "class",
        "SELECT",
        "Name",
        "A-B",
        "end",
        "é",
        "中文",
        "🎉",
        "\u{301}",
        "\u{0}",
        "\u{7fa}",
        "```",
        "~~~\n",
        "+a\n",
        "-b\n",
        "@@ -1",
        "=begin\n",
        "=end",
        "%{",
        "%}",
        "REM ",
        "\" ",
        "\\section",
        "$$",
        "|",
        "> ",
        "*>",
        "#|",
        "|#",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_language(text in texts(), language in prop::sample::select(names()), size in 1..20_usize) {
        let whole = spans(language, &text).unwrap();
        sound(&text, &whole);
        prop_assert_eq!(streamed(language, &text, size), whole);
    }

    #[test]
    fn any_characters_in_any_language(text in "\\PC{0,60}", language in prop::sample::select(names())) {
        sound(&text, &spans(language, &text).unwrap());
    }
}

#[test]
fn a_snippet_of_one_language_in_every_other() {
    let table = include_str!("data/snippets.txt");
    for language in names() {
        let whole = spans(language, table).unwrap();
        sound(table, &whole);
        assert_eq!(streamed(language, table, 7), whole, "{language}");
    }
}

/// For 4 kB, unoptimised.
const MOST: Duration = Duration::from_millis(500);

/// One line of so many bytes made of a piece.
fn line_of(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len())
}

#[test]
fn a_line_of_two_megabytes_takes_linear_time() {
    let pieces = [
        "x",
        " ",
        "\"",
        "'",
        "/",
        "[/",
        "a=/",
        "<",
        "<<A ",
        "</",
        "<a ",
        "&",
        "$",
        "${",
        "#[",
        "#",
        "@a.",
        "--[",
        "[=",
        "`` ",
        "` ``",
        "r#",
        "(",
        "{-",
        "/*",
        "\\",
        "1",
        "1.",
        "a:",
        "a =",
        "a: ",
        "- ",
        "中",
        "let x = 'a' + 1; ",
        "'a",
        ":a",
        "\"a\": 1, ",
        "<script>",
        "%",
    ];
    // All of them at a length at which a square would show, and those that do most at full length.
    let mut slowest = (Duration::ZERO, String::new());
    for language in names() {
        for piece in pieces {
            let text = line_of(piece, 4_000);
            // The machine may be busy: the best of a few.
            let took = (0..5)
                .map(|_| time(language, &text))
                .find(|took| *took < MOST);
            let took = took.unwrap_or_else(|| time(language, &text));
            assert!(took < MOST, "{language} {piece:?}: {took:?}");
            if took > slowest.0 {
                slowest = (took, format!("{language} {piece:?}"));
            }
        }
    }
    println!("slowest of 4 kB in one line: {slowest:?}");
    for (language, piece) in [
        ("rust", "let x = 'a' + 1; "),
        ("javascript", "[/"),
        ("html", "<a "),
        ("yaml", "a: "),
    ] {
        let took = time(language, &line_of(piece, 2_000_000));
        println!("2 MB of {piece:?} in {language}: {took:?}");
        assert!(
            took < Duration::from_secs(30),
            "{language} {piece:?}: {took:?}"
        );
    }
}

fn time(language: &str, text: &str) -> Duration {
    let begin = Instant::now();
    let whole = spans(language, text).unwrap();
    let took = begin.elapsed();
    sound(text, &whole);
    took
}

fn cases() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(1_500)
}
