//! A line to a web worker of its own that is asked about chats: for the search, and for each import, so that neither waits for
//! the other, nor the memory for either. Hanging up ends the worker, whatever it is doing.

use crate::browser::db::{self, Store};
use crate::browser::file::File;
use crate::browser::slot::{self, Filler};
use crate::browser::worker::Worker;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::LocalKey;
use worker::{ChatAnswer, ChatAnswered, ChatAsk, ChatAsked, ChatProgress, Refusal};

/// Hears how far something is.
pub(super) type Progress = Box<dyn Fn(ChatProgress)>;

/// Where a line is kept.
pub(super) type Kept = &'static LocalKey<RefCell<Line>>;

/// A line.
#[derive(Default)]
pub(super) struct Line {
    worker: Option<Worker>,
    /// What cannot be sent yet: the worker does not listen before its wasm is there. None once it does.
    unsent: Option<Vec<(String, Option<File>)>>,
    waiting: BTreeMap<u64, (Filler<ChatAnswer>, Option<Progress>)>,
    asked: u64,
    /// How often it was hung up.
    ended: u64,
}

/// Asks; the worker is started for the first question.
pub(super) async fn ask(
    line: Kept,
    chat: ChatAsk,
    file: Option<File>,
    progress: Option<Progress>,
) -> ChatAnswer {
    // The worker takes the database as it is: its stores have to be there.
    let (started, ended) = line.with_borrow(|line| (line.worker.is_some(), line.ended));
    if !started && db::count(Store::Conversations).await.is_err() {
        return ChatAnswer::Refused(Refusal::Unread(String::new()));
    }
    if line.with_borrow(|line| line.ended) != ended {
        return ChatAnswer::Refused(Refusal::NoWorker);
    }
    let (filler, slot) = slot::slot();
    line.with_borrow_mut(|held| {
        if held.worker.is_none() {
            held.worker = Worker::start(move |text, _| heard(line, &text), move || lost(line));
            held.unsent = Some(Vec::new());
        }
        held.asked += 1;
        let id = held.asked;
        let text = serde_json::to_string(&ChatAsked { id, chat });
        let (Some(worker), Ok(text)) = (&held.worker, text) else {
            return filler.fill(ChatAnswer::Refused(Refusal::NoWorker));
        };
        match &mut held.unsent {
            Some(unsent) => unsent.push((text, file)),
            None => worker.post(&text, file.as_ref()),
        }
        held.waiting.insert(id, (filler, progress));
    });
    slot.await
}

/// Ends the worker. What was asked is answered with [`Refusal::NoWorker`]; only the next question starts another.
pub(super) fn hang_up(line: Kept) {
    drop(end(line));
}

/// Takes the worker off the line, and answers those who wait for it.
fn end(line: Kept) -> Option<Worker> {
    let gone = line.with_borrow_mut(|line| {
        let ended = line.ended + 1;
        std::mem::replace(
            line,
            Line {
                ended,
                ..Line::default()
            },
        )
    });
    for (filler, _) in gone.waiting.into_values() {
        filler.fill(ChatAnswer::Refused(Refusal::NoWorker));
    }
    gone.worker
}

fn heard(line: Kept, text: &str) {
    let Ok(ChatAnswered { id, chat }) = serde_json::from_str(text) else {
        // Its first word: it listens.
        return line.with_borrow_mut(|line| {
            let unsent = line.unsent.take().unwrap_or_default();
            if let Some(worker) = &line.worker {
                for (text, file) in unsent {
                    worker.post(&text, file.as_ref());
                }
            }
        });
    };
    if let ChatAnswer::Progress(far) = chat {
        let progress = line.with_borrow_mut(|line| line.waiting.get_mut(&id)?.1.take());
        if let Some(progress) = progress {
            progress(far);
            line.with_borrow_mut(|line| {
                if let Some(waiting) = line.waiting.get_mut(&id) {
                    waiting.1 = Some(progress);
                }
            });
        }
        return;
    }
    let waiting = line.with_borrow_mut(|line| line.waiting.remove(&id));
    if let Some((filler, _)) = waiting {
        filler.fill(chat);
    }
}

/// The worker is gone, or was never there. The next question starts another.
fn lost(line: Kept) {
    let gone = end(line);
    // Not here: this is called by it.
    crate::browser::time::after(0, move || drop(gone)).keep();
}
