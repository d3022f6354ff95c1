//! The tree as a piece of HTML text, for a file that is saved. The page itself never uses it: there, the tree becomes nodes.
//!
//! Everything that was in the text is escaped, raw HTML too; the tags and attributes are those written here and no others.
//! An address becomes a link only where [`crate::safe_url`] lets it, and an image is never more than a link, so that a saved
//! file asks nobody for anything.

use crate::ast::{Align, Block, Inline, Item, Row};
use crate::safe_url;

/// The direction of a block is found by its own letters; what stands in one has its direction.
const AUTO: &str = " dir=\"auto\"";

/// The blocks as HTML. What it needs of a style sheet is up to whoever puts it into a document.
pub fn to_html(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        write_block(&mut out, block, AUTO);
    }
    out
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

fn write_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        write_block(out, block, "");
    }
}

fn write_block(out: &mut String, block: &Block, dir: &str) {
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
                escape(out, language);
                out.push('"');
            }
            // The first line end after <pre> is dropped by the reader of HTML, so there is one to drop.
            out.push_str(">\n<code>");
            escape(out, text);
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
            escape(out, label);
            out.push_str("</sup>\n");
            write_blocks(out, blocks);
            out.push_str("</div>\n");
        }
        Block::Html(text) => {
            out.push_str("<pre class=\"raw\" dir=\"ltr\">\n");
            escape(out, text);
            out.push_str("</pre>\n");
        }
    }
}

fn write_item(out: &mut String, item: &Item, tight: bool) {
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

fn write_table(out: &mut String, aligns: &[Align], head: &Row, rows: &[Row], dir: &str) {
    out.push_str(&format!("<table{dir}>\n<thead>"));
    write_row(out, "th", aligns, head);
    out.push_str("</thead>\n<tbody>");
    for row in rows {
        write_row(out, "td", aligns, row);
    }
    out.push_str("</tbody>\n</table>\n");
}

fn write_row(out: &mut String, tag: &str, aligns: &[Align], row: &Row) {
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

fn around(out: &mut String, open: &str, close: &str, content: &[Inline]) {
    out.push_str(open);
    for inline in content {
        write_inline(out, inline);
    }
    out.push_str(close);
}

fn write_inline(out: &mut String, inline: &Inline) {
    match inline {
        Inline::Text(text) | Inline::Html(text) => escape(out, text),
        Inline::Code(text) => {
            out.push_str("<code>");
            escape(out, text);
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
                    escape(out, shown);
                    out.push_str("</a>");
                }
                None => escape(out, shown),
            }
        }
        Inline::FootnoteRef(label) => {
            out.push_str("<sup>");
            escape(out, label);
            out.push_str("</sup>");
        }
        // Its source: what makes formulas of it is not in this file.
        Inline::Math { tex, display } => {
            out.push_str(if *display {
                "<code class=\"math display\" dir=\"ltr\">"
            } else {
                "<code class=\"math\" dir=\"ltr\">"
            });
            escape(out, tex);
            out.push_str("</code>");
        }
        Inline::SoftBreak => out.push('\n'),
        Inline::HardBreak => out.push_str("<br>\n"),
    }
}

fn open_link(out: &mut String, url: &str) {
    out.push_str("<a rel=\"noopener noreferrer\" href=\"");
    escape(out, url);
    out.push_str("\">");
}

#[cfg(test)]
mod tests;
