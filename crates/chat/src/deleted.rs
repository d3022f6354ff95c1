//! What was deleted and can still be brought back: for how long, and what of it is left.

use crate::record::Conversation;
use wire::Millis;

/// How long a conversation is kept after it was deleted.
pub const DELETED_KEPT: Millis = 30 * DAY;

const DAY: Millis = 24 * 60 * 60 * 1_000;

/// For how many more days it is kept, from 30 down to 1. None where it is not deleted, or is to go for good now.
///
/// A clock that was set back makes it stay longer, never shorter.
pub fn days_left(record: &Conversation, now: Millis) -> Option<u32> {
    let gone_for = now.saturating_sub(record.deleted?);
    let left = DELETED_KEPT.checked_sub(gone_for)?;
    u32::try_from(left.div_ceil(DAY))
        .ok()
        .filter(|days| *days > 0)
}

/// Whether it was deleted longer ago than it is kept.
pub fn is_due(record: &Conversation, now: Millis) -> bool {
    record.deleted.is_some() && days_left(record, now).is_none()
}

/// Those of them that are deleted and can be brought back, the last deleted first.
pub fn recently_deleted(
    all: impl IntoIterator<Item = Conversation>,
    now: Millis,
) -> Vec<Conversation> {
    let mut out: Vec<Conversation> = all
        .into_iter()
        .filter(|record| days_left(record, now).is_some())
        .collect();
    // Of those that went at once the last used one comes first.
    out.sort_by_key(|one| std::cmp::Reverse((one.deleted, one.updated)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(id: &str, deleted: Option<Millis>) -> Conversation {
        Conversation {
            id: id.to_owned(),
            deleted,
            ..Conversation::default()
        }
    }

    #[test]
    fn thirty_days_and_no_longer() {
        let check = |after: Millis, left: Option<u32>| {
            let record = gone("a", Some(1_000));
            assert_eq!(days_left(&record, 1_000 + after), left, "after {after} ms");
            assert_eq!(is_due(&record, 1_000 + after), left.is_none());
        };
        check(0, Some(30));
        check(1, Some(30));
        check(DAY, Some(29));
        check(29 * DAY, Some(1));
        check(30 * DAY - 1, Some(1));
        check(30 * DAY, None);
        check(300 * DAY, None);
    }

    #[test]
    fn what_is_not_deleted_is_never_due() {
        let record = gone("a", None);
        assert_eq!(days_left(&record, 900 * DAY), None);
        assert!(!is_due(&record, 900 * DAY));
    }

    #[test]
    fn a_clock_that_was_set_back_takes_nothing() {
        let record = gone("a", Some(90 * DAY));
        assert_eq!(days_left(&record, DAY), Some(30));
        assert!(!is_due(&record, DAY));
    }

    #[test]
    fn the_last_deleted_comes_first() {
        let now = 40 * DAY;
        let mut late = gone("late", Some(30 * DAY));
        late.updated = 5;
        let all = [
            gone("here", None),
            gone("early", Some(20 * DAY)),
            gone("due", Some(DAY)),
            gone("beside", Some(30 * DAY)),
            late,
        ];
        let kept = recently_deleted(all, now);
        let ids: Vec<&str> = kept.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(ids, ["late", "beside", "early"]);
    }
}
