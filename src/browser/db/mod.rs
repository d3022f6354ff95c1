//! What is kept for good: IndexedDB, through `idb`. One record a conversation, message, journal piece, ledger entry
//! and translation.
//!
//! Records go in as `JSON.parse` makes them of serde's text, so that the browser's own tools and crash.js show
//! them. Writes happen in the order in which they are called, whether or not anyone waits for them: a [`Written`]
//! that is dropped loses the answer, not the words.

mod connection;
mod handle;
mod moved;
mod store;

use super::{StorageProblem, random, slot};
use connection::problem;
use idb::{CursorDirection, KeyRange, Query};
use serde::{Serialize, de::DeserializeOwned};
use std::ops::Deref;
use wasm_bindgen::{JsCast, JsValue};

#[cfg(test)]
pub use connection::break_it;
pub use connection::{is_outdated, on_emptied, on_outdated};
pub use handle::{get_folder, put_folder};
pub use moved::Moved;
pub use store::Store;

/// Resolves when the write is done (durability is relaxed: handed to the system, not yet forced onto the disk).
pub type Written = slot::Slot<Result<(), Unwritten>>;

/// Why the database did not take something. A type of its own, so that whoever tells it knows what a later success proves:
/// a full disk still reads well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten(pub StorageProblem);

/// Why the database gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread(pub StorageProblem);

impl Deref for Unwritten {
    type Target = StorageProblem;
    fn deref(&self) -> &StorageProblem {
        &self.0
    }
}

impl Deref for Unread {
    type Target = StorageProblem;
    fn deref(&self) -> &StorageProblem {
        &self.0
    }
}

impl From<StorageProblem> for Unread {
    fn from(problem: StorageProblem) -> Unread {
        Unread(problem)
    }
}

/// Several changes that happen together or not at all.
#[derive(Default)]
#[must_use = "a batch does nothing until it is committed"]
pub struct Batch {
    operations: Vec<Operation>,
    token: Option<f64>,
    problem: Option<StorageProblem>,
}

pub(super) enum Operation {
    Put(Store, String),
    Change {
        store: Store,
        id: String,
        fields: String,
        whole: String,
    },
    Delete(Store, String),
    DeleteJournal(String),
    Clear(Store),
    Mark(String),
    Unmark(String, f64),
}

impl Batch {
    /// No changes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a record in place of the one with the same key.
    pub fn put<T: Serialize + ?Sized>(mut self, store: Store, record: &T) -> Self {
        match serde_json::to_string(record) {
            Ok(text) => self.operations.push(Operation::Put(store, text)),
            Err(error) => self.problem = Some(StorageProblem::Broken(error.to_string())),
        }
        self
    }

    /// Lays these fields (a JSON object) over the record with this id, as it is stored by then: another tab may have changed
    /// others of it. Where none is stored, the whole record is put.
    pub fn change<T: Serialize + ?Sized>(
        mut self,
        store: Store,
        id: &str,
        fields: &impl Serialize,
        whole: &T,
    ) -> Self {
        match (serde_json::to_string(fields), serde_json::to_string(whole)) {
            (Ok(fields), Ok(whole)) => self.operations.push(Operation::Change {
                store,
                id: id.to_owned(),
                fields,
                whole,
            }),
            (Err(error), _) | (_, Err(error)) => {
                self.problem = Some(StorageProblem::Broken(error.to_string()));
            }
        }
        self
    }

    /// Deletes the record with this id.
    pub fn delete(mut self, store: Store, id: &str) -> Self {
        self.operations
            .push(Operation::Delete(store, id.to_owned()));
        self
    }

    /// Deletes all journal pieces of a message.
    pub fn delete_journal(mut self, message: &str) -> Self {
        self.operations
            .push(Operation::DeleteJournal(message.to_owned()));
        self
    }

    /// Deletes all records of a store.
    pub fn clear(mut self, store: Store) -> Self {
        self.operations.push(Operation::Clear(store));
        self
    }

    /// The marks of conversations that move by this have this token, so that whoever makes it knows them ([`Moved`]).
    pub fn token(mut self, token: f64) -> Self {
        self.token = Some(token);
        self
    }

    /// Marks a conversation that has not moved.
    pub fn mark(mut self, conversation: &str) -> Self {
        self.operations
            .push(Operation::Mark(conversation.to_owned()));
        self
    }

    /// Takes the mark of a conversation off, if it is still this one.
    pub fn unmark(mut self, conversation: &str, token: f64) -> Self {
        self.operations
            .push(Operation::Unmark(conversation.to_owned(), token));
        self
    }

    /// Does it, now.
    pub fn commit(self) -> Written {
        match self.problem {
            Some(problem) => slot::Slot::filled(Err(Unwritten(problem))),
            None if self.operations.is_empty() => slot::Slot::filled(Ok(())),
            None => connection::write(self.operations, self.token.unwrap_or_else(random::token)),
        }
    }
}

/// Puts a record in place of the one with the same key.
pub fn put<T: Serialize + ?Sized>(store: Store, record: &T) -> Written {
    Batch::new().put(store, record).commit()
}

/// Puts several records, all or none.
pub fn put_many<T: Serialize>(store: Store, records: &[T]) -> Written {
    records
        .iter()
        .fold(Batch::new(), |batch, record| batch.put(store, record))
        .commit()
}

/// Deletes the record with this id.
pub fn delete(store: Store, id: &str) -> Written {
    Batch::new().delete(store, id).commit()
}

/// Deletes several records, all or none.
pub fn delete_many(store: Store, ids: &[String]) -> Written {
    ids.iter()
        .fold(Batch::new(), |batch, id| batch.delete(store, id))
        .commit()
}

/// Deletes all records of a store.
pub fn clear(store: Store) -> Written {
    Batch::new().clear(store).commit()
}

/// Deletes everything in the database.
pub fn clear_all() -> Written {
    Store::ALL
        .into_iter()
        .fold(Batch::new(), Batch::clear)
        .commit()
}

/// The record with this id.
pub async fn get<T: DeserializeOwned>(store: Store, id: &str) -> Result<Option<T>, Unread> {
    match get_value(store, id).await? {
        Some(value) => Ok(Some(parse(&text_of(&value)?)?)),
        None => Ok(None),
    }
}

/// The same, asked for at once and not when it is waited for: as it is before all that is written after this.
pub fn get_now<T: DeserializeOwned + 'static>(
    store: Store,
    id: &str,
) -> slot::Slot<Result<Option<T>, Unread>> {
    let (filler, slot) = slot::slot();
    let id = id.to_owned();
    let mut reading = Box::pin(async move { filler.fill(get(store, &id).await) });
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    if reading.as_mut().poll(&mut context).is_pending() {
        wasm_bindgen_futures::spawn_local(reading);
    }
    slot
}

/// All records of a store. One that cannot be read (written by a newer Parlance, say) is left out, and stays stored.
pub async fn all<T: DeserializeOwned>(store: Store) -> Result<Vec<T>, Unread> {
    Ok(records(query_all(store, None, None).await?)?)
}

/// The records whose index `index` is `value`; see [`Store`] for the indexes.
pub async fn by_index<T: DeserializeOwned>(
    store: Store,
    index: &str,
    value: &str,
) -> Result<Vec<T>, Unread> {
    let only = Query::Key(JsValue::from_str(value));
    Ok(records(query_all(store, Some(index), Some(only)).await?)?)
}

/// The ids of all records of a store.
pub async fn keys(store: Store) -> Result<Vec<String>, Unread> {
    let transaction = connection::read(store).await?;
    let found = async {
        let store = transaction.object_store(store.name())?;
        store.get_all_keys(None, None)?.await
    };
    let found = found.await.map_err(|error| problem(&error))?;
    Ok(found.iter().filter_map(JsValue::as_string).collect())
}

/// Whose messages these are: the conversation of each that is stored, by its id.
pub async fn owners(messages: &[String]) -> Result<Vec<(String, String)>, Unread> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = connection::read(Store::Messages).await?;
    let found = async {
        let store = transaction.object_store(Store::Messages.name())?;
        let mut asked = Vec::with_capacity(messages.len());
        for id in messages {
            asked.push(store.get(Query::Key(JsValue::from_str(id)))?);
        }
        let mut owners = Vec::new();
        for (id, asked) in messages.iter().zip(asked) {
            let message = asked.await?;
            let owner = message.and_then(|it| super::js::get(&it, "conversation").as_string());
            owners.extend(owner.map(|owner| (id.clone(), owner)));
        }
        Ok(owners)
    };
    Ok(found.await.map_err(|error| problem(&error))?)
}

/// The records with a time of `from` or later, the oldest first.
pub async fn since<T: DeserializeOwned>(
    store: Store,
    from: wire::Millis,
) -> Result<Vec<T>, Unread> {
    let range = KeyRange::lower_bound(&JsValue::from_f64(from as f64), None)
        .map_err(|error| problem(&error))?;
    Ok(records(
        query_all(store, Some(store.time_index()), Some(range.into())).await?,
    )?)
}

/// At most `limit` records, the newest first.
pub async fn newest<T: DeserializeOwned>(store: Store, limit: usize) -> Result<Vec<T>, Unread> {
    let mut found = page(store, None, limit).await?;
    found.truncate(limit);
    Ok(found)
}

/// The newest `limit` records that are older than `before` (of all, where that is none), the newest first, and with them
/// all that share the time of the last: the next page begins where this one ends. `usize::MAX` is all of them.
pub async fn page<T: DeserializeOwned>(
    store: Store,
    before: Option<wire::Millis>,
    limit: usize,
) -> Result<Vec<T>, Unread> {
    let mut found = records(walk_back(store, before, limit).await?)?;
    found.reverse();
    Ok(found)
}

/// How many records a store holds.
pub async fn count(store: Store) -> Result<usize, Unread> {
    let transaction = connection::read(store).await?;
    let counted = async { transaction.object_store(store.name())?.count(None)?.await };
    Ok(counted.await.map_err(|error| problem(&error))? as usize)
}

/// Everything in the database as one JSON object: a list of records for each store.
pub async fn export_all() -> Result<String, Unread> {
    let mut text = String::from("{");
    for store in Store::ALL {
        if text.len() > 1 {
            text.push(',');
        }
        text.push('"');
        text.push_str(store.name());
        text.push_str("\":");
        text.push_str(&text_of(
            &query_all(store, None, None).await?.unchecked_into(),
        )?);
    }
    text.push('}');
    Ok(text)
}

// What follows is not generic: one copy in the wasm.

async fn get_value(store: Store, id: &str) -> Result<Option<JsValue>, StorageProblem> {
    let transaction = connection::read(store).await?;
    let key = JsValue::from_str(id);
    let found = async {
        transaction
            .object_store(store.name())?
            .get(Query::Key(key))?
            .await
    };
    found.await.map_err(|error| problem(&error))
}

async fn query_all(
    store: Store,
    index: Option<&str>,
    query: Option<Query>,
) -> Result<js_sys::Array, StorageProblem> {
    let transaction = connection::read(store).await?;
    let found = async {
        let store = transaction.object_store(store.name())?;
        match index {
            Some(index) => store.index(index)?.get_all(query, None)?.await,
            None => store.get_all(query, None)?.await,
        }
    };
    let found = found.await.map_err(|error| problem(&error))?;
    Ok(found.into_iter().collect())
}

// Two steps of a cursor over the keys find where the page begins; what is in it comes at once, the oldest first.
async fn walk_back(
    store: Store,
    before: Option<wire::Millis>,
    limit: usize,
) -> Result<js_sys::Array, StorageProblem> {
    if limit == 0 {
        return Ok(js_sys::Array::new());
    }
    let transaction = connection::read(store).await?;
    let upper = before.map(|before| JsValue::from_f64(before as f64));
    let range = |lower: Option<JsValue>| -> Result<Option<Query>, idb::Error> {
        Ok(Some(match (lower, &upper) {
            (Some(lower), Some(upper)) => KeyRange::bound(&lower, upper, None, Some(true))?.into(),
            (Some(lower), None) => KeyRange::lower_bound(&lower, None)?.into(),
            (None, Some(upper)) => KeyRange::upper_bound(upper, Some(true))?.into(),
            (None, None) => return Ok(None),
        }))
    };
    let walk = async {
        let index = transaction
            .object_store(store.name())?
            .index(store.time_index())?;
        let mut first = None;
        if limit < usize::MAX {
            let cursor = index
                .open_key_cursor(range(None)?, Some(CursorDirection::Prev))?
                .await?;
            if let Some(cursor) = cursor {
                let mut cursor = cursor.into_managed();
                if limit > 1 {
                    let steps = u32::try_from(limit - 1).unwrap_or(u32::MAX);
                    cursor.advance(steps).await?;
                }
                // None when there are fewer.
                first = cursor.key()?;
            }
        }
        index.get_all(range(first)?, None)?.await
    };
    let found = walk.await.map_err(|error| problem(&error))?;
    Ok(found.into_iter().collect())
}

fn records<T: DeserializeOwned>(values: js_sys::Array) -> Result<Vec<T>, StorageProblem> {
    // One crossing for them all; one by one only when one of them is odd.
    if let Ok(all) = serde_json::from_str(&text_of(&values)?) {
        return Ok(all);
    }
    Ok(values
        .iter()
        .filter_map(|value| serde_json::from_str(&text_of(&value).ok()?).ok())
        .collect())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, StorageProblem> {
    serde_json::from_str(text).map_err(|error| StorageProblem::Broken(error.to_string()))
}

fn text_of(value: &JsValue) -> Result<String, StorageProblem> {
    js_sys::JSON::stringify(value)
        .map(String::from)
        .map_err(|error| StorageProblem::Broken(super::js::error_text(&error)))
}
