//! What of an export has to be saved so that it is part of what is here.

use std::collections::{BTreeMap, BTreeSet};

use wire::Millis;

use super::{Export, Thread, strip};
use crate::import::key;
use crate::record::{Conversation, Message};

/// What an import brings, each record in place of the one of its id. Every conversation of the file is counted once: as
/// added, replaced or unchanged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Newer {
    /// Conversations to save.
    pub conversations: Vec<Conversation>,
    /// Messages to save.
    pub messages: Vec<Message>,
    /// Conversations that were not here, or are as they were and got messages.
    pub added: usize,
    /// Conversations that are here and older: the file's are in their place.
    pub replaced: usize,
    /// Conversations that are here already, as new or newer, with all their messages.
    pub unchanged: usize,
    /// Messages that are left out: their ids belong to other conversations, here or in the file.
    pub foreign: usize,
}

impl Export {
    /// Takes out the conversations, each once: of two with one id the later counts, by `updated`; of two messages with one id
    /// in a conversation the last. In the order of their ids.
    pub fn take_threads(&mut self) -> Vec<Thread> {
        let mut chosen: BTreeMap<String, Thread> = BTreeMap::new();
        for thread in std::mem::take(&mut self.conversations) {
            let id = &thread.conversation.id;
            let updated = thread.conversation.updated;
            if chosen
                .get(id)
                .is_none_or(|other| other.conversation.updated <= updated)
            {
                chosen.insert(id.clone(), thread);
            }
        }
        let once = |thread: Thread| {
            let own: BTreeMap<String, Message> = thread
                .messages
                .into_iter()
                .map(|message| (message.id.clone(), message))
                .collect();
            Thread {
                conversation: thread.conversation,
                messages: own.into_values().collect(),
            }
        };
        chosen.into_values().map(once).collect()
    }

    /// [`newer_than`] of all its conversations.
    pub fn newer_than(mut self, here: &[Conversation], known: &[Message]) -> Newer {
        newer_than(self.take_threads(), here, known)
    }
}

/// What has to be saved so that these threads ([`Export::take_threads`]) are part of what is here. Of what is here, the
/// conversations and messages with the ids of theirs are enough.
///
/// Of a conversation that is in both, the one with the later `updated` wins, so importing the same file again changes
/// nothing. Nothing is ever deleted: messages that only the older one has stay, messages that are only in the file come in, and
/// where a message says something else, what was said here stays beside it as another version. A conversation that was deleted
/// here is not here: its backup brings it back. A message whose id belongs to another conversation here is left out: no file can
/// overwrite what it does not hold.
pub fn newer_than(threads: Vec<Thread>, here: &[Conversation], known: &[Message]) -> Newer {
    let current: BTreeMap<&str, Millis> = here
        .iter()
        .filter(|record| record.deleted.is_none())
        .map(|record| (record.id.as_str(), record.updated))
        .collect();
    let known: BTreeMap<&str, &Message> = known
        .iter()
        .map(|message| (message.id.as_str(), message))
        .collect();
    let mut newer = Newer::default();
    let mut taken = BTreeSet::new();
    for Thread {
        conversation,
        messages,
    } in threads
    {
        let id = &conversation.id;
        let updated = current.get(id.as_str());
        let newer_here = updated.is_some_and(|updated| *updated >= conversation.updated);
        let before = newer.messages.len();
        for message in messages {
            let known = known.get(message.id.as_str());
            if known.is_some_and(|known| known.conversation != *id)
                || !taken.insert(message.id.clone())
            {
                newer.foreign += 1;
            } else if let Some(known) = known {
                if !newer_here && differs(known, &message) {
                    newer.messages.extend(set_aside(known, &message));
                    newer.messages.push(message);
                }
            } else {
                newer.messages.push(message);
            }
        }
        match (updated, newer_here) {
            (_, true) if newer.messages.len() == before => newer.unchanged += 1,
            (Some(_), false) => newer.replaced += 1,
            _ => newer.added += 1,
        }
        if !newer_here {
            newer.conversations.push(conversation);
        }
    }
    newer
}

/// The message that is here as a sibling of the one that takes its place, where it says something that the other does not.
fn set_aside(here: &Message, import: &Message) -> Option<Message> {
    if here.text.trim().is_empty() || import.text.starts_with(here.text.trim_end()) {
        return None;
    }
    let mut aside = here.clone();
    // The same each time: there is one of it, on all devices.
    aside.id = key(&[&here.id, &here.text]);
    // What is in an attachment goes with one message.
    let named = |id: &str| import.attachments.iter().any(|other| other.id == id);
    aside.attachments.retain(|attached| !named(&attached.id));
    strip(&mut aside);
    Some(aside)
}

/// Whether the import says something else than what is here, but for what never travels.
fn differs(here: &Message, import: &Message) -> bool {
    let (mut here, mut import) = (here.clone(), import.clone());
    strip(&mut here);
    strip(&mut import);
    here != import
}
