//! When to remind someone that what is kept in a browser is kept nowhere else.

use serde::{Deserialize, Serialize};
use wire::Millis;

const WEEK: Millis = 7 * 24 * 60 * 60 * 1_000;
/// So many new messages are worth a word.
const MESSAGES: usize = 50;

/// What is known of copies, kept in this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backup {
    /// When everything was last exported or the folder kept in step; before there was anything, when counting began.
    pub at: Millis,
    /// How many messages there were then.
    pub messages: usize,
    /// When the reminder was last put away.
    pub put_away: Option<Millis>,
    /// It is not wanted.
    pub off: bool,
}

impl Backup {
    /// There is a copy of everything now.
    #[must_use]
    pub fn made(self, now: Millis, messages: usize) -> Backup {
        Backup {
            at: now,
            messages,
            put_away: None,
            ..self
        }
    }

    /// Whether to remind: a week since the last copy and since it was last said, and enough that is new.
    pub fn is_due(self, now: Millis, messages: usize) -> bool {
        let since = self.at.max(self.put_away.unwrap_or_default());
        !self.off
            && now.saturating_sub(since) >= WEEK
            && messages.saturating_sub(self.messages) >= MESSAGES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reminds_only_when_enough_is_new_and_a_week_has_gone() {
        let copy = Backup::default().made(WEEK, 10);
        assert!(!copy.is_due(WEEK, 500));
        assert!(!copy.is_due(2 * WEEK - 1, 500));
        assert!(!copy.is_due(2 * WEEK, 59));
        assert!(copy.is_due(2 * WEEK, 60));
        // Fewer than then: much was deleted.
        assert!(!copy.is_due(9 * WEEK, 3));
        // A clock that was turned back.
        assert!(!copy.is_due(0, 500));
        let away = Backup {
            put_away: Some(3 * WEEK),
            ..copy
        };
        assert!(!away.is_due(4 * WEEK - 1, 500));
        assert!(away.is_due(4 * WEEK, 500));
        assert!(!away.made(4 * WEEK, 500).is_due(4 * WEEK, 500));
        assert!(!Backup { off: true, ..copy }.is_due(9 * WEEK, 500));
    }
}
