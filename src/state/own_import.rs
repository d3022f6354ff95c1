//! Parlance's own export, taken in: a worker reads the file and writes its conversations; what only the page knows how to keep
//! comes to it in parts. None of it waits for all of it.

use super::app::{Change, announce};
use super::worker_line::{self, Kept, Line};
use super::{
    App, HistoryEntry, ImportReport, Settings, StorageTrouble, TalkTurn, Trouble, TroubleKind,
};
use crate::browser::db::{self, Store};
use crate::browser::file::{self, File};
use crate::browser::storage;
use leptos::html::Input;
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use worker::{ChatAnswer, ChatAsk, ChatProgress, OwnPart, OwnRest, OwnTaken, Refusal};

/// Why it was not taken.
pub(super) enum OwnProblem {
    /// The file; why, in English.
    File(String),
    /// The database, or the worker.
    Refused(Refusal),
}

/// The signals of the import of the file that was chosen in Settings. They live as long as the page: it goes on when nobody
/// looks, and whoever comes back finds what became of it.
#[derive(Clone)]
pub struct OwnImport {
    /// How far it is; none while there is none.
    pub far: ArcRwSignal<Option<ChatProgress>>,
    /// What the last one did.
    pub report: ArcRwSignal<Option<ImportReport>>,
    /// Why the last one was not taken.
    pub trouble: ArcRwSignal<Option<Trouble>>,
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
    // Not in `App`: the first load has nothing of this.
    static STATE: OnceCell<OwnImport> = const { OnceCell::new() };
}

impl App {
    /// The signals.
    pub fn own_import(self) -> OwnImport {
        let make = || OwnImport {
            far: ArcRwSignal::new(None),
            report: ArcRwSignal::new(None),
            trouble: ArcRwSignal::new(None),
        };
        STATE.with(|state| state.get_or_init(make).clone())
    }

    /// Takes in what the exported file in this input brings. What is here already stays; the newer of two conversations wins,
    /// and settings are taken only where none were changed here: a file must not lift a cap, or set prices that blind it.
    /// One file at a time.
    pub fn import_own_chosen(self, input: NodeRef<Input>) {
        let OwnImport {
            far,
            report,
            trouble,
        } = self.own_import();
        let chosen = input.get_untracked();
        let Some(file) = chosen.and_then(|input| file::chosen(&input)) else {
            return;
        };
        if far.with_untracked(Option::is_some) {
            return;
        }
        report.set(None);
        trouble.set(None);
        far.set(Some(ChatProgress::default()));
        leptos::task::spawn_local(async move {
            let told = far.clone();
            let hear = Rc::new(move |so_far| told.set(Some(so_far)));
            let taken = self.import_own(&LINE, file, hear, || true).await;
            worker_line::hang_up(&LINE);
            far.set(None);
            match taken {
                Ok(done) => report.set(Some(done)),
                Err(problem) => trouble.set(Some(self.own_trouble(problem))),
            }
        });
    }

    /// What became of the last one was seen.
    pub fn own_import_seen(self) {
        let OwnImport {
            far,
            report,
            trouble,
        } = self.own_import();
        if far.with_untracked(Option::is_none) {
            report.set(None);
            trouble.set(None);
        }
    }

    fn own_trouble(self, problem: OwnProblem) -> Trouble {
        let kind = match problem {
            OwnProblem::File(what) => TroubleKind::Import(what),
            OwnProblem::Refused(Refusal::Full) => TroubleKind::Storage(StorageTrouble::Full),
            OwnProblem::Refused(Refusal::Unread(why) | Refusal::Unwritten(why)) => {
                TroubleKind::Storage(StorageTrouble::Unavailable(why))
            }
            OwnProblem::Refused(_) => TroubleKind::Import("the worker did not start".to_string()),
        };
        Trouble::new(kind, self.endpoint.preset())
    }

    /// Takes in a file by the worker at the end of this line. Once it is not `wanted` any more, nothing further is taken.
    pub(super) async fn import_own(
        self,
        line: Kept,
        file: File,
        far: Rc<dyn Fn(ChatProgress)>,
        wanted: impl Fn() -> bool,
    ) -> Result<ImportReport, OwnProblem> {
        let hear = || {
            let far = Rc::clone(&far);
            Some(Box::new(move |so_far| far(so_far)) as worker_line::Progress)
        };
        let rest = match worker_line::ask(line, ChatAsk::ReadOwn, Some(file), hear()).await {
            ChatAnswer::OwnRead(rest) => *rest,
            other => return Err(unexpected(other)),
        };
        let OwnRest {
            settings,
            glossaries,
            styles,
            prompts,
            presets,
        } = rest;
        // Before anything is written.
        let settings = serde_json::from_value::<Settings>(settings.into())
            .map_err(|problem| OwnProblem::File(format!("settings: {problem}")))?;
        let taken = match worker_line::ask(line, ChatAsk::WriteOwn, None, hear()).await {
            ChatAnswer::OwnWritten(taken) => taken,
            // Some of it may be there already.
            other => {
                self.own_is_shown().await;
                return Err(unexpected(other));
            }
        };
        let parts = self.take_own_parts(line, &wanted).await;
        let (translations, turns) = match parts {
            Ok(parts) => parts,
            // What was written until then is here all the same.
            Err(problem) => {
                self.own_is_shown().await;
                self.load_history().await;
                announce(Change::History);
                return Err(problem);
            }
        };
        self.glossaries_ready().await;
        let prompts = self.take_prompts(prompts).await;
        let presets = self.take_presets(presets).await;
        self.own_is_shown().await;
        self.load_history().await;
        announce(Change::History);
        let OwnTaken {
            conversations,
            replaced,
            unchanged,
            messages,
            foreign,
            translations_unchanged,
        } = taken;
        Ok(ImportReport {
            conversations,
            replaced,
            unchanged,
            messages,
            foreign,
            translations,
            translations_unchanged,
            turns,
            glossaries: self.take_glossaries(glossaries),
            styles: self.take_styles(styles),
            prompts,
            presets,
            settings: self.take_settings(settings),
        })
    }

    async fn own_is_shown(self) {
        self.reload_all_held().await;
        announce(Change::Imported);
    }

    /// Writes the translations and turns, as they come. Gives how many.
    async fn take_own_parts(
        self,
        line: Kept,
        wanted: &impl Fn() -> bool,
    ) -> Result<(usize, usize), OwnProblem> {
        let (mut translations, mut said) = (0, 0);
        loop {
            // To ask again would start another worker.
            if !wanted() {
                return Err(OwnProblem::Refused(Refusal::NoWorker));
            }
            let part = match worker_line::ask(line, ChatAsk::NextOwn, None, None).await {
                ChatAnswer::OwnPart(part) if part == OwnPart::default() => break,
                ChatAnswer::OwnPart(part) => part,
                other => return Err(unexpected(other)),
            };
            let entries = part.translations.into_iter().map(HistoryEntry::arrived);
            let entries: Vec<HistoryEntry> = entries.collect();
            let turns: Vec<TalkTurn> = part.turns.into_iter().map(TalkTurn::arrived).collect();
            let written = db::put_many(Store::History, &entries).await;
            written.map_err(refused)?;
            let written = db::put_many(Store::Turns, &turns).await;
            written.map_err(refused)?;
            if translations == 0 && !entries.is_empty() {
                // So that the history is read at the next start.
                self.note_storage(storage::save(storage::Name::Used, &true));
            }
            translations += entries.len();
            said += turns.len();
            self.talk_put_in(turns);
            self.index_pinned(&entries);
        }
        match wanted() {
            true => Ok((translations, said)),
            false => Err(OwnProblem::Refused(Refusal::NoWorker)),
        }
    }
}

fn unexpected(answer: ChatAnswer) -> OwnProblem {
    match answer {
        ChatAnswer::OwnRefused(why) => OwnProblem::File(why),
        ChatAnswer::Refused(refusal) => OwnProblem::Refused(refusal),
        _ => OwnProblem::Refused(Refusal::NoWorker),
    }
}

fn refused(problem: db::Unwritten) -> OwnProblem {
    OwnProblem::Refused(match problem.0 {
        storage::StorageProblem::Quota => Refusal::Full,
        other => Refusal::Unwritten(format!("{other:?}")),
    })
}
