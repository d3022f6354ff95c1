//! What is in attachments: in the database, and those at hand that are needed often.

use super::App;
use super::chat::desk;
use crate::browser::db::{self, Store};
use crate::browser::{random, time};
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
    // What could not be written down is nowhere else.
    let unkept = desk(|desk| desk.unkept.contents());
    CONTENTS.with(|contents| {
        let mut contents = contents.borrow_mut();
        let held: usize = contents.values().map(|one| one.content.len()).sum();
        if held + stored.content.len() > AT_HAND {
            contents.retain(|id, _| needed.contains(id) || unkept.contains(id));
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

/// No more of a record than its id, whose it is, and its age.
#[derive(Default, Deserialize)]
struct Label {
    id: String,
    #[serde(default)]
    conversation: String,
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

    /// Copies what is in attachments, by the ids they have under the ids they get, for another conversation. Gives those that were.
    pub(super) async fn copy_contents(
        self,
        ids: BTreeMap<String, String>,
        conversation: String,
    ) -> BTreeMap<String, String> {
        let mut copied = BTreeMap::new();
        for (old, new) in ids {
            let stored = db::get::<StoredAttachment>(Store::Attachments, &old).await;
            if let Some(Some(stored)) = self.note_storage(stored) {
                let copy = StoredAttachment {
                    id: new.clone(),
                    ..adopted(&stored, &conversation)
                };
                let written = db::put(Store::Attachments, &copy).await;
                if self.note_storage(written).is_some() {
                    copied.insert(old, new);
                }
            }
        }
        copied
    }

    /// Whether what is in an attachment belongs to this conversation; none where it is gone.
    pub(super) async fn is_content_of(self, id: &str, conversation: &str) -> Option<bool> {
        let read = db::get::<Label>(Store::Attachments, id).await;
        let label = self.note_storage(read)??;
        Some(label.conversation == conversation)
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

    /// Writes down a message and at once with it what goes with it: what was attached to the draft belongs to its conversation
    /// now.
    pub(super) fn write_with_contents(
        self,
        message: Message,
    ) -> impl Future<Output = Result<(), db::Unwritten>> {
        // Where nothing has to be read first it is begun now: the page may go away.
        let alone = message.attachments.is_empty().then(|| {
            let batch = db::Batch::new().put(Store::Messages, &message);
            batch.commit()
        });
        async move {
            match alone {
                Some(written) => written.await,
                None => self.with_contents(message).await.commit().await,
            }
        }
    }

    async fn with_contents(self, message: Message) -> db::Batch {
        let mut batch = db::Batch::new();
        let mut attachments = message.attachments;
        let ids: BTreeSet<String> = attachments.iter().map(|one| one.id.clone()).collect();
        self.load_contents(ids.clone()).await;
        for attached in &mut attachments {
            // Whose it is by now: a tab that was made from this one may have sent the same file.
            let label = db::get::<Label>(Store::Attachments, &attached.id).await;
            let label = self.note_storage(label).flatten().unwrap_or_default();
            let Some(stored) = at_hand(&attached.id) else {
                continue;
            };
            if label.conversation == message.conversation {
                continue;
            }
            let mut own = adopted(&stored, &message.conversation);
            if label.conversation != DRAFT {
                // It goes with its conversation for good: this one gets a copy.
                own.id = random::id();
                attached.id.clone_from(&own.id);
            }
            batch = batch.put(Store::Attachments, &own);
            keep_at_hand(Rc::new(own), &ids);
        }
        let now = desk(|desk| {
            let tree = desk.trees.get_mut(&message.conversation)?;
            let mut now = tree.get(&message.id)?.clone();
            now.attachments = attachments;
            tree.update(now.clone());
            Some(now)
        });
        match now {
            Some(now) => batch.put(Store::Messages, &now),
            // It was deleted meanwhile.
            None => batch,
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
        let written = written.await;
        self.content_written(&attached.id, written.is_ok());
        self.note_storage(written);
    }

    /// Tries again to write down what could not be, if it is attached to a draft still.
    pub(super) async fn keep_content_again(self, id: String) {
        let is_attached = desk(|desk| {
            let mut drafts = desk.under_way.files.values().flatten();
            drafts.any(|attached| attached.id == id)
        });
        match at_hand(&id).filter(|_| is_attached) {
            Some(stored) => {
                let written = db::put(Store::Attachments, &*stored).await;
                self.content_written(&id, written.is_ok());
                self.note_storage(written);
            }
            None => self.contents_gone(&[&id]),
        }
    }

    /// Deletes for good what goes with a conversation. False where that failed.
    pub(super) async fn purge_contents(self, conversation: &str) -> bool {
        self.purge_labelled(conversation, |_| true).await
    }

    /// Deletes what was attached to drafts that nobody will send any more.
    pub(super) async fn purge_drafts(self) {
        let now = time::now();
        self.purge_labelled(DRAFT, |at| now.saturating_sub(at) > DRAFTS_KEPT)
            .await;
    }

    async fn purge_labelled(self, conversation: &str, old: impl Fn(Millis) -> bool) -> bool {
        let read = db::by_index::<Label>(Store::Attachments, "conversation", conversation).await;
        let Some(labels) = self.note_storage(read) else {
            return false;
        };
        let ids: Vec<String> = labels
            .into_iter()
            .filter(|label| old(label.at))
            .map(|label| label.id)
            .collect();
        if ids.is_empty() {
            return true;
        }
        let deleted = db::delete_many(Store::Attachments, &ids).await;
        self.note_storage(deleted).is_some()
    }
}
