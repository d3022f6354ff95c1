//! The tree as a piece of HTML text, for a file that is saved. The page itself never uses it: there, the tree becomes nodes.
//!
//! Everything that was in the text is escaped, raw HTML too; the tags and attributes are those written here and no others.
//! An address becomes a link only where [`crate::safe_url`] lets it, and an image is never more than a link, so that a saved
//! file asks nobody for anything.

use crate::ast::{Align, Block, Inline, Item, Row};
use crate::safe_url;

/// The direction of a block is found by its own letters; what stands in one has its direction.
const AUTO: &str = " dir=\"auto\"";

/// Draws a formula, in a line or as a display: as HTML that is safe, or `None` where it cannot be read.
pub type WriteFormula = fn(tex: &str, display: bool) -> Option<String>;

/// The blocks as HTML, formulas as `formula` writes them, else as their source. What it needs of a style sheet is up to whoever
/// puts it into a document.
pub fn to_html(blocks: &[Block], formula: Option<WriteFormula>) -> String {
    let mut out = Page {
        text: String::new(),
        formula,
    };
    for block in blocks {
        write_block(&mut out, block, AUTO);
    }
    out.text
}

/// What is written, and what writes formulas.
struct Page {
    text: String,
    formula: Option<WriteFormula>,
}

impl Page {
    fn push(&mut self, c: char) {
        self.text.push(c);
    }

    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// A text as HTML shows it: nothing in it is markup, in an element or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no way to write them (a parse error in every form), and they are never seen.
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

fn write_blocks(out: &mut Page, blocks: &[Block]) {
    for block in blocks {
        write_block(out, block, "");
    }
}

fn write_block(out: &mut Page, block: &Block, dir: &str) {
    match block {
        Block::Paragraph(content) => around(out, &format!("<p{dir}>"), "</p>\n", content),
        Block::Heading { level, content } => {
            // The file's own headings stand above those of a text.
            let level = (level + 2).clamp(3, 6);
            let open = format!("<h{level}{dir}>");
            around(out, &open, &format!("</h{level}>\n"), content);
        }
        Block::Code { language, text } => {
            out.push_str("<pre dir=\"ltr\"");
            if let Some(language) = language {
                out.push_str(" data-language=\"");
                escape(&mut out.text, language);
                out.push('"');
            }
            // The first line end after <pre> is dropped by the reader of HTML, so there is one to drop.
            out.push_str(">\n<code>");
            escape(&mut out.text, text);
            out.push_str("</code></pre>\n");
        }
        Block::List {
            start,
            tight,
            items,
        } => {
            match start {
                None => out.push_str(&format!("<ul{dir}>\n")),
                Some(1) => out.push_str(&format!("<ol{dir}>\n")),
                Some(start) => out.push_str(&format!("<ol{dir} start=\"{start}\">\n")),
            }
            for item in items {
                write_item(out, item, *tight);
            }
            out.push_str(if start.is_some() {
                "</ol>\n"
            } else {
                "</ul>\n"
            });
        }
        Block::Quote(blocks) => {
            out.push_str(&format!("<blockquote{dir}>\n"));
            write_blocks(out, blocks);
            out.push_str("</blockquote>\n");
        }
        Block::Table { aligns, head, rows } => write_table(out, aligns, head, rows, dir),
        Block::Rule => out.push_str("<hr>\n"),
        Block::Footnote { label, blocks } => {
            out.push_str("<div class=\"footnote\"");
            out.push_str(dir);
            out.push_str("><sup>");
            escape(&mut out.text, label);
            out.push_str("</sup>\n");
            write_blocks(out, blocks);
            out.push_str("</div>\n");
        }
        Block::Html(text) => {
            out.push_str("<pre class=\"raw\" dir=\"ltr\">\n");
            escape(&mut out.text, text);
            out.push_str("</pre>\n");
        }
    }
}

fn write_item(out: &mut Page, item: &Item, tight: bool) {
    out.push_str(if item.task.is_some() {
        "<li class=\"task\">"
    } else {
        "<li>"
    });
    match item.task {
        Some(true) => out.push_str("\u{2611} "),
        Some(false) => out.push_str("\u{2610} "),
        None => {}
    }
    for block in &item.blocks {
        match block {
            Block::Paragraph(content) if tight => {
                around(out, "", "", content);
            }
            other => write_block(out, other, ""),
        }
    }
    out.push_str("</li>\n");
}

fn write_table(out: &mut Page, aligns: &[Align], head: &Row, rows: &[Row], dir: &str) {
    out.push_str(&format!("<table{dir}>\n<thead>"));
    write_row(out, "th", aligns, head);
    out.push_str("</thead>\n<tbody>");
    for row in rows {
        write_row(out, "td", aligns, row);
    }
    out.push_str("</tbody>\n</table>\n");
}

fn write_row(out: &mut Page, tag: &str, aligns: &[Align], row: &Row) {
    out.push_str("<tr>");
    for (at, align) in aligns.iter().enumerate() {
        let class = match align {
            Align::None => "",
            Align::Left => " class=\"left\"",
            Align::Center => " class=\"center\"",
            Align::Right => " class=\"right\"",
        };
        let content = row.get(at).map(Vec::as_slice).unwrap_or_default();
        around(
            out,
            &format!("<{tag}{class}>"),
            &format!("</{tag}>"),
            content,
        );
    }
    out.push_str("</tr>\n");
}

fn around(out: &mut Page, open: &str, close: &str, content: &[Inline]) {
    out.push_str(open);
    for inline in content {
        write_inline(out, inline);
    }
    out.push_str(close);
}

fn write_inline(out: &mut Page, inline: &Inline) {
    match inline {
        Inline::Text(text) | Inline::Html(text) => escape(&mut out.text, text),
        Inline::Code(text) => {
            out.push_str("<code>");
            escape(&mut out.text, text);
            out.push_str("</code>");
        }
        Inline::Emphasis(content) => around(out, "<em>", "</em>", content),
        Inline::Strong(content) => around(out, "<strong>", "</strong>", content),
        Inline::Strike(content) => around(out, "<s>", "</s>", content),
        Inline::Link { url, content, .. } => match safe_url(url) {
            Some(url) => {
                open_link(out, &url);
                around(out, "", "</a>", content);
            }
            None => around(out, "", "", content),
        },
        Inline::Image { url, alt, .. } => {
            let shown = if alt.trim().is_empty() { url } else { alt };
            match safe_url(url) {
                Some(url) => {
                    open_link(out, &url);
                    escape(&mut out.text, shown);
                    out.push_str("</a>");
                }
                None => escape(&mut out.text, shown),
            }
        }
        Inline::FootnoteRef(label) => {
            out.push_str("<sup>");
            escape(&mut out.text, label);
            out.push_str("</sup>");
        }
        Inline::Math { tex, display } => {
            let drawn = out.formula.and_then(|formula| formula(tex, *display));
            // Its source, where it cannot be drawn.
            let name = if drawn.is_some() { "span" } else { "code" };
            let class = if *display { "math display" } else { "math" };
            out.push_str(&format!("<{name} class=\"{class}\" dir=\"ltr\">"));
            match drawn {
                Some(drawn) => out.push_str(&drawn),
                None => escape(&mut out.text, tex),
            }
            out.push_str(&format!("</{name}>"));
        }
        Inline::SoftBreak => out.push('\n'),
        Inline::HardBreak => out.push_str("<br>\n"),
    }
}

fn open_link(out: &mut Page, url: &str) {
    out.push_str("<a rel=\"noopener noreferrer\" href=\"");
    escape(&mut out.text, url);
    out.push_str("\">");
}

#[cfg(test)]
mod tests;
