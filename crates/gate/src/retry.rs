//! How long to wait before trying again: the official SDKs' rule.

use wire::Millis;

/// Longer waits than this are not what a person sits through: the endpoint's wish is ignored, as
/// the SDKs do.
const LONGEST_RETRY_AFTER: Millis = 60_000;

/// min(0.5 · 2ⁿ, 8) s × (1 − 0.25 · random) after `failures` earlier failures; or the endpoint's
/// own wish, if it is more than zero and at most 60 s.
pub(crate) fn delay(failures: u32, retry_after: Option<Millis>, random: f64) -> Millis {
    if let Some(wish) = retry_after.filter(|wish| (1..=LONGEST_RETRY_AFTER).contains(wish)) {
        return wish;
    }
    let base = (500u64 << failures.min(4)).min(8_000);
    (base as f64 * (1.0 - 0.25 * unit(random))).round() as u64
}

/// Calls that waited for the same moment are released one by one, each this much after the other
/// (0–400 ms).
pub(crate) fn spread(random: f64) -> Millis {
    (400.0 * unit(random)) as u64
}

/// Random numbers come from outside too.
fn unit(random: f64) -> f64 {
    if random.is_finite() {
        random.clamp(0.0, 1.0)
    } else {
        0.0
    }
}
