//! Reading a whole text at once.

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};

use crate::ast::Block;
use crate::build::Builder;
use crate::normal::normalise;

/// How deep quotes, lists, footnotes and marks may nest. Deeper ones are left out and their content moves up, so that
/// no text can make a tree that is too deep to walk.
pub const MAX_DEPTH: usize = 32;

/// Reads a whole text.
pub fn parse(text: &str) -> Vec<Block> {
    read(&normalise(text), &mut |_| None).blocks
}

/// Answers for references that are not defined in the text at hand: address and title.
pub(crate) type Lookup<'l> = dyn FnMut(&str) -> Option<(String, String)> + 'l;

/// What was read, and where it stood.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) blocks: Vec<Block>,
    /// One for each block.
    pub(crate) spans: Vec<Span>,
    /// The link references defined in the text: label, address, title, where.
    pub(crate) references: Vec<(String, String, String, usize)>,
    /// Whether a footnote is defined in the text.
    pub(crate) footnotes: bool,
}

/// Where a top-level block stands.
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The items of a list or the rows of a table.
    pub(crate) parts: Vec<Part>,
}

/// An item or a row.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// A blank line stands before it, and it is not the first.
    pub(crate) gap: bool,
    /// A blank line stands between two of its blocks.
    pub(crate) inner_gap: bool,
}

/// Reads a text whose line ends are `\n`.
pub(crate) fn read(text: &str, lookup: &mut Lookup<'_>) -> Outcome {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let broken = |link: BrokenLink<'_>| {
        lookup(&link.reference).map(|(url, title)| (CowStr::from(url), CowStr::from(title)))
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(broken));
    let references = (parser.reference_definitions().iter())
        .map(|(label, def)| {
            let title = def.title.as_deref().unwrap_or_default().to_owned();
            (
                label.to_owned(),
                def.dest.to_string(),
                title,
                def.span.start,
            )
        })
        .collect();
    let mut builder = Builder::new(text);
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    Outcome {
        blocks: builder.blocks,
        spans: builder.spans,
        references,
        footnotes: builder.footnotes,
    }
}
