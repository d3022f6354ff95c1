//! What is in attachments: in the database, and those at hand that are needed often.

use super::App;
use crate::browser::db::{self, Store};
use crate::browser::time;
use chat::{AttachmentContent, AttachmentRef, DRAFT, ImagesWanted, Message, StoredAttachment};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wire::{ChatMessage, Millis};

/// How much is kept at hand, in bytes.
const AT_HAND: usize = 48 << 20;
/// What was attached to a draft and never sent goes after this: a draft is as old as its tab.
const DRAFTS_KEPT: Millis = 14 * 24 * 60 * 60 * 1_000;

thread_local! {
    static CONTENTS: RefCell<BTreeMap<String, Rc<StoredAttachment>>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is at hand of an attachment.
pub(super) fn at_hand(id: &str) -> Option<Rc<StoredAttachment>> {
    CONTENTS.with(|contents| contents.borrow().get(id).cloned())
}

/// Keeps it at hand; others go where they are too many.
pub(super) fn keep_at_hand(stored: Rc<StoredAttachment>, needed: &BTreeSet<String>) {
    CONTENTS.with(|contents| {
        let mut contents = contents.borrow_mut();
        let held: usize = contents.values().map(|one| one.content.len()).sum();
        if held + stored.content.len() > AT_HAND {
            contents.retain(|id, _| needed.contains(id));
        }
        contents.insert(stored.id.clone(), stored);
    });
}

/// Puts contents into what is sent; those that [`App::load_contents`] loaded.
pub(super) fn put_in(messages: &mut [ChatMessage], images: ImagesWanted) {
    with_contents(messages, |messages, content| {
        chat::put_in(messages, images, content);
    });
}

/// The same to be looked at.
pub(super) fn as_shown(messages: &mut [ChatMessage], images: ImagesWanted) {
    with_contents(messages, |messages, content| {
        chat::as_shown(messages, images, content);
    });
}

type Contents<'a> = &'a dyn Fn(&str) -> Option<&'a AttachmentContent>;

fn with_contents(
    messages: &mut [ChatMessage],
    work: impl FnOnce(&mut [ChatMessage], Contents<'_>),
) {
    let held: BTreeMap<String, Rc<StoredAttachment>> = chat::held_ids(messages)
        .into_iter()
        .filter_map(|id| Some((id.clone(), at_hand(&id)?)))
        .collect();
    work(messages, &|id| held.get(id).map(|stored| &stored.content));
}

/// No more of a record than its id and age.
#[derive(Deserialize)]
struct Label {
    id: String,
    #[serde(default)]
    at: Millis,
}

fn adopted(stored: &StoredAttachment, conversation: &str) -> StoredAttachment {
    StoredAttachment {
        conversation: conversation.to_string(),
        ..stored.clone()
    }
}

impl App {
    /// Has these at hand. What cannot be had is left out: what is sent says so.
    pub(super) async fn load_contents(self, ids: BTreeSet<String>) {
        for id in &ids {
            if at_hand(id).is_some() {
                continue;
            }
            let stored = db::get::<StoredAttachment>(Store::Attachments, id).await;
            if let Some(Some(stored)) = self.note_storage(stored) {
                keep_at_hand(Rc::new(stored), &ids);
            }
        }
    }

    /// Copies what is in attachments, by the ids they have under the ids they get, for another conversation.
    pub(super) async fn copy_contents(self, ids: BTreeMap<String, String>, conversation: String) {
        for (old, new) in ids {
            let stored = db::get::<StoredAttachment>(Store::Attachments, &old).await;
            if let Some(Some(stored)) = self.note_storage(stored) {
                let copy = StoredAttachment {
                    id: new,
                    ..adopted(&stored, &conversation)
                };
                self.note_storage(db::put(Store::Attachments, &copy).await);
            }
        }
    }

    /// Hands over what is in an attachment, now or as soon as it is read; none where it is gone.
    pub fn attachment(self, id: &str, then: impl FnOnce(Option<AttachmentContent>) + 'static) {
        if let Some(stored) = at_hand(id) {
            return then(Some(stored.content.clone()));
        }
        let id = id.to_string();
        leptos::task::spawn_local(async move {
            self.load_contents(BTreeSet::from([id.clone()])).await;
            then(at_hand(&id).map(|stored| stored.content.clone()));
        });
    }

    /// A message and what goes with it, to be written at once: what was attached to the draft belongs to its conversation now.
    pub(super) fn with_contents(self, message: &Message) -> db::Batch {
        let mut batch = db::Batch::new().put(Store::Messages, message);
        let mut far = BTreeSet::new();
        let ids: BTreeSet<String> = message
            .attachments
            .iter()
            .map(|one| one.id.clone())
            .collect();
        for id in &ids {
            match at_hand(id) {
                Some(stored) if stored.conversation == DRAFT => {
                    let stored = adopted(&stored, &message.conversation);
                    batch = batch.put(Store::Attachments, &stored);
                    keep_at_hand(Rc::new(stored), &ids);
                }
                Some(_) => {}
                None => drop(far.insert(id.clone())),
            }
        }
        if !far.is_empty() {
            leptos::task::spawn_local(self.adopt(far, message.conversation.clone()));
        }
        batch
    }

    /// The same for those that have to be read first.
    async fn adopt(self, ids: BTreeSet<String>, conversation: String) {
        self.load_contents(ids.clone()).await;
        for stored in ids.iter().filter_map(|id| at_hand(id)) {
            if stored.conversation == DRAFT {
                let stored = adopted(&stored, &conversation);
                let written = db::put(Store::Attachments, &stored);
                keep_at_hand(Rc::new(stored), &ids);
                self.note_storage(written.await);
            }
        }
    }

    /// Writes down what is attached to the draft.
    pub(super) async fn keep_content(self, attached: &AttachmentRef, content: AttachmentContent) {
        let stored = StoredAttachment {
            id: attached.id.clone(),
            conversation: DRAFT.to_string(),
            at: time::now(),
            content,
        };
        let written = db::put(Store::Attachments, &stored);
        keep_at_hand(Rc::new(stored), &BTreeSet::new());
        self.note_storage(written.await);
    }

    /// Deletes for good what goes with a conversation.
    pub(super) async fn purge_contents(self, conversation: &str) {
        self.purge_labelled(conversation, |_| true).await;
    }

    /// Deletes what was attached to drafts that nobody will send any more.
    pub(super) async fn purge_drafts(self) {
        let now = time::now();
        self.purge_labelled(DRAFT, |at| now.saturating_sub(at) > DRAFTS_KEPT)
            .await;
    }

    async fn purge_labelled(self, conversation: &str, old: impl Fn(Millis) -> bool) {
        let read = db::by_index::<Label>(Store::Attachments, "conversation", conversation).await;
        let labels = self.note_storage(read).unwrap_or_default();
        let ids: Vec<String> = labels
            .into_iter()
            .filter(|label| old(label.at))
            .map(|label| label.id)
            .collect();
        if !ids.is_empty() {
            self.note_storage(db::delete_many(Store::Attachments, &ids).await);
        }
    }
}
