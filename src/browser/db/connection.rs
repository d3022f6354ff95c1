//! The one connection of the page, opened when first needed, opened again when the browser took it away (Safari
//! does), and given up when a newer Parlance in another tab asks for it. From then on this tab is an old one: what it would
//! write, the newer may read otherwise, so it opens the database no more.

use super::{
    Operation, Store, Unwritten, Written, moved,
    store::{self},
};
use crate::browser::{
    StorageProblem, js,
    slot::{Filler, Slot, slot},
};
use idb::{
    Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStore, Query, Transaction,
    TransactionMode,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const NAME: &str = "parlance";
/// 1: conversations, messages, journal, ledger, history. 2: memory. 3: glossaries. 4: turns. 5: attachments, prompts,
/// presets, handles. 6: met, moved.
const VERSION: u32 = 6;

type Job = Box<dyn FnOnce(Result<Rc<Database>, StorageProblem>)>;
type Done = Filler<Result<(), Unwritten>>;

enum Connection {
    Closed,
    Opening(Vec<Job>),
    Open(Rc<Database>),
}

type Told = Box<dyn Fn()>;

thread_local! {
    static OUTDATED: Cell<bool> = const { Cell::new(false) };
    /// This page has had the database open: what is made anew from now on was deleted from outside.
    static HAD: Cell<bool> = const { Cell::new(false) };
    static EMPTIED: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
    static TOLD: RefCell<Vec<Told>> = const { RefCell::new(Vec::new()) };
    static CONNECTION: RefCell<Connection> = const { RefCell::new(Connection::Closed) };
}

/// Whether a newer Parlance has the database by now.
pub fn is_outdated() -> bool {
    OUTDATED.get()
}

/// Calls `f` when that is found.
pub fn on_outdated(f: impl Fn() + 'static) {
    TOLD.with(|told| told.borrow_mut().push(Box::new(f)));
}

/// Calls `f` when the database was deleted by something else than this page: another tab, the browser's tools, its
/// settings.
pub fn on_emptied(f: impl Fn() + 'static) {
    EMPTIED.with(|told| told.borrow_mut().push(Box::new(f)));
}

/// Told once for each time: it is not had any more.
fn emptied() {
    if HAD.replace(false) {
        EMPTIED.with(|told| told.borrow().iter().for_each(|f| f()));
    }
}

fn outdate() {
    if !OUTDATED.replace(true) {
        TOLD.with(|told| told.borrow().iter().for_each(|f| f()));
    }
}

/// The open database.
pub(super) fn connect() -> Slot<Result<Rc<Database>, StorageProblem>> {
    let (filler, slot) = slot();
    with_database(Box::new(move |database| filler.fill(database)));
    slot
}

/// Does the operations in one transaction, after those of every earlier call. The conversations that move by it are marked
/// with this token.
pub(super) fn write(operations: Vec<Operation>, token: f64) -> Written {
    let (filler, slot) = slot();
    attempt(operations, token, filler, false);
    slot
}

/// A transaction for reading a store, over a new connection where the one that stood is gone without a word.
pub(super) async fn read(store: Store) -> Result<Transaction, StorageProblem> {
    let begun = begin(&*connect().await?, &[store], TransactionMode::ReadOnly);
    if let Ok(transaction) = begun {
        return Ok(transaction);
    }
    lose();
    begin(&*connect().await?, &[store], TransactionMode::ReadOnly).map_err(|error| problem(&error))
}

/// Closes the connection behind its own back, as Safari does.
#[cfg(test)]
pub async fn break_it() {
    if let Ok(database) = connect().await {
        database.close();
    }
}

/// A transaction over `stores`. IndexedDB runs those that write to the same store in the order of their making.
pub(super) fn begin(
    database: &Database,
    stores: &[Store],
    mode: TransactionMode,
) -> Result<Transaction, Error> {
    let names: Vec<&str> = stores.iter().map(|store| store.name()).collect();
    // "relaxed" is the default of current browsers; the typed binding for saying so is not stable yet.
    database.transaction(&names, mode)
}

// Jobs run in the order of the calls: at once when the connection stands, else when it does.
fn with_database(job: Job) {
    enum Next {
        Run(Rc<Database>, Job),
        Open,
        Wait,
    }
    let next = CONNECTION.with(|connection| {
        let mut connection = connection.borrow_mut();
        match &mut *connection {
            Connection::Open(database) => Next::Run(Rc::clone(database), job),
            Connection::Opening(jobs) => {
                jobs.push(job);
                Next::Wait
            }
            Connection::Closed => {
                *connection = Connection::Opening(vec![job]);
                Next::Open
            }
        }
    });
    match next {
        Next::Run(database, job) => job(Ok(database)),
        Next::Open => wasm_bindgen_futures::spawn_local(async { settle(open().await) }),
        Next::Wait => {}
    }
}

fn settle(opened: Result<Rc<Database>, StorageProblem>) {
    let state = match &opened {
        Ok(database) => Connection::Open(Rc::clone(database)),
        Err(_) => Connection::Closed,
    };
    let before = CONNECTION.with(|connection| connection.replace(state));
    if let Connection::Opening(jobs) = before {
        for job in jobs {
            job(opened.clone());
        }
    }
}

async fn open() -> Result<Rc<Database>, StorageProblem> {
    if is_outdated() {
        return Err(StorageProblem::Outdated);
    }
    let factory = Factory::new().map_err(|error| problem(&error))?;
    let mut request = factory
        .open(NAME, Some(VERSION))
        .map_err(|error| problem(&error))?;
    request.on_upgrade_needed(|event| {
        // Made from nothing, though it was there.
        if event.old_version().is_ok_and(|version| version == 0) {
            emptied();
        }
        // An error here aborts the upgrade when the browser finds a store missing; the open then fails as a whole.
        if let Ok(database) = event.database() {
            let _ = store::upgrade(&database);
        }
    });
    request.on_blocked(|_| {
        // The open goes on by itself once the other tab is closed; those who wait are told now.
        let waiting = CONNECTION.with(|connection| match &mut *connection.borrow_mut() {
            Connection::Opening(jobs) => std::mem::take(jobs),
            _ => Vec::new(),
        });
        for job in waiting {
            job(Err(StorageProblem::Blocked));
        }
    });
    let mut database = request.await.map_err(|error| {
        let problem = problem(&error);
        if problem == StorageProblem::Outdated {
            outdate();
        }
        problem
    })?;
    HAD.set(true);
    database.on_close(|_| {
        lose();
        // Clearing a site's data closes what is open without a version change. Whether that is why (Safari takes a
        // connection away for no such reason) is told by what stands there.
        with_database(Box::new(|_| ()));
    });
    database.on_version_change(|event| {
        lose();
        // None: the database is being deleted, and is made anew by what is written next.
        match js::get(&event, "newVersion").as_f64() {
            Some(_) => outdate(),
            None => emptied(),
        }
    });
    Ok(Rc::new(database))
}

// The next job opens a new connection.
fn lose() {
    let before = CONNECTION.with(|connection| {
        let mut connection = connection.borrow_mut();
        match &*connection {
            Connection::Open(_) => std::mem::replace(&mut *connection, Connection::Closed),
            _ => Connection::Closed,
        }
    });
    if let Connection::Open(database) = before {
        database.close();
    }
}

fn attempt(operations: Vec<Operation>, token: f64, done: Done, again: bool) {
    with_database(Box::new(move |database| {
        let database = match database {
            Ok(database) => database,
            Err(problem) => return done.fill(Err(Unwritten(problem))),
        };
        let transaction = match begin(
            &database,
            &stores_of(&operations),
            TransactionMode::ReadWrite,
        ) {
            Ok(transaction) => transaction,
            // InvalidStateError: the connection is gone without a word.
            Err(_) if !again => {
                lose();
                return attempt(operations, token, done, true);
            }
            Err(error) => return done.fill(Err(Unwritten(problem(&error)))),
        };
        match perform(&transaction, &operations, token) {
            Ok(()) => watch(transaction, done),
            Err(error) => {
                let _ = transaction.abort();
                done.fill(Err(Unwritten(problem(&error))));
            }
        }
    }));
}

fn stores_of(operations: &[Operation]) -> Vec<Store> {
    let mut stores = Vec::new();
    for operation in operations {
        let store = match operation {
            Operation::Put(store, _)
            | Operation::Change { store, .. }
            | Operation::Delete(store, _)
            | Operation::Clear(store) => *store,
            Operation::DeleteJournal(_) => Store::Journal,
            Operation::Mark(_) | Operation::Unmark(..) => Store::Moved,
        };
        let marked = matches!(store, Store::Conversations | Store::Messages);
        for store in [Some(store), marked.then_some(Store::Moved)]
            .into_iter()
            .flatten()
        {
            if !stores.contains(&store) {
                stores.push(store);
            }
        }
    }
    stores
}

fn perform(transaction: &Transaction, operations: &[Operation], token: f64) -> Result<(), Error> {
    for operation in operations {
        moved::mark(transaction, operation, token)?;
        match operation {
            Operation::Mark(_) => {}
            Operation::Unmark(id, token) => moved::unmark(transaction, id, *token)?,
            Operation::Put(store, text) => {
                let record = js_sys::JSON::parse(text).map_err(Error::AddFailed)?;
                transaction.object_store(store.name())?.put(&record, None)?;
            }
            Operation::Change {
                store,
                id,
                fields,
                whole,
            } => change(transaction.object_store(store.name())?, id, fields, whole)?,
            Operation::Delete(store, id) => {
                let key = Query::Key(JsValue::from_str(id));
                transaction.object_store(store.name())?.delete(key)?;
            }
            Operation::DeleteJournal(message) => {
                // [message] sorts before and [message, []] after every [message, number].
                let message = JsValue::from_str(message);
                let first = js_sys::Array::of1(&message);
                let last = js_sys::Array::of2(&message, &js_sys::Array::new());
                let range = KeyRange::bound(&first, &last, None, None)?;
                transaction
                    .object_store(Store::Journal.name())?
                    .delete(range)?;
            }
            Operation::Clear(store) => {
                transaction.object_store(store.name())?.clear()?;
            }
        }
    }
    Ok(())
}

// The record is read and put within the transaction: nobody writes in between.
fn change(store: ObjectStore, id: &str, fields: &str, whole: &str) -> Result<(), Error> {
    let fields = js_sys::JSON::parse(fields).map_err(Error::UpdateFailed)?;
    let whole = js_sys::JSON::parse(whole).map_err(Error::UpdateFailed)?;
    got(&store.clone(), id, move |stored| {
        let record = match stored.is_object() {
            true => {
                js_sys::Object::<JsValue>::assign(stored.unchecked_ref(), fields.unchecked_ref())
                    .into()
            }
            false => whole,
        };
        // What fails here aborts the transaction, which is watched.
        let _ = store.put(&record, None);
    })
}

/// Hands over what is stored under this id, within the transaction.
pub(super) fn got(
    store: &ObjectStore,
    id: &str,
    then: impl FnOnce(JsValue) + 'static,
) -> Result<(), Error> {
    let request = JsValue::from(store.get(Query::Key(JsValue::from_str(id)))?);
    let asked = request.clone();
    let then = Closure::once_into_js(move || then(js::get(&asked, "result")));
    js_sys::Reflect::set(&request, &JsValue::from_str("onsuccess"), &then)
        .map(drop)
        .map_err(Error::UpdateFailed)
}

// idb's own future drops the reason of an abort, and a full disk is told only there.
fn watch(mut transaction: Transaction, done: Done) {
    let holder: Rc<RefCell<Option<Transaction>>> = Rc::new(RefCell::new(None));
    let (completed, completed_holder) = (done.clone(), Rc::clone(&holder));
    transaction.on_complete(move |_| {
        completed.fill(Ok(()));
        let over = completed_holder.borrow_mut().take();
        drop(over);
    });
    let aborted_holder = Rc::clone(&holder);
    transaction.on_abort(move |_| {
        let over = aborted_holder.borrow_mut().take();
        let reason = over.as_ref().and_then(Transaction::error);
        done.fill(Err(Unwritten(match reason {
            Some(reason) => problem_of(&reason),
            None => StorageProblem::Unavailable("aborted".to_owned()),
        })));
    });
    *holder.borrow_mut() = Some(transaction);
}

/// An error of IndexedDB by what it means.
pub(super) fn problem(error: &Error) -> StorageProblem {
    match error {
        Error::DomException(exception) => problem_of(exception.unchecked_ref()),
        Error::IndexedDbNotFound(_) => StorageProblem::Unavailable(String::new()),
        Error::AddFailed(value)
        | Error::UpdateFailed(value)
        | Error::DeleteFailed(value)
        | Error::ClearFailed(value)
        | Error::IndexedDbOpenFailed(value)
        | Error::TransactionOpenFailed(value)
        | Error::GetFailed(value)
        | Error::GetAllFailed(value)
        | Error::ObjectStoreNotFound(value) => problem_of(value),
        other => StorageProblem::Unavailable(other.to_string()),
    }
}

fn problem_of(error: &JsValue) -> StorageProblem {
    match js::error_name(error).as_str() {
        "QuotaExceededError" => StorageProblem::Quota,
        "VersionError" => StorageProblem::Outdated,
        "DataError" | "DataCloneError" | "ConstraintError" | "SyntaxError" => {
            StorageProblem::Broken(js::error_text(error))
        }
        _ => StorageProblem::Unavailable(js::error_text(error)),
    }
}
