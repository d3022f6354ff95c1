//! A translation of the history, as it travels.

use serde::{Deserialize, Serialize};
use wire::{Millis, Usage};

use crate::record::MessageState;
use crate::stretch::{Stretch, fit};

/// A translation as it was made. Unknown fields are ignored, missing ones defaulted. There is no field for what was sent
/// or where to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Translation {
    /// Unique.
    pub id: String,
    /// When it was started.
    pub at: Millis,
    /// Source language (BCP 47); `None` when it was to be detected.
    pub from: Option<String>,
    /// Target language (BCP 47).
    pub to: String,
    /// The text.
    pub source: String,
    /// The translation, as far as it came.
    pub target: String,
    /// The person changed the translation.
    pub edited: bool,
    /// How it ended.
    pub state: MessageState,
    /// The model.
    pub model: String,
    /// The endpoint's own count.
    pub usage: Option<Usage>,
    /// Nano-dollars; `None` when the price is unknown.
    pub cost: Option<i64>,
    /// It stands before the others, and stays when all are deleted.
    pub pinned: bool,
    /// Its segments, in order; none where it was made as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Stretch>,
}

/// The largest time that the browser's numbers hold: a later one could be written, and not be read again.
const LATEST: Millis = (1 << 53) - 1;

impl Translation {
    /// What cannot go on elsewhere has ended, and segments that are not those of its texts are none.
    pub(crate) fn settle(&mut self) {
        self.at = self.at.min(LATEST);
        if self.state == MessageState::Streaming {
            self.state = MessageState::Truncated;
        }
        if !fit(&self.segments, &self.source, &self.target) {
            self.segments.clear();
        }
    }
}
