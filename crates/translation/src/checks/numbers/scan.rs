//! Everything in a text that says a number.

use std::ops::Range;

use super::digits::{Digits, digits};
use super::scale;
use super::value::{Style, in_groups, times_ten_to, values};
use crate::checks::side::Side;

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// What it may be.
    pub(super) values: Vec<String>,
    /// Its groups of digits; none for one in words.
    pub(super) groups: Vec<String>,
    /// Whether the groups may be numbers of their own: hours and minutes, parts of dates.
    pub(super) in_parts: bool,
    /// Whether the other text must have it. The number of a month may become its name, and what is in words counts only
    /// if the other text has digits for it.
    pub(super) required: bool,
}

/// The numbers of a text, those in words last.
pub(super) fn numbers(side: &Side, style: Style) -> Vec<Number> {
    let text = side.plain.as_str();
    let all = digits(text);
    let mut found: Vec<Number> = Vec::new();
    let mut taken = 0;
    for (index, this) in all.iter().enumerate() {
        // Part of 1億2000万.
        if this.range.start < taken {
            continue;
        }
        let mut number = Number {
            range: this.range.clone(),
            values: values(this, style),
            groups: this.groups.clone(),
            in_parts: this.groups.len() == 1 || !in_groups(&this.groups),
            required: !this.in_name
                && !may_be_month(text, &all, index)
                && !is_even_hour(text, this),
        };
        if let Some((end, value)) = scale::in_han(text, this, &number.values) {
            number.values.push(value);
            number.range.end = end;
            number.in_parts = false;
            taken = end;
        }
        for power in scale::after(&text[this.range.end..]) {
            let first = number.values[..number.values.len().min(2)].to_vec();
            number
                .values
                .extend(first.iter().map(|value| times_ten_to(value, power)));
        }
        number.values.extend(as_year(text, this, found.last()));
        found.push(number);
    }
    found.extend(scale::han_only(text));
    found.extend(fractions(text));
    found.extend(roman(text));
    found
}

/// `12` in 12/10/1948, 1948-12-10, 10.12.1948 and 12月; and both of 1/2.
fn may_be_month(text: &str, all: &[Digits], index: usize) -> bool {
    let this = &all[index];
    let [group] = this.groups.as_slice() else {
        return false;
    };
    let small = |group: &str| group.len() <= 2 && group.parse().is_ok_and(|n: u32| n <= 12);
    if !small(group) {
        return false;
    }
    let after = &text[this.range.end..];
    if after.trim_start_matches(' ').starts_with(['月', '월']) {
        return true;
    }
    // What it is chained to.
    let joined = |left: &Digits, right: &Digits| text.get(left.range.end..right.range.start);
    let before = index.checked_sub(1).map(|before| &all[before]);
    let left = before.and_then(|before| Some((before, joined(before, this)?)));
    let right = all
        .get(index + 1)
        .and_then(|next| Some((next, joined(this, next)?)));
    let by = |mark: &str| {
        let is = |pair: &Option<(&Digits, &str)>| pair.is_some_and(|(_, between)| between == mark);
        (is(&left), is(&right))
    };
    let year = |pair: &Option<(&Digits, &str)>| {
        pair.is_some_and(|(other, _)| other.groups.concat().len() == 4)
    };
    match (by("/"), by("-")) {
        ((true, _) | (_, true), _) => true,
        (_, (true, true)) => true,
        (_, (true, false)) => {
            // The end of 1948-12-10.
            let two_before = index.checked_sub(2).map(|at| &all[at]);
            two_before.is_some_and(|first| {
                first.groups.concat().len() == 4
                    && before.is_some_and(|middle| joined(first, middle) == Some("-"))
            })
        }
        (_, (false, true)) => {
            let third = all.get(index + 2);
            third.is_some_and(|third| third.groups.concat().len() == 4) && !year(&right)
        }
        _ => false,
    }
}

/// The `00` of 17:00.
fn is_even_hour(text: &str, this: &Digits) -> bool {
    this.groups == ["00"] && text[..this.range.start].ends_with([':', '：', 'h'])
}

/// What a year may be besides: `80` of 1980s, `1918` of 1914–18, 1948 of 昭和23, 2491 of 1948 in Thailand.
fn as_year(text: &str, this: &Digits, before: Option<&Number>) -> Vec<String> {
    let [group] = this.groups.as_slice() else {
        return Vec::new();
    };
    let Ok(number) = group.parse::<u64>() else {
        return Vec::new();
    };
    let mut years = Vec::new();
    let following = text[this.range.end..].chars().next();
    let decade =
        following.is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '‑'));
    if decade && number % 10 == 0 && (1_000..2_100).contains(&number) {
        years.push((number % 100).to_string());
    }
    if group.len() == 2
        && let Some(before) = before
        && let [century] = before.groups.as_slice()
        && century.len() == 4
        && let Some("-" | "–" | "/" | "‑" | "—") = text.get(before.range.end..this.range.start)
    {
        years.push(format!("{}{group}", &century[..2]));
    }
    const ERAS: [(&str, u64); 5] = [
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("大正", 1911),
        ("明治", 1867),
    ];
    let era = ERAS
        .iter()
        .find(|(era, _)| text[..this.range.start].ends_with(era));
    years.extend(era.map(|(_, begin)| (begin + number).to_string()));
    years
}

fn fractions(text: &str) -> Vec<Number> {
    let parts = |c: char| -> &[&str] {
        match c {
            '½' => &["1", "2", "0.5"],
            '¼' => &["1", "4", "0.25"],
            '¾' => &["3", "4", "0.75"],
            '⅓' => &["1", "3"],
            '⅔' => &["2", "3"],
            // Half past.
            '半' => &["30", "0.5"],
            _ => &[],
        }
    };
    let found = text.char_indices().flat_map(|(at, c)| {
        let number = move |value: &&str| in_words(at..at + c.len_utf8(), (*value).to_owned());
        parts(c).iter().map(number).collect::<Vec<_>>()
    });
    found.collect()
}

/// `XIX`, as it is written properly.
fn roman(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let start = at + (text[at..].find(word).unwrap_or(0));
        at = start + word.len();
        let letters: String = word.chars().take_while(|c| "IVXLCM".contains(*c)).collect();
        // XIXe, but not MIX.
        let rest = &word[letters.len()..];
        if letters.is_empty() || rest.chars().count() > 3 || rest.contains(char::is_uppercase) {
            continue;
        }
        if let Some(value) = roman_value(&letters) {
            found.push(in_words(start..at, value.to_string()));
        }
    }
    found
}

fn roman_value(letters: &str) -> Option<u32> {
    const PARTS: [(u32, &str); 11] = [
        (1000, "M"),
        (900, "CM"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut value) = (letters, 0);
    for (worth, part) in PARTS {
        while let Some(after) = rest.strip_prefix(part) {
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

pub(super) fn in_words(range: Range<usize>, value: String) -> Number {
    Number {
        range,
        values: vec![value],
        groups: Vec::new(),
        in_parts: false,
        required: false,
    }
}
