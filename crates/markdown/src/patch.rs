//! What [`crate::Stream`] tells the page to change.

use crate::ast::{Block, Item, Row};

/// One change to what is shown. Patches are applied in order to a list of top-level nodes, one a [`Block`].
///
/// Apart from [`Patch::Block`], which only [`crate::Stream::finish`] gives, a patch only ever touches the last
/// nodes: those below `from` stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patch {
    /// Remove the top-level nodes from index `from` on, then append these (maybe none).
    Blocks {
        /// How many nodes stay.
        from: usize,
        /// What follows them.
        blocks: Vec<Block>,
    },
    /// The last top-level node is a list: set its `tight`, remove its items from index `from` on, append these.
    Items {
        /// How many items stay.
        from: usize,
        /// The whole list's tightness from now on.
        tight: bool,
        /// What follows them (maybe none).
        items: Vec<Item>,
    },
    /// The last top-level node is a table: remove its body rows from index `from` on, append these.
    Rows {
        /// How many body rows stay.
        from: usize,
        /// What follows them (maybe none).
        rows: Vec<Row>,
    },
    /// Append to the text node that was made last, in document order: that of the last [`crate::Inline::Text`],
    /// or the text of the last [`Block::Code`] or [`Block::Html`]. It is always inside the last top-level node.
    Text(String),
    /// Replace one top-level node: a reference in it was defined further down.
    Block {
        /// Which.
        index: usize,
        /// By what.
        block: Block,
    },
}
