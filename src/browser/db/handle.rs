//! Handles of folders in the database: what only a structured clone can keep, so not through JSON.

use super::super::{folder::Folder, js};
use super::connection::{self, connect, problem};
use super::{StorageProblem, Store, Unread, Unwritten};
use idb::TransactionMode;
use wasm_bindgen::JsValue;

/// Keeps a folder's handle under an id, with a text beside it.
pub async fn put_folder(id: &str, folder: &Folder, text: &str) -> Result<(), Unwritten> {
    let record = js::object(&[("id", id), ("text", text)]);
    js::set(&record, "at", &JsValue::from_f64(js_sys::Date::now()));
    js::set(&record, "handle", folder.handle());
    let database = connect().await.map_err(Unwritten)?;
    let transaction = connection::begin(&database, &[Store::Handles], TransactionMode::ReadWrite)
        .map_err(|error| Unwritten(problem(&error)))?;
    let put = async {
        let store = transaction.object_store(Store::Handles.name())?;
        store.put(&record, None)?.await?;
        transaction.await.map(drop)
    };
    put.await.map_err(|error| Unwritten(problem(&error)))
}

/// The handle that was kept, and the text beside it.
pub async fn get_folder(id: &str) -> Result<Option<(Folder, String)>, Unread> {
    let found = super::get_value(Store::Handles, id).await?;
    let Some(record) = found else {
        return Ok(None);
    };
    let text = js::get(&record, "text").as_string().unwrap_or_default();
    match Folder::of(js::get(&record, "handle")) {
        Some(folder) => Ok(Some((folder, text))),
        None => Err(StorageProblem::Broken("no handle".to_owned()).into()),
    }
}
