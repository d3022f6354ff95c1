//! Elements: HTML and XML, with scripts and styles in them.

use crate::class::Class;
use crate::delimited::go_on;
use crate::lexer::{Lexer, Sink, State};

/// The elements whose content is another language, in the order of `Lexer::inside`.
const INSIDE: [&str; 2] = ["script", "style"];

pub(crate) fn line(lexer: &Lexer, state: &mut State, line: &str, sink: &mut Sink<'_>) {
    let mut at = 0;
    while at < line.len() {
        at = match state {
            State::Inside(index, _) => {
                let index = *index;
                inside(lexer, index, state, line, at, sink)
            }
            State::Tag | State::TagOf(_) => tag(state, line, at, sink),
            State::Value(quote) => {
                let found = line[at..].find(*quote).map(|found| at + found + 1);
                if found.is_some() {
                    *state = State::Tag;
                }
                let end = found.unwrap_or(line.len());
                sink.add(at, end, Class::String);
                end
            }
            State::Plain => text(lexer, state, line, at, sink),
            _ => go_on(lexer, state, line, at, sink),
        };
    }
    // The script's own line ends here too.
    if let State::Inside(index, inner) = state
        && line.is_empty()
        && let Some(own) = lexer.inside.get(usize::from(*index))
    {
        own.line(inner, "", sink.at, sink.out);
    }
}

fn text(lexer: &Lexer, state: &mut State, line: &str, at: usize, sink: &mut Sink<'_>) -> usize {
    let Some(found) = line[at..].find(['<', '&']).map(|found| at + found) else {
        return line.len();
    };
    let rest = &line[found..];
    if let Some(after) = rest.strip_prefix('&') {
        let name = after
            .bytes()
            .take(32)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        if name > 0 && after[name..].starts_with(';') {
            sink.add(found, found + name + 2, Class::Literal);
            return found + name + 2;
        }
        return found + 1;
    }
    if rest.starts_with("<!--") {
        *state = State::Comment(0, 1);
        sink.add(found, found + 4, Class::Comment);
        return go_on(lexer, state, line, found + 4, sink);
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let end = rest.find('>').map_or(line.len(), |end| found + end + 1);
        sink.add(found, end, Class::Meta);
        return end;
    }
    let closing = rest.starts_with("</");
    let name = found + 1 + usize::from(closing);
    let len = line.as_bytes()[name..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))
        .count();
    if len == 0 {
        return name;
    }
    sink.add(name, name + len, Class::Tag);
    let is = |known: &str| known.eq_ignore_ascii_case(&line[name..name + len]);
    let own = INSIDE.iter().position(|known| is(known));
    *state = match own {
        Some(index)
            if !closing && lexer.inside.len() > index && lexer.language.names[0] == "html" =>
        {
            State::TagOf(u8::try_from(index).unwrap_or(0))
        }
        _ => State::Tag,
    };
    name + len
}

fn tag(state: &mut State, line: &str, at: usize, sink: &mut Sink<'_>) -> usize {
    let rest = &line[at..];
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        '>' => {
            *state = match state {
                State::TagOf(index) if !line[..at].ends_with('/') => {
                    State::Inside(*index, Box::default())
                }
                _ => State::Plain,
            };
            at + 1
        }
        '"' | '\'' => {
            let end = rest[1..].find(first).map(|found| at + found + 2);
            sink.add(at, end.unwrap_or(line.len()), Class::String);
            if end.is_none() {
                *state = State::Value(first);
            }
            end.unwrap_or(line.len())
        }
        '<' => {
            // The tag was never closed.
            *state = State::Plain;
            at
        }
        c if c.is_ascii_alphabetic() || matches!(c, '_' | ':' | '@' | '#' | '*' | '[' | '(') => {
            let ends =
                |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<');
            let end = rest.find(ends).map_or(line.len(), |found| at + found);
            let before = line[..at].trim_end();
            // A value without quotes is no name.
            let class = if before.ends_with('=') {
                Class::String
            } else {
                Class::Property
            };
            sink.add(at, end, class);
            end
        }
        c => at + c.len_utf8(),
    }
}

fn inside(
    lexer: &Lexer,
    index: u8,
    state: &mut State,
    line: &str,
    at: usize,
    sink: &mut Sink<'_>,
) -> usize {
    let name = INSIDE.get(usize::from(index)).copied().unwrap_or_default();
    let closes = |found: &usize| {
        let after = line.as_bytes().get(found + 2..found + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
    };
    let close = line[at..]
        .match_indices("</")
        .map(|(found, _)| at + found)
        .find(closes);
    let end = close.unwrap_or(line.len());
    if let State::Inside(_, inner) = state
        && let Some(own) = lexer.inside.get(usize::from(index))
    {
        let sink = sink.from(at);
        own.line(inner, &line[at..end], sink.at, sink.out);
    }
    if close.is_some() {
        *state = State::Plain;
    }
    end
}
