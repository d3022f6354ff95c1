//! Code to coloured spans, for the languages that models write most. Pure, and linear in the text.
//!
//! [`Lexer`] takes a text line by line, as it streams in; what is open at the end of a line is a [`State`]. It reads words,
//! strings, comments and numbers by tables, one a language (`languages/`), and does not understand programs: where
//! only a grammar could tell, it leaves the text plain.

mod class;
mod delimited;
mod describe;
mod engine;
mod file_name;
mod keyed;
mod languages;
mod lexer;
mod lines;
mod markup;
mod words;

pub use class::{Class, Span};
pub use file_name::file_name;
pub use lexer::{Lexer, State};

/// The spans of a whole text, in order and apart; `None` if no such language is known. What lies between them is plain.
/// No span goes across a line end.
pub fn spans(language: &str, text: &str) -> Option<Vec<Span>> {
    let lexer = Lexer::new(language)?;
    let mut state = State::default();
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lexer.line(&mut state, line, at, &mut out);
        at += line.len();
    }
    Some(out)
}

/// The names that are known, the main one of each language first in its list.
pub fn languages() -> impl Iterator<Item = &'static [&'static str]> {
    languages::all().map(|language| language.names)
}
