//! Histories of other programs, taken in by a worker of their own: one file after the other, with progress, and ended at once
//! where that is wished. What was written until then stays; nothing of a conversation is written by halves.

use super::app::{Change, announce};
use super::own_import::OwnProblem;
use super::worker_line::{self, Line};
use super::{App, ImportReport};
use crate::browser::file::{self, File};
use crate::browser::time;
use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use worker::{ChatAnswer, ChatAsk, ChatProgress, Refusal, TakenFile};

/// The signals of the import. They live as long as the page: it goes on when nobody looks.
#[derive(Clone)]
pub struct ImportState {
    /// What is going on.
    pub work: ArcRwSignal<ImportWork>,
    /// What became of the files so far.
    pub files: ArcRwSignal<Vec<ImportedFile>>,
}

/// What is going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ImportWork {
    /// Nothing.
    #[default]
    Idle,
    /// A file is being taken in.
    Running {
        /// Its name.
        name: String,
        /// Which of the files, from 1.
        at: usize,
        /// How many files there are.
        of: usize,
        /// How far it is.
        far: ChatProgress,
    },
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedFile {
    /// Tells them apart.
    pub key: u32,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was read: it, or those in the archive.
    Taken(Vec<TakenFile>),
    /// An export of Parlance's own.
    Own(ImportReport),
    /// One that was not taken; why, in English.
    OwnRefused(String),
    /// It was ended before its end; so many conversations had been added.
    Stopped(usize),
    /// It could not be done.
    Refused(Refusal),
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
    static STATE: OnceCell<ImportState> = const { OnceCell::new() };
    /// Counts the imports: one that was ended tells nothing any more.
    static RUN: Cell<u32> = const { Cell::new(0) };
    static KEY: Cell<u32> = const { Cell::new(0) };
}

impl App {
    /// The signals.
    pub fn history_import(self) -> ImportState {
        let make = || ImportState {
            work: ArcRwSignal::new(ImportWork::Idle),
            files: ArcRwSignal::new(Vec::new()),
        };
        STATE.with(|state| state.get_or_init(make).clone())
    }

    /// Takes in the files chosen in this input.
    pub fn import_chosen(self, input: NodeRef<Input>) {
        if let Some(input) = input.get_untracked() {
            self.import_files(file::all_chosen(&input));
        }
    }

    /// Takes in the files that were dropped.
    pub fn import_dropped(self, event: &DragEvent) {
        self.import_files(file::dropped(event));
    }

    fn import_files(self, files: Vec<File>) {
        let state = self.history_import();
        let idle = state.work.with_untracked(|work| *work == ImportWork::Idle);
        if files.is_empty() || !idle {
            return;
        }
        let run = RUN.get() + 1;
        RUN.set(run);
        leptos::task::spawn_local(async move {
            let of = files.len();
            for (at, file) in files.into_iter().enumerate() {
                let name = file.name();
                let running = move |name: &str, far| ImportWork::Running {
                    name: name.to_string(),
                    at: at + 1,
                    of,
                    far,
                };
                state.work.set(running(&name, ChatProgress::default()));
                let outcome = self.import_file(run, &name, file, running).await;
                if RUN.get() != run {
                    return;
                }
                self.import_told(name, outcome);
            }
            worker_line::hang_up(&LINE);
            state.work.set(ImportWork::Idle);
            self.import_is_through().await;
        });
    }

    async fn import_file(
        self,
        run: u32,
        name: &str,
        file: File,
        running: impl Fn(&str, ChatProgress) -> ImportWork + 'static,
    ) -> Outcome {
        let (work, of) = (self.history_import().work, name.to_string());
        let far: Rc<dyn Fn(ChatProgress)> = Rc::new(move |far| {
            if RUN.get() == run {
                work.set(running(&of, far));
            }
        });
        let hear = Rc::clone(&far);
        let progress = Box::new(move |so_far| hear(so_far));
        let question = ChatAsk::TakeIn { now: time::now() };
        match worker_line::ask(&LINE, question, Some(file.clone()), Some(progress)).await {
            ChatAnswer::TakenIn(files) => Outcome::Taken(files),
            ChatAnswer::Own => match self
                .import_own(&LINE, file, far, move || RUN.get() == run)
                .await
            {
                Ok(report) => Outcome::Own(report),
                Err(OwnProblem::File(what)) => Outcome::OwnRefused(what),
                Err(OwnProblem::Refused(refusal)) => Outcome::Refused(refusal),
            },
            ChatAnswer::Refused(refusal) => Outcome::Refused(refusal),
            _ => Outcome::Refused(Refusal::NoWorker),
        }
    }

    /// Ends it, wherever it is.
    pub fn import_stop(self) {
        let state = self.history_import();
        let ImportWork::Running { name, far, .. } = state.work.get_untracked() else {
            return;
        };
        RUN.set(RUN.get() + 1);
        worker_line::hang_up(&LINE);
        self.import_told(name, Outcome::Stopped(far.conversations));
        state.work.set(ImportWork::Idle);
        leptos::task::spawn_local(self.import_is_through());
    }

    /// The report was read.
    pub fn import_forget(self) {
        self.history_import().files.set(Vec::new());
    }

    fn import_told(self, name: String, outcome: Outcome) {
        let key = KEY.get() + 1;
        KEY.set(key);
        self.history_import().files.update(|files| {
            files.push(ImportedFile { key, name, outcome });
        });
    }

    /// What came in is shown, here and in other tabs, and found.
    async fn import_is_through(self) {
        self.reload_all_held().await;
        announce(Change::Imported);
    }
}
