//! Cutting text for showing.

/// The first `most` characters.
pub(crate) fn first_chars(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// On one line, at most `most` characters, white space and control characters run together to one space.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut gap = false;
    for char in text.chars() {
        if char.is_whitespace() || char.is_control() {
            gap = length > 0;
            continue;
        }
        let needed = if gap { 2 } else { 1 };
        if length + needed > most {
            break;
        }
        if gap {
            line.push(' ');
        }
        line.push(char);
        length += needed;
        gap = false;
    }
    line
}

/// Whether `text` has `part`, whatever the case of ASCII letters; `part` is given in lower case.
pub(crate) fn has(text: &str, part: &str) -> bool {
    !part.is_empty()
        && text
            .as_bytes()
            .windows(part.len())
            .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// Whether `text` has `word`, letter for letter, as a word of its own (`_` is part of a word).
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .any(|part| part == word)
}

/// The text with anything that looks like a key blotted out: some endpoints repeat the key they refuse, and what
/// is shown or stored of an answer must never hold it.
pub(crate) fn without_keys(text: &str) -> String {
    const STARTS: [&str; 8] = ["sk-", "sk_", "gsk_", "xai-", "AIza", "hf_", "pplx-", "csk-"];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_bearer = false;
    while let Some(start) = rest.find(is_part) {
        let (between, word_on) = rest.split_at(start);
        clean.push_str(between);
        let end = word_on.find(|c| !is_part(c)).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        let prefix = STARTS.iter().find(|start| word.starts_with(**start));
        match prefix {
            Some(prefix) if word.len() >= 12 => {
                clean.push_str(prefix);
                clean.push_str("***");
            }
            _ if after_bearer && word.len() >= 8 => clean.push_str("***"),
            _ => clean.push_str(word),
        }
        after_bearer = word.eq_ignore_ascii_case("bearer");
        rest = after;
    }
    clean.push_str(rest);
    clean
}
