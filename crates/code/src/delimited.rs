//! Strings and comments: from where they are open to their end, or to the end of the line.

use crate::class::Class;
use crate::describe::Escape;
use crate::lexer::{Lexer, Sink, State};

/// Goes on in what is open; gives where it ends in the line. The state is plain then, or the line is over.
pub(crate) fn go_on(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    from: usize,
    sink: &mut Sink<'_>,
) -> usize {
    match state {
        State::Comment(index, depth) => {
            let Some(block) = lexer.language.block_comments.get(usize::from(*index)) else {
                return reset(state, from);
            };
            let mut at = from;
            while at < line.len() {
                let rest = &line.as_bytes()[at..];
                if rest.starts_with(block.close.as_bytes()) {
                    at += block.close.len();
                    *depth -= 1;
                    if *depth == 0 {
                        *state = State::Plain;
                        break;
                    }
                } else if block.nests && rest.starts_with(block.open.as_bytes()) {
                    at += block.open.len();
                    *depth += 1;
                } else {
                    at += 1;
                }
            }
            sink.add(from, at, Class::Comment);
            at
        }
        State::Quote(index, literal) => {
            let Some(quote) = lexer.language.quotes.get(usize::from(*index)) else {
                return reset(state, from);
            };
            let escape = if *literal { Escape::No } else { quote.escape };
            let (at, closed) = string_end(line, from, quote.close, escape);
            // A backslash at the end takes the line end with it.
            let goes_on =
                quote.lines || (escape == Escape::Backslash && !closed && line.ends_with('\\'));
            if closed || !goes_on {
                *state = State::Plain;
            }
            sink.add(from, at, Class::String);
            at
        }
        State::Counted(class, sign, count) => {
            let class = *class;
            let end = match sign {
                ']' => format!("]{}]", "=".repeat(*count as usize)),
                sign => format!("\"{}", sign.to_string().repeat(*count as usize)),
            };
            let found = line[from..].find(&end);
            let at = found.map_or(line.len(), |found| from + found + end.len());
            if found.is_some() {
                *state = State::Plain;
            }
            sink.add(from, at, class);
            at
        }
        State::Heredoc(label) => {
            sink.add(from, line.len(), Class::String);
            let word = line.trim().trim_end_matches([';', ')', ',']);
            if word == label {
                *state = State::Plain;
            }
            line.len()
        }
        _ => reset(state, from),
    }
}

fn reset(state: &mut State, at: usize) -> usize {
    *state = State::Plain;
    at
}

/// Where a string ends in the line, and whether it is closed there.
fn string_end(line: &str, from: usize, close: &str, escape: Escape) -> (usize, bool) {
    let bytes = line.as_bytes();
    let close = close.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let escaped = (escape == Escape::Backslash && bytes[at] == b'\\')
            || (escape == Escape::Backtick && bytes[at] == b'`');
        if escaped {
            // What is escaped may be a longer character.
            at += 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if bytes[at..].starts_with(close) {
            at += close.len();
            if escape == Escape::Doubled && bytes[at..].starts_with(close) {
                at += close.len();
            } else {
                return (at, true);
            }
        } else {
            at += 1;
        }
    }
    (line.len(), false)
}

/// A comment or string that begins here; gives where it ends.
pub(crate) fn begin(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    sink: &mut Sink<'_>,
) -> Option<usize> {
    comment(lexer, state, line, at, sink)
        .or_else(|| string(lexer, state, line, at, at, false, sink))
}

fn comment(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    sink: &mut Sink<'_>,
) -> Option<usize> {
    let rest = &line.as_bytes()[at..];
    for (index, block) in (0_u8..).zip(lexer.language.block_comments) {
        if rest.starts_with(block.open.as_bytes()) {
            sink.add(at, at + block.open.len(), Class::Comment);
            *state = State::Comment(index, 1);
            return Some(go_on(lexer, state, line, at + block.open.len(), sink));
        }
    }
    let opens = |open: &str| rest.starts_with(open.as_bytes());
    if lexer.language.line_comments.iter().any(|open| opens(open)) {
        sink.add(at, line.len(), Class::Comment);
        return Some(line.len());
    }
    None
}

/// A string whose quote stands at `at`; `from` is where what belongs to it begins.
pub(crate) fn string(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    from: usize,
    at: usize,
    literal: bool,
    sink: &mut Sink<'_>,
) -> Option<usize> {
    let rest = &line.as_bytes()[at..];
    for (index, quote) in (0_u8..).zip(lexer.language.quotes) {
        if rest.starts_with(quote.open.as_bytes()) {
            let inside = at + quote.open.len();
            sink.add(from, inside, Class::String);
            *state = State::Quote(index, literal);
            return Some(go_on(lexer, state, line, inside, sink));
        }
    }
    None
}

/// `[[`, `[==[`: how many `=` stand between, and where the text begins.
pub(crate) fn long_bracket(line: &str, at: usize) -> Option<(u32, usize)> {
    let rest = line[at..].strip_prefix('[')?;
    let count = rest.bytes().take_while(|byte| *byte == b'=').count();
    let opens = rest[count..].starts_with('[');
    opens.then(|| (u32::try_from(count).unwrap_or(0), at + count + 2))
}

/// Begins a string or comment that a number of signs closes.
pub(crate) fn counted(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    (from, inside): (usize, usize),
    (class, sign, count): (Class, char, u32),
    sink: &mut Sink<'_>,
) -> usize {
    sink.add(from, inside, class);
    *state = State::Counted(class, sign, count);
    go_on(lexer, state, line, inside, sink)
}
