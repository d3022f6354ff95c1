//! Texts that there is nothing of, or nothing in, to translate.

/// Whether nothing stands there: spaces of any kind, and characters that show nothing (a byte order mark, a zero width space).
pub fn is_blank(text: &str) -> bool {
    let shows_nothing = |c| matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    text.chars().all(|c| c.is_whitespace() || shows_nothing(c))
}

/// Whether there is no letter of any script in it, so that its translation is itself: digits, punctuation, emoji.
pub fn is_wordless(text: &str) -> bool {
    // Braille is writing, though Unicode calls it symbols.
    let letter = |c: char| c.is_alphabetic() || matches!(c, '\u{2801}'..='\u{28ff}');
    !text.chars().any(letter)
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_wordless};

    #[test]
    fn what_shows_nothing_is_blank() {
        for text in [
            "",
            " \n\t",
            "\u{a0}",
            "\u{200b}\u{feff} ",
            "\u{200e}\u{2060}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "\u{feff}.", "\u{200d}1", "🙂"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn what_has_a_letter_has_words() {
        for text in [
            "🙂🎉",
            "12:30 – 14:00",
            "👩\u{200d}👧 🇩🇪 ❤\u{fe0f}",
            "…!?",
            "١٢٣",
        ] {
            assert!(is_wordless(text), "{text:?}");
        }
        for text in ["a", "3 €/kg", "第1", "ß", "ขอ", "⠓⠊", "नमस्ते"] {
            assert!(!is_wordless(text), "{text:?}");
        }
    }
}
