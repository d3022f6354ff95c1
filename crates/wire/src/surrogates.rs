//! Mending JSON in which a string was cut inside a surrogate pair.

/// Stands before a half that the next or the last string may have the other half of. A noncharacter: no text has it.
const MARK: char = '\u{FDD0}';
/// The half follows as a character of the private use area, so far from where halves lie.
const AWAY: u32 = 0xE000 - 0xD800;

/// Replaces `\uD800`–`\uDFFF` escapes that make no pair; none when there are no such escapes. Where a string ends with
/// the first half or begins with the second, it is marked for [`Half::join`].
pub(crate) fn mend_surrogates(json: &str) -> Option<String> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    let bytes = json.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            at += 1;
            continue;
        }
        match surrogate(json, at) {
            Some(0xD800..=0xDBFF) if matches!(surrogate(json, at + 6), Some(0xDC00..=0xDFFF)) => {
                at += 12
            }
            Some(half) => {
                mended.push_str(json.get(copied..at)?);
                let quote_beside = match half {
                    ..=0xDBFF => bytes.get(at + 6) == Some(&b'"'),
                    _ => at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'"'),
                };
                match char::from_u32(u32::from(half) + AWAY).filter(|_| quote_beside) {
                    Some(away) => mended.extend([MARK, away]),
                    None => mended.push_str("\\ufffd"),
                }
                at += 6;
                copied = at;
            }
            // Another escape: pass the escaped character, which may be a backslash.
            None => at += 2,
        }
    }
    if copied == 0 {
        return None;
    }
    mended.push_str(json.get(copied..)?);
    Some(mended)
}

/// The first half of a pair, from the end of a text whose rest is still to come.
#[derive(Debug, Default)]
pub(crate) struct Half(Option<u16>);

impl Half {
    /// Puts marked halves together, across texts; what stays alone becomes U+FFFD. A first half at the end waits.
    pub(crate) fn join(&mut self, text: &mut String) {
        if text.is_empty() || (self.0.is_none() && !text.contains(MARK)) {
            return;
        }
        let mut joined = String::with_capacity(text.len() + 4);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let half = match chars.peek() {
                Some(&away @ '\u{E000}'..='\u{E7FF}') if c == MARK => {
                    chars.next();
                    u16::try_from(u32::from(away) - AWAY).ok()
                }
                _ => None,
            };
            match (self.0.take(), half) {
                (first, Some(half @ ..=0xDBFF)) => {
                    joined.extend(first.map(|_| char::REPLACEMENT_CHARACTER));
                    self.0 = Some(half);
                }
                (Some(first), Some(second)) => {
                    joined.extend(char::decode_utf16([first, second]).flatten());
                }
                (None, Some(_)) => joined.push(char::REPLACEMENT_CHARACTER),
                (first, None) => {
                    joined.extend(first.map(|_| char::REPLACEMENT_CHARACTER));
                    joined.push(c);
                }
            }
        }
        *text = joined;
    }

    /// The same for a text that stands alone.
    pub(crate) fn end(mut self, text: &mut String) {
        self.join(text);
        text.push_str(self.take());
    }

    /// What stands for a half that waits in vain.
    pub(crate) fn take(&mut self) -> &'static str {
        match self.0.take() {
            Some(_) => "\u{fffd}",
            None => "",
        }
    }
}

fn surrogate(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}
