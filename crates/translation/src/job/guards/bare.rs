//! A text as the guards compare it.

/// The text without the marks of inline codes.
pub(in crate::job) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| closing(c).is_some()) {
        let (before, mark_on) = rest.split_at(at);
        out.push_str(before);
        let length = mark(mark_on);
        let (shown, after) = mark_on.split_at(length.unwrap_or_else(|| first_len(mark_on)));
        if length.is_none() {
            out.push_str(shown);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Letters and digits in lower case, one space between words.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '⟦' => '⟧',
        '⟪' => '⟫',
        '⦃' => '⦄',
        '⟬' => '⟭',
        '⦗' => '⦘',
        '〚' => '〛',
        _ => return None,
    })
}

/// How long the mark is that the text begins with.
fn mark(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = closing(open)?;
    let inner = &text[open.len_utf8()..];
    let length = inner.find(close)?;
    let number = inner[..length].trim_start_matches('/');
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| open.len_utf8() + length + close.len_utf8())
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
