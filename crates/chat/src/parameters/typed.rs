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
