//! Takes in Parlance's own export: read here, its conversations written here, the rest handed to the page.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use chat::{Conversation, Message, StoredAttachment, attachments_of_messages};
use idb::{Error, Query, Transaction};
use wasm_bindgen::JsValue;
use web_sys::Blob;
use worker::{ChatAnswer, ChatProgress, OwnBatch, OwnFile, OwnTaken, Refusal, file_text};

use super::blob::bytes;
use super::database::{keys, parsed, read_as, transact};
use super::records::{STORES, put_marked};
use super::tell_chat;

/// So much of a file is read at once, in bytes.
const PIECE: u64 = 4 << 20;

thread_local! {
    /// The file that was read last, and its size.
    static HELD: RefCell<Option<(OwnFile, u64)>> = const { RefCell::new(None) };
}

/// Reads the file. Nothing is written yet: the page looks at the settings in it first.
pub async fn read(id: u64, file: Option<Blob>) -> ChatAnswer {
    HELD.take();
    let refused = |why: &str| ChatAnswer::OwnRefused(why.to_owned());
    let Some(file) = file else {
        return refused("no file");
    };
    let size = file.size() as u64;
    let mut all = Vec::new();
    while (all.len() as u64) < size {
        match bytes(&file, all.len() as u64, PIECE).await {
            Ok(piece) if !piece.is_empty() => all.extend(piece),
            _ => return refused("the file could not be read"),
        }
        // Writing is the other half.
        tell_chat(id, ChatAnswer::Progress(far(all.len() as u64, size, 0)));
    }
    let Ok((text, _)) = file_text(all) else {
        return refused("the file is neither UTF-8 nor UTF-16");
    };
    match OwnFile::read(&text) {
        Ok((own, rest)) => {
            HELD.replace(Some((own, size)));
            ChatAnswer::OwnRead(Box::new(rest))
        }
        Err(problem) => refused(&problem.to_string()),
    }
}

/// Writes its conversations, some at a time, each whole or not at all.
pub async fn write(id: u64) -> Result<ChatAnswer, Refusal> {
    let (mut own, size) = HELD
        .take()
        .ok_or_else(|| Refusal::Unread("no file".to_owned()))?;
    let mut known: HashSet<String> = keys(STORES[1]).await?.into_iter().collect();
    let all = own.messages().max(1) as u64;
    let mut taken = OwnTaken::default();
    while let Some(batch) = own.batch() {
        let put = async |transaction: &Transaction| put(transaction, batch, &known).await;
        let newer = transact(&STORES, put).await?;
        known.extend(newer.messages.into_iter().map(|message| {
            taken.messages += 1;
            message.id
        }));
        taken.conversations += newer.added;
        taken.replaced += newer.replaced;
        taken.unchanged += newer.unchanged;
        taken.foreign += newer.foreign;
        let written = size * (all - own.messages() as u64) / all;
        let so_far = far(size + written, size, taken.conversations + taken.replaced);
        tell_chat(id, ChatAnswer::Progress(so_far));
    }
    let (translations, turns) = (keys("history").await?, keys("turns").await?);
    taken.translations_unchanged = own.known(&set(&translations), &set(&turns));
    HELD.replace(Some((own, size)));
    Ok(ChatAnswer::OwnWritten(taken))
}

/// The next part for the page; an empty one at the end. A worker that has no file says so: the one that had it is gone, and this
/// is not the end.
pub fn next() -> ChatAnswer {
    let part = HELD.with_borrow_mut(|held| held.as_mut().map(|(own, _)| own.part()));
    match part {
        Some(part) => ChatAnswer::OwnPart(part),
        None => ChatAnswer::Refused(Refusal::Unread("the file is not held any more".to_owned())),
    }
}

fn far(done: u64, size: u64, conversations: usize) -> ChatProgress {
    ChatProgress {
        done,
        total: 2 * size,
        conversations,
    }
}

fn set(ids: &[String]) -> BTreeSet<&str> {
    ids.iter().map(String::as_str).collect()
}

/// What is here is read in the same transaction, so that nothing the person changes meanwhile is undone. `stored` are the ids of
/// all messages here: the others need not be looked for.
async fn put(
    transaction: &Transaction,
    batch: OwnBatch,
    stored: &HashSet<String>,
) -> Result<chat::Newer, Error> {
    let OwnBatch {
        mut threads,
        contents,
    } = batch;
    let ids = threads.iter().map(|thread| &thread.conversation.id);
    let here: Vec<Conversation> = read_as(&got(transaction, STORES[0], ids).await?);
    let messages = threads.iter().flat_map(|thread| &thread.messages);
    let ids = messages.map(|message| &message.id);
    let ids = ids.filter(|id| stored.contains(*id));
    let known: Vec<Message> = read_as(&got(transaction, STORES[1], ids).await?);
    // What is here and cannot be read (a later Parlance wrote it) is not written over.
    let legible: HashSet<&str> = known.iter().map(|message| message.id.as_str()).collect();
    for thread in &mut threads {
        let fits = |id: &str| legible.contains(id) || !stored.contains(id);
        thread.messages.retain(|message| fits(&message.id));
    }
    let newer = chat::newer_than(threads, &here, &known);
    // Also what is missing of messages that are here already.
    let contents = attachments_of_messages(contents, newer.messages.iter().chain(&known));
    put_contents(transaction, &contents).await?;
    put_marked(transaction, &[&newer.messages], &newer.conversations).await?;
    Ok(newer)
}

/// What is here is never written over. One after the other: they are large.
async fn put_contents(transaction: &Transaction, all: &[StoredAttachment]) -> Result<(), Error> {
    let store = transaction.object_store(STORES[3])?;
    for content in all {
        let key = Query::Key(JsValue::from_str(&content.id));
        if store.get_all_keys(Some(key), Some(1))?.await?.is_empty() {
            let record = parsed(std::slice::from_ref(content))?.get(0);
            store.put(&record, None)?.await?;
        }
    }
    Ok(())
}

/// The records with these ids, those that are there.
async fn got(
    transaction: &Transaction,
    store: &str,
    ids: impl Iterator<Item = &String>,
) -> Result<Vec<JsValue>, Error> {
    let store = transaction.object_store(store)?;
    let mut asked = Vec::new();
    for id in ids {
        asked.push(store.get(Query::Key(JsValue::from_str(id)))?);
    }
    let mut found = Vec::new();
    for asked in asked {
        found.extend(asked.await?);
    }
    Ok(found)
}
