//! A text cut for being read aloud, where one who reads takes breath.

use std::ops::Range;

use crate::segment::segments;

/// The pieces of a text in this language (a tag), in order: as many whole segments as have at most `most` characters
/// together, what is between them included. Only a segment that is longer itself is cut, between words where it has any.
/// None where there is nothing to be read.
pub fn spoken(text: &str, language: &str, most: usize) -> Vec<String> {
    let most = most.max(1);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for segment in segments(text, Some(language)) {
        let fits = |range: &Range<usize>| characters(&text[range.clone()]) <= most;
        let joined = pieces.last().map(|last| last.start..segment.range.end);
        match joined.filter(fits) {
            Some(joined) => {
                pieces.pop();
                pieces.push(joined);
            }
            None => pieces.extend(cut(text, segment.range, most)),
        }
    }
    pieces
        .into_iter()
        .map(|piece| text[piece].to_owned())
        .collect()
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

fn cut(text: &str, range: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    loop {
        let rest = &text[start..range.end];
        let Some((limit, _)) = rest.char_indices().nth(most) else {
            if !rest.trim().is_empty() {
                out.push(start..range.end);
            }
            return out;
        };
        // The character behind it may be the space.
        let upto = rest[limit..]
            .chars()
            .next()
            .map_or(limit, |c| limit + c.len_utf8());
        let space = rest[..upto].rfind(char::is_whitespace);
        let end = start + space.filter(|space| *space > 0).unwrap_or(limit);
        if !text[start..end].trim().is_empty() {
            out.push(start..end);
        }
        start = end + text[end..].len() - text[end..].trim_start().len();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_are_whole_segments() {
        let check = |text: &str, most: usize, expect: &[&str]| {
            assert_eq!(spoken(text, "en", most), expect, "{text} {most}");
        };
        let text = "One is here. Two is there.\n\nThree is away.";
        check(text, 100, &[text]);
        check(text, 26, &["One is here. Two is there.", "Three is away."]);
        check(
            text,
            20,
            &["One is here.", "Two is there.", "Three is away."],
        );
        check(
            text,
            8,
            &["One is", "here.", "Two is", "there.", "Three is", "away."],
        );
        check("  \n ", 10, &[]);
        check("", 10, &[]);
        check("ééééé", 2, &["éé", "éé", "é"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_long(text in "[a-zé .!?\n你。]{0,200}", most in 1_usize..40) {
            let pieces = spoken(&text, "en", most);
            prop_assert!(pieces.iter().all(|piece| characters(piece) <= most && !piece.trim().is_empty()));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&pieces.concat()), letters(&text));
        }
    }
}
