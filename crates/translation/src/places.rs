//! Places in a text as a text field counts them.

use std::ops::Range;

/// Where these ranges of bytes, in order and apart, stand in a text field that shows the text: in UTF-16 units, where a
/// line end is one unit however it is written (HTML, "API value" of `textarea`). What is beyond the end, or in a
/// character, ends there.
pub fn field_places(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<u32>> {
    let mut chars = text.char_indices().peekable();
    let mut units = 0;
    // The place of a byte that is not before the last one asked for.
    let mut place = |byte: usize| {
        while let Some((_, c)) = chars.next_if(|(at, c)| at + c.len_utf8() <= byte) {
            let joined = c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n');
            units += if joined { 0 } else { c.len_utf16() as u32 };
        }
        units
    };
    ranges
        .into_iter()
        .map(|range| place(range.start)..place(range.end))
        .collect()
}

/// The one of these places, in order and apart, that a caret at `unit` is at: in it, or at its end. Where one ends as the
/// next begins, the next. Empty ones are none.
pub fn place_at(places: &[Range<u32>], unit: u32) -> Option<usize> {
    let first = places.partition_point(|place| place.end < unit);
    let near = places[first..].iter().enumerate();
    near.take_while(|(_, place)| place.start <= unit)
        .filter(|(_, place)| !place.is_empty())
        .last()
        .map(|(offset, _)| first + offset)
}

#[cfg(test)]
mod tests {
    // One range is meant where there is one.
    #![allow(clippy::expect_used, clippy::single_range_in_vec_init)]

    use super::{field_places, place_at};
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, parts: &[&str], expect: &[std::ops::Range<u32>]) {
        let mut from = 0;
        let ranges = parts.iter().map(|part| {
            let start = from + text[from..].find(part).expect("a part of the text");
            from = start + part.len();
            start..from
        });
        assert_eq!(field_places(text, ranges), expect);
    }

    #[test]
    fn counted_as_a_field_does() {
        check("", &[], &[]);
        check("One. Two.", &["One.", "Two."], &[0..4, 5..9]);
        check("Ä。🦜 x", &["Ä。", "🦜", "x"], &[0..2, 2..4, 5..6]);
        check(
            "a\r\nb\n\rc\rd",
            &["a", "b", "c", "d"],
            &[0..1, 2..3, 5..6, 7..8],
        );
        assert_eq!(field_places("ab", [0..9, 9..9]), [0..2, 2..2]);
        assert_eq!(field_places("ä", [1..2]), [0..1]);
    }

    #[test]
    fn found_at_a_caret() {
        let places = [0..4, 4..8, 8..8, 9..12];
        for (unit, expect) in [
            (0, Some(0)),
            (3, Some(0)),
            (4, Some(1)),
            (8, Some(1)),
            (9, Some(3)),
            (12, Some(3)),
            (13, None),
        ] {
            assert_eq!(place_at(&places, unit), expect, "{unit}");
        }
        assert_eq!(place_at(&[2..3], 1), None);
        assert_eq!(place_at(&[], 0), None);
    }

    proptest! {
        #[test]
        fn as_long_as_it_is(text in any::<String>()) {
            let normal = text.replace("\r\n", "\n");
            let all = field_places(&text, std::iter::once(0..text.len()));
            prop_assert_eq!(all[0].end as usize, normal.encode_utf16().count());
        }
    }
}
