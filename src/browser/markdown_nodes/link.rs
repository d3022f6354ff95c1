//! Where a link goes, in words.

/// The host of an http(s) address, or the address of a mailto or tel one: what a person should know before a click.
/// `url` has passed `markdown::safe_url`.
pub(super) fn destination(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    if scheme.eq_ignore_ascii_case("mailto") || scheme.eq_ignore_ascii_case("tel") {
        return Some(rest.split('?').next().unwrap_or(rest)).filter(|rest| !rest.is_empty());
    }
    // Browsers take any number of slashes, backslashes too, before and after the host.
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then_some(host)
}

/// Whether `text` says by itself that it leads to `destination`: it is the address, from its start.
pub(super) fn tells(text: &str, destination: &str) -> bool {
    let mut text = text.trim();
    for scheme in ["https://", "http://", "mailto:", "tel:"] {
        if let Some(start) = text.get(..scheme.len())
            && start.eq_ignore_ascii_case(scheme)
        {
            text = &text[scheme.len()..];
            break;
        }
    }
    let Some(start) = text.get(..destination.len()) else {
        return false;
    };
    // "api.openai.com.evil.example" begins with "api.openai.com" too.
    start.eq_ignore_ascii_case(destination)
        && !text[destination.len()..].starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | '-' | '@' | ':' | '_' | '%')
        })
}
