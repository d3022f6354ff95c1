//! Formulas made to do harm: bounded, no panic, nothing but MathML.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use math::{DEEPEST, MathNode, render};
use proptest::prelude::*;

#[path = "hostile/fragments.rs"]
mod fragments;
use fragments::fragments;

fn depth(node: &MathNode) -> usize {
    match node {
        MathNode::Text(_) => 0,
        MathNode::Element { children, .. } => 1 + children.iter().map(depth).max().unwrap_or(0),
    }
}

fn harmless(node: &MathNode) {
    if let MathNode::Element {
        name,
        attributes,
        children,
    } = node
    {
        assert!(name.starts_with('m'), "{name}");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && !attribute.contains("href"),
                "{attribute}"
            );
            let plain = |c: char| c.is_ascii_alphanumeric() || "#.- ".contains(c);
            assert!(
                *attribute != "style" && value.chars().all(plain),
                "{attribute}={value}"
            );
        }
        children.iter().for_each(harmless);
    }
}

/// In a small stack, as a browser has.
fn within(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn hostile_formulas_are_bounded() {
    let n = 10_000;
    let mut texts: Vec<(String, String)> = [
        ("braces", "{".repeat(n)),
        ("closing braces", "}".repeat(n)),
        ("closed braces", "{".repeat(n) + &"}".repeat(n)),
        ("left", "\\left(".repeat(n)),
        ("environments", "\\begin{a}".repeat(n)),
        ("matrices", "\\begin{matrix}".repeat(1000)),
        ("roots", "\\sqrt".repeat(n) + "x"),
        ("roots that fit", "\\sqrt".repeat(1900) + "x"),
        ("fractions", "\\frac".repeat(1900) + "x"),
        ("powers", "x^".repeat(n)),
        ("powers of groups", "x^{".repeat(1000)),
        ("subs", "_".repeat(n)),
        ("primes", "x".to_owned() + &"'".repeat(n)),
        (
            "cells",
            "\\begin{matrix}".to_owned() + &"&".repeat(n) + "\\end{matrix}",
        ),
        (
            "rows",
            "\\begin{matrix}".to_owned() + &"\\\\".repeat(1900) + "\\end{matrix}",
        ),
        (
            "columns",
            "\\begin{array}{".to_owned() + &"c|".repeat(4000) + "}a\\end{array}",
        ),
        ("nots", "\\not".repeat(1900)),
        ("spaces", "\\,".repeat(1900) + "+" + &"\\,".repeat(90)),
        ("percent", "%".repeat(n)),
        ("backslashes", "\\".repeat(n)),
        ("hashes", "#".repeat(n)),
        ("letters", "x".repeat(n)),
        ("functions", "\\sin ".repeat(1900)),
        ("a lone backslash", "\\".to_owned()),
        ("endless", "\\def\\a{\\a}\\a".to_owned()),
        ("endless and growing", "\\def\\a{\\a\\a}\\a".to_owned()),
        (
            "endless in two",
            "\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a".to_owned(),
        ),
        (
            "arguments",
            "\\def\\a#1{#1#1}".to_owned() + &"\\a{".repeat(40) + "x" + &"}".repeat(40),
        ),
        (
            "wide",
            "\\hspace{99999999em}x\\kern1e30pt\\rule{9999em}{9999em}".to_owned(),
        ),
        (
            "colour",
            "\\color{red;background:url(http://a.b)}x".to_owned(),
        ),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect();
    let bomb: String = (0..26)
        .map(|i| {
            let (now, before) = ((b'b' + i) as char, (b'a' + i) as char);
            let body = format!("\\{before}x").repeat(10);
            if i == 25 {
                String::new()
            } else {
                format!("\\def\\{now}x{{{body}}}")
            }
        })
        .collect();
    texts.push(("macro bomb".to_owned(), format!("\\def\\ax{{x}}{bomb}\\zx")));
    within(move || {
        for (name, text) in texts {
            let begin = Instant::now();
            let made = render(&text, true);
            let took = begin.elapsed();
            let short = match &made {
                Ok(node) => {
                    harmless(node);
                    assert!(depth(node) <= DEEPEST, "{name}");
                    "drawn".to_owned()
                }
                Err(why) => format!("{why:?}"),
            };
            println!("{name:20} {took:9.1?} {short}");
            assert!(took < Duration::from_secs(5), "{name}: {took:?}");
        }
    });
}

#[test]
fn markup_in_a_formula_is_text() {
    for tex in [
        "\\operatorname{<script>alert(1)</script>}",
        "\\text{<img src=x onerror=alert(1)>}",
        "\\mathrm{</mi><script>}",
        "\\operatorname{</mi></mrow></math><a href=\"x\">}",
        "\\href{javascript:alert(1)}{x}",
        "\\url{javascript:alert(1)}",
        "\\unicode{60}script",
        "\\class{evil}{x}",
        "\\style{color:red}{x}",
        "\\htmlData{a=b}{x}",
        "\\includegraphics{http://a.b/c.png}",
        "\\color{#f00\" onclick=\"x}y",
        "a < b > c \\& d \\lt e",
        "<script>",
        "\\text{&lt;b&gt;}",
        "\\text{\u{202e}abc\u{0}}",
    ] {
        match render(tex, false) {
            Ok(node) => {
                harmless(&node);
                println!("{tex}: {node:?}");
            }
            Err(why) => println!("{tex}: {why:?}"),
        }
    }
    let text = format!("{:?}", render("a<b\\&\\text{<i>&lt;}", false).unwrap());
    for wanted in ["Text(\"<\")", "Text(\"&\")", "Text(\"<i>&lt;\")"] {
        assert!(text.contains(wanted), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_formula_is_drawn_or_refused(pieces in fragments(), display: bool) {
        if let Ok(node) = render(&pieces.concat(), display) {
            harmless(&node);
            prop_assert!(depth(&node) <= DEEPEST);
        }
    }

    #[test]
    fn any_text_is_drawn_or_refused(text in "[a-c\\\\{}^_&#$%\\[\\]() 0-9'<>=.|é中\\n\\t\"`*-]{0,40}", display: bool) {
        if let Ok(node) = render(&text, display) {
            harmless(&node);
        }
    }
}

fn cases() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}
