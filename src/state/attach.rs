//! What goes with the draft of the chat: files and images that were chosen, pasted, dropped or photographed, and not sent yet.
//!
//! Their contents are in the database from the moment they are read, their names in the tab's storage, so that they outlive a
//! reload. What is in them is in `attach_contents.rs`, how they are read in `attach_read.rs`.

use super::wanted::Running;
use super::{App, attach_away, attach_read, page};
use crate::browser::file::{self, File};
use crate::browser::handed::{self, Handed};
use crate::browser::{Subscription, random};
use chat::{AttachmentContent, AttachmentKind, AttachmentRef, MOST_ATTACHED, ReadProblem};
use gate::Cost;
use leptos::html::Input;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What goes with the draft.
#[derive(Clone)]
pub struct Attached {
    /// In the order in which they came.
    pub files: ArcRwSignal<Vec<DraftFile>>,
    /// What was removed last, and from where.
    pub removed: ArcRwSignal<Option<(usize, DraftFile)>>,
    /// Files are held over the page.
    pub over: ArcRwSignal<bool>,
    /// A long text that was just pasted, as it stands in the draft.
    pub pasted: ArcRwSignal<Option<String>>,
    /// The file of a pasted text that was too long for the field.
    pub taken: ArcRwSignal<Option<String>>,
    /// A very long text is about to be put into the field.
    pub coming: ArcRwSignal<bool>,
    /// More were handed over than can go with one message.
    pub too_many: ArcRwSignal<bool>,
}

/// A file of the draft's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFile {
    /// Its id, from the beginning.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: DraftState,
}

/// How far a file of the draft's is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// It is being read.
    Reading,
    /// It can be sent.
    Ready(AttachmentRef),
    /// It cannot be read. It is not sent.
    Failed(ReadProblem),
}

impl DraftState {
    /// The name tests and styles know it by (`data-state`).
    pub fn name(&self) -> &'static str {
        match self {
            DraftState::Reading => "reading",
            DraftState::Ready(_) => "ready",
            DraftState::Failed(_) => "failed",
        }
    }
}

impl DraftFile {
    /// What is sent of it, once it is read.
    pub fn ready(&self) -> Option<&AttachmentRef> {
        match &self.state {
            DraftState::Ready(attached) => Some(attached),
            DraftState::Reading | DraftState::Failed(_) => None,
        }
    }
}

thread_local! {
    static ATTACHED: Attached = Attached {
        files: ArcRwSignal::new(Vec::new()),
        removed: ArcRwSignal::new(None),
        over: ArcRwSignal::new(false),
        pasted: ArcRwSignal::new(None),
        taken: ArcRwSignal::new(None),
        coming: ArcRwSignal::new(false),
        too_many: ArcRwSignal::new(false),
    };
    /// What is being read; it ends with its place here.
    static READING: RefCell<BTreeMap<String, Running>> = const { RefCell::new(BTreeMap::new()) };
}

impl App {
    /// What goes with the draft.
    pub fn attached(self) -> Attached {
        ATTACHED.with(Attached::clone)
    }

    /// Takes what is pasted and dropped, until the value is dropped.
    pub fn attach_watch(self) -> Subscription {
        handed::on_handed(move |handed| match handed {
            Handed::Files(files) => {
                self.attached().over.set(false);
                self.attach_files(files);
            }
            Handed::Over(over) => self.attached().over.set(over),
            Handed::Text(text) => self.note_pasted(text),
            Handed::LongText(text) => self.attach_long_paste(text),
        })
    }

    /// Takes the files that were chosen.
    pub fn attach_chosen(self, input: NodeRef<Input>) {
        if let Some(input) = input.get_untracked() {
            self.attach_files(file::all_chosen(&input));
            page::focus("chat-input");
        }
    }

    fn attach_files(self, files: Vec<File>) {
        let attached = self.attached();
        let room = MOST_ATTACHED.saturating_sub(attached.files.with_untracked(Vec::len));
        attached.too_many.set(files.len() > room);
        for file in files.into_iter().take(room) {
            let (id, name) = (random::id(), name_of(&file));
            let state = DraftState::Reading;
            attached.files.update(|files| {
                let (id, name) = (id.clone(), name.clone());
                files.push(DraftFile { id, name, state });
            });
            let of = id.clone();
            let reading = Running::start(async move {
                let made = attach_read::read(&file).await;
                let state = match made {
                    Ok(made) => {
                        let attached = AttachmentRef {
                            pages: made.pages,
                            without_text: made.without_text,
                            ..describe(of.clone(), name, made.kind, &made.content, made.size)
                        };
                        self.keep_content(&attached, made.content).await;
                        DraftState::Ready(attached)
                    }
                    Err(problem) => DraftState::Failed(problem),
                };
                self.set_draft_state(&of, state);
            });
            READING.with(|all| all.borrow_mut().insert(id, reading));
        }
    }

    pub(super) fn set_draft_state(self, id: &str, state: DraftState) {
        let set = |files: &mut Vec<DraftFile>| {
            let file = files.iter_mut().find(|file| file.id == id);
            file.map(|file| file.state = state.clone()).is_some()
        };
        if self.attached().files.try_update(set) == Some(true) {
            self.remember_attached();
        } else if let Some((of, ready)) = attach_away::change(set) {
            // Another conversation was opened while it was read.
            self.keep_files(of, ready);
        }
        // Not here: this is called by what would be dropped.
        let id = id.to_string();
        leptos::task::spawn_local(async move {
            READING.with(|all| all.borrow_mut().remove(&id));
        });
    }

    /// Takes a file away from the draft; [`attach_undo`](Self::attach_undo) brings it back.
    pub fn attach_remove(self, id: &str) {
        let attached = self.attached();
        drop(READING.with(|all| all.borrow_mut().remove(id)));
        let removed = attached.files.try_update(|files| {
            let at = files.iter().position(|file| file.id == id)?;
            Some((at, files.remove(at)))
        });
        attached.too_many.set(false);
        // One that was being read is no longer: there is nothing to bring back.
        let kept = removed.flatten().filter(|(_, file)| file.ready().is_some());
        attached.removed.set(kept);
        self.remember_attached();
    }

    /// Brings back what was removed last.
    pub fn attach_undo(self) {
        let attached = self.attached();
        if let Some((at, file)) = attached.removed.get_untracked() {
            attached.removed.set(None);
            attached.files.update(|files| {
                let at = at.min(files.len());
                files.insert(at, file);
            });
            self.remember_attached();
        }
    }

    /// Whether something is being read that may be meant to go along.
    pub(super) fn is_attaching(self) -> bool {
        let files = self.attached().files;
        files.with_untracked(|files| files.iter().any(|file| file.state == DraftState::Reading))
    }

    /// What goes along, of what is read. Not tracked.
    pub(super) fn ready_attachments(self) -> Vec<AttachmentRef> {
        self.attached()
            .files
            .with_untracked(|files| ready_of(files))
    }

    /// The same, and it is the draft's no longer. What could not be read stays: it was not sent.
    pub(super) fn take_attachments(self) -> Vec<AttachmentRef> {
        let taken = self.ready_attachments();
        let ids: Vec<&str> = taken.iter().map(|attached| attached.id.as_str()).collect();
        self.contents_gone(&ids);
        let attached = self.attached();
        attached
            .files
            .update(|files| files.retain(|file| file.ready().is_none()));
        attached.removed.set(None);
        attached.pasted.set(None);
        self.remember_attached();
        taken
    }

    /// What the attachments of the draft count for, about, when this model is asked: all, and of these the images. Tracked.
    pub(super) fn attached_tokens(self, model: &str) -> (u64, u64) {
        let files = self.attached().files;
        files.with(|files| chat::tokens_of_all(&ready_of(files), model))
    }

    /// What an attachment of the draft counts for, about, and costs where prices are known. Of several models that are asked:
    /// the most for any, and what all of them cost. Tracked.
    pub fn attachment_takes(self, attached: &AttachmentRef) -> (u64, Option<Cost>) {
        let (mut most, mut sum) = (0, None);
        for model in self.asked_models() {
            let input = attached.tokens_for(&model);
            most = most.max(input);
            if let Some((price, _)) = self.price_of(&model) {
                let usage = wire::Usage {
                    input,
                    ..wire::Usage::default()
                };
                sum = Some(sum.unwrap_or(0) + price.cost(usage).0);
            }
        }
        (most, sum.map(Cost))
    }

    pub(super) fn remember_attached(self) {
        let open = self.chat.open.get_untracked().unwrap_or_default();
        self.keep_files(open, self.ready_attachments());
    }

    pub(super) fn keep_files(self, of: String, ready: Vec<AttachmentRef>) {
        self.keep_under_way(|kept| {
            if ready.is_empty() {
                kept.files.remove(&of);
            } else {
                kept.files.insert(of, ready);
            }
        });
    }

    /// Saves an attachment as a file.
    pub fn attachment_download(self, attached: AttachmentRef) {
        self.attachment(&attached.id.clone(), move |content| match content {
            Some(AttachmentContent::Text(text)) => {
                let name = match attached.kind {
                    AttachmentKind::Pdf => format!("{}.txt", attached.name),
                    _ => attached.name,
                };
                crate::browser::page::download(&name, "text/plain;charset=utf-8", &text);
            }
            Some(AttachmentContent::Image(url)) => {
                if let Some(file) = file::of_data_url(&url) {
                    file::download(&attached.name, &file);
                }
            }
            None => {}
        });
    }

    /// The attachments of a message.
    pub fn attachments_of(self, message: &str) -> Vec<AttachmentRef> {
        self.with_message(message, |message| message.attachments.clone())
            .unwrap_or_default()
    }
}

pub(super) fn ready_of(files: &[DraftFile]) -> Vec<AttachmentRef> {
    files.iter().filter_map(DraftFile::ready).cloned().collect()
}

pub(super) fn describe(
    id: String,
    name: String,
    kind: AttachmentKind,
    content: &AttachmentContent,
    size: Option<(u32, u32)>,
) -> AttachmentRef {
    let tokens = match (content, size) {
        (AttachmentContent::Image(_), Some((width, height))) => {
            chat::image_tokens("", width, height)
        }
        (AttachmentContent::Image(_), None) => 0,
        (AttachmentContent::Text(text), _) => gate::estimate_tokens(&chat::framed(&name, "", text)),
    };
    let bytes = match content {
        // Base64 has four characters for three bytes.
        AttachmentContent::Image(url) => url.len() * 3 / 4,
        AttachmentContent::Text(text) => text.len(),
    };
    AttachmentRef {
        bytes: bytes as u64,
        id,
        kind,
        name,
        tokens,
        size,
        ..AttachmentRef::default()
    }
}

/// What is pasted as a picture has no name of its own, or the same one each time.
fn name_of(file: &File) -> String {
    let name = file.name();
    match name.trim() {
        "" => match file.kind().strip_prefix("image/") {
            Some(kind) => format!("image.{}", kind.split('+').next().unwrap_or(kind)),
            None => "file".to_string(),
        },
        name => name.to_string(),
    }
}
