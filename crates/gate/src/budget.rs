//! The spending cap: what was spent, what is reserved, and what is refused.

use crate::calendar::Days;
use crate::{Cost, LedgerEntry};
use serde::{Deserialize, Serialize};
use wire::Millis;

/// The most that may be spent on calls whose price is known; `None`: no cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Cap {
    /// In a local day.
    pub per_day: Option<Cost>,
    /// In a local calendar month.
    pub per_month: Option<Cost>,
}

/// A time over which a cap counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Since local midnight.
    Day,
    /// Since the first of the month.
    Month,
}

/// Why a call was refused before it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It might have passed the cap.
    OverCap {
        /// The cap.
        cap: Cost,
        /// What was spent in the period so far.
        spent: Cost,
        /// What would be spent if this call and those under way all cost the most they can.
        would_be: Cost,
        /// Which cap.
        which: Period,
    },
}

/// What was spent in the day and month that the keys name.
///
/// `Spent::default()` is "nothing, long ago": the gate moves it to the current day at its first
/// event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// In the day `day_key`.
    pub day: Cost,
    /// In the month `month_key`.
    pub month: Cost,
    /// Local days since 1970-01-01.
    pub day_key: i64,
    /// Local months since year 0.
    pub month_key: i64,
    /// Minutes east of UTC (the negative of JavaScript's `getTimezoneOffset()`).
    pub utc_offset_minutes: i32,
}

impl Spent {
    /// Adds up the ledger for the day and month that `now` is in. Entries count with
    /// [`LedgerEntry::counted`].
    pub fn from_ledger(entries: &[LedgerEntry], now: Millis, utc_offset_minutes: i32) -> Spent {
        let mut spent = Spent {
            utc_offset_minutes,
            ..Spent::default()
        };
        spent.roll_over(now);
        for entry in entries {
            let day = Days::at(entry.at, utc_offset_minutes);
            if day.0 == spent.day_key {
                spent.day += entry.counted();
            }
            if day.month_key() == spent.month_key {
                spent.month += entry.counted();
            }
        }
        spent
    }

    /// Starts a new day or month when one has begun. A clock that was set back starts none: money
    /// stays spent.
    pub(crate) fn roll_over(&mut self, now: Millis) {
        let today = Days::at(now, self.utc_offset_minutes);
        if today.0 > self.day_key {
            self.day_key = today.0;
            self.day = Cost::ZERO;
        }
        if today.month_key() > self.month_key {
            self.month_key = today.month_key();
            self.month = Cost::ZERO;
        }
    }

    /// Takes over what another tab found in the ledger. Within the same day and month the larger
    /// sum wins: the other tab may not have seen what this one recorded a moment ago, and a cap
    /// must err on the safe side.
    pub(crate) fn merge(&mut self, other: Spent) {
        self.utc_offset_minutes = other.utc_offset_minutes;
        if other.day_key == self.day_key {
            self.day = self.day.max(other.day);
        } else if other.day_key > self.day_key {
            (self.day, self.day_key) = (other.day, other.day_key);
        }
        if other.month_key == self.month_key {
            self.month = self.month.max(other.month);
        } else if other.month_key > self.month_key {
            (self.month, self.month_key) = (other.month, other.month_key);
        }
    }

    pub(crate) fn add(&mut self, cost: Cost) {
        self.day += cost;
        self.month += cost;
    }
}

/// Whether a call that costs at most `bound` may be sent while the calls under way may cost
/// `reserved`.
pub(crate) fn over_cap(cap: &Cap, spent: &Spent, reserved: Cost, bound: Cost) -> Option<Refusal> {
    // A call that costs nothing cannot pass a cap, even one that is already used up.
    if bound <= Cost::ZERO {
        return None;
    }
    [
        (cap.per_day, spent.day, Period::Day),
        (cap.per_month, spent.month, Period::Month),
    ]
    .into_iter()
    .find_map(|(cap, spent, which)| {
        let would_be = spent + reserved + bound;
        cap.filter(|cap| would_be > *cap)
            .map(|cap| Refusal::OverCap {
                cap,
                spent,
                would_be,
                which,
            })
    })
}
