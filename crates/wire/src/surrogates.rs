//! Mending JSON in which a string was cut inside a surrogate pair.

/// Replaces `\uD800`–`\uDFFF` escapes that make no pair; none when there are no such escapes.
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
            Some(_) => {
                mended.push_str(json.get(copied..at)?);
                mended.push_str("\\ufffd");
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

fn surrogate(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}
