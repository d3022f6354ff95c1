//! Marks on conversations that changed: whoever keeps a copy of them elsewhere looks at these alone.
//!
//! A mark is put in the same transaction as what it is for, here and nowhere else (and in the worker, which writes histories
//! that it takes in: crates/worker/src/edge/records.rs): no change goes without, however the page ends, and in whichever tab it
//! is made. It says that something changed, not what: a later one takes its place. It goes when the copy is in step, and only
//! if it is still the one that was there before the conversation was read.

use super::super::js;
use super::connection::got;
use super::{Operation, Store};
use idb::{Error, ObjectStore, Query, Transaction};
use serde::Deserialize;
use wasm_bindgen::JsValue;

/// A mark on a conversation.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Moved {
    /// The conversation.
    pub id: String,
    /// Another one each time.
    pub token: f64,
}

/// Marks the conversation that an operation changes.
pub(super) fn mark(
    transaction: &Transaction,
    operation: &Operation,
    token: f64,
) -> Result<(), Error> {
    let moved = || transaction.object_store(Store::Moved.name());
    match operation {
        Operation::Put(Store::Messages, text) => {
            let record = js_sys::JSON::parse(text).map_err(Error::AddFailed)?;
            put(&moved()?, &js::get(&record, "conversation"), token)
        }
        Operation::Put(Store::Conversations, text) => {
            let record = js_sys::JSON::parse(text).map_err(Error::AddFailed)?;
            put(&moved()?, &js::get(&record, "id"), token)
        }
        Operation::Mark(id)
        | Operation::Delete(Store::Conversations, id)
        | Operation::Change {
            store: Store::Conversations,
            id,
            ..
        } => put(&moved()?, &JsValue::from_str(id), token),
        Operation::Delete(Store::Messages, id) => {
            // It is read before it is deleted: requests are served in the order in which they are made.
            let moved = moved()?;
            got(
                &transaction.object_store(Store::Messages.name())?,
                id,
                move |message| {
                    // What fails here aborts the transaction, which is watched.
                    let _ = put(&moved, &js::get(&message, "conversation"), token);
                },
            )
        }
        _ => Ok(()),
    }
}

/// Takes the mark off, if it is still this one.
pub(super) fn unmark(transaction: &Transaction, id: &str, token: f64) -> Result<(), Error> {
    let store = transaction.object_store(Store::Moved.name())?;
    let key = JsValue::from_str(id);
    got(&store.clone(), id, move |mark| {
        if js::get(&mark, "token").as_f64() == Some(token) {
            let _ = store.delete(Query::Key(key));
        }
    })
}

fn put(store: &ObjectStore, id: &JsValue, token: f64) -> Result<(), Error> {
    if !id.is_string() {
        // There was none.
        return Ok(());
    }
    let record = js::object(&[]);
    js::set(&record, "id", id);
    js::set(&record, "token", &token.into());
    js::set(&record, "at", &js_sys::Date::now().into());
    store.put(&record, None).map(drop)
}
