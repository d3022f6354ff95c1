//! Placeholders that begin with a sign: `%s` and its kin of printf, Objective-C, Python and Ruby, and `$1`.

/// Where the placeholder ends that begins with the `%` at this byte.
pub(super) fn at(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    match rest.first()? {
        b'%' => Some(at + 2),
        b'(' => {
            // Python: `%(name)s`.
            let name = word(&rest[1..]);
            let closed = rest.get(1 + name) == Some(&b')');
            let conversion = rest.get(name + 2).is_some_and(u8::is_ascii_alphabetic);
            (name > 0 && closed && conversion).then_some(at + 1 + name + 3)
        }
        open @ (b'{' | b'<') => {
            // Ruby: `%{name}`, `%<name>d`.
            let close = if *open == b'{' { b'}' } else { b'>' };
            let name = word(&rest[1..]);
            (name > 0 && rest.get(1 + name) == Some(&close)).then_some(at + 1 + name + 2)
        }
        _ => variable(rest)
            .or_else(|| conversion(rest, Before::of(&text[..at])))
            .map(|length| at + 1 + length),
    }
}

/// Where `$1` or `$name` ends. `$5` may be money as well, and comes through as well; `$50`, `$5,000` and `$5m` are only
/// that.
pub(super) fn dollar(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at + 1..];
    match rest.first()? {
        b'1'..=b'9' => {
            let more = match rest.get(1) {
                Some(b'.' | b',') => rest.get(2).is_some_and(u8::is_ascii_digit),
                Some(byte) => byte.is_ascii_alphanumeric(),
                None => false,
            };
            (!more).then_some(at + 2)
        }
        b'a'..=b'z' | b'_' => Some(at + 1 + word(rest)),
        _ => None,
    }
}

/// `%APPDATA%`.
fn variable(rest: &[u8]) -> Option<usize> {
    let upper = |byte: &&u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b'_';
    let length = rest.iter().take(60).take_while(upper).count();
    (length > 1 && !rest[0].is_ascii_digit() && rest.get(length) == Some(&b'%'))
        .then_some(length + 1)
}

/// `%[position$][flags][width][.precision][size]conversion`, as POSIX `printf` has it, without the space as a flag (`100 %
/// sure`), and with `%@` of Objective-C. Gives its length without the `%`.
fn conversion(rest: &[u8], before: Before) -> Option<usize> {
    let digits = |from: usize| {
        let rest = rest.get(from..).unwrap_or_default();
        rest.iter()
            .take(9)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = digits(0);
    let positional = at > 0 && rest.get(at) == Some(&b'$');
    at = if positional { at + 1 } else { 0 };
    // `100%discount` is none.
    if !positional && before == Before::Digit {
        return None;
    }
    while matches!(rest.get(at), Some(b'-' | b'+' | b'#' | b'0' | b'\'')) {
        at += 1;
    }
    at += if rest.get(at) == Some(&b'*') {
        1
    } else {
        digits(at)
    };
    if rest.get(at) == Some(&b'.') {
        at += 1;
        at += if rest.get(at) == Some(&b'*') {
            1
        } else {
            digits(at)
        };
    }
    while matches!(
        rest.get(at),
        Some(b'h' | b'l' | b'q' | b'L' | b'j' | b'z' | b't')
    ) {
        at += 1;
    }
    let conversion = *rest.get(at)?;
    let letter_after = rest.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let known = match conversion {
        // `5 %-starkes Bier` is none, but `%ds` is.
        b's' | b'd' | b'u' | b'f' | b'@' => !letter_after || before != Before::Number,
        // `%ige Lösung` is none.
        b'i' | b'o' | b'x' | b'X' | b'e' | b'E' | b'g' | b'G' | b'a' | b'A' | b'c' | b'C'
        | b'S' | b'p' | b'n' | b'F' => !letter_after,
        _ => false,
    };
    known.then_some(at + 1)
}

/// What stands before a `%`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A digit.
    Digit,
    /// A digit and a space.
    Number,
    Other,
}

impl Before {
    fn of(text: &str) -> Self {
        let digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
        let spaced = text.strip_suffix([' ', '\u{a0}', '\u{202f}']);
        match spaced {
            _ if digit(text) => Before::Digit,
            Some(text) if digit(text) => Before::Number,
            _ => Before::Other,
        }
    }
}

fn word(bytes: &[u8]) -> usize {
    let such = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'.' | b'-');
    let length = bytes.iter().take(60).take_while(such).count();
    // A stop or hyphen after a name is the sentence's.
    bytes[..length]
        .iter()
        .rposition(|byte| !matches!(byte, b'.' | b'-'))
        .map_or(0, |last| last + 1)
}
