//! From what is shown to what should be shown, with as few changes as are cheap to find.

use crate::ast::{Block, Inline, Item, Row};
use crate::patch::Patch;

/// Where the blocks that are compared stand in the whole.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The index of the first one among all top-level nodes.
    pub(crate) node: usize,
    /// How many items or rows of the first one are finished, and left out here.
    pub(crate) parts: usize,
    /// Whether the text node made last is the last one shown, so that [`Patch::Text`] means what it should.
    pub(crate) text_ok: bool,
}

/// The patches that turn `old` into `new`.
pub(crate) fn diff(old: &[Block], new: &[Block], place: Place, out: &mut Vec<Patch>) {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    if same == old.len() && same == new.len() {
        return;
    }
    let Place {
        node,
        parts,
        text_ok,
    } = place;
    let (Some(a), Some(b)) = (old.get(same), new.get(same)) else {
        out.push(Patch::Blocks {
            from: node + same,
            blocks: new[same..].to_vec(),
        });
        return;
    };
    if text_ok
        && old.len() == same + 1
        && new.len() == same + 1
        && let Some(more) = grown_block(a, b)
    {
        out.push(Patch::Text(more.to_owned()));
        return;
    }
    let parts = if same == 0 { parts } else { 0 };
    let Some(inside) = inside(a, b, parts) else {
        out.push(Patch::Blocks {
            from: node + same,
            blocks: new[same..].to_vec(),
        });
        return;
    };
    if old.len() > same + 1 {
        out.push(Patch::Blocks {
            from: node + same + 1,
            blocks: Vec::new(),
        });
    }
    out.extend(inside);
    if new.len() > same + 1 {
        out.push(Patch::Blocks {
            from: node + same + 1,
            blocks: new[same + 1..].to_vec(),
        });
    }
}

/// The patch inside one list or table that stays. `Some(None)` when nothing in it changes.
#[allow(clippy::option_option)]
fn inside(a: &Block, b: &Block, parts: usize) -> Option<Option<Patch>> {
    match (a, b) {
        (
            Block::List {
                start,
                tight,
                items,
            },
            Block::List {
                start: start_b,
                tight: tight_b,
                items: items_b,
            },
        ) if start == start_b => {
            let same = items
                .iter()
                .zip(items_b)
                .take_while(|(a, b)| a == b)
                .count();
            let changed = same < items.len() || same < items_b.len() || tight != tight_b;
            Some(changed.then(|| Patch::Items {
                from: parts + same,
                tight: *tight_b,
                items: items_b[same..].to_vec(),
            }))
        }
        (
            Block::Table { aligns, head, rows },
            Block::Table {
                aligns: aligns_b,
                head: head_b,
                rows: rows_b,
            },
        ) if aligns == aligns_b && head == head_b => {
            let same = rows.iter().zip(rows_b).take_while(|(a, b)| a == b).count();
            let changed = same < rows.len() || same < rows_b.len();
            Some(changed.then(|| Patch::Rows {
                from: parts + same,
                rows: rows_b[same..].to_vec(),
            }))
        }
        _ => None,
    }
}

/// What was added to the last text of `new`, when that is the only difference.
fn grown<'a, T: PartialEq>(
    old: &[T],
    new: &'a [T],
    last: impl Fn(&T, &'a T) -> Option<&'a str>,
) -> Option<&'a str> {
    let ((a, before), (b, before_b)) = (old.split_last()?, new.split_last()?);
    if before == before_b { last(a, b) } else { None }
}

fn grown_block<'a>(old: &Block, new: &'a Block) -> Option<&'a str> {
    match (old, new) {
        (Block::Paragraph(a), Block::Paragraph(b)) => grown(a, b, grown_inline),
        (
            Block::Heading { level, content },
            Block::Heading {
                level: level_b,
                content: b,
            },
        ) if level == level_b => grown(content, b, grown_inline),
        (
            Block::Code { language, text },
            Block::Code {
                language: language_b,
                text: b,
            },
        ) if language == language_b => b.strip_prefix(text.as_str()),
        (Block::Html(a), Block::Html(b)) => b.strip_prefix(a.as_str()),
        (Block::Quote(a), Block::Quote(b)) => grown(a, b, grown_block),
        (
            Block::List {
                start,
                tight,
                items,
            },
            Block::List {
                start: start_b,
                tight: tight_b,
                items: b,
            },
        ) if start == start_b && tight == tight_b => grown(items, b, grown_item),
        (
            Block::Table { aligns, head, rows },
            Block::Table {
                aligns: aligns_b,
                head: head_b,
                rows: b,
            },
        ) if aligns == aligns_b && head == head_b => grown(rows, b, grown_row),
        _ => None,
    }
}

fn grown_item<'a>(old: &Item, new: &'a Item) -> Option<&'a str> {
    if old.task == new.task {
        grown(&old.blocks, &new.blocks, grown_block)
    } else {
        None
    }
}

fn grown_row<'a>(old: &Row, new: &'a Row) -> Option<&'a str> {
    grown(old, new, |a: &Vec<Inline>, b| grown(a, b, grown_inline))
}

fn grown_inline<'a>(old: &Inline, new: &'a Inline) -> Option<&'a str> {
    match (old, new) {
        (Inline::Text(a), Inline::Text(b)) => b.strip_prefix(a.as_str()),
        _ => None,
    }
}

/// The text node shown last, when it is running text that more plain text may be appended to.
pub(crate) fn last_text(blocks: &mut [Block]) -> Option<&mut String> {
    match blocks.last_mut()? {
        Block::Paragraph(content) | Block::Heading { content, .. } => last_inline(content),
        Block::Quote(blocks) => last_text(blocks),
        Block::List { items, .. } => last_text(&mut items.last_mut()?.blocks),
        Block::Table { aligns, rows, .. } => {
            let row = rows.last_mut()?;
            // A full row may have had more cells in the source, which are not shown.
            if row.len() < aligns.len() {
                last_inline(row.last_mut()?)
            } else {
                None
            }
        }
        Block::Code { .. } | Block::Rule | Block::Footnote { .. } | Block::Html(_) => None,
    }
}

fn last_inline(content: &mut [Inline]) -> Option<&mut String> {
    match content.last_mut()? {
        Inline::Text(text) => Some(text),
        _ => None,
    }
}
