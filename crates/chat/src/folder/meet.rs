//! One conversation, as it is here and as it is in the folder: what it becomes.

use std::collections::{BTreeMap, BTreeSet};

use wire::Millis;

use super::file::FolderFile;
use super::join::{fields, join_records, put_in};
use super::mark::Marks;
use super::seen::SeenThread;
use crate::export::{Thread, strip};
use crate::record::{Conversation, Message};

/// What comes of one conversation.
pub(super) struct Met {
    pub(super) file: FolderFile,
    pub(super) record: Option<Conversation>,
    pub(super) put: Vec<Message>,
    pub(super) gone: Vec<String>,
    pub(super) deleted_here: bool,
    pub(super) conflicts: usize,
    /// Of one that is deleted: what was known of it. An old file that is put back is no work that was done since.
    pub(super) known: Option<SeenThread>,
}

/// Makes one of both. None where there is neither.
pub(super) fn meet(
    mine: Option<Thread>,
    theirs: Option<FolderFile>,
    before: Option<&SeenThread>,
    now: Millis,
) -> Option<Met> {
    let deleted = mine.as_ref().and_then(|mine| mine.conversation.deleted);
    let (mine, put_away) = match mine {
        Some(mine) if mine.conversation.deleted.is_some() => (None, Some(mine)),
        mine => (mine, None),
    };
    let id = mine
        .as_ref()
        .map(|mine| mine.conversation.id.clone())
        .or_else(|| put_away.as_ref().map(|mine| mine.conversation.id.clone()))
        .or_else(|| theirs.as_ref().map(|file| file.conversation.id.clone()))
        .or_else(|| before.map(|before| before.conversation.id.clone()))?;
    let known: BTreeSet<&str> = before
        .map(|before| before.messages.iter().map(String::as_str).collect())
        .unwrap_or_default();
    let mut marks = before
        .map(|before| before.marks.clone())
        .unwrap_or_default();
    // What was deleted or brought back here since.
    match (&mine, before) {
        (None, Some(_)) if !marks.gone(&id) => marks.set(&id, deleted.unwrap_or(now), true),
        // Of what never was in the folder nobody there has to be told.
        (None, None) if theirs.is_none() => return None,
        (None, None) => {
            if let Some(at) = deleted {
                marks.set(&id, at, true);
            }
        }
        (Some(_), Some(_)) if marks.gone(&id) => marks.set(&id, now, false),
        _ => {}
    }
    if let Some(mine) = &mine {
        let here: BTreeSet<&str> = mine.messages.iter().map(|it| it.id.as_str()).collect();
        for message in &known {
            if !here.contains(message) && !marks.gone(message) {
                marks.set(message, now, true);
            }
        }
        for message in here {
            if marks.gone(message) {
                marks.set(message, now, false);
            }
        }
    }
    let own = marks.clone();
    if let Some(theirs) = &theirs {
        marks.join(&theirs.marks);
    }
    let mut conflicts = 0;
    let worked_on_here = mine
        .as_ref()
        .is_some_and(|mine| worked_on(&mine.conversation, &mine.messages, before));
    let worked_on_there = theirs.as_ref().is_some_and(|file| {
        !file.marks.gone(&id) && worked_on(&file.conversation, &file.messages, before)
    });
    if marks.gone(&id) && (worked_on_here || worked_on_there) {
        // Deleted on the other side by someone who did not know of it.
        marks.set(&id, now, false);
        conflicts += 1;
    }
    if marks.gone(&id) {
        return Some(buried(mine, theirs, before, marks, now));
    }
    let comes_back = put_away.is_some();
    let mine = mine.or(put_away);
    let mut all: BTreeMap<String, Message> = BTreeMap::new();
    let mut unread: BTreeSet<String> = BTreeSet::new();
    for message in theirs.iter().flat_map(|file| &file.messages) {
        unread.insert(message.id.clone());
        all.insert(message.id.clone(), message.clone());
    }
    for message in mine.iter().flat_map(|mine| &mine.messages) {
        conflicts += usize::from(put_in(&mut all, bare(message)));
    }
    // Whoever wrote below a message did not know that it was deleted: it stays, and what it stands under.
    let fresh = all
        .values()
        .filter(|message| !known.contains(message.id.as_str()) && !marks.gone(&message.id));
    let mut keep: BTreeSet<String> = BTreeSet::new();
    for message in fresh {
        let mut above = message.parent.as_ref();
        while let Some(parent) = above.filter(|parent| !keep.contains(*parent)) {
            keep.insert(parent.clone());
            above = all.get(parent).and_then(|parent| parent.parent.as_ref());
        }
    }
    for message in &keep {
        if marks.gone(message) && all.contains_key(message) {
            let known_gone = own.gone(message);
            marks.set(message, now, false);
            conflicts += usize::from(!known_gone);
        }
    }
    all.retain(|message, _| !marks.gone(message));
    let base = before.map(|before| &before.conversation);
    let (conversation, record) = match (&mine, &theirs) {
        (Some(mine), Some(theirs)) => {
            let (joined, conflict) = join_records(base, &mine.conversation, &theirs.conversation);
            conflicts += usize::from(conflict);
            let joined = Conversation {
                deleted: None,
                ..joined
            };
            let changed = comes_back || fields(&joined) != fields(&mine.conversation);
            (joined.clone(), changed.then_some(joined))
        }
        (Some(mine), None) => (mine.conversation.clone(), None),
        (None, Some(theirs)) => (
            theirs.conversation.clone(),
            Some(theirs.conversation.clone()),
        ),
        (None, None) => return None,
    };
    let here: BTreeMap<&str, &Message> = mine
        .iter()
        .flat_map(|mine| &mine.messages)
        .map(|message| (message.id.as_str(), message))
        .collect();
    let put = all
        .values()
        .filter_map(|message| match here.get(message.id.as_str()) {
            None => Some(message.clone()),
            Some(own) => (bare(own) != *message).then(|| Message {
                sent: own.sent.clone(),
                left_out: own.left_out,
                ..message.clone()
            }),
        })
        .collect();
    let gone = here
        .keys()
        .filter(|message| !all.contains_key(**message))
        .map(|message| (*message).to_owned())
        .collect();
    Some(Met {
        file: FolderFile {
            conversation,
            messages: all.into_values().collect(),
            marks,
        },
        record,
        put,
        gone,
        deleted_here: false,
        conflicts,
        known: None,
    })
}

/// A message as the folder has it: without what stays at home.
fn bare(message: &Message) -> Message {
    let mut message = message.clone();
    strip(&mut message);
    message.left_out = false;
    message
}

/// How long a text is, however its lines end.
pub(super) fn length(text: &str) -> usize {
    text.bytes().filter(|byte| *byte != b'\r').count()
}

/// Whether something was said or written since they met; a text that grew, too, as an answer does that went on.
fn worked_on(record: &Conversation, messages: &[Message], before: Option<&SeenThread>) -> bool {
    let Some(before) = before else {
        return true;
    };
    let was = &before.conversation;
    messages.iter().any(|message| {
        let was = before.lengths.get(&message.id);
        !before.messages.contains(&message.id)
            || was.is_some_and(|was| length(&message.text) > *was)
    }) || (&record.title, &record.system) != (&was.title, &was.system)
}

/// A conversation that is deleted: a file that says so, and here it goes the way deleted ones go.
fn buried(
    mine: Option<Thread>,
    theirs: Option<FolderFile>,
    before: Option<&SeenThread>,
    marks: Marks,
    now: Millis,
) -> Met {
    let mut known = before.cloned().unwrap_or_default();
    if let Some(theirs) = &theirs {
        if before.is_none() {
            known.conversation = theirs.conversation.clone();
        }
        for message in &theirs.messages {
            let length = length(&message.text);
            let was = known.lengths.entry(message.id.clone()).or_insert(length);
            *was = length.max(*was);
            known.messages.insert(message.id.clone());
        }
    }
    let record = mine.map(|mine| Conversation {
        deleted: Some(now),
        ..mine.conversation
    });
    let conversation = record
        .clone()
        .or_else(|| theirs.map(|file| file.conversation))
        .or_else(|| before.map(|before| before.conversation.clone()))
        .unwrap_or_default();
    // What it was about is deleted, too.
    let told = |rest: Conversation| Conversation {
        id: conversation.id.clone(),
        title: conversation.title.clone(),
        created: conversation.created,
        updated: conversation.updated,
        ..rest
    };
    // So that the same is told the next time.
    known.conversation = told(known.conversation);
    Met {
        deleted_here: record.is_some(),
        file: FolderFile {
            conversation: told(Conversation::default()),
            messages: Vec::new(),
            marks,
        },
        record,
        put: Vec::new(),
        gone: Vec::new(),
        conflicts: 0,
        known: Some(known),
    }
}
