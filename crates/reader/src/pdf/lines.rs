//! Lines and words from letters and their places.

use chat::MOST_TEXT_CHARS;
use hayro_interpret::kurbo::Vec2;

use super::is_sane;

/// A letter where it would be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    /// What it says; rarely more than one character.
    pub text: &'a str,
    /// Where it begins.
    pub at: Vec2,
    /// One em along its line: its direction and its size.
    pub along: Vec2,
    /// How wide it is, in ems.
    pub width: f64,
}

/// The text so far, and where it ended. Everything is measured along the line that the letter before stood in, so that a page
/// that is turned reads like any other.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    last: Option<Last>,
}

#[derive(Debug)]
struct Last {
    text: String,
    at: Vec2,
    along: Vec2,
    width: f64,
}

/// Further than this above or below, in ems, is another line.
const LINE: f64 = 0.6;
/// Further than this is another paragraph.
const PARAGRAPH: f64 = 1.9;
/// So much is more than is taken, however long each letter is: a page that draws on and on is not held.
const MOST_BYTES: usize = 4 * MOST_TEXT_CHARS + 4;
/// A gap of this, in ems, is a space, though none was written: many programs move on instead.
const GAP: f64 = 0.17;

/// The way from one letter to the next.
enum Way {
    /// Right behind it.
    Next,
    /// With room between them.
    Gap,
    /// In another line.
    Line { paragraph: bool },
    /// The same at the same place, to look bold.
    Again,
}

impl Last {
    fn to(&self, text: &str, next: Placed<'_>, em: f64) -> Way {
        let own = self.along.hypot();
        let size = own.max(em);
        let direction = self.along / own;
        let moved = next.at - self.at;
        let forth = moved.dot(direction) / size;
        let down = moved.cross(direction).abs() / size;
        // Back to the beginning, or to another column at the same height, is another line, too.
        if forth.abs() < 0.02 && down < 0.02 && self.text == text {
            Way::Again
        } else if down > LINE || forth < -LINE {
            let paragraph = down > PARAGRAPH;
            Way::Line { paragraph }
        } else if forth - self.width * own / size > GAP {
            Way::Gap
        } else {
            Way::Next
        }
    }
}

impl Lines {
    pub(super) fn push(&mut self, letter: Placed<'_>) {
        if self.text.len() > MOST_BYTES {
            return;
        }
        let em = letter.along.hypot();
        if !is_sane(letter.at) || !em.is_finite() || em <= f64::EPSILON {
            return;
        }
        let text: String = letter.text.chars().filter(|c| !c.is_control()).collect();
        if text.is_empty() {
            return;
        }
        match self.last.as_ref().map(|last| last.to(&text, letter, em)) {
            Some(Way::Again) => return,
            Some(Way::Line { paragraph }) => self.end_line(paragraph),
            Some(Way::Gap) => self.space(),
            Some(Way::Next) | None => {}
        }
        if text.trim().is_empty() {
            self.space();
        } else {
            self.text.push_str(&text);
        }
        self.last = Some(Last {
            text,
            at: letter.at,
            along: letter.along,
            width: letter.width,
        });
    }

    pub(super) fn finish(self) -> String {
        self.text.trim().to_owned()
    }

    fn end_line(&mut self, paragraph: bool) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if self.text.is_empty() || self.text.ends_with("\n\n") {
            return;
        }
        let breaks = match (paragraph, self.text.ends_with('\n')) {
            (true, false) => "\n\n",
            (true, true) => "\n",
            (false, false) => "\n",
            (false, true) => "",
        };
        self.text.push_str(breaks);
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half an em apart, at a height, in a direction.
    fn write(lines: &mut Lines, text: &str, x: f64, y: f64, turn: f64) {
        let along = Vec2::new(turn.cos(), turn.sin()) * 10.0;
        let up = Vec2::new(-turn.sin(), turn.cos());
        for (at, c) in text.chars().enumerate() {
            let at = along * (x + 0.5 * at as f64) + up * y;
            lines.push(Placed {
                text: c.encode_utf8(&mut [0; 4]),
                at,
                along,
                width: 0.5,
            });
        }
    }

    fn read(make: impl Fn(&mut Lines, f64)) {
        for turn in [0.0, std::f64::consts::FRAC_PI_2, 2.0] {
            let mut lines = Lines::default();
            make(&mut lines, turn);
            assert_eq!(lines.finish(), "one two\nthree\n\nfour", "{turn}");
        }
    }

    #[test]
    fn words_lines_and_paragraphs_in_any_direction() {
        read(|lines, turn| {
            write(lines, "one", 0.0, 100.0, turn);
            // A gap and no space.
            write(lines, "two", 2.1, 100.0, turn);
            write(lines, "three", 0.0, 88.0, turn);
            write(lines, "four", 0.0, 50.0, turn);
        });
    }

    #[test]
    fn a_page_without_end_is_not_held() {
        let endless = "é".repeat(MOST_BYTES);
        let mut lines = Lines::default();
        for text in [endless.as_str(), "and on", "and on"] {
            lines.push(Placed {
                text,
                at: Vec2::ZERO,
                along: Vec2::new(10.0, 0.0),
                width: 0.5,
            });
        }
        assert_eq!(lines.finish().len(), endless.len());
    }

    #[test]
    fn what_is_drawn_twice_and_what_is_nowhere() {
        let mut lines = Lines::default();
        write(&mut lines, "a", 0.0, 0.0, 0.0);
        write(&mut lines, "a", 0.001, 0.0, 0.0);
        for at in [f64::NAN, f64::INFINITY] {
            let along = Vec2::new(10.0, 0.0);
            lines.push(Placed {
                text: "x",
                at: Vec2::new(at, 0.0),
                along,
                width: 0.5,
            });
            lines.push(Placed {
                text: "x",
                at: Vec2::ZERO,
                along: Vec2::new(at, 0.0),
                width: 0.5,
            });
        }
        lines.push(Placed {
            text: "x",
            at: Vec2::ZERO,
            along: Vec2::ZERO,
            width: 0.5,
        });
        assert_eq!(lines.finish(), "a");
    }
}
