//! How long an endpoint asks to wait.

use crate::{Millis, ResponseHead};

/// The wait asked for by `retry-after-ms`, else by `retry-after` (seconds or an HTTP date); none when neither can
/// be read or the wait is not 0 to 60 s, as in the official SDKs.
pub fn retry_after(head: &ResponseHead, now: Millis) -> Option<Millis> {
    let by_ms = || {
        head.retry_after_ms
            .as_deref()
            .and_then(|text| decimal(text, 1.0))
    };
    let by_seconds = || {
        head.retry_after
            .as_deref()
            .and_then(|text| decimal(text, 1000.0))
    };
    let by_date = || {
        let at = http_date(head.retry_after.as_deref()?)?;
        // A date gone by means now.
        Some(at.saturating_sub(now))
    };
    by_ms()
        .and_then(within_a_minute)
        .or_else(|| by_seconds().or_else(by_date).and_then(within_a_minute))
}

/// A wait only where it is 0 to 60 s.
pub(crate) fn within_a_minute(wait: Millis) -> Option<Millis> {
    (wait <= 60_000).then_some(wait)
}

/// A non-negative decimal number times `unit`, rounded up.
fn decimal(text: &str, unit: f64) -> Option<Millis> {
    let text = text.trim();
    let plain = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = if plain {
        text.parse().ok()?
    } else {
        return None;
    };
    Some((number * unit).ceil() as Millis)
}

/// A wait in words at the start of the text: `6ms`, `7.66s`, `1m2.5s`, `2h3m`, `20 seconds`.
pub(crate) fn duration(text: &str) -> Option<Millis> {
    let mut total = None;
    let mut rest = text;
    loop {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let Some(number) = rest.get(..digits).filter(|number| !number.is_empty()) else {
            return total;
        };
        // A full stop may end the sentence, not the number.
        let number = number.trim_end_matches('.');
        let after = rest.get(digits..).unwrap_or_default().trim_start();
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, next) = after.split_at(letters);
        let unit = match unit {
            "ms" | "milliseconds" => 1.0,
            "s" | "second" | "seconds" | "sec" => 1_000.0,
            "m" | "minute" | "minutes" | "min" => 60_000.0,
            "h" | "hour" | "hours" => 3_600_000.0,
            _ => return total,
        };
        let Some(part) = decimal(number, unit) else {
            return total;
        };
        total = Some(part.saturating_add(total.unwrap_or(0)));
        rest = next;
    }
}

/// RFC 9110, section 5.6.7: the date in any of its three forms, as milliseconds since the epoch.
fn http_date(text: &str) -> Option<Millis> {
    let mut day = None;
    let mut month = None;
    let mut year = None;
    let mut time = None;
    for word in text.split([' ', ',', '-']).filter(|word| !word.is_empty()) {
        if let Some(at) = month_number(word) {
            month = Some(at);
        } else if word.contains(':') {
            time = Some(seconds_of_day(word)?);
        } else if let Ok(number) = word.parse::<i64>() {
            match (day, number) {
                (None, 1..=31) => day = Some(number),
                (Some(_), 0..70) if word.len() == 2 => year = Some(number + 2000),
                (Some(_), 70..100) if word.len() == 2 => year = Some(number + 1900),
                (_, 1970..=9999) => year = Some(number),
                _ => return None,
            }
        }
    }
    let days = days_since_epoch(year?, month?, day?);
    u64::try_from(days * 86_400 + time?).ok()?.checked_mul(1000)
}

fn month_number(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    MONTHS
        .iter()
        .position(|month| *month == word)
        .map(|at| at as i64 + 1)
}

fn seconds_of_day(word: &str) -> Option<i64> {
    let mut parts = word.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let fits =
        (0..24).contains(&hours) && (0..60).contains(&minutes) && (0..=60).contains(&seconds);
    fits.then_some(hours * 3600 + minutes * 60 + seconds)
}

/// Days since 1970-01-01 of a date in the Gregorian calendar.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March put the leap day last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
