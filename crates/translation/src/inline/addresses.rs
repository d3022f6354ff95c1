//! Addresses of pages and of mail.

/// Where the scheme begins whose `://` is at this byte; not before `floor`.
pub(super) fn scheme(text: &str, floor: usize, at: usize) -> Option<usize> {
    /// No scheme in use is longer.
    const LONGEST: usize = 30;
    let bytes = &text.as_bytes()[floor..at];
    let such = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'+' | b'.' | b'-');
    let length = bytes.iter().rev().take(LONGEST).take_while(such).count();
    let start = at - length;
    let first = text[start..at].find(|c: char| c.is_ascii_alphabetic())?;
    let more = text[at + 3..].chars().next()?;
    (more.is_alphanumeric() || matches!(more, '/' | '[' | '~' | '.')).then_some(start + first)
}

/// Where `www.example.com/…` ends.
pub(super) fn www(text: &str, at: usize) -> Option<usize> {
    let prefix = text.as_bytes().get(at..at + 4)?;
    let begins = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let follows = text.as_bytes().get(at + 4)?.is_ascii_alphanumeric();
    (begins && follows && prefix.eq_ignore_ascii_case(b"www.")).then(|| end(text, at + 4))
}

/// Where `mailto:…` or `tel:…` ends.
pub(super) fn opaque(text: &str, at: usize) -> Option<usize> {
    let begins = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let scheme = ["mailto:", "tel:"]
        .into_iter()
        .find(|scheme| text[at..].starts_with(scheme))?;
    let from = at + scheme.len();
    let follows = text[from..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+');
    (begins && follows).then(|| end(text, from))
}

/// Where an address ends that goes on at this byte. As GFM has it (6.9): stops at spaces and `<`, and punctuation at the
/// end is the sentence's, as is a bracket that was not opened in it.
pub(super) fn end(text: &str, from: usize) -> usize {
    let mut nested = 0_i32;
    // The end without the punctuation that may be the sentence's.
    let mut end = from;
    let mut last = ' ';
    for (at, c) in text[from..].char_indices() {
        let stops = match c {
            '(' => {
                nested += 1;
                false
            }
            ')' => {
                nested -= 1;
                nested < 0
            }
            _ if c.is_whitespace() || c.is_control() => true,
            '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | ']' => true,
            _ if c.is_ascii() => false,
            _ if !c.is_alphanumeric() => true,
            // Chinese and Japanese go on without a space.
            _ => is_cjk(c) && last.is_ascii_alphanumeric(),
        };
        if stops {
            break;
        }
        if !matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '('
        ) {
            end = from + at + c.len_utf8();
        }
        last = c;
    }
    end
}

/// Where mail's address begins and ends whose `@` is at this byte; it does not begin before `floor`.
pub(super) fn mail(text: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let local = |byte: &&u8| {
        byte.is_ascii_alphanumeric() || matches!(**byte, b'.' | b'_' | b'%' | b'+' | b'-')
    };
    let length = bytes[floor..at]
        .iter()
        .rev()
        .take(64)
        .take_while(local)
        .count();
    let first = bytes[at - length..at]
        .iter()
        .position(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')?;
    let domain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'.' | b'-');
    let rest = &bytes[at + 1..];
    let rest = &rest[..rest.iter().take(253).take_while(domain).count()];
    let kept = rest.iter().rposition(u8::is_ascii_alphanumeric)? + 1;
    let name = &rest[..kept];
    let top = name.rsplit(|byte| *byte == b'.').next()?;
    let well = name.contains(&b'.')
        && name.first() != Some(&b'.')
        && !name.windows(2).any(|two| two == b"..")
        && top.len() > 1
        && top.iter().any(u8::is_ascii_alphabetic);
    well.then_some((at - length + first, at + 1 + kept))
}

/// Where `<https://…>` or `<a@example.com>` ends (CommonMark 6.5).
pub(super) fn in_angles(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let plain = |byte: &&u8| !byte.is_ascii_whitespace() && !matches!(**byte, b'<' | b'>');
    let length = bytes[at + 1..].iter().take_while(plain).count();
    let end = at + 1 + length;
    if bytes.get(end) != Some(&b'>') {
        return None;
    }
    let inside = &text[at + 1..end];
    let scheme = inside.find(':').is_some_and(|colon| {
        let name = &inside.as_bytes()[..colon];
        colon > 1
            && inside.len() > colon + 1
            && name[0].is_ascii_alphabetic()
            && name
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
            && (inside[colon..].starts_with("://") || ["mailto", "tel"].contains(&&inside[..colon]))
    });
    let is_mail = || {
        let sign = inside.find('@')?;
        mail(inside, 0, sign).filter(|found| *found == (0, inside.len()))
    };
    (scheme || is_mail().is_some()).then_some(end + 1)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
