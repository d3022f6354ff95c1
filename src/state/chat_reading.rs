//! Conversations as they are read from the database: at the beginning, when they are opened, and when another tab changed
//! them. What was changed here meanwhile stays; what is arriving in another tab is shown as that.

use super::chat::{Desk, desk, sort};
use super::{App, bodies, journal};
use crate::browser::db::{self, Store};
use crate::browser::{locks, time};
use chat::{Conversation, Message, MessageState, Tree};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wire::Millis;

/// How often what arrives in another tab is looked for.
const LOOK: Millis = 1_000;
/// Where no lock tells who is writing: so many times nothing new, and nobody is.
const QUIET_LOOKS: u32 = 4;
/// The list's place among the readings.
const LIST: &str = "";

/// An answer that is arriving in another tab.
pub(super) struct Elsewhere {
    conversation: String,
    /// As it is stored; what has arrived since is in the journal.
    record: Message,
    /// How many pieces the journal had.
    pieces: usize,
    /// How often in a row there was nothing new.
    quiet: u32,
}

/// The name of the lock that a tab holds while this answer arrives in it.
pub(super) fn lock_name(message: &str) -> String {
    format!("parlance.answer.{message}")
}

impl App {
    /// Reads the list, unless that was done.
    pub(super) async fn read_list_once(self) {
        if !self.chat.loaded.get_untracked() {
            // Before any answer is put together from its journal.
            journal::take_back_tail(self).await;
            self.reload_conversations().await;
            self.chat.loaded.set(true);
        }
    }

    /// Reads the list (anew).
    pub(super) async fn reload_conversations(self) {
        let reading = desk(|desk| desk.changes.reading());
        let Some(all) = self.note_storage(db::all::<Conversation>(Store::Conversations).await)
        else {
            return;
        };
        let known = self.chat.conversations.get_untracked();
        let open = self.chat.open.get_untracked();
        let leaf_of = |all: &[Conversation], id: &str| {
            all.iter()
                .find(|conversation| conversation.id == id)
                .map(|of| (of.leaf.clone(), of.side_by_side.clone()))
                .unwrap_or_default()
        };
        let leaf_before = open.as_ref().map(|open| leaf_of(&known, open));
        let newer = |id: &str| desk(|desk| desk.changes.newer_than(id, reading));
        if !desk(|desk| desk.latest(LIST, reading)) {
            return;
        }
        let all = self.take_deleted(all, newer);
        let mut listed = chat::merge(known.clone(), all, |one| &one.id, newer);
        self.chat.streaming.with_untracked(|streaming| {
            for conversation in &mut listed {
                // The answer that is arriving here stays in view.
                if streaming.contains(&conversation.id) {
                    (conversation.leaf, conversation.side_by_side) =
                        leaf_of(&known, &conversation.id);
                }
            }
        });
        sort(&mut listed);
        let leaf_after = open.as_ref().map(|open| leaf_of(&listed, open));
        let shown = known
            .iter()
            .find(|known| Some(&known.id) == open.as_ref())
            .filter(|shown| !listed.iter().any(|here| here.id == shown.id));
        let streaming = self.chat.streaming.get_untracked();
        let gone = streaming.into_iter().filter(|id| {
            known.iter().any(|one| one.id == *id) && !listed.iter().any(|one| one.id == *id)
        });
        let gone: Vec<String> = gone.collect();
        self.chat.conversations.set(listed);
        // Nobody waits for answers in what another tab deleted.
        gone.iter().for_each(|id| self.stop_answers_of(id));
        if let Some(gone) = shown {
            return self.deleted_elsewhere(gone.clone());
        }
        if let Some(open) = open.filter(|_| leaf_before != leaf_after) {
            // Only to what is here: its messages may have yet to be read.
            let leaf = leaf_after.and_then(|(leaf, _)| leaf);
            let here = leaf.is_some_and(|leaf| self.with_message(&leaf, |_| ()).is_some());
            if here {
                self.rebuild_rows(&open);
            }
        }
        // They may have been changed in another tab.
        if let Some(open) = self.chat.open.get_untracked() {
            self.show_instructions(&open);
        }
    }

    /// Another tab changed messages of a conversation.
    pub(super) async fn reload_messages(self, conversation: String) {
        if self.is_missed(&conversation) || !self.is_held(&conversation) {
            return;
        }
        self.reload_conversations().await;
        self.read_anew(conversation).await;
    }

    /// Much was changed at once: reads the list, and then what is held of it.
    pub(super) async fn reload_all_held(self) {
        self.reload_conversations().await;
        self.read_held(|_| true).await;
    }

    /// Reads the messages of those conversations that are held.
    pub(super) async fn read_held(self, which: impl Fn(&str) -> bool) {
        let mut held: BTreeSet<String> = desk(|desk| desk.trees.keys().cloned().collect());
        if self.chat.loaded.get_untracked() {
            held.extend(self.chat.open.get_untracked());
        }
        for conversation in held {
            if which(&conversation) && !self.is_missed(&conversation) {
                self.read_anew(conversation).await;
            }
        }
    }

    /// While an answer arrives here, the conversation is read when that is through.
    fn is_missed(self, conversation: &str) -> bool {
        let writing = self
            .chat
            .streaming
            .with_untracked(|streaming| streaming.contains(conversation));
        if writing {
            desk(|desk| desk.missed.insert(conversation.to_string()));
        }
        writing
    }

    /// Whether its messages are here, or are to be.
    fn is_held(self, conversation: &str) -> bool {
        self.chat.open.get_untracked().as_deref() == Some(conversation)
            || desk(|desk| desk.trees.contains_key(conversation))
    }

    async fn read_anew(self, conversation: String) {
        if self.is_held(&conversation) && self.read_messages(&conversation).await {
            // Shows it only if it is the open one by then.
            self.show_conversation(conversation).await;
        }
    }

    /// Reads a conversation (unless it is held) and shows it.
    pub(super) async fn show_conversation(self, id: String) {
        if !desk(|desk| desk.trees.contains_key(&id)) && !self.read_messages(&id).await {
            return;
        }
        if self.chat.open.get_untracked().as_deref() == Some(&id) {
            self.show_instructions(&id);
            self.rebuild_rows(&id);
        }
    }

    /// Whether the open conversation is there to the message that is shown last, so that something can be said in it. A new
    /// one is.
    pub(super) fn is_read(self) -> bool {
        if !self.chat.loaded.get_untracked() {
            return false;
        }
        let Some(record) = self
            .chat
            .open
            .get_untracked()
            .and_then(|open| self.conversation(&open))
        else {
            return true;
        };
        desk(|desk| {
            desk.trees.get(&record.id).is_some_and(|tree| {
                record
                    .leaf
                    .as_ref()
                    .is_none_or(|leaf| tree.get(leaf).is_some())
            })
        })
    }

    /// Reads what [`is_read`](Self::is_read) misses. False when it cannot be read.
    pub(super) async fn read_open(self) -> bool {
        self.read_list_once().await;
        if self.is_read() {
            return true;
        }
        let Some(open) = self.chat.open.get_untracked() else {
            return true;
        };
        let read = self.read_messages(&open).await;
        if read {
            self.show_conversation(open).await;
        }
        read
    }

    /// Reads the messages of a conversation and merges them with what is here. False when they cannot be read.
    pub(super) async fn read_messages(self, id: &str) -> bool {
        let reading = desk(|desk| desk.changes.reading());
        let Some(messages) =
            self.note_storage(db::by_index::<Message>(Store::Messages, "conversation", id).await)
        else {
            return false;
        };
        let own = |message: &str| desk(|desk| desk.answers.contains_key(message));
        let unfinished = messages
            .iter()
            .any(|message| message.state == MessageState::Streaming && !own(&message.id));
        let held = if unfinished {
            locks::held().await
        } else {
            None
        };
        let mut read = Vec::with_capacity(messages.len());
        let mut elsewhere = Vec::new();
        for message in messages {
            if message.state != MessageState::Streaming || own(&message.id) {
                read.push(message);
                continue;
            }
            let live = match &held {
                Some(held) => held.contains(&lock_name(&message.id)),
                None => desk(|desk| !desk.given_up.contains(&message.id)),
            };
            // Where nobody holds the lock (any more), what is stored now is the last word.
            let message = match db::get::<Message>(Store::Messages, &message.id).await {
                Ok(Some(now)) if !live => now,
                _ => message,
            };
            let pieces = journal::pieces(self, &message.id).await;
            if live {
                elsewhere.push((message.clone(), pieces.len()));
                read.push(chat::so_far(message, pieces));
            } else {
                read.push(chat::recover(message, pieces));
            }
        }
        self.merge_reading(id, reading, read, elsewhere);
        true
    }

    /// What was read joins what is here, unless a later reading did so already.
    fn merge_reading(
        self,
        id: &str,
        reading: u64,
        read: Vec<Message>,
        elsewhere: Vec<(Message, usize)>,
    ) {
        let arriving: BTreeSet<String> = elsewhere
            .iter()
            .map(|(message, _)| message.id.clone())
            .collect();
        let taken = desk(|desk| {
            if !desk.latest(id, reading) {
                return None;
            }
            let before = desk.trees.remove(id).unwrap_or_default();
            let merged = chat::merge(
                before.iter().cloned().collect(),
                read,
                |message| &message.id,
                |message| {
                    desk.answers.contains_key(message) || desk.changes.newer_than(message, reading)
                },
            );
            let after = Tree::from_messages(merged);
            // Those that arrive elsewhere, and those that did: what was here of them, and what is.
            let touched: BTreeSet<String> = desk
                .elsewhere
                .iter()
                .filter(|(_, of)| of.conversation == id)
                .map(|(message, _)| message.clone())
                .chain(arriving.iter().cloned())
                .collect();
            let touched: Vec<_> = touched
                .into_iter()
                .filter_map(|message| {
                    let now = after.get(&message).cloned()?;
                    Some((before.get(&message).cloned(), now))
                })
                .collect();
            desk.trees.insert(id.to_string(), after);
            let known: BTreeSet<String> = desk.elsewhere.keys().cloned().collect();
            desk.elsewhere
                .retain(|message, of| of.conversation != id || arriving.contains(message));
            for (record, pieces) in elsewhere {
                let of = Elsewhere {
                    conversation: id.to_string(),
                    pieces,
                    quiet: 0,
                    record,
                };
                desk.elsewhere.insert(of.record.id.clone(), of);
            }
            // What messages were being changed to that another tab has deleted.
            let edits = desk.under_way.edits.iter();
            let lost = edits.filter(|(message, _)| {
                before.get(message).is_some() && desk.trees[id].get(message).is_none()
            });
            let lost: Vec<(String, String)> = lost
                .map(|(message, text)| (message.clone(), text.clone()))
                .collect();
            Some((touched, known, lost))
        });
        let Some((touched, known, lost)) = taken else {
            return;
        };
        for (message, text) in lost {
            self.chat_edit_cancel(&message);
            self.typed_on(Some(id.to_string()), &text);
        }
        for (before, now) in touched {
            let known = known.contains(&now.id);
            let fed = known && before.is_some_and(|before| feed_more(&before, &now));
            match (arriving.contains(&now.id), fed) {
                (true, true) => {}
                (true, false) => {
                    // It may have been shown as ended.
                    bodies::refresh(&now.id, &now.text);
                    bodies::reopen(&now.id);
                }
                (false, true) => bodies::finish(&now.id, || ()),
                // The rows show it anew.
                (false, false) => {}
            }
            if !known {
                self.watch(now.id);
            }
        }
        self.show_elsewhere(id);
    }

    fn show_elsewhere(self, id: &str) {
        let arriving = desk(|desk| desk.elsewhere.values().any(|of| of.conversation == id));
        if self
            .chat
            .elsewhere
            .with_untracked(|elsewhere| elsewhere.contains(id))
            != arriving
        {
            self.chat.elsewhere.update(|elsewhere| {
                if arriving {
                    elsewhere.insert(id.to_string());
                } else {
                    elsewhere.remove(id);
                }
            });
        }
    }

    /// Shows more of an answer as it arrives in another tab, and learns of its end, also where that tab is gone without a
    /// word.
    fn watch(self, message: String) {
        let watched = message.clone();
        leptos::task::spawn_local(async move {
            while locks::released(&lock_name(&watched)).await {
                let conversation = desk(|desk| {
                    let of = desk.elsewhere.get(&watched)?;
                    Some(of.conversation.clone())
                });
                let Some(conversation) = conversation else {
                    return;
                };
                self.reload_messages(conversation).await;
                // It may go on over there at once.
                time::sleep(LOOK).await;
            }
        });
        leptos::task::spawn_local(async move {
            loop {
                time::sleep(LOOK).await;
                if !desk(|desk| desk.elsewhere.contains_key(&message)) {
                    return;
                }
                self.look(&message).await;
            }
        });
    }

    async fn look(self, message: &str) {
        let pieces = journal::pieces(self, message).await;
        let told = locks::held().await.is_some();
        let (conversation, more) = {
            let found = desk(|desk| {
                let of = desk.elsewhere.get_mut(message)?;
                let more = pieces.len() > of.pieces;
                of.pieces = of.pieces.max(pieces.len());
                of.quiet = if more { 0 } else { of.quiet + 1 };
                let given_up = !told && of.quiet >= QUIET_LOOKS;
                if given_up {
                    desk.given_up.insert(message.to_string());
                }
                let now = more.then(|| chat::so_far(of.record.clone(), pieces));
                Some((of.conversation.clone(), now, given_up))
            });
            match found {
                None => return,
                Some((conversation, _, true)) => {
                    return self.reload_messages(conversation).await;
                }
                Some((_, None, false)) => return,
                Some((conversation, Some(now), false)) => (conversation, now),
            }
        };
        let before = desk(|desk| {
            let tree = desk.trees.get_mut(&conversation)?;
            let before = tree.get(message)?.clone();
            // The journal may be gone just now, with the record whole: that is read when it is told.
            (more.text.starts_with(&before.text) && more.reasoning.starts_with(&before.reasoning))
                .then(|| {
                    tree.update(more.clone());
                    before
                })
        });
        if let Some(before) = before {
            feed_more(&before, &more);
            if let Some(live) = desk(|desk| desk.lives.get(message).cloned()) {
                live.update(|live| {
                    live.has_text = !more.text.trim().is_empty();
                    live.has_reasoning = !more.reasoning.is_empty();
                });
            }
        }
    }
}

impl Desk {
    /// Whether this reading is the latest of those that are through; from now on it is.
    fn latest(&mut self, id: &str, reading: u64) -> bool {
        let latest = self.readings.entry(id.to_string()).or_default();
        let is = *latest <= reading;
        *latest = reading.max(*latest);
        is
    }
}

/// What came since goes to the screen. False where it is something else altogether.
fn feed_more(before: &Message, now: &Message) -> bool {
    let text = now.text.strip_prefix(&before.text);
    let reasoning = now.reasoning.strip_prefix(&before.reasoning);
    if let Some(text) = text {
        bodies::feed(&now.id, text, reasoning.unwrap_or_default());
    }
    text.is_some()
}
