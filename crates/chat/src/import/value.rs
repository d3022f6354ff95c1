//! Reading JSON that may be anything.

use std::borrow::Cow;

use serde_json::{Map, Value};
use wire::Millis;

/// The largest time that the browser's numbers hold.
const LATEST: f64 = 9_007_199_254_740_991.0;
/// Seconds beyond this are milliseconds: the year 5138.
const MOST_SECONDS: f64 = 1e11;

/// Where a text stops being JSON, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotJson {
    pub line: usize,
    pub column: usize,
}

impl NotJson {
    pub(super) fn at(error: &serde_json::Error) -> Self {
        NotJson {
            line: error.line(),
            column: error.column(),
        }
    }
}

/// The value, and whether halves of surrogate pairs were replaced in it. JavaScript writes them as they are, and no text
/// in Rust can hold them.
pub(super) fn parse(text: &str) -> Result<(Value, bool), NotJson> {
    let mended = mend(text);
    let value = serde_json::from_str(&mended).map_err(|error| NotJson::at(&error))?;
    Ok((value, matches!(mended, Cow::Owned(_))))
}

/// The text with every `\ud8xx` that has no partner as `\ufffd`. Of the same length, so places stay true.
pub(super) fn mend(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let unit = unit(bytes, at);
        let lone = match unit {
            Some(0xd800..0xdc00) => {
                if matches!(self::unit(bytes, at + 6), Some(0xdc00..0xe000)) {
                    at += 12;
                    continue;
                }
                true
            }
            Some(0xdc00..0xe000) => true,
            _ => false,
        };
        if lone {
            let out = out.get_or_insert_with(|| bytes.to_vec());
            out[at + 2..at + 6].copy_from_slice(b"fffd");
        }
        at += if unit.is_some() { 6 } else { 2 };
    }
    match out.map(String::from_utf8) {
        Some(Ok(text)) => Cow::Owned(text),
        _ => Cow::Borrowed(text),
    }
}

/// The UTF-16 unit that is escaped there.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// A text, where it is one and says something.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value
        .get(name)?
        .as_str()
        .filter(|text| !text.trim().is_empty())
}

/// A text or a number, as a key.
pub(super) fn key(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What is taken from an object; nothing is where it is none.
pub(super) fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// Whether it is there and `true`.
pub(super) fn is_set(value: &Value, name: &str) -> bool {
    value.get(name) == Some(&Value::Bool(true))
}

/// A time given in seconds, with fractions, or as ISO 8601.
pub(super) fn seconds(value: &Value, name: &str) -> Option<Millis> {
    match value.get(name)? {
        Value::Number(number) => {
            let seconds = number.as_f64()?;
            let factor = if seconds < MOST_SECONDS { 1000.0 } else { 1.0 };
            whole(seconds * factor)
        }
        other => iso(other.as_str()?),
    }
}

/// A time given in milliseconds, or as ISO 8601.
pub(super) fn millis(value: &Value, name: &str) -> Option<Millis> {
    match value.get(name)? {
        Value::Number(number) => whole(number.as_f64()?),
        other => iso(other.as_str()?),
    }
}

fn whole(millis: f64) -> Option<Millis> {
    // Zero is what programs write that know no time.
    (1.0..=LATEST)
        .contains(&millis)
        .then(|| millis.round() as Millis)
}

/// `2024-05-01T16:35:11.530Z`, also with an offset, without fractions, without a zone (then UTC).
fn iso(text: &str) -> Option<Millis> {
    let (date, time) = text.trim().split_once(['T', ' '])?;
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let mut time = time.splitn(3, ':');
    let (hour, minute) = (
        time.next()?.parse::<i64>().ok()?,
        time.next()?.parse::<i64>().ok()?,
    );
    let second = time
        .next()
        .map_or(Some(0.0), |text| text.parse::<f64>().ok())?;
    let shift = match zone.as_bytes() {
        [] | [b'Z'] => 0,
        [sign, ..] => {
            let digits: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
            let at: i64 = digits.get(..4)?.parse().ok()?;
            let minutes = at / 100 * 60 + at % 100;
            if *sign == b'-' { -minutes } else { minutes }
        }
    };
    let fits = (1970..10_000).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..=24).contains(&hour)
        && (0..60).contains(&minute)
        && (0.0..61.0).contains(&second);
    if !fits {
        return None;
    }
    // Days from the civil date: <https://howardhinnant.github.io/date_algorithms.html>.
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let minutes = days * 1440 + hour * 60 + minute - shift;
    whole(minutes as f64 * 60_000.0 + (second * 1000.0).floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<Millis> {
        millis(&serde_json::json!({ "at": text }), "at")
    }

    #[test]
    fn times_as_programs_write_them() {
        assert_eq!(time("2024-05-01T16:35:11.530Z"), Some(1_714_581_311_530));
        assert_eq!(time("2024-05-01T16:35:11Z"), Some(1_714_581_311_000));
        assert_eq!(time("2024-05-01T18:35:11+02:00"), Some(1_714_581_311_000));
        assert_eq!(time("2025-07-10T14:53:58.103234Z"), Some(1_752_159_238_103));
        assert_eq!(time("1970-01-02T00:00Z"), Some(86_400_000));
        for none in [
            "",
            "yesterday",
            "5/1/2024, 4:35:11 PM",
            "2024-13-01T00:00Z",
            "9-9",
            "2024-05-01T1é:00Z",
            "2024-05-01T10:00+é",
            "99999999999-01-01T00:00Z",
        ] {
            assert_eq!(time(none), None, "{none}");
        }
        let value = serde_json::json!({ "s": 1756000000.123456, "m": 1756000000123u64, "n": -5, "z": 0, "x": 1e300, "t": [] });
        assert_eq!(seconds(&value, "s"), Some(1_756_000_000_123));
        assert_eq!(seconds(&value, "m"), Some(1_756_000_000_123));
        for none in ["n", "z", "x", "t", "missing"] {
            assert_eq!(seconds(&value, none), None, "{none}");
        }
    }

    #[test]
    fn half_pairs_are_mended_and_whole_ones_kept() {
        let check = |text: &str, expect: &str, mended: bool| {
            let json = format!("\"{text}\"");
            assert_eq!(
                parse(&json),
                Ok((Value::String(expect.into()), mended)),
                "{text}"
            );
        };
        check(r"a\ud83d\ude00b", "a😀b", false);
        check(r"a\ud83db", "a\u{fffd}b", true);
        check(r"a\uDE00b", "a\u{fffd}b", true);
        check(r"\ud83d\ud83d\ude00", "\u{fffd}😀", true);
        check(r"\\ud83d", r"\ud83d", false);
        check(r"\\\ud83d", "\\\u{fffd}", true);
        check(r"\ud83d\n", "\u{fffd}\n", true);
        assert!(parse(r#""\ud83"#).is_err() && parse("\"\\").is_err());
    }
}
