//! Takes the page's messages one after another, and answers each.
//!
//! A message is an array: the JSON of an [`Asked`] or [`Answered`], and the file that belongs to it, if one does.

mod blob;
mod database;
mod history;
mod images;
mod own;
mod picture;
mod records;
mod search;

use std::cell::RefCell;
use std::collections::VecDeque;

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent};
use worker::{
    Answer, Answered, Ask, Asked, ChatAnswer, ChatAnswered, ChatAsk, ChatAsked, Desk, Import,
    Phase, Refusal, Step,
};

/// A question with its file.
type Question = (Work, Option<Blob>);

/// What there is to do.
enum Work {
    /// A question of the memory's.
    Memory(Asked),
    /// One of chats.
    Chat(ChatAsked),
    /// What is searched was changed.
    News,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    static WAITING: RefCell<VecDeque<Question>> = const { RefCell::new(VecDeque::new()) };
    static AT_WORK: RefCell<bool> = const { RefCell::new(false) };
}

/// From now on questions are answered.
pub fn listen() {
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(question) = question(&event.data()) {
            put_off(question);
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // As long as the worker.
    hear.forget();
    tell(0, Answer::Done);
}

fn put_off(question: Question) {
    WAITING.with(|waiting| waiting.borrow_mut().push_back(question));
    if !AT_WORK.replace(true) {
        spawn_local(work());
    }
}

async fn work() {
    loop {
        let next = WAITING.with(|waiting| waiting.borrow_mut().pop_front());
        let Some((work, file)) = next else {
            AT_WORK.replace(false);
            return;
        };
        match work {
            Work::Memory(Asked { id, ask }) => match answer(id, ask, file).await {
                Ok((answer, file)) => tell_with(id, answer, file),
                Err(refusal) => tell(id, Answer::Refused(refusal)),
            },
            Work::Chat(ChatAsked { id, chat }) => {
                let answer = match chat {
                    ChatAsk::Find { words, most } => search::find(id, &words, most).await,
                    ChatAsk::TakeIn { now } => history::take_in(id, now, file).await,
                    ChatAsk::ReadOwn => Ok(own::read(id, file).await),
                    ChatAsk::WriteOwn => own::write(id).await,
                    ChatAsk::NextOwn => Ok(own::next()),
                };
                tell_chat(id, answer.unwrap_or_else(ChatAnswer::Refused));
            }
            Work::News => search::refresh().await,
        }
    }
}

async fn answer(id: u64, ask: Ask, file: Option<Blob>) -> Result<(Answer, Option<Blob>), Refusal> {
    if with_desk(|desk| desk.must_read_for(&ask)) {
        read_all().await?;
    }
    match ask {
        Ask::Import { now } => Ok((import(id, now, file).await?, None)),
        Ask::Export { version } => {
            let units = with_desk(|desk| desk.memory().len());
            let text = with_desk(|desk| desk.export(&version));
            match blob(&text) {
                Some(made) => Ok((Answer::Exported { units }, Some(made))),
                None => Err(Refusal::NotMade),
            }
        }
        ask => Ok((with_desk(|desk| desk.answer(ask)), None)),
    }
}

async fn read_all() -> Result<(), Refusal> {
    // In place of what half a reading left.
    with_desk(|desk| desk.answer(Ask::Stale));
    let read = database::each_page(|units| with_desk(|desk| desk.read(units))).await;
    if read.is_err() {
        with_desk(|desk| desk.answer(Ask::Stale));
    }
    read
}

async fn import(id: u64, now: wire::Millis, file: Option<Blob>) -> Result<Answer, Refusal> {
    let bytes = match file {
        Some(file) => JsFuture::from(file.array_buffer()).await,
        None => Err(JsValue::NULL),
    };
    let bytes = bytes.map_err(|error| Refusal::Unread(database::words(&error)))?;
    let bytes = Uint8Array::new(&bytes).to_vec();
    let text = formats::decode(&bytes).map_err(Refusal::File)?;
    let mut import = Import::new(&text);
    while let Step::Reading { done, total } = import.step().map_err(Refusal::File)? {
        let phase = Phase::Reading;
        tell(id, Answer::Progress { phase, done, total });
    }
    let (units, told) = with_desk(|desk| import.finish(desk.memory(), now));
    database::put_all(&units, |done| {
        let (phase, total) = (Phase::Writing, units.len());
        tell(id, Answer::Progress { phase, done, total });
    })
    .await?;
    with_desk(|desk| desk.read(units));
    Ok(Answer::Imported(told))
}

fn with_desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with(|desk| work(&mut desk.borrow_mut()))
}

fn question(message: &JsValue) -> Option<Question> {
    let parts: &Array = message.dyn_ref()?;
    let text = parts.get(0).as_string()?;
    let memory = serde_json::from_str(&text).map(Work::Memory);
    let work = memory.or_else(|_| serde_json::from_str(&text).map(Work::Chat));
    Some((work.ok()?, parts.get(1).dyn_into().ok()))
}

fn tell(id: u64, answer: Answer) {
    tell_with(id, answer, None);
}

fn tell_with(id: u64, answer: Answer, file: Option<Blob>) {
    if let Ok(text) = serde_json::to_string(&Answered { id, answer }) {
        post(text, file);
    }
}

fn tell_chat(id: u64, chat: ChatAnswer) {
    if let Ok(text) = serde_json::to_string(&ChatAnswered { id, chat }) {
        post(text, None);
    }
}

fn post(text: String, file: Option<Blob>) {
    let parts = Array::of1(&JsString::from(text));
    if let Some(file) = file {
        parts.push(&file);
    }
    // It fails where the page is gone: then nobody waits.
    let _ = scope().post_message(&parts);
}

fn blob(text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("application/x-tmx+xml");
    let parts = Array::of1(&JsString::from(text));
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
