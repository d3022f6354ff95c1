#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::Stream;
use crate::{Block, Inline, Patch, parse};

/// The plainest renderer: what patches do to nodes, done to the tree itself.
#[derive(Default)]
struct Model(Vec<Block>, Made);

/// Whether the text node made last is the last one shown, as [`Patch::Text`] promises.
#[derive(Default)]
struct Made(bool);

impl Model {
    fn apply(&mut self, patches: Vec<Patch>) {
        for patch in patches {
            self.watch(&patch);
            match patch {
                Patch::Blocks { from, blocks } => {
                    assert!(from <= self.0.len(), "from {from} of {}", self.0.len());
                    self.0.truncate(from);
                    self.0.extend(blocks);
                }
                Patch::Items {
                    from,
                    tight: now,
                    items: more,
                } => {
                    let Some(Block::List { tight, items, .. }) = self.0.last_mut() else {
                        panic!("no list at the end")
                    };
                    assert!(from <= items.len());
                    *tight = now;
                    items.truncate(from);
                    items.extend(more);
                }
                Patch::Rows { from, rows: more } => {
                    let Some(Block::Table { rows, .. }) = self.0.last_mut() else {
                        panic!("no table at the end")
                    };
                    assert!(from <= rows.len());
                    rows.truncate(from);
                    rows.extend(more);
                }
                Patch::Text(more) => {
                    last_leaf(self.0.last_mut().expect("a node"))
                        .expect("a text")
                        .push_str(&more);
                }
                Patch::Block { index, block } => self.0[index] = block,
            }
        }
    }
}

impl Model {
    fn watch(&mut self, patch: &Patch) {
        let has_text = |blocks: &[Block]| {
            blocks
                .to_vec()
                .iter_mut()
                .rev()
                .find_map(last_leaf)
                .is_some()
        };
        self.1.0 = match patch {
            Patch::Blocks { blocks, .. } => has_text(blocks),
            Patch::Items { items, .. } => items.iter().any(|item| has_text(&item.blocks)),
            Patch::Rows { rows, .. } => rows
                .iter()
                .flatten()
                .any(|cell| inline_leaf(&mut cell.clone()).is_some()),
            Patch::Text(_) => {
                assert!(self.1.0, "no text was made last");
                true
            }
            Patch::Block { .. } => self.1.0,
        };
    }
}

fn last_leaf(block: &mut Block) -> Option<&mut String> {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => inline_leaf(content),
        Block::Code { text, .. } | Block::Html(text) => Some(text),
        Block::List { items, .. } => items
            .iter_mut()
            .rev()
            .flat_map(|item| item.blocks.iter_mut().rev())
            .find_map(last_leaf),
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => {
            blocks.iter_mut().rev().find_map(last_leaf)
        }
        Block::Table { head, rows, .. } => {
            let cells = head.iter_mut().chain(rows.iter_mut().flatten());
            cells.rev().find_map(|cell| inline_leaf(cell))
        }
        Block::Rule => None,
    }
}

fn inline_leaf(content: &mut [Inline]) -> Option<&mut String> {
    content.iter_mut().rev().find_map(|inline| match inline {
        Inline::Text(text) => Some(text),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => {
            inline_leaf(content)
        }
        Inline::Link { content, .. } => inline_leaf(content),
        _ => None,
    })
}

/// What a fence holds back is not shown yet; definitions show their effect at the end.
fn comparable(source: &str) -> bool {
    let last = source.rsplit('\n').next().unwrap();
    !source.contains("]:") && !last.trim_matches(' ').chars().all(|c| c == '`' || c == '~')
}

/// Pushes the pieces and compares the end with [`parse`]; with nothing throttled, every step between too.
fn check<'a>(pieces: impl Iterator<Item = &'a str> + Clone, large: usize) {
    let mut stream = Stream::with_large(large);
    let mut model = Model::default();
    let mut whole = String::new();
    for piece in pieces {
        whole.push_str(piece);
        model.apply(stream.push(piece));
        assert!(stream.settled() <= model.0.len());
        if large == usize::MAX && !whole.ends_with('\r') && comparable(stream.source()) {
            assert_eq!(
                model.0,
                parse(stream.source()),
                "after {:?}",
                stream.source()
            );
        }
    }
    model.apply(stream.finish());
    assert_eq!(model.0, parse(&whole), "the whole of {whole:?}");
    assert_eq!(stream.settled(), model.0.len(), "settled of {whole:?}");
    assert!(stream.finish().is_empty() && stream.push("more").is_empty());
}

fn pieces_of(text: &str, size: usize) -> impl Iterator<Item = &str> + Clone {
    let mut from = 0;
    std::iter::from_fn(move || {
        let mut to = (from + size).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let piece = &text[from..to];
        from = to;
        (!piece.is_empty()).then_some(piece)
    })
}

#[test]
fn every_cut_of_the_tricky_texts_ends_in_the_same_tree() {
    for text in TRICKY {
        for text in [
            text.to_string(),
            text.replace('\n', "\r\n"),
            format!("{text}\n\nAfter.\n"),
        ] {
            for large in [usize::MAX, 1, 24] {
                check(std::iter::once(text.as_str()), large);
                for size in 1..8 {
                    check(pieces_of(&text, size), large);
                }
                for (at, _) in text.char_indices() {
                    check([&text[..at], &text[at..]].into_iter(), large);
                }
            }
        }
    }
}

/// Texts whose meaning turns on what follows.
const TRICKY: &[&str] = &[
    "Heading\n===\n\nOther\n---\ntext\n--- \nx\n-- a\n",
    "para\n- item\n\npara\n-\n- \n-- \n---\n",
    "> quote\nlazy\n> more\n\n> other\n>\n> - a\n> - b\n>\n> - c\nlazy too\n",
    "- a\n- b\n\n- c\n- d\n\ntext\n",
    "- a\n\n  b\n- c\n  - d\n\n  - e\n    f\n\n\n- g\n",
    "* a\n* b\n+ c\n\n1. d\n2. e\n3) f\n4) g\n\n10. h\n",
    "1. one\n\n   ```rust\n   fn a() {}\n\n   let b;\n   ```\n2. two\n   ~~~\n   open\n",
    "    indented\n\n    more\n\n\ntext\n    lazy\n",
    "- [ ] todo\n- [x] done\n- [X]\n- [y] no\n  - [ ] nested\n\n    para\n",
    "a | b\n--|--\n1 | 2\n3\n| 4 | 5 | 6 |\n\nafter\n",
    "text\n| a | b |\n|---|:-:|\n| `x|y` | **b** |\n| c<br>d | e \\| f |\n- list\n",
    "| a |\n|---|\n> quote\n\n| a | b\n|--\n| c\n",
    "[a], [b][], [c][a] and [d]\n\n# [a]\n\n[a]: /url 'title\nmore'\n[b]: <http://x.y>\n\n> [d]: tel:1\n\n- [a]\n",
    "[a]:\n/url\n'title'\ntext [a]\n\n[b]: /u 'x\n\ny'\n[b]\n",
    "Note[^1] and [^two], [^none].\n\n[^1]: First\n    more\n\n    - list\n\n[^two]: Second\nlazy\n\ntext[^1]\n",
    "<div>\n*a*\n\n*b*\n</div>\n\n<!-- c\n\nd -->\n<script>\nx\n\ny\n</script>\ntext <b>bold</b> <br> <br/>\n",
    "*a **b***c* **d*e** ~~f~~ ~g~ `h``i` ``j`k`` \\*l\\* &amp; &copy; &#35; &nope;\n***\n* * *\n",
    "**bold\nover lines** and *em\n\n* not closed**\n\n**a** b **c\n",
    "one\ttwo\n\n-\ttab\n\n\tcode\n\n>\tq\n\n1.\ttab\n\n\t  more\n",
    "a\0b\n\n```\0x\n\0\n```\n",
    "```rust,ignore title\nfn main() {}\n```\n~~~\n```\n~~~ \n````md\n```\n````\nafter\n```x`y\n``` unclosed",
    "```\n\n\n   ```\nafter\n ```\n indented\n   more\n ```\n```\n    ```\n  ``\n  ",
    "line  \nbreak\\\nother\\\n\nend  \n",
    "# t\t \n# one #\n## two ##x #\n### \n#no\n####### seven\n# a\\\nb\n",
    "see https://example.com/a_b(c).\nhttp://x.y, www.example.org! xhttps://no and <https://auto.link> <a@b.c>\n",
    "中文段落，**粗体**字。见https://例子.cn/路径。\n\n- 一\n- 二 🎉👨‍👩‍👧\n\n|表|头|\n|-|-|\n|甲|乙|\n",
    "![alt *em* `c`](http://i.png \"t\") [![in](a.png)](b) [x](<a b> (t)) [y](\n z 'w') ![r]\n",
    "- ```\n  a\n\n  b\n\n- c\n\n      code\n- > q\n  > r\n\n  s\n",
    "- - - a\n    - b\n  - c\n- d\n\n  e\n- - f\n\n    g\n",
    "- a\n -  b\n  - c\n   - d\n    - e\n\n     f\n",
    "1. a\n1. b\n\nx\n2. not\n1. yes\n",
    "-\n  a\n-\n\n  b\n-\n\n\n- c\n",
    "> - a\n> ```\n> x\n\n> ```\ny\n> # h\n> | a | b |\n> |---|---|\n> | c |\n",
    "a\n\n\n\n   b\n \t \nc\n \n  \n",
    "- [a]: /u\n\n  [b]: /v\n-\n- foo [a]\n",
    "- ```\n  x\n  ```\n\n- ```\n  y\n  ```\n- foo\n",
    "> 1.\n> - 2. x\n\nTerm\n: no\n\n$x$ ^a^ ~b~ {#id}\n\n# h {#id}\n",
    "- a\n\n  [b]: /v\n-\n- foo\n\n> x\n[c]: /u\n-\n- y\n",
    "[^1]: note\n\t[^1]:-->\n   [^2]: x\n[^3]:[^4]:y\n[a]: <",
    "para\n|\\\n|---|---|\n\npara\n| a |\n|--|--|\n",
    "&am",
    "\u{feff}# bom\n",
    "",
    "\n\n",
    "\r\r\n\r",
];

fn fragments() -> impl Strategy<Value = Vec<String>> {
    let fixed = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n2) ",
        "\n* ",
        "\n   - ",
        "# ",
        "## ",
        "- ",
        "+ ",
        "> ",
        "1. ",
        "```",
        "~~~",
        "````",
        "```rust\n",
        "\n```\n",
        "\n---\n",
        "\n===\n",
        "***",
        "**",
        "*",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "|",
        " | ",
        "\n|---|---|\n",
        "\n|-|\n",
        "\n| a | b |\n",
        "[",
        "]",
        "](",
        ")",
        "](x)",
        "![",
        "[a]",
        "<",
        ">",
        "<br>",
        "<div>\n",
        "</div>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        ";",
        "\\",
        "\\*",
        "[ ] ",
        "[x] ",
        "https://a.b/c",
        "www.",
        "www.x.y",
        "http://",
        ".",
        ",",
        "!",
        " ",
        "  ",
        "\t",
        "    ",
        "word",
        "two words",
        "and so on, it goes",
        "1",
        "23",
        "é",
        "中",
        "中文字",
        "。",
        "🎉",
        "\u{a0}",
        "\u{3000}",
        "\r\n",
        "\r",
        "\0",
        ":",
        "::",
        "'",
        "\"",
        "(",
        "-",
        "=",
        "+",
        "#",
        " #",
        "\n: x",
        "www",
        "w",
        "h",
        "a-b",
        "{",
        "}",
        "$",
        "^",
        "~",
    ]);
    let defining = prop::sample::select(vec![
        "[a]: /u\n",
        "[^1]: note\n",
        "[^1]",
        "[a]:",
        "\n[a]: <",
        " 'title'",
        "[a][]",
        "[^1]:",
    ]);
    prop_oneof![
        prop::collection::vec(fixed.clone().prop_map(str::to_owned), 0..40),
        prop::collection::vec(
            prop_oneof![5 => fixed, 2 => defining].prop_map(str::to_owned),
            0..40
        ),
        prop::collection::vec("[a-c \\n>*|`\\[\\]()#1.~-]{1,6}", 0..20),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_pieces(pieces in fragments(), large in prop::sample::select(vec![usize::MAX, usize::MAX, 1, 30, 200])) {
        check(pieces.iter().map(String::as_str), large);
        let whole = pieces.concat();
        check(pieces_of(&whole, 1), large);
        check(pieces_of(&whole, 5), large);
    }

    #[test]
    fn tricky_texts_joined(parts in prop::collection::vec(prop::sample::select(TRICKY), 1..4), size in 1..40usize, large in prop::sample::select(vec![usize::MAX, 1, 60])) {
        check(pieces_of(&parts.concat(), size), large);
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(400)
}
