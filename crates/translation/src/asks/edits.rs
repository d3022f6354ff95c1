//! What was changed from one text to another, so that each change can be taken or left.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diff::{self, diff};

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced, in bytes of the text as it was; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there instead.
    pub with: String,
    /// Why; may be empty.
    pub reason: String,
}

/// The text with these edits made. They are in order and do not overlap, as those of [`super::read_improve`]; any
/// that does not fit is left out.
pub fn with_edits<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at || edit.range.end < edit.range.start {
            continue;
        }
        let between = text.get(at..edit.range.start);
        let Some(between) = between.filter(|_| text.is_char_boundary(edit.range.end)) else {
            continue;
        };
        out.push_str(between);
        out.push_str(&edit.with);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// What was changed from `old` to `new`, word by word, in order; no reasons.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let edits = hunks(old, new).into_iter().map(|(range, with)| Edit {
        range,
        with,
        reason: String::new(),
    });
    edits.collect()
}

/// The stretches in which `new` differs from `old`, in order, with what `new` has there. Those with only white space
/// between them are one.
pub(super) fn hunks(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let mut out: Vec<(Range<usize>, String)> = Vec::new();
    let (mut at, mut same) = (0, "");
    for step in diff(old, new) {
        let (range, with) = match step {
            diff::Edit::Same { old: range, .. } => {
                at = range.end;
                same = &old[range];
                continue;
            }
            diff::Edit::Removed(range) => (range, ""),
            diff::Edit::Added(range) => (at..at, &new[range]),
        };
        at = range.end;
        match out.last_mut() {
            Some((last, text)) if same.trim().is_empty() => {
                text.push_str(same);
                text.push_str(with);
                last.end = range.end;
            }
            _ => out.push((range, with.to_owned())),
        }
        same = "";
    }
    for (range, with) in &mut out {
        trim(old, range, with);
    }
    out
}

/// Takes the white space that both have at an end off a change.
fn trim(old: &str, range: &mut Range<usize>, with: &mut String) {
    let first = |text: &str| text.chars().next().filter(|c| c.is_whitespace());
    let last = |text: &str| text.chars().next_back().filter(|c| c.is_whitespace());
    while let Some(c) = last(with).filter(|c| last(&old[range.clone()]) == Some(*c)) {
        with.pop();
        range.end -= c.len_utf8();
    }
    while let Some(c) = first(with).filter(|c| first(&old[range.clone()]) == Some(*c)) {
        with.remove(0);
        range.start += c.len_utf8();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_differs() {
        let check = |old: &str, new: &str, expect: &[(&str, &str)]| {
            let found = hunks(old, new);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(range, with)| (&old[range.clone()], with.as_str()))
                .collect();
            assert_eq!(found, expect, "{old} → {new}");
        };
        check("", "", &[]);
        check("same text", "same text", &[]);
        check("He go home.", "He goes home.", &[("go", "goes")]);
        check("a b c d", "x b c y", &[("a", "x"), ("d", "y")]);
        check("However it is", "However, it is", &[("", ",")]);
        check("one two three", "1 2 three", &[("one two", "1 2")]);
        check("a  b", "a b", &[(" ", "")]);
        check("Tiếng Việt", "tiếng Việt", &[("Tiếng", "tiếng")]);
        check("word", "", &[("word", "")]);
        check("", "word", &[("", "word")]);
        check("これは本です", "これが本です", &[("は", "が")]);
        check("cafe\u{301} x", "café x", &[("cafe\u{301}", "café")]);
    }

    #[test]
    fn edits_that_do_not_fit_are_left_out() {
        let edit = |range: Range<usize>, with: &str| Edit {
            range,
            with: with.to_owned(),
            reason: String::new(),
        };
        let edits = [
            edit(0..1, "X"),
            edit(0..2, "Y"),
            edit(2..3, "Z"),
            edit(3..99, "W"),
        ];
        assert_eq!(with_edits("aéb", &edits), "Xéb");
    }

    fn applied(old: &str, new: &str) -> String {
        with_edits(old, &edits(old, new))
    }

    proptest! {
        #[test]
        fn all_edits_make_the_new_text(old in "[ab é,は.\n]{0,30}", new in "[ab é,は.\n]{0,30}") {
            prop_assert_eq!(applied(&old, &new), new);
        }
    }

    #[test]
    fn long_texts_that_differ_everywhere_are_one_change() {
        let (old, new) = ("a ".repeat(2_000), "b ".repeat(2_000));
        assert_eq!(applied(&old, &new), new);
    }
}
