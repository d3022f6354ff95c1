//! Markdown as nodes: what is built, and what hostile text does not build.

use super::element;
use crate::browser::markdown_nodes::{MarkdownLabels, MarkdownNodes};
use markdown::{Align, Block, Inline, Item, Patch};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

fn labels() -> MarkdownLabels {
    MarkdownLabels {
        copy: "Copy".to_owned(),
        copied: "Copied".to_owned(),
        code: "Code".to_owned(),
        table: "Table".to_owned(),
        image: "Image".to_owned(),
        done: "Done".to_owned(),
        to_do: "To do".to_owned(),
        footnote: "Footnote".to_owned(),
        back: "Back".to_owned(),
        wrap: "Wrap".to_owned(),
        save: "Save".to_owned(),
        preview: "Preview".to_owned(),
        csv: "CSV".to_owned(),
        tsv: "TSV".to_owned(),
        formula: "Unread".to_owned(),
    }
}

fn shown(blocks: &[Block]) -> Element {
    let element = element();
    MarkdownNodes::new(&element, "m1", &labels()).show(blocks);
    element.remove();
    element
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(content)
}

fn link(url: &str, shown: &str) -> Inline {
    Inline::Link {
        url: url.to_owned(),
        title: String::new(),
        content: vec![text(shown)],
    }
}

fn check(blocks: &[Block], html: &str) {
    assert_eq!(blocks_of(&shown(blocks)), html);
}

/// The blocks' HTML, without the stretches that hold them.
fn blocks_of(element: &Element) -> String {
    let stretches = element.children();
    (0..stretches.length())
        .filter_map(|at| stretches.item(at))
        .map(|stretch| stretch.inner_html())
        .collect()
}

#[wasm_bindgen_test]
fn blocks_and_inlines() {
    check(
        &[
            Block::Heading {
                level: 1,
                content: vec![text("Title")],
            },
            paragraph(vec![
                text("a "),
                Inline::Strong(vec![text("b"), Inline::Emphasis(vec![text("c")])]),
                Inline::SoftBreak,
                Inline::Code("d<e".to_owned()),
                Inline::HardBreak,
                Inline::Strike(vec![text("f")]),
            ]),
            Block::Rule,
            Block::Quote(vec![paragraph(vec![text("said")])]),
        ],
        "<h3 dir=\"auto\">Title</h3>\
         <p dir=\"auto\">a <strong>b<em>c</em></strong>\n<code dir=\"ltr\">d&lt;e</code><br><s>f</s></p>\
         <hr dir=\"auto\"><blockquote dir=\"auto\"><p>said</p></blockquote>",
    );
}

#[wasm_bindgen_test]
fn lists_with_tasks() {
    check(
        &[Block::List {
            start: Some(3),
            tight: true,
            items: vec![Item {
                task: Some(true),
                blocks: vec![paragraph(vec![text("x")])],
            }],
        }],
        "<ol start=\"3\" class=\"tight\" dir=\"auto\"><li class=\"task\"><input type=\"checkbox\" disabled=\"\" \
         checked=\"\" aria-label=\"Done\"><p>x</p></li></ol>",
    );
}

#[wasm_bindgen_test]
fn code_with_its_tools() {
    check(
        &[Block::Code {
            language: Some("unheard-of".to_owned()),
            text: "let a = \"<b>\";\n".to_owned(),
        }],
        "<figure class=\"code\" data-language=\"unheard-of\"><figcaption><span class=\"code-lang\">unheard-of</span>\
         <button type=\"button\" data-do=\"wrap\" data-testid=\"block-wrap\" aria-pressed=\"false\">Wrap</button>\
         <button type=\"button\" data-do=\"save\" data-testid=\"block-save\">Save</button>\
         <button type=\"button\" data-do=\"copy\" data-testid=\"block-copy\">Copy</button></figcaption>\
         <pre tabindex=\"0\" dir=\"ltr\"><code>let a = \"&lt;b&gt;\";\n</code></pre></figure>",
    );
}

#[wasm_bindgen_test]
fn tables_scroll_in_a_frame() {
    check(
        &[Block::Table {
            aligns: vec![Align::None, Align::Right],
            head: vec![vec![text("a")], vec![text("b")]],
            rows: vec![vec![vec![text("1")], vec![text("2")]]],
        }],
        "<div class=\"table-place\" dir=\"auto\"><div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead>\
         <tbody><tr><td>1</td><td class=\"right\">2</td></tr></tbody></table></div>\
         <div class=\"table-tools\"><button type=\"button\" data-do=\"csv\" data-testid=\"block-csv\">CSV</button>\
         <button type=\"button\" data-do=\"tsv\" data-testid=\"block-tsv\">TSV</button></div></div>",
    );
}

#[wasm_bindgen_test]
fn links_say_where_they_go() {
    let anchor = |url: &str, shown: &str| {
        format!(
            "<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"{url}\" title=\"{url}\">{shown}</a>"
        )
    };
    let host = |host: &str| format!("<span class=\"link-host\" dir=\"ltr\"> ({host})</span>");
    let check = |url: &str, shown: &str, told: Option<&str>| {
        check(
            &[paragraph(vec![link(url, shown)])],
            &format!(
                "<p dir=\"auto\">{}{}</p>",
                anchor(url, shown),
                told.map(host).unwrap_or_default()
            ),
        );
    };
    check("https://example.org/a", "here", Some("example.org"));
    check("https://example.org/a", "https://example.org/a", None);
    check("https://example.org/a", "example.org", None);
    check("https://example.org", "Example.org/a", None);
    check(
        "https://evil.example",
        "https://bank.example",
        Some("evil.example"),
    );
    check(
        "https://evil.example",
        "evil.example.bank.example",
        Some("evil.example"),
    );
    check("mailto:a@example.org", "a@example.org", None);
    check("mailto:a@example.org", "write", Some("a@example.org"));
}

#[wasm_bindgen_test]
fn images_are_named_and_not_loaded() {
    let image = |url: &str| {
        blocks_of(&shown(&[paragraph(vec![Inline::Image {
            url: url.to_owned(),
            title: String::new(),
            alt: "a cat".to_owned(),
        }])]))
    };
    assert_eq!(
        image("https://tracker.example/x.png"),
        "<p dir=\"auto\"><a class=\"image-link\" rel=\"noopener noreferrer\" target=\"_blank\" \
         href=\"https://tracker.example/x.png\" title=\"https://tracker.example/x.png\">\
         Image: a cat (tracker.example)</a></p>"
    );
    assert_eq!(
        image("javascript:alert(1)"),
        "<p dir=\"auto\">Image: a cat</p>"
    );
}

#[wasm_bindgen_test]
fn footnotes_lead_there_and_back() {
    let element = shown(&[
        paragraph(vec![
            text("x"),
            Inline::FootnoteRef("odd \"label\"".to_owned()),
        ]),
        Block::Footnote {
            label: "odd \"label\"".to_owned(),
            blocks: vec![paragraph(vec![text("note")])],
        },
    ]);
    let find = |selector: &str| element.query_selector(selector).unwrap();
    assert!(
        find("sup > a[data-jump='m1-note-1'][data-ref='m1-ref-1'][role='doc-noteref']").is_some()
    );
    assert!(find("#m1-note-1 > a[data-jump='m1-ref-1'][role='doc-backlink']").is_some());
    assert!(find("a[target]").is_none(), "they open no new tab");
}

#[wasm_bindgen_test]
fn hostile_text_stays_text() {
    let attack = "</code></pre><script>top.hacked=1</script><img src=x onerror='top.hacked=1'><svg onload=top.hacked=1>";
    let urls = [
        "javascript:top.hacked=1",
        "JaVaScRiPt:top.hacked=1",
        "java\tscript:top.hacked=1",
        "\u{1}javascript:top.hacked=1",
        "data:text/html,<script>top.hacked=1</script>",
        "vbscript:x",
        "https://a.example/\" onclick=\"top.hacked=1",
    ];
    let mut blocks = vec![
        paragraph(vec![
            text(attack),
            Inline::Code(attack.to_owned()),
            Inline::Html(attack.to_owned()),
            Inline::FootnoteRef(attack.to_owned()),
        ]),
        Block::Html(attack.to_owned()),
        Block::Code {
            language: Some(attack.to_owned()),
            text: attack.to_owned(),
        },
        Block::Footnote {
            label: attack.to_owned(),
            blocks: Vec::new(),
        },
    ];
    for url in urls {
        blocks.push(paragraph(vec![
            Inline::Link {
                url: url.to_owned(),
                title: attack.to_owned(),
                content: vec![text(attack)],
            },
            Inline::Image {
                url: url.to_owned(),
                title: attack.to_owned(),
                alt: attack.to_owned(),
            },
        ]));
    }
    let element = shown(&blocks);
    let all = element.query_selector_all("*").unwrap();
    for index in 0..all.length() {
        use wasm_bindgen::JsCast;
        let node: Element = all.get(index).unwrap().dyn_into().unwrap();
        let tag = node.tag_name().to_lowercase();
        assert!(
            !["script", "img", "svg", "iframe", "object", "style"].contains(&tag.as_str()),
            "{tag}"
        );
        for name in node.get_attribute_names().iter() {
            let name = name.as_string().unwrap();
            assert!(
                !name.starts_with("on") && name != "style" && name != "src",
                "{name}"
            );
        }
        if let Some(href) = node.get_attribute("href") {
            assert!(
                ["https:", "http:", "mailto:", "tel:", "#m1-"]
                    .iter()
                    .any(|start| href.starts_with(start)),
                "{href}"
            );
        }
    }
}

#[wasm_bindgen_test]
fn nesting_without_end_ends() {
    let mut block = paragraph(vec![text("core")]);
    for _ in 0..300 {
        block = Block::Quote(vec![block]);
    }
    let element = shown(&[block]);
    assert_eq!(element.text_content().unwrap(), "core");
    assert!(element.query_selector_all("blockquote").unwrap().length() < 50);
}

#[wasm_bindgen_test]
fn patches_touch_only_what_they_name() {
    let element = element();
    let mut nodes = MarkdownNodes::new(&element, "m1", &labels());
    nodes.apply(vec![Patch::Blocks {
        from: 0,
        blocks: vec![paragraph(vec![text("one")]), paragraph(vec![text("tw")])],
    }]);
    let first = element.query_selector("p").unwrap().unwrap();
    nodes.apply(vec![Patch::Text("o".to_owned())]);
    assert_eq!(element.text_content().unwrap(), "onetwo");
    nodes.apply(vec![
        Patch::Blocks {
            from: 1,
            blocks: vec![Block::List {
                start: None,
                tight: true,
                items: vec![Item {
                    task: None,
                    blocks: vec![paragraph(vec![text("a")])],
                }],
            }],
        },
        Patch::Items {
            from: 1,
            tight: false,
            items: vec![Item {
                task: None,
                blocks: vec![paragraph(vec![text("b")])],
            }],
        },
        Patch::Text("c".to_owned()),
    ]);
    assert_eq!(
        blocks_of(&element),
        "<p dir=\"auto\">one</p><ul class=\"\" dir=\"auto\"><li><p>a</p></li><li><p>bc</p></li></ul>"
    );
    nodes.apply(vec![
        Patch::Items {
            from: 0,
            tight: true,
            items: Vec::new(),
        },
        Patch::Block {
            index: 1,
            block: Block::Table {
                aligns: vec![Align::Center],
                head: vec![vec![text("h")]],
                rows: Vec::new(),
            },
        },
        Patch::Rows {
            from: 0,
            rows: vec![vec![vec![text("r")]]],
        },
        Patch::Text("s".to_owned()),
    ]);
    assert_eq!(
        element
            .query_selector("td.center")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap(),
        "rs"
    );
    assert!(
        element.query_selector("p").unwrap().unwrap() == first,
        "the first block is the same node still"
    );
    nodes.clear();
    assert!(nodes.is_empty() && element.child_element_count() == 0);
    element.remove();
}

/// However blocks come and go, they stand in order, in full stretches but for the last.
#[wasm_bindgen_test]
fn stretches_are_filled_in_order() {
    let element = element();
    let mut nodes = MarkdownNodes::new(&element, "m1", &labels());
    let paragraphs = |words: std::ops::Range<usize>| -> Vec<Block> {
        words
            .map(|n| paragraph(vec![text(&n.to_string())]))
            .collect()
    };
    let mut expect = |from: usize, blocks: Vec<Block>, wanted: &str, counts: &[u32]| {
        nodes.apply(vec![Patch::Blocks { from, blocks }]);
        let children = element.children();
        let found: Vec<u32> = (0..children.length())
            .map(|at| children.item(at).unwrap().child_element_count())
            .collect();
        assert_eq!(found, counts);
        assert_eq!(element.text_content().unwrap(), wanted);
    };
    expect(0, paragraphs(0..5), "01234", &[5]);
    expect(
        5,
        paragraphs(5..30),
        &(0..30).map(|n| n.to_string()).collect::<String>(),
        &[12, 12, 6],
    );
    expect(
        24,
        Vec::new(),
        &(0..24).map(|n| n.to_string()).collect::<String>(),
        &[12, 12],
    );
    expect(
        23,
        paragraphs(7..10),
        &((0..23).chain(7..10))
            .map(|n| n.to_string())
            .collect::<String>(),
        &[12, 12, 2],
    );
    expect(3, paragraphs(3..4), "0123", &[4]);
    nodes.apply(vec![Patch::Block {
        index: 1,
        block: paragraph(vec![text("x")]),
    }]);
    assert_eq!(element.text_content().unwrap(), "0x23");
    element.remove();
}

/// Thousands of blocks: the first stretches are put together, and nothing empty is left when they go.
#[wasm_bindgen_test]
fn stretches_of_a_very_long_text_are_bundled() {
    let element = element();
    let mut nodes = MarkdownNodes::new(&element, "m1", &labels());
    let mut expect = |from: usize, upto: usize, counts: (u32, u32)| {
        let blocks = (from..upto)
            .map(|n| paragraph(vec![text(&format!("{n} "))]))
            .collect();
        nodes.apply(vec![Patch::Blocks { from, blocks }]);
        let bundles = element.query_selector_all(":scope > .bundle").unwrap();
        let found = (bundles.length(), element.child_element_count());
        assert_eq!(found, counts, "{from}..{upto}");
        let wanted: String = (0..upto).map(|n| format!("{n} ")).collect();
        assert_eq!(element.text_content().unwrap(), wanted);
    };
    expect(0, 12 * 127, (0, 127));
    expect(12 * 127, 12 * 128, (1, 65));
    expect(12 * 128, 12 * 300, (3, 3 + 108));
    // Down into a bundle, and on from there.
    expect(700, 700, (1, 1));
    expect(700, 12 * 128, (1, 1 + 69));
    expect(3, 3, (1, 1));
    expect(0, 0, (0, 0));
    expect(0, 12 * 200, (2, 2 + 72));
    element.remove();
}

#[wasm_bindgen_test]
fn code_grows_in_pieces() {
    let element = element();
    let mut nodes = MarkdownNodes::new(&element, "m1", &labels());
    nodes.apply(vec![Patch::Blocks {
        from: 0,
        blocks: vec![Block::Code {
            language: None,
            text: String::new(),
        }],
    }]);
    let line = "0123456789abcdef\n".repeat(16);
    for _ in 0..100 {
        nodes.apply(vec![Patch::Text(line.clone())]);
    }
    let code = element.query_selector("code").unwrap().unwrap();
    assert_eq!(code.text_content().unwrap(), line.repeat(100));
    assert!(code.child_nodes().length() > 1);
    element.remove();
}
