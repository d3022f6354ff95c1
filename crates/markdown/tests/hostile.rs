//! Texts made to do harm: long lines, deep nesting, many references, invisible characters. Time grows with the length.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use markdown::{Block, Inline, Stream, parse, safe_url};

/// Pieces of one long line.
const PIECES: &[&str] = &[
    "a",
    "a ",
    "`",
    "``` ",
    "*",
    "*a ",
    "_a",
    "[",
    "[a",
    "[a](",
    "[a](b) ",
    "[a]:",
    "[^a]",
    "](",
    "![",
    "$",
    "$x$ ",
    "$$a$$ ",
    "\\(",
    "\\(a\\) ",
    "\\[ ",
    "\\",
    "<",
    "<a ",
    "&",
    "&a;",
    "|",
    "|a",
    "> ",
    "- ",
    "1. ",
    "~",
    "~~~x",
    "#",
    "=",
    "http://a.b/ ",
    "www.",
    "a@b.c ",
    "a@",
    "'",
    ":",
    "\0",
    "\u{200d}",
    "\u{202e}",
    "中",
    "🎉",
];

fn whole(text: &str) -> Duration {
    let begin = Instant::now();
    drop(parse(text));
    begin.elapsed()
}

fn streamed(text: &str) -> Duration {
    let begin = Instant::now();
    let mut stream = Stream::new();
    let mut at = 0;
    while at < text.len() {
        let mut to = (at + 48).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        stream.push(&text[at..to]);
        at = to;
    }
    stream.finish();
    begin.elapsed()
}

/// Eight times the text takes about eight times as long, not sixty-four times. The machine may be busy: the best of
/// a few counts.
fn linear(name: &str, work: fn(&str) -> Duration, make: impl Fn(usize) -> String) {
    let (short, long) = (make(1), make(8));
    let mut seen = Vec::new();
    for _ in 0..5 {
        let (a, b) = (work(&short), work(&long));
        if b < Duration::from_millis(150) || b < a * 20 {
            return;
        }
        seen.push((a, b));
    }
    panic!(
        "{name}: {seen:?} for {} and {} bytes",
        short.len(),
        long.len()
    );
}

#[test]
fn long_lines_take_linear_time() {
    for piece in PIECES {
        let make = |times: usize| piece.repeat(times * 6_000 / piece.len());
        linear(piece, whole, make);
        linear(piece, streamed, make);
    }
}

#[test]
fn a_line_of_two_megabytes_is_read() {
    for piece in ["a ", "*", "[a](b) ", "$x$ ", "`"] {
        let took = whole(&piece.repeat(2_000_000 / piece.len()));
        println!("2 MB of {piece:?}: {took:?}");
        assert!(took < Duration::from_secs(60), "{piece:?}: {took:?}");
    }
    for piece in ["a ", "*", "'"] {
        let took = streamed(&piece.repeat(2_000_000 / piece.len()));
        println!("2 MB of {piece:?} as a stream: {took:?}");
        assert!(took < Duration::from_secs(60), "{piece:?}: {took:?}");
    }
}

#[test]
fn deep_nesting_takes_linear_time() {
    type Make = fn(usize) -> String;
    let kinds: [(&str, Make); 6] = [
        ("quotes", |n| ">".repeat(1_500 * n) + " a"),
        ("quotes apart", |n| "> ".repeat(1_500 * n) + "a"),
        ("brackets", |n| {
            "[".repeat(4_000 * n) + &"]".repeat(4_000 * n)
        }),
        ("emphasis", |n| {
            "*a _b ".repeat(1_000 * n) + &"c_ d*".repeat(1_000 * n)
        }),
        ("lists", |n| "- ".repeat(1_500 * n) + "a"),
        ("formulas", |n| "\\[\nx\n".repeat(1_500 * n)),
    ];
    for (name, make) in kinds {
        linear(name, whole, make);
    }
}

#[test]
fn many_references_take_linear_time() {
    type Make = fn(usize) -> String;
    let kinds: [(&str, Make); 4] = [
        ("definitions", |n| {
            (0..800 * n).map(|i| format!("[a{i}]: /u\n")).collect()
        }),
        ("used", |n| {
            let used: String = (0..400 * n).map(|i| format!("[a{i}] ")).collect();
            let defined: String = (0..400 * n).map(|i| format!("[a{i}]: /u\n")).collect();
            used + "\n\n" + &defined
        }),
        ("used apart", |n| {
            let used: String = (0..300 * n).map(|i| format!("[a{i}]\n\n")).collect();
            let defined: String = (0..300 * n).map(|i| format!("[a{i}]: /u\n\n")).collect();
            used + &defined
        }),
        ("footnotes", |n| {
            (0..300 * n)
                .map(|i| format!("x[^{i}]\n\n[^{i}]: y\n\n"))
                .collect()
        }),
    ];
    for (name, make) in kinds {
        linear(name, whole, make);
        linear(name, streamed, make);
    }
}

fn links(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        if let Block::Paragraph(content) = block {
            inline_links(content, out);
        }
    }
}

fn inline_links(content: &[Inline], out: &mut Vec<String>) {
    for inline in content {
        match inline {
            Inline::Link { url, content, .. } => {
                out.push(url.clone());
                inline_links(content, out);
            }
            Inline::Image { url, .. } => out.push(url.clone()),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => {
                inline_links(content, out);
            }
            _ => {}
        }
    }
}

#[test]
fn no_scheme_that_runs_becomes_a_link() {
    let schemes = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x09;script:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "\u{1}javascript:alert(1)",
        "java\u{200d}script:alert(1)",
        "\u{202e}javascript:alert(1)",
        "java\u{0}script:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://a.b/c",
        "file:///etc/passwd",
        "//evil.example",
        "$javascript:x$",
    ];
    let mut count = 0;
    for scheme in schemes {
        for text in [
            format!("[a]({scheme})"),
            format!("[a](<{scheme}>)"),
            format!("![a]({scheme})"),
            format!("<{scheme}>"),
            format!("[a]\n\n[a]: {scheme}"),
            format!("**[a]({scheme})**"),
            format!("[$x$]({scheme})"),
            format!("\\([a]({scheme})\\)"),
            scheme.to_owned(),
        ] {
            let mut found = Vec::new();
            links(&parse(&text), &mut found);
            for url in found {
                count += 1;
                assert!(
                    safe_url(&url).is_none_or(|safe| safe.starts_with("https://a.b/")),
                    "{text:?}: {url:?}"
                );
            }
        }
    }
    assert!(count > 80, "{count}");
}

#[test]
fn invisible_characters_stay_text() {
    for text in [
        "a\u{202e}b\u{202c}c",
        "👨\u{200d}👩\u{200d}👧",
        "a\u{feff}b",
        "\u{2066}*a*\u{2069}",
    ] {
        let mut shown = String::new();
        if let [Block::Paragraph(content)] = &parse(text)[..] {
            for inline in content {
                match inline {
                    Inline::Text(text) => shown.push_str(text),
                    Inline::Emphasis(_) => shown.push_str("*a*"),
                    other => panic!("{other:?}"),
                }
            }
        }
        assert_eq!(shown, text);
    }
}
