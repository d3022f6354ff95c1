//! Takes in the history of another program: read in pieces, written in batches, each whole or not at all.

use std::collections::{HashMap, HashSet};

use chat::{Attachment, AttachmentSource, Conversation, Imported, Message, Note, history_entries};
use formats::Zip;
use wasm_bindgen::JsValue;
use web_sys::Blob;
use wire::Millis;
use worker::{
    ChatAnswer, ChatProgress, FileProblem, HistoryReader, Refusal, TakenFile, by_message,
};

use super::blob::{BlobSource, bytes};
use super::database::words;
use super::images::Images;
use super::records::{Batch, Pictures, wanting, write};
use super::tell_chat;

/// So much of a file is read at once, in bytes.
const PIECE: u64 = 1 << 20;
/// So many conversations, or messages, are written at once.
const CONVERSATIONS: usize = 50;
const MESSAGES: usize = 2_000;
/// Or with so many images, or so many bytes of them: then the next conversation waits.
const IMAGES: usize = 12;
const IMAGE_BYTES: u64 = 32 << 20;
/// The most bytes of images that one conversation takes: it is written at once.
const CONVERSATION_BYTES: u64 = 256 << 20;
/// So many bytes of images that are in the file itself are held before what is held is written.
const INLINE_BYTES: usize = 16 << 20;

/// A file being taken in.
struct Taking {
    id: u64,
    progress: ChatProgress,
    held: Imported,
    file: TakenFile,
    images: Images,
    now: Millis,
    /// The conversations of this file so far, by their ids: one that comes again is not counted again.
    seen: HashSet<String>,
}

type ImagesOf = HashMap<String, Vec<Attachment>>;

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
        images: Images::default(),
        now,
        seen: HashSet::new(),
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
        let source =
            BlobSource::new(file.clone()).map_err(|error| Refusal::Unread(words(&error)))?;
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
        self.images = Images::of_archive(file);
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
            self.seen.clear();
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
        let read = reader.push(piece)?;
        self.file.format = reader.format();
        self.held.append(read);
        let messages: usize = self
            .held
            .conversations
            .iter()
            .map(|(_, all)| all.len())
            .sum();
        let inline = self
            .held
            .attachments
            .iter()
            .map(|image| match &image.source {
                AttachmentSource::Inline(url) => url.len(),
                AttachmentSource::Zip(_) => 0,
            });
        if self.held.conversations.len() >= CONVERSATIONS
            || messages >= MESSAGES
            || inline.sum::<usize>() >= INLINE_BYTES
        {
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
        held.unite();
        self.file.report.append(std::mem::take(&mut held.report));
        let mut images = by_message(held.attachments);
        let mut rest = held.conversations.into_iter().peekable();
        while rest.peek().is_some() {
            let mut batch = Batch::default();
            let mut messages = 0;
            while batch.records.conversations.len() < CONVERSATIONS
                && messages < MESSAGES
                && batch.images < IMAGES
                && batch.bytes < IMAGE_BYTES
            {
                let Some((conversation, all)) = rest.next() else {
                    break;
                };
                messages += all.len();
                self.pictures(&conversation, &all, &mut images, &mut batch)
                    .await?;
                batch.records.conversations.push((conversation, all));
            }
            let all = batch.records.conversations.iter();
            let ids: Vec<String> = all.map(|(record, _)| record.id.clone()).collect();
            let written = write(batch, self.now).await;
            let written = written.map_err(FileProblem::Unwritten)?;
            let before = self.file.conversations;
            for id in ids {
                let new = written.conversations.contains(&id);
                match (self.seen.insert(id), new) {
                    (true, true) => self.file.conversations += 1,
                    (true, false) => self.file.unchanged += 1,
                    (false, _) => {}
                }
            }
            self.file.messages += written.messages;
            self.file.report.images += written.images;
            for image in &written.lost {
                self.file.report.lost(image, Note::Attachment);
            }
            self.progress.conversations += self.file.conversations - before;
            tell_chat(self.id, ChatAnswer::Progress(self.progress));
        }
        Ok(())
    }

    /// Reads the images of those messages that are in want of them.
    async fn pictures(
        &mut self,
        conversation: &Conversation,
        messages: &[Message],
        images: &mut ImagesOf,
        batch: &mut Batch,
    ) -> Result<(), FileProblem> {
        let mut with: Vec<&Message> = messages
            .iter()
            .filter(|message| images.contains_key(&message.id))
            .collect();
        if with.is_empty() {
            return Ok(());
        }
        let wanting = wanting(&with).await.map_err(FileProblem::Unwritten)?;
        with.retain(|message| wanting.contains(&message.id));
        let mut room = CONVERSATION_BYTES;
        for message in with {
            let mut all = Vec::new();
            for image in images.remove(&message.id).unwrap_or_default() {
                let picture = match room {
                    0 => Err((image, Note::ImageTooLarge)),
                    _ => self.images.picture(image).await,
                };
                match picture {
                    Ok(picture) => {
                        room = room.saturating_sub(picture.named.bytes);
                        batch.bytes += picture.named.bytes;
                        all.push(picture);
                    }
                    Err((image, why)) => self.file.report.lost(&image, why),
                }
            }
            batch.images += all.len();
            if !all.is_empty() {
                let pictures = Pictures {
                    conversation: conversation.id.clone(),
                    text: message.text.clone(),
                    all,
                };
                batch.pictures.insert(message.id.clone(), pictures);
            }
        }
        Ok(())
    }
}
