//! Reads a JSON object of strings while it arrives, as models write one: in a fence, after a think block or a preface,
//! in an envelope, with raw line breaks or bare quotes in its strings, as several objects.
//!
//! Only what is asked for is taken, and a value that is followed by something else than a comma or a brace is not
//! trusted. RFC 8259 says what JSON is.

mod text;

use super::think::{Place, Think};
use super::{Harvest, Piece, State, Values};
use crate::job::outcome::Reason;
use text::{Step, Text};

/// See the module.
#[derive(Debug, Clone)]
pub(in crate::job) struct Object {
    values: Values,
    think: Think,
    at: At,
    /// Objects that are open: 1 is the answer, 2 inside an envelope.
    depth: u8,
}

/// Where in the answer the next character stands.
#[derive(Debug, Clone)]
enum At {
    /// Outside of any object.
    Prose,
    /// Before a key, a comma or the end of the object.
    Between,
    /// In a key.
    Key(Text, String),
    /// Before the colon.
    Colon(String),
    /// Before the value.
    Value(String),
    /// In a string, the value of the key at this place, or of none.
    String(Text, Option<usize>),
    /// In a number or a word, the value of the key at this place, or of none.
    Bare(Option<usize>),
    /// After a value.
    After(Option<usize>),
    /// In an array or object that nobody asked for.
    Skipped { open: u32, text: Option<Text> },
    /// Lost in a string with bare quotes: looks for the next key.
    Lost(Next),
}

/// As much of a key as has been seen by who is lost.
#[derive(Debug, Clone, Default)]
enum Next {
    #[default]
    Nothing,
    Digits(String),
    Closed(String),
}

impl Object {
    pub(super) fn new(keys: Vec<u32>) -> Object {
        Object {
            values: Values::new(keys),
            think: Think::default(),
            at: At::Prose,
            depth: 0,
        }
    }

    pub(super) fn push(&mut self, delta: &str) -> Vec<Piece> {
        delta.chars().for_each(|c| self.take(c));
        self.values.take_pieces()
    }

    pub(super) fn finish(mut self) -> Harvest {
        // A value with nothing after it may have lost its rest: `"He said "`.
        if let At::After(Some(place)) = self.at {
            self.values.spoil(place, Reason::Cut);
        }
        self.values.finish()
    }

    fn take(&mut self, c: char) {
        self.at = match std::mem::replace(&mut self.at, At::Prose) {
            At::Prose => self.prose(c),
            At::Between => self.between(c),
            At::Key(mut text, mut key) => match text.push(c) {
                Step::End => At::Colon(key),
                step => {
                    step.chars().for_each(|c| key.push(c));
                    // No key is that long: this is no object, but prose with a brace.
                    if key.len() > 80 {
                        self.lost()
                    } else {
                        At::Key(text, key)
                    }
                }
            },
            At::Colon(key) if c.is_whitespace() => At::Colon(key),
            At::Colon(key) if c == ':' => At::Value(key),
            At::Colon(_) => self.lost(),
            At::Value(key) if c.is_whitespace() => At::Value(key),
            At::Value(key) => self.value(&key, c),
            At::String(mut text, place) => match text.push(c) {
                Step::End => {
                    self.end(place, State::Complete);
                    At::After(place)
                }
                step => {
                    if let Some(place) = place {
                        step.chars().for_each(|c| self.values.push(place, c));
                    }
                    At::String(text, place)
                }
            },
            At::Bare(place) => self.bare(place, c),
            At::After(place) => self.after(place, c),
            At::Skipped { open, text } => self.skipped(open, text, c),
            At::Lost(next) => self.look_for_key(next, c),
        };
    }

    fn prose(&mut self, c: char) -> At {
        match self.think.push(c) {
            Place::Answer => {}
            Place::Thoughts => return At::Prose,
            Place::EndOfAll => {
                self.values.drop_all();
                return At::Prose;
            }
        }
        if c == '{' {
            self.depth = 1;
            return At::Between;
        }
        self.values.prose(c);
        At::Prose
    }

    fn between(&mut self, c: char) -> At {
        match c {
            '"' => At::Key(Text::default(), String::new()),
            '}' => self.close(),
            c if c.is_whitespace() || c == ',' => At::Between,
            c => {
                self.values.prose(c);
                self.lost()
            }
        }
    }

    fn value(&mut self, key: &str, c: char) -> At {
        let place = self.place(key);
        if let Some(place) = place {
            self.begin(place);
        }
        match c {
            '"' => At::String(Text::default(), place),
            '{' if place.is_none()
                && self.depth == 1
                && !is_schema(key)
                && number(key).is_none() =>
            {
                self.depth = 2;
                At::Between
            }
            '{' | '[' => {
                if let Some(place) = place {
                    self.values.end(place, State::Bad(Reason::Unreadable));
                }
                At::Skipped {
                    open: 1,
                    text: None,
                }
            }
            ',' | '}' | ']' | ':' => {
                self.end(place, State::Bad(Reason::Unreadable));
                self.after(None, c)
            }
            c => {
                self.push_bare(place, c);
                At::Bare(place)
            }
        }
    }

    /// The place of a key that was asked for; what else there is, is noted.
    fn place(&mut self, key: &str) -> Option<usize> {
        let number = number(key);
        let place = number.and_then(|number| self.values.place(number));
        if place.is_none() {
            self.values.seen.other_numbers |= number.is_some();
            self.values.seen.schema |= is_schema(key);
            self.values.seen.form |= number.is_some() || is_schema(key);
        }
        place
    }

    fn begin(&mut self, place: usize) {
        if let Some(earlier) = self.values.get(place) {
            if earlier.state == State::Growing || self.values.fresh.contains(&place) {
                // Twice in one object: which of the two is meant?
                self.values.begin(place);
                self.values.spoil(place, Reason::Renumbered);
                return;
            }
            // A second object with the same keys: the first was a draft, or repeated the question.
            self.values.drop_all();
        }
        self.values.fresh.push(place);
        self.values.begin(place);
    }

    fn end(&mut self, place: Option<usize>, state: State) {
        if let Some(place) = place {
            self.values.end(place, state);
        }
    }

    fn bare(&mut self, place: Option<usize>, c: char) -> At {
        if matches!(c, ',' | '}' | ']') || c.is_whitespace() {
            let text = place.and_then(|place| self.values.get(place));
            let text = text.map_or("", |value| value.text.as_str());
            let state = match text {
                // No value, and a word for it.
                "null" | "true" | "false" => State::Bad(Reason::Empty),
                _ if text.parse::<f64>().is_ok() => State::Complete,
                _ => State::Bad(Reason::Unreadable),
            };
            self.end(place, state);
            return self.after(None, c);
        }
        self.push_bare(place, c);
        At::Bare(place)
    }

    fn push_bare(&mut self, place: Option<usize>, c: char) {
        if let Some(place) = place {
            self.values.push(place, c);
        }
    }

    fn after(&mut self, place: Option<usize>, c: char) -> At {
        match c {
            ',' => At::Between,
            '}' => self.close(),
            c if c.is_whitespace() => At::After(place),
            c => {
                if let Some(place) = place {
                    self.values.spoil(place, Reason::Unreadable);
                }
                // What ended the value may have been the next key's opening quote, or a quote in the text.
                self.look_for_key(Next::Nothing, c)
            }
        }
    }

    fn close(&mut self) -> At {
        self.depth -= 1;
        if self.depth > 0 {
            return At::After(None);
        }
        self.values.fresh.clear();
        At::Prose
    }

    fn lost(&mut self) -> At {
        // Before anything of the form, a brace was only a brace.
        if self.values.seen.form {
            At::Lost(Next::Nothing)
        } else {
            self.depth = 0;
            At::Prose
        }
    }

    fn skipped(&mut self, mut open: u32, text: Option<Text>, c: char) -> At {
        let text = match (text, c) {
            (Some(mut text), c) => match text.push(c) {
                Step::End => None,
                _ => Some(text),
            },
            (None, '"') => Some(Text::default()),
            (None, '{' | '[') => {
                open = open.saturating_add(1);
                None
            }
            (None, '}' | ']') => {
                open -= 1;
                None
            }
            (None, _) => None,
        };
        if open == 0 {
            return At::After(None);
        }
        At::Skipped { open, text }
    }

    fn look_for_key(&mut self, next: Next, c: char) -> At {
        At::Lost(match (next, c) {
            (Next::Closed(key), ':') => return At::Value(key),
            (Next::Closed(key), c) if c.is_whitespace() => Next::Closed(key),
            (Next::Digits(key), '"') if !key.is_empty() => Next::Closed(key),
            (Next::Digits(mut key), c) if c.is_ascii_digit() && key.len() < 4 => {
                key.push(c);
                Next::Digits(key)
            }
            (_, '"') => Next::Digits(String::new()),
            _ => Next::Nothing,
        })
    }
}

/// The number that a key is, zeros before it or not.
fn number(key: &str) -> Option<u32> {
    let key = key.trim();
    let digits = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| key.parse().ok()).flatten()
}

fn is_schema(key: &str) -> bool {
    const WORDS: [&str; 9] = [
        "$schema",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "schema",
        "json_schema",
        "strict",
        "$defs",
    ];
    WORDS.contains(&key)
}
