//! Writes an answer down while it arrives: pieces appended to the database a few times a second, and what is not written
//! yet put into the tab's own storage (which is synchronous) when the page goes away.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, TabName};
use crate::browser::time::{self, Timer};
use chat::JournalPiece;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wire::Millis;

/// The longest that arrived text stays unwritten, in milliseconds.
const WRITE_AFTER: Millis = 250;

struct Open {
    app: App,
    next: JournalPiece,
    timer: Option<Timer>,
}

thread_local! {
    static OPEN: RefCell<BTreeMap<String, Open>> = const { RefCell::new(BTreeMap::new()) };
}

/// Adds text to the journal of a message (or translation), which starts at 0 when its record is saved.
pub(super) fn append(app: App, message: &str, text: &str, reasoning: &str) {
    OPEN.with(|open| {
        let mut open = open.borrow_mut();
        let journal = open.entry(message.to_string()).or_insert_with(|| Open {
            app,
            next: JournalPiece {
                message: message.to_string(),
                seq: 0,
                text: String::new(),
                reasoning: String::new(),
            },
            timer: None,
        });
        journal.next.text.push_str(text);
        journal.next.reasoning.push_str(reasoning);
        if journal.timer.is_none() {
            let message = message.to_string();
            journal.timer = Some(time::after(WRITE_AFTER, move || write(&message)));
        }
    });
}

fn write(message: &str) {
    let taken = OPEN.with(|open| {
        let mut open = open.borrow_mut();
        let journal = open.get_mut(message)?;
        journal.timer = None;
        take_piece(&mut journal.next).map(|piece| (journal.app, piece))
    });
    if let Some((app, piece)) = taken {
        leptos::task::spawn_local(async move {
            app.note_storage(db::put(Store::Journal, &piece).await);
        });
    }
}

/// The pending piece, if there is anything in it; the next one is empty and numbered on.
fn take_piece(next: &mut JournalPiece) -> Option<JournalPiece> {
    if next.text.is_empty() && next.reasoning.is_empty() {
        return None;
    }
    let empty = JournalPiece {
        message: next.message.clone(),
        seq: next.seq + 1,
        text: String::new(),
        reasoning: String::new(),
    };
    Some(std::mem::replace(next, empty))
}

/// The message itself was saved as it is: what was pending is in it.
pub(super) fn close(message: &str) {
    OPEN.with(|open| open.borrow_mut().remove(message));
}

/// The pieces of a message.
pub(super) async fn pieces(app: App, message: &str) -> Vec<JournalPiece> {
    app.note_storage(db::by_index::<JournalPiece>(Store::Journal, "message", message).await)
        .unwrap_or_default()
}

/// What was put into the tab's storage when the page went away last joins the other pieces.
pub(super) async fn take_back_tail(app: App) {
    let tail: Vec<JournalPiece> = storage::tab_load(TabName::JournalTail).unwrap_or_default();
    if !tail.is_empty()
        && app
            .note_storage(db::put_many(Store::Journal, &tail).await)
            .is_some()
    {
        storage::tab_remove(TabName::JournalTail);
    }
}

impl App {
    /// The page goes away: what is not written yet goes where writing is synchronous.
    pub(super) fn flush_journals(self) {
        let tail: Vec<JournalPiece> = OPEN.with(|open| {
            open.borrow_mut()
                .values_mut()
                .filter_map(|journal| take_piece(&mut journal.next))
                .collect()
        });
        if tail.is_empty() {
            return;
        }
        self.note_storage(storage::tab_save(TabName::JournalTail, &tail));
        // The page may live on (a phone that switched away): the database gets them too; equal numbers overwrite.
        leptos::task::spawn_local(async move {
            self.note_storage(db::put_many(Store::Journal, &tail).await);
        });
    }
}
