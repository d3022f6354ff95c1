//! When to remind someone that what is kept in a browser is kept nowhere else.

use serde::{Deserialize, Serialize};
use wire::Millis;

const WEEK: Millis = 7 * 24 * 60 * 60 * 1_000;
/// So many new messages are worth a word.
const MESSAGES: usize = 50;
/// So many messages are worth asking the browser to keep them.
const WORTH_KEEPING: usize = 10;

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
    /// That the browser may clear everything was told: it was asked to keep it, or the line was put away. It is told once.
    pub storage_told: bool,
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

    /// Whether to say that the browser may clear everything, where `kept` is what it says of that itself (`None`: nothing): once
    /// there is something worth keeping, and never beside the reminder.
    pub fn offers_keeping(self, now: Millis, messages: usize, kept: Option<bool>) -> bool {
        kept == Some(false)
            && messages >= WORTH_KEEPING
            && !self.off
            && !self.storage_told
            && !self.is_due(now, messages)
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

    #[test]
    fn it_is_offered_to_ask_the_browser_once_there_is_something_to_keep() {
        let new = Backup::default().made(WEEK, 0);
        let told = Backup {
            storage_told: true,
            ..new
        };
        let off = Backup { off: true, ..new };
        for (backup, now, messages, kept, offered) in [
            (new, WEEK, 10, Some(false), true),
            (new, WEEK, 9, Some(false), false),
            // It keeps everything already, or says nothing of it.
            (new, WEEK, 10, Some(true), false),
            (new, WEEK, 10, None, false),
            (told, WEEK, 10, Some(false), false),
            (off, WEEK, 10, Some(false), false),
            // The other reminder has its turn; a little less is new, and it has none.
            (new, 2 * WEEK, 50, Some(false), false),
            (new, 2 * WEEK, 49, Some(false), true),
        ] {
            let is = backup.offers_keeping(now, messages, kept);
            assert_eq!(is, offered, "{backup:?} {now} {messages} {kept:?}");
            assert!(!(is && backup.is_due(now, messages)));
        }
        // A copy that is made changes nothing of it.
        assert!(told.made(3 * WEEK, 90).storage_told);
        let old: Backup = serde_json::from_str(r#"{"at":1,"messages":2}"#).unwrap_or_default();
        assert_eq!((old.at, old.storage_told), (1, false));
    }
}
