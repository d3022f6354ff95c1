//! What was changed from one text to another, so that each change can be taken or left.

use std::ops::Range;

use super::dictionary::is_written_together;

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// More tokens than this, and the middle of two texts is one change.
const TOKENS_MOST: usize = 1_500;

/// The stretches in which `new` differs from `old`, in order, with what `new` has there. Stretches begin and end with
/// words; those with only a space between them are one.
pub(super) fn hunks(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    changes(old, new, true)
}

/// The same, but each word is a change of its own.
pub(super) fn single_hunks(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    changes(old, new, false)
}

fn changes(old: &str, new: &str, joined: bool) -> Vec<(Range<usize>, String)> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let front = common(old_tokens.iter(), new_tokens.iter());
    let (old_rest, new_rest) = (&old_tokens[front..], &new_tokens[front..]);
    let back = common(old_rest.iter().rev(), new_rest.iter().rev());
    let old_mid = &old_rest[..old_rest.len() - back];
    let new_mid = &new_rest[..new_rest.len() - back];
    let start: usize = old_tokens[..front].iter().map(|token| token.len()).sum();
    let mut out: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = start;
    let mut same_since = String::new();
    for step in steps(old_mid, new_mid) {
        let (range, with) = match step {
            Step::Same(token) => {
                same_since.push_str(token);
                at += token.len();
                continue;
            }
            Step::Gone(token) => (at..at + token.len(), ""),
            Step::New(token) => (at..at, token),
        };
        at = range.end;
        let space = !same_since.contains(|c: char| !c.is_whitespace());
        let bridged = same_since.is_empty() || (joined && space);
        match out.last_mut() {
            Some((last, text)) if bridged => {
                text.push_str(&same_since);
                text.push_str(with);
                last.end = range.end;
            }
            _ => out.push((range, with.to_owned())),
        }
        same_since.clear();
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

enum Step<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// From one list of tokens to the other, by the longest common subsequence.
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Step<'a>> {
    let mut out = Vec::with_capacity(old.len() + new.len());
    let (mut i, mut j) = (0, 0);
    if old.len() <= TOKENS_MOST && new.len() <= TOKENS_MOST {
        let width = new.len() + 1;
        // How long the longest common subsequence of the rests is.
        let mut length = vec![0_u16; (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                length[i * width + j] = match old[i] == new[j] {
                    true => length[(i + 1) * width + j + 1] + 1,
                    false => length[(i + 1) * width + j].max(length[i * width + j + 1]),
                };
            }
        }
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                out.push(Step::Same(old[i]));
                (i, j) = (i + 1, j + 1);
            } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
                out.push(Step::Gone(old[i]));
                i += 1;
            } else {
                out.push(Step::New(new[j]));
                j += 1;
            }
        }
    }
    out.extend(old[i..].iter().map(|token| Step::Gone(token)));
    out.extend(new[j..].iter().map(|token| Step::New(token)));
    out
}

/// Words, runs of white space, and single characters of anything else; of scripts without spaces too.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 1,
        c if is_written_together(c) => 0,
        c if c.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(&c) => 2,
        _ => 0,
    };
    let mut out = Vec::new();
    let (mut start, mut last) = (0, 0);
    for (at, c) in text.char_indices() {
        let this = kind(c);
        if at > start && (this != last || this == 0) {
            out.push(&text[start..at]);
            start = at;
        }
        last = this;
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn common<'a>(
    one: impl Iterator<Item = &'a &'a str>,
    other: impl Iterator<Item = &'a &'a str>,
) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
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
