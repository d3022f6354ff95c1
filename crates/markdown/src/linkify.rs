//! Bare addresses in running text become links (GFM, "autolinks (extension)"): `http://`, `https://`, `www.`, e-mail.

use std::ops::Range;

use crate::ast::Inline;

/// Appends `text` to `out`, with its bare addresses as links.
pub(crate) fn push_linkified(text: String, out: &mut Vec<Inline>) {
    let mut done = 0;
    let mut from = 0;
    while let Some(start) = next_start(&text, from) {
        let found = match start {
            Start::Web(at, prefix) => web(&text, at, prefix),
            Start::Mail(at) => mail(&text, done, at),
        };
        let (range, url) = match found {
            Ok(found) => found,
            Err(after) => {
                from = after;
                continue;
            }
        };
        if done < range.start {
            out.push(Inline::Text(text[done..range.start].to_owned()));
        }
        out.push(Inline::Link {
            url,
            title: String::new(),
            content: vec![Inline::Text(text[range.clone()].to_owned())],
        });
        done = range.end;
        from = range.end;
    }
    if done == 0 {
        out.push(Inline::Text(text));
    } else if done < text.len() {
        out.push(Inline::Text(text[done..].to_owned()));
    }
}

/// Where the address stands and what it is, or where to go on looking.
type Found = Result<(Range<usize>, String), usize>;

fn web(text: &str, start: usize, prefix: usize) -> Found {
    let end = start + address_len(&text[start..]);
    // There must be something after the prefix that can be a host.
    let host = text.get(start + prefix..end).unwrap_or_default();
    if !host.starts_with(char::is_alphanumeric) {
        return Err(start + prefix);
    }
    let shown = &text[start..end];
    let url = if prefix == WWW.len() {
        format!("https://{shown}")
    } else {
        shown.to_owned()
    };
    Ok((start..end, url))
}

/// The mail address around the `@` at `at`; what comes before `done` is taken already.
fn mail(text: &str, done: usize, at: usize) -> Found {
    let bytes = text.as_bytes();
    let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
    let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    let local = bytes[done..at].iter().rev().take_while(is_local).count();
    let domain = bytes[at + 1..].iter().take_while(is_domain).count();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches('.');
    let good = domain.contains('.')
        && domain.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !domain.ends_with(['-', '_'])
        && !domain.contains("..");
    if local == 0 || !good {
        return Err(at + 1);
    }
    let range = at - local..at + 1 + domain.len();
    let url = format!("mailto:{}", &text[range.clone()]);
    Ok((range, url))
}

const WWW: &str = "www.";
const PREFIXES: [&str; 3] = ["https://", "http://", WWW];

enum Start {
    /// Where, and how long the prefix is.
    Web(usize, usize),
    /// Where the `@` is.
    Mail(usize),
}

/// Where the next address may be. A web address must not follow a letter or digit of ASCII (scripts without spaces put
/// addresses right after their letters).
fn next_start(text: &str, from: usize) -> Option<Start> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find_map(|at| {
        if bytes[at] == b'@' {
            return Some(Start::Mail(at));
        }
        if !matches!(bytes[at], b'h' | b'H' | b'w' | b'W')
            || (at > 0 && bytes[at - 1].is_ascii_alphanumeric())
        {
            return None;
        }
        let rest = &bytes[at..];
        let fits = |prefix: &&&str| {
            rest.len() >= prefix.len()
                && rest[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes())
        };
        (PREFIXES.iter().find(fits)).map(|prefix| Start::Web(at, prefix.len()))
    })
}

/// How far the address at the start of `text` reaches: to white space, `<`, a quote or CJK punctuation, less the
/// punctuation at its end and a closing bracket that it did not open.
fn address_len(text: &str) -> usize {
    let mut end = text.find(ends_address).unwrap_or(text.len());
    let count = |bracket| text[..end].matches(bracket).count();
    let (round, square) = (count('('), count('['));
    let (mut closing_round, mut closing_square) = (count(')'), count(']'));
    loop {
        let Some(last) = text[..end].chars().next_back() else {
            return 0;
        };
        if last == ';'
            && let Some(entity) = entity_len(&text[..end])
        {
            end -= entity;
            continue;
        }
        let drop = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' => true,
            ')' => closing_round > round,
            ']' => closing_square > square,
            _ => false,
        };
        if !drop {
            return end;
        }
        closing_round -= usize::from(last == ')');
        closing_square -= usize::from(last == ']');
        end -= last.len_utf8();
    }
}

/// What looks like an entity at the end of an address (`&hl;`) is none of it.
fn entity_len(text: &str) -> Option<usize> {
    let name = text.strip_suffix(';')?;
    let letters = name
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    (letters > 0 && name[..name.len() - letters].ends_with('&')).then_some(letters + 2)
}

/// What no bare address goes across.
pub(crate) fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '<' | '>' | '"' | '`' | '|' | '“' | '”' | '‘' | '’' | '«' | '»' | '„'
        )
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}
