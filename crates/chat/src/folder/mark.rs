//! What was deleted, and what was brought back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Millis;

/// Says of a message or conversation whether it is gone, since when. The later word counts; of two at one time the deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// When it was said.
    pub at: Millis,
    /// Deleted; else brought back.
    pub gone: bool,
}

/// The latest time a clock in a browser shows (ECMA-262, 21.4.1.1).
const LATEST: Millis = 8_640_000_000_000_000;

/// The marks of a conversation, its own under its own id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub BTreeMap<String, Mark>);

impl Marks {
    /// Whether this is deleted.
    pub fn gone(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|mark| mark.gone)
    }

    /// From now on it is gone, or back: later than anything said before.
    pub(super) fn set(&mut self, id: &str, now: Millis, gone: bool) {
        let before = self.0.get(id).map_or(0, |mark| mark.at);
        let at = now.max(before.saturating_add(1));
        self.0.insert(id.to_owned(), Mark { at, gone });
    }

    /// A time that no clock shows is none: it would be later than anything said here.
    pub(super) fn clean(&mut self) {
        for mark in self.0.values_mut() {
            if mark.at > LATEST {
                mark.at = 0;
            }
        }
    }

    /// With what others say.
    pub(super) fn join(&mut self, other: &Marks) {
        for (id, mark) in &other.0 {
            let mine = self.0.entry(id.clone()).or_default();
            *mine = (*mine).max(*mark);
        }
    }
}
