//! The page's database. The page makes the stores (src/browser/db), and has done so before it starts the worker.
//!
//! The database is opened for each reading or writing and closed again, so that a newer page can change its stores.

use idb::{
    Database, Error, Factory, KeyRange, Query, Transaction, TransactionMode, TransactionResult,
};
use js_sys::{Array, JSON, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use translation::TranslationUnit;
use wasm_bindgen::{JsCast, JsValue};
use worker::Refusal;

const NAME: &str = "parlance";
const STORE: &str = "memory";

/// How many units are read, or written, before the next are.
const PAGE: u32 = 2_000;

/// Gives all units, some at a time. One that cannot be read is left out, and stays stored.
pub async fn each_page(take: impl FnMut(Vec<TranslationUnit>)) -> Result<(), Refusal> {
    each_page_of(STORE, PAGE, take).await
}

/// The same of another store whose keys are `id`, so many at a time.
pub async fn each_page_of<T: DeserializeOwned>(
    store: &str,
    page: u32,
    mut take: impl FnMut(Vec<T>),
) -> Result<(), Refusal> {
    let database = open().await.map_err(|error| unread(&error))?;
    let read = read_pages(&database, store, page, &mut take).await;
    database.close();
    read.map_err(|error| unread(&error))
}

async fn read_pages<T: DeserializeOwned>(
    database: &Database,
    name: &str,
    page: u32,
    take: &mut impl FnMut(Vec<T>),
) -> Result<(), Error> {
    let mut last: Option<JsValue> = None;
    // Even where there is nothing: it was read.
    take(Vec::new());
    loop {
        let transaction = database.transaction(&[name], TransactionMode::ReadOnly)?;
        let range = match &last {
            Some(last) => Some(Query::from(KeyRange::lower_bound(last, Some(true))?)),
            None => None,
        };
        let store = transaction.object_store(name)?;
        let records = store.get_all(range, Some(page))?.await?;
        let Some(end) = records.last() else {
            return Ok(());
        };
        last = Reflect::get(end, &"id".into()).ok();
        let full = records.len() == page as usize;
        take(read_as(&records));
        if !full {
            return Ok(());
        }
    }
}

/// How many records a store has.
pub async fn count(name: &str) -> Result<usize, Refusal> {
    let database = open().await.map_err(|error| unread(&error))?;
    let counted = async {
        let transaction = database.transaction(&[name], TransactionMode::ReadOnly)?;
        transaction.object_store(name)?.count(None)?.await
    };
    let counted = counted.await;
    database.close();
    counted
        .map(|count| count as usize)
        .map_err(|error| unread(&error))
}

/// The keys of all records of a store.
pub async fn keys(name: &str) -> Result<Vec<String>, Refusal> {
    let read = async |transaction: &Transaction| {
        let store = transaction.object_store(name)?;
        store.get_all_keys(None, None)?.await
    };
    let keys = look(&[name], read).await?;
    Ok(keys.iter().filter_map(JsValue::as_string).collect())
}

/// The records that can be read as this.
pub fn read_as<T: DeserializeOwned>(records: &[JsValue]) -> Vec<T> {
    let text = |value: &JsValue| JSON::stringify(value).map(String::from).ok();
    // One crossing for them all; one by one only when one of them is odd.
    let together: Array = records.iter().collect();
    let read = text(&together).and_then(|text| serde_json::from_str(&text).ok());
    read.unwrap_or_else(|| {
        let one = |value: &JsValue| serde_json::from_str(&text(value)?).ok();
        records.iter().filter_map(one).collect()
    })
}

/// Puts all of them in one transaction: all or none. Tells how many were handed over.
pub async fn put_all(units: &[TranslationUnit], progress: impl Fn(usize)) -> Result<(), Refusal> {
    if units.is_empty() {
        return Ok(());
    }
    let put = async |transaction: &Transaction| put_pages(transaction, units, progress).await;
    transact(&[STORE], put).await
}

/// Reads in one transaction.
pub async fn look<T>(
    stores: &[&str],
    work: impl AsyncFnOnce(&Transaction) -> Result<T, Error>,
) -> Result<T, Refusal> {
    let database = open().await.map_err(|error| unread(&error))?;
    let read = async {
        let transaction = database.transaction(stores, TransactionMode::ReadOnly)?;
        work(&transaction).await
    };
    let read = read.await;
    database.close();
    read.map_err(|error| unread(&error))
}

/// Does all of it in one transaction: all or nothing.
pub async fn transact<T>(
    stores: &[&str],
    work: impl AsyncFnOnce(&Transaction) -> Result<T, Error>,
) -> Result<T, Refusal> {
    let database = open().await.map_err(|error| unwritten(&error))?;
    let written = write(&database, stores, work).await;
    database.close();
    written
}

async fn write<T>(
    database: &Database,
    stores: &[&str],
    work: impl AsyncFnOnce(&Transaction) -> Result<T, Error>,
) -> Result<T, Refusal> {
    let began = database.transaction(stores, TransactionMode::ReadWrite);
    let began: JsValue = began.map_err(|error| unwritten(&error))?.into();
    // Kept for the reason of its end, which idb drops: there a full disk is told.
    let transaction = Transaction::try_from(began.clone()).map_err(|error| unwritten(&error))?;
    let why = || Reflect::get(&began, &"error".into()).ok();
    let because = || why().filter(JsValue::is_object);
    let done = match work(&transaction).await {
        Ok(done) => done,
        Err(error) => {
            let refusal = because().map_or_else(|| unwritten(&error), |why| refusal_of(&why));
            let _ = transaction.abort();
            return Err(refusal);
        }
    };
    match transaction.await {
        Ok(TransactionResult::Committed) => Ok(done),
        Ok(TransactionResult::Aborted) => Err(because().map_or_else(
            || Refusal::Unwritten("aborted".to_owned()),
            |why| refusal_of(&why),
        )),
        Err(error) => Err(unwritten(&error)),
    }
}

async fn put_pages(
    transaction: &Transaction,
    units: &[TranslationUnit],
    progress: impl Fn(usize),
) -> Result<(), Error> {
    let store = transaction.object_store(STORE)?;
    let mut done = 0;
    for page in units.chunks(PAGE as usize) {
        let records = parsed(page)?;
        let mut last = None;
        for record in records.iter() {
            last = Some(store.put(&record, None)?);
        }
        // In order: when the last is done, all are. Waiting for it keeps the transaction open.
        if let Some(last) = last {
            last.await?;
        }
        done += page.len();
        progress(done);
    }
    Ok(())
}

/// Records as the database takes them.
pub fn parsed<T: Serialize>(records: &[T]) -> Result<Array, Error> {
    let text = serde_json::to_string(records).unwrap_or_default();
    let value = JSON::parse(&text).map_err(Error::AddFailed)?;
    Ok(value.unchecked_into())
}

/// Opens it.
pub async fn open() -> Result<Database, Error> {
    // As it is: without a version, it is not changed.
    Factory::new()?.open(NAME, None)?.await
}

/// What a reading that failed is.
pub fn unread(error: &Error) -> Refusal {
    Refusal::Unread(error.to_string())
}

fn unwritten(error: &Error) -> Refusal {
    match error {
        Error::DomException(exception) => refusal_of(exception.unchecked_ref()),
        other => Refusal::Unwritten(other.to_string()),
    }
}

fn refusal_of(error: &JsValue) -> Refusal {
    let name = Reflect::get(error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("QuotaExceededError") => Refusal::Full,
        _ => Refusal::Unwritten(words(error)),
    }
}

/// What the browser says of an error.
pub fn words(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    message
        .and_then(|message| message.as_string())
        .unwrap_or_default()
}
