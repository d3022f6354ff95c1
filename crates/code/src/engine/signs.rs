//! What signs begin.

use super::{Scan, word_end};
use crate::class::Class;
use crate::delimited::{counted, long_bracket};
use crate::describe::Habit;
use crate::lexer::{Lexer, Sink, State};

/// What only a line can begin with; gives where the rest of it begins.
pub(super) fn line_start(lexer: &Lexer, line: &str, at: usize, sink: &mut Sink<'_>) -> usize {
    let rest = &line[at..];
    let indent = rest.len() - rest.trim_start().len();
    if lexer.has(Habit::HashLines) && rest[indent..].starts_with('#') {
        let begin = at + indent;
        let spaces = line[begin + 1..].len() - line[begin + 1..].trim_start().len();
        let end = word_end(lexer, line, begin + 1 + spaces);
        sink.add(begin, end, Class::Meta);
        let after = &line[end..];
        let gap = after.len() - after.trim_start().len();
        if after[gap..].starts_with('<') {
            let close = after.find('>').map_or(line.len(), |found| end + found + 1);
            sink.add(end + gap, close, Class::String);
            return close;
        }
        return end;
    }
    if lexer.has(Habit::Labels) && indent == 0 && at == 0 {
        let end = line
            .find(|c: char| !(c.is_ascii_alphanumeric() || "_.-%$/".contains(c)))
            .unwrap_or(line.len());
        let after = line[end..].trim_start_matches(' ');
        if end > 0 && after.starts_with(':') && !after.starts_with(":=") {
            sink.add(0, end, Class::Function);
            return end;
        }
    }
    at
}

/// A variable that begins with its sign; gives where it ends.
pub(super) fn variable(line: &str, at: usize, value: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let sign = bytes[at];
    let doubled = bytes.get(at + 1) == Some(&sign) && sign == b'@';
    let name = at + 1 + usize::from(doubled);
    let first = *bytes.get(name)?;
    if first.is_ascii_alphabetic() || first == b'_' {
        // `a % b` is no hash.
        if sign == b'%' && value {
            return None;
        }
        let in_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        return Some(name + bytes[name..].iter().take_while(in_name).count());
    }
    if sign != b'$' {
        return None;
    }
    match first {
        b'{' => {
            let inside = &line[name..];
            Some(
                inside
                    .find('}')
                    .map_or(line.len(), |found| name + found + 1),
            )
        }
        b'0'..=b'9' | b'?' | b'#' | b'@' | b'!' | b'*' | b'$' | b'-' => Some(name + 1),
        _ => None,
    }
}

/// `'x'`, or a tick that is no string.
pub(super) fn tick(lexer: &Lexer, line: &str, at: usize, sink: &mut Sink<'_>) -> Option<usize> {
    let inside = &line[at + 1..];
    let first = inside.chars().next()?;
    if first == '\\' {
        let escaped = inside[1..].chars().next().map_or(0, char::len_utf8);
        let after = 1 + escaped;
        // `'\u{1f600}'` is about the longest.
        let close = inside
            .bytes()
            .skip(after)
            .take(12)
            .position(|byte| byte == b'\'');
        let end = close.map(|found| at + 1 + after + found + 1)?;
        sink.add(at, end, Class::String);
        return Some(end);
    }
    if first != '\'' && inside[first.len_utf8()..].starts_with('\'') {
        let end = at + 1 + first.len_utf8() + 1;
        sink.add(at, end, Class::String);
        return Some(end);
    }
    let is_name = first.is_ascii_alphabetic() || first == '_';
    if lexer.has(Habit::HashBrackets) && is_name {
        let end = word_end(lexer, line, at + 1);
        sink.add(at, end, Class::Variable);
        return Some(end);
    }
    None
}

/// Signs that begin something in some languages.
pub(super) fn sign(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    scan: &mut Scan,
    sink: &mut Sink<'_>,
) -> Option<usize> {
    let bytes = line.as_bytes();
    let follows = bytes.get(at + 1).copied().unwrap_or_default();
    let begins_name = follows.is_ascii_alphabetic() || follows == b'_';
    let value_before = scan.value;
    let mut found = |end: usize, class: Class, value: bool| {
        sink.add(at, end, class);
        scan.value = value;
        scan.after_open = false;
        Some(end)
    };
    match bytes[at] {
        b'#' if lexer.has(Habit::HashBrackets)
            && (follows == b'[' || line[at..].starts_with("#![")) =>
        {
            found(brackets_end(line, at), Class::Meta, false)
        }
        b'#' if lexer.has(Habit::Colours) && follows.is_ascii_alphanumeric() => {
            let end = word_end(lexer, line, at + 1);
            let name = &line[at + 1..end];
            let colour = matches!(name.len(), 3 | 4 | 6 | 8)
                && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            found(end, if colour { Class::Number } else { Class::Tag }, true)
        }
        b'.' if lexer.has(Habit::Colours) && begins_name => {
            found(word_end(lexer, line, at + 1), Class::Tag, true)
        }
        b'@' if lexer.has(Habit::AtNames) && begins_name => {
            let mut end = word_end(lexer, line, at + 1);
            while bytes.get(end) == Some(&b'.') && word_end(lexer, line, end + 1) > end + 1 {
                end = word_end(lexer, line, end + 1);
            }
            found(end, Class::Meta, false)
        }
        b':' if lexer.has(Habit::Symbols) && begins_name && !line[..at].ends_with(':') => {
            found(word_end(lexer, line, at + 1), Class::Literal, true)
        }
        b'\\' if lexer.has(Habit::Commands) => {
            let end = if follows.is_ascii_alphabetic() {
                word_end(lexer, line, at + 1)
            } else {
                at + 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8)
            };
            found(end, Class::Keyword, true)
        }
        b'<' if lexer.has(Habit::Elements)
            && ((begins_name && !value_before) || follows == b'/') =>
        {
            let name = at + 1 + usize::from(follows == b'/');
            let end = name
                + (bytes[name..].iter())
                    .take_while(|byte| byte.is_ascii_alphanumeric() || b"_.-:".contains(byte))
                    .count();
            sink.add(name, end, Class::Tag);
            scan.value = false;
            Some(end.max(at + 1))
        }
        b'<' if lexer.has(Habit::Heredocs) && follows == b'<' => {
            let (end, label) = heredoc(line, at)?;
            scan.heredoc = Some(label);
            sink.add(at, end, Class::String);
            scan.value = true;
            Some(end)
        }
        b'/' if lexer.has(Habit::Patterns) && !value_before && !scan.no_pattern => {
            match pattern_end(line, at) {
                Some(end) => found(end, Class::String, true),
                None => {
                    scan.no_pattern = true;
                    None
                }
            }
        }
        b'[' if lexer.has(Habit::LongBrackets) => {
            let (count, inside) = long_bracket(line, at)?;
            scan.value = true;
            let what = (Class::String, ']', count);
            Some(counted(lexer, state, line, (at, inside), what, sink))
        }
        _ => None,
    }
}

fn brackets_end(line: &str, at: usize) -> usize {
    let mut depth = 0;
    for (found, byte) in line.bytes().enumerate().skip(at) {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return found + 1;
                }
            }
            _ => {}
        }
    }
    line.len()
}

/// `<<END`, `<<-'END'`, `<<~END`, `<<<END`.
fn heredoc(line: &str, at: usize) -> Option<(usize, String)> {
    let rest = &line[at + 2..];
    let rest = rest.strip_prefix(['<', '-', '~']).unwrap_or(rest);
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let name = &rest[quote.map_or(0, char::len_utf8)..];
    let len = name
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    let label = &name[..len];
    // `a << b` is a shift.
    let meant = quote.is_some() || label.bytes().all(|byte| !byte.is_ascii_lowercase());
    if !meant
        || label.len() > 64
        || !label.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    {
        return None;
    }
    let after = &name[len..];
    let after = quote
        .and_then(|quote| after.strip_prefix(quote))
        .unwrap_or(after);
    Some((line.len() - after.len(), label.to_owned()))
}

/// Where a pattern and its letters end.
fn pattern_end(line: &str, at: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut in_class = false;
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => {
                let letters = bytes[end + 1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphabetic());
                return Some(end + 1 + letters.count());
            }
            _ => {}
        }
        end += 1;
    }
    None
}
