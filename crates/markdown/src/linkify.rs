//! Bare addresses in running text become links (GFM, "autolinks (extension)", for `http://`, `https://`, `www.`).

use crate::ast::Inline;

/// Appends `text` to `out`, with its bare addresses as links.
pub(crate) fn push_linkified(text: String, out: &mut Vec<Inline>) {
    let mut done = 0;
    let mut from = 0;
    while let Some((start, prefix)) = next_start(&text, from) {
        let end = start + address_len(&text[start..]);
        // There must be something after the prefix that can be a host.
        let host = text.get(start + prefix..end).unwrap_or_default();
        if !host.starts_with(char::is_alphanumeric) {
            from = start + prefix;
            continue;
        }
        if done < start {
            out.push(Inline::Text(text[done..start].to_owned()));
        }
        let shown = &text[start..end];
        let url = if prefix == WWW.len() {
            format!("https://{shown}")
        } else {
            shown.to_owned()
        };
        let content = vec![Inline::Text(shown.to_owned())];
        out.push(Inline::Link {
            url,
            title: String::new(),
            content,
        });
        done = end;
        from = end;
    }
    if done == 0 {
        out.push(Inline::Text(text));
    } else if done < text.len() {
        out.push(Inline::Text(text[done..].to_owned()));
    }
}

const WWW: &str = "www.";
const PREFIXES: [&str; 3] = ["https://", "http://", WWW];

/// Where the next address may begin, and how long its prefix is. It must not follow a letter or digit of ASCII
/// (scripts without spaces put addresses right after their letters).
fn next_start(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find_map(|at| {
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
        PREFIXES.iter().find(fits).map(|prefix| (at, prefix.len()))
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
