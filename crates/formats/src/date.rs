//! Dates as TMX has them: `YYYYMMDDThhmmssZ` (ISO 8601, UTC).

/// Milliseconds since 1970 of a date, with or without its separators; none where it is no date.
pub(crate) fn read(text: &str) -> Option<u64> {
    let digits: Vec<i64> = text
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| i64::from(digit - b'0'))
        .collect();
    let number = |from: usize, to: usize| {
        let digits = digits.get(from..to)?;
        Some(digits.iter().fold(0, |number, digit| number * 10 + digit))
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let [hour, minute, second] =
        [(8, 10), (10, 12), (12, 14)].map(|(from, to)| number(from, to).unwrap_or(0));
    let fits = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !fits {
        return None;
    }
    let days = days(year, month, day);
    u64::try_from((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000).ok()
}

/// The date of a time; seconds are the finest.
pub(crate) fn write(millis: u64) -> String {
    let seconds = i64::try_from(millis / 1000).unwrap_or(0);
    // The last second of the year 9999: no more digits have a place.
    let seconds = seconds.min(253_402_300_799);
    let (year, month, day) = civil(seconds / 86_400);
    let of_day = seconds % 86_400;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Days since 1970-01-01; Howard Hinnant's `days_from_civil`.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day; Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, wanted) in [
            ("19700101T000000Z", Some(0)),
            ("20020125T210935Z", Some(1_011_992_975_000)),
            ("2002-01-25T21:09:35Z", Some(1_011_992_975_000)),
            ("20000229", Some(951_782_400_000)),
            ("19690101T000000Z", None),
            ("20021325T000000Z", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for days in (0..4_000_000).step_by(17) {
            let millis = days * 86_400_000 % 253_402_300_799_000 / 1000 * 1000;
            assert_eq!(read(&write(millis)), Some(millis));
        }
        assert_eq!(write(u64::MAX), "99991231T235959Z");
    }
}
