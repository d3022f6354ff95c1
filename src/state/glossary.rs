//! The person's glossaries: read, changed in place, written back. Fetched with the engine.
//!
//! Each is one record of the database, its terms with it. A run gets the terms of all that are in use and of its languages
//! ([`App::terms_for_run`]). What is changed in them is in `glossary_edit`, files in and out in `glossary_files`,
//! what travels in an export in `glossary_travel`.

use super::App;
use super::app::{Change, announce};
use super::glossary_edit::DeletedTerms;
use super::glossary_files::TermsImport;
use super::hooks::{self, Happening};
use crate::browser::caret;
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, Name};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, OnceCell};
use std::sync::Arc;
use translation::{Glossary, MOST_NAME_LETTERS, MOST_TERM_LETTERS, Term};
use wire::Millis;

/// The signals. They live as long as the page.
#[derive(Clone)]
pub struct GlossaryState {
    /// All glossaries, the latest made first.
    pub all: ArcRwSignal<Vec<KeptGlossary>>,
    /// What was deleted last, for undo.
    pub deleted: ArcRwSignal<Option<DeletedTerms>>,
    /// What became of the file that was chosen last.
    pub import: ArcRwSignal<TermsImport>,
}

/// A glossary, as the page holds it. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptGlossary {
    /// Its own.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Tag of the terms' language; empty for any.
    pub from: String,
    /// Tag of the translations' language; empty for any.
    pub to: String,
    /// Translations obey it.
    pub in_use: bool,
    /// When it was made.
    pub at: Millis,
    /// Its terms.
    pub rows: Arc<Vec<TermRow>>,
}

/// A term in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// Its own for as long as the page lives.
    pub key: u64,
    /// The term.
    pub term: Term,
}

/// What is stored.
#[derive(Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    #[serde(flatten)]
    pub(super) glossary: Glossary,
    in_use: bool,
    at: Millis,
}

impl Default for Record {
    fn default() -> Record {
        Record {
            glossary: Glossary::default(),
            in_use: true,
            at: 0,
        }
    }
}

thread_local! {
    static STATE: OnceCell<GlossaryState> = const { OnceCell::new() };
    static KEYS: Cell<u64> = const { Cell::new(0) };
    /// The database has been read.
    static READ: Cell<bool> = const { Cell::new(false) };
    /// Counts what is changed here: a reading that began before is of what was.
    static CHANGES: Cell<u64> = const { Cell::new(0) };
}

impl App {
    /// The signals.
    pub fn glossaries(self) -> GlossaryState {
        STATE.with(|state| {
            let make = || {
                hooks::hear(happened);
                GlossaryState {
                    all: ArcRwSignal::new(Vec::new()),
                    deleted: ArcRwSignal::new(None),
                    import: ArcRwSignal::new(TermsImport::Nothing),
                }
            };
            state.get_or_init(make).clone()
        })
    }

    /// Reads them, if that was not done yet. A run waits for it.
    pub(super) async fn glossaries_ready(self) {
        if !READ.get() {
            self.read_glossaries().await;
        }
    }

    /// For those who show them.
    pub fn read_glossaries_once(self) {
        leptos::task::spawn_local(self.glossaries_ready());
    }

    async fn read_glossaries(self) {
        let state = self.glossaries();
        loop {
            let before = CHANGES.get();
            let read = db::all::<Record>(Store::Glossaries).await;
            let Some(records) = self.note_storage(read) else {
                return self.show_wishes();
            };
            if CHANGES.get() != before {
                continue;
            }
            READ.set(true);
            let old = state.all.get_untracked();
            let mut all: Vec<KeptGlossary> = records
                .into_iter()
                .map(|record| KeptGlossary::of(record, &old))
                .collect();
            all.sort_by(latest_first);
            state.all.set(all);
            return self.show_wishes();
        }
    }

    /// The terms that a translation obeys: of all glossaries that are in use and of its languages.
    pub(super) fn terms_for_run(self, from: Option<&str>, to: &str) -> Vec<Term> {
        self.glossaries().all.with_untracked(|all| {
            let used = all.iter().filter(|kept| kept.is_used_for(from, to));
            used.flat_map(|kept| kept.rows.iter().map(|row| row.term.clone()))
                .collect()
        })
    }

    /// Those of them that a text has, as the lines of a prompt.
    pub(super) fn term_lines(self, text: &str, from: Option<&str>, to: &str) -> String {
        let terms = self.terms_for_run(from, to);
        translation::glossary_lines(&translation::present(&terms, text, from))
    }

    /// What is selected in the two panes, if it can be a term and its translation.
    pub fn selected_terms(self) -> (String, String) {
        let selected = |field: &str| {
            let text = caret::selected(field);
            let text = text.trim();
            let fits = text.chars().count() <= MOST_TERM_LETTERS && !text.contains('\n');
            if fits {
                text.to_string()
            } else {
                String::new()
            }
        };
        (selected("tr-source"), selected("tr-target"))
    }

    /// Does something with the glossary of this id; tells those who show it.
    pub(super) fn with_glossary<T>(
        self,
        id: &str,
        work: impl FnOnce(&mut KeptGlossary) -> T,
    ) -> Option<T> {
        let all = self.glossaries().all;
        all.try_update(|all| all.iter_mut().find(|kept| kept.id == id).map(work))
            .flatten()
    }

    pub(super) fn write_glossary(self, id: &str) {
        let record = self.glossaries().all.with_untracked(|all| {
            let kept = all.iter().find(|kept| kept.id == id)?;
            Some(kept.to_record())
        });
        if let Some(record) = record {
            self.wrote_glossary(db::put(Store::Glossaries, &record));
        }
    }

    pub(super) fn wrote_glossary(self, written: db::Written) {
        CHANGES.set(CHANGES.get() + 1);
        if self.leaving.get_value() {
            return;
        }
        // From now on the engine, which reads them, is fetched at the start.
        self.note_storage(storage::save(Name::Used, &true));
        self.show_wishes();
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            announce(Change::Glossaries);
        });
    }

    /// Tells the buttons whether there is something to say of tone and glossaries.
    pub(super) fn show_wishes(self) {
        let any = self.glossaries().all.with_untracked(|all| !all.is_empty());
        let wishes = self.translate.wishes;
        let there = any || self.has_tone();
        if wishes.get_untracked() != there {
            wishes.set(there);
        }
    }
}

impl KeptGlossary {
    /// Does a translation from one language (none: not known) into another obey it?
    pub fn is_used_for(&self, from: Option<&str>, to: &str) -> bool {
        let languages = Glossary {
            from: self.from.clone(),
            to: self.to.clone(),
            ..Glossary::default()
        };
        self.in_use && languages.applies_to(from, to)
    }

    /// The terms alone.
    pub(super) fn terms(&self) -> Vec<Term> {
        self.rows.iter().map(|row| row.term.clone()).collect()
    }

    pub(super) fn to_record(&self) -> Record {
        Record {
            glossary: Glossary {
                id: self.id.clone(),
                name: self.name.clone(),
                from: self.from.clone(),
                to: self.to.clone(),
                terms: self.terms(),
            },
            in_use: self.in_use,
            at: self.at,
        }
    }

    /// As it was read. Where nothing of it changed, its rows stay those that are shown.
    pub(super) fn of(record: Record, old: &[KeptGlossary]) -> KeptGlossary {
        let Record {
            glossary,
            in_use,
            at,
        } = record;
        let before = old.iter().find(|kept| kept.id == glossary.id);
        let unchanged = before.filter(|kept| {
            let terms = kept.rows.iter().map(|row| &row.term);
            terms.eq(glossary.terms.iter())
        });
        let rows = match unchanged {
            Some(kept) => Arc::clone(&kept.rows),
            None => Arc::new(glossary.terms.into_iter().map(row).collect()),
        };
        KeptGlossary {
            id: glossary.id,
            name: glossary.name,
            from: glossary.from,
            to: glossary.to,
            in_use,
            at,
            rows,
        }
    }
}

/// The order in which they are listed.
pub(super) fn latest_first(one: &KeptGlossary, other: &KeptGlossary) -> std::cmp::Ordering {
    let by_time = other.at.cmp(&one.at);
    by_time.then_with(|| one.id.cmp(&other.id))
}

/// A term with a key of its own.
pub(super) fn row(term: Term) -> TermRow {
    KEYS.set(KEYS.get() + 1);
    TermRow {
        key: KEYS.get(),
        term,
    }
}

/// A name as it is kept.
pub(super) fn named(name: &str) -> String {
    name.trim().chars().take(MOST_NAME_LETTERS).collect()
}

fn happened(app: App, happening: &Happening<'_>) {
    if let Happening::Heard(Change::Glossaries) = happening {
        leptos::task::spawn_local(app.read_glossaries());
    }
}
