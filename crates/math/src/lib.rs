//! Formulas: TeX to MathML Core, as values. Start reading at [`render`].
//!
//! The grammar is pulldown-latex's. Its writer of MathML is used too, but what it writes never leaves this crate: it goes
//! through `guard.rs` (bounds; nothing that its writer would not escape) and is read back by `reader.rs`, which knows a
//! fixed list of elements and attributes and refuses the rest. So no text of a model can become an element, a handler
//! or an address, whatever the library does.
//!
//! It is 250 kB of wasm (100 kB compressed), most of it tables of signs: only a part of the page that is fetched when there is a formula may link it.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, write_mathml};

mod alias;
mod allowed;
mod guard;
mod html;
mod reader;

pub use html::to_html;

/// The longest formula that is drawn, in bytes.
pub const LONGEST: usize = 16 * 1024;
/// How deep braces, and the elements made, may nest.
pub const DEEPEST: usize = 64;

/// An element of MathML Core, or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathNode {
    /// An element, in the namespace of MathML.
    Element {
        /// One of a fixed list.
        name: &'static str,
        /// Names of a fixed list, none of them an address, a handler or a style; values checked by kind.
        attributes: Vec<(&'static str, String)>,
        /// What is in it.
        children: Vec<MathNode>,
    },
    /// Text.
    Text(String),
}

/// Why a formula is not drawn. The page shows its source then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More than [`LONGEST`] bytes.
    TooLong,
    /// Nested more than [`DEEPEST`] deep.
    TooDeep,
    /// It makes too much, by macros for example.
    TooMuch,
    /// Not TeX as it is known here: what the library says, in English, in one line.
    Syntax(String),
}

/// Reads TeX (without the marks around it) and makes the `math` element of it. Time and size are bounded.
pub fn render(tex: &str, display: bool) -> Result<MathNode, Unreadable> {
    if tex.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    guard::check(tex)?;
    let tex = alias::rewritten(tex);
    guard::check(&tex)?;
    let storage = Storage::new();
    let mut refused = None;
    let events = guard::Guard::new(Parser::new(&tex, &storage), &mut refused);
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut written = guard::Bounded::default();
    let whole = write_mathml(&mut written, events, config).is_ok();
    if let Some(refused) = refused {
        return Err(refused);
    }
    let text = written.into_text().filter(|_| whole);
    let text = text.ok_or(Unreadable::TooMuch)?;
    reader::read(&text)
}
