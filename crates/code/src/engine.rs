//! Lines of code: words, numbers, signs.

use crate::class::Class;
use crate::delimited::{begin, counted, go_on, long_bracket, string};
use crate::describe::Habit;
use crate::lexer::{COMMENT, DIGIT, Lexer, QUOTE, SIGIL, SIGN, Sink, State, WORD};

mod signs;

/// What is known of the line so far.
#[derive(Default)]
struct Scan {
    /// What came last is a value: what follows is an operator.
    value: bool,
    /// What came last is an opening bracket.
    after_open: bool,
    /// No pattern ends in this line any more.
    no_pattern: bool,
    /// A string that begins with the next line.
    heredoc: Option<String>,
}

/// Reads a line of code from `from` on.
pub(crate) fn line(lexer: &Lexer, state: &mut State, line: &str, from: usize, sink: &mut Sink<'_>) {
    let mut at = from;
    if *state != State::Plain {
        at = go_on(lexer, state, line, at, sink);
        if *state != State::Plain {
            return;
        }
    }
    let mut scan = Scan::default();
    if at == from {
        at = signs::line_start(lexer, line, at, sink);
    }
    while at < line.len() {
        let next = token(lexer, state, line, at, &mut scan, sink);
        debug_assert!(next > at && line.is_char_boundary(next));
        at = next;
        if *state != State::Plain {
            return;
        }
    }
    if let Some(label) = scan.heredoc {
        *state = State::Heredoc(label);
    }
}

/// Reads what begins at `at`; gives where it ends.
fn token(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    scan: &mut Scan,
    sink: &mut Sink<'_>,
) -> usize {
    let byte = line.as_bytes()[at];
    if byte == b' ' || byte == b'\t' {
        return at + 1;
    }
    let begins = lexer.begins.get(usize::from(byte)).copied().unwrap_or(WORD);
    if begins & (COMMENT | QUOTE) != 0
        && let Some(end) = delimited(lexer, state, line, at, scan, sink)
    {
        scan.value = true;
        scan.after_open = false;
        return end;
    }
    if begins & SIGIL != 0
        && let Some(end) = signs::variable(line, at, scan.value)
    {
        sink.add(at, end, Class::Variable);
        scan.value = true;
        scan.after_open = false;
        return end;
    }
    let follows = line.as_bytes().get(at + 1).copied().unwrap_or_default();
    if begins & DIGIT != 0 || (byte == b'.' && follows.is_ascii_digit() && !scan.value) {
        let end = number(lexer, line, at);
        sink.add(at, end, Class::Number);
        scan.value = true;
        scan.after_open = false;
        return end;
    }
    if begins & WORD != 0 {
        return word(lexer, state, line, at, scan, sink);
    }
    if let Some(end) = signs::sign(lexer, state, line, at, scan, sink) {
        return end;
    }
    scan.value = matches!(byte, b')' | b']' | b'}');
    scan.after_open = byte == b'(';
    at + 1
}

/// A string or a comment.
fn delimited(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    scan: &Scan,
    sink: &mut Sink<'_>,
) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes[at] == b'\'' {
        if lexer.has(Habit::Transposes) && scan.value {
            return None;
        }
        if lexer.has(Habit::Ticks) {
            return signs::tick(lexer, line, at, sink);
        }
    }
    let spaced = at == 0 || bytes[at - 1].is_ascii_whitespace();
    if lexer.has(Habit::SpacedHash) && !spaced && matches!(bytes[at], b'#' | b';') {
        return None;
    }
    if lexer.has(Habit::LongBrackets)
        && line[at..].starts_with("--")
        && let Some((count, inside)) = long_bracket(line, at + 2)
    {
        let what = (Class::Comment, ']', count);
        return Some(counted(lexer, state, line, (at, inside), what, sink));
    }
    let before = sink.out.len();
    let end = begin(lexer, state, line, at, sink)?;
    if *state == State::Plain && is_key(lexer, line, end) {
        // The string is the key.
        if let Some(last) = sink.out.get_mut(before)
            && last.class == Class::String
        {
            last.class = Class::Property;
        }
    }
    Some(end)
}

/// Whether the sign behind a key follows.
fn is_key(lexer: &Lexer, line: &str, end: usize) -> bool {
    let rest = &line[end..];
    let trimmed = rest.trim_start_matches([' ', '\t']);
    lexer.language.habits.iter().any(|habit| {
        let Habit::Keys(sign) = habit else {
            return false;
        };
        let Some(after) = trimmed.strip_prefix(*sign) else {
            return false;
        };
        if lexer.has(Habit::Colours) {
            // `a:hover` is no key.
            return !after.starts_with(|c: char| c.is_ascii_alphabetic() || c == ':');
        }
        !after.starts_with([*sign, '='])
    })
}

fn number(lexer: &Lexer, line: &str, at: usize) -> usize {
    let bytes = line.as_bytes();
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        let next_is_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let goes_on = match byte {
            b'_' => true,
            b'.' => next_is_digit,
            b'+' | b'-' => {
                matches!(bytes[end - 1], b'e' | b'E')
                    && !line[at..].starts_with("0x")
                    && next_is_digit
            }
            b'%' => lexer.has(Habit::Colours),
            byte => byte.is_ascii_alphanumeric(),
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Where the word ends.
pub(crate) fn word_end(lexer: &Lexer, line: &str, at: usize) -> usize {
    let in_word = |byte: &u8| {
        let begins = lexer
            .begins
            .get(usize::from(*byte))
            .copied()
            .unwrap_or(WORD);
        begins & (WORD | DIGIT | SIGN) != 0
    };
    at + line.as_bytes()[at..]
        .iter()
        .take_while(|byte| in_word(byte))
        .count()
}

fn word(
    lexer: &Lexer,
    state: &mut State,
    line: &str,
    at: usize,
    scan: &mut Scan,
    sink: &mut Sink<'_>,
) -> usize {
    let end = word_end(lexer, line, at);
    // A sign that a word may hold may also begin a string or comment right here.
    let text = &line[at..end];
    let follows = line.as_bytes().get(end).copied().unwrap_or_default();
    let quoted = lexer
        .begins
        .get(usize::from(follows))
        .is_some_and(|begins| begins & QUOTE != 0);
    if quoted
        && lexer
            .language
            .prefixes
            .split(' ')
            .any(|prefix| prefix == text)
    {
        let literal = text.contains(['r', 'R']);
        if let Some(end) = string(lexer, state, line, at, end, literal, sink) {
            scan.value = true;
            return end;
        }
    }
    if lexer.has(Habit::HashedStrings)
        && matches!(text, "r" | "br" | "cr")
        && let Some((count, inside)) = hashes(line, end)
    {
        scan.value = true;
        let what = (Class::String, '#', count);
        return counted(lexer, state, line, (at, inside), what, sink);
    }
    let class = class_of(lexer, line, text, end, scan.after_open);
    let mut end = end;
    if class == Some(Class::Function) && follows == b'!' {
        end += 1;
    }
    if let Some(class) = class {
        sink.add(at, end, class);
    }
    scan.value = class != Some(Class::Keyword);
    scan.after_open = false;
    end
}

fn hashes(line: &str, at: usize) -> Option<(u32, usize)> {
    let rest = &line[at..];
    let count = rest.bytes().take_while(|byte| *byte == b'#').count();
    let opens = rest[count..].starts_with('"');
    opens.then(|| (u32::try_from(count).unwrap_or(0), at + count + 1))
}

fn class_of(lexer: &Lexer, line: &str, text: &str, end: usize, after_open: bool) -> Option<Class> {
    if is_key(lexer, line, end) {
        return Some(Class::Property);
    }
    if let Some(class) = lexer.words.class(text) {
        return Some(class);
    }
    let (follows, then) = (line.as_bytes().get(end), line.as_bytes().get(end + 1));
    let calls = follows == Some(&b'(') && lexer.has(Habit::Calls);
    // Macros.
    let bang = follows == Some(&b'!')
        && lexer.has(Habit::HashBrackets)
        && matches!(then, Some(b'(' | b'[' | b'{'));
    let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
    let dashed = lexer.has(Habit::DashedNames) && capital && text.contains('-');
    if calls || bang || dashed || (after_open && lexer.has(Habit::HeadCalls)) {
        return Some(Class::Function);
    }
    let has_lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    if capital && lexer.has(Habit::CapitalTypes) && (has_lower || text.len() == 1) {
        return Some(Class::Type);
    }
    if capital && lexer.has(Habit::CapitalVariables) {
        return Some(Class::Variable);
    }
    None
}
