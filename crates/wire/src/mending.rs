//! Mending JSON with numbers that are none.

/// Puts `null` for `NaN`, `Infinity` and numbers that no float holds (`1e400`), outside of strings; none when there are
/// none.
pub(crate) fn mend_numbers(json: &str) -> Option<String> {
    let mut mended = String::new();
    let mut rest = json;
    let mut any = false;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
    while let Some(start) = rest.find(|c| c == '"' || is_part(c)) {
        let (before, from) = rest.split_at(start);
        mended.push_str(before);
        let end = match from.starts_with('"') {
            true => string_end(from),
            false => from.find(|c| !is_part(c)).unwrap_or(from.len()),
        };
        let (token, after) = from.split_at(end);
        // A string's quotes keep it from being read as a number.
        let is_none = token.parse::<f64>().is_ok_and(|number| !number.is_finite());
        any |= is_none;
        mended.push_str(if is_none { "null" } else { token });
        rest = after;
    }
    mended.push_str(rest);
    any.then_some(mended)
}

/// Where the string ends that the text begins with.
fn string_end(text: &str) -> usize {
    let mut escaped = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
