//! The search's index, read from the database and kept up to date by what the tabs tell each other: this page's too, whose
//! channel this one is not.

use std::cell::RefCell;

use chat::{Conversation, SearchFound, SearchIndex, SearchMessage};
use idb::{Error, Query, TransactionMode};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};
use worker::{ChatAnswer, ChatProgress, Refusal, SearchDesk};

use super::database::{count, each_page_of, open, read_as, unread};
use super::{Work, put_off, tell_chat};

const CONVERSATIONS: &str = "conversations";
const MESSAGES: &str = "messages";
/// So many records are read at once.
const PAGE: u32 = 500;
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
    Ok(())
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
