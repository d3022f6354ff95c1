//! Languages that are read by whole lines.

use crate::class::Class;
use crate::lexer::{Sink, State};

/// The difference of two texts.
pub(crate) fn diff(line: &str, sink: &mut Sink<'_>) {
    let heads = [
        "diff ",
        "index ",
        "--- ",
        "+++ ",
        "@@",
        "new file",
        "deleted file",
        "rename ",
        "similarity ",
    ];
    let class = if heads.iter().any(|head| line.starts_with(head)) {
        Class::Meta
    } else if line.starts_with(['+', '>']) {
        Class::Inserted
    } else if line.starts_with(['-', '<']) {
        Class::Deleted
    } else if line.starts_with('!') {
        Class::Keyword
    } else {
        return;
    };
    sink.add(0, line.len(), class);
}

/// Markdown as a source.
pub(crate) fn markdown(state: &mut State, line: &str, sink: &mut Sink<'_>) {
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    let mark = rest.chars().next().filter(|c| matches!(c, '`' | '~'));
    let marks = mark.map_or(0, |mark| rest.chars().take_while(|c| *c == mark).count());
    if let State::Counted(_, open, count) = state {
        if mark == Some(*open) && marks >= *count as usize && rest[marks..].trim().is_empty() {
            *state = State::Plain;
        }
        return sink.add(0, line.len(), Class::String);
    }
    if let Some(mark) = mark
        && marks >= 3
    {
        let count = u32::try_from(marks).unwrap_or(u32::MAX);
        *state = State::Counted(Class::String, mark, count);
        return sink.add(0, line.len(), Class::String);
    }
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && indent < 4 && rest[hashes..].starts_with([' ', '\t']) {
        return sink.add(indent, line.len(), Class::Heading);
    }
    if rest.starts_with('>') {
        sink.add(indent, indent + 1, Class::Comment);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let item = if digits > 0 && rest[digits..].starts_with(['.', ')']) {
        digits + 1
    } else {
        usize::from(rest.starts_with(['-', '*', '+']))
    };
    if item > 0 && rest[item..].starts_with(' ') {
        sink.add(indent, indent + item, Class::Keyword);
    }
    code_spans(line, indent, sink);
}

fn code_spans(line: &str, from: usize, sink: &mut Sink<'_>) {
    let mut at = from;
    while let Some(open) = line[at..].find('`').map(|found| at + found) {
        let marks = line[open..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let inside = open + marks;
        let Some(close) = line[inside..].find(&"`".repeat(marks)) else {
            return;
        };
        at = inside + close + marks;
        sink.add(open, at, Class::String);
    }
}
