//! Parameters as they are typed.

use super::{EFFORTS, MOST_STOP_LETTERS, MOST_STOPS, ParameterProblem};

/// Digits and the decimal mark as requests have them, however the person writes numbers.
fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (u32::from(c) - u32::from('٠')) as u8),
            '۰'..='۹' => char::from(b'0' + (u32::from(c) - u32::from('۰')) as u8),
            ',' | '٫' => '.',
            '−' => '-',
            c => c,
        })
        .collect()
}

pub(super) fn decimal(text: &str, most: i64) -> Result<Option<f32>, ParameterProblem> {
    let text = plain(text);
    if text.is_empty() {
        return Ok(None);
    }
    let number: f32 = text.parse().map_err(|_| ParameterProblem::NotANumber)?;
    if !number.is_finite() {
        return Err(ParameterProblem::NotANumber);
    }
    if !(0.0..=most as f32).contains(&number) {
        return Err(ParameterProblem::OutOfRange(0, most));
    }
    // "-0" is 0.
    Ok(Some(number + 0.0))
}

pub(super) fn whole(text: &str, least: i64, most: i64) -> Result<Option<i64>, ParameterProblem> {
    let text = plain(text);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<i128>() {
        Ok(number) if (i128::from(least)..=i128::from(most)).contains(&number) => {
            Ok(i64::try_from(number).ok())
        }
        Ok(_) => Err(ParameterProblem::OutOfRange(least, most)),
        Err(_) => Err(ParameterProblem::NotWhole),
    }
}

/// A number of tokens as it is typed, with or without marks between its groups (`128,000`, `١٢٨٬٠٠٠`): none where nothing is.
/// Fails on what is no whole number above 0, `12.5` among it.
pub fn token_count(text: &str) -> Result<Option<u32>, ParameterProblem> {
    let text: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '٠'..='٩' | '۰'..='۹' => plain(c.encode_utf8(&mut [0; 4]))
                .chars()
                .next()
                .unwrap_or(c),
            ',' | '.' | '٬' | '’' | '\'' | '_' => ' ',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    if text.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = text.split(' ').collect();
    let digits = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    // Two at a time stand in Indian numbers, but for the last ones.
    let grouped = match groups.split_last() {
        Some((_, [])) => true,
        Some((last, [first, middle @ ..])) => {
            last.len() == 3
                && (1..=3).contains(&first.len())
                && middle.iter().all(|group| (2..=3).contains(&group.len()))
        }
        None => false,
    };
    if !grouped || !groups.iter().all(digits) {
        return Err(ParameterProblem::NotWhole);
    }
    match groups.concat().parse::<u32>() {
        Ok(0) | Err(_) => Err(ParameterProblem::NotWhole),
        Ok(number) => Ok(Some(number)),
    }
}

pub(super) fn effort(text: &str) -> Result<Option<String>, ParameterProblem> {
    match text.trim() {
        "" => Ok(None),
        text if EFFORTS.contains(&text) => Ok(Some(text.to_owned())),
        _ => Err(ParameterProblem::Unknown),
    }
}

pub(super) fn stops(text: &str) -> Result<Vec<String>, ParameterProblem> {
    let mut stops: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.trim_end_matches('\r')) {
        let stop = unescaped(line);
        if !stop.is_empty() && !stops.contains(&stop) {
            // At once: a list may be as long as a file.
            if stops.len() == MOST_STOPS {
                return Err(ParameterProblem::TooManyStops);
            }
            stops.push(stop);
        }
    }
    if stops
        .iter()
        .any(|stop| stop.chars().count() > MOST_STOP_LETTERS)
    {
        return Err(ParameterProblem::StopTooLong);
    }
    Ok(stops)
}

pub(super) fn escaped(stop: &str) -> String {
    stop.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('\\') | None => text.push('\\'),
            Some(other) => text.extend(['\\', other]),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_however_one_writes_numbers() {
        for (text, want) in [
            ("", Ok(None)),
            (" 4096 ", Ok(Some(4096))),
            ("128,000", Ok(Some(128_000))),
            ("128.000", Ok(Some(128_000))),
            ("128 000", Ok(Some(128_000))),
            ("1\u{a0}048\u{202f}576", Ok(Some(1_048_576))),
            ("1,00,000", Ok(Some(100_000))),
            ("128\u{2019}000", Ok(Some(128_000))),
            ("١٢٨٬٠٠٠", Ok(Some(128_000))),
            ("۴۰۹۶", Ok(Some(4096))),
        ] {
            assert_eq!(token_count(text), want, "{text:?}");
        }
        for text in [
            "12.5",
            "12,",
            ",5",
            "0",
            "-5",
            "1e5",
            "128k",
            "5000000000",
            "1,0000",
            "1234,567",
            "1,,000",
            "٫",
        ] {
            assert!(token_count(text).is_err(), "{text:?}");
        }
    }
}
