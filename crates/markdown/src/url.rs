//! Which addresses in a model's answer may become links.

/// The address as it may be given to a link or an image, or `None` when it must be shown as text only.
///
/// Only absolute `http:`, `https:`, `mailto:` and `tel:` pass. Refused: every other scheme (`javascript:`, `data:`,
/// `vbscript:`, `blob:`, `file:`, …), relative and protocol-relative addresses, control characters anywhere (browsers
/// drop tabs and line ends inside a scheme: WHATWG URL, section 4.4), backslashes and user names before the host
/// (`https://good.example@evil.example`), and invisible or direction-changing characters, which would make an
/// address read as another.
pub fn safe_url(url: &str) -> Option<String> {
    let url = url.trim_matches(' ');
    if url.chars().any(is_treacherous) {
        return None;
    }
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = authority.split(':').next().unwrap_or_default();
            let refused = ['@', '\\', ' ', '<', '>', '%', '"', '\''];
            // An IPv6 host is in brackets; everything else begins with a letter or a digit of some script.
            let opens_well = authority.starts_with('[') || host.starts_with(char::is_alphanumeric);
            if !opens_well || authority.contains(refused) {
                return None;
            }
        }
        "mailto" | "tel" if !rest.is_empty() && !rest.starts_with('/') => {}
        _ => return None,
    }
    Some(format!(
        "{scheme}:{}",
        rest.replace(' ', "%20").replace('\\', "%5C")
    ))
}

/// Control characters, and those that are not seen or that turn the direction of what follows.
fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
