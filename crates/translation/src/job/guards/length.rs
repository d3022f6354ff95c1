//! Guard: far too short or too long.

use super::weight::weight;

/// What the length says of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
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
pub(super) fn length(source: &str, target: &str) -> Length {
    let (source, target) = (weight(source), weight(target));
    let outside = |(least, most): (f32, f32)| {
        target > source * most + FREE || target + FREE / 4.0 < source * least
    };
    if outside(WRONG) {
        Length::Wrong
    } else if outside(ODD) {
        Length::Odd
    } else {
        Length::Usual
    }
}
