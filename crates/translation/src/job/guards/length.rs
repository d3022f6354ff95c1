//! Guard: far too short or too long, or the same once more.

use super::weight::weight;

/// What the length says of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    Usual,
    /// A person should look.
    Odd,
    /// It cannot be all of it, or it must be more.
    Wrong,
}

/// The shortest and longest that is taken, as parts of what is expected.
const WRONG: (f32, f32) = (0.3, 3.0);
const ODD: (f32, f32) = (0.45, 2.2);

/// Short texts vary: `OK` may become `Einverstanden`, and a wordy heading one word. So much is free of any ratio.
const FREE: f32 = 32.0;

/// Compares a text and its translation, both without marks of inline codes.
pub(crate) fn length(source_text: &str, target_text: &str) -> Length {
    let (source, target) = (weight(source_text), weight(target_text));
    let outside = |(least, most): (f32, f32)| {
        target > source * most + FREE || target + FREE / 4.0 < source * least
    };
    if outside(WRONG) || (says_twice(target_text) && !says_twice(source_text)) {
        Length::Wrong
    } else if outside(ODD) {
        Length::Odd
    } else {
        Length::Usual
    }
}

/// So many letters and digits are no accident when they come again.
const TELLING: usize = 24;

/// Whether the text begins again in the middle and says (nearly) all of it once more.
fn says_twice(text: &str) -> bool {
    let text: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    // Where it begins again, if it does.
    let half = text.len() / 2;
    let again = (half.saturating_sub(half / 8)..=half + half / 8).filter(|at| *at >= TELLING);
    let same = |at: usize| {
        let again = text.iter().skip(at).zip(&text);
        again.take_while(|(one, other)| one == other).count()
    };
    again
        .into_iter()
        .any(|at| same(at) * 10 >= at.min(text.len() - at) * 9)
}
