//! Think blocks outside of the form: what they hold is no answer, even where it looks like one.

/// Follows the text outside of the form, one character at a time.
#[derive(Debug, Clone, Default)]
pub(super) struct Think {
    /// The last characters, from a `<` on.
    held: String,
    inside: bool,
}

/// Where a character stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Answer,
    Thoughts,
    /// It ends thoughts that nothing had opened: all before it was thoughts.
    EndOfAll,
}

/// The longest tag.
const TAG_MOST: usize = 12;

impl Think {
    /// Takes the next character.
    pub(super) fn push(&mut self, c: char) -> Place {
        let was_inside = self.inside;
        if c == '<' {
            self.held.clear();
        }
        if c == '<' || (!self.held.is_empty() && self.held.len() < TAG_MOST) {
            self.held.extend(c.to_lowercase());
        } else {
            self.held.clear();
        }
        let mut closes = false;
        if c == '>' {
            match self.held.as_str() {
                "<think>" | "<thinking>" | "<thought>" | "<reasoning>" => self.inside = true,
                "</think>" | "</thinking>" | "</thought>" | "</reasoning>" => {
                    self.inside = false;
                    closes = true;
                }
                _ => {}
            }
            self.held.clear();
        }
        match (was_inside, self.inside) {
            (false, false) if closes => Place::EndOfAll,
            (false, false) => Place::Answer,
            _ => Place::Thoughts,
        }
    }
}
