//! The search's index, read from the database and kept up to date by what the tabs tell each other: this page's too, whose
//! channel this one is not.

use std::cell::RefCell;

use chat::{
    AttachmentContent, Conversation, SearchFound, SearchIndex, SearchMessage, StoredAttachment,
};
use idb::{Error, Query, Transaction, TransactionMode};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};
use worker::{ChatAnswer, ChatProgress, Refusal, SearchDesk};

use super::database::{count, each_page_of, look, open, read_as, unread};
use super::{Work, put_off, tell_chat};

const CONVERSATIONS: &str = "conversations";
const MESSAGES: &str = "messages";
const ATTACHMENTS: &str = "attachments";
/// So many records are read at once.
const PAGE: u32 = 500;
/// So many files are read at once: one may be of megabytes.
const FILES: usize = 8;
/// So often all is read where everything changes meanwhile.
const READINGS: usize = 3;

thread_local! {
    static SEARCH: RefCell<SearchDesk> = RefCell::default();
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
}

fn desk<T>(work: impl FnOnce(&mut SearchDesk) -> T) -> T {
    SEARCH.with(|desk| work(&mut desk.borrow_mut()))
}

/// Finds it; the first time, or when much has changed, all is read before.
pub async fn find(id: u64, words: &str, most: usize) -> Result<ChatAnswer, Refusal> {
    listen();
    bring_up_to_date(Some(id)).await?;
    let found = desk(|desk| {
        let index = desk.index.as_ref();
        index.map_or_else(SearchFound::default, |index| index.find(words, most))
    });
    Ok(ChatAnswer::Found(found))
}

/// Something has changed: the index learns of it while nobody waits.
pub async fn refresh() {
    if desk(|desk| desk.index.is_some()) {
        // What cannot be read now is asked for again when somebody searches.
        let _ = bring_up_to_date(None).await;
    }
}

async fn bring_up_to_date(id: Option<u64>) -> Result<(), Refusal> {
    if desk(|desk| desk.must_read_all()) {
        if id.is_none() {
            // Without anybody who waits, it is read when somebody does.
            desk(SearchDesk::forget);
            return Ok(());
        }
        read_all(id).await?;
    }
    if desk(|desk| std::mem::take(&mut desk.list_changed)) {
        let all = match conversations().await {
            Ok(all) => all,
            Err(refusal) => {
                desk(|desk| desk.list_changed = true);
                return Err(refusal);
            }
        };
        desk(|desk| {
            let new = desk
                .index
                .as_mut()
                .map(|index| index.take_conversations(&all));
            desk.must_read(new.unwrap_or_default());
        });
        if desk(|desk| desk.index.is_none()) {
            // Without anybody who waits, it is read when somebody does.
            return match id {
                Some(_) => read_all(id).await,
                None => Ok(()),
            };
        }
    }
    while let Some(conversation) = desk(|desk| desk.changed.pop_first()) {
        match one(&conversation).await {
            Ok((record, messages)) => desk(|desk| {
                if let Some(index) = &mut desk.index {
                    if let Some(record) = record {
                        index.take_conversation(&record);
                    }
                    index.take_messages(&conversation, messages);
                }
            }),
            Err(refusal) => {
                desk(|desk| desk.changed.insert(conversation));
                return Err(refusal);
            }
        }
    }
    read_files(|work| desk(|desk| desk.index.as_mut().map(work))).await;
    Ok(())
}

/// Gives an index the texts of the files that it wants. It is not held while they are read: it may change meanwhile. What
/// cannot be read keeps nobody from finding the rest.
async fn read_files(mut index: impl FnMut(&mut dyn FnMut(&mut SearchIndex)) -> Option<()>) {
    loop {
        let mut wanted = Vec::new();
        index(&mut |index| wanted = index.wanted_files(FILES));
        if wanted.is_empty() {
            return;
        }
        let contents = contents(&wanted).await.unwrap_or_default();
        index(&mut |index| {
            let contents = contents.iter().map(Option::as_deref);
            for (id, content) in wanted.iter().zip(contents.chain(std::iter::repeat(None))) {
                index.take_file(id, content);
            }
        });
    }
}

/// What is written in these files; none where one is not there. A picture says nothing.
async fn contents(ids: &[String]) -> Result<Vec<Option<String>>, Refusal> {
    let read = async |transaction: &Transaction| {
        let store = transaction.object_store(ATTACHMENTS)?;
        let mut records = Vec::new();
        for id in ids {
            let record = store.get(Query::Key(JsValue::from_str(id)))?.await?;
            records.push(record);
        }
        Ok(records)
    };
    let records = look(&[ATTACHMENTS], read).await?;
    let text = |record: Option<JsValue>| {
        let mut records: Vec<StoredAttachment> = read_as(&[record?]);
        Some(match records.pop()?.content {
            AttachmentContent::Text(text) => text,
            AttachmentContent::Image(_) => String::new(),
        })
    };
    Ok(records.into_iter().map(text).collect())
}

/// Reads all, again where everything changed meanwhile.
async fn read_all(id: Option<u64>) -> Result<(), Refusal> {
    for _ in 0..READINGS {
        if read_once(id).await? {
            break;
        }
    }
    Ok(())
}

async fn read_once(id: Option<u64>) -> Result<bool, Refusal> {
    let since = desk(SearchDesk::begin);
    let total = count(MESSAGES).await? as u64;
    let mut index = SearchIndex::default();
    index.take_conversations(&conversations().await?);
    let mut done = 0;
    each_page_of(MESSAGES, PAGE, |page: Vec<SearchMessage>| {
        done += page.len() as u64;
        page.into_iter()
            .for_each(|message| index.take_message(message));
        if let Some(id) = id {
            let progress = ChatProgress {
                done,
                total,
                conversations: 0,
            };
            tell_chat(id, ChatAnswer::Progress(progress));
        }
    })
    .await?;
    read_files(|work| {
        work(&mut index);
        Some(())
    })
    .await;
    Ok(desk(|desk| desk.take(index, since)))
}

async fn conversations() -> Result<Vec<Conversation>, Refusal> {
    let mut all = Vec::new();
    each_page_of(CONVERSATIONS, PAGE, |page| all.extend(page)).await?;
    Ok(all)
}

async fn one(id: &str) -> Result<(Option<Conversation>, Vec<SearchMessage>), Refusal> {
    let database = open().await.map_err(|error| unread(&error))?;
    let read = async {
        let stores = [CONVERSATIONS, MESSAGES];
        let transaction = database.transaction(&stores, TransactionMode::ReadOnly)?;
        let key = || Query::Key(JsValue::from_str(id));
        let record = transaction.object_store(CONVERSATIONS)?.get(key())?;
        let messages = transaction.object_store(MESSAGES)?.index("conversation")?;
        let messages = messages.get_all(Some(key()), None)?;
        let record: Vec<JsValue> = record.await?.into_iter().collect();
        Ok::<_, Error>((read_as(&record).pop(), read_as(&messages.await?)))
    };
    let read = read.await;
    database.close();
    read.map_err(|error| unread(&error))
}

/// Hears of changes from now on.
fn listen() {
    CHANNEL.with_borrow_mut(|channel| {
        if channel.is_some() {
            return;
        }
        let Ok(opened) = BroadcastChannel::new("parlance") else {
            return;
        };
        let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            let news = event.data().as_string();
            if news.is_some_and(|news| desk(|desk| desk.hear(&news))) {
                put_off((Work::News, None));
            }
        });
        opened.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // As long as the worker.
        hear.forget();
        *channel = Some(opened);
    });
}
