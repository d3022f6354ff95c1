//! Lines of a key and a value that may stand without quotes: YAML, TOML, INI.

use crate::class::Class;
use crate::engine;
use crate::lexer::{Lexer, Sink, State};

pub(crate) fn line(lexer: &Lexer, sign: char, state: &mut State, line: &str, sink: &mut Sink<'_>) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    if let State::Indented(margin) = state {
        if line.trim().is_empty() || indent > *margin as usize {
            return sink.add(0, line.len(), Class::String);
        }
        *state = State::Plain;
    }
    if *state != State::Plain {
        return engine::line(lexer, state, line, 0, sink);
    }
    let rest = line.trim();
    let comment = |open: &&&str| rest.starts_with(**open);
    if lexer
        .language
        .line_comments
        .iter()
        .any(|open| comment(&open))
    {
        return sink.add(indent, line.len(), Class::Comment);
    }
    if sign == '=' && rest.starts_with('[') && indent == 0 {
        let end = line.rfind(']').map_or(line.len(), |found| found + 1);
        sink.add(0, end, Class::Meta);
        return engine::line(lexer, state, line, end, sink);
    }
    if sign == ':' && (rest.starts_with("---") || rest == "...") {
        return sink.add(0, line.len(), Class::Meta);
    }
    let mut at = indent;
    if sign == ':' {
        while let Some(after) = line[at..].strip_prefix("- ") {
            at = line.len() - after.trim_start_matches(' ').len();
        }
    }
    match key_end(line, at, sign) {
        Some(end) => {
            sink.add(at, at + line[at..end].trim_end().len(), Class::Property);
            value(lexer, sign, state, line, end + 1, sink);
        }
        None => value(lexer, sign, state, line, at, sink),
    }
}

/// Where the sign behind the key stands.
fn key_end(line: &str, at: usize, sign: char) -> Option<usize> {
    let rest = &line[at..];
    if rest.starts_with(['[', '{', '#', '|', '>', '&', '*']) {
        return None;
    }
    let mut quoted = None;
    for (found, c) in rest.char_indices() {
        match (quoted, c) {
            (Some(quote), c) if c == quote => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if found == 0 => quoted = Some(c),
            (None, '#') if rest[..found].ends_with(' ') => return None,
            (None, c) if c == sign => {
                let after = &rest[found + 1..];
                let ends = sign != ':' || after.is_empty() || after.starts_with([' ', '\t']);
                if ends {
                    return (found > 0).then_some(at + found);
                }
            }
            _ => {}
        }
    }
    None
}

fn value(
    lexer: &Lexer,
    sign: char,
    state: &mut State,
    line: &str,
    from: usize,
    sink: &mut Sink<'_>,
) {
    if sign != ':' {
        return engine::line(lexer, state, line, from, sink);
    }
    let mut at = from;
    loop {
        at = line.len() - line[at..].trim_start().len();
        let rest = &line[at..];
        if !rest.starts_with(['&', '*', '!']) {
            break;
        }
        let end = rest.find([' ', ',']).map_or(line.len(), |found| at + found);
        sink.add(at, end, Class::Meta);
        at = end;
    }
    let rest = &line[at..];
    let Some(first) = rest.chars().next() else {
        return;
    };
    match first {
        '|' | '>' => {
            sink.add(at, at + 1, Class::Keyword);
            let margin = line.len() - line.trim_start_matches(' ').len();
            *state = State::Indented(u32::try_from(margin).unwrap_or(u32::MAX));
        }
        '"' | '\'' | '[' | '{' | '#' | ']' | '}' => engine::line(lexer, state, line, at, sink),
        _ => {
            let end = rest.find(" #").map_or(line.len(), |found| at + found);
            let word = line[at..end].trim_end();
            let is_number = word.bytes().any(|byte| byte.is_ascii_digit())
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b"+-._eE".contains(&byte));
            let class = if is_number {
                Some(Class::Number)
            } else {
                lexer.words.class(word)
            };
            if let Some(class) = class {
                sink.add(at, at + word.len(), class);
            }
            if end < line.len() {
                sink.add(end + 1, line.len(), Class::Comment);
            }
        }
    }
}
