//! The conversation with the worker, which holds the translation memory: questions, and who waits for which answer.

use super::App;
use super::app::Change;
use super::hooks::{self, Happening};
use crate::browser::StorageProblem;
use crate::browser::db::{self, Store};
use crate::browser::file::File;
use crate::browser::slot::{self, Filler};
use crate::browser::worker::Worker;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use worker::{Answer, Answered, Ask, Asked, Phase, Refusal};

/// Hears how far something is: with what, how much of it, of how much.
type Progress = Box<dyn Fn(Phase, usize, usize)>;

#[derive(Default)]
struct Desk {
    worker: Option<Worker>,
    /// What cannot be sent yet: the worker does not listen before its wasm is there. None once it does.
    unsent: Option<Vec<(String, Option<File>)>>,
    waiting: BTreeMap<u64, Waiting>,
    asked: u64,
}

struct Waiting {
    answer: Filler<(Answer, Option<File>)>,
    progress: Option<Progress>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    static HEARING: Cell<bool> = const { Cell::new(false) };
}

impl App {
    /// How many units there are, by the database: where there are none, no worker is needed.
    pub(super) async fn count_memory(self) -> usize {
        let count = db::count(Store::Memory).await;
        self.note_storage(count).unwrap_or(0)
    }
}

/// Asks the worker, which is fetched for the first question.
pub(super) async fn ask(ask: Ask) -> Answer {
    ask_with(ask, None, None).await.0
}

/// The same with a file, and somebody who hears how far it is. The answer may come with a file too.
pub(super) async fn ask_with(
    ask: Ask,
    file: Option<File>,
    progress: Option<Progress>,
) -> (Answer, Option<File>) {
    // The worker takes the database as it is: its stores have to be there.
    if let Err(unread) = db::count(Store::Memory).await {
        return (Answer::Refused(Refusal::Unread(words_of(&unread))), None);
    }
    let (filler, slot) = slot::slot();
    let waiting = Waiting {
        answer: filler,
        progress,
    };
    post(ask, file, Some(waiting));
    slot.await
}

/// Tells the worker something, where there is one: one that is started later reads all from the database.
pub(super) fn tell(ask: Ask) {
    if DESK.with(|desk| desk.borrow().worker.is_some()) {
        post(ask, None, None);
    }
}

fn words_of(unread: &db::Unread) -> String {
    match &unread.0 {
        StorageProblem::Unavailable(words) | StorageProblem::Broken(words) => words.clone(),
        other => format!("{other:?}"),
    }
}

fn post(ask: Ask, file: Option<File>, waiting: Option<Waiting>) {
    DESK.with(|desk| {
        let mut desk = desk.borrow_mut();
        if desk.worker.is_none() {
            desk.worker = Worker::start(heard, lost);
            desk.unsent = Some(Vec::new());
            if !HEARING.replace(true) {
                hooks::hear(happened);
            }
        }
        desk.asked += 1;
        let id = desk.asked;
        let text = serde_json::to_string(&Asked { id, ask });
        let (Some(_), Ok(text)) = (&desk.worker, text) else {
            if let Some(waiting) = waiting {
                let refused = Answer::Refused(Refusal::NoWorker);
                waiting.answer.fill((refused, None));
            }
            return;
        };
        if let Some(waiting) = waiting {
            desk.waiting.insert(id, waiting);
        }
        let Desk { worker, unsent, .. } = &mut *desk;
        match (unsent, worker) {
            (Some(unsent), _) => unsent.push((text, file)),
            (None, Some(worker)) => worker.post(&text, file.as_ref()),
            (None, None) => {}
        }
    });
}

/// Another tab changed what the worker has read.
fn happened(_: App, happening: &Happening<'_>) {
    if let Happening::Heard(Change::Memory) = happening {
        tell(Ask::Stale);
    }
}

fn heard(text: String, file: Option<File>) {
    let Ok(Answered { id, answer }) = serde_json::from_str(&text) else {
        return;
    };
    // Its first word: it listens.
    if id == 0 {
        return DESK.with(|desk| {
            let mut desk = desk.borrow_mut();
            let unsent = desk.unsent.take().unwrap_or_default();
            if let Some(worker) = &desk.worker {
                for (text, file) in unsent {
                    worker.post(&text, file.as_ref());
                }
            }
        });
    }
    if let Answer::Progress { phase, done, total } = answer {
        let progress = DESK.with(|desk| {
            let mut desk = desk.borrow_mut();
            desk.waiting.get_mut(&id)?.progress.take()
        });
        if let Some(progress) = progress {
            progress(phase, done, total);
            DESK.with(|desk| {
                if let Some(waiting) = desk.borrow_mut().waiting.get_mut(&id) {
                    waiting.progress = Some(progress);
                }
            });
        }
        return;
    }
    let waiting = DESK.with(|desk| desk.borrow_mut().waiting.remove(&id));
    if let Some(waiting) = waiting {
        waiting.answer.fill((answer, file));
    }
}

/// The worker is gone, or was never there. The next question starts another.
fn lost() {
    let (worker, waiting) = DESK.with(|desk| {
        let mut desk = desk.borrow_mut();
        desk.unsent = None;
        (desk.worker.take(), std::mem::take(&mut desk.waiting))
    });
    for waiting in waiting.into_values() {
        let refused = Answer::Refused(Refusal::NoWorker);
        waiting.answer.fill((refused, None));
    }
    // Not here: this is called by it.
    crate::browser::time::after(0, move || drop(worker)).keep();
}
