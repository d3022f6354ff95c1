//! What a Markdown text says, as values: the tree that the page turns into nodes.
//!
//! Nothing here is HTML. Raw HTML in the text is carried as [`Block::Html`] and [`Inline::Html`] and is meant to
//! be shown literally. Addresses are carried as written: pass them through [`crate::safe_url`] before use.

/// One block: what stands on its own lines (CommonMark 0.31, sections 4 and 5, and GFM).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// Code, fenced or indented. `text` keeps every line end as `\n`, the last one too where there was one.
    Code {
        /// The first word of the info string, when there is one.
        language: Option<String>,
        /// The code itself.
        text: String,
    },
    /// A bullet list (`start` is `None`) or a numbered one.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// True when no blank line separates anything in it: paragraphs are then shown without space around them.
        tight: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A GFM table. A row may have fewer cells than the head (the rest are empty), never more.
    Table {
        /// One for each column.
        aligns: Vec<Align>,
        /// The head row.
        head: Row,
        /// The body rows.
        rows: Vec<Row>,
    },
    /// A thematic break.
    Rule,
    /// A footnote's definition, where it stands in the text. Labels are compared as written.
    Footnote {
        /// What [`Inline::FootnoteRef`] names.
        label: String,
        /// Its content.
        blocks: Vec<Block>,
    },
    /// Raw HTML, to be shown as text.
    Html(String),
}

/// One row of a table: its cells.
pub type Row = Vec<Vec<Inline>>;

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// `Some(done)` when the item is a task (`[ ]`, `[x]`).
    pub task: Option<bool>,
    /// Its content. In a tight list running text is a [`Block::Paragraph`] too.
    pub blocks: Vec<Block>,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Not said: the start of the line.
    None,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Plain text; two of them never stand side by side.
    Text(String),
    /// A code span.
    Code(String),
    /// `*…*`.
    Emphasis(Vec<Inline>),
    /// `**…**`.
    Strong(Vec<Inline>),
    /// `~~…~~`.
    Strike(Vec<Inline>),
    /// A link: inline, by reference, `<…>`, or a bare address in the text.
    Link {
        /// As written; not yet judged.
        url: String,
        /// May be empty.
        title: String,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// An image.
    Image {
        /// As written; not yet judged.
        url: String,
        /// May be empty.
        title: String,
        /// Its description as plain text.
        alt: String,
    },
    /// A reference to the [`Block::Footnote`] of this label.
    FootnoteRef(String),
    /// Raw inline HTML, to be shown as text. (`<br>` becomes [`Inline::HardBreak`].)
    Html(String),
    /// A formula: `$…$` and `\(…\)`, or as a display `$$…$$` and `\[…\]`.
    Math {
        /// Its TeX, without the marks around it.
        tex: String,
        /// On a line of its own.
        display: bool,
    },
    /// A line end in the source: shown as a space.
    SoftBreak,
    /// A line break.
    HardBreak,
}
