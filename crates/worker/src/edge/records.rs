//! Puts conversations with their images into the database, each whole or not at all, and nothing over what is here.

use std::collections::{HashMap, HashSet};

use chat::{
    Attachment, AttachmentContent, AttachmentRef, Conversation, Imported, Message,
    StoredAttachment, lacks_images, place_images,
};
use idb::{Error, ObjectStore, Query, Transaction};
use js_sys::{JsString, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;
use wire::Millis;
use worker::Refusal;

use super::blob::data_url;
use super::database::{look, parsed, read_as, transact};

/// The third has the marks of conversations that changed (src/browser/db/moved.rs).
pub const STORES: [&str; 4] = ["conversations", "messages", "moved", "attachments"];

/// The mark of a conversation that changed.
#[derive(Serialize)]
struct Mark<'a> {
    id: &'a str,
    token: f64,
    at: f64,
}

impl Mark<'_> {
    fn new(id: &String) -> Mark<'_> {
        Mark {
            id,
            // A whole number, as the page makes it: that one is read as it was written.
            token: (js_sys::Math::random() * (1_u64 << 52) as f64).floor(),
            at: js_sys::Date::now(),
        }
    }
}

/// What is written at once.
#[derive(Default)]
pub struct Batch {
    /// The conversations.
    pub records: Imported,
    /// The images of their messages, by the message.
    pub pictures: HashMap<String, Pictures>,
    /// How many images these are.
    pub images: usize,
    /// How large they are, in bytes.
    pub bytes: u64,
}

/// The images of a message.
pub struct Pictures {
    /// The conversation that it is in.
    pub conversation: String,
    /// Its text as the file makes it, with all marks.
    pub text: String,
    /// In their order.
    pub all: Vec<Picture>,
}

/// An image that can be put.
pub struct Picture {
    /// What the file says of it.
    pub from: Attachment,
    /// How its message names it.
    pub named: AttachmentRef,
    /// What is stored.
    pub blob: Blob,
}

/// How much of a batch was new.
pub struct Written {
    /// The ids of conversations that are new, or got messages.
    pub conversations: HashSet<String>,
    /// Messages.
    pub messages: usize,
    /// Images.
    pub images: usize,
    /// Images that have the id of one of another conversation.
    pub lost: Vec<Attachment>,
}

/// Which of these messages, by their ids, are in want of images: those that are not here, and those whose images did not
/// come when they did.
pub async fn wanting(messages: &[&Message]) -> Result<HashSet<String>, Refusal> {
    let read = async |transaction: &Transaction| {
        let store = transaction.object_store(STORES[1])?;
        let mut asked = Vec::with_capacity(messages.len());
        for message in messages {
            asked.push(store.get(Query::Key(JsValue::from_str(&message.id)))?);
        }
        let mut wanting = HashSet::new();
        for (message, asked) in messages.iter().zip(asked) {
            let here = match asked.await? {
                Some(here) => read_as::<Message>(&[here]).pop(),
                None => {
                    wanting.insert(message.id.clone());
                    continue;
                }
            };
            if here.is_some_and(|here| lacks_images(&here, &message.conversation, &message.text)) {
                wanting.insert(message.id.clone());
            }
        }
        Ok(wanting)
    };
    look(&STORES[1..2], read).await
}

/// Puts what of these is new, in one transaction.
pub async fn write(batch: Batch, now: Millis) -> Result<Written, Refusal> {
    let stores = match batch.images {
        0 => &STORES[..3],
        _ => &STORES[..],
    };
    let put = async |transaction: &Transaction| put(transaction, batch, now).await;
    transact(stores, put).await
}

/// What is here is read in the same transaction, so that nothing the person changes meanwhile is undone.
async fn put(transaction: &Transaction, batch: Batch, now: Millis) -> Result<Written, Error> {
    let Batch {
        records,
        mut pictures,
        ..
    } = batch;
    let conversations = transaction.object_store(STORES[0])?;
    let messages = transaction.object_store(STORES[1])?;
    let mut asked = Vec::with_capacity(records.conversations.len());
    for (conversation, _) in &records.conversations {
        let key = Query::Key(JsValue::from_str(&conversation.id));
        asked.push(conversations.get(key)?);
    }
    let mut found = Vec::new();
    for asked in asked {
        found.extend(asked.await?);
    }
    let here: Vec<Conversation> = read_as(&found);
    let mut known = HashSet::new();
    let index = messages.index("conversation")?;
    for conversation in &here {
        let key = Query::Key(JsValue::from_str(&conversation.id));
        let keys = index.get_all_keys(Some(key), None)?.await?;
        let keys = keys.iter().filter_map(|key| key.dyn_ref::<JsString>());
        known.extend(keys.map(String::from));
    }
    let foreign = foreign(&messages, &records, &known).await?;
    let (lost, there) = match pictures.is_empty() {
        true => Default::default(),
        false => settle(&transaction.object_store(STORES[3])?, &mut pictures).await?,
    };
    let mut late = late(&messages, &pictures, &known).await?;
    let mut new = records.new_to(&here, |id| known.contains(id) || foreign.contains(id));
    let mut contents = Vec::new();
    for message in new.messages.iter_mut().chain(&mut late) {
        if let Some(of) = pictures.remove(&message.id) {
            contents.extend(placed(message, of.all, now));
        }
    }
    // One that is there already is never written over.
    for (record, blob) in contents.iter().filter(|(one, _)| !there.contains(&one.id)) {
        let record = with_image(record, blob)?;
        transaction.object_store(STORES[3])?.put(&record, None)?;
    }
    let put: [&[Message]; 2] = [&new.messages, &late];
    put_marked(transaction, &put, &new.conversations).await?;
    Ok(Written {
        conversations: new.conversations.into_iter().map(|one| one.id).collect(),
        messages: new.messages.len(),
        images: contents.len(),
        lost,
    })
}

/// Puts messages and conversations, each in place of the one of its id, and the marks of what they change.
pub async fn put_marked(
    transaction: &Transaction,
    messages: &[&[Message]],
    conversations: &[Conversation],
) -> Result<(), Error> {
    let changed = messages.iter().copied().flatten();
    let changed: HashSet<&String> = changed
        .map(|message| &message.conversation)
        .chain(conversations.iter().map(|record| &record.id))
        .collect();
    let marks: Vec<Mark> = changed.into_iter().map(Mark::new).collect();
    let mut last = None;
    let mut put = |store: &str, records: js_sys::Array| -> Result<(), Error> {
        let store = transaction.object_store(store)?;
        for record in records.iter() {
            last = Some(store.put(&record, None)?);
        }
        Ok(())
    };
    put(STORES[2], parsed(&marks)?)?;
    for messages in messages {
        put(STORES[1], parsed(messages)?)?;
    }
    put(STORES[0], parsed(conversations)?)?;
    // In order: when the last is done, all are.
    match last {
        Some(last) => last.await.map(drop),
        None => Ok(()),
    }
}

/// Those messages that are here without their images, as they are here.
async fn late(
    messages: &ObjectStore,
    pictures: &HashMap<String, Pictures>,
    known: &HashSet<String>,
) -> Result<Vec<Message>, Error> {
    let mut asked = Vec::new();
    for (id, of) in pictures.iter().filter(|(id, _)| known.contains(*id)) {
        let key = Query::Key(JsValue::from_str(id));
        asked.push((of, messages.get(key)?));
    }
    let mut late = Vec::new();
    for (of, asked) in asked {
        let here: Vec<JsValue> = asked.await?.into_iter().collect();
        let here: Option<Message> = read_as(&here).pop();
        late.extend(here.filter(|here| lacks_images(here, &of.conversation, &of.text)));
    }
    Ok(late)
}

/// Puts images into their message, and gives what is stored of each.
fn placed(message: &mut Message, all: Vec<Picture>, now: Millis) -> Vec<(StoredAttachment, Blob)> {
    let (mut named, mut contents) = (Vec::new(), Vec::new());
    for picture in all {
        let stored = StoredAttachment {
            id: picture.named.id.clone(),
            conversation: message.conversation.clone(),
            at: now,
            content: AttachmentContent::Image(String::new()),
        };
        contents.push((stored, picture.blob));
        named.push((picture.from, picture.named));
    }
    place_images(message, named);
    contents
}

/// A record as it is put, with what is in the image. It does not go by way of JSON: it may be megabytes.
fn with_image(record: &StoredAttachment, blob: &Blob) -> Result<JsValue, Error> {
    let url = data_url(blob).map_err(Error::AddFailed)?;
    let record = parsed(std::slice::from_ref(record))?.get(0);
    let content = Reflect::get(&record, &"content".into()).map_err(Error::AddFailed)?;
    Reflect::set(&content, &"image".into(), &url.into()).map_err(Error::AddFailed)?;
    Ok(record)
}

/// Takes out the images whose ids belong to another conversation here, and gives those; and the ids of those that are there
/// already with their own. Ids keep images apart, not enemies.
async fn settle(
    attachments: &ObjectStore,
    pictures: &mut HashMap<String, Pictures>,
) -> Result<(Vec<Attachment>, HashSet<String>), Error> {
    let all = pictures.values().flat_map(|of| &of.all);
    let owners = owners(attachments, all.map(|picture| picture.named.id.as_str())).await?;
    let mut lost = Vec::new();
    for of in pictures.values_mut() {
        let (ours, others) = std::mem::take(&mut of.all)
            .into_iter()
            .partition(|picture| {
                let owner = owners.get(&picture.named.id);
                owner.is_none_or(|owner| *owner == of.conversation)
            });
        of.all = ours;
        lost.extend(others.into_iter().map(|picture: Picture| picture.from));
    }
    Ok((lost, owners.into_keys().collect()))
}

/// Those whose ids belong to messages of another conversation here: putting them would take those away from it.
async fn foreign(
    messages: &ObjectStore,
    records: &Imported,
    known: &HashSet<String>,
) -> Result<HashSet<String>, Error> {
    let all = records.conversations.iter().flat_map(|(_, all)| all);
    let unknown: Vec<&Message> = all.filter(|message| !known.contains(&message.id)).collect();
    let ids = unknown.iter().map(|message| message.id.as_str());
    let owners = owners(messages, ids).await?;
    let foreign = unknown.into_iter().filter(|message| {
        let owner = owners.get(&message.id);
        owner.is_some_and(|owner| *owner != message.conversation)
    });
    Ok(foreign.map(|message| message.id.clone()).collect())
}

/// The conversations that what is here of these belongs to, by its id.
async fn owners<'a>(
    store: &ObjectStore,
    ids: impl Iterator<Item = &'a str>,
) -> Result<HashMap<String, String>, Error> {
    #[derive(Deserialize)]
    struct Belongs {
        conversation: String,
    }
    let mut asked = Vec::new();
    for id in ids {
        asked.push((id, store.get(Query::Key(JsValue::from_str(id)))?));
    }
    let mut owners = HashMap::new();
    for (id, asked) in asked {
        let here: Vec<JsValue> = asked.await?.into_iter().collect();
        let here: Option<Belongs> = read_as(&here).pop();
        owners.extend(here.map(|here| (id.to_owned(), here.conversation)));
    }
    Ok(owners)
}
