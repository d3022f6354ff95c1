//! What a stream costs: bytes given to the parser, and no stack overflow or endless work on hostile texts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use markdown::{Block, Stream, parse};

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    // 4 to 16 bytes, in an order that is always the same.
    let mut from = 0;
    let mut seed = 7_u32;
    std::iter::from_fn(move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let mut to = (from + 4 + (seed >> 16) as usize % 13).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let piece = &text[from..to];
        from = to;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Bytes given to the parser for each byte of text.
fn cost(text: &str) -> f64 {
    let mut stream = Stream::new();
    for piece in pieces(text) {
        stream.push(piece);
    }
    stream.finish();
    stream.parsed_bytes() as f64 / text.len() as f64
}

const SENTENCE: &str = "The quick brown fox, who was late, jumps over the **lazy** dog; see `fox.rs` and [this](https://a.b/c). ";

fn filled(kb: usize, mut piece: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    let mut count = 0;
    while text.len() < kb * 1024 {
        text.push_str(&piece(count));
        count += 1;
    }
    text
}

type Kind = (&'static str, fn(usize) -> String, f64);

/// Kinds of text, and how many bytes may be parsed for each of theirs at most.
const KINDS: [Kind; 13] = [
    (
        "prose",
        |kb| {
            filled(kb, |i| {
                if i % 5 == 4 {
                    format!("{SENTENCE}\n\n")
                } else {
                    SENTENCE.to_owned()
                }
            })
        },
        30.0,
    ),
    (
        "list",
        |kb| {
            filled(kb, |i| {
                format!("- Item {i}: the quick *brown* fox jumps over it\n")
            })
        },
        12.0,
    ),
    (
        "loose list",
        |kb| {
            filled(kb, |i| {
                format!("{i}. Item: the quick *brown* fox\n\n   jumps over it\n\n")
            })
        },
        12.0,
    ),
    (
        "table",
        |kb| {
            filled(kb, |i| {
                if i == 0 {
                    "| a | b |\n|---|---|\n".into()
                } else {
                    format!("| row {i} | the quick *brown* fox |\n")
                }
            })
        },
        12.0,
    ),
    (
        "code",
        |kb| {
            filled(kb, |i| {
                if i == 0 {
                    "```rust\n".into()
                } else {
                    format!("    let x{i} = `{i}`;\n")
                }
            })
        },
        1.0,
    ),
    (
        "indented code",
        |kb| filled(kb, |i| format!("    let x{i} = `{i}`;\n")),
        12.0,
    ),
    ("paragraph", |kb| filled(kb, |_| SENTENCE.to_owned()), 12.0),
    ("lines", |kb| filled(kb, |_| format!("{SENTENCE}\n")), 12.0),
    (
        "cjk",
        |kb| {
            filled(kb, |_| {
                "敏捷的棕色狐狸跳过了**懒惰**的狗，然后回家🎉。".to_owned()
            })
        },
        12.0,
    ),
    (
        "quote",
        |kb| filled(kb, |_| format!("> {SENTENCE}\n")),
        12.0,
    ),
    (
        "item with code",
        |kb| {
            filled(kb, |i| {
                if i == 0 {
                    "1. x\n   ```\n".into()
                } else {
                    format!("   let x{i} = `{i}`;\n\n")
                }
            })
        },
        12.0,
    ),
    (
        "html",
        |kb| {
            filled(kb, |i| {
                if i == 0 {
                    "<pre>\n".into()
                } else {
                    format!("let x{i}\n\n")
                }
            })
        },
        12.0,
    ),
    ("brackets", |kb| filled(kb, |_| "[".to_owned()), 12.0),
];

/// Those that are tried at full length; it takes a while without optimisation.
const MAIN: [&str; 6] = ["prose", "list", "table", "code", "paragraph", "quote"];

#[test]
fn a_long_text_costs_no_more_by_the_byte_than_a_short_one() {
    for (name, make, most) in KINDS {
        let size = if MAIN.contains(&name) { 256 } else { 64 };
        let (short, long) = (cost(&make(16)), cost(&make(size)));
        println!("{name:15} 16 kB ×{short:6.2}, {size} kB ×{long:6.2}");
        // Below 2 kB a piece is parsed whenever it grows: in a shorter text that weighs more.
        let most = if size == 256 { most } else { most + 3.0 };
        assert!(long <= most, "{name}: {long}");
        assert!(long <= short * 1.5 + 1.0, "{name}: {short} → {long}");
    }
}

fn hostile() -> Vec<(&'static str, String)> {
    let n = 10_000;
    vec![
        ("quotes", ">".repeat(n) + " a\nb\n> c\n"),
        (
            "quotes apart",
            "> ".repeat(n) + "a\n\n" + &"> ".repeat(n) + "b",
        ),
        ("lists", "- ".repeat(n) + "a\n\n  b\n"),
        ("numbers", "1. ".repeat(n) + "a"),
        ("brackets", "[".repeat(n) + &"]".repeat(n)),
        ("links", "[a](".repeat(n)),
        ("images", "![".repeat(n) + &"](a)".repeat(n)),
        ("stars", "*a **b ".repeat(n)),
        (
            "nested emphasis",
            "*a _b ".repeat(n / 2) + &"c_ d*".repeat(n / 2),
        ),
        ("backticks", (1..400).map(|i| "`".repeat(i) + " ").collect()),
        ("tags", "<a ".repeat(n) + &"<!--".repeat(n)),
        ("entities", "&a".repeat(n)),
        ("backslashes", "\\".repeat(2 * n)),
        (
            "references",
            "[a]\n\n".repeat(n / 4) + "[a]: " + &"u".repeat(n),
        ),
        (
            "definitions",
            (0..n / 4).map(|i| format!("[a{i}]: /u\n")).collect(),
        ),
        (
            "footnotes",
            (0..n / 4).map(|i| format!("[^{i}]: x[^{i}]\n")).collect(),
        ),
        ("footnotes in one", "[^a]:".repeat(n)),
        (
            "cells",
            "|a".repeat(n) + "\n" + &"|-".repeat(n) + "\n" + &"a\n".repeat(100),
        ),
        (
            "table rows",
            "|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n".to_owned() + &"a\n".repeat(n),
        ),
        ("addresses", "https://".repeat(n)),
        (
            "brackets in an address",
            "https://a".to_owned() + &"(".repeat(n) + &")".repeat(2 * n),
        ),
        ("www", "www.".repeat(n)),
        ("blank lines", "- a\n".to_owned() + &"\n".repeat(n)),
        ("spaces", "a".to_owned() + &" ".repeat(2 * n) + "b"),
        (
            "deep lists",
            (0..300).map(|i| " ".repeat(2 * i) + "- a\n").collect(),
        ),
    ]
}

#[test]
fn hostile_texts_take_little_time_and_no_stack() {
    // In a small stack, as a browser has.
    let work = || {
        for (name, text) in hostile() {
            let begin = Instant::now();
            let whole = parse(&text);
            let mut stream = Stream::new();
            let mut shown = Vec::new();
            for piece in pieces(&text) {
                shown.extend(stream.push(piece));
            }
            shown.extend(stream.finish());
            let took = begin.elapsed();
            println!("{name:25} {:7} bytes {took:?}", text.len());
            assert!(took < Duration::from_secs(20), "{name}: {took:?}");
            assert!(
                depth(&whole) <= markdown::MAX_DEPTH + 2,
                "{name}: {}",
                depth(&whole)
            );
        }
    };
    std::thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

fn depth(blocks: &[Block]) -> usize {
    let inside = blocks.iter().map(|block| match block {
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => depth(blocks),
        Block::List { items, .. } => items
            .iter()
            .map(|item| depth(&item.blocks) + 1)
            .max()
            .unwrap_or(0),
        _ => 0,
    });
    inside.max().map_or(0, |inside| inside + 1)
}
