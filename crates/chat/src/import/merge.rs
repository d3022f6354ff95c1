//! What an import adds to what is here.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Imported;
use super::report::Note;
use crate::record::{Conversation, Message};

/// What has to be saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewRecords {
    /// Conversations that are new, and those that got messages: each in place of the one of its id.
    pub conversations: Vec<Conversation>,
    /// Messages that are new.
    pub messages: Vec<Message>,
    /// How many conversations were here already, with all their messages.
    pub unchanged: usize,
}

impl Imported {
    /// What of it is not here yet, where these conversations are and the messages whose ids `known` knows (ids are enough: nothing
    /// that is here need be read for it). Importing the same file again gives nothing; a later export of the same program gives
    /// what came since.
    ///
    /// What is here is never overwritten: it may have been edited since. A conversation that gets messages keeps its title
    /// and all else, but for the branch that is shown, where the file is the newer one. One that was deleted here comes back:
    /// it is the person who asks for it.
    pub fn new_to(self, here: &[Conversation], known: impl Fn(&str) -> bool) -> NewRecords {
        let here: HashMap<&str, &Conversation> = here
            .iter()
            .filter(|record| record.deleted.is_none())
            .map(|record| (record.id.as_str(), record))
            .collect();
        let mut new = NewRecords::default();
        let mut taken: HashSet<String> = HashSet::new();
        for (conversation, messages) in self.conversations {
            let before = new.messages.len();
            for message in messages {
                if !known(&message.id) && taken.insert(message.id.clone()) {
                    new.messages.push(message);
                }
            }
            match here.get(conversation.id.as_str()) {
                None => new.conversations.push(conversation),
                Some(_) if new.messages.len() == before => new.unchanged += 1,
                Some(record) => {
                    let mut record = (*record).clone();
                    if conversation.updated > record.updated {
                        record.updated = conversation.updated;
                        record.leaf = conversation.leaf;
                    }
                    new.conversations.push(record);
                }
            }
        }
        new
    }

    /// Makes one of conversations that are in the file twice: shards may overlap.
    pub fn unite(&mut self) {
        let mut place: HashMap<String, usize> = HashMap::new();
        let mut united: Vec<(Conversation, Vec<Message>)> = Vec::new();
        let mut seen: HashMap<usize, HashSet<String>> = HashMap::new();
        for (conversation, messages) in std::mem::take(&mut self.conversations) {
            let Some(&at) = place.get(&conversation.id) else {
                place.insert(conversation.id.clone(), united.len());
                united.push((conversation, messages));
                continue;
            };
            self.report.conversations -= 1;
            self.report
                .note(Note::Duplicate, || conversation.id.clone());
            let (first, all) = &mut united[at];
            let seen = seen
                .entry(at)
                .or_insert_with(|| all.iter().map(|message| message.id.clone()).collect());
            for message in messages {
                if seen.insert(message.id.clone()) {
                    all.push(message);
                } else {
                    self.report.messages -= 1;
                }
            }
            if conversation.updated > first.updated {
                *first = conversation;
            }
        }
        self.conversations = united;
    }
}
