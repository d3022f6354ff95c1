//! The pretend translation: visibly no translation, with everything kept that a translation must keep.

const LOWER: [char; 26] = [
    'à', 'ƀ', 'ć', 'đ', 'é', 'ƒ', 'ĝ', 'ĥ', 'î', 'ĵ', 'ķ', 'ĺ', 'ḿ', 'ñ', 'ö', 'ƥ', 'ɋ', 'ŕ', 'š',
    'ţ', 'û', 'ṽ', 'ŵ', 'ẋ', 'ý', 'ž',
];
const UPPER: [char; 26] = [
    'À', 'Ɓ', 'Ć', 'Đ', 'É', 'Ƒ', 'Ĝ', 'Ĥ', 'Î', 'Ĵ', 'Ķ', 'Ĺ', 'Ḿ', 'Ñ', 'Ö', 'Ƥ', 'Ɋ', 'Ŕ', 'Š',
    'Ţ', 'Û', 'Ṽ', 'Ŵ', 'Ẋ', 'Ý', 'Ž',
];

/// The whole pretend translation of `source` into `to` (a BCP 47 tag): the marker `[practice · de] `, then the text
/// with accents on Latin letters and `[de] ` before each sentence of another script. Tags, placeholders, URLs, code,
/// digits and line structure stay.
pub fn pretend_translation(source: &str, to: &str) -> String {
    format!("[practice · {to}] {}", pseudo(source, to))
}

/// The same without the marker.
pub(crate) fn pseudo(source: &str, to: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut sentence_open = true;
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        if let Some(length) = kept(&source[at..], before) {
            let span = &source[at..at + length];
            out.push_str(span);
            before = span.chars().next_back().unwrap_or(' ');
            at += length;
            continue;
        }
        if c.is_ascii_lowercase() {
            out.push(LOWER[usize::from(c as u8 - b'a')]);
        } else if c.is_ascii_uppercase() {
            out.push(UPPER[usize::from(c as u8 - b'A')]);
        } else {
            if sentence_open && c.is_alphabetic() && !is_latin(c) {
                out.push('[');
                out.push_str(to);
                out.push_str("] ");
                sentence_open = false;
            }
            if matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '\n') {
                sentence_open = true;
            }
            out.push(c);
        }
        before = c;
        at += c.len_utf8();
    }
    out
}

fn is_latin(c: char) -> bool {
    c < '\u{0370}' || ('\u{1E00}'..='\u{1EFF}').contains(&c)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(pseudo(source, "de"), expected);
    }

    #[test]
    fn marks_once() {
        assert_eq!(
            pretend_translation("Hi\nYou", "de"),
            "[practice · de] Ĥî\nÝöû"
        );
    }

    #[test]
    fn keeps_what_must_stay() {
        check(
            "<b class=\"x\">Go</b> &amp; a < b",
            "<b class=\"x\">Ĝö</b> &amp; à < ƀ",
        );
        check(
            "Hi {name}, {{ user.x }} ${a} {n, plural, one {# cat}}!",
            "Ĥî {name}, {{ user.x }} ${a} {n, plural, one {# cat}}!",
        );
        check(
            "%s %1$s %-5.2f %(name)s %{n} 50 % of",
            "%s %1$s %-5.2f %(name)s %{n} 50 % öƒ",
        );
        check(
            "see https://example.com/a?b=c. ok",
            "šéé https://example.com/a?b=c. öķ",
        );
        check("mail a.b@example.com.", "ḿàîĺ a.b@example.com.");
        check(
            "run `cargo test` [docs](./a.md)",
            "ŕûñ `cargo test` [đöćš](./a.md)",
        );
        check("a\\nb\\u00e9c 12 ⟦1⟧x⟦/1⟧", "à\\nƀ\\u00e9ć 12 ⟦1⟧ẋ⟦/1⟧");
    }

    #[test]
    fn other_scripts_are_marked_by_the_sentence() {
        check(
            "人人生而自由。他们赋有理性。\n第二条",
            "[de] 人人生而自由。[de] 他们赋有理性。\n[de] 第二条",
        );
        check("- Все люди. Они", "- [de] Все люди. [de] Они");
        check("123 🦜\n\n", "123 🦜\n\n");
    }
}
