//! JSON laid out for reading, with its keys in the order they came.

/// JSON text with an indent of two spaces. Characters that would hide what is really there (controls, marks that
/// turn the reading direction) are written as escapes. Text that is not JSON comes back as it is.
pub fn pretty_json(json: &str) -> String {
    lay_out(json, &Json).unwrap_or_else(|| json.to_owned())
}

/// How a language writes the literals of JSON.
pub(crate) trait Literals {
    /// Writes a string.
    fn string(&self, text: &str, out: &mut String);
    /// The word for `true`, `false` or `null`.
    fn word<'a>(&self, word: &'a str) -> &'a str;
}

struct Json;

impl Literals for Json {
    fn string(&self, text: &str, out: &mut String) {
        json_string(text, out);
    }

    fn word<'a>(&self, word: &'a str) -> &'a str {
        word
    }
}

/// A JSON string, hidden characters escaped.
pub(crate) fn json_string(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // All of these lie below U+10000: one escape each.
            char if is_hidden(char) => out.push_str(&format!("\\u{:04x}", u32::from(char))),
            char => out.push(char),
        }
    }
    out.push('"');
}

/// Controls, line separators, and marks that turn the direction of the text around them.
pub(crate) fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}'
        )
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Lays JSON out; none when it is not JSON.
pub(crate) fn lay_out(json: &str, literals: &dyn Literals) -> Option<String> {
    serde_json::from_str::<serde::de::IgnoredAny>(json).ok()?;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0usize;
    let mut rest = json.trim_start();
    // The text is JSON: from here on, telling one token from the next by its first byte is enough.
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let length = string_length(rest)?;
                let text: String = serde_json::from_str(rest.get(..length)?).ok()?;
                literals.string(&text, &mut out);
                length
            }
            '{' | '[' => {
                let inside = rest.get(1..)?.trim_start();
                if inside.starts_with(['}', ']']) {
                    out.push(first);
                    out.push_str(inside.get(..1)?);
                    rest = inside.get(1..)?.trim_start();
                    continue;
                }
                depth += 1;
                out.push(first);
                new_line(&mut out, depth);
                1
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(first);
                1
            }
            ',' => {
                out.push(',');
                new_line(&mut out, depth);
                1
            }
            ':' => {
                out.push_str(": ");
                1
            }
            _ => {
                let length = rest
                    .find([',', ':', '}', ']', ' ', '\n', '\r', '\t'])
                    .unwrap_or(rest.len());
                out.push_str(literals.word(rest.get(..length)?));
                length
            }
        };
        rest = rest.get(length..)?.trim_start();
    }
    Some(out)
}

/// The length of the string that `text` begins with, quotes included.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}
