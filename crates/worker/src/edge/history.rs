//! Takes in the history of another program: read in pieces, written in batches, each whole or not at all.

use chat::{Conversation, Imported, Message, history_entries};
use formats::Zip;
use idb::{Error, ObjectStore, Query, Transaction};
use js_sys::JsString;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;
use wire::Millis;
use worker::{ChatAnswer, ChatProgress, FileProblem, HistoryReader, Refusal, TakenFile};

use super::blob::{BlobSource, bytes};
use super::database::{parsed, read_as, transact, words};
use super::tell_chat;

/// The last has the marks of conversations that changed (src/browser/db/moved.rs).
const STORES: [&str; 3] = ["conversations", "messages", "moved"];
/// So much of a file is read at once, in bytes.
const PIECE: u64 = 1 << 20;
/// So many conversations, or messages, are written at once.
const CONVERSATIONS: usize = 50;
const MESSAGES: usize = 2_000;

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
            token: js_sys::Math::random(),
            at: js_sys::Date::now(),
        }
    }
}

/// A file being taken in.
struct Taking {
    id: u64,
    progress: ChatProgress,
    held: Imported,
    file: TakenFile,
}

/// Takes it in. What was written before something went wrong stays: whole conversations, and the report says which.
pub async fn take_in(id: u64, now: Millis, file: Option<Blob>) -> Result<ChatAnswer, Refusal> {
    let unread = |error: JsValue| Refusal::Unread(words(&error));
    let file = file.ok_or_else(|| Refusal::Unread(String::new()))?;
    let head = bytes(&file, 0, 4).await.map_err(unread)?;
    let mut taking = Taking {
        id,
        progress: ChatProgress {
            total: file.size() as u64,
            ..ChatProgress::default()
        },
        held: Imported::default(),
        file: TakenFile::default(),
    };
    if head.starts_with(b"PK") {
        return taking.archive(now, file).await.map(ChatAnswer::TakenIn);
    }
    let mut reader = HistoryReader::new(now, false);
    let mut at = 0;
    while at < taking.progress.total {
        let piece = match bytes(&file, at, PIECE).await {
            Ok(piece) if !piece.is_empty() => piece,
            Ok(_) => break,
            Err(error) => return Ok(taking.ended(FileProblem::Unreadable(words(&error)))),
        };
        at += piece.len() as u64;
        if let Err(problem) = taking.piece(&mut reader, &piece).await {
            return Ok(taking.ended(problem));
        }
    }
    let problem = taking.rest(reader).await.err();
    Ok(match problem {
        Some(problem) => taking.ended(problem),
        None => ChatAnswer::TakenIn(vec![taking.file]),
    })
}

impl Taking {
    fn ended(mut self, problem: FileProblem) -> ChatAnswer {
        if problem == FileProblem::Own {
            return ChatAnswer::Own;
        }
        self.file.problem = Some(problem);
        ChatAnswer::TakenIn(vec![self.file])
    }

    /// Every history in a ZIP archive.
    async fn archive(&mut self, now: Millis, file: Blob) -> Result<Vec<TakenFile>, Refusal> {
        let source = BlobSource::new(file).map_err(|error| Refusal::Unread(words(&error)))?;
        let none = |problem| {
            let problem = Some(problem);
            vec![TakenFile {
                problem,
                ..TakenFile::default()
            }]
        };
        let zip = match Zip::open(source) {
            Ok(zip) => zip,
            Err(problem) => return Ok(none(FileProblem::Zip(problem))),
        };
        let names: Vec<&str> = zip.entries().iter().map(|entry| &*entry.name).collect();
        let chosen = history_entries(&names);
        if chosen.is_empty() {
            return Ok(none(FileProblem::NothingInside));
        }
        let bytes = chosen.iter().map(|at| zip.entries()[*at].bytes);
        self.progress.total = bytes.fold(0, u64::saturating_add);
        let mut files = Vec::new();
        for at in chosen {
            self.file.name.clone_from(&zip.entries()[at].name);
            let problem = self.entry(&zip, at, now).await.err();
            let mut file = std::mem::take(&mut self.file);
            file.problem = problem;
            // Where the database takes nothing, it takes nothing of the next one.
            let full = matches!(file.problem, Some(FileProblem::Unwritten(_)));
            self.held = Imported::default();
            files.push(file);
            if full {
                break;
            }
        }
        Ok(files)
    }

    async fn entry(
        &mut self,
        zip: &Zip<BlobSource>,
        at: usize,
        now: Millis,
    ) -> Result<(), FileProblem> {
        let mut reading = zip.read(at).map_err(FileProblem::Zip)?;
        let mut reader = HistoryReader::new(now, true);
        while let Some(piece) = reading.next_piece().map_err(FileProblem::Zip)? {
            self.piece(&mut reader, &piece).await?;
        }
        self.rest(reader).await
    }

    async fn piece(&mut self, reader: &mut HistoryReader, piece: &[u8]) -> Result<(), FileProblem> {
        self.progress.done += piece.len() as u64;
        let mut read = reader.push(piece)?;
        // Nobody takes them in: not held, however large.
        read.attachments.clear();
        self.file.format = reader.format();
        self.held.append(read);
        let messages: usize = self
            .held
            .conversations
            .iter()
            .map(|(_, all)| all.len())
            .sum();
        if self.held.conversations.len() >= CONVERSATIONS || messages >= MESSAGES {
            self.write().await?;
        }
        tell_chat(self.id, ChatAnswer::Progress(self.progress));
        Ok(())
    }

    async fn rest(&mut self, mut reader: HistoryReader) -> Result<(), FileProblem> {
        let (rest, problem) = reader.finish();
        self.file.format = reader.format();
        self.held.append(rest);
        self.write().await?;
        problem.map_or(Ok(()), Err)
    }

    /// Writes what is held, in batches.
    async fn write(&mut self) -> Result<(), FileProblem> {
        let mut held = std::mem::take(&mut self.held);
        self.file.report.append(std::mem::take(&mut held.report));
        let mut rest = held.conversations.into_iter().peekable();
        while rest.peek().is_some() {
            let mut batch = Imported::default();
            let mut messages = 0;
            while batch.conversations.len() < CONVERSATIONS && messages < MESSAGES {
                let Some(next) = rest.next() else { break };
                messages += next.1.len();
                batch.conversations.push(next);
            }
            let put = async |transaction: &Transaction| put(transaction, batch).await;
            let written = transact(&STORES, put).await;
            let [conversations, messages, unchanged] = written.map_err(FileProblem::Unwritten)?;
            self.file.conversations += conversations;
            self.file.messages += messages;
            self.file.unchanged += unchanged;
            self.progress.conversations += conversations;
            tell_chat(self.id, ChatAnswer::Progress(self.progress));
        }
        Ok(())
    }
}

/// Puts what of these is new. How many conversations, how many messages, and how many conversations were here already.
///
/// What is here is read in the same transaction, so that nothing the person changes meanwhile is undone.
async fn put(transaction: &Transaction, batch: Imported) -> Result<[usize; 3], Error> {
    let conversations = transaction.object_store(STORES[0])?;
    let messages = transaction.object_store(STORES[1])?;
    let mut asked = Vec::with_capacity(batch.conversations.len());
    for (conversation, _) in &batch.conversations {
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
    let foreign = foreign(&messages, &batch, &known).await?;
    let new = batch.new_to(&here, |id| known.contains(id) || foreign.contains(id));
    let put: [(_, &[Message], &[Conversation]); 2] = [
        (&messages, &new.messages, &[]),
        (&conversations, &[], &new.conversations),
    ];
    let mut last = None;
    let moved = transaction.object_store(STORES[2])?;
    let of = new.messages.iter().map(|message| &message.conversation);
    let of: HashSet<&String> = of
        .chain(new.conversations.iter().map(|record| &record.id))
        .collect();
    let marks: Vec<Mark> = of.into_iter().map(Mark::new).collect();
    for mark in parsed(&marks)?.iter() {
        last = Some(moved.put(&mark, None)?);
    }
    for (store, messages, conversations) in put {
        for record in parsed(messages)?
            .iter()
            .chain(parsed(conversations)?.iter())
        {
            last = Some(store.put(&record, None)?);
        }
    }
    // In order: when the last is done, all are.
    if let Some(last) = last {
        last.await?;
    }
    Ok([new.conversations.len(), new.messages.len(), new.unchanged])
}

/// Those whose ids belong to messages of another conversation here: putting them would take those away from it.
async fn foreign(
    messages: &ObjectStore,
    batch: &Imported,
    known: &HashSet<String>,
) -> Result<HashSet<String>, Error> {
    #[derive(Deserialize)]
    struct Belongs {
        conversation: String,
    }
    let all = batch.conversations.iter().flat_map(|(_, all)| all);
    let unknown = all.filter(|message| !known.contains(&message.id));
    let mut asked = Vec::new();
    for message in unknown {
        let key = Query::Key(JsValue::from_str(&message.id));
        asked.push((message, messages.get(key)?));
    }
    let mut foreign = HashSet::new();
    for (message, asked) in asked {
        let here: Vec<JsValue> = asked.await?.into_iter().collect();
        let here: Option<Belongs> = read_as(&here).pop();
        if here.is_some_and(|here| here.conversation != message.conversation) {
            foreign.insert(message.id.clone());
        }
    }
    Ok(foreign)
}
