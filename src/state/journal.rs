//! Writes an answer down while it arrives: pieces appended to the database a few times a second, and what is not written
//! yet put into the tab's own storage (which is synchronous) when the page goes away.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::storage::{self, StorageProblem, TabName};
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
    /// What the tab's own storage holds: pieces that the database has not confirmed.
    static TAIL: RefCell<Vec<JournalPiece>> = const { RefCell::new(Vec::new()) };
    /// What was given to the database, which has not confirmed it: a page that goes away now takes that back.
    static GIVEN: RefCell<Vec<JournalPiece>> = const { RefCell::new(Vec::new()) };
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
        GIVEN.with(|given| given.borrow_mut().push(piece.clone()));
        leptos::task::spawn_local(async move {
            if app
                .note_storage(db::put(Store::Journal, &piece).await)
                .is_some()
            {
                GIVEN.with(|given| given.borrow_mut().retain(|one| *one != piece));
            }
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

/// The message itself is being saved as it is, with what was pending in it, and its journal begins at 0 again. The old one is
/// given up when that is confirmed, not before: a page that goes away ends its answers too, and has no time left to save them.
///
/// Returns `written`, which has to be waited for.
pub(super) fn close(
    message: &str,
    written: db::Written,
) -> impl Future<Output = Result<(), db::Unwritten>> + 'static {
    let pending = OPEN
        .with(|open| open.borrow_mut().remove(message))
        .and_then(|mut open| take_piece(&mut open.next));
    let mut old = GIVEN.with(|given| {
        let mut given = given.borrow_mut();
        given.extend(pending);
        of(message, &given)
    });
    old.extend(TAIL.with(|tail| of(message, &tail.borrow())));
    async move {
        let outcome = written.await;
        if outcome.is_ok() && !old.is_empty() {
            GIVEN.with(|given| given.borrow_mut().retain(|piece| !old.contains(piece)));
            // What becomes less fits where it was.
            let _ = keep_tail(|tail| tail.retain(|piece| !old.contains(piece)));
        }
        outcome
    }
}

fn of(message: &str, pieces: &[JournalPiece]) -> Vec<JournalPiece> {
    let of = pieces.iter().filter(|piece| piece.message == message);
    of.cloned().collect()
}

/// Changes the tail, and the tab's own storage with it.
fn keep_tail(change: impl FnOnce(&mut Vec<JournalPiece>)) -> Result<(), StorageProblem> {
    let changed = TAIL.with(|tail| {
        let mut tail = tail.borrow_mut();
        let before = tail.clone();
        change(&mut tail);
        (*tail != before).then(|| tail.clone())
    });
    match changed {
        None => Ok(()),
        Some(tail) if tail.is_empty() => {
            storage::tab_remove(TabName::JournalTail);
            Ok(())
        }
        Some(tail) => storage::tab_save(TabName::JournalTail, &tail),
    }
}

/// Gives the tail to the database, and forgets of it what that confirms.
async fn write_tail(app: App, tail: Vec<JournalPiece>) {
    let written = db::put_many(Store::Journal, &tail).await;
    if app.note_storage(written).is_some() {
        let _ = keep_tail(|kept| kept.retain(|piece| !tail.contains(piece)));
    }
}

/// The pieces of a message.
pub(super) async fn pieces(app: App, message: &str) -> Vec<JournalPiece> {
    app.note_storage(db::by_index::<JournalPiece>(Store::Journal, "message", message).await)
        .unwrap_or_default()
}

/// What was put into the tab's storage when the page went away last joins the other pieces.
pub(super) async fn take_back_tail(app: App) {
    let left: Vec<JournalPiece> = storage::tab_load(TabName::JournalTail).unwrap_or_default();
    // It may have been taken back already, and hold what this page has put there since.
    let tail: Vec<JournalPiece> = TAIL.with(|tail| {
        let mut tail = tail.borrow_mut();
        if tail.is_empty() {
            tail.extend(left);
        }
        tail.clone()
    });
    if !tail.is_empty() {
        write_tail(app, tail).await;
    }
}

impl App {
    /// The page goes away: what is not written yet goes where writing is synchronous.
    pub(super) fn flush_journals(self) {
        let pending = OPEN.with(|open| {
            open.borrow_mut()
                .values_mut()
                .filter_map(|journal| take_piece(&mut journal.next))
                .collect::<Vec<_>>()
        });
        let mut pieces = GIVEN.with(|given| given.borrow().clone());
        pieces.extend(pending);
        TAIL.with(|tail| pieces.retain(|piece| !tail.borrow().contains(piece)));
        if pieces.is_empty() {
            // What an earlier hiding left is still there, unless the database has it.
            return;
        }
        self.note_storage(keep_tail(|tail| tail.extend(pieces.iter().cloned())));
        // The page may live on (a phone that switched away): the database gets them too; equal numbers overwrite.
        leptos::task::spawn_local(write_tail(self, pieces));
    }
}
