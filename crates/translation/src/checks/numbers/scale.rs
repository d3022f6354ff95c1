//! What makes a number a thousand times as much: `million`, `Mrd.`, `万`; and numbers in Chinese characters.

use super::digits::{Digits, digits};
use super::scan::{Number, in_words};

/// The powers of ten that a word after a number may stand for: a billion is one in some languages and another in others.
pub(super) fn after(rest: &str) -> Vec<usize> {
    let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let attached = spaced.len() == rest.len();
    // 5-million.
    let spaced = spaced.strip_prefix('-').unwrap_or(spaced);
    let end = spaced
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(spaced.len());
    let word = &spaced[..end];
    match word {
        "k" | "K" if attached => return vec![3],
        "M" => return vec![6],
        "B" | "bn" => return vec![9],
        _ => {}
    }
    let word = word.to_lowercase();
    if word.is_empty() {
        return Vec::new();
    }
    let is = |stem: &str| match stem.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == stem,
    };
    let found = WORDS.iter().filter(|(stems, _)| stems.split(' ').any(is));
    found
        .flat_map(|(_, powers)| powers.iter().copied())
        .collect()
}

/// Stems (`*`: with any ending) and what they may mean.
const WORDS: &[(&str, &[usize])] = &[
    ("hundred* hundert* cent* honderd* сот* सौ", &[2]),
    (
        "thousand* tausend* tsd mille* mila mil mill miles duizend* tusen* tusind* tuhat* tuhan* tys* tis* тыс* тис* хиляд* bin \
         ribu nghìn ngàn ألف آلاف الف ألفا χιλιάδ* אלף אלפים हज़ार हजार พัน 천 ezer* mii хил*",
        &[3],
    ),
    (
        "million* mio mill mln millon* milló* milhão milhões milione* milioni miljoen miljoon* miljon* milion* milión* milj млн миллион* \
         мільйон* милион* مليون ملايين مليونا میلیون milyon juta triệu εκατομμ* מיליון ล้าน millió* mn",
        &[6],
    ),
    (
        "milliard* mrd mld md miljard* miliard* miliardi млрд миллиард* мільярд* милиард* مليار میلیارد milyar tỷ mia mia. δισεκατ* \
         מיליארד",
        &[9],
    ),
    (
        "billion* billón billones bilhão bilhões bilión biljon* bilion* mil",
        &[9, 12],
    ),
    (
        "trillion* trillón trilhão trilhões trilion* триллион* biljoen تريليون",
        &[12, 18],
    ),
    ("lakh* लाख", &[5]),
    ("crore* करोड़", &[7]),
    ("만", &[4]),
    ("억", &[8]),
    ("조", &[12]),
];

/// Digits that go on in Chinese characters: 1.5万, 1億2000万. Gives where all of it ends, and its value.
pub(super) fn in_han(text: &str, first: &Digits, values: &[String]) -> Option<(usize, String)> {
    let mut end = first.range.end;
    let mut total: u128 = 0;
    let mut value = values.first()?.clone();
    loop {
        let mut powers = 0;
        while let Some((power, length)) = text[end..]
            .chars()
            .next()
            .and_then(|c| Some((power(c)?, c.len_utf8())))
        {
            (powers, end) = (powers + power, end + length);
        }
        if powers == 0 || powers > 20 {
            break;
        }
        total = total.checked_add(super::value::times_ten_to(&value, powers).parse().ok()?)?;
        // Goes on right here.
        let rest = &text[end..];
        let more = rest.chars().take(24).collect::<String>();
        match digits(&more).first() {
            Some(next) if next.range.start == 0 && next.separators.is_empty() => {
                let after = end + next.range.end;
                if text[after..].chars().next().and_then(power).is_none() {
                    break;
                }
                value = next.groups.concat();
                end = after;
            }
            _ => break,
        }
    }
    (total > 0).then(|| (end, total.to_string()))
}

fn power(c: char) -> Option<usize> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

fn han_digit(c: char) -> Option<u8> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match c {
        '零' => Some(0),
        '两' | '兩' => Some(2),
        _ => digits
            .iter()
            .position(|digit| *digit == c)
            .and_then(|at| u8::try_from(at).ok()),
    }
}

/// Numbers in Chinese characters alone: 三, 二十一, 一九四八.
pub(super) fn han_only(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if han_digit(c).is_some() || power(c).is_some() {
            if run.is_empty() {
                start = at;
            }
            run.push(c);
        } else if !run.is_empty() {
            found.extend(han_value(&run).map(|value| in_words(start..at, value)));
            run.clear();
        }
    }
    found
}

fn han_value(run: &str) -> Option<String> {
    const LONGEST: usize = 30;
    if run.chars().count() > LONGEST {
        return None;
    }
    if run.chars().all(|c| han_digit(c).is_some()) {
        let digits: String = run
            .chars()
            .filter_map(han_digit)
            .map(|d| char::from(b'0' + d))
            .collect();
        let digits = digits.trim_start_matches('0');
        return Some(if digits.is_empty() { "0" } else { digits }.to_owned());
    }
    // Of the myriad that is being read, of those before, and of the digit before the next sign.
    let (mut whole, mut part, mut digit): (u128, u128, Option<u128>) = (0, 0, None);
    for c in run.chars() {
        if let Some(value) = han_digit(c) {
            digit = Some(u128::from(value));
        } else if let Some(power) = power(c) {
            let unit = 10u128.checked_pow(u32::try_from(power).ok()?)?;
            if power < 4 {
                part = part.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
            } else {
                part += digit.take().unwrap_or(0);
                whole = whole.checked_add(part.max(1).checked_mul(unit)?)?;
                part = 0;
            }
        }
    }
    whole
        .checked_add(part)?
        .checked_add(digit.unwrap_or(0))
        .map(|value| value.to_string())
}
