//! Why an answer failed, where the page itself knows it and no endpoint said anything.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// What the page found. Nothing in it names an endpoint or a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Failure {
    /// The call would have passed the cap and was not sent. Amounts are nano-dollars.
    OverCap {
        /// The cap.
        #[serde(default)]
        cap: i64,
        /// Spent in the period so far.
        #[serde(default)]
        spent: i64,
        /// What it would have come to, at most.
        #[serde(default)]
        would_be: i64,
        /// The cap of the month, not of the day.
        #[serde(default)]
        month: bool,
    },
    /// No key was held for the endpoint.
    NoKey,
    /// No model was chosen and the endpoint lists none.
    NoModel,
    /// The browser said that it was offline.
    Offline,
    /// An https page may not call http addresses that are not on this machine.
    MixedContent,
    /// The browser did not let the page call this machine or the local network.
    LocalNetwork,
    /// The page's own policy allowed another endpoint.
    OtherEndpoint,
    /// A part of the page could not be fetched.
    PartMissing,
}

/// Reads one. What a later Parlance knows and this one does not is as good as nothing: the record around it is not to be
/// lost for it.
pub(crate) fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Failure>, D::Error> {
    let value = Option::<Value>::deserialize(from)?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}
