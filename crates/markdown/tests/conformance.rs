//! Every example of the CommonMark and GFM specifications, through our tree to the HTML they print.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use markdown::parse;
use serde::Deserialize;

#[path = "conformance/html.rs"]
mod html;
#[path = "conformance/known.rs"]
mod known;

#[derive(Deserialize)]
struct Example {
    example: u32,
    section: String,
    markdown: String,
    html: String,
}

fn check(name: &str, data: &str, known: &[known::Known]) {
    let examples: Vec<Example> = serde_json::from_str(data).unwrap();
    let mut wrong = Vec::new();
    let mut missed = 0;
    for example in &examples {
        let ours = html::html(&parse(&example.markdown));
        let same = example.html == "<IGNORE>\n" || normal(&ours) == normal(&example.html);
        let named = known.iter().find(|(number, _)| *number == example.example);
        match (same, named) {
            (true, None) => {}
            (false, Some((number, why))) => {
                missed += 1;
                println!("{name} {number} ({}): {why}", example.section);
            }
            (true, Some((number, _))) => {
                wrong.push(format!("{number} passes now: strike it from known.rs"));
            }
            (false, None) => {
                missed += 1;
                wrong.push(format!(
                    "{} ({}):\n{}\nwant:\n{}\ngot:\n{ours}",
                    example.example, example.section, example.markdown, example.html
                ));
            }
        }
    }
    let all = examples.len();
    println!("{name}: {} of {all} examples", all - missed);
    assert!(
        wrong.is_empty(),
        "{name}: {}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Check boxes are written in two ways. A bare `www.` opens by `https` here, as browsers do by themselves today.
fn normal(html: &str) -> String {
    html.replace(
        "<input type=\"checkbox\" checked=\"\" disabled=\"\" />",
        "[x]",
    )
    .replace(
        "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
        "[x]",
    )
    .replace("<input type=\"checkbox\" disabled=\"\" />", "[ ]")
    .replace("<input disabled=\"\" type=\"checkbox\">", "[ ]")
    .replace("&#x27;", "'")
    .replace("href=\"http://www.", "href=\"https://www.")
    .trim_end()
    .to_owned()
}

#[test]
fn commonmark() {
    check(
        "CommonMark 0.31.2",
        include_str!("data/commonmark-0.31.2.json"),
        known::COMMONMARK,
    );
}

#[test]
fn gfm() {
    check("GFM 0.29", include_str!("data/gfm-0.29.json"), known::GFM);
}

#[test]
fn extensions() {
    check(
        "cmark-gfm",
        include_str!("data/cmark-gfm-extensions.json"),
        known::EXTENSIONS,
    );
}
