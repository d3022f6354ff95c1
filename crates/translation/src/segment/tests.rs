#![allow(clippy::unwrap_used, clippy::expect_used)]

mod languages;
mod long;

use super::{Segment, gap_before, segments, tail};
use proptest::prelude::*;

/// The text's segments must be these, with `|` between them.
#[track_caller]
fn check(lang: &str, expect: &str) {
    let text = expect.replace('|', " ");
    assert_eq!(texts(&text, lang).join("|"), expect);
}

/// As above, of a text in a script without spaces.
#[track_caller]
fn check_joined(lang: &str, expect: &str) {
    assert_eq!(texts(&expect.replace('|', ""), lang).join("|"), expect);
}

/// The segments of this text must be these.
#[track_caller]
fn check_text(text: &str, expect: &[&str]) {
    assert_eq!(texts(text, "en"), expect);
}

fn texts<'a>(text: &'a str, lang: &str) -> Vec<&'a str> {
    let found = segments(text, Some(lang));
    holds(text, &found);
    let found = found.into_iter();
    found.map(|segment| &text[segment.range]).collect()
}

/// What is true of any segments.
#[track_caller]
fn holds(text: &str, segments: &[Segment]) {
    let mut whole = String::new();
    for (index, segment) in segments.iter().enumerate() {
        let part = &text[segment.range.clone()];
        assert!(!part.is_empty(), "{segment:?}");
        assert_eq!(part.trim(), part);
        whole += gap_before(text, segments, index);
        whole += part;
    }
    whole += tail(text, segments);
    assert_eq!(whole, text);
    let rising = |two: &[Segment]| (0..2).contains(&(two[1].paragraph - two[0].paragraph));
    assert!(segments.windows(2).all(rising), "{segments:?}");
}

#[test]
fn lines_are_paragraphs() {
    check_text("One\nTwo\r\nThree\rFour", &["One", "Two", "Three", "Four"]);
    check_text("One\n\n \n  Two \n", &["One", "Two"]);
    check_text(
        "a\u{85}b\u{2028}c\u{2029}d\u{c}e",
        &["a", "b", "c", "d", "e"],
    );
    let paragraphs: Vec<usize> = segments("One. Two.\n\nThree.", Some("en"))
        .iter()
        .map(|segment| segment.paragraph)
        .collect();
    assert_eq!(paragraphs, [0, 0, 1]);
}

#[test]
fn nothing_to_translate() {
    for blank in ["", " ", "\n\n\r\n\t", "\u{3000}\u{a0}"] {
        check_text(blank, &[]);
        assert_eq!(tail(blank, &[]), blank);
    }
    check_text("😀 👍🏽", &["😀 👍🏽"]);
    check_text("\0", &["\0"]);
    check_text("!? ... \n.", &["!? ...", "."]);
    check_text("\u{feff}", &["\u{feff}"]);
}

#[test]
fn marks_of_lists_stay_outside() {
    check_text(
        "- One\n  * Two\n+ Three\n• Four",
        &["One", "Two", "Three", "Four"],
    );
    check_text(
        "## Title ##\n> > Said. And meant.",
        &["Title ##", "Said.", "And meant."],
    );
    check_text("- [x] done\n- [ ] open", &["done", "open"]);
    check_text(
        "1. First\n2. Second thing. Third.",
        &["1. First", "2. Second thing.", "Third."],
    );
    check_text("- \n---\n* * *", &["-", "---", "* * *"]);
    check_text("#hashtag\n-5 degrees", &["#hashtag", "-5 degrees"]);
    check_text("*emphasis* here", &["*emphasis* here"]);
}

#[test]
fn fenced_code_is_no_text() {
    check_text(
        "Before\n```rust\nlet a = 1;\n```\nAfter",
        &["Before", "After"],
    );
    check_text("~~~~\n~~~\ncode\n~~~~\nAfter", &["After"]);
    check_text("- ```\n  code\n  ```\n- item", &["item"]);
    // What is never closed is no code, and what is alone is the text.
    check_text("```\nWords\nMore", &["```", "Words", "More"]);
    check_text("```\nWords\nMore\n```", &["Words", "More"]);
    check_text(
        "```code``` in a line\nMore",
        &["```code``` in a line", "More"],
    );
}

#[test]
fn a_code_is_never_cut() {
    check("en", "See https://example.com/a.B?c=D!E now.|Then go.");
    check(
        "en",
        "Write to A.B@example.com. Now."
            .replace(". Now", ".|Now")
            .as_str(),
    );
    check("en", "Use `a. B? C` here.|Next.");
    check("en", "Click <a href=\"x. Y\">here</a>.|Next.");
    check("en", "It is **bold. Really. So** much.|Next.");
    check("en", "See [One. Two.](http://x.y).|Next.");
    check(
        "en",
        "{n, plural, one {One. A} other {Two. B}} items.|Next.",
    );
    check("en", "**Stop.**|Next.");
    check("en", "<b>Stop.</b>|Next.");
    check("en", "[Stop.](http://x.y)|Next.");
    check("en", "<p>One.|Two.</p>");
    check("en", "Use it.|`foo` is good.|{name} too.|%s as well.");
}

proptest! {
    #[test]
    fn any_text_is_whole(text in any_text()) {
        for lang in [None, Some("en"), Some("de"), Some("ja"), Some("el")] {
            let found = segments(&text, lang);
            holds(&text, &found);
        }
    }

    #[test]
    fn every_line_has_a_segment(lines in prop::collection::vec("[a-z.!? 。]{0,12}", 0..12)) {
        let text = lines.join("\n");
        let found = segments(&text, None);
        let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
        let last = found.last().map_or(0, |segment| segment.paragraph + 1);
        prop_assert_eq!(last, filled);
    }

    #[test]
    fn codes_stay_whole(text in any_text()) {
        let found = segments(&text, None);
        for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            let offset = line.as_ptr() as usize - text.as_ptr() as usize;
            let content = line.trim();
            let offset = offset + (content.as_ptr() as usize - line.as_ptr() as usize);
            for code in crate::inline::unbroken(content) {
                let (start, end) = (code.start + offset, code.end + offset);
                let cut = found.iter().any(|segment| {
                    let Segment { range, .. } = segment;
                    (start < range.start && range.start < end && range.start > offset + marks(content))
                        || (start < range.end && range.end < end)
                });
                prop_assert!(!cut, "{:?} in {:?}", &text[start..end], found);
            }
        }
    }
}

/// How much of a line may be marks of lists, generously.
fn marks(line: &str) -> usize {
    let is_mark = |c: char| c.is_whitespace() || "-*+•◦▪‣·●○■[]xX#>".contains(c);
    line.len() - line.trim_start_matches(is_mark).len()
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ .!?\n]{1,3}",
        "[A-Za-z]{1,6}",
        prop::sample::select(vec![
            "。",
            "」",
            "…",
            "Dr. ",
            "3. ",
            "<b>",
            "</b>",
            "**",
            "`",
            "```\n",
            "[a](",
            ")",
            "]",
            "https://a.b/c.",
            "a@b.de",
            "{n, plural, one {",
            "}",
            "{x}",
            "%s",
            "\r\n",
            "\u{2028}",
            "- ",
            "> ",
            "# ",
            "สวัสดี ",
            "؟ ",
            "।",
            "👩‍👩‍👧",
            "e\u{301}",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
