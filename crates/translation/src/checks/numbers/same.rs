//! Which numbers of two texts are the same.

use std::collections::HashMap;

use super::scan::Number;
use super::words::{Words, known};
use crate::checks::side::Side;

/// Indices of a number of the source and of one of the target that stands for it; one of them where there is no other.
type Difference = (Option<usize>, Option<usize>);

/// What is in one text and not in the other.
pub(super) fn different(
    (source, sources): (&Side, &[Number]),
    (target, targets): (&Side, &[Number]),
) -> Vec<Difference> {
    let mut state = State {
        sources,
        targets,
        lost: vec![true; sources.len()],
        extra: vec![true; targets.len()],
    };
    for wanted in [(true, true), (true, false), (false, true)] {
        state.match_values(wanted);
    }
    state.drop_optional();
    if !state.lost.contains(&true) && !state.extra.contains(&true) {
        return Vec::new();
    }
    state.match_parts();
    state.match_joined();
    state.match_hours(source, target);
    if target.lang == "th" || source.lang == "th" {
        // Years of Buddha.
        state.match_shifted(&|one, other| one.abs_diff(other) == 543);
    }
    let lost = state.lost_of(target, true);
    let extra = state.lost_of(source, false);
    paired(lost, extra)
}

struct State<'a> {
    sources: &'a [Number],
    targets: &'a [Number],
    /// Whether nothing of the target was found for it yet.
    lost: Vec<bool>,
    /// Whether nothing of the source was found for it yet.
    extra: Vec<bool>,
}

/// How sure it is that a number is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certain {
    Yes,
    /// It may be in words.
    Perhaps,
    /// It is there, if less often.
    Repeated,
}

impl State<'_> {
    fn match_values(&mut self, (source_required, target_required): (bool, bool)) {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, number) in self.targets.iter().enumerate().rev() {
            if self.extra[index] && number.required == target_required {
                for value in &number.values {
                    places.entry(value).or_default().push(index);
                }
            }
        }
        for (index, number) in self.sources.iter().enumerate() {
            if !self.lost[index] || number.required != source_required {
                continue;
            }
            'values: for value in &number.values {
                while let Some(place) = places.get_mut(value.as_str()).and_then(Vec::pop) {
                    if self.extra[place] {
                        (self.lost[index], self.extra[place]) = (false, false);
                        break 'values;
                    }
                }
            }
        }
    }

    fn drop_optional(&mut self) {
        let drop = |open: &mut Vec<bool>, numbers: &[Number]| {
            for (open, number) in open.iter_mut().zip(numbers) {
                *open &= number.required;
            }
        };
        drop(&mut self.lost, self.sources);
        drop(&mut self.extra, self.targets);
    }

    /// `5.30` and `5:30`, `10.12.1948` and `10. Dezember 1948`: part by part.
    fn match_parts(&mut self) {
        let counts = |open: &[bool], numbers: &[Number]| {
            let mut counts: HashMap<String, i64> = HashMap::new();
            for (_, number) in open
                .iter()
                .zip(numbers)
                .filter(|(open, number)| **open && number.in_parts)
            {
                for part in &number.groups {
                    *counts.entry(bare(part).to_owned()).or_default() += 1;
                }
            }
            counts
        };
        let in_source = counts(&self.lost, self.sources);
        let in_target = counts(&self.extra, self.targets);
        let settle = |open: &mut Vec<bool>, numbers: &[Number], other: &HashMap<String, i64>| {
            let mut left = other.clone();
            let all = open.iter_mut().zip(numbers);
            for (open, number) in all.filter(|(open, number)| **open && number.in_parts) {
                let date = is_date(number);
                let found = number.groups.iter().filter(|part| {
                    let count = left.get_mut(bare(part));
                    let there = count.is_some_and(|count| {
                        *count -= 1;
                        *count >= 0
                    });
                    there || (date && may_be_month(part))
                });
                *open = found.count() < number.groups.len();
            }
        };
        settle(&mut self.lost, self.sources, &in_target);
        settle(&mut self.extra, self.targets, &in_source);
    }

    /// Grouped otherwise: +49 30 123456, (030) 12 34 56.
    fn match_joined(&mut self) {
        let is_whole = |open: bool, number: &Number| {
            let value = number.values.first().filter(|value| !value.contains('.'));
            open && value.is_some_and(|value| value != "0")
        };
        let joined = |open: &[bool], numbers: &[Number]| -> String {
            let all = open.iter().zip(numbers);
            let whole = all.filter(|(open, number)| is_whole(**open, number));
            whole
                .flat_map(|(_, number)| number.groups.clone())
                .collect()
        };
        let all = joined(&self.lost, self.sources);
        if all.len() >= 4 && all == joined(&self.extra, self.targets) {
            let settle = |open: &mut Vec<bool>, numbers: &[Number]| {
                for (open, number) in open.iter_mut().zip(numbers) {
                    *open &= !is_whole(*open, number) && number.values != ["0"];
                }
            };
            settle(&mut self.lost, self.sources);
            settle(&mut self.extra, self.targets);
        }
    }

    /// `5 pm`, `17 Uhr`.
    fn match_hours(&mut self, source: &Side, target: &Side) {
        if tells_time(source.text) || tells_time(target.text) {
            self.match_shifted(&|one, other| one <= 24 && other <= 24 && one.abs_diff(other) == 12);
        }
    }

    fn match_shifted(&mut self, same: &dyn Fn(u64, u64) -> bool) {
        let whole = |number: &Number| {
            number
                .groups
                .first()
                .and_then(|first| first.parse::<u64>().ok())
        };
        for (index, number) in self.sources.iter().enumerate() {
            let Some(one) = whole(number).filter(|_| self.lost[index]) else {
                continue;
            };
            let found = self.targets.iter().enumerate().find(|(place, other)| {
                self.extra[*place] && whole(other).is_some_and(|other| same(one, other))
            });
            if let Some((place, _)) = found {
                (self.lost[index], self.extra[place]) = (false, false);
            }
        }
    }

    /// What is still open on one side, and how certain it is that the other text, `in_other`, has it not.
    fn lost_of(&self, in_other: &Side, of_source: bool) -> Vec<(usize, Certain)> {
        let (open, numbers, others) = if of_source {
            (&self.lost, self.sources, self.targets)
        } else {
            (&self.extra, self.targets, self.sources)
        };
        if !open.contains(&true) {
            return Vec::new();
        }
        let open = numbers.iter().enumerate().filter(|(index, _)| open[*index]);
        let words = Words::of(in_other.text, &in_other.lang);
        let certain = |number: &Number| {
            let whole = number
                .values
                .first()
                .and_then(|value| value.parse::<u64>().ok());
            if whole.is_some_and(|whole| words.have(whole)) {
                return None;
            }
            let repeated = others.iter().any(|other| {
                other
                    .values
                    .iter()
                    .any(|value| number.values.contains(value))
            });
            let small = whole.is_some_and(|whole| whole <= 12);
            Some(match () {
                () if repeated => Certain::Repeated,
                () if small && !known(&in_other.lang) => Certain::Perhaps,
                () => Certain::Yes,
            })
        };
        open.filter_map(|(index, number)| Some((index, certain(number)?)))
            .collect()
    }
}

/// Puts what is missing and what is there instead together, in order. What is perhaps missing is only told of if something
/// else is there.
fn paired(lost: Vec<(usize, Certain)>, extra: Vec<(usize, Certain)>) -> Vec<Difference> {
    let of = |all: &[(usize, Certain)], wanted: Certain| -> Vec<usize> {
        let wanted = all.iter().filter(|(_, certain)| *certain == wanted);
        wanted.map(|(index, _)| *index).collect()
    };
    let mut sides = [(Vec::new(), lost), (Vec::new(), extra)];
    for (certain, all) in &mut sides {
        *certain = of(all, Certain::Yes);
    }
    let [(mut sure_lost, lost), (mut sure_extra, extra)] = sides;
    let fill = |shorter: &mut Vec<usize>, all: &[(usize, Certain)], missing: usize| {
        let rest = of(all, Certain::Perhaps)
            .into_iter()
            .chain(of(all, Certain::Repeated));
        shorter.extend(rest.take(missing));
    };
    match sure_lost.len().cmp(&sure_extra.len()) {
        std::cmp::Ordering::Less => {
            let missing = sure_extra.len() - sure_lost.len();
            fill(&mut sure_lost, &lost, missing);
        }
        std::cmp::Ordering::Greater => {
            let missing = sure_lost.len() - sure_extra.len();
            fill(&mut sure_extra, &extra, missing);
        }
        std::cmp::Ordering::Equal => {
            let (one, other) = (of(&lost, Certain::Perhaps), of(&extra, Certain::Perhaps));
            let both = one.len().min(other.len());
            sure_lost.extend(one.into_iter().take(both));
            sure_extra.extend(other.into_iter().take(both));
        }
    }
    let length = sure_lost.len().max(sure_extra.len());
    let pair = |at: usize| (sure_lost.get(at).copied(), sure_extra.get(at).copied());
    (0..length).map(pair).collect()
}

fn is_date(number: &Number) -> bool {
    let long = number
        .groups
        .iter()
        .filter(|group| group.len() == 4)
        .count();
    let short = number
        .groups
        .iter()
        .filter(|group| group.len() <= 2)
        .count();
    number.groups.len() == 3
        && ((long, short) == (1, 2) || number.groups[2].len() == 2 && short == 3)
}

fn may_be_month(part: &str) -> bool {
    part.len() <= 2 && part.parse().is_ok_and(|number: u32| number <= 12)
}

fn bare(part: &str) -> &str {
    let bare = part.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

/// Whether a text has hours.
fn tells_time(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "a.m", "p.m", "a. m", "p. m", "am", "pm", "AM", "PM", "A.M", "P.M", "Uhr", "午", "오전",
        "오후", "時", "时", "点", "시", "ч", "heures", "hrs", "o'clock",
    ];
    let after_digit = |at: usize| {
        text[..at]
            .trim_end()
            .ends_with(|c: char| c.is_numeric() || c == '半')
    };
    let word = WORDS.iter().any(|word| {
        text.match_indices(word)
            .any(|(at, _)| after_digit(at) || *word == "午" || word.starts_with('오'))
    });
    word || text.match_indices([':', 'h']).any(|(at, _)| {
        let after = text[at + 1..]
            .trim_start()
            .starts_with(|c: char| c.is_numeric());
        after_digit(at) && (after || text[at..].starts_with('h'))
    }) || text.contains(" ص")
        || text.contains(" م ")
}
