//! Our tree as the HTML that the specifications print. Only here: the page makes nodes.

use std::fmt::Write;

use markdown::{Align, Block, Inline, Item};

/// The whole text, with the footnotes that are referred to at its end as cmark-gfm has them.
pub fn html(blocks: &[Block]) -> String {
    let mut page = Page::default();
    page.blocks(blocks);
    page.footnotes(blocks);
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    /// In the order of the first reference.
    notes: Vec<String>,
}

impl Page {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => self.within("p", content),
            Block::Heading { level, content } => self.within(&format!("h{level}"), content),
            Block::Code { language, text } => {
                let class = language.as_ref().map_or(String::new(), |language| {
                    format!(" class=\"language-{}\"", escape(language))
                });
                let mut text = escape(text);
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                self.put(&format!("<pre><code{class}>{text}</code></pre>\n"));
            }
            Block::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            Block::Quote(blocks) => {
                self.put("<blockquote>\n");
                self.blocks(blocks);
                self.put("</blockquote>\n");
            }
            Block::Table { aligns, head, rows } => self.table(aligns, head, rows),
            Block::Rule => self.put("<hr />\n"),
            Block::Footnote { .. } => {}
            Block::Html(html) => {
                self.put(html);
                if !html.ends_with('\n') {
                    self.put("\n");
                }
            }
        }
    }

    fn within(&mut self, tag: &str, content: &[Inline]) {
        self.put(&format!("<{tag}>"));
        self.inlines(content);
        self.put(&format!("</{tag}>\n"));
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[Item]) {
        let (open, close) = match start {
            None => ("<ul>\n".to_owned(), "</ul>\n"),
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(start) => (format!("<ol start=\"{start}\">\n"), "</ol>\n"),
        };
        self.put(&open);
        for item in items {
            self.put("<li>");
            let boxed = match item.task {
                None => "",
                Some(false) => "[ ] ",
                Some(true) => "[x] ",
            };
            if tight {
                self.put(boxed);
            }
            for (index, block) in item.blocks.iter().enumerate() {
                match block {
                    Block::Paragraph(content) if tight => {
                        if index > 0 && !self.out.ends_with('\n') {
                            self.put("\n");
                        }
                        self.inlines(content);
                    }
                    _ => {
                        if !self.out.ends_with('\n') {
                            self.put("\n");
                        }
                        self.block(block);
                    }
                }
            }
            self.put("</li>\n");
        }
        self.put(close);
    }

    fn table(&mut self, aligns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.put("<table>\n<thead>\n");
        self.row("th", aligns, head);
        self.put("</thead>\n");
        if !rows.is_empty() {
            self.put("<tbody>\n");
            rows.iter().for_each(|row| self.row("td", aligns, row));
            self.put("</tbody>\n");
        }
        self.put("</table>\n");
    }

    fn row(&mut self, tag: &str, aligns: &[Align], cells: &[Vec<Inline>]) {
        self.put("<tr>\n");
        for (column, align) in aligns.iter().enumerate() {
            let align = match align {
                Align::None => "",
                Align::Left => " align=\"left\"",
                Align::Center => " align=\"center\"",
                Align::Right => " align=\"right\"",
            };
            self.put(&format!("<{tag}{align}>"));
            self.inlines(cells.get(column).map_or(&[], Vec::as_slice));
            self.put(&format!("</{tag}>\n"));
        }
        self.put("</tr>\n");
    }

    fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn around(&mut self, tag: &str, content: &[Inline]) {
        self.put(&format!("<{tag}>"));
        self.inlines(content);
        self.put(&format!("</{tag}>"));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.put(&escape(text)),
            Inline::Code(text) => self.put(&format!("<code>{}</code>", escape(text))),
            Inline::Emphasis(content) => self.around("em", content),
            Inline::Strong(content) => self.around("strong", content),
            Inline::Strike(content) => self.around("del", content),
            Inline::Link {
                url,
                title,
                content,
            } => {
                self.put(&format!("<a href=\"{}\"{}>", href(url), titled(title)));
                self.inlines(content);
                self.put("</a>");
            }
            Inline::Image { url, title, alt } => self.put(&format!(
                "<img src=\"{}\" alt=\"{}\"{} />",
                href(url),
                escape(alt),
                titled(title)
            )),
            Inline::FootnoteRef(label) => {
                let known = self.notes.iter().position(|note| note == label);
                let number = known.unwrap_or_else(|| {
                    self.notes.push(label.clone());
                    self.notes.len() - 1
                }) + 1;
                self.put(&format!("<sup class=\"footnote-ref\"><a href=\"#fn{number}\" id=\"fnref{number}\">{number}</a></sup>"));
            }
            Inline::Html(html) => self.put(html),
            Inline::Math { tex, .. } => self.put(&format!("<math>{}</math>", escape(tex))),
            Inline::SoftBreak => self.put("\n"),
            Inline::HardBreak => self.put("<br />\n"),
        }
    }

    fn footnotes(&mut self, blocks: &[Block]) {
        if self.notes.is_empty() {
            return;
        }
        self.put("<section class=\"footnotes\">\n<ol>\n");
        for (index, wanted) in self.notes.clone().iter().enumerate() {
            let number = index + 1;
            self.put(&format!("<li id=\"fn{number}\">\n"));
            let note = blocks.iter().find_map(|block| match block {
                Block::Footnote { label, blocks } if label == wanted => Some(blocks),
                _ => None,
            });
            self.blocks(note.map_or(&[], Vec::as_slice));
            let back = format!("<a href=\"#fnref{number}\" class=\"footnote-backref\">↩</a>");
            if let Some(before) = self.out.strip_suffix("</p>\n") {
                self.out = format!("{before} {back}</p>\n");
            } else {
                self.put(&format!("{back}\n"));
            }
            self.put("</li>\n");
        }
        self.put("</ol>\n</section>\n");
    }
}

fn titled(title: &str) -> String {
    if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(title))
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Percent-encoding as cmark does it.
fn href(url: &str) -> String {
    let mut out = String::new();
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/,+$~".contains(&byte) => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
