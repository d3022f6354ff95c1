//! Putting finished pieces where they belong.

use super::Builder;
use super::frame::{Frame, Framed, Open};
use crate::ast::{Block, Inline, Item, Row};
use crate::linkify::push_linkified;
use crate::read::{Part, Span};

impl Builder<'_> {
    pub(super) fn text(&mut self, text: &str, at: usize) {
        if let Some(Frame {
            open: Open::Image { alt, .. },
            ..
        }) = self.frames.last_mut()
        {
            alt.push_str(text);
        } else {
            if self.pending.is_empty() {
                self.before_inline(at);
            }
            self.pending.push_str(text);
        }
    }

    pub(super) fn inline(&mut self, inline: Inline, at: usize) {
        self.before_inline(at);
        self.add(inline);
    }

    /// Adds a block that has no end of its own.
    pub(super) fn block(&mut self, block: Block, start: usize, end: usize, parts: Vec<Part>) {
        self.flush_paragraph();
        self.before_block(start);
        self.add_block(block, start, end, parts);
    }

    pub(super) fn add(&mut self, inline: Inline) {
        self.flush_text();
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.push(inline);
        }
    }

    pub(super) fn add_block(&mut self, block: Block, start: usize, end: usize, parts: Vec<Part>) {
        match self.frames.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => {
                self.blocks.push(block);
                self.spans.push(Span { start, end, parts });
            }
        }
    }

    pub(super) fn item(&mut self, item: Item, mut part: Part) {
        if let Some(Frame {
            open:
                Open::List {
                    tight,
                    items,
                    parts,
                    ..
                },
            ..
        }) = self.frames.last_mut()
        {
            part.gap &= !items.is_empty();
            *tight &= !part.gap && !part.inner_gap;
            items.push(item);
            parts.push(part);
        }
    }

    pub(super) fn row(&mut self, mut cells: Row, start: usize, end: usize) {
        if let Some(Frame {
            open: Open::Table {
                head, rows, parts, ..
            },
            ..
        }) = self.frames.last_mut()
        {
            if head.is_empty() {
                *head = cells;
                return;
            }
            // Short rows are filled with empty cells by the reader; a hostile table would be mostly those.
            while cells.last().is_some_and(Vec::is_empty) {
                cells.pop();
            }
            rows.push(cells);
            parts.push(Part {
                start,
                end,
                gap: false,
                inner_gap: false,
            });
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        if self
            .framed
            .iter()
            .rev()
            .take(2)
            .any(|framed| *framed != Framed::Yes)
        {
            return;
        }
        let item = self
            .frames
            .iter_mut()
            .rev()
            .take(2)
            .find_map(|frame| match &mut frame.open {
                Open::Item { task, .. } => Some(task),
                _ => None,
            });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    /// Running text or a block begins at `at`: notes what an item holds and whether blank lines are in it.
    pub(super) fn before_block(&mut self, at: usize) {
        if !matches!(
            self.frames.last(),
            Some(Frame {
                open: Open::Item { begun: true, .. },
                ..
            })
        ) {
            if let Some(Frame {
                open: Open::Item { begun, .. },
                ..
            }) = self.frames.last_mut()
            {
                *begun = true;
            }
            return;
        }
        let blank = self.blank_before(at);
        if let Some(Frame {
            open: Open::Item { part, .. },
            ..
        }) = self.frames.last_mut()
        {
            part.inner_gap |= blank;
        }
    }

    pub(super) fn before_inline(&mut self, at: usize) {
        let starts_run = matches!(self.frames.last(), Some(frame) if frame.inlines.is_empty())
            && self.pending.is_empty();
        if starts_run {
            self.before_block(at);
        }
    }

    /// Whether the line before the one of `at` is blank, inside the quotes that are open.
    pub(super) fn blank_before(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let Some(line_start) = before.rfind('\n') else {
            return false;
        };
        let before = &before[..line_start];
        let mut line = &before[before.rfind('\n').map_or(0, |found| found + 1)..];
        for _ in 0..self.quotes {
            let Some(rest) = line.trim_start_matches([' ', '\t']).strip_prefix('>') else {
                break;
            };
            line = rest;
        }
        line.bytes().all(|byte| byte == b' ' || byte == b'\t')
    }

    pub(super) fn flush_text(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        let linkify = self.links == 0;
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        match frame.open {
            Open::Code(_) | Open::Html => frame.inlines.push(Inline::Text(text)),
            _ if linkify => push_linkified(text, &mut frame.inlines),
            _ => frame.inlines.push(Inline::Text(text)),
        }
    }

    /// Running text that stands directly in an item (of a tight list) or the like becomes a paragraph.
    pub(super) fn flush_paragraph(&mut self) {
        self.flush_text();
        if let Some(frame) = self.frames.last_mut()
            && frame.open.holds_blocks()
            && !frame.inlines.is_empty()
        {
            let content = std::mem::take(&mut frame.inlines);
            frame.blocks.push(Block::Paragraph(content));
        }
    }
}
