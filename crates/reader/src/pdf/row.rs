//! What stands at one height, in the order in which it was drawn, and the lines that it makes.
//!
//! Where Arabic or Hebrew is in it, files draw in any order: as it is seen, as it is read, or word by word from the right. Where
//! the letters stand tells what is seen, whatever the order, and from that follows what is read.

use hayro_interpret::kurbo::Vec2;
use unicode_normalization::char::is_combining_mark;

use super::bidi::{has_rtl, logical};
use super::lines::{GAP, Placed};

/// What lies over each other less than this, in ems, stands beside each other.
const OVERLAP: f64 = 0.3;
/// No line is drawn in more stretches; a row that is drawn back and forth without end is not compared without end.
const MOST_STRETCHES: usize = 400;

/// What is between a letter and the one that was drawn before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// Room.
    Gap,
    /// A way back.
    Back,
}

/// A letter, where it stands along its row.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub text: String,
    pub before: Before,
    left: f64,
    right: f64,
    em: f64,
}

impl Letter {
    pub(super) fn is_space(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn is_mark(&self) -> bool {
        self.text.chars().all(is_combining_mark)
    }

    /// How far from it a place is.
    fn off(&self, place: f64) -> f64 {
        (self.left - place).max(place - self.right).max(0.0)
    }
}

/// What stands at one height.
#[derive(Debug, Default)]
pub(super) struct Row {
    letters: Vec<Letter>,
    /// One unit along it.
    direction: Option<Vec2>,
    bytes: usize,
}

impl Row {
    pub(super) fn push(&mut self, letter: Placed<'_>, before: Before) {
        let em = letter.along.hypot();
        let direction = *self.direction.get_or_insert(letter.along / em);
        let left = letter.at.dot(direction);
        self.bytes += letter.text.len();
        self.letters.push(Letter {
            text: letter.text.to_owned(),
            before,
            left,
            right: left + (letter.width * em).max(0.0),
            em,
        });
    }

    /// How long its text is.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Its lines: a way back begins another, but where it only goes on at the left of what is read from the right.
    pub(super) fn lines(self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut stretch = Vec::new();
        let mut letters = self.letters.into_iter().peekable();
        while let Some(letter) = letters.next() {
            stretch.push(letter);
            let ends = letters
                .peek()
                .is_none_or(|next| next.before == Before::Back);
            if ends {
                let stretch = Stretch::of(std::mem::take(&mut stretch));
                match lines.last_mut().filter(|line| line.takes(&stretch)) {
                    Some(line) => line.0.push(stretch),
                    None => lines.push(Line(vec![stretch])),
                }
            }
        }
        lines
    }
}

/// What was drawn without a way back.
#[derive(Debug)]
struct Stretch {
    letters: Vec<Letter>,
    left: f64,
    right: f64,
    em: f64,
    is_rtl: bool,
}

impl Stretch {
    fn of(letters: Vec<Letter>) -> Stretch {
        let all = || letters.iter();
        Stretch {
            left: all().map(|one| one.left).fold(f64::INFINITY, f64::min),
            right: all().map(|one| one.right).fold(f64::NEG_INFINITY, f64::max),
            em: all().map(|one| one.em).fold(0.0, f64::max),
            is_rtl: all().any(|one| has_rtl(&one.text)),
            letters,
        }
    }
}

/// What is one line.
#[derive(Debug)]
pub(super) struct Line(Vec<Stretch>);

impl Line {
    fn takes(&self, next: &Stretch) -> bool {
        let lies_over = |one: &Stretch| {
            let room = OVERLAP * one.em.max(next.em);
            one.right.min(next.right) - one.left.max(next.left) > room
        };
        self.0.len() < MOST_STRETCHES
            && (next.is_rtl || self.is_rtl())
            && !self.0.iter().any(lies_over)
    }

    fn is_rtl(&self) -> bool {
        self.0.iter().any(|stretch| stretch.is_rtl)
    }

    /// Its letters as they were drawn.
    pub(super) fn letters(&self) -> impl Iterator<Item = &Letter> {
        self.0.iter().flat_map(|stretch| &stretch.letters)
    }

    /// What it says, where anything in it is read from right to left.
    pub(super) fn in_order(&self) -> Option<String> {
        if !self.is_rtl() {
            return None;
        }
        let mut letters = with_marks(&self.letters().collect::<Vec<_>>());
        letters.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut pieces: Vec<&str> = Vec::with_capacity(letters.len());
        let mut end = f64::INFINITY;
        for letter in &letters {
            let space = letter.is_space() || letter.left - end > GAP * letter.em;
            if space && pieces.last().is_some_and(|last| *last != " ") {
                pieces.push(" ");
            }
            if !letter.is_space() {
                pieces.push(&letter.text);
            }
            end = if end.is_finite() {
                end.max(letter.right)
            } else {
                letter.right
            };
        }
        Some(logical(&pieces))
    }
}

/// The letters with their marks behind them. Marks are drawn before or after their letter, and stand over it.
fn with_marks(drawn: &[&Letter]) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(drawn.len());
    let mut at = 0;
    while let Some(letter) = drawn.get(at) {
        if !letter.is_mark() {
            out.push((*letter).clone());
            at += 1;
            continue;
        }
        let marks = drawn[at..].iter().take_while(|one| one.is_mark()).count();
        let next = drawn.get(at + marks).filter(|next| !next.is_space());
        let mut ahead = String::new();
        for mark in &drawn[at..at + marks] {
            let place = f64::midpoint(mark.left, mark.right);
            let last = out.last_mut().filter(|last| !last.is_space());
            match (last, next) {
                (Some(last), Some(next)) if goes_ahead(place, last, next) => {
                    ahead.insert_str(0, &mark.text);
                }
                (Some(last), _) => last.text.push_str(&mark.text),
                (None, Some(_)) => ahead.insert_str(0, &mark.text),
                (None, None) => out.push((*mark).clone()),
            }
        }
        at += marks;
        if let Some(next) = next {
            let text = format!("{}{ahead}", next.text);
            out.push(Letter {
                text,
                ..(**next).clone()
            });
            at += 1;
        }
    }
    out
}

/// Whether a mark belongs to the letter that is drawn after it. Between two, it is as the letters are drawn.
fn goes_ahead(place: f64, last: &Letter, next: &Letter) -> bool {
    let (to_last, to_next) = (last.off(place), next.off(place));
    if (to_last - to_next).abs() < 1e-6 * next.em {
        has_rtl(&next.text) && next.left > last.left
    } else {
        to_next < to_last
    }
}
