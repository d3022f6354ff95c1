//! A file that was handed over, read: pictures by the browser, texts here, what is heavy in a worker of its own.

use crate::browser::file::File;
use crate::browser::picture::{self, PictureFault};
use crate::browser::worker::Worker;
use crate::browser::{slot, time};
use chat::{
    AttachmentContent, AttachmentKind, Document, HEAD_BYTES, MOST_DOCUMENT_BYTES, MOST_TEXT_BYTES,
    Plain, Read, ReadFile, ReadProblem,
};
use wire::Millis;

/// How long a file may take to be read.
const PATIENCE: Millis = 60_000;

/// What was made of a file.
pub(super) struct Made {
    pub kind: AttachmentKind,
    pub content: AttachmentContent,
    /// Of an image.
    pub size: Option<(u32, u32)>,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
    /// How many of them have no text.
    pub without_text: u32,
}

/// Reads it.
pub(super) async fn read(file: &File) -> Result<Made, ReadProblem> {
    if file.size() < 1.0 {
        return Err(ReadProblem::Empty);
    }
    if file.kind().starts_with("image/") {
        return picture(file).await;
    }
    let head = file.head(HEAD_BYTES).await.ok_or(ReadProblem::Unread)?;
    if let Some(kind) = Plain.claims(&file.name(), &file.kind(), &head) {
        if file.size() > MOST_TEXT_BYTES as f64 {
            return Err(ReadProblem::TooLarge);
        }
        let bytes = file.bytes().await.ok_or(ReadProblem::Unread)?;
        return Plain.read(&bytes).map(|read| text(kind, read));
    }
    if chat::document_kind(&file.name(), &file.kind(), &head).is_none() {
        return Err(ReadProblem::Binary);
    }
    if file.size() > MOST_DOCUMENT_BYTES as f64 {
        return Err(ReadProblem::TooLarge);
    }
    let document = time::within(PATIENCE, in_worker(file)).await;
    let document = document.unwrap_or(Err(ReadProblem::TooSlow))?;
    Ok(text(document.kind, document.read))
}

fn text(kind: AttachmentKind, read: Read) -> Made {
    Made {
        kind,
        content: AttachmentContent::Text(read.text),
        size: None,
        pages: read.pages,
        without_text: read.without_text,
    }
}

async fn picture(file: &File) -> Result<Made, ReadProblem> {
    let size = |width, height| {
        let size = chat::image_size(width, height)?;
        Some((size.width, size.height))
    };
    let scaled = picture::scaled_picture(file, size).await;
    let scaled = scaled.map_err(|fault| match fault {
        PictureFault::NoPicture => ReadProblem::Binary,
        PictureFault::TooLarge => ReadProblem::TooLarge,
        PictureFault::Broken => ReadProblem::Broken,
    })?;
    Ok(Made {
        kind: AttachmentKind::Image,
        content: AttachmentContent::Image(scaled.url),
        size: Some((scaled.width, scaled.height)),
        pages: None,
        without_text: 0,
    })
}

/// A worker for this file alone: should it break off, or be given up, nothing else is lost.
async fn in_worker(file: &File) -> Result<Document, ReadProblem> {
    let (listening, listens) = slot::slot();
    let (answered, answer) = slot::slot();
    let failed = (listening.clone(), answered.clone());
    let hear = move |words: String, _| {
        if words.is_empty() {
            return listening.fill(true);
        }
        let read = serde_json::from_str::<Result<Document, ReadProblem>>(&words);
        answered.fill(read.unwrap_or(Err(ReadProblem::Broken)));
    };
    let fail = move || {
        failed.0.fill(false);
        // A panic, or no memory left: whatever it was, it was this file's doing.
        failed.1.fill(Err(ReadProblem::Broken));
    };
    let worker = Worker::start_reader(hear, fail).ok_or(ReadProblem::Unread)?;
    if !listens.await {
        return Err(ReadProblem::Unread);
    }
    let asked = serde_json::to_string(&(file.name(), file.kind()));
    worker.post(&asked.map_err(|_| ReadProblem::Unread)?, Some(file));
    answer.await
}
