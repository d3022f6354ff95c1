//! What the person approved or changed becomes a unit of the memory, by itself; what is taken back leaves the memory as it was.

use super::improve::is_variety;
use super::{App, HistoryEntry};
use crate::browser::db::{self, Store, Unread};
use crate::browser::{slot::Slot, time};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use translation::{Pair, PairState, TranslationUnit, UnitOrigin};

/// A source whose language nobody said and none could tell.
const UNDETERMINED: &str = "und";

/// A unit as it was read, or that there was none.
type Before = Slot<Result<Option<TranslationUnit>, Unread>>;

thread_local! {
    /// What the memory had in the place of the units that came of one entry: its name, and those units' names.
    static BEFORE: RefCell<(String, BTreeMap<String, Before>)> = RefCell::default();
}

impl App {
    /// Remembers what is reviewed in an entry and was not, or not so, before. What was and is not any more is taken back.
    pub(super) fn remember_reviewed(self, before: &HistoryEntry, after: &HistoryEntry) {
        let from = self.language_of(after);
        // A text improved in its own language is no translation.
        let improved = match &after.from {
            Some(from) => *from == after.to,
            None => from
                .as_ref()
                .is_some_and(|from| is_variety(&after.to, from)),
        };
        if improved || !before.pairs.0.iter().chain(&after.pairs.0).any(is_reviewed) {
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
        let (reviewed, all) = (of(after, true), of(after, false));
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
        let said = |(source, target): &&(String, String)| {
            !source.trim().is_empty() && !target.trim().is_empty()
        };
        // The same sentence stands there again, and nobody has said any more that its translation is right.
        let there = |source: &str| all.iter().any(|(one, _)| one == source);
        let gone = reviewed_before.difference(&reviewed).filter(said);
        let gone: BTreeSet<String> = gone
            .filter(|(source, _)| there(source))
            .map(|pair| unit(pair).id)
            .collect();
        let mut units: Vec<TranslationUnit> = Vec::new();
        let mut still = BTreeSet::new();
        for pair in reviewed.iter().filter(said) {
            let new = unit(pair);
            let back = gone.contains(&new.id);
            still.insert(new.id.clone());
            if back || !reviewed_before.contains(pair) {
                units.push(new);
            }
        }
        for id in gone.difference(&still) {
            self.give_back(&after.id, id);
        }
        if !units.is_empty() {
            note_before(&after.id, &units);
            self.change_memory(units, Vec::new());
        }
    }

    /// Puts back what the memory had before this entry's translation came into it, if that was in this page.
    fn give_back(self, entry: &str, id: &str) {
        let before = BEFORE.with(|before| {
            let mut before = before.borrow_mut();
            let own = before.0 == entry;
            own.then(|| before.1.remove(id)).flatten()
        });
        let Some(before) = before else { return };
        let id = id.to_string();
        leptos::task::spawn_local(async move {
            match self.note_storage(before.await) {
                Some(Some(unit)) => self.change_memory(vec![unit], Vec::new()),
                Some(None) => self.change_memory(Vec::new(), vec![id]),
                None => {}
            }
        });
    }
}

/// Reads what these units are about to replace. The first that was there is what is put back.
fn note_before(entry: &str, units: &[TranslationUnit]) {
    BEFORE.with(|before| {
        let mut before = before.borrow_mut();
        if before.0 != entry {
            *before = (entry.to_string(), BTreeMap::new());
        }
        for unit in units {
            before
                .1
                .entry(unit.id.clone())
                .or_insert_with(|| db::get_now(Store::Memory, &unit.id));
        }
    });
}

fn is_reviewed(pair: &Pair) -> bool {
    pair.state == PairState::Reviewed
}
