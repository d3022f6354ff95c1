//! One block after another, as nodes.

use super::{
    Last, MarkdownLabels, Top,
    code_text::CodeText,
    drawn,
    kit::{Kit, Tag},
};
use markdown::{Align, Block, Inline, Item};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::{Element, Node};

/// Deeper than this nothing is nested further: what is inside is shown in its parent. Engines lay nodes out
/// recursively, and a model can write ten thousand `>`.
pub(super) const DEEPEST: usize = 32;

/// Builds nodes into a parent, and remembers the last text.
pub(super) struct Builder<'a> {
    pub(super) kit: &'a Kit,
    pub(super) labels: &'a MarkdownLabels,
    pub(super) prefix: &'a str,
    footnotes: &'a mut HashMap<String, usize>,
    pub(super) last: Option<Last>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        kit: &'a Kit,
        labels: &'a MarkdownLabels,
        prefix: &'a str,
        footnotes: &'a mut HashMap<String, usize>,
    ) -> Self {
        Self {
            kit,
            labels,
            prefix,
            footnotes,
            last: None,
        }
    }

    /// The last text that may grow.
    pub(super) fn into_last(self) -> Option<Last> {
        self.last
    }

    /// A block of the top level.
    pub(super) fn top(&mut self, parent: &Node, block: &Block) -> Top {
        let (node, inner) = self.block(parent, block, 0);
        if !matches!(block, Block::Code { .. }) {
            // Only here: an inner `dir` would hide its text from the guess of the outer one. Inside, CSS
            // (`unicode-bidi: plaintext`) decides line by line.
            let _ = node.set_attribute("dir", "auto");
        }
        let aligns = match block {
            Block::Table { aligns, .. } => aligns.clone(),
            _ => Vec::new(),
        };
        Top {
            node,
            inner,
            aligns,
        }
    }

    fn block(&mut self, parent: &Node, block: &Block, depth: usize) -> (Element, Option<Element>) {
        match block {
            Block::Paragraph(content) => (
                self.with_inlines(parent, Tag::Paragraph, content, depth),
                None,
            ),
            Block::Heading { level, content } => {
                let tag = match level {
                    1 => Tag::H3,
                    2 => Tag::H4,
                    3 => Tag::H5,
                    _ => Tag::H6,
                };
                (self.with_inlines(parent, tag, content, depth), None)
            }
            Block::Code { language, text } => (self.code(parent, language.as_deref(), text), None),
            Block::List {
                start,
                tight,
                items,
            } => {
                let list = match start {
                    None => self.kit.make_in(parent, Tag::Bullets),
                    Some(first) => {
                        let list = self.kit.make_in(parent, Tag::Numbers);
                        if *first != 1 {
                            let _ = list.set_attribute("start", &first.to_string());
                        }
                        list
                    }
                };
                if *tight {
                    list.set_class_name("tight");
                }
                for item in items {
                    self.item(&list, item, depth + 1);
                }
                (list.clone(), Some(list))
            }
            Block::Quote(blocks) => {
                let quote = self.kit.make_in(parent, Tag::Quote);
                self.blocks(&quote, blocks, depth + 1);
                (quote, None)
            }
            Block::Table { aligns, head, rows } => {
                let place = self.kit.make_in(parent, Tag::TablePlace);
                let frame = self.kit.make_in(&place, Tag::TableFrame);
                let _ = frame.set_attribute("aria-label", &self.labels.table);
                let table = self.kit.make_in(&frame, Tag::Table);
                let top = self.kit.make_in(&table, Tag::Head);
                self.row(&top, head, aligns, Tag::HeadCell);
                let body = self.kit.make_in(&table, Tag::Body);
                for row in rows {
                    self.row(&body, row, aligns, Tag::Cell);
                }
                let tools = self.kit.make_in(&place, Tag::TableTools);
                let csv = self.kit.tool_in(&tools, "csv");
                csv.set_text_content(Some(&self.labels.csv));
                let tsv = self.kit.tool_in(&tools, "tsv");
                tsv.set_text_content(Some(&self.labels.tsv));
                (place, Some(body))
            }
            Block::Rule => (self.kit.make_in(parent, Tag::Rule), None),
            Block::Footnote { label, blocks } => {
                (self.footnote(parent, label, blocks, depth), None)
            }
            Block::Html(html) => {
                let shown = self.kit.make_in(parent, Tag::Html);
                self.last = Some(Last::Long(self.kit.text_in(&shown, html)));
                (shown, None)
            }
        }
    }

    fn blocks(&mut self, parent: &Node, blocks: &[Block], depth: usize) {
        for block in blocks {
            if depth < DEEPEST {
                self.block(parent, block, depth);
                continue;
            }
            match block {
                Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => {
                    self.blocks(parent, inner, depth);
                }
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(parent, &item.blocks, depth);
                    }
                }
                other => {
                    self.block(parent, other, depth);
                }
            }
        }
    }

    /// A list's item.
    pub(super) fn item(&mut self, list: &Node, item: &Item, depth: usize) {
        let node = self.kit.make_in(list, Tag::Item);
        if let Some(done) = item.task {
            node.set_class_name("task");
            let tick = self.kit.make_in(&node, Tag::TaskBox);
            let name = if done {
                let _ = tick.set_attribute("checked", "");
                &self.labels.done
            } else {
                &self.labels.to_do
            };
            let _ = tick.set_attribute("aria-label", name);
        }
        self.blocks(&node, &item.blocks, depth);
    }

    /// A table's row.
    pub(super) fn row(&mut self, parent: &Node, cells: &[Vec<Inline>], aligns: &[Align], tag: Tag) {
        let row = self.kit.make_in(parent, Tag::Row);
        for (column, content) in cells.iter().enumerate() {
            let cell = self.with_inlines(&row, tag, content, 1);
            match aligns.get(column) {
                Some(Align::Left) => cell.set_class_name("left"),
                Some(Align::Center) => cell.set_class_name("center"),
                Some(Align::Right) => cell.set_class_name("right"),
                Some(Align::None) | None => {}
            }
        }
    }

    fn code(&mut self, parent: &Node, language: Option<&str>, text: &str) -> Element {
        let Some(block) = self.kit.code_block() else {
            return self.kit.make_in(parent, Tag::Pre);
        };
        block
            .name
            .set_text_content(Some(language.unwrap_or(&self.labels.code)));
        let words = [&self.labels.wrap, &self.labels.save, &self.labels.copy];
        for (tool, words) in block.tools.iter().zip(words) {
            tool.set_text_content(Some(words));
        }
        if let Some(language) = language {
            let _ = block.figure.set_attribute("data-language", language);
            if ["html", "svg"]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(language))
            {
                let preview = self.kit.tool("preview");
                preview.set_text_content(Some(&self.labels.preview));
                let _ = block.name.after_with_node_1(&preview);
            }
        }
        let part = drawn::code_part();
        let read = part
            .zip(language)
            .and_then(|(part, language)| (part.open)(language));
        let waits = part.is_none() && language.is_some();
        let text = CodeText::new(self.kit, block.code, read, waits, text);
        let text = Rc::new(RefCell::new(text));
        if let Some(language) = language.filter(|_| waits) {
            drawn::await_colours(Rc::clone(&text), language);
        }
        self.last = Some(Last::Code(text));
        let _ = parent.append_child(&block.figure);
        block.figure
    }

    fn footnote(&mut self, parent: &Node, label: &str, blocks: &[Block], depth: usize) -> Element {
        let number = self.number(label).to_string();
        let note = self.kit.make_in(parent, Tag::Footnote);
        note.set_id(&self.note_id(&number));
        let mark = self.kit.make_in(&note, Tag::FootnoteNumber);
        mark.set_text_content(Some(&number));
        self.blocks(&note, blocks, depth + 1);
        let back = self.jump(&note, &format!("{}-ref-{number}", self.prefix), "↩");
        let _ = back.set_attribute("role", "doc-backlink");
        let _ = back.set_attribute("aria-label", &self.labels.back);
        note
    }

    // In the order of their first appearance, and the same for as long as the message is shown.
    pub(super) fn number(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    pub(super) fn note_id(&self, number: &str) -> String {
        format!("{}-note-{number}", self.prefix)
    }
}
