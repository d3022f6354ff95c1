//! Reads segments between tagged lines while they arrive: `⟦1 WORD⟧`, its text, `⟦/1 WORD⟧`.

use super::think::{Place, Think};
use super::{Harvest, Piece, State, Values};
use crate::job::outcome::Reason;

/// See the module.
#[derive(Debug, Clone)]
pub(in crate::job) struct Lines {
    values: Values,
    word: String,
    think: Think,
    /// What may become a tag, from its bracket on.
    held: String,
    /// White space that is text only if something follows.
    space: String,
    /// The key at this place is open; `None` in it where nobody asked for it.
    open: Option<Option<usize>>,
}

/// What stands in a tag.
enum Tag {
    Opens(u32),
    Closes(u32),
    /// The tag before all segments: what came until now was a draft, or the question.
    Begins,
    /// Another tag of the prompt.
    Other,
}

impl Lines {
    pub(super) fn new(keys: Vec<u32>, word: &str) -> Lines {
        Lines {
            values: Values::new(keys),
            word: word.to_owned(),
            think: Think::default(),
            held: String::new(),
            space: String::new(),
            open: None,
        }
    }

    pub(super) fn push(&mut self, delta: &str) -> Vec<Piece> {
        delta.chars().for_each(|c| self.take(c));
        self.values.take_pieces()
    }

    /// The last closing tag is forgotten at times, but a text that broke off looks the same.
    pub(super) fn finish(mut self) -> Harvest {
        self.release();
        self.values.finish()
    }

    fn take(&mut self, c: char) {
        if self.open.is_none() {
            match self.think.push(c) {
                Place::Answer => {}
                Place::Thoughts => return self.held.clear(),
                Place::EndOfAll => return self.values.drop_all(),
            }
        }
        if self.held.is_empty() {
            return if c == '⟦' {
                self.held.push(c);
            } else {
                self.text(c);
            };
        }
        if c == '⟧' {
            match self.tag() {
                Some(tag) => {
                    self.held.clear();
                    self.follow(tag);
                }
                None => {
                    self.release();
                    self.text(c);
                }
            }
        } else if c == '⟦' {
            self.release();
            self.held.push(c);
        } else if c == '\n' || self.held.len() > self.word.len() + 24 {
            self.release();
            self.text(c);
        } else {
            self.held.push(c);
        }
    }

    /// What is held is no tag.
    fn release(&mut self) {
        let held = std::mem::take(&mut self.held);
        held.chars().for_each(|c| self.text(c));
    }

    fn text(&mut self, c: char) {
        let Some(open) = self.open else {
            return self.values.prose(c);
        };
        let Some(place) = open else {
            return;
        };
        if c.is_whitespace() {
            self.space.push(c);
            return;
        }
        let began = self.values.get(place).is_some_and(|v| !v.text.is_empty());
        let space = std::mem::take(&mut self.space);
        if began {
            space.chars().for_each(|c| self.values.push(place, c));
        }
        self.values.push(place, c);
    }

    fn tag(&self) -> Option<Tag> {
        let inside = self.held.trim_start_matches('⟦').trim();
        let (name, word) = inside.split_once(char::is_whitespace)?;
        if !word.trim().eq_ignore_ascii_case(&self.word) {
            return None;
        }
        let (closes, name) = match name.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, name),
        };
        Some(match name.parse() {
            Ok(key) if closes => Tag::Closes(key),
            Ok(key) => Tag::Opens(key),
            Err(_) if name == "segments" && !closes => Tag::Begins,
            Err(_) => Tag::Other,
        })
    }

    fn follow(&mut self, tag: Tag) {
        match tag {
            Tag::Opens(key) => {
                self.close(State::Complete);
                let place = self.values.place(key);
                self.values.seen.form = true;
                self.values.seen.other_numbers |= place.is_none();
                self.open = Some(place);
                if let Some(place) = place {
                    let again = self.values.get(place).is_some();
                    self.values.begin(place);
                    if again {
                        // Twice: which of the two is meant?
                        self.values.pieces.push(Piece::Dropped(place));
                        self.values.spoil(place, Reason::Renumbered);
                    }
                }
            }
            Tag::Closes(key) => {
                let same = self.open == Some(self.values.place(key));
                self.close(if same {
                    State::Complete
                } else {
                    State::Bad(Reason::Renumbered)
                });
            }
            Tag::Begins => {
                self.close(State::Complete);
                self.values.drop_all();
            }
            Tag::Other => self.close(State::Complete),
        }
    }

    fn close(&mut self, state: State) {
        self.space.clear();
        if let Some(Some(place)) = self.open.take() {
            self.values.end(place, state);
        }
    }
}
