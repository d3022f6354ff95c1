//! Where the sentences of a line end.

use std::ops::Range;

use super::abbreviations::{Next, Rules};
use super::around;
use super::chars::{self, Stop};

/// The places behind the sentences of a line, but for the last one. Rising, and none in an unbroken range.
pub(super) fn ends(line: &str, unbroken: &[Range<usize>], rules: &Rules) -> Vec<usize> {
    let Some(last_word) = line.rfind(char::is_alphanumeric) else {
        return Vec::new();
    };
    let mut ends = Vec::new();
    // The sentence begins here, has been looked through for a word up to there, and has one.
    let (mut start, mut looked, mut worded) = (0, 0, false);
    let mut at = 0;
    while let Some(stops) = next_stops(line, at, rules) {
        at = stops.range.end;
        if at > last_word {
            break;
        }
        worded = worded || line[looked..stops.range.start].contains(char::is_alphanumeric);
        looked = at;
        let Some(end) = past_closing(line, at, unbroken).filter(|end| *end <= last_word) else {
            continue;
        };
        if worded && stops.end_a_sentence(line, start, end, rules) {
            ends.push(end);
            (start, looked, worded, at) = (end, end, false, end);
        }
    }
    ends
}

/// Stops in a row: `?!`, `...`.
struct Stops {
    range: Range<usize>,
    kind: Stop,
    /// Whether it is an ellipsis, which ends no abbreviation.
    ellipsis: bool,
}

fn next_stops(line: &str, from: usize, rules: &Rules) -> Option<Stops> {
    let stop = |c| chars::stop(c, rules.greek);
    let start = from + line[from..].find(|c| stop(c).is_some())?;
    let mut stops = Stops {
        range: start..start,
        kind: Stop::Maybe,
        ellipsis: false,
    };
    for c in line[start..].chars() {
        let Some(kind) = stop(c) else { break };
        stops.ellipsis |= c == '…' || !stops.range.is_empty();
        stops.kind = stops.kind.max(kind);
        stops.range.end += c.len_utf8();
    }
    Some(stops)
}

/// Behind the quotation marks, brackets and closing marks that follow stops; none if that is in a code which goes on.
fn past_closing(line: &str, from: usize, unbroken: &[Range<usize>]) -> Option<usize> {
    let mut end = from;
    loop {
        let rest = &line[end..];
        end += rest.len() - rest.trim_start_matches(chars::is_closing).len();
        match around(unbroken, end) {
            None if line[end..].starts_with("</") => end += tag(&line[end..])?,
            None => return Some(end),
            Some(_) if line[end..].starts_with("</") => end += tag(&line[end..])?,
            // `[Stop.](address)`, whose bracket has been passed.
            Some(code) if line[end..].starts_with('(') && line[..end].ends_with(']') => {
                end = code.end;
            }
            Some(_) => return None,
        }
    }
}

/// The length of a tag.
fn tag(text: &str) -> Option<usize> {
    /// Longer ones are not looked for.
    const LONGEST: usize = 200;
    let length = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    Some(length + 1)
}

impl Stops {
    /// Whether they end the sentence that begins at `start`, where `end` is behind what closes after them.
    fn end_a_sentence(&self, line: &str, start: usize, end: usize, rules: &Rules) -> bool {
        let rest = line[end..].trim_start();
        let spaced = rest.len() < line.len() - end;
        let closed = &line[self.range.end..end];
        let Some(first) = rest.chars().next() else {
            return false;
        };
        if chars::goes_on(first) || chars::stop(first, rules.greek).is_some() {
            return false;
        }
        let before = &line[start..self.range.start];
        match self.kind {
            // `「はい。」と言った` goes on.
            Stop::Always => {
                !(closed.ends_with(chars::is_wide_closing) && rest.starts_with(['と', 'っ']))
            }
            Stop::Spaced => {
                // `“Why?” he asked`, `a ? b : c`.
                let may_go_on = !closed.is_empty() || before.ends_with(char::is_whitespace);
                let goes_on = || may_go_on && next(rest) == Next::Lower;
                (spaced && !goes_on()) || (!spaced && chars::is_cjk(first))
            }
            Stop::Maybe if !spaced => {
                chars::is_cjk(first) && !self.ellipsis && before.ends_with(chars::is_cjk)
            }
            Stop::Maybe => {
                let next = next(rest);
                next != Next::Lower && (self.ellipsis || !rules.go_on(before, next))
            }
        }
    }
}

/// What comes after a stop: the first letter or digit, quotation marks, brackets and tags aside.
fn next(rest: &str) -> Next {
    /// How far it is looked for.
    const FAR: usize = 40;
    let mut rest = rest;
    for _ in 0..FAR {
        let mut chars = rest.chars();
        match chars.next() {
            None => break,
            Some('<') => {
                let after = tag(rest).and_then(|length| rest.get(length..));
                rest = after.unwrap_or(chars.as_str());
                continue;
            }
            // Code is in no case.
            Some('`' | '{' | '%' | '$') => return Next::Letter,
            Some(c) if c.is_numeric() => return Next::Digit,
            Some(c) if chars::is_lower(c) => return Next::Lower,
            Some(c) if c.is_uppercase() => return Next::Upper,
            Some(c) if c.is_alphabetic() => return Next::Letter,
            Some(_) => {}
        }
        rest = chars.as_str();
    }
    Next::Letter
}
