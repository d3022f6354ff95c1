//! What a translation must keep as it is: tags, placeholders, URLs, code; and the words that a glossary settles.

use crate::glossary::{self, Term};

/// A stretch of a source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Piece<'a> {
    /// Stays as it is.
    Kept(&'a str),
    /// A term, given as its translation.
    Term(&'a str),
    /// Text to translate.
    Text(&'a str),
}

/// The stretches of `source`, in order. Without terms, put together again they are exactly `source`.
pub(crate) fn pieces<'a>(source: &'a str, terms: &'a [Term]) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    let (mut at, mut text_from, mut before) = (0, 0, ' ');
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        let found = match kept(rest, before) {
            Some(length) => Some((length, Piece::Kept(&rest[..length]))),
            None => glossary::term_at(terms, rest, before)
                .map(|(length, term)| (length, Piece::Term(&term.target))),
        };
        let Some((length, piece)) = found else {
            before = c;
            at += c.len_utf8();
            continue;
        };
        if text_from < at {
            out.push(Piece::Text(&source[text_from..at]));
        }
        out.push(piece);
        at += length;
        text_from = at;
        before = source[..at].chars().next_back().unwrap_or(' ');
    }
    if text_from < at {
        out.push(Piece::Text(&source[text_from..]));
    }
    out
}

/// The length of what stands at the start of `rest` and must be kept as it is; `before` is the character before it.
fn kept(rest: &str, before: char) -> Option<usize> {
    let bytes = rest.as_bytes();
    match bytes.first()? {
        b'<' => tag(rest),
        b'&' => {
            let end = rest.find(';').filter(|end| *end > 1 && *end < 32)?;
            rest[1..end]
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'#')
                .then_some(end + 1)
        }
        b'{' => braces(rest),
        b'$' if bytes.get(1) == Some(&b'{') => braces(&rest[1..]).map(|length| length + 1),
        b'%' => percent(rest),
        b'\\' => escape(rest),
        b'`' => code(rest),
        b']' if bytes.get(1) == Some(&b'(') => rest
            .find([')', '\n'])
            .filter(|end| bytes[*end] == b')')
            .map(|end| end + 1),
        _ if rest.starts_with('⟦') => rest.find('⟧').map(|end| end + '⟧'.len_utf8()),
        first if first.is_ascii_alphanumeric() && !before.is_alphanumeric() => address(rest),
        _ => None,
    }
}

fn tag(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|end| end + 3);
    }
    let next = rest[1..].chars().next()?;
    if !(next.is_ascii_alphanumeric() || matches!(next, '/' | '!' | '?')) {
        return None;
    }
    let end = rest.find('>')?;
    (!rest[1..end].contains('<')).then_some(end + 1)
}

fn braces(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// `%s`, `%1$s`, `%-5.2f`, `%(name)s`, `%{name}`, `%@`, `%%`.
fn percent(rest: &str) -> Option<usize> {
    let mut at = 1;
    let named = match rest.as_bytes().get(1)? {
        b'{' => return braces(&rest[1..]).map(|length| length + 1),
        b'(' => {
            at = rest.find(')')? + 1;
            true
        }
        b'%' => return Some(2),
        _ => false,
    };
    let flags = rest[at..]
        .bytes()
        .take_while(|b| b.is_ascii_digit() || b"$+-#.*lhz".contains(b))
        .count();
    at += flags;
    let kind = *rest.as_bytes().get(at)?;
    (b"sdiufFeEgGxXoOcCpaA@".contains(&kind) || (named && kind.is_ascii_alphabetic()))
        .then_some(at + 1)
}

fn escape(rest: &str) -> Option<usize> {
    let next = rest[1..].chars().next()?;
    let digits = match next {
        'u' => 4,
        'x' => 2,
        _ => 0,
    };
    let hex = rest[2.min(rest.len())..]
        .bytes()
        .take(digits)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    next.is_ascii_alphabetic().then_some(2 + hex)
}

fn code(rest: &str) -> Option<usize> {
    let ticks = rest.bytes().take_while(|b| *b == b'`').count();
    let fence = &rest[..ticks];
    rest[ticks..].find(fence).map(|end| ticks + end + ticks)
}

fn address(rest: &str) -> Option<usize> {
    let end = rest
        .find(|c: char| c.is_whitespace() || "<>\"'`)]}⟦⟧".contains(c) || !c.is_ascii())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    let url = ["http://", "https://", "mailto:", "ftp://", "www."];
    if url.iter().any(|start| word.starts_with(start)) {
        return Some(end);
    }
    let (user, host) = word.split_once('@')?;
    let plain = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b))
    };
    let host = host.trim_end_matches([',', '.', ';', ':', '!', '?']);
    (plain(user) && plain(host) && host.contains('.')).then_some(user.len() + 1 + host.len())
}
