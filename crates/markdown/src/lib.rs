//! Markdown (CommonMark 0.31 and GFM) to a tree of values, whole or as it streams in.
//!
//! - [`parse`] reads a whole text.
//! - [`Stream`] reads a text that arrives in pieces and says, as [`Patch`]es, what changes in what is shown. Its cost
//!   is bounded by the piece that is still unfinished (a paragraph, the last item of a list, the last row of a
//!   table), never by the length of the answer. Start reading at [`Stream`].
//! - [`to_html`] writes the tree down for a file that is saved; the page itself makes nodes of it, never HTML.
//! - [`safe_url`] judges an address before it becomes a link.
//!
//! The grammar is pulldown-cmark's; `build.rs` turns its events into the tree of `ast.rs`.

mod ast;
mod build;
mod diff;
mod fence;
mod fingerprint;
mod html;
mod linkify;
mod math;
mod normal;
mod patch;
mod plain;
mod read;
mod sheet;
mod spoken;
mod stream;
mod url;

pub use ast::{Align, Block, Inline, Item, Row};
pub use html::{WriteFormula, escape_html, to_html};
pub use patch::Patch;
pub use read::{MAX_DEPTH, parse};
pub use sheet::{csv, tsv};
pub use spoken::spoken;
pub use stream::Stream;
pub use url::safe_url;
