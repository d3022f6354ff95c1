//! Long running text in runs: blocks of some eighty lines, each laid out by itself and left out while it is off the screen
//! (style/chat.css). One paragraph of a megabyte would otherwise be laid out whole for every word that joins it. Where a run
//! ends, the line ends too.

/// About so many bytes make a run.
pub(super) const RUN: usize = 8_192;
/// How much further a space is looked for: longer words are cut.
const WORD: usize = 1_024;

/// Where to cut a text so that about `room` bytes of it stay: behind white space where there is some near. The whole length
/// where nothing is left to go on with.
pub(super) fn cut_at_space(text: &str, room: usize) -> usize {
    if text.len() <= room {
        return text.len();
    }
    let from = (room..)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    let to = (from.saturating_add(WORD).min(text.len())..)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    let near = &text[from..to];
    match near.find(char::is_whitespace) {
        Some(at) => {
            let space = near[at..].chars().next().map_or(0, char::len_utf8);
            from + at + space
        }
        None if to == text.len() => to,
        None => from,
    }
}

/// The same for what joins a text of `full` bytes, of which there may be `most`. Where no space comes, it is cut all the same.
pub(super) fn cut_to_join(text: &str, full: usize, most: usize) -> usize {
    match full > most + WORD && !text.contains(char::is_whitespace) {
        true => 0,
        false => cut_at_space(text, most.saturating_sub(full)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_text_is_cut_behind_a_space_and_never_in_a_character() {
        assert_eq!(cut_at_space("ab cd ef", 1), 3);
        assert_eq!(cut_at_space("ab cd ef", 3), 6);
        assert_eq!(cut_at_space("ab cd ef", 8), 8);
        assert_eq!(cut_at_space("ab cd ef", 7), 8);
        assert_eq!(cut_at_space("", 0), 0);
        let long = "ä".repeat(5_000);
        assert_eq!(cut_at_space(&long, 101), 102);
        let spaced = format!("{}\u{3000}{long}", "語".repeat(300));
        assert_eq!(cut_at_space(&spaced, 10), 903);
    }

    #[wasm_bindgen_test]
    fn what_joins_without_a_space_is_cut_in_the_end() {
        assert_eq!(cut_to_join("abc", 10, 10), 3);
        assert_eq!(cut_to_join("abc", 10 + WORD, 10), 3);
        assert_eq!(cut_to_join("abc", 11 + WORD, 10), 0);
        assert_eq!(cut_to_join("a bc", 11 + WORD, 10), 2);
    }
}
