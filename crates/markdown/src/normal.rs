//! Line ends and NUL, as CommonMark sections 2.1 and 2.3 want them, so that nothing behind this has to care.

use std::borrow::Cow;

/// `\r\n` and `\r` become `\n`; NUL becomes U+FFFD.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'\r' || byte == 0) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\0']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = after.strip_prefix('\0') {
            out.push('\u{fffd}');
            rest = after;
        } else {
            out.push('\n');
            rest = after
                .strip_prefix("\r\n")
                .or_else(|| after.strip_prefix('\r'))
                .unwrap_or_default();
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
