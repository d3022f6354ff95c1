//! A text said in other words, as far as that can be pretended: still in its script, its numbers and codes kept.

/// The `index`th rewording of `text`; those of 0 to 3 differ from it and from each other wherever it has letters.
pub(crate) fn reworded(text: &str, index: usize) -> String {
    let words = changeable(text);
    let Some(&(start, end)) = words.get(index % words.len().max(1)) else {
        return text.to_owned();
    };
    format!(
        "{}{}{}",
        &text[..start],
        changed(&text[start..end], index),
        &text[end..]
    )
}

/// Small changes to `text`, at most `most`: what was there and what is there now, in order. With them made it is
/// [`corrected`].
pub(crate) fn changes(text: &str, most: usize) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (start, end) in changeable(text) {
        let word = &text[start..end];
        // Once is enough, and it must be clear where.
        if out.len() < most && text.matches(word).count() == 1 {
            out.push((word.to_owned(), changed(word, out.len())));
        }
    }
    out
}

/// `text` with these changes made.
pub(crate) fn corrected(text: &str, changes: &[(String, String)]) -> String {
    let mut out = text.to_owned();
    for (before, after) in changes {
        out = out.replacen(before, after, 1);
    }
    out
}

/// The words that may be changed: of letters only, not inside of codes, tags and placeholders.
fn changeable(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for piece in crate::kept::pieces(text, &[]) {
        let crate::kept::Piece::Text(run) = piece else {
            continue;
        };
        let base = run.as_ptr() as usize - text.as_ptr() as usize;
        let mut from = None;
        for (at, c) in run.char_indices().chain([(run.len(), ' ')]) {
            match (c.is_alphabetic(), from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    out.push((base + start, base + at));
                    from = None;
                }
                _ => {}
            }
        }
    }
    out
}

fn changed(word: &str, index: usize) -> String {
    const ENDINGS: [&str; 4] = ["en", "a", "is", "o"];
    let last = word.chars().next_back().unwrap_or('x');
    match last < '\u{0370}' {
        true => format!("{word}{}", ENDINGS[index % 4]),
        false => {
            let more: String = std::iter::repeat_n(last, index % 4 + 1).collect();
            format!("{word}{more}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn four_of_them_differ() {
        for text in ["Haus", "Das ist es.", "⟦1⟧日本⟦/1⟧ 12", "a b c d e"] {
            let all: HashSet<String> = (0..4).map(|index| reworded(text, index)).collect();
            assert!(all.len() == 4 && !all.contains(text), "{all:?}");
        }
        assert_eq!(reworded("12 {name} ⟦1⟧", 0), "12 {name} ⟦1⟧");
    }

    #[test]
    fn changes_can_be_made() {
        let text = "The cat saw the other cat {x}.";
        let changes = changes(text, 3);
        let told: Vec<(&str, &str)> = changes.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            told,
            [("The", "Theen"), ("saw", "sawa"), ("other", "otheris")]
        );
        let corrected = corrected(text, &changes);
        assert_eq!(corrected, "Theen cat sawa the otheris cat {x}.");
    }
}
