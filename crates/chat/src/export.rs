//! All conversations as one JSON text, out and in again.
//!
//! Version 1, in full. Unknown fields are ignored everywhere; every field but the marked ones may be missing.
//!
//! ```json
//! { "format": "parlance-conversations",            required
//!   "version": 1,                                  required
//!   "exported": 0,
//!   "conversations": [                             required
//!     { "conversation": { "id": "…",               required, not empty
//!         "title": "…", "titled_by": "text|person", "pinned": false, "created": 0, "updated": 0,
//!         "system": "…", "model": null, "leaf": null, "deleted": null },
//!       "messages": [
//!         { "id": "…",                             required, not empty
//!           "parent": null, "role": "user|assistant|system|tool", "text": "…", "reasoning": "…",
//!           "state": "done|stopped|truncated|failed", "model": null,
//!           "usage": { "input": 0, "cached": 0, "output": 0, "reasoning": 0 }, "cost": null, "created": 0,
//!           "problem": { "kind": "…", "status": null, "code": null },
//!           "failure": { "kind": "over-cap|no-key|no-model|offline|…" } } ] } ] }
//! ```
//!
//! Times are milliseconds since the Unix epoch, costs nano-dollars. There is no field for an endpoint or a key: what
//! was sent where, and an endpoint's own words (which may repeat what it was sent), are left out, and dropped where a
//! file brings them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wire::Millis;

use crate::record::{Conversation, Message, MessageState};

const FORMAT: &str = "parlance-conversations";
const VERSION: u64 = 1;

/// Everything that travels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Export {
    format: &'static str,
    version: u64,
    /// When it was written.
    pub exported: Millis,
    /// All conversations.
    pub conversations: Vec<Thread>,
}

/// A conversation with its messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Thread {
    /// What is known of it.
    pub conversation: Conversation,
    /// Its messages, in any order.
    pub messages: Vec<Message>,
}

/// Why a text is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportProblem {
    /// It is not JSON.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// It is JSON, but not an export of conversations.
    NotAnExport,
    /// It was written by a later Parlance.
    Newer {
        /// The version it names.
        version: u64,
    },
    /// Something in it is wrong.
    Wrong {
        /// Where, as `conversations[3].messages[12].role`.
        place: String,
        /// What, in a few English words for the details.
        what: String,
    },
}

impl fmt::Display for ExportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportProblem::NotJson { line, column } => {
                write!(f, "not JSON at line {line}, column {column}")
            }
            ExportProblem::NotAnExport => f.write_str("not an export of conversations"),
            ExportProblem::Newer { version } => {
                write!(f, "version {version} is newer than this page knows")
            }
            ExportProblem::Wrong { place, what } => write!(f, "{place}: {what}"),
        }
    }
}

impl std::error::Error for ExportProblem {}

impl Export {
    /// An export of these conversations and their messages. Takes out what must not travel; messages of no
    /// conversation given are left out.
    pub fn new(now: Millis, conversations: Vec<Conversation>, messages: Vec<Message>) -> Self {
        let mut of: BTreeMap<String, Vec<Message>> = BTreeMap::new();
        for message in messages {
            of.entry(message.conversation.clone())
                .or_default()
                .push(message);
        }
        let thread = |conversation: Conversation| {
            let messages = of.remove(&conversation.id).unwrap_or_default();
            Thread {
                conversation,
                messages,
            }
        };
        Export::of_threads(now, conversations.into_iter().map(thread).collect())
    }

    fn of_threads(exported: Millis, mut conversations: Vec<Thread>) -> Self {
        for thread in &mut conversations {
            // It names an endpoint.
            thread.conversation.model_origin = None;
            thread.messages.iter_mut().for_each(strip);
        }
        Export {
            format: FORMAT,
            version: VERSION,
            exported,
            conversations,
        }
    }

    /// What has to be saved so that this export is part of what is here: conversations, messages, and how many
    /// conversations were left as they are.
    ///
    /// Of a conversation that is in both, the one with the later `updated` wins, so importing the same file again changes
    /// nothing. Nothing is ever deleted: messages that only the older one has stay. A message whose id belongs to
    /// another conversation here is left out: no file can overwrite what it does not hold.
    pub fn newer_than(self, here: &[Conversation], known: &[Message]) -> Newer {
        let current: BTreeMap<&str, Millis> = here
            .iter()
            .map(|record| (record.id.as_str(), record.updated))
            .collect();
        let known: BTreeMap<&str, &Message> = known
            .iter()
            .map(|message| (message.id.as_str(), message))
            .collect();
        // Within the file the same rule holds: the later of two with one id.
        let mut chosen: BTreeMap<String, Thread> = BTreeMap::new();
        for thread in self.conversations {
            let id = thread.conversation.id.clone();
            if chosen
                .get(&id)
                .is_none_or(|other| other.conversation.updated <= thread.conversation.updated)
            {
                chosen.insert(id, thread);
            }
        }
        let (mut conversations, mut messages, mut unchanged) = (Vec::new(), Vec::new(), 0);
        let mut taken = BTreeSet::new();
        for (id, thread) in chosen {
            if current
                .get(id.as_str())
                .is_some_and(|updated| *updated >= thread.conversation.updated)
            {
                unchanged += 1;
                continue;
            }
            conversations.push(thread.conversation);
            // Of two messages with one id in a conversation the last counts.
            let own: BTreeMap<String, Message> = thread
                .messages
                .into_iter()
                .map(|message| (message.id.clone(), message))
                .collect();
            for (message_id, message) in own {
                let fits = known
                    .get(message_id.as_str())
                    .is_none_or(|here| here.conversation == id && differs(here, &message));
                if fits && taken.insert(message_id) {
                    messages.push(message);
                }
            }
        }
        (conversations, messages, unchanged)
    }
}

/// What an import brings: conversations and messages to save, each in place of the one of its id, and how many
/// conversations are here already, as new or newer.
pub type Newer = (Vec<Conversation>, Vec<Message>, usize);

/// Reads the JSON of an [`Export`], of this version, or what someone made look like it.
pub fn read_export(text: &str) -> Result<Export, ExportProblem> {
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            ExportProblem::NotJson {
                line: error.line(),
                column: error.column(),
            }
        })?;
    let Value::Object(mut root) = value else {
        return Err(ExportProblem::NotAnExport);
    };
    if root.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ExportProblem::NotAnExport);
    }
    match root.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(ExportProblem::Newer { version }),
        _ => return Err(wrong("version".to_owned(), "must be 1")),
    }
    let mut conversations = Vec::new();
    for (index, thread) in list(root.remove("conversations"), "conversations")?
        .into_iter()
        .enumerate()
    {
        conversations.push(read_thread(thread, &format!("conversations[{index}]"))?);
    }
    let exported = root
        .get("exported")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    Ok(Export::of_threads(exported, conversations))
}

fn read_thread(value: Value, place: &str) -> Result<Thread, ExportProblem> {
    let Value::Object(mut thread) = value else {
        return Err(wrong(place.to_owned(), "must be an object"));
    };
    let conversation_place = format!("{place}.conversation");
    let conversation: Conversation = record(thread.remove("conversation"), &conversation_place)?;
    require(&conversation.id, &conversation_place)?;
    let mut messages = Vec::new();
    let listed = match thread.remove("messages") {
        None => Vec::new(),
        some => list(some, &format!("{place}.messages"))?,
    };
    for (index, value) in listed.into_iter().enumerate() {
        let place = format!("{place}.messages[{index}]");
        let mut message: Message = record(Some(value), &place)?;
        require(&message.id, &place)?;
        message.conversation.clone_from(&conversation.id);
        messages.push(message);
    }
    Ok(Thread {
        conversation,
        messages,
    })
}

fn require(id: &str, place: &str) -> Result<(), ExportProblem> {
    if id.trim().is_empty() {
        Err(wrong(format!("{place}.id"), "is missing or empty"))
    } else {
        Ok(())
    }
}

fn list(value: Option<Value>, place: &str) -> Result<Vec<Value>, ExportProblem> {
    match value {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(wrong(place.to_owned(), "must be a list")),
    }
}

fn record<T: DeserializeOwned>(value: Option<Value>, place: &str) -> Result<T, ExportProblem> {
    let Some(Value::Object(fields)) = value else {
        return Err(wrong(place.to_owned(), "must be an object"));
    };
    let copy = fields.clone();
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        // The error does not name its field; the one that fails alone is it.
        let guilty = copy.into_iter().find_map(|(name, value)| {
            let alone = Map::from_iter([(name.clone(), value)]);
            serde_json::from_value::<T>(Value::Object(alone))
                .err()
                .map(|error| (name, error))
        });
        match guilty {
            Some((name, error)) => wrong(format!("{place}.{name}"), &error.to_string()),
            None => wrong(place.to_owned(), &error.to_string()),
        }
    })
}

fn wrong(place: String, what: &str) -> ExportProblem {
    ExportProblem::Wrong {
        place,
        what: what.chars().take(200).collect(),
    }
}

/// Takes out of a message what must not travel, and ends what cannot go on elsewhere.
fn strip(message: &mut Message) {
    message.sent = None;
    if let Some(problem) = &mut message.problem {
        problem.message.clear();
        problem.body.clear();
    }
    if message.state == MessageState::Streaming {
        message.state = MessageState::Truncated;
    }
}

/// Whether the import says something else than what is here, but for what never travels.
fn differs(here: &Message, import: &Message) -> bool {
    let mut here = here.clone();
    strip(&mut here);
    here != *import
}
