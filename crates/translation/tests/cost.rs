//! What texts cost. Here and not beside what reads them, since a clock has no place in the core's sources.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};
use translation::{CheckSettings, TargetFilter, check, diff, protect, restore, segments};

/// Sixteen times the text must cost sixteen times as much, not 256 times.
#[track_caller]
fn grows_with_length_only(piece: &str, read: impl Fn(&str)) {
    let cost = |length: usize, times: usize| {
        let text = piece.repeat(length / piece.len());
        let began = Instant::now();
        (0..times).for_each(|_| read(&text));
        began.elapsed()
    };
    // Both take about as long, so that a busy machine interrupts them alike; the quickest of some.
    let (mut parts, mut whole) = (Duration::MAX, Duration::MAX);
    for _ in 0..6 {
        parts = parts.min(cost(4_000, 16));
        whole = whole.min(cost(64_000, 1));
        if whole < parts * 4 + Duration::from_millis(2) {
            return;
        }
    }
    panic!("{piece:?}: {parts:?} in sixteen parts, {whole:?} as a whole");
}

#[test]
fn held_back_runs_are_looked_at_once() {
    for piece in [
        "a",
        "\n",
        "<",
        "⟦",
        "`",
        "\"",
        "<think>",
        "</think>",
        "x</think>\n",
        "- \n\n",
        "Sure!\n\n",
        "⟦1⟧",
        "Note:",
    ] {
        grows_with_length_only(piece, |text| {
            let mut filter = TargetFilter::new("k3j9x", "Hello");
            for c in text.chars() {
                filter.push(c.encode_utf8(&mut [0; 4]));
            }
            filter.finish();
        });
    }
}

#[test]
fn ends_of_sentences_that_are_none_are_looked_at_once() {
    for piece in [
        "a",
        " ",
        "\n",
        "-",
        "- ",
        "> ",
        "```\n",
        "~~~a\n",
        ".",
        ". ",
        ".a",
        "。",
        "。（",
        "! (",
        "( . ",
        ".)",
        "\"",
        "a.\" ",
        "**a. b** ",
        "*a. ",
        "<b>a. ",
        "</b>. ",
        "`. ",
        "[a. ",
        "](",
        "e\u{301}",
        "\u{200d}",
        "x, ",
        "1. ",
        "J. ",
        "{a. ",
        "https://",
    ] {
        grows_with_length_only(piece, |text| {
            segments(text, Some("de"));
        });
    }
}

#[test]
fn codes_that_never_end_are_looked_for_once() {
    for piece in [
        "a",
        "<",
        "<a ",
        "<a b=\"",
        "<a b='",
        "<a b=\"<a b='",
        "<!--",
        "<![CDATA[",
        "<!x",
        "<?",
        "<code>",
        "</b",
        "<a>",
        "<a></b>",
        "<a>\n\n",
        "`",
        "``` ` `` ",
        "*a ",
        "**a_",
        "*a\n\n",
        "[",
        "](",
        "](a",
        "](<",
        "![",
        "[a](b \"",
        "[^",
        "{",
        "}{",
        "{}",
        "{n, plural, one {",
        "${",
        "{{",
        "%",
        "%-",
        "$",
        "://",
        "a://",
        "@",
        "a@a",
        "a@a.",
        "www.",
        "\\",
        "⟦",
        "%s",
    ] {
        grows_with_length_only(piece, |text| {
            let protected = protect(text);
            restore(&protected, &protected.text).unwrap();
        });
    }
}

#[test]
fn what_checks_look_for_is_looked_for_once() {
    let settings = CheckSettings {
        from: Some("en".into()),
        to: "de".into(),
        ..CheckSettings::default()
    };
    for piece in [
        "a a ",
        "1 ",
        "1,",
        "12/",
        "10 million ",
        "三",
        "X ",
        ")",
        "\"",
        "%s ",
        "<b>",
        "https://a.b/ ",
        "кoт ",
        "one two three four five six seven. ",
    ] {
        grows_with_length_only(piece, |text| {
            check(text, "Ein kurzer Text mit 3 Wörtern.", &settings);
            check("A short text of 3 words.", text, &settings);
        });
    }
}

#[test]
fn differences_are_bounded() {
    for piece in ["a", "a ", "a b c ", "猫", " ", "\n", "a1 b2 c3 d4 "] {
        grows_with_length_only(piece, |text| {
            let other: String = text.chars().rev().collect();
            diff(text, &other);
            diff(text, &format!("x{text}y"));
        });
    }
}
