//! From pulldown-cmark's events to the tree.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};

use crate::ast::{Block, Inline, Item};
use crate::math::Segment;
use crate::read::{MAX_DEPTH, Part, Span};
use frame::{Frame, Framed, Open};
use words::{align, is_break, language, level_of, plain_text};

mod formula;
mod frame;
mod gather;
mod words;

/// Takes events and makes the tree of them.
pub(crate) struct Builder<'t> {
    text: &'t str,
    /// What the reader was given in its place: see `math.rs`.
    shadow: &'t str,
    formulas: &'t [Segment],
    /// How many formulas of running text have been met.
    pub(crate) drawn: usize,
    frames: Vec<Frame>,
    /// For every open tag, whether it has a frame.
    framed: Vec<Framed>,
    /// Running text that is not yet in `inlines`: neighbouring pieces are joined first.
    pending: String,
    links: usize,
    quotes: usize,
    images: usize,
    pub(crate) footnotes: bool,
    pub(crate) blocks: Vec<Block>,
    pub(crate) spans: Vec<Span>,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(text: &'t str, shadow: &'t str, formulas: &'t [Segment]) -> Self {
        Builder {
            text,
            shadow,
            formulas,
            drawn: 0,
            frames: Vec::new(),
            framed: Vec::new(),
            pending: String::new(),
            links: 0,
            quotes: 0,
            images: 0,
            footnotes: false,
            blocks: Vec::new(),
            spans: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(range.end),
            Event::Text(text) | Event::Html(text) => self.shadowed_text(&text, range),
            Event::SoftBreak | Event::HardBreak if self.in_formula(range.start) => {}
            Event::Code(code) if self.images > 0 => {
                self.text(&self.restored(&code, &range), range.start);
            }
            Event::Code(code) => {
                self.inline(Inline::Code(self.restored(&code, &range)), range.start);
            }
            Event::SoftBreak | Event::HardBreak if self.images > 0 => self.text(" ", range.start),
            Event::SoftBreak => self.inline(Inline::SoftBreak, range.start),
            Event::HardBreak => self.inline(Inline::HardBreak, range.start),
            Event::InlineHtml(_) if self.images > 0 => {}
            Event::InlineHtml(html) if is_break(&html) => {
                self.inline(Inline::HardBreak, range.start)
            }
            Event::InlineHtml(html) => {
                self.inline(Inline::Html(self.restored(&html, &range)), range.start);
            }
            Event::FootnoteReference(_) if self.images > 0 => {}
            Event::FootnoteReference(label) => {
                self.inline(
                    Inline::FootnoteRef(self.restored(&label, &range)),
                    range.start,
                );
            }
            Event::Rule => self.block(Block::Rule, range.start, range.end, Vec::new()),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range.start),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = range.start;
        let deep = self.frames.len() >= MAX_DEPTH;
        let stands_apart = matches!(
            tag,
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_)
        );
        let open = match tag {
            _ if self.images > 0 => None,
            Tag::Paragraph => Some(Open::Paragraph),
            Tag::Heading { level, .. } => Some(Open::Heading(level_of(level))),
            Tag::CodeBlock(CodeBlockKind::Indented) => Some(Open::Code(None)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Some(Open::Code(language(&self.restored(&info, &range))))
            }
            Tag::HtmlBlock => Some(Open::Html),
            Tag::Table(aligns) => {
                let aligns = aligns.into_iter().map(align).collect();
                Some(Open::Table {
                    aligns,
                    head: Vec::new(),
                    rows: Vec::new(),
                    parts: Vec::new(),
                })
            }
            Tag::TableHead | Tag::TableRow => Some(Open::Row {
                cells: Vec::new(),
                start: at,
            }),
            Tag::TableCell => Some(Open::Cell),
            Tag::Item => (self.framed.last() == Some(&Framed::Yes)).then(|| {
                let part = Part {
                    start: at,
                    end: at,
                    gap: self.blank_before(at),
                    inner_gap: false,
                };
                Open::Item {
                    task: None,
                    part,
                    begun: false,
                }
            }),
            Tag::FootnoteDefinition(label) => {
                self.footnotes = true;
                (!deep).then(|| Open::Footnote(self.restored(&label, &range)))
            }
            _ if deep => None,
            Tag::BlockQuote(_) => Some(Open::Quote),
            Tag::List(start) => Some(Open::List {
                start,
                tight: true,
                items: Vec::new(),
                parts: Vec::new(),
            }),
            Tag::Emphasis => Some(Open::Emphasis),
            Tag::Strong => Some(Open::Strong),
            Tag::Strikethrough => Some(Open::Strike),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let url = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    self.restored(&dest_url, &range)
                };
                Some(Open::Link {
                    url,
                    title: self.restored(&title, &range),
                })
            }
            Tag::Image {
                dest_url, title, ..
            } => Some(Open::Image {
                url: self.restored(&dest_url, &range),
                title: self.restored(&title, &range),
                alt: String::new(),
            }),
            // Not asked for: super- and subscript, definition lists, metadata.
            _ => None,
        };
        self.framed.push(match open {
            Some(_) => Framed::Yes,
            None if stands_apart => Framed::NoBlock,
            None => Framed::NoMark,
        });
        let Some(open) = open else {
            if stands_apart {
                self.flush_paragraph();
            }
            return;
        };
        if open.is_inline() {
            self.before_inline(at);
            self.flush_text();
        } else {
            self.flush_paragraph();
            self.before_block(at);
        }
        match &open {
            Open::Link { .. } => self.links += 1,
            Open::Image { .. } => self.images += 1,
            Open::Quote => self.quotes += 1,
            _ => {}
        }
        self.frames.push(Frame {
            open,
            start: at,
            blocks: Vec::new(),
            inlines: Vec::new(),
        });
    }

    fn end(&mut self, end: usize) {
        match self.framed.pop() {
            Some(Framed::Yes) => {}
            Some(Framed::NoBlock) => return self.flush_paragraph(),
            Some(Framed::NoMark) | None => return,
        }
        if matches!(
            self.frames.last(),
            Some(Frame {
                open: Open::Item { .. } | Open::Quote | Open::Footnote(_),
                ..
            })
        ) {
            self.flush_paragraph();
        } else {
            self.flush_text();
        }
        let Some(Frame {
            open,
            start,
            blocks,
            inlines,
        }) = self.frames.pop()
        else {
            return;
        };
        let mut parts_of = Vec::new();
        let mut end = end;
        let block = match open {
            Open::Paragraph => Block::Paragraph(inlines),
            Open::Heading(level) => Block::Heading {
                level,
                content: inlines,
            },
            Open::Code(language) => Block::Code {
                language,
                text: plain_text(inlines),
            },
            Open::Html => Block::Html(plain_text(inlines)),
            Open::Footnote(label) => Block::Footnote { label, blocks },
            Open::Quote => {
                self.quotes -= 1;
                Block::Quote(blocks)
            }
            Open::List {
                start,
                tight,
                items,
                parts,
            } => {
                // The reader ends a list where the next block begins, behind link definitions in between.
                end = parts.last().map_or(end, |part: &Part| part.end);
                parts_of = parts;
                Block::List {
                    start,
                    tight,
                    items,
                }
            }
            Open::Table {
                aligns,
                head,
                rows,
                parts,
            } => {
                parts_of = parts;
                Block::Table { aligns, head, rows }
            }
            Open::Item { task, part, .. } => {
                return self.item(Item { task, blocks }, Part { end, ..part });
            }
            Open::Row { cells, start } => return self.row(cells, start, end),
            Open::Cell => {
                if let Some(Frame {
                    open: Open::Row { cells, .. },
                    ..
                }) = self.frames.last_mut()
                {
                    cells.push(inlines);
                }
                return;
            }
            Open::Emphasis => return self.add(Inline::Emphasis(inlines)),
            Open::Strong => return self.add(Inline::Strong(inlines)),
            Open::Strike => return self.add(Inline::Strike(inlines)),
            Open::Link { url, title } => {
                self.links -= 1;
                return self.add(Inline::Link {
                    url,
                    title,
                    content: inlines,
                });
            }
            Open::Image { url, title, alt } => {
                self.images -= 1;
                return self.add(Inline::Image { url, title, alt });
            }
        };
        self.add_block(block, start, end, parts_of);
    }
}
