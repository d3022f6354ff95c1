//! Guards that need the segments around: two in one, the same twice, all moved by one.
//!
//! A key says which segment a value is meant for, not that the model kept to it. Where one value is missing at the end,
//! or the last two are the same, a model has often merged two and moved the rest up; then what stands under a key is
//! another's, and its length and numbers alone can tell. Where they do not tell clearly, the value is asked for again.

use std::collections::BTreeSet;

use super::bare::plain;
use super::weight::weight;
use crate::job::outcome::Reason;

/// A source and what came for it, both without marks of inline codes.
#[derive(Debug, Clone)]
pub(in crate::job) struct Side {
    pub(in crate::job) source: String,
    /// None where nothing came.
    pub(in crate::job) target: Option<String>,
    /// Another guard has found fault with it.
    pub(in crate::job) failed: bool,
}

/// What of the answer cannot be relied on, in its order. `whole` where the model came to its end by itself: an answer
/// that was cut has no value at its end for another reason.
pub(in crate::job) fn unreliable(sides: &[Side], whole: bool) -> Vec<Option<Reason>> {
    let measures: Vec<Measure> = sides.iter().map(Measure::new).collect();
    let mut found = vec![None; sides.len()];
    for at in 0..sides.len() {
        merged(&measures, at, &mut found);
    }
    for at in 0..sides.len() {
        let Some(owner) = owner_of_numbers(&measures, at) else {
            continue;
        };
        found[at].get_or_insert(Reason::Displaced);
        // Where its numbers are under another key, what stands under its own is likely another's.
        let owner_lacks = measures[owner]
            .source_numbers
            .is_disjoint(&measures[owner].target_numbers);
        if measures[owner].target.is_some() && owner_lacks {
            found[owner].get_or_insert(Reason::Displaced);
        }
    }
    if whole {
        moved(&measures, &mut found);
    }
    found
}

/// What is compared of a side.
struct Measure {
    source: f32,
    target: Option<f32>,
    failed: bool,
    source_numbers: BTreeSet<String>,
    target_numbers: BTreeSet<String>,
    plain_source: String,
    plain_target: String,
}

impl Measure {
    fn new(side: &Side) -> Measure {
        let target = side.target.as_deref().unwrap_or_default();
        Measure {
            source: weight(&side.source),
            target: side.target.as_deref().map(weight),
            failed: side.failed || side.target.is_none(),
            source_numbers: numbers(&side.source),
            target_numbers: numbers(target),
            plain_source: plain(&side.source),
            plain_target: plain(target),
        }
    }

    /// How badly the target fits this source: 0 is well. In nats, about: lengths as Gale and Church (1993) have them,
    /// numbers as what they nearly always are, kept.
    fn cost(&self, target: &Measure) -> f32 {
        self.cost_of(self.source, &[&self.source_numbers], target)
    }

    fn cost_of(&self, source: f32, numbers: &[&BTreeSet<String>], target: &Measure) -> f32 {
        let Some(length) = target.target else {
            return 0.0;
        };
        let spread = 0.06 + 4.0 / (source + 4.0);
        let ratio = ((length + 4.0) / (source + 4.0)).ln();
        let of_source = |number: &String| numbers.iter().any(|set| set.contains(number));
        let lost = numbers.iter().flat_map(|set| set.iter());
        let lost = lost.filter(|number| !target.target_numbers.contains(*number));
        let new = target.target_numbers.iter().filter(|n| !of_source(n));
        let strange = lost.count().min(3) + new.count().min(3);
        ratio * ratio / (2.0 * spread) + 1.5 * strange as f32
    }
}

/// Two sources' worth, and the neighbour has nothing or repeats it.
fn merged(measures: &[Measure], at: usize, found: &mut [Option<Reason>]) {
    let here = &measures[at];
    let Some(length) = here.target else {
        return;
    };
    let neighbours = [
        at.checked_sub(1),
        (at + 1 < measures.len()).then_some(at + 1),
    ];
    for next in neighbours.into_iter().flatten() {
        let other = &measures[next];
        if repeats(here, other) {
            found[at] = Some(Reason::Merged);
            found[next] = Some(Reason::Merged);
        } else if holds_both(here, other, length) {
            found[at] = Some(Reason::Merged);
        }
    }
}

/// Whether it fits both sources better than its own, where the neighbour has nothing of use, or where it has the numbers
/// of both.
fn holds_both(here: &Measure, other: &Measure, length: f32) -> bool {
    let numbers = [&here.source_numbers, &other.source_numbers];
    let theirs = other.source_numbers.difference(&here.source_numbers);
    let has = |number: &String| here.target_numbers.contains(number);
    let telling = theirs.clone().any(|number| number.len() >= 2);
    let all_numbers = telling && theirs.into_iter().all(has) && here.source_numbers.iter().all(has);
    let both = here.cost_of(here.source + other.source, &numbers, here);
    (other.failed || all_numbers) && length > here.source * 1.25 + 6.0 && both < here.cost(here)
}

/// So many letters and digits are no accident.
const TELLING: usize = 16;

/// Whether a neighbour's target is all in this one, and their sources are not alike.
fn repeats(here: &Measure, other: &Measure) -> bool {
    let (text, part) = (&here.plain_target, &other.plain_target);
    let contained = text == part || has_words(text, part);
    let alike = here.plain_source == other.plain_source
        || has_words(&here.plain_source, &other.plain_source)
        || has_words(&other.plain_source, &here.plain_source);
    contained
        && !alike
        && is_telling(part)
        && !nearly_alike(&here.plain_source, &other.plain_source)
}

fn is_telling(text: &str) -> bool {
    let widths = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    widths.sum::<usize>() >= TELLING
}

/// Whether `part` begins or ends `text` with whole words.
fn has_words(text: &str, part: &str) -> bool {
    let at_end = text.strip_suffix(part).filter(|rest| rest.ends_with(' '));
    let at_start = text.strip_prefix(part).filter(|rest| rest.starts_with(' '));
    !part.is_empty() && (at_end.is_some() || at_start.is_some())
}

/// Most words in common: such sources may have one translation.
fn nearly_alike(one: &str, other: &str) -> bool {
    let one: BTreeSet<&str> = one.split(' ').collect();
    let other: BTreeSet<&str> = other.split(' ').collect();
    let common = one.intersection(&other).count();
    // Scripts without spaces have one word.
    common * 3 >= one.len().max(other.len()) * 2
        || (one.len() == 1 && other.len() == 1 && letters_in_common(&one, &other))
}

fn letters_in_common(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    let letters = |set: &BTreeSet<&str>| -> BTreeSet<char> {
        set.iter().flat_map(|word| word.chars()).collect()
    };
    let (one, other) = (letters(one), letters(other));
    one.intersection(&other).count() * 3 >= one.len().max(other.len()) * 2
}

/// The neighbour whose numbers it has instead of its own.
fn owner_of_numbers(measures: &[Measure], at: usize) -> Option<usize> {
    let here = &measures[at];
    let own = &here.source_numbers;
    if here.target.is_none() || !own.is_disjoint(&here.target_numbers) {
        return None;
    }
    let owns = |next: &usize| {
        let Some(other) = measures.get(*next) else {
            return false;
        };
        let theirs: Vec<&String> = other.source_numbers.difference(own).collect();
        // One digit may be written out; instead of another it tells enough.
        let telling = !own.is_empty() || theirs.iter().any(|n| n.len() >= 2);
        let fits_better = !own.is_empty() || here.cost(here) > other.cost(here) + 1.0;
        let has_them = theirs.iter().all(|n| here.target_numbers.contains(*n));
        !theirs.is_empty() && telling && fits_better && has_them
    };
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    neighbours.into_iter().flatten().find(owns)
}

/// Clear is what fits better by so much, in nats.
const MARGIN: f32 = 2.5;

/// All from some segment on moved up: two were merged or one was left out, and the end is missing or made up.
fn moved(measures: &[Measure], found: &mut [Option<Reason>]) {
    let count = measures.len();
    let given = measures.iter().rposition(|m| m.target.is_some());
    let Some(last) = given else {
        return;
    };
    let made_up = last > 0
        && last + 1 == count
        && is_telling(&measures[last].plain_target)
        && measures[last].plain_target == measures[last - 1].plain_target
        && !nearly_alike(
            &measures[last].plain_source,
            &measures[last - 1].plain_source,
        );
    let short_by = count - 1 - last + usize::from(made_up);
    if short_by == 0 || last == 0 {
        return;
    }
    let used = if made_up { last } else { last + 1 };
    if made_up {
        found[last] = Some(Reason::Displaced);
    }
    let first = first_in_doubt(measures, used, short_by);
    for place in found.iter_mut().take(used).skip(first) {
        place.get_or_insert(Reason::Displaced);
    }
}

/// Where those that moved up may begin, `by` places, of the first `used`; `used` where clearly none has moved.
///
/// Each place has a price: those before it taken as they are numbered, those from it on for the segment that is `by`
/// later. Whatever is not clearly dearer than the cheapest may be true.
fn first_in_doubt(measures: &[Measure], used: usize, by: usize) -> usize {
    let mut kept: f32 = measures.iter().take(used).map(|here| here.cost(here)).sum();
    let mut moved = 0.0;
    let mut prices = vec![kept];
    for at in (0..used).rev() {
        let (here, later) = (&measures[at], &measures[at + by]);
        kept -= here.cost(here);
        let joined = here.cost_of(
            here.source + later.source,
            &[&here.source_numbers, &later.source_numbers],
            here,
        );
        let alone = later.cost(here);
        prices.push(kept + moved + alone.min(joined));
        moved += alone;
    }
    let cheapest = prices.iter().copied().fold(f32::INFINITY, f32::min);
    let from_the_end = prices.iter().rposition(|price| *price <= cheapest + MARGIN);
    used - from_the_end.unwrap_or(0)
}

/// Runs of digits, in ASCII, without the separators in them.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut number = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(digit) = digit(c) {
            number.push(digit);
        } else {
            let inside = !number.is_empty()
                && matches!(
                    c,
                    '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '٫' | '٬'
                );
            let goes_on = inside && chars.peek().copied().and_then(digit).is_some();
            if !goes_on && !number.is_empty() {
                found.insert(std::mem::take(&mut number));
            }
        }
    }
    if !number.is_empty() {
        found.insert(number);
    }
    found
}

/// Digits of the scripts that have their own in everyday texts.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests;
