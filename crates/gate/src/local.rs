//! Which endpoints run on this machine or in this network.

use std::net::Ipv4Addr;

/// Whether an origin (`scheme://host[:port]`) names this machine or a private network. Anything odd
/// is not local: a paid endpoint must never pass for free.
pub(crate) fn is_local(origin: &str) -> bool {
    let Some((_, rest)) = origin.split_once("://") else {
        return false;
    };
    if rest.contains(['/', '@', '\\', '?', '#']) {
        return false;
    }
    if rest == "[::1]" || rest.starts_with("[::1]:") {
        return true;
    }
    let host = rest
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if let Ok(ip) = host.parse::<Ipv4Addr>() {
        return ip.is_loopback() || ip.is_private() || ip.is_link_local();
    }
    host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local")
}
