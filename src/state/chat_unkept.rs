//! What the database did not take (a full disk) is on the screen still, and is written as soon as it takes something again.
//! Until then it is not said that all is well.

use super::App;
use super::app::UNKEPT;
use super::chat::desk;
use super::chat_deleted::kept_deleted;
use crate::browser::db::{self, Store};
use crate::browser::time::{self, Timer};
use chat::Changes;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// So long after it is tried again, in milliseconds: there may be room now, and nothing else be written.
const TRY_AGAIN: wire::Millis = 10_000;

thread_local! {
    /// When that is.
    static AGAIN: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// What is missing in the database.
#[derive(Default)]
pub(super) struct Unkept {
    /// Messages; true while one is being written again.
    messages: BTreeMap<String, bool>,
    /// What is attached to drafts, by id; true while one is being written again.
    contents: BTreeMap<String, bool>,
    /// Fields of conversations' records, and how many writes of them failed.
    records: BTreeMap<String, (Map<String, Value>, u32)>,
}

impl Unkept {
    fn is_any(&self) -> bool {
        !self.messages.is_empty() || !self.contents.is_empty() || !self.records.is_empty()
    }

    /// What is attached to drafts and not in the database yet, by id.
    pub(super) fn contents(&self) -> BTreeSet<String> {
        self.contents.keys().cloned().collect()
    }

    /// These messages were written, or not.
    fn messages(&mut self, ids: &[String], kept: bool, changes: &mut Changes) {
        for id in ids {
            match kept {
                false => drop(self.messages.insert(id.clone(), false)),
                // The write that failed is made up for.
                true if self.messages.remove(id).is_some() => changes.written(id),
                true => {}
            }
        }
    }

    /// What is to be written of a record, with what could not be before.
    pub(super) fn with_earlier(
        &mut self,
        id: &str,
        fields: Map<String, Value>,
    ) -> (Map<String, Value>, u32) {
        let (mut all, failed) = self.records.remove(id).unwrap_or_default();
        all.extend(fields);
        (all, failed)
    }
}

impl App {
    /// These messages were written, or could not be.
    pub(super) fn messages_written(self, ids: &[String], kept: bool) {
        desk(|desk| desk.unkept.messages(ids, kept, &mut desk.changes));
        if kept {
            ids.iter().for_each(|id| self.edit_kept(id));
        }
        self.tell_unkept();
    }

    /// What is attached to a draft was written, or could not be.
    pub(super) fn content_written(self, id: &str, kept: bool) {
        desk(|desk| match kept {
            true => desk.unkept.contents.remove(id),
            false => desk.unkept.contents.insert(id.to_string(), false),
        });
        self.tell_unkept();
    }

    /// These are no draft's any more: they go with their message, or nowhere.
    pub(super) fn contents_gone(self, ids: &[&str]) {
        desk(|desk| {
            desk.unkept
                .contents
                .retain(|id, _| !ids.contains(&id.as_str()))
        });
        self.tell_unkept();
    }

    /// These fields of a record could not be written, for the `failed`th time.
    pub(super) fn record_unkept(self, id: &str, fields: Map<String, Value>, failed: u32) {
        desk(|desk| {
            let (all, _) = desk.unkept.with_earlier(id, Map::new());
            // What failed before stands below what failed now.
            let all = all.into_iter().chain(fields).collect();
            desk.unkept.records.insert(id.to_string(), (all, failed));
        });
        self.tell_unkept();
    }

    /// These fields of these records could not be written.
    pub(super) fn records_unkept(self, records: Vec<(String, Map<String, Value>)>) {
        desk(|desk| {
            for (id, fields) in records {
                let (all, failed) = desk.unkept.with_earlier(&id, fields);
                desk.unkept.records.insert(id, (all, failed + 1));
            }
        });
        self.tell_unkept();
    }

    pub(super) fn tell_unkept(self) {
        let any = desk(|desk| desk.unkept.is_any());
        UNKEPT.set(any);
        let waits = AGAIN.with_borrow(Option::is_some);
        if any && !waits {
            let timer = time::after(TRY_AGAIN, move || {
                AGAIN.set(None);
                self.keep_unkept();
            });
            AGAIN.set(Some(timer));
        }
    }

    /// There was room for something: what is missing is tried again.
    pub(super) fn keep_unkept(self) {
        let (messages, contents, records) = desk(|desk| {
            let waiting = desk
                .unkept
                .messages
                .iter_mut()
                .filter(|(_, again)| !**again);
            let messages: Vec<String> = waiting
                .map(|(id, again)| {
                    *again = true;
                    id.clone()
                })
                .collect();
            let records: Vec<String> = desk.unkept.records.keys().cloned().collect();
            let contents = desk.unkept.contents.iter_mut();
            let waiting = contents.filter(|(_, again)| !**again);
            let contents: Vec<String> = waiting
                .map(|(id, again)| {
                    *again = true;
                    id.clone()
                })
                .collect();
            (messages, contents, records)
        });
        for id in contents {
            leptos::task::spawn_local(self.keep_content_again(id));
        }
        for id in messages {
            // What is arriving is written at its end; what is gone need not be.
            let arriving = desk(|desk| desk.answers.contains_key(&id));
            match self.with_message(&id, Clone::clone) {
                // What is attached was refused with it: without it the record would name a file that is nowhere.
                Some(message) if !message.attachments.is_empty() => {
                    let conversation = message.conversation.clone();
                    let alone = message.clone();
                    let written = self.write_with_contents(message);
                    let written = async move {
                        let all = written.await;
                        if all.is_err() {
                            // The words at least: answers stand under them. The rest is tried again.
                            drop(db::put(Store::Messages, &alone).await);
                        }
                        all
                    };
                    self.messages_change(conversation, vec![id], written, None);
                }
                Some(message) if !arriving => self.save_message(message, None),
                _ => self.messages_written(&[id], true),
            }
        }
        for id in records {
            // One that was deleted is not in the list.
            match self.conversation(&id).or_else(|| kept_deleted(&id)) {
                Some(record) => self.write_conversation(record, Map::new(), || ()),
                None => desk(|desk| drop(desk.unkept.with_earlier(&id, Map::new()))),
            }
        }
        self.tell_unkept();
    }
}
