//! What the person sets: the pace and the number of retries (the cap is in `budget`).

use crate::Cap;
use serde::{Deserialize, Serialize};

/// How fast an endpoint may be called.
///
/// The numbers are hard: in no sliding minute are more requests sent than `requests_per_minute`,
/// nor more tokens asked for than `tokens_per_minute` (counted by estimate, settled by real usage;
/// a single request larger than the allowance passes all the same when nothing else was sent for a
/// while). A quarter of a minute's allowance may go out in one burst, the rest flows in
/// continuously.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    /// Requests a minute; `None` or `Some(0)`: no limit of ours.
    pub requests_per_minute: Option<u32>,
    /// Tokens a minute, in and out together; `None` or `Some(0)`: no limit of ours.
    pub tokens_per_minute: Option<u32>,
    /// The most calls at once; the gate goes below it by itself when the endpoint answers 429. 0 is
    /// read as 1.
    pub max_concurrent: u16,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            requests_per_minute: Some(60),
            tokens_per_minute: None,
            max_concurrent: 4,
        }
    }
}

const fn pace(requests: Option<u32>, tokens: Option<u32>, max_concurrent: u16) -> Pace {
    Pace {
        requests_per_minute: requests,
        tokens_per_minute: tokens,
        max_concurrent,
    }
}

/// Stable ids (the page names them in the person's language). Starting points, not promises of the
/// endpoints: limits differ by account and model, and the person's own account page has the true
/// ones.
static PRESETS: [(&str, Pace); 6] = [
    ("standard", pace(Some(60), None, 4)),
    ("careful", pace(Some(10), Some(20_000), 1)),
    ("free-tier", pace(Some(20), Some(6_000), 2)),
    ("tier-1", pace(Some(500), Some(200_000), 8)),
    ("tier-2", pace(Some(5_000), Some(2_000_000), 16)),
    ("local", pace(None, None, 2)),
];

impl Pace {
    /// Ready-made paces as (stable id, pace); the first is the default.
    pub fn presets() -> &'static [(&'static str, Pace)] {
        &PRESETS
    }
}

/// Everything about the gate that the person sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GateSettings {
    /// How fast.
    pub pace: Pace,
    /// How much money.
    pub cap: Cap,
    /// How often a transient failure is tried again (2, as the official SDKs do).
    pub max_retries: u8,
}

impl Default for GateSettings {
    fn default() -> GateSettings {
        GateSettings {
            pace: Pace::default(),
            cap: Cap::default(),
            max_retries: 2,
        }
    }
}
