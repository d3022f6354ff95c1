//! What is known of all texts: which word stands where.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use wire::{Millis, Role};

use super::files::{FileText, Files};
use super::words::words;
use crate::attach::AttachmentRef;
use crate::record::Conversation;

/// A message as far as it is searched; [`crate::Message`] reads as this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchMessage {
    /// The message's id.
    pub id: String,
    /// Of which conversation.
    pub conversation: String,
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub text: String,
    /// When.
    pub created: Millis,
    /// What goes with it. Their texts are given apart ([`SearchIndex::take_file`]).
    pub attachments: Vec<AttachmentRef>,
}

/// The index. What is deleted stays in it, marked, until there is more of that than of the rest.
#[derive(Debug, Default)]
pub struct SearchIndex {
    pub(super) texts: Vec<Indexed>,
    /// The number of each word.
    numbers: HashMap<Box<str>, u32>,
    /// The same in their order, for those that begin with something.
    pub(super) in_order: BTreeMap<Box<str>, u32>,
    /// Where each word stands, in order: the text's number above, the place in it below.
    pub(super) places: Vec<Vec<u64>>,
    pub(super) conversations: Vec<Known>,
    by_conversation: HashMap<String, u32>,
    by_message: HashMap<String, u32>,
    pub(super) files: Files,
    gone: usize,
    /// How much of what is gone was files, in bytes: their words are still held.
    gone_files: usize,
}

/// A text that is searched: a message, a file with its name, or a conversation's title.
#[derive(Debug)]
pub(super) struct Indexed {
    /// None for a title. Of a file, the latest message that names it.
    pub message: Option<String>,
    /// It is a file.
    pub file: Option<FileText>,
    pub conversation: u32,
    pub role: Role,
    pub text: String,
    pub at: Millis,
    pub gone: bool,
}

/// A conversation.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub id: String,
    pub title: String,
    pub updated: Millis,
    /// There is a record of it, and it is not deleted.
    pub there: bool,
    /// It is known that it is deleted: its messages are not taken.
    gone: bool,
    titled: Option<u32>,
}

impl Known {
    /// It is deleted.
    fn leave(&mut self) {
        self.there = false;
        self.gone = true;
        self.title = String::new();
        self.titled = None;
    }
}

/// So many texts may be gone before it is asked whether they are the most.
const GONE: usize = 2_000;
/// So much of files may be gone, in bytes, before the index is made anew without it.
const GONE_FILES: usize = 32 << 20;

impl SearchIndex {
    /// How many messages can be found.
    pub fn messages(&self) -> usize {
        self.by_message.len()
    }

    /// Whether this conversation was ever heard of.
    pub fn knows(&self, conversation: &str) -> bool {
        self.by_conversation
            .get(conversation)
            .is_some_and(|at| self.conversations[*at as usize].there)
    }

    /// These are all conversations: those that are not among them are gone. Gives the ids of those that are new.
    pub fn take_conversations(&mut self, all: &[Conversation]) -> Vec<String> {
        let ids: HashSet<&str> = all.iter().map(|record| record.id.as_str()).collect();
        let mut gone = HashSet::new();
        for (at, known) in self.conversations.iter_mut().enumerate() {
            if !known.gone && !ids.contains(known.id.as_str()) {
                known.leave();
                gone.insert(at as u32);
            }
        }
        let mut new = Vec::new();
        for record in all {
            if record.deleted.is_some() {
                gone.extend(self.bury(&record.id));
            } else if self.take_conversation(record) {
                new.push(record.id.clone());
            }
        }
        self.drop_texts(&gone);
        new
    }

    /// A conversation's record, as it is now. Says whether it was not there before.
    pub fn take_conversation(&mut self, record: &Conversation) -> bool {
        if record.deleted.is_some() {
            let gone = self.bury(&record.id);
            self.drop_texts(&gone.into_iter().collect());
            return false;
        }
        let at = self.conversation(&record.id);
        let known = &mut self.conversations[at as usize];
        let new = !known.there;
        known.there = true;
        known.gone = false;
        known.updated = record.updated;
        if known.title == record.title && known.titled.is_some() {
            if let Some(text) = known.titled {
                self.texts[text as usize].at = record.updated;
            }
            return new;
        }
        known.title.clone_from(&record.title);
        let text = self.add(Indexed {
            message: None,
            file: None,
            conversation: at,
            role: Role::User,
            text: record.title.clone(),
            at: record.updated,
            gone: false,
        });
        if let Some(old) = self.conversations[at as usize].titled.replace(text) {
            self.drop_text(old);
        }
        new
    }

    /// A message, in place of the one of its id. The texts of its files are wanted then ([`SearchIndex::wanted_files`]).
    pub fn take_message(&mut self, message: SearchMessage) {
        let old = self.by_message.get(&message.id).copied();
        let same = old.is_some_and(|old| self.texts[old as usize].text == message.text);
        if let Some(old) = old.filter(|_| !same) {
            self.drop_text(old);
            self.by_message.remove(&message.id);
        }
        let conversation = self.conversation(&message.conversation);
        if self.conversations[conversation as usize].gone {
            return;
        }
        self.take_files_of(&message, conversation);
        if same {
            return;
        }
        let text = self.add(Indexed {
            message: Some(message.id.clone()),
            file: None,
            conversation,
            role: message.role,
            text: message.text,
            at: message.created,
            gone: false,
        });
        self.by_message.insert(message.id, text);
    }

    /// These are all messages of a conversation: what else it had is gone.
    pub fn take_messages(&mut self, conversation: &str, all: Vec<SearchMessage>) {
        let at = self.conversation(conversation);
        let ids: HashSet<&str> = all.iter().map(|message| message.id.as_str()).collect();
        let is_gone = |text: &Indexed| {
            let id = text.message.as_deref().filter(|_| text.file.is_none());
            !text.gone && text.conversation == at && id.is_some_and(|id| !ids.contains(id))
        };
        let texts = self.texts.iter().enumerate();
        let gone: Vec<u32> = texts
            .filter(|(_, text)| is_gone(text))
            .map(|(at, _)| at as u32)
            .collect();
        for text in gone {
            if let Some(id) = self.texts[text as usize].message.clone() {
                self.by_message.remove(&id);
                self.drop_files_of(&id);
            }
            self.drop_text(text);
        }
        for message in all {
            self.take_message(message);
        }
        self.tidy();
    }

    /// A conversation that is deleted. Gives it where it was not before.
    fn bury(&mut self, id: &str) -> Option<u32> {
        let at = self.conversation(id);
        let known = &mut self.conversations[at as usize];
        (!known.gone).then(|| {
            known.leave();
            at
        })
    }

    /// Lets go of the texts of these conversations, in one pass.
    fn drop_texts(&mut self, conversations: &HashSet<u32>) {
        if conversations.is_empty() {
            return;
        }
        for at in 0..self.texts.len() {
            let text = &self.texts[at];
            if text.gone || !conversations.contains(&text.conversation) {
                continue;
            }
            if let Some(file) = &text.file {
                self.files.forget(&file.id);
            } else if let Some(id) = &text.message {
                self.by_message.remove(id);
                self.files.forget_message(id);
            }
            self.drop_text(at as u32);
        }
        self.tidy();
    }

    fn conversation(&mut self, id: &str) -> u32 {
        if let Some(at) = self.by_conversation.get(id) {
            return *at;
        }
        let at = self.conversations.len() as u32;
        self.conversations.push(Known {
            id: id.to_owned(),
            ..Known::default()
        });
        self.by_conversation.insert(id.to_owned(), at);
        at
    }

    pub(super) fn add(&mut self, mut text: Indexed) -> u32 {
        let number = self.texts.len() as u32;
        let mut place = 0_u64;
        if text.file.is_some() {
            self.files.held += text.text.len();
        }
        let mut landmarks = text.file.as_mut().map(FileText::landmarks);
        words(&text.text, |word, at| {
            if let Some(landmarks) = &mut landmarks {
                landmarks.pass(place, at.start);
            }
            let word = match self.numbers.get(word) {
                Some(at) => *at,
                None => {
                    let at = self.places.len() as u32;
                    self.numbers.insert(word.into(), at);
                    self.in_order.insert(word.into(), at);
                    self.places.push(Vec::new());
                    at
                }
            };
            self.places[word as usize].push(u64::from(number) << 32 | place);
            place += 1;
            true
        });
        self.texts.push(text);
        number
    }

    pub(super) fn drop_text(&mut self, text: u32) {
        let text = &mut self.texts[text as usize];
        text.gone = true;
        if text.file.take().is_some() {
            let bytes = text.text.len();
            self.files.held = self.files.held.saturating_sub(bytes);
            self.gone_files += bytes;
        }
        text.text = String::new();
        self.gone += 1;
    }

    /// Makes the index anew where most of it is gone.
    pub(super) fn tidy(&mut self) {
        let most = self.gone >= GONE && self.gone * 2 >= self.texts.len();
        if !most && self.gone_files < GONE_FILES {
            return;
        }
        let old = std::mem::take(self);
        let mut texts = old.texts;
        self.files = old.files;
        self.files.held = 0;
        self.by_conversation = old.by_conversation;
        self.conversations = old.conversations;
        let mut titled: HashMap<u32, u32> = HashMap::new();
        for text in texts.drain(..).filter(|text| !text.gone) {
            let (message, conversation) = (text.message.clone(), text.conversation);
            let file = text.file.as_ref().map(|file| file.id.clone());
            let number = self.add(text);
            match (file, message) {
                (Some(file), _) => self.files.moved(&file, number),
                (None, Some(id)) => drop(self.by_message.insert(id, number)),
                (None, None) => drop(titled.insert(conversation, number)),
            }
        }
        for (at, known) in self.conversations.iter_mut().enumerate() {
            known.titled = titled.get(&(at as u32)).copied();
        }
    }
}
