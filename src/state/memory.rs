//! The translation memory as a person sees it: counted, searched, deleted, imported, exported.
//!
//! The database holds the units; the worker has them in an index (`memory_desk`). What is changed here is written to the
//! database, and the worker is told. What comes in of itself is in `memory_keep`, what is looked up in `memory_matches`.

use super::app::{Change, announce};
use super::hooks::{self, Happening};
use super::memory_desk::{ask, ask_with, tell};
use super::{App, page};
use crate::browser::db::{self, Store};
use crate::browser::{file, time};
use leptos::html::Input;
use leptos::prelude::*;
use std::cell::{Cell, OnceCell};
use translation::TranslationUnit;
use worker::{Answer, Ask, ImportedUnits, Phase, Refusal};

/// How many units are listed at once.
const PAGE: usize = 50;

/// The signals of the memory. They live as long as the page: what is imported goes on when nobody looks.
#[derive(Clone)]
pub struct MemoryState {
    /// How many units there are; none while that is not known.
    pub count: ArcRwSignal<Option<usize>>,
    /// What is searched for.
    pub words: ArcRwSignal<String>,
    /// The units found, the latest first, as far as they are listed.
    pub listed: ArcRwSignal<Vec<TranslationUnit>>,
    /// How many were found.
    pub found: ArcRwSignal<usize>,
    /// What was deleted last, for undo.
    pub deleted: ArcRwSignal<Vec<TranslationUnit>>,
    /// What is going on.
    pub work: ArcRwSignal<MemoryWork>,
    /// What the last import did, and of which file.
    pub imported: ArcRwSignal<Option<(String, ImportedUnits)>>,
    /// Why something could not be done, and with which file, if with one.
    pub refused: ArcRwSignal<Option<(String, Refusal)>>,
}

/// What takes its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MemoryWork {
    /// Nothing.
    #[default]
    Idle,
    /// A file is being taken in.
    Importing {
        /// Its name.
        file: String,
        /// With what it is.
        phase: Phase,
        /// How much of that is done.
        done: usize,
        /// Of how much; 0 while that is not known.
        total: usize,
    },
    /// A file is being made.
    Exporting,
}

thread_local! {
    static STATE: OnceCell<MemoryState> = const { OnceCell::new() };
    /// Counts the searches: the answer to an earlier one is passed over.
    static SEARCHES: Cell<u64> = const { Cell::new(0) };
}

impl App {
    /// The signals.
    pub fn memory(self) -> MemoryState {
        STATE.with(|state| {
            let make = || {
                hooks::hear(happened);
                MemoryState {
                    count: ArcRwSignal::new(None),
                    words: ArcRwSignal::new(String::new()),
                    listed: ArcRwSignal::new(Vec::new()),
                    found: ArcRwSignal::new(0),
                    deleted: ArcRwSignal::new(Vec::new()),
                    work: ArcRwSignal::new(MemoryWork::Idle),
                    imported: ArcRwSignal::new(None),
                    refused: ArcRwSignal::new(None),
                }
            };
            state.get_or_init(make).clone()
        })
    }

    /// Counts the units.
    pub fn memory_count(self) {
        let memory = self.memory();
        leptos::task::spawn_local(async move {
            memory.count.set(Some(self.count_memory().await));
        });
    }

    /// Lists the units that have these words; all for none.
    pub fn memory_search(self, words: String) {
        self.memory().words.set(words);
        self.list_memory(PAGE);
    }

    /// Lists more of them.
    pub fn memory_more(self) {
        let listed = self.memory().listed.with_untracked(Vec::len);
        self.list_memory(listed + PAGE);
    }

    /// Reads what is listed anew.
    pub(super) fn memory_changed(self) {
        let listed = self.memory().listed.with_untracked(Vec::len);
        self.list_memory(listed.max(PAGE));
    }

    fn list_memory(self, most: usize) {
        let memory = self.memory();
        let search = SEARCHES.get() + 1;
        SEARCHES.set(search);
        leptos::task::spawn_local(async move {
            if self.count_memory().await == 0 {
                memory.count.set(Some(0));
                memory.found.set(0);
                return memory.listed.set(Vec::new());
            }
            let words = memory.words.get_untracked();
            let skip = 0;
            let answer = ask(Ask::Search { words, skip, most }).await;
            if SEARCHES.get() != search {
                return;
            }
            match answer {
                Answer::Found { units, total, all } => {
                    memory.count.set(Some(all));
                    memory.found.set(total);
                    memory.listed.set(units);
                }
                Answer::Refused(refusal) => self.memory_refused(String::new(), refusal),
                _ => {}
            }
        });
    }

    /// Deletes a unit; [`memory_undo_delete`](Self::memory_undo_delete) brings it back.
    pub fn memory_delete(self, id: &str) {
        let memory = self.memory();
        let mut gone = None;
        memory.listed.update(|listed| {
            if let Some(place) = listed.iter().position(|unit| unit.id == id) {
                gone = Some(listed.remove(place));
            }
        });
        let Some(gone) = gone else { return };
        memory
            .count
            .update(|count| *count = count.map(|count| count.saturating_sub(1)));
        memory
            .found
            .update(|found| *found = found.saturating_sub(1));
        memory.deleted.set(vec![gone]);
        self.change_memory(Vec::new(), vec![id.to_string()]);
    }

    /// Brings back what was deleted last.
    pub fn memory_undo_delete(self) {
        let memory = self.memory();
        let back = memory.deleted.get_untracked();
        memory.deleted.set(Vec::new());
        // Shown at once: between the bar and the list nothing would be there, and the focus nowhere.
        memory.listed.update(|listed| {
            for unit in &back {
                let place = listed.partition_point(|other| other.at > unit.at);
                listed.insert(place, unit.clone());
            }
        });
        self.change_memory(back, Vec::new());
        self.memory_changed();
    }

    /// Deletes all units, for good.
    pub fn memory_clear(self) {
        let memory = self.memory();
        memory.deleted.set(Vec::new());
        memory.imported.set(None);
        let written = db::clear(Store::Memory);
        leptos::task::spawn_local(async move {
            self.note_storage(written.await);
            tell(Ask::Stale);
            announce(Change::Memory);
            self.memory_changed();
        });
    }

    /// Takes in the TMX file chosen in this input.
    pub fn memory_import(self, input: NodeRef<Input>) {
        let memory = self.memory();
        let idle = memory.work.with_untracked(|work| *work == MemoryWork::Idle);
        let chosen = input.get_untracked().and_then(|input| file::chosen(&input));
        let Some(chosen) = chosen.filter(|_| idle) else {
            return;
        };
        let name = chosen.name();
        let importing = |file: &str, phase, done, total| MemoryWork::Importing {
            file: file.to_string(),
            phase,
            done,
            total,
        };
        memory.imported.set(None);
        memory.refused.set(None);
        memory.work.set(importing(&name, Phase::Reading, 0, 0));
        let (work, file) = (memory.work.clone(), name.clone());
        let progress = move |phase, done, total| work.set(importing(&file, phase, done, total));
        leptos::task::spawn_local(async move {
            let import = Ask::Import { now: time::now() };
            let (answer, _) = ask_with(import, Some(chosen), Some(Box::new(progress))).await;
            memory.work.set(MemoryWork::Idle);
            match answer {
                Answer::Imported(imported) => {
                    memory.imported.set(Some((name, imported)));
                    announce(Change::Memory);
                    self.memory_changed();
                }
                Answer::Refused(refusal) => self.memory_refused(name, refusal),
                _ => {}
            }
        });
    }

    /// Downloads all units as a TMX file.
    pub fn memory_export(self) {
        let memory = self.memory();
        if memory.work.with_untracked(|work| *work != MemoryWork::Idle) {
            return;
        }
        memory.refused.set(None);
        memory.work.set(MemoryWork::Exporting);
        leptos::task::spawn_local(async move {
            let version = env!("CARGO_PKG_VERSION").to_string();
            let (answer, made) = ask_with(Ask::Export { version }, None, None).await;
            memory.work.set(MemoryWork::Idle);
            if let Some(made) = made {
                file::download("parlance-memory.tmx", &made);
            }
            if let Answer::Refused(refusal) = answer {
                self.memory_refused(String::new(), refusal);
            }
        });
    }

    /// Writes a change to the database, and tells the worker and the other tabs.
    pub(super) fn change_memory(self, put: Vec<TranslationUnit>, deleted: Vec<String>) {
        if self.leaving.get_value() {
            return;
        }
        let batch = put.iter().fold(db::Batch::new(), |batch, unit| {
            batch.put(Store::Memory, unit)
        });
        let delete = |batch: db::Batch, id: &String| batch.delete(Store::Memory, id);
        let written = deleted.iter().fold(batch, delete).commit();
        tell(Ask::Changed { put, deleted });
        leptos::task::spawn_local(async move {
            if self.note_storage(written.await).is_none() {
                // It was told what is not so: it reads anew what there is.
                tell(Ask::Stale);
                return self.memory_count();
            }
            announce(Change::Memory);
            if self.memory().count.with_untracked(Option::is_some) {
                self.memory_count();
            }
        });
    }

    fn memory_refused(self, file: String, refusal: Refusal) {
        self.memory().refused.set(Some((file, refusal)));
        page::focus_if_lost("memory-refused");
    }
}

fn happened(app: App, happening: &Happening<'_>) {
    if let Happening::Heard(Change::Memory) = happening {
        // Only where somebody looked.
        if app.memory().count.with_untracked(Option::is_some) {
            app.memory_changed();
        }
    }
}
