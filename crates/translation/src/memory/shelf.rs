//! The units of one pair of languages.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::distance::Pattern;
use super::hash::of_words;
use super::marks::{Marks, folded};
use super::{TranslationUnit, Wanted};

/// How many units a distance is reckoned for at most, those first whose marks are most alike.
const COMPARED: usize = 400;

/// How much work all distances of a look-up may be. It is reached only by texts of several thousand characters, of which
/// then fewer are compared: a look-up takes the same time, whatever is looked up.
const STEPS: usize = 1_000_000;

#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    units: Vec<TranslationUnit>,
    /// Of the units' sources, in the same order.
    marks: Vec<Marks>,
    /// The units by their source's hash.
    by_source: BTreeSet<(u64, usize)>,
}

/// A text that is looked up, made ready.
#[derive(Debug)]
pub(super) struct Query<'a> {
    text: &'a str,
    marks: Marks,
    pattern: Pattern,
}

impl<'a> Query<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let chars: Vec<char> = folded(text).collect();
        Query {
            text,
            marks: Marks::of(chars.iter().copied()),
            pattern: Pattern::new(&chars),
        }
    }
}

impl Shelf {
    pub(super) fn units(&self) -> &[TranslationUnit] {
        &self.units
    }

    /// Gives the unit's place.
    pub(super) fn add(&mut self, unit: TranslationUnit) -> usize {
        let slot = self.units.len();
        self.marks.push(Marks::of(folded(&unit.source)));
        self.by_source.insert((of_words(&unit.source), slot));
        self.units.push(unit);
        slot
    }

    /// Takes a unit out; the last one moves to its place, if another: then its id is given too.
    pub(super) fn remove(&mut self, slot: usize) -> Option<(TranslationUnit, Option<&str>)> {
        let removed = of_words(&self.units.get(slot)?.source);
        let end = self.units.len() - 1;
        self.by_source.remove(&(removed, slot));
        let unit = self.units.swap_remove(slot);
        self.marks.swap_remove(slot);
        let moved = self.units.get(slot);
        if let Some(moved) = moved {
            let hash = of_words(&moved.source);
            self.by_source.remove(&(hash, end));
            self.by_source.insert((hash, slot));
        }
        Some((unit, moved.map(|unit| unit.id.as_str())))
    }

    /// Those whose source is this, but for white space.
    pub(super) fn same_source(&self, source: &str) -> impl Iterator<Item = &TranslationUnit> {
        let hash = of_words(source);
        self.by_source
            .range((hash, 0)..=(hash, usize::MAX))
            .filter_map(|&(_, slot)| self.units.get(slot))
            .filter(move |unit| same_words(&unit.source, source))
    }

    /// Adds the units that come nearest to the query, with their scores.
    pub(super) fn nearest<'s>(
        &'s self,
        query: &Query,
        wanted: Wanted,
        found: &mut Vec<(u8, &'s TranslationUnit)>,
    ) {
        found.extend(self.same_source(query.text).map(|unit| (100, unit)));
        if wanted.at_least >= 100 {
            return;
        }
        let mut steps = STEPS;
        // The scores of the best so far, the lowest first: what comes below all of them is of no use.
        let mut best: Vec<u8> = Vec::with_capacity(wanted.most + 1);
        for slot in self.candidates(query, wanted.at_least) {
            let (unit, length) = (&self.units[slot], self.marks[slot].length);
            let work = query.pattern.steps(length as usize);
            if work > steps || same_words(&unit.source, query.text) {
                continue;
            }
            steps -= work;
            let at_least = match best.first() {
                Some(&lowest) if best.len() >= wanted.most => lowest.max(wanted.at_least),
                _ => wanted.at_least,
            };
            let longer = length.max(query.marks.length);
            let most = allowed(longer, at_least) as usize;
            let text = folded(&unit.source);
            if let Some(distance) = query.pattern.distance(text, length as usize, most) {
                let score = score(distance, longer as usize);
                let place = best.partition_point(|&other| other < score);
                best.insert(place, score);
                if best.len() > wanted.most {
                    best.remove(0);
                }
                found.push((score, unit));
            }
        }
    }

    /// Those that may be near enough, the likeliest first.
    fn candidates(&self, query: &Query, at_least: u8) -> impl Iterator<Item = usize> {
        let mut likely: Vec<(Reverse<u32>, usize)> = Vec::new();
        for (slot, marks) in self.marks.iter().enumerate() {
            let most = allowed(marks.length.max(query.marks.length), at_least);
            // Cheaper than the comparison, and enough for most.
            if marks.length.abs_diff(query.marks.length) > most {
                continue;
            }
            let compared = marks.compared(&query.marks);
            if compared.distance_at_least <= most {
                likely.push((Reverse(compared.alike), slot));
            }
        }
        if likely.len() > COMPARED {
            likely.select_nth_unstable(COMPARED);
            likely.truncate(COMPARED);
        }
        likely.sort_unstable();
        likely.into_iter().map(|(_, slot)| slot)
    }

    pub(super) fn bytes(&self) -> usize {
        let texts = |unit: &TranslationUnit| {
            let texts = [&unit.id, &unit.from, &unit.to, &unit.source, &unit.target];
            texts.iter().map(|text| text.capacity()).sum::<usize>()
        };
        self.units.iter().map(texts).sum::<usize>()
            + self.units.capacity() * size_of::<TranslationUnit>()
            + self.marks.capacity() * size_of::<Marks>()
            // A B-tree's nodes are about two thirds full.
            + self.by_source.len() * size_of::<(u64, usize)>() * 3 / 2
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The most edits that leave a score of at least this, where the longer text has so many characters.
fn allowed(longer: u32, at_least: u8) -> u32 {
    let share = 100 - u64::from(at_least.min(100));
    u32::try_from(u64::from(longer) * share / 100).unwrap_or(u32::MAX)
}

/// 100 is for the same text: what differs in case alone has 99.
fn score(distance: usize, longer: usize) -> u8 {
    let score = (longer - distance.min(longer)) * 100 / longer.max(1);
    u8::try_from(score.min(99)).unwrap_or(99)
}
