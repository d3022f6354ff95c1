//! Hosts: which are well formed, and where they lead.

use crate::BaseUrlProblem;

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// A host of the internet; always over https.
    Https,
    /// This machine, over http or https. Costs nothing and needs the browser's local-network permission.
    Loopback,
    /// A host of a private network, over http or https; as [`Reach::Loopback`] otherwise.
    Private,
}

/// Reads a host as it stands in an address, gives it in its one form: lower case, without the final dot.
///
/// Stricter than the WHATWG URL standard, on purpose: every host that this lets through means the same to every
/// browser. Numbers in place of an IPv4 address (`127.1`, `0x7f.0.0.1`, `2130706433`) are refused, and so are
/// percent-escapes and characters outside ASCII (write `xn--…`).
pub(crate) fn parse_host(host: &str) -> Result<String, BaseUrlProblem> {
    if host.starts_with('[') || host.contains(':') {
        return Err(BaseUrlProblem::Ipv6);
    }
    if !host.is_ascii() {
        return Err(BaseUrlProblem::NotAscii);
    }
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err(BaseUrlProblem::Host);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) || is_hexadecimal(last) {
        // The URL standard takes every host whose last label is a number for an IPv4 address.
        let octets = ipv4(&host).ok_or(BaseUrlProblem::Host)?;
        if octets == [0, 0, 0, 0] {
            return Err(BaseUrlProblem::Unspecified);
        }
    }
    Ok(host)
}

/// Where a host that [`parse_host`] let through leads.
pub(crate) fn reach_of(host: &str) -> Reach {
    if let Some(octets) = ipv4(host) {
        return match octets {
            [127, ..] => Reach::Loopback,
            // RFC 1918, RFC 3927 (link-local), RFC 6598 (shared, as Tailscale uses it).
            [10, ..]
            | [192, 168, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [100, 64..=127, ..] => Reach::Private,
            _ => Reach::Https,
        };
    }
    if host == "localhost" || host.ends_with(".localhost") {
        return Reach::Loopback;
    }
    // RFC 6762 (.local), RFC 8375 (home.arpa), .internal (reserved by ICANN), and names without a dot, which a
    // resolver looks for in its own network.
    let private = [".local", ".lan", ".internal", ".home.arpa"]
        .iter()
        .any(|end| host.ends_with(end));
    if private || !host.contains('.') {
        Reach::Private
    } else {
        Reach::Https
    }
}

fn ipv4(host: &str) -> Option<[u8; 4]> {
    let mut octets = [0; 4];
    let mut parts = host.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        let plain = part.len() == 1 || !part.starts_with('0');
        if !plain || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse().ok()?;
    }
    parts.next().is_none().then_some(octets)
}

fn is_hexadecimal(label: &str) -> bool {
    label
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
