//! What the person changes in glossaries: each change is written down at once, and what is deleted can be brought back.

use super::App;
use super::glossary::{KeptGlossary, TermRow, named, row};
use crate::browser::db::{self, Store};
use crate::browser::{random, time};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use translation::{MOST_TERMS, Term};

/// What was deleted, to be brought back.
#[derive(Clone, Debug, PartialEq)]
pub enum DeletedTerms {
    /// A whole glossary.
    Glossary(KeptGlossary),
    /// A term of one, and where it stood.
    Term {
        /// The glossary's id
        glossary: String,
        /// Its place
        place: usize,
        /// The term
        row: TermRow,
    },
}

/// Why a term was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermRefused {
    /// There is no word, or nothing to use for it.
    Blank,
    /// The glossary has it.
    Known,
    /// The glossary is full.
    Full,
}

impl App {
    /// Makes an empty glossary for a pair of languages, in use at once; gives its id.
    pub fn new_glossary(self, name: &str, from: &str, to: &str) -> String {
        let kept = KeptGlossary {
            id: random::id(),
            name: named(name),
            from: from.to_string(),
            to: to.to_string(),
            in_use: true,
            at: time::now(),
            rows: Arc::default(),
        };
        let id = kept.id.clone();
        self.glossaries().all.update(|all| all.insert(0, kept));
        self.write_glossary(&id);
        id
    }

    /// Changes a glossary's name, languages, or whether it is in use.
    pub fn change_glossary(self, id: &str, change: impl FnOnce(&mut KeptGlossary)) {
        self.with_glossary(id, |kept| {
            change(kept);
            kept.name = named(&kept.name);
        });
        self.write_glossary(id);
    }

    /// Deletes a glossary; [`undo_terms`](Self::undo_terms) brings it back.
    pub fn delete_glossary(self, id: &str) {
        let state = self.glossaries();
        let mut gone = None;
        state.all.update(|all| {
            if let Some(place) = all.iter().position(|kept| kept.id == id) {
                gone = Some(all.remove(place));
            }
        });
        let Some(gone) = gone else { return };
        state.deleted.set(Some(DeletedTerms::Glossary(gone)));
        self.wrote_glossary(db::delete(Store::Glossaries, id));
    }

    /// Adds a term at the top. Gives what was not right with it.
    pub fn add_term(self, id: &str, term: &Term) -> Result<(), TermRefused> {
        let term = term.cleaned().ok_or(TermRefused::Blank)?;
        let added = self.with_glossary(id, |kept| {
            let known = kept.rows.iter().any(|row| same_rule(&row.term, &term));
            if known {
                return Err(TermRefused::Known);
            }
            if kept.rows.len() >= MOST_TERMS {
                return Err(TermRefused::Full);
            }
            Arc::make_mut(&mut kept.rows).insert(0, row(term));
            Ok(())
        });
        if let Some(Ok(())) = added {
            self.write_glossary(id);
        }
        added.unwrap_or(Ok(()))
    }

    /// Puts another term in the place of one. What is nothing at all leaves it as it was.
    pub fn change_term(self, id: &str, key: u64, term: &Term) -> Result<(), TermRefused> {
        let term = term.cleaned().ok_or(TermRefused::Blank)?;
        self.with_glossary(id, |kept| {
            let rows = Arc::make_mut(&mut kept.rows);
            if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
                row.term = term;
            }
        });
        self.write_glossary(id);
        Ok(())
    }

    /// Deletes a term; [`undo_terms`](Self::undo_terms) brings it back.
    pub fn delete_term(self, id: &str, key: u64) {
        let gone = self.with_glossary(id, |kept| {
            let place = kept.rows.iter().position(|row| row.key == key)?;
            Some((place, Arc::make_mut(&mut kept.rows).remove(place)))
        });
        let Some((place, row)) = gone.flatten() else {
            return;
        };
        let glossary = id.to_string();
        self.glossaries().deleted.set(Some(DeletedTerms::Term {
            glossary,
            place,
            row,
        }));
        self.write_glossary(id);
    }

    /// Brings back what was deleted last.
    pub fn undo_terms(self) {
        let state = self.glossaries();
        let Some(deleted) = state.deleted.get_untracked() else {
            return;
        };
        state.deleted.set(None);
        let id = match deleted {
            DeletedTerms::Glossary(kept) => {
                let id = kept.id.clone();
                state.all.update(|all| {
                    let place = all.partition_point(|other| other.at > kept.at);
                    all.insert(place, kept);
                });
                id
            }
            DeletedTerms::Term {
                glossary,
                place,
                row,
            } => {
                self.with_glossary(&glossary, |kept| {
                    let rows = Arc::make_mut(&mut kept.rows);
                    rows.insert(place.min(rows.len()), row);
                });
                glossary
            }
        };
        self.write_glossary(&id);
    }

    /// Adds many terms at the end, those that are there already left out. Gives how many were new, known, and too many.
    pub(super) fn add_terms(self, id: &str, terms: Vec<Term>) -> (usize, usize, usize) {
        let all = terms.len();
        let counted = self.with_glossary(id, |kept| {
            let key = |term: &Term| (term.source.clone(), term.target.clone(), term.kind);
            let mut known: HashSet<_> = kept.rows.iter().map(|row| key(&row.term)).collect();
            let room = MOST_TERMS.saturating_sub(kept.rows.len());
            let new: Vec<Term> = terms
                .into_iter()
                .filter(|term| known.insert(key(term)))
                .collect();
            let (wanted, taken) = (new.len(), new.len().min(room));
            Arc::make_mut(&mut kept.rows).extend(new.into_iter().take(room).map(row));
            (taken, all - wanted, wanted - taken)
        });
        self.write_glossary(id);
        counted.unwrap_or_default()
    }
}

/// Whether two terms want the same.
fn same_rule(one: &Term, other: &Term) -> bool {
    (&one.source, &one.target, one.kind) == (&other.source, &other.target, other.kind)
}
