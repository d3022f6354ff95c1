//! What of a text is said when it is read aloud: its words, without marks. Code is left out, and so is HTML.

use crate::ast::{Block, Inline, Item};
use crate::read::parse;

/// The words of a Markdown text, a paragraph each for its blocks.
pub fn spoken(text: &str) -> String {
    let mut out = Vec::new();
    blocks(&parse(text), &mut out);
    out.join("\n\n")
}

fn blocks(all: &[Block], out: &mut Vec<String>) {
    for block in all {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => say(content, out),
            Block::List { items, .. } => {
                for Item { blocks: inner, .. } in items {
                    blocks(inner, out);
                }
            }
            Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => blocks(inner, out),
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
                    push(cells.join(", "), out);
                }
            }
            _ => {}
        }
    }
}

fn say(content: &[Inline], out: &mut Vec<String>) {
    push(words(content), out);
}

fn push(text: String, out: &mut Vec<String>) {
    if !text.trim().is_empty() {
        out.push(text.trim().to_string());
    }
}

fn words(content: &[Inline]) -> String {
    let mut out = String::new();
    inline(content, &mut out);
    out
}

fn inline(content: &[Inline], out: &mut String) {
    for one in content {
        match one {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Link { content: inner, .. } => inline(inner, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Math { tex, .. } => out.push_str(tex),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn words_without_marks() {
        let check = |text: &str, expect: &str| assert_eq!(spoken(text), expect, "{text}");
        check("# One\n\n*two* **three**\nfour", "One\n\ntwo three four");
        check("- a\n- [b](https://b.example)\n\n> c", "a\n\nb\n\nc");
        check("```rust\nfn main() {}\n```\n\nAfter `x`.", "After x.");
        check("| a | b |\n|---|---|\n| c | d |", "a, b\n\nc, d");
        check("<b>x</b>", "x");
        check("***", "");
    }
}
