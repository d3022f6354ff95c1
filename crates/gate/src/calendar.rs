//! Local days and months from wall-clock time and an offset; no time zone data.

use wire::Millis;

const DAY: i64 = 86_400_000;

/// A local day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days(pub(crate) i64);

impl Days {
    pub(crate) fn at(now: Millis, utc_offset_minutes: i32) -> Days {
        let local = i64::try_from(now)
            .unwrap_or(i64::MAX)
            .saturating_add(i64::from(utc_offset_minutes) * 60_000);
        Days(local.div_euclid(DAY))
    }

    /// Months since year 0, so that the next month is one more.
    pub(crate) fn month_key(self) -> i64 {
        let (year, month, _) = self.civil();
        year * 12 + month - 1
    }

    /// Year, month (1–12), day (1–31); Howard Hinnant's `civil_from_days`.
    pub(crate) fn civil(self) -> (i64, i64, i64) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (yoe + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// `2026-11-23T20:25:00Z`.
pub(crate) fn iso_utc(at: Millis) -> String {
    let (year, month, day) = Days::at(at, 0).civil();
    let second = at / 1_000 % 86_400;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        second / 3_600,
        second / 60 % 60,
        second % 60
    )
}
