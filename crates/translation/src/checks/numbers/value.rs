//! What digits may mean.

use super::digits::Digits;

/// How a language writes numbers, where `1.234` and `1,234` are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
    /// `1 234,5`: the comma is clear, the point is not.
    Spaced,
    /// Not known, or of several habits.
    Any,
}

impl Style {
    /// The style of a language, of its base tag and its whole one (CLDR 46, `numbers/symbols`).
    pub(super) fn of(base: &str, tag: &str) -> Style {
        let region = tag.rsplit(['-', '_']).next().unwrap_or_default();
        match base {
            "en" if !region.eq_ignore_ascii_case("za") => Style::Point,
            "zh" | "yue" | "ja" | "ko" | "th" | "he" | "hi" | "bn" | "ta" | "te" | "fil" | "ms" => {
                Style::Point
            }
            "de" | "it" if ["ch", "li"].contains(&region.to_ascii_lowercase().as_str()) => {
                Style::Any
            }
            "de" | "it" | "nl" | "pt" | "tr" | "id" | "da" | "el" | "ro" | "hr" | "sl" | "bs"
            | "is" | "vi" => Style::Comma,
            "fr" | "ru" | "uk" | "be" | "pl" | "cs" | "sk" | "sv" | "nb" | "no" | "nn" | "fi"
            | "bg" | "hu" | "lt" | "lv" | "et" | "ca" | "kk" => Style::Spaced,
            _ => Style::Any,
        }
    }

    fn point_groups(self) -> bool {
        self != Style::Point
    }

    fn comma_groups(self) -> bool {
        matches!(self, Style::Point | Style::Any)
    }

    /// Whether `1.234` may be less than two.
    fn point_is_decimal(self) -> bool {
        self != Style::Comma
    }

    fn comma_is_decimal(self) -> bool {
        self != Style::Point
    }
}

/// The values that digits may have, as decimal numbers without needless zeros; of what is no single number (`2.0.1`) its
/// parts with points between.
pub(super) fn values(digits: &Digits, style: Style) -> Vec<String> {
    let groups = &digits.groups;
    let Some(separator) = digits.separators.last().copied() else {
        return vec![decimal(&groups.concat(), "")];
    };
    let (last, before) = match groups.split_last() {
        Some((last, before)) => (last, before.concat()),
        None => return Vec::new(),
    };
    let whole = decimal(&groups.concat(), "");
    let fraction = decimal(&before, last);
    let first = digits.separators[0];
    let all_alike = digits.separators.iter().all(|c| *c == separator);
    if !all_alike {
        let alike_before = digits.separators[..digits.separators.len() - 1]
            .iter()
            .all(|c| *c == first);
        let decimal_mark = matches!(separator, '.' | ',' | '٫');
        return if alike_before && decimal_mark && in_groups(&groups[..groups.len() - 1]) {
            vec![fraction]
        } else {
            vec![groups.join(".")]
        };
    }
    match separator {
        ' ' | '\'' | '٬' => vec![whole],
        '٫' => vec![fraction],
        _ if groups.len() > 2 => {
            if in_groups(groups) {
                vec![whole]
            } else {
                vec![groups.join(".")]
            }
        }
        _ if !in_groups(groups) => vec![fraction],
        // `1.234`.
        _ => {
            let (may_group, may_be_decimal) = if separator == '.' {
                (style.point_groups(), style.point_is_decimal())
            } else {
                (style.comma_groups(), style.comma_is_decimal())
            };
            let mut values = Vec::new();
            if may_group {
                values.push(whole);
            }
            if may_be_decimal {
                values.push(fraction);
            }
            values
        }
    }
}

/// The value with so many zeros more: `1.5` and 6 are 1500000.
pub(super) fn times_ten_to(value: &str, power: usize) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let padded = format!("{fraction:0<power$}");
    let (more, rest) = padded.split_at(power);
    decimal(&format!("{whole}{more}"), rest)
}

/// Thousands in threes, or in twos as India has them.
pub(super) fn in_groups(groups: &[String]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return true;
    };
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let threes = middle.iter().all(|group| group.len() == 3);
    let twos = first.len() <= 2 && middle.iter().all(|group| group.len() == 2);
    begins && last.len() == 3 && (threes || twos)
}

fn decimal(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}
