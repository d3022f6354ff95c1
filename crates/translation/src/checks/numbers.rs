//! Check: every number of the source is in the target, and none is there that the source has not. Each language may write
//! it as it does; what is in words counts where the other text has digits.

mod digits;
mod same;
mod scale;
mod scan;
mod value;
mod words;

use super::finding::{Finding, FindingKind};
use super::side::Side;
use scan::{Number, numbers};
use value::Style;

/// A text with more numbers than this is a table; what moved where in it cannot be said.
const MOST: usize = 1_000;

pub(super) fn check(source: &Side, target: &Side, tags: (Option<&str>, &str)) -> Vec<Finding> {
    let styles = (
        Style::of(&source.lang, tags.0.unwrap_or_default()),
        Style::of(&target.lang, tags.1),
    );
    let (sources, targets) = (numbers(source, styles.0), numbers(target, styles.1));
    if sources.len() > MOST || targets.len() > MOST {
        return Vec::new();
    }
    let different = same::different((source, &sources), (target, &targets));
    let finding = |(one, other): (Option<usize>, Option<usize>)| {
        let (one, other) = (
            one.map(|index| &sources[index]),
            other.map(|index| &targets[index]),
        );
        let finding = Finding::new(
            FindingKind::Number,
            one.map(|number| number.range.clone()),
            other.map(|number| number.range.clone()),
        );
        match one
            .zip(other)
            .and_then(|(one, other)| fix((source.text, one), (target.text, other), styles))
        {
            Some(fix) => finding.fixed_by(fix),
            None => finding,
        }
    };
    different.into_iter().map(finding).collect()
}

/// The source's number in the target's digits; only where there is but one way to write it.
fn fix(
    (source, one): (&str, &Number),
    (target, other): (&str, &Number),
    styles: (Style, Style),
) -> Option<String> {
    let (written, instead) = (
        source.get(one.range.clone())?,
        target.get(other.range.clone())?,
    );
    let only_digits = |text: &str| text.chars().all(|c| digits::digit(c).is_some());
    if only_digits(written) && only_digits(instead) {
        let zero = instead.chars().next().map(digits::zero_of)?;
        let in_its_digits = |c: char| char::from_u32(zero + u32::from(digits::digit(c)?));
        return written.chars().map(in_its_digits).collect();
    }
    // 1,234 left as it was in a language that reads it as little more than one.
    let turned = matches!(
        styles,
        (Style::Point, Style::Comma) | (Style::Comma, Style::Point)
    );
    (turned && written == instead).then(|| {
        let turn = |c: char| match c {
            '.' => ',',
            ',' => '.',
            c => c,
        };
        written.chars().map(turn).collect()
    })
}

#[cfg(test)]
mod tests;
