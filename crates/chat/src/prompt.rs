//! Prompts that are kept to be used again, with places that are filled in each time.
//!
//! `{{topic}}` is such a place; `{{language=German}}` has a value to begin with, `{{tone=formal|friendly}}` values to choose
//! from, of which the first is the one to begin with. In values a bar is written `\|`. `\{{` is `{{` itself, and of backslashes
//! before `{{` two stand for one. What looks like a place and is none (`{{ }}`, `{{a{b}}`) is text. Values that are filled in
//! are never read for places again.

use serde::{Deserialize, Serialize};
use wire::Millis;

/// The longest name of a prompt, in characters.
pub const MOST_PROMPT_NAME: usize = 80;
/// The longest text of a prompt, in characters.
pub const MOST_PROMPT_TEXT: usize = 20_000;
/// The longest name of a place, in characters.
const MOST_PLACE_NAME: usize = 40;
const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A prompt of the library, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prompt {
    /// Its own; one that takes the place of a built-in prompt has that one's.
    pub id: String,
    /// When it was changed last.
    pub at: Millis,
    /// What it is called.
    pub name: String,
    /// The text, with its places.
    pub text: String,
    /// A built-in prompt that the person does not want to see.
    pub hidden: bool,
}

/// A place that is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// The values to choose from; fewer than two where any will do.
    pub choices: Vec<String>,
    /// The value to begin with.
    pub default: String,
}

enum Piece<'a> {
    Text(&'a str),
    Backslashes(usize),
    Place(Place),
}

/// The places of a text, each name once, in the order in which they come. Where one of them has a value to begin with, or
/// choices, the first that has says which.
pub fn places(text: &str) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    each(text, |piece| {
        let Piece::Place(place) = piece else { return };
        match found.iter_mut().find(|other| other.name == place.name) {
            None => found.push(place),
            Some(other) if other.default.is_empty() && other.choices.is_empty() => *other = place,
            Some(_) => {}
        }
    });
    found
}

/// The text with its places filled in. A place that `value` does not know gets the value it begins with.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let defaults = places(text);
    let default = |name: &str| {
        let place = defaults.iter().find(|place| place.name == name);
        place.map(|place| place.default.clone()).unwrap_or_default()
    };
    let mut out = String::with_capacity(text.len());
    each(text, |piece| match piece {
        Piece::Text(text) => out.push_str(text),
        Piece::Backslashes(many) => out.extend(std::iter::repeat_n('\\', many)),
        Piece::Place(place) => {
            out.push_str(&value(&place.name).unwrap_or_else(|| default(&place.name)));
        }
    });
    out
}

/// The text so that [`fill`] gives it back as it is: nothing in it is a place.
pub fn escape_places(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let (before, after) = rest.split_at(at);
        let slashes = before.len() - before.trim_end_matches('\\').len();
        out.push_str(before);
        out.extend(std::iter::repeat_n('\\', slashes + 1));
        out.push_str(OPEN);
        rest = after.get(OPEN.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Gives the pieces of a text in their order. Linear: a place ends at the next `{{` at the latest.
fn each<'a>(text: &'a str, mut piece: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let (before, after) = rest.split_at(at);
        let plain = before.trim_end_matches('\\');
        let slashes = before.len() - plain.len();
        piece(Piece::Text(plain));
        piece(Piece::Backslashes(slashes / 2));
        let inside = after.get(OPEN.len()..).unwrap_or_default();
        if slashes % 2 == 1 {
            piece(Piece::Text(OPEN));
            rest = inside;
            continue;
        }
        match place_in(inside) {
            Some((place, end)) => {
                piece(Piece::Place(place));
                rest = inside.get(end..).unwrap_or_default();
            }
            None => {
                piece(Piece::Text("{"));
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    piece(Piece::Text(rest));
}

/// The place that begins behind `{{`, and where what follows it begins.
fn place_in(inside: &str) -> Option<(Place, usize)> {
    let end = inside.find(['{', '\n', '\r']).unwrap_or(inside.len());
    let close = inside.get(..end)?.find(CLOSE)?;
    let whole = inside.get(..close)?;
    let (name, values) = match whole.split_once('=') {
        Some((name, values)) => (name, Some(values)),
        None => (whole, None),
    };
    let name = name.trim();
    let good = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\u{200c}' | '\u{200d}') || is_mark(c)
    };
    if name.is_empty() || name.chars().count() > MOST_PLACE_NAME || !name.chars().all(good) {
        return None;
    }
    let mut choices = values.map(split_values).unwrap_or_default();
    let default = choices.first().cloned().unwrap_or_default();
    if choices.len() < 2 {
        choices.clear();
    }
    let place = Place {
        name: name.to_string(),
        choices,
        default,
    };
    Some((place, close + CLOSE.len()))
}

/// Marks that belong to letters before them: many scripts cannot be written without.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{1cff}')
}

fn split_values(values: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = values.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                push(&mut out, '|');
            }
            '|' => out.push(String::new()),
            c => push(&mut out, c),
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for value in out {
        let value = value.trim().to_string();
        if !value.is_empty() && !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

fn push(values: &mut [String], c: char) {
    if let Some(last) = values.last_mut() {
        last.push(c);
    }
}
