//! The one parsed form of an endpoint's address. Everything that decides where a key may go compares this, never text.
//!
//! A parser of its own: the `url` crate with its IDNA tables is about 100 kB of wasm, and takes in far more than an
//! endpoint's address may be. What is not plainly one host is refused, with the reason.

use std::fmt;

use crate::Reach;
use crate::host::{parse_host, reach_of};

/// An endpoint's address: `https://api.openai.com/v1`. Equal addresses are equal values.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    /// Length of the origin at the start of `text`.
    origin: usize,
    host: String,
    reach: Reach,
}

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BaseUrlProblem {
    /// There is nothing, or no host.
    Empty,
    /// A key, which would be kept as an address, shown, and looked up as a host's name.
    Key,
    /// White space, control characters or backslashes in it, which browsers would read as something else.
    Characters,
    /// Neither `http` nor `https`.
    Scheme,
    /// A name or password before the host (`https://api.openai.com@evil.example`).
    UserInfo,
    /// A query (`?…`).
    Query,
    /// A fragment (`#…`).
    Fragment,
    /// An IPv6 address, which a page's security policy cannot name. Use `localhost` or a name.
    Ipv6,
    /// `0.0.0.0`, which is where a server listens and not where it is reached. Use `localhost`.
    Unspecified,
    /// No well-formed host name or IPv4 address.
    Host,
    /// A host outside ASCII. Write it in its `xn--…` form, so that no look-alike passes for another.
    NotAscii,
    /// No port from 1 to 65535.
    Port,
    /// Characters or segments (`.`, `..`) that a path may not have.
    Path,
    /// `http` to a host of the internet: the key would cross it in the open.
    InsecureHttp,
}

impl BaseUrl {
    /// Reads an address as a person pastes it: blanks around it, no scheme (then `https`, or `http` for this machine
    /// and private networks), slashes at the end, or the whole address of `/chat/completions`.
    pub fn parse(text: &str) -> Result<BaseUrl, BaseUrlProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BaseUrlProblem::Empty);
        }
        if text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
        {
            return Err(BaseUrlProblem::Characters);
        }
        if is_like_key(text) {
            return Err(BaseUrlProblem::Key);
        }
        let (scheme, rest) = split_scheme(text)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(BaseUrlProblem::UserInfo);
        }
        if path.contains('#') {
            return Err(BaseUrlProblem::Fragment);
        }
        if path.contains('?') {
            return Err(BaseUrlProblem::Query);
        }
        if authority.is_empty() {
            return Err(BaseUrlProblem::Empty);
        }
        let (host, port) = split_port(authority)?;
        let host = parse_host(host)?;
        let reach = reach_of(&host);
        let secure = scheme.unwrap_or(reach == Reach::Https);
        if !secure && reach == Reach::Https {
            return Err(BaseUrlProblem::InsecureHttp);
        }
        let mut text = String::from(if secure { "https://" } else { "http://" });
        text.push_str(&host);
        if let Some(port) = port.filter(|port| *port != if secure { 443 } else { 80 }) {
            text.push_str(&format!(":{port}"));
        }
        let origin = text.len();
        text.push_str(clean_path(path)?);
        Ok(BaseUrl {
            text,
            origin,
            host,
            reach,
        })
    }

    /// The address, without a slash at its end. Parses to an equal value.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The origin as browsers write it: scheme, host in lower case, port unless it is the scheme's own.
    pub fn origin(&self) -> String {
        self.text.get(..self.origin).unwrap_or_default().to_owned()
    }

    /// The host, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The address of something below it: `join("models")`.
    pub fn join(&self, path: &str) -> String {
        format!("{}/{}", self.text, path.trim_start_matches('/'))
    }

    /// Where it leads.
    pub fn reach(&self) -> Reach {
        self.reach
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BaseUrl").field(&self.text).finish()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a key given for one may be sent to the other.
pub fn same_origin(a: &BaseUrl, b: &BaseUrl) -> bool {
    a.text.get(..a.origin) == b.text.get(..b.origin)
}

/// Whether it is a key in the wrong field, or has one in it: by its beginning, or as one long word of letters and digits,
/// with an end that no domain has.
fn is_like_key(text: &str) -> bool {
    const LONG: usize = 24;
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let has_key = |text: &str| crate::text::without_keys(text) != text;
    // A host may begin like a key, as long as it is a domain.
    if has_key(path) || (!authority.contains('.') && has_key(authority)) {
        return true;
    }
    let end = authority.rsplit('.').next().unwrap_or_default();
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_domain = authority.contains('.') && (!has_digit(end) || end.starts_with("xn--"));
    scheme.is_none()
        && path.is_empty()
        && authority.len() >= LONG
        && has_digit(authority)
        && authority.contains(|c: char| c.is_ascii_alphabetic())
        && !authority.contains([':', '@', '%', '['])
        && !is_domain
}

/// Whether the scheme is secure (none when there is none), and what follows it.
fn split_scheme(text: &str) -> Result<(Option<bool>, &str), BaseUrlProblem> {
    let starts = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if starts("https://") {
        return Ok((Some(true), text.get(8..).unwrap_or_default()));
    }
    if starts("http://") {
        return Ok((Some(false), text.get(7..).unwrap_or_default()));
    }
    if text.contains("://") && text.find("://") == text.find([':', '/', '?', '#']) {
        return Err(BaseUrlProblem::Scheme);
    }
    // Without a scheme: a colon before the path is a port's (`localhost:11434`), or a scheme's (`javascript:…`).
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let mut parts = authority.split(':');
    let (before, after) = (parts.next().unwrap_or_default(), parts.next());
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let in_question = !before.is_empty() && !authority.contains(['@', '[']);
    if in_question && after.is_some_and(|after| !is_port(after)) {
        return Err(BaseUrlProblem::Scheme);
    }
    Ok((None, text))
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), BaseUrlProblem> {
    if authority.starts_with('[') || authority.matches(':').count() > 1 {
        return Err(BaseUrlProblem::Ipv6);
    }
    let Some((host, port)) = authority.split_once(':') else {
        return Ok((authority, None));
    };
    if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BaseUrlProblem::Port);
    }
    match port.parse() {
        Ok(0) | Err(_) => Err(BaseUrlProblem::Port),
        Ok(port) => Ok((host, Some(port))),
    }
}

/// The path without slashes and `/chat/completions` at its end.
fn clean_path(path: &str) -> Result<&str, BaseUrlProblem> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    if !path.bytes().all(fits) || !escapes_are_whole(path) {
        return Err(BaseUrlProblem::Path);
    }
    let is_dots = |segment: &str| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        plain == "." || plain == ".."
    };
    if path.split('/').any(is_dots) {
        return Err(BaseUrlProblem::Path);
    }
    let mut path = path;
    loop {
        let shorter = path.trim_end_matches('/');
        let shorter = shorter.strip_suffix("/chat/completions").unwrap_or(shorter);
        if shorter == path {
            return Ok(path);
        }
        path = shorter;
    }
}

fn escapes_are_whole(path: &str) -> bool {
    path.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}
