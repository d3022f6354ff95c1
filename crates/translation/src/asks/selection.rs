//! What a person means by what they have selected in the translation.

use std::ops::Range;

use crate::pairs::Pairs;
use crate::places::field_places;

use super::dictionary::is_written_together;

/// A part of a segment of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Which segment.
    pub segment: usize,
    /// The segment's text, as it was then.
    pub target: String,
    /// The part of it, in bytes, without outer white space.
    pub range: Range<usize>,
}

impl Selection {
    /// What is selected.
    pub fn text(&self) -> &str {
        self.target.get(self.range.clone()).unwrap_or_default()
    }

    /// Whether all of the segment is.
    pub fn is_whole(&self) -> bool {
        self.range == (0..self.target.len())
    }
}

/// What is meant by a selection in the field that shows the target, in UTF-16 units: of several segments the first. A
/// caret alone means the word that it is in, or else its segment. None where there is nothing to ask about.
pub fn selection(pairs: &Pairs, target: &str, units: Range<u32>) -> Option<Selection> {
    let start = byte_at(target, units.start);
    let end = byte_at(target, units.end.max(units.start));
    let is_caret = start == end;
    let selected = target.get(start..end)?;
    let inner = start + (selected.len() - selected.trim_start().len());
    if !is_caret && selected.trim().is_empty() {
        return None;
    }
    let within = |index: &usize| {
        let range = &pairs.0[*index].target;
        let touches = range.start < end && range.end > inner;
        !range.is_empty() && touches
    };
    let segment = match is_caret {
        true => pairs.at_target(start)?,
        false => (0..pairs.0.len()).find(within)?,
    };
    let whole = pairs.0.get(segment)?.target.clone();
    let text = target.get(whole.clone())?;
    let range = match is_caret {
        true => word_at(text, start.saturating_sub(whole.start)).unwrap_or(0..text.len()),
        false => {
            let from = inner.max(whole.start) - whole.start;
            let to = end.min(whole.end) - whole.start;
            let part = text.get(from..to)?;
            from..from + part.trim_end().len()
        }
    };
    let found = Selection {
        segment,
        target: text.to_owned(),
        range,
    };
    found
        .text()
        .contains(char::is_alphanumeric)
        .then_some(found)
}

/// The byte of a place in the field; places beyond the end, or inside of a character, are at its end.
fn byte_at(text: &str, unit: u32) -> usize {
    let starts = text.char_indices().map(|(at, _)| at);
    let places: Vec<usize> = starts.chain([text.len()]).collect();
    let ranges = places.iter().map(|at| *at..*at);
    let units = field_places(text, ranges);
    let index = units.partition_point(|place| place.start < unit);
    places.get(index).copied().unwrap_or(text.len())
}

/// The word that a caret at this byte is in or at; none in scripts that do not show where words end.
fn word_at(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let of_word =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}');
    let outside = |c: char| !of_word(c);
    let start = before.rfind(outside).map_or(0, |place| {
        place + before[place..].chars().next().map_or(0, char::len_utf8)
    });
    let end = at + after.find(outside).unwrap_or(after.len());
    let word = text.get(start..end)?;
    let is_word = word.contains(char::is_alphanumeric) && !word.contains(is_written_together);
    is_word.then_some(start..end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::pairs::Pair;

    const TEXT: &str = "Das 😀 Haus.\r\nEs ist groß, sehr groß. 日本語です。";

    fn pairs(texts: &[&str]) -> Pairs {
        let mut from = 0;
        let pairs = texts.iter().map(|text| {
            let start = from + TEXT[from..].find(text).unwrap();
            from = start + text.len();
            Pair {
                source: 0..0,
                target: start..from,
                state: crate::pairs::PairState::Translated,
            }
        });
        Pairs(pairs.collect())
    }

    /// What is meant where these are the texts before and in the selection.
    fn check(before: &str, selected: &str, expect: Option<(usize, &str)>) {
        let all = pairs(&["Das 😀 Haus.", "Es ist groß, sehr groß.", "日本語です。"]);
        let units = |text: &str| text.replace('\r', "").encode_utf16().count() as u32;
        let start = units(before);
        let range = start..start + units(selected);
        let found = selection(&all, TEXT, range);
        let told = found.as_ref().map(|found| (found.segment, found.text()));
        assert_eq!(told, expect, "{before:?} {selected:?}");
    }

    #[test]
    fn what_is_selected() {
        check("Das 😀 ", "Haus", Some((0, "Haus")));
        check("Das 😀", " Haus.", Some((0, "Haus.")));
        check("Das 😀 Haus.\r\nEs ist ", "groß, ", Some((1, "groß,")));
        check(
            "Das 😀 Haus.\r\n",
            "Es ist groß, sehr groß.",
            Some((1, "Es ist groß, sehr groß.")),
        );
        // Of several segments the first that has something of it.
        check("Das 😀 ", "Haus.\r\nEs ist", Some((0, "Haus.")));
        check("Das 😀 Haus.", "\r\nEs", Some((1, "Es")));
        check("Das 😀 Haus.", "\r\n", None);
        check("Das ", "😀", None);
        check("Das 😀 Haus.\r\nEs ist groß", ", ", None);
        check("", TEXT, Some((0, "Das 😀 Haus.")));
    }

    #[test]
    fn a_caret_means_its_word() {
        check("", "", Some((0, "Das")));
        check("Das 😀 Ha", "", Some((0, "Haus")));
        check("Das 😀 Haus", "", Some((0, "Haus")));
        check("Das 😀 Haus.\r\nEs ist groß", "", Some((1, "groß")));
        // Between words, and where words are written together, the segment.
        check("Das 😀", "", Some((0, "Das 😀 Haus.")));
        check(
            "Das 😀 Haus.\r\nEs ist groß, sehr groß. 日本",
            "",
            Some((2, "日本語です。")),
        );
        check(TEXT, "", Some((2, "日本語です。")));
    }

    #[test]
    fn places_that_are_none() {
        let found = selection(&pairs(&["Das 😀 Haus."]), TEXT, 900..1_000);
        assert_eq!(found, None);
        assert_eq!(selection(&Pairs::default(), TEXT, 0..3), None);
        assert_eq!(selection(&Pairs::default(), "", 0..0), None);
        // Behind the last segment.
        assert_eq!(selection(&pairs(&["Das"]), TEXT, 20..22), None);
    }
}
