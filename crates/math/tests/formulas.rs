//! Formulas as models write them, and what they become.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use math::{MathNode, Unreadable, render};

/// A tree in short: `msup(mi:x mn:2)`.
fn show(node: &MathNode) -> String {
    match node {
        MathNode::Text(text) => text.clone(),
        MathNode::Element {
            name,
            attributes,
            children,
        } => {
            let attributes: String = (attributes.iter())
                .map(|(name, value)| format!("[{name}={value}]"))
                .collect();
            match &children[..] {
                [] => format!("{name}{attributes}"),
                [MathNode::Text(text)] => format!("{name}{attributes}:{text}"),
                _ => {
                    let inside: Vec<String> = children.iter().map(show).collect();
                    format!("{name}{attributes}({})", inside.join(" "))
                }
            }
        }
    }
}

/// Pairs of lines: a formula, and indented what it becomes as a display or why it does not.
#[test]
fn each_becomes_what_the_table_says() {
    let table = include_str!("data/formulas.txt");
    let mut lines = table.lines();
    let mut wrong = Vec::new();
    let mut count = 0;
    while let Some(tex) = lines.next() {
        let want = lines.next().unwrap_or_default();
        let got = match render(tex, true) {
            Ok(node) => show(&node).replacen("math[display=block]", "", 1),
            Err(why) => format!("! {why:?}"),
        };
        count += 1;
        if want.trim_start() != got {
            wrong.push(format!("{tex}\n    {got}"));
        }
    }
    assert!(count >= 60, "{count}");
    assert!(wrong.is_empty(), "otherwise now:\n{}", wrong.join("\n"));
}

#[test]
fn inline_and_display_differ() {
    let tex = "\\sum_{i} x";
    let inline = show(&render(tex, false).unwrap());
    let display = show(&render(tex, true).unwrap());
    assert!(inline.starts_with("math[display=inline](msub("), "{inline}");
    assert!(
        display.starts_with("math[display=block](munder("),
        "{display}"
    );
}

#[test]
fn what_is_broken_says_why() {
    for tex in [
        "\\frac{1}{",
        "\\unknown",
        "x^2^3",
        "}",
        "\\begin{nope}x\\end{nope}",
    ] {
        let Err(Unreadable::Syntax(why)) = render(tex, false) else {
            panic!("{tex}");
        };
        assert!(!why.is_empty() && !why.contains('\n'), "{why}");
    }
    assert_eq!(render(&"x".repeat(20_000), false), Err(Unreadable::TooLong));
    assert_eq!(render(&"{".repeat(100), false), Err(Unreadable::TooDeep));
}
