//! Reading a whole text at once.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};

use crate::ast::Block;
use crate::build::Builder;
use crate::math::{self, Pairs, Segment};
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
    /// Formulas over several lines: what is in them counts as one line.
    pub(crate) joined: Vec<Range<usize>>,
    /// Where a formula begins that may go on behind the text.
    pub(crate) open: Option<usize>,
    /// How many formulas found in running text are in the tree.
    pub(crate) drawn: usize,
    /// How often the text was read.
    pub(crate) passes: u64,
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
    let (formulas, open) = math::blocks(text);
    let mut pairs = Vec::new();
    let mut outcome = pass(text, &formulas, lookup, Some(&mut pairs));
    outcome.joined = formulas
        .iter()
        .map(|formula| formula.range.clone())
        .collect();
    outcome.open = open;
    if pairs.is_empty() {
        return outcome;
    }
    let count = pairs.len();
    let all = math::merged(formulas, pairs);
    let again = pass(text, &all, lookup, None);
    if again.drawn < count {
        // A formula went into what is not shown, a definition of a link say: they are left alone then.
        outcome.passes += again.passes;
        return outcome;
    }
    Outcome {
        joined: outcome.joined,
        open,
        passes: outcome.passes + again.passes,
        ..again
    }
}

/// Reads the text with its formulas hidden, and looks for more.
fn pass(
    text: &str,
    formulas: &[Segment],
    lookup: &mut Lookup<'_>,
    found: Option<&mut Vec<Segment>>,
) -> Outcome {
    let shadow = math::shadow(text, formulas);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let broken = |link: BrokenLink<'_>| {
        lookup(&link.reference).map(|(url, title)| (CowStr::from(url), CowStr::from(title)))
    };
    let parser = Parser::new_with_broken_link_callback(&shadow, options, Some(broken));
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
    let mut builder = Builder::new(text, &shadow, formulas);
    let mut pairs = Pairs::new(&shadow);
    let look = found.is_some() && may_hold_pairs(&shadow);
    for (event, range) in parser.into_offset_iter() {
        if look {
            pairs.take(&event, &range);
        }
        builder.take(event, range);
    }
    if let Some(found) = found {
        *found = pairs.into_found();
    }
    Outcome {
        blocks: builder.blocks,
        spans: builder.spans,
        references,
        footnotes: builder.footnotes,
        joined: Vec::new(),
        open: None,
        drawn: builder.drawn,
        passes: 1,
    }
}

fn may_hold_pairs(text: &str) -> bool {
    text.contains('$') || text.contains(r"\(") || text.contains(r"\[")
}
