//! The plain tokeniser behind every usage number here.
//!
//! It is nobody's real tokeniser, only a stable one of about the right size, so that tests can count for
//! themselves: a word is cut into pieces of at most six letters, the first of which takes one space before it
//! along; digits go by threes; letters of Greek to Georgian scripts by threes; from U+2E80 on (CJK, emoji) each
//! character is a token; so is each other character; a run of white space is one.

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Latin,
    Letter,
    Digit,
    Space,
    Single,
}

fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Space
    } else if c.is_ascii_digit() {
        Class::Digit
    } else if !c.is_alphabetic() || c >= '\u{2E80}' {
        Class::Single
    } else if c < '\u{0370}' || ('\u{1E00}'..='\u{1EFF}').contains(&c) {
        Class::Latin
    } else {
        Class::Letter
    }
}

/// Cuts `text` into tokens; put together again they are exactly `text`.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = token_length(rest);
        let (token, tail) = rest.split_at(length);
        out.push(token);
        rest = tail;
    }
    out
}

/// How many tokens `text` has.
pub fn count_tokens(text: &str) -> u64 {
    let mut count = 0;
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.split_at(token_length(rest)).1;
        count += 1;
    }
    count
}

/// Groups of `size` tokens: the texts of the deltas.
pub(crate) fn pieces(text: &str, size: usize) -> Vec<String> {
    tokens(text)
        .chunks(size.max(1))
        .map(|group| group.concat())
        .collect()
}

/// The first `most` tokens of `text`, and whether that left anything out.
pub(crate) fn limited(text: &str, most: u64) -> (&str, bool) {
    let mut end = 0;
    for _ in 0..most {
        if end == text.len() {
            return (text, false);
        }
        end += token_length(&text[end..]);
    }
    (&text[..end], end < text.len())
}

/// The length in bytes of the first token of a text that is not empty.
fn token_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    let mut end = first.len_utf8();
    let mut kind = class(first);
    let mut taken = 1;
    if kind == Class::Space {
        let next = chars.peek().map(|(_, c)| class(*c));
        match next {
            Some(word @ (Class::Latin | Class::Letter)) if first == ' ' => {
                kind = word;
                taken = 0;
            }
            _ => {
                while let Some((at, c)) = chars.next() {
                    if class(c) != Class::Space {
                        break;
                    }
                    let before_word = c == ' '
                        && matches!(chars.peek(), Some((_, next)) if matches!(class(*next), Class::Latin | Class::Letter));
                    if before_word {
                        break;
                    }
                    end = at + c.len_utf8();
                }
                return end;
            }
        }
    }
    let most = match kind {
        Class::Latin => 6,
        Class::Letter | Class::Digit => 3,
        Class::Space | Class::Single => 1,
    };
    for (at, c) in chars {
        if taken >= most || class(c) != kind {
            break;
        }
        end = at + c.len_utf8();
        taken += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_take_their_space_along() {
        assert_eq!(
            tokens("The practice of 12345 words"),
            ["The", " practi", "ce", " of", " ", "123", "45", " words"]
        );
        assert_eq!(tokens("日本 🦜!"), ["日", "本", " ", "🦜", "!"]);
        assert_eq!(tokens("a\n\n  b"), ["a", "\n\n ", " b"]);
    }

    #[test]
    fn limiting_says_whether_it_cut() {
        assert_eq!(limited("one two three", 2), ("one two", true));
        assert_eq!(limited("one two", 2), ("one two", false));
        assert_eq!(limited("one", 9), ("one", false));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "\\PC{0,60}|[ \\n\\ta-z日0-9]{0,60}") {
            prop_assert_eq!(tokens(&text).concat(), text.clone());
            prop_assert_eq!(tokens(&text).len() as u64, count_tokens(&text));
            prop_assert_eq!(pieces(&text, 4).concat(), text);
        }
    }
}
