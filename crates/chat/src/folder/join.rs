//! Two states of one thing made one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::file::FolderFile;
use super::name::file_name;
use crate::export::strip;
use crate::record::{Conversation, Message, MessageState};

/// What became of two messages with one id.
pub(super) struct Joined {
    pub(super) message: Message,
    /// The other one, where neither goes on from the other: kept beside it.
    pub(super) beside: Option<Message>,
}

/// One of two messages with one id: the one that goes on from the other. Where both went their own way, one by a rule that
/// is the same everywhere, and the other beside it as a version.
pub(super) fn join_messages(mut one: Message, mut other: Message) -> Joined {
    strip(&mut one);
    strip(&mut other);
    let (plain, plain_other) = (one.text.replace('\r', ""), other.text.replace('\r', ""));
    let parted = !plain.starts_with(&plain_other) && !plain_other.starts_with(&plain);
    let (message, lesser) = if rank(&one) >= rank(&other) {
        (one, other)
    } else {
        (other, one)
    };
    let beside = parted.then(|| Message {
        id: format!("{}-{:016x}", lesser.id, hash(&lesser.text)),
        ..lesser
    });
    Joined { message, beside }
}

fn rank(message: &Message) -> (usize, u8, String) {
    let state = match message.state {
        MessageState::Done => 3,
        MessageState::Stopped => 2,
        MessageState::Truncated | MessageState::Streaming => 1,
        MessageState::Failed => 0,
    };
    let all = serde_json::to_string(message).unwrap_or_default();
    (message.text.len(), state, all)
}

/// A conversation's record, field by field: what only one side changed since they met is taken from there; where both did,
/// the one that was changed later decides.
pub(super) fn join_records(
    base: Option<&Conversation>,
    here: &Conversation,
    there: &Conversation,
) -> (Conversation, bool) {
    let base = base.map(fields);
    let (mine, theirs) = (fields(here), fields(there));
    let later = (there.updated, text(&theirs)) > (here.updated, text(&mine));
    let mut joined = Map::new();
    let mut conflict = false;
    let names: Vec<&String> = mine.keys().chain(theirs.keys()).collect();
    for name in names {
        let (one, other) = (mine.get(name), theirs.get(name));
        let before = base.as_ref().and_then(|base| base.get(name));
        let take_theirs = if one == other {
            false
        } else if base.is_some() && one == before {
            true
        } else if base.is_some() && other == before {
            false
        } else {
            // Where one was at last is no work of anyone's.
            conflict |= base.is_some() && !matches!(name.as_str(), "updated" | "leaf");
            later
        };
        if let Some(value) = if take_theirs { other } else { one } {
            joined.insert(name.clone(), value.clone());
        }
    }
    let mut record: Conversation =
        serde_json::from_value(Value::Object(joined)).unwrap_or_else(|_| here.clone());
    record.updated = here.updated.max(there.updated);
    // Where a model was chosen is known here alone.
    if record.model == here.model {
        record.model_origin.clone_from(&here.model_origin);
    }
    (record, conflict)
}

/// What of a record travels.
pub(super) fn fields(record: &Conversation) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(mut fields)) => {
            fields.remove("model_origin");
            fields.remove("cut_from");
            fields.remove("deleted");
            fields
        }
        _ => Map::new(),
    }
}

fn text(fields: &Map<String, Value>) -> String {
    serde_json::to_string(fields).unwrap_or_default()
}

/// Two files of one conversation, as tools that copy folders make them.
pub(super) fn join_files(one: FolderFile, other: FolderFile) -> FolderFile {
    let mut marks = one.marks;
    marks.join(&other.marks);
    let (conversation, _) = join_records(None, &one.conversation, &other.conversation);
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    for message in one.messages.into_iter().chain(other.messages) {
        put_in(&mut messages, message);
    }
    FolderFile {
        conversation,
        messages: messages.into_values().collect(),
        marks,
    }
}

/// Puts a message among others; true when it was kept beside one that had gone its own way, and is new there.
pub(super) fn put_in(messages: &mut BTreeMap<String, Message>, message: Message) -> bool {
    let Some(known) = messages.remove(&message.id) else {
        messages.insert(message.id.clone(), message);
        return false;
    };
    let joined = join_messages(known, message);
    messages.insert(joined.message.id.clone(), joined.message);
    match joined.beside {
        Some(beside) if !messages.contains_key(&beside.id) => {
            messages.insert(beside.id.clone(), beside);
            true
        }
        _ => false,
    }
}

/// A name that no other file has.
pub(super) fn free_name(record: &Conversation, taken: impl Fn(&str) -> bool) -> String {
    let name = format!("{}.md", file_name(&record.title, &record.id));
    if !taken(&name) {
        return name;
    }
    let plain = file_name("", &record.id).replace(' ', "-");
    let mut salt = record.id.clone();
    loop {
        let name = format!("{plain}-{:016x}.md", hash(&salt));
        if !taken(&name) {
            return name;
        }
        salt.push('+');
    }
}

/// FNV-1a, 64 bits: the same everywhere, and nobody's guard against anyone.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
