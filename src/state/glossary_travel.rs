//! Glossaries in an export of everything, and out of one.

use super::App;
use super::glossary::{KeptGlossary, Record, latest_first, named};
use leptos::prelude::*;
use translation::{MOST_TERMS, Term};

impl App {
    /// All glossaries, as they are exported.
    pub(super) fn glossaries_to_travel(self) -> Vec<serde_json::Value> {
        let all = self.glossaries().all;
        all.with_untracked(|all| {
            let values = all
                .iter()
                .map(|kept| serde_json::to_value(kept.to_record()));
            values.filter_map(Result::ok).collect()
        })
    }

    /// Takes in glossaries of an export that are not here. Gives how many.
    pub(super) fn take_glossaries(self, values: Vec<serde_json::Value>) -> usize {
        let state = self.glossaries();
        let mut new = Vec::new();
        for value in values {
            let Ok(mut record) = serde_json::from_value::<Record>(value) else {
                continue;
            };
            let glossary = &mut record.glossary;
            glossary.name = named(&glossary.name);
            let terms = glossary.terms.iter().filter_map(Term::cleaned);
            glossary.terms = terms.take(MOST_TERMS).collect();
            let known = |kept: &KeptGlossary| kept.id == record.glossary.id;
            if new.iter().any(known) || state.all.with_untracked(|all| all.iter().any(known)) {
                continue;
            }
            new.push(KeptGlossary::of(record, &[]));
        }
        let ids: Vec<String> = new.iter().map(|kept| kept.id.clone()).collect();
        state.all.update(|all| {
            all.extend(new);
            all.sort_by(latest_first);
        });
        ids.iter().for_each(|id| self.write_glossary(id));
        ids.len()
    }
}
