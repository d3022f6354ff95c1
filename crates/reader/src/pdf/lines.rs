//! Lines and words from letters and their places.

use chat::MOST_TEXT_CHARS;
use hayro_interpret::kurbo::Vec2;

use super::is_sane;
use super::row::{Before, Letter, Row};

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
/// that is turned reads like any other. What stands at one height is held until it ends: only then it is known which way it is
/// read.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    row: Row,
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
pub(super) const GAP: f64 = 0.17;

/// The way from one letter to the next.
enum Way {
    /// Right behind it.
    Next,
    /// With room between them.
    Gap,
    /// Before it at the same height.
    Back,
    /// At another height.
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
        if forth.abs() < 0.02 && down < 0.02 && self.text == text {
            Way::Again
        } else if down > LINE {
            let paragraph = down > PARAGRAPH;
            Way::Line { paragraph }
        } else if forth < -LINE {
            Way::Back
        } else if forth - self.width * own / size > GAP {
            Way::Gap
        } else {
            Way::Next
        }
    }
}

impl Lines {
    pub(super) fn push(&mut self, letter: Placed<'_>) {
        if self.text.len() + self.row.bytes() > MOST_BYTES {
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
        let before = match self.last.as_ref().map(|last| last.to(&text, letter, em)) {
            Some(Way::Again) => return,
            Some(Way::Line { paragraph }) => {
                self.end_row();
                self.end_line(paragraph);
                Before::Nothing
            }
            Some(Way::Back) => Before::Back,
            Some(Way::Gap) => Before::Gap,
            Some(Way::Next) | None => Before::Nothing,
        };
        let placed = Placed {
            text: &text,
            ..letter
        };
        self.row.push(placed, before);
        self.last = Some(Last {
            text,
            at: letter.at,
            along: letter.along,
            width: letter.width,
        });
    }

    pub(super) fn finish(mut self) -> String {
        self.end_row();
        self.text.trim().to_owned()
    }

    fn end_row(&mut self) {
        for (at, line) in std::mem::take(&mut self.row).lines().iter().enumerate() {
            // Back to the beginning, or to another column at the same height, is another line, too.
            if at > 0 {
                self.end_line(false);
            }
            match line.in_order() {
                Some(text) => self.add(&text),
                None => line.letters().for_each(|letter| self.add_letter(letter)),
            }
        }
    }

    fn add_letter(&mut self, letter: &Letter) {
        if letter.before == Before::Gap {
            self.space();
        }
        if letter.is_space() {
            self.space();
        } else {
            self.text.push_str(&letter.text);
        }
    }

    fn add(&mut self, text: &str) {
        for (at, word) in text.split(' ').enumerate() {
            if at > 0 {
                self.space();
            }
            self.text.push_str(word);
        }
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
    use proptest::prelude::*;

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

    /// Letters that are drawn as they are read, each left of the one before.
    fn write_back(lines: &mut Lines, text: &str, right: f64, y: f64, turn: f64) {
        for (at, c) in text.chars().enumerate() {
            let x = right - 0.5 * (at + 1) as f64;
            write(lines, c.encode_utf8(&mut [0; 4]), x, y, turn);
        }
    }

    fn seen(text: &str) -> String {
        text.chars().rev().collect()
    }

    /// However it is drawn, and however the page is turned, it is read the same.
    #[test]
    fn what_is_read_from_the_right_in_any_order() {
        type Draw = fn(&mut Lines, f64);
        let ways: [Draw; 5] = [
            // As it is seen, with a space and with a gap.
            |lines, turn| {
                write(
                    lines,
                    &format!("{} 12 {}", seen("עולם"), seen("שלום")),
                    0.0,
                    0.0,
                    turn,
                )
            },
            |lines, turn| {
                write(lines, &seen("עולם"), 0.0, 0.0, turn);
                write(lines, "12", 2.5, 0.0, turn);
                write(lines, &seen("שלום"), 4.0, 0.0, turn);
            },
            // Word by word from the right.
            |lines, turn| {
                write(lines, &seen("שלום"), 4.0, 0.0, turn);
                write(lines, "12", 2.5, 0.0, turn);
                write(lines, &seen("עולם"), 0.0, 0.0, turn);
            },
            // As it is read.
            |lines, turn| {
                write_back(lines, "שלום ", 6.0, 0.0, turn);
                write(lines, "12", 2.5, 0.0, turn);
                write_back(lines, " עולם", 2.5, 0.0, turn);
            },
            // The number when all else is there.
            |lines, turn| {
                write_back(lines, "שלום", 6.0, 0.0, turn);
                write_back(lines, "עולם", 2.0, 0.0, turn);
                write(lines, "12", 2.5, 0.0, turn);
            },
        ];
        for (at, way) in ways.iter().enumerate() {
            for turn in [0.0, std::f64::consts::FRAC_PI_2, 2.0] {
                let mut lines = Lines::default();
                way(&mut lines, turn);
                write(&mut lines, "next", 0.0, 12.0, turn);
                assert_eq!(lines.finish(), "שלום 12 עולם\nnext", "{at}, {turn}");
            }
        }
    }

    #[test]
    fn marks_stay_with_their_letters() {
        let draw = |letters: &[(&str, f64, f64)]| {
            let mut lines = Lines::default();
            for (text, x, width) in letters {
                lines.push(Placed {
                    text,
                    at: Vec2::new(*x, 0.0),
                    along: Vec2::new(10.0, 0.0),
                    width: *width,
                });
            }
            lines.finish()
        };
        // Drawn as seen, a mark comes before its letter; drawn as read, after it.
        assert_eq!(
            draw(&[
                ("ל", 0.0, 0.5),
                ("ׁ", 9.0, 0.0),
                ("ָ", 7.0, 0.0),
                ("ש", 5.0, 0.5)
            ]),
            "שָׁל"
        );
        assert_eq!(
            draw(&[
                ("ש", 5.0, 0.5),
                ("ָ", 7.0, 0.0),
                ("ׁ", 9.0, 0.0),
                ("ל", 0.0, 0.5)
            ]),
            "שָׁל"
        );
        // Where it stands between two.
        assert_eq!(
            draw(&[("ل", 0.0, 0.5), ("\u{64e}", 5.0, 0.0), ("س", 5.0, 0.5)]),
            "س\u{64e}ل"
        );
    }

    /// What is drawn over it, to look bold or as a heading of its own, is not mixed into it.
    #[test]
    fn what_lies_over_another_is_a_line_of_its_own() {
        let mut lines = Lines::default();
        write(&mut lines, &seen("שלום"), 0.0, 0.0, 0.0);
        write(&mut lines, &seen("עולם"), 0.1, 0.0, 0.0);
        assert_eq!(lines.finish(), "שלום\nעולם");
    }

    proptest! {
        /// Without Arabic or Hebrew all is as it was drawn: a way back is another line.
        #[test]
        fn latin_is_left_alone(
            rows in proptest::collection::vec(proptest::collection::vec("[!-~ß-ÿ]{3,6}", 1..4), 1..4),
        ) {
            let mut lines = Lines::default();
            for row in &rows {
                let mut x = 0.0;
                for word in row {
                    write(&mut lines, word, x, 0.0, 0.0);
                    x += 0.5 * word.chars().count() as f64 + 0.3;
                }
            }
            let want: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
            prop_assert_eq!(lines.finish(), want.join("\n"));
        }

        /// Wherever letters stand, each of them is there in the end.
        #[test]
        fn no_letter_is_lost(
            letters in proptest::collection::vec(("[a-cא-ג\u{627}\u{628}1-3(ֳ]", -9_i32..9, 0_i32..3), 0..40),
        ) {
            let mut lines = Lines::default();
            let mut want = Vec::new();
            for (at, (text, x, y)) in letters.iter().enumerate() {
                // None at the same place, where it would be the same one drawn twice.
                let at = f64::from(*x) + 0.05 * at as f64;
                want.extend(text.chars().map(|c| if c == '(' { ')' } else { c }));
                write(&mut lines, text, at, 12.0 * f64::from(*y), 0.0);
            }
            let read = lines.finish();
            let mut read: Vec<char> = read.chars().filter(|c| !c.is_whitespace()).collect();
            read.iter_mut().filter(|c| **c == '(').for_each(|c| *c = ')');
            read.sort_unstable();
            want.sort_unstable();
            prop_assert_eq!(read, want);
        }
    }
}
