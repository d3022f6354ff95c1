//! When a conversation was last touched, as a person says it: today, yesterday, some days ago, in a month.

use std::cmp::Reverse;
use wire::Millis;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A stretch of time up to now; the latest is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// The local day that is now. What is dated later, by a clock that was wrong, is counted to it.
    Today,
    /// The day before.
    Yesterday,
    /// Two to seven days before today.
    Week,
    /// Eight to thirty days before today.
    ThirtyDays,
    /// A month, where that is longer ago: months since the year 0.
    Month(Reverse<i64>),
}

/// In which period a moment lies, now, where local time is so many minutes ahead of UTC.
pub fn period(now: Millis, offset_minutes: i32, at: Millis) -> Period {
    let local_day = |at: Millis| {
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        at.saturating_add(i64::from(offset_minutes) * MINUTE)
            .div_euclid(DAY)
    };
    let day = local_day(at);
    match local_day(now) - day {
        ..=0 => Period::Today,
        1 => Period::Yesterday,
        2..=7 => Period::Week,
        8..=30 => Period::ThirtyDays,
        _ => Period::Month(Reverse(month_of(day))),
    }
}

impl Period {
    /// Of a month, a moment (UTC) in the middle of it, to be named by.
    pub fn mid_month(self) -> Option<Millis> {
        let Period::Month(Reverse(month)) = self else {
            return None;
        };
        let at = first_day(month).saturating_add(14).saturating_mul(DAY);
        Some(at.max(0).unsigned_abs())
    }
}

/// The month (since the year 0) that a day since 1970-01-01 is in: Howard Hinnant's `civil_from_days`.
fn month_of(day: i64) -> i64 {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    // The year begins in March here, so that January is its tenth month from nought.
    (era * 400 + year) * 12 + (5 * of_year + 2) / 153 + 2
}

/// The first day of a month: `days_from_civil`, the other way round.
fn first_day(month: i64) -> i64 {
    let from_march = month - 2;
    let (year, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let days = of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5;
    era * 146_097 + days - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-29T12:00:00Z, the day the clocks go forward in Europe.
    const NOON: Millis = 1_774_785_600_000;
    const HOUR: Millis = 60 * 60_000;
    const DAYS: Millis = 24 * HOUR;

    fn month(year: i64, month: i64) -> Period {
        Period::Month(Reverse(year * 12 + month - 1))
    }

    #[test]
    fn days_begin_at_the_local_midnight() {
        let check = |offset: i32, ago: Millis, expect: Period| {
            assert_eq!(period(NOON, offset, NOON - ago), expect, "{offset} {ago}");
        };
        check(0, 0, Period::Today);
        check(0, 12 * HOUR, Period::Today);
        check(0, 12 * HOUR + 1, Period::Yesterday);
        check(0, 36 * HOUR, Period::Yesterday);
        check(0, 36 * HOUR + 1, Period::Week);
        check(0, 7 * DAYS + 12 * HOUR, Period::Week);
        check(0, 7 * DAYS + 12 * HOUR + 1, Period::ThirtyDays);
        check(0, 30 * DAYS + 12 * HOUR, Period::ThirtyDays);
        check(0, 30 * DAYS + 12 * HOUR + 1, month(2026, 2));
    }

    #[test]
    fn the_offset_moves_midnight() {
        let check = |offset: i32, ago: Millis, expect: Period| {
            assert_eq!(period(NOON, offset, NOON - ago), expect, "{offset} {ago}");
        };
        // Berlin before and after the clocks went forward: 13 and 14 o'clock.
        check(60, 13 * HOUR, Period::Today);
        check(60, 14 * HOUR, Period::Yesterday);
        check(120, 14 * HOUR, Period::Today);
        check(120, 14 * HOUR + 1, Period::Yesterday);
        // Kathmandu, Honolulu.
        check(345, 17 * HOUR + 45 * 60_000, Period::Today);
        check(345, 17 * HOUR + 46 * 60_000, Period::Yesterday);
        check(-600, 2 * HOUR, Period::Today);
        check(-600, 2 * HOUR + 1, Period::Yesterday);
    }

    #[test]
    fn what_is_dated_in_the_future_is_of_today() {
        for ahead in [1, 20 * HOUR, 400 * DAYS] {
            assert_eq!(period(NOON, 0, NOON + ahead), Period::Today);
        }
        assert_eq!(period(NOON, 0, Millis::MAX), Period::Today);
        assert_eq!(period(0, -600, 0), Period::Today);
    }

    #[test]
    fn months_are_in_order_and_named_by_their_middle() {
        let check = |ago_days: Millis, expect: Period| {
            assert_eq!(
                period(NOON, 0, NOON - ago_days * DAYS),
                expect,
                "{ago_days}"
            );
        };
        check(57, month(2026, 1));
        check(88, month(2025, 12));
        check(756, month(2024, 3));
        check(759, month(2024, 2));
        assert_eq!(period(NOON, 0, 0), month(1970, 1));
        assert_eq!(period(NOON, -60, 0), month(1969, 12));

        assert_eq!(month(1970, 1).mid_month(), Some(14 * DAYS));
        assert_eq!(month(2024, 3).mid_month(), Some(1_710_460_800_000));
        assert_eq!(Period::Today.mid_month(), None);
        let mut all = [
            month(2025, 12),
            Period::ThirtyDays,
            month(2026, 1),
            Period::Today,
            Period::Week,
            Period::Yesterday,
        ];
        all.sort_unstable();
        assert_eq!(
            all,
            [
                Period::Today,
                Period::Yesterday,
                Period::Week,
                Period::ThirtyDays,
                month(2026, 1),
                month(2025, 12),
            ]
        );
    }

    #[test]
    fn every_day_is_in_the_month_that_begins_before_it() {
        for day in (-800_000..800_000).step_by(13) {
            let month = month_of(day);
            assert!(
                first_day(month) <= day && day < first_day(month + 1),
                "{day}"
            );
        }
    }
}
