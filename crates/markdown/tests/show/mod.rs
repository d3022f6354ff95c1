//! A tree in short, to compare with.

use markdown::{Block, Inline, Item, parse};

/// A short form of the tree, to compare with.
pub fn show(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(content) => format!("p({})", inlines(content)),
        Block::Heading { level, content } => format!("h{level}({})", inlines(content)),
        Block::Code { language, text } => {
            format!("code[{}]{text:?}", language.as_deref().unwrap_or(""))
        }
        Block::List {
            start,
            tight,
            items,
        } => {
            let kind = start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            format!(
                "{kind}{}({})",
                if *tight { "" } else { "~" },
                items.iter().map(item).collect::<Vec<_>>().join("; ")
            )
        }
        Block::Quote(blocks) => format!("q({})", show(blocks)),
        Block::Table { aligns, head, rows } => {
            let row = |cells: &Vec<Vec<Inline>>| {
                cells
                    .iter()
                    .map(|cell| inlines(cell))
                    .collect::<Vec<_>>()
                    .join("|")
            };
            format!(
                "table{aligns:?}({} / {})",
                row(head),
                rows.iter().map(row).collect::<Vec<_>>().join(" / ")
            )
        }
        Block::Rule => "hr".to_owned(),
        Block::Footnote { label, blocks } => format!("fn[{label}]({})", show(blocks)),
        Block::Html(text) => format!("html{text:?}"),
    }
}

fn item(item: &Item) -> String {
    let task = item
        .task
        .map_or("", |done| if done { "[x]" } else { "[ ]" });
    format!("{task}{}", show(&item.blocks))
}

fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Code(text) => format!("`{text}`"),
            Inline::Emphasis(content) => format!("<em {}>", inlines(content)),
            Inline::Strong(content) => format!("<b {}>", inlines(content)),
            Inline::Strike(content) => format!("<s {}>", inlines(content)),
            Inline::Link {
                url,
                title,
                content,
            } => format!("<a {url} {title:?} {}>", inlines(content)),
            Inline::Image { url, title, alt } => format!("<img {url} {title:?} {alt}>"),
            Inline::FootnoteRef(label) => format!("<fn {label}>"),
            Inline::Html(text) => format!("<html {text}>"),
            Inline::Math { tex, display } => {
                let kind = if *display { "M" } else { "m" };
                format!("<{kind} {tex}>")
            }
            Inline::SoftBreak => "~".to_owned(),
            Inline::HardBreak => "/".to_owned(),
        })
        .collect()
}

pub fn check(text: &str, want: &str) {
    assert_eq!(show(&parse(text)), want, "{text:?}");
}
