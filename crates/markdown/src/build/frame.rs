//! What is open while a tree is built.

use crate::ast::{Align, Block, Inline, Item, Row};
use crate::read::Part;

/// What is open.
pub(crate) enum Open {
    Paragraph,
    Heading(u8),
    Quote,
    Code(Option<String>),
    Html,
    Footnote(String),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
        parts: Vec<Part>,
    },
    Item {
        task: Option<bool>,
        part: Part,
        begun: bool,
    },
    Table {
        aligns: Vec<Align>,
        head: Row,
        rows: Vec<Row>,
        parts: Vec<Part>,
    },
    Row {
        cells: Row,
        start: usize,
    },
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link {
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
        alt: String,
    },
}

/// Something open, and what is in it so far.
pub(crate) struct Frame {
    pub(crate) open: Open,
    pub(crate) start: usize,
    pub(crate) blocks: Vec<Block>,
    pub(crate) inlines: Vec<Inline>,
}

/// Whether an open tag has a frame: too deep ones have none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framed {
    Yes,
    /// A mark, or something inside an image: its content joins the text around it.
    NoMark,
    /// A quote, a list, an item: its content still stands apart.
    NoBlock,
}

impl Open {
    pub(crate) fn is_inline(&self) -> bool {
        matches!(
            self,
            Open::Emphasis | Open::Strong | Open::Strike | Open::Link { .. } | Open::Image { .. }
        )
    }

    pub(crate) fn holds_blocks(&self) -> bool {
        matches!(self, Open::Quote | Open::Footnote(_) | Open::Item { .. })
    }
}
