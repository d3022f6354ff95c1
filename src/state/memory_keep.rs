//! What the person approved or changed becomes a unit of the memory, by itself.

use super::improve::is_variety;
use super::{App, HistoryEntry};
use crate::browser::time;
use std::collections::BTreeSet;
use translation::{Pair, PairState, TranslationUnit, UnitOrigin};

/// A source whose language nobody said and none could tell.
const UNDETERMINED: &str = "und";

impl App {
    /// Remembers what is reviewed in an entry and was not, or not so, before.
    pub(super) fn remember_reviewed(self, before: &HistoryEntry, after: &HistoryEntry) {
        let from = self.language_of(after);
        // A text improved in its own language is no translation.
        let improved = match &after.from {
            Some(from) => *from == after.to,
            None => from
                .as_ref()
                .is_some_and(|from| is_variety(&after.to, from)),
        };
        if improved || !after.pairs.0.iter().any(is_reviewed) {
            return;
        }
        let text = |entry: &HistoryEntry, pair: &Pair| -> Option<(String, String)> {
            let source = entry.source.get(pair.source.clone())?;
            let target = entry.target.get(pair.target.clone())?;
            Some((source.to_string(), target.to_string()))
        };
        let of = |entry: &HistoryEntry, reviewed: bool| -> BTreeSet<(String, String)> {
            let pairs = entry.pairs.0.iter();
            let wanted = pairs.filter(|pair| is_reviewed(pair) || !reviewed);
            wanted.filter_map(|pair| text(entry, pair)).collect()
        };
        let (reviewed_before, all_before) = (of(before, true), of(before, false));
        let from = from.as_deref().unwrap_or(UNDETERMINED);
        let now = time::now();
        let unit = |(source, target): &(String, String)| {
            // What the person left as it was, and said to be right.
            let as_it_was = all_before.contains(&(source.clone(), target.clone()));
            let origin = if as_it_was {
                UnitOrigin::Approved
            } else {
                UnitOrigin::Edited
            };
            let (source, target) = (source.trim(), target.trim());
            let unit = TranslationUnit::own(origin, from, &after.to, source, target);
            TranslationUnit { at: now, ..unit }
        };
        let units: Vec<TranslationUnit> = of(after, true)
            .difference(&reviewed_before)
            .filter(|(source, target)| !source.trim().is_empty() && !target.trim().is_empty())
            .map(unit)
            .collect();
        if !units.is_empty() {
            self.change_memory(units, Vec::new());
        }
    }
}

fn is_reviewed(pair: &Pair) -> bool {
    pair.state == PairState::Reviewed
}
