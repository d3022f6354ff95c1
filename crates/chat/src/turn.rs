//! A turn of a conversation between two people, as it travels.

use serde::{Deserialize, Serialize};
use wire::Millis;

/// What one of two people said, with its translation. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TravellingTurn {
    /// Unique.
    pub id: String,
    /// When it was said.
    pub at: Millis,
    /// What was said.
    pub said: String,
    /// The language it was said in (BCP 47); `None` where that is not known.
    pub from: Option<String>,
    /// The two languages of the conversation then.
    pub languages: [String; 2],
    /// The translation; empty where there is none.
    pub translation: String,
}
