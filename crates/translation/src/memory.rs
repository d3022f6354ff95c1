//! The translation memory: what was translated before, found again when the same or nearly the same is to be translated.
//!
//! An exact match has the same text but for its white space. How near another one is, is the edit distance in characters,
//! whatever their case, as a share of the longer text. Most units are ruled out by a fingerprint of their pairs of
//! letters (`marks`), so that the distance is reckoned for a few hundred and not for all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

mod distance;
mod hash;
mod marks;
mod shelf;
mod tag;
mod unit;

use hash::Hashes;
use shelf::{Query, Shelf};
pub use unit::{TranslationUnit, UnitOrigin};

use tag::{Nearness, nearness, primary};

/// BCP 47: a language that nobody said and none could tell. Its units are of use whatever the source is in.
const UNDETERMINED: &str = "und";

/// A unit that has the same source as what is to be translated, or nearly the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TmMatch {
    /// What was translated then.
    pub unit: TranslationUnit,
    /// How near its source is, 0 to 100; 100 is the same but for white space, and only that.
    pub score: u8,
    /// Its target can be taken as it is: the same source, and a variety of the target language that fits.
    pub exact: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Most matches to give.
    pub most: usize,
    /// The lowest score that is worth anything, 0 to 100.
    pub at_least: u8,
}

/// All units, ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// By the languages' primary subtags, source and target.
    shelves: BTreeMap<(String, String), Shelf>,
    /// Where the unit of an id is: its languages, and its place among theirs.
    places: HashMap<String, Place, Hashes>,
}

#[derive(Debug, Clone)]
struct Place {
    from: String,
    to: String,
    slot: usize,
}

impl Memory {
    /// Takes a unit in; one of the same id is replaced. One without a source or a target is left out.
    pub fn add(&mut self, unit: TranslationUnit) {
        if unit.source.trim().is_empty() || unit.target.trim().is_empty() {
            return;
        }
        self.remove(&unit.id);
        let (id, from, to) = (unit.id.clone(), primary(&unit.from), primary(&unit.to));
        let shelf = self.shelves.entry((from.clone(), to.clone())).or_default();
        let slot = shelf.add(unit);
        self.places.insert(id, Place { from, to, slot });
    }

    /// Takes a unit out, and gives it.
    pub fn remove(&mut self, id: &str) -> Option<TranslationUnit> {
        let Place { from, to, slot } = self.places.remove(id)?;
        let languages = (from, to);
        let shelf = self.shelves.get_mut(&languages)?;
        let (unit, moved) = shelf.remove(slot)?;
        if let Some(place) = moved.and_then(|id| self.places.get_mut(id)) {
            place.slot = slot;
        }
        if shelf.units().is_empty() {
            self.shelves.remove(&languages);
        }
        Some(unit)
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All units, in no order that means anything.
    pub fn units(&self) -> impl Iterator<Item = &TranslationUnit> {
        self.shelves.values().flat_map(Shelf::units)
    }

    /// About how many bytes it takes, texts and index together.
    pub fn bytes(&self) -> usize {
        let places = self.places.capacity() * (size_of::<String>() + size_of::<Place>() + 1);
        let ids: usize = self.places.keys().map(|id| id.len() + 5).sum();
        places + ids + self.shelves.values().map(Shelf::bytes).sum::<usize>()
    }

    /// What comes nearest to a source, the best first; of those that are as near, the ones in the wanted varieties, then the
    /// person's own, then the latest. Without `from`, units of all source languages.
    pub fn look_up(
        &self,
        source: &str,
        from: Option<&str>,
        to: &str,
        wanted: Wanted,
    ) -> Vec<TmMatch> {
        let query = Query::new(source);
        let mut found = Vec::new();
        for shelf in self.fitting(from, to) {
            shelf.nearest(&query, wanted, &mut found);
        }
        let judged = found.into_iter().map(|(score, unit)| {
            let near = nearness(&unit.to, to);
            let exact = score == 100 && near != Nearness::Other;
            let from_near = from.map(|from| nearness(&unit.from, from));
            let order = (score, exact, near, from_near, unit.origin.own(), unit.at);
            (
                order,
                TmMatch {
                    unit: unit.clone(),
                    score,
                    exact,
                },
            )
        });
        let mut judged: Vec<_> = judged.collect();
        judged.sort_by(|(a, one), (b, other)| {
            (Reverse(a), &one.unit.id).cmp(&(Reverse(b), &other.unit.id))
        });
        judged.truncate(wanted.most);
        judged.into_iter().map(|(_, found)| found).collect()
    }

    /// The best match that can be taken as it is.
    pub fn exact(&self, source: &str, from: Option<&str>, to: &str) -> Option<TmMatch> {
        let only = Wanted {
            most: 1,
            at_least: 100,
        };
        let best = self.look_up(source, from, to, only).pop()?;
        best.exact.then_some(best)
    }

    /// The units with these words in their source or target, whatever their case, the latest first: `most` of them behind
    /// the first `skip`, and how many there are in all. All units for no words.
    pub fn search(&self, words: &str, skip: usize, most: usize) -> (Vec<&TranslationUnit>, usize) {
        let words = words.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&words);
        let fits =
            |unit: &&TranslationUnit| words.is_empty() || has(&unit.source) || has(&unit.target);
        let mut found: Vec<&TranslationUnit> = self.units().filter(fits).collect();
        found.sort_unstable_by_key(|unit| (Reverse(unit.at), &unit.id));
        let total = found.len();
        (found.into_iter().skip(skip).take(most).collect(), total)
    }

    /// Whether these very texts are there in these very languages, under any name.
    pub fn has(&self, unit: &TranslationUnit) -> bool {
        let same = |other: &TranslationUnit| {
            let words = |text: &str| {
                text.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            other.from.eq_ignore_ascii_case(&unit.from)
                && other.to.eq_ignore_ascii_case(&unit.to)
                && words(&other.target) == words(&unit.target)
        };
        let shelf = self.shelves.get(&(primary(&unit.from), primary(&unit.to)));
        shelf.is_some_and(|shelf| shelf.same_source(&unit.source).any(same))
    }

    fn fitting(&self, from: Option<&str>, to: &str) -> impl Iterator<Item = &Shelf> {
        let (from, to) = (from.map(primary), primary(to));
        self.shelves
            .iter()
            .filter(move |((of, into), _)| {
                let source = from
                    .as_ref()
                    .is_none_or(|from| from == of || of == UNDETERMINED);
                *into == to && source
            })
            .map(|(_, shelf)| shelf)
    }
}

#[cfg(test)]
mod tests;
