//! Hostile Markdown by the thousand, from its text to the nodes of a page in a browser: no script, no handler, no request, no
//! element and no attribute beyond a fixed list. And what CommonMark's own examples become.

use super::element;
use super::hostile_list::{DISGUISES, FORMS, SCHEMES, WHOLE};
use crate::browser::markdown_nodes::{
    CodePart, MarkdownLabels, MarkdownNodes, ReadLine, give_code, give_math,
};
use crate::browser::time;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const HTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

const ELEMENTS: &[&str] = &[
    "div",
    "p",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "s",
    "code",
    "br",
    "a",
    "span",
    "input",
    "sup",
    "figure",
    "figcaption",
    "button",
];
const OF_FORMULAS: &[&str] = &[
    "math",
    "semantics",
    "annotation",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
];
const ATTRIBUTES: &[&str] = &[
    "dir",
    "class",
    "href",
    "title",
    "rel",
    "target",
    "type",
    "disabled",
    "checked",
    "aria-label",
    "aria-pressed",
    "tabindex",
    "role",
    "scope",
    "start",
    "id",
    "data-do",
    "data-testid",
    "data-jump",
    "data-ref",
    "data-state",
    "data-language",
];
const OF_FORMULAS_ATTRIBUTES: &[&str] = &[
    "display",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "symmetric",
    "largeop",
    "movablelimits",
    "form",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "accent",
    "accentunder",
    "displaystyle",
    "scriptlevel",
    "linethickness",
    "width",
    "height",
    "depth",
    "columnspan",
    "rowspan",
    "mathcolor",
    "mathbackground",
    "class",
    "encoding",
    "voffset",
    "columnalign",
];

fn open(language: &str) -> Option<ReadLine> {
    let lexer = code::Lexer::new(language)?;
    let mut state = code::State::default();
    Some(Box::new(move |line, spans| {
        lexer.line(&mut state, line, 0, spans);
    }))
}

/// Everything that draws is here, so that nothing is tried on sources alone.
fn with_all_parts() {
    give_code(CodePart {
        open,
        file_name: code::file_name,
    });
    give_math(|tex, display| math::render(tex, display).ok());
}

fn labels() -> MarkdownLabels {
    MarkdownLabels::default()
}

/// Every element and attribute in it is of the list; why not, else.
fn problem_in(root: &Element) -> Option<String> {
    let all = root.query_selector_all("*").unwrap();
    (0..all.length())
        .map(|at| all.get(at).unwrap().unchecked_into::<Element>())
        .find_map(|node| problem_with(&node))
}

fn problem_with(node: &Element) -> Option<String> {
    let name = node.local_name();
    let formula = match node.namespace_uri().as_deref() {
        Some(HTML) if ELEMENTS.contains(&name.as_str()) => false,
        Some(MATHML) if OF_FORMULAS.contains(&name.as_str()) => true,
        other => return Some(format!("<{name}> of {other:?}")),
    };
    let known = if formula {
        OF_FORMULAS_ATTRIBUTES
    } else {
        ATTRIBUTES
    };
    for attribute in node.get_attribute_names().iter() {
        let attribute = attribute.as_string().unwrap_or_default();
        if !known.contains(&attribute.as_str()) {
            return Some(format!("<{name} {attribute}>"));
        }
    }
    let href = node.get_attribute("href")?;
    let property = js_sys::Reflect::get(node, &JsValue::from_str("protocol"))
        .ok()
        .and_then(|protocol| protocol.as_string());
    let inside = href.starts_with("#m1-") && node.has_attribute("data-jump");
    // What the browser makes of it counts, too. (":" is what it says of one that it cannot read, and does not follow.)
    let outside = ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| {
        let read = property.as_deref();
        (read == Some(scheme) || read == Some(":")) && href.to_lowercase().starts_with(scheme)
    });
    (!inside && !outside).then(|| format!("href {href:?}, read as {property:?}"))
}

/// Shows a text as a whole in a container that is in the page, and then bit by bit.
fn tried(container: &Element, text: &str) -> Option<String> {
    MarkdownNodes::new(container, "m1", &labels()).show(&markdown::parse(text));
    let problem = problem_in(container);
    let mut nodes = MarkdownNodes::new(container, "m1", &labels());
    let mut stream = markdown::Stream::new();
    let mut rest = text;
    while let Some(end) = (7..=rest.len()).find(|at| rest.is_char_boundary(*at)) {
        nodes.apply(stream.push(&rest[..end]));
        rest = &rest[end..];
    }
    nodes.apply(stream.push(rest));
    nodes.apply(stream.finish());
    problem.or_else(|| problem_in(container))
}

fn ran() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("__xss")).unwrap()
}

/// Addresses that the page asked for that hold these words.
fn asked_for(words: &str) -> Vec<String> {
    let performance = web_sys::window().unwrap().performance().unwrap();
    performance
        .get_entries_by_type("resource")
        .iter()
        .filter_map(|entry| {
            js_sys::Reflect::get(&entry, &"name".into())
                .ok()?
                .as_string()
        })
        .filter(|name| name.contains(words))
        .collect()
}

#[wasm_bindgen_test]
async fn hostile_markdown_by_the_thousand() {
    with_all_parts();
    let container = element();
    let mut count = 0;
    let mut problems = Vec::new();
    let mut check = |text: &str| {
        count += 1;
        if let Some(problem) = tried(&container, text) {
            problems.push(format!("{problem} in {text:?}"));
        }
    };
    for scheme in SCHEMES {
        for disguise in DISGUISES {
            let url = disguise(scheme);
            for form in FORMS {
                check(&form.replace("URL", &url));
            }
        }
    }
    for text in WHOLE {
        check(text);
        // In places where it is read by other rules.
        for around in [
            "> ",
            "- ",
            "1. ",
            "# ",
            "**",
            "[x](",
            "$",
            "```html\n",
            "| a |\n|---|\n| ",
        ] {
            check(&format!("{around}{text}"));
        }
    }
    // What would run would have run by then.
    time::sleep(100).await;
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(ran().is_undefined(), "something ran: {:?}", ran());
    assert_eq!(asked_for("evil.example"), Vec::<String>::new());
    assert!(count > 2_000, "{count}");
    container.remove();
}

#[derive(Deserialize)]
struct Example {
    example: u32,
    markdown: String,
}

/// All examples of CommonMark, whole and bit by bit; some of them cut at every place, and then the same as when they come whole.
#[wasm_bindgen_test]
fn the_examples_of_commonmark() {
    with_all_parts();
    const EXAMPLES: &str =
        include_str!("../../../crates/markdown/tests/data/commonmark-0.31.2.json");
    let examples: Vec<Example> = serde_json::from_str(EXAMPLES).unwrap();
    assert_eq!(examples.len(), 652);
    let container = element();
    for Example { example, markdown } in &examples {
        if let Some(problem) = tried(&container, markdown) {
            panic!("example {example}: {problem}");
        }
        if example % 12 == 0 {
            same_at_every_split(&container, markdown);
        }
    }
    let blocks = include_str!("../../../crates/practice/src/blocks.md");
    assert_eq!(tried(&container, blocks), None);
    let (at, _) = blocks.char_indices().nth(900).unwrap();
    same_at_every_split(&container, &blocks[..at]);
    container.remove();
}

fn same_at_every_split(container: &Element, text: &str) {
    let shown = |pieces: &[&str]| {
        let mut nodes = MarkdownNodes::new(container, "m1", &labels());
        let mut stream = markdown::Stream::new();
        for piece in pieces {
            nodes.apply(stream.push(piece));
        }
        nodes.apply(stream.finish());
        // A class that was taken away again leaves its attribute.
        container.inner_html().replace(" class=\"\"", "")
    };
    let whole = shown(&[text]);
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        let (before, after) = text.split_at(at);
        assert_eq!(shown(&[before, after]), whole, "cut at {at} of {text:?}");
    }
}

/// Code gets its colours line by line, whenever what makes them comes, and its text is what it was.
#[wasm_bindgen_test]
async fn colours_do_not_touch_the_text() {
    with_all_parts();
    let container = element();
    let mut nodes = MarkdownNodes::new(&container, "m1", &labels());
    let mut stream = markdown::Stream::new();
    let code = "fn main() { let s = \"a < b\"; } // x\n".repeat(40);
    let text = format!("```rust\n{code}```\n");
    for piece in text.as_bytes().chunks(5) {
        nodes.apply(stream.push(std::str::from_utf8(piece).unwrap()));
    }
    nodes.apply(stream.finish());
    let shown = container.query_selector("pre > code").unwrap().unwrap();
    assert_eq!(shown.text_content().unwrap(), code);
    let count = |css: &str| container.query_selector_all(css).unwrap().length();
    assert_eq!((count(".c-string"), count(".c-comment")), (40, 40));
    // A line without end is only text.
    let long = "x".repeat(100_000);
    let mut nodes = MarkdownNodes::new(&container, "m1", &labels());
    let mut stream = markdown::Stream::new();
    nodes.apply(stream.push("```js\n"));
    for piece in long.as_bytes().chunks(1_000) {
        nodes.apply(stream.push(std::str::from_utf8(piece).unwrap()));
    }
    nodes.apply(stream.push("\nlet y = 1;\n```\n"));
    nodes.apply(stream.finish());
    let shown = container.query_selector("pre > code").unwrap().unwrap();
    assert_eq!(
        shown.text_content().unwrap(),
        format!("{long}\nlet y = 1;\n")
    );
    assert_eq!(count(".c-keyword"), 1);
    container.remove();
}

/// A formula that is not closed yet is text; one that cannot be read stays as it was written.
#[wasm_bindgen_test]
fn formulas_are_drawn_when_they_are_whole() {
    with_all_parts();
    let container = element();
    let mut nodes = MarkdownNodes::new(&container, "m1", &labels());
    let mut stream = markdown::Stream::new();
    nodes.apply(stream.push("So $\\frac{1}"));
    assert!(container.query_selector("math").unwrap().is_none());
    nodes.apply(stream.push("{2}$ and $\\nosuch{x}$."));
    nodes.apply(stream.finish());
    assert!(container.query_selector("math mfrac").unwrap().is_some());
    let annotation = container.query_selector("annotation").unwrap().unwrap();
    assert_eq!(annotation.text_content().unwrap(), "\\frac{1}{2}");
    let unread = container
        .query_selector(".math[data-state=unread]")
        .unwrap()
        .unwrap();
    assert_eq!(unread.text_content().unwrap(), "\\nosuch{x}");
    container.remove();
}
