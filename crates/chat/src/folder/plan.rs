//! Given what is here, what is in the folder, and what both were when they last met: what has to be done on each side.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use wire::Millis;

use super::file::{FolderFile, FolderProblem, read_folder_file, write_folder_file};
use super::join::{free_name, hash, join_files};
use super::mark::Marks;
use super::meet::{length, meet};
use crate::export::Thread;
use crate::record::{Conversation, Message, MessageState};

/// What both sides were when they last met.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// By the conversation's id.
    pub threads: BTreeMap<String, SeenThread>,
}

/// One conversation as it was then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenThread {
    /// Its file.
    pub name: String,
    /// When that was changed and how large it was, as the folder says; nothing where that is not known.
    pub stamp: (u64, u64),
    /// What was in it ([`hash`], in hexadecimal).
    pub hash: String,
    /// Its record.
    pub conversation: Conversation,
    /// The ids of its messages.
    pub messages: BTreeSet<String>,
    /// How long their texts were; missing in what older builds saw.
    pub lengths: BTreeMap<String, usize>,
    /// What was deleted.
    pub marks: Marks,
}

/// A file of the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its name, with its ending.
    pub name: String,
    /// When it was changed and how large it is.
    pub stamp: (u64, u64),
}

impl Seen {
    /// The files that have to be read: those that are not as they were left.
    pub fn to_read<'a>(&self, listed: &'a [Listed]) -> Vec<&'a str> {
        let known: BTreeMap<&str, (u64, u64)> = self
            .threads
            .values()
            .filter(|thread| thread.stamp != (0, 0))
            .map(|thread| (thread.name.as_str(), thread.stamp))
            .collect();
        listed
            .iter()
            .filter(|file| known.get(file.name.as_str()) != Some(&file.stamp))
            .map(|file| file.name.as_str())
            .collect()
    }
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The conversation's id.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// What was done, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FolderReport {
    /// Files written.
    pub written: usize,
    /// Conversations that changed here by what was in the folder.
    pub read: usize,
    /// Conversations that were deleted here because they were elsewhere.
    pub deleted: usize,
    /// Times both sides had changed the same thing. Of messages both are kept.
    pub conflicts: usize,
    /// Files that cannot be read, and were left as they are.
    pub unreadable: usize,
}

/// What has to be done: first here, then there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderPlan {
    /// Records to put here. One that is deleted says so.
    pub conversations: Vec<Conversation>,
    /// Messages to put here.
    pub messages: Vec<Message>,
    /// Messages to delete here, by conversation.
    pub gone: Vec<(String, String)>,
    /// Files to write.
    pub writes: Vec<Write>,
    /// Files to remove, by conversation: it has another, with what was in this one.
    pub removes: Vec<(String, String)>,
    /// What both are once that is done. The stamps of what is written are yet to be filled in.
    pub seen: Seen,
    /// For the person.
    pub report: FolderReport,
}

/// Makes the plan. `here` is all that is here, also what is deleted and can still be brought back; `read` the texts of the files that
/// [`Seen::to_read`] names.
pub fn folder_plan(
    here: Vec<Thread>,
    listed: &[Listed],
    read: &[(String, String)],
    seen: &Seen,
    now: Millis,
) -> FolderPlan {
    let mut plan = FolderPlan::default();
    let present: BTreeMap<&str, (u64, u64)> = listed
        .iter()
        .map(|file| (file.name.as_str(), file.stamp))
        .collect();
    let mut taken: BTreeSet<String> = present.keys().map(|name| name.to_lowercase()).collect();
    let mut files: BTreeMap<String, (String, FolderFile)> = BTreeMap::new();
    let mut broken: BTreeSet<&str> = BTreeSet::new();
    let known: BTreeSet<&str> = seen.threads.values().map(|it| it.name.as_str()).collect();
    let mut sorted: Vec<&(String, String)> = read.iter().collect();
    sorted.sort();
    for (name, text) in sorted {
        match read_folder_file(text) {
            Err(FolderProblem::NotOurs) if !known.contains(name.as_str()) => {}
            // What somebody else wrote under a name of ours is theirs now, or half of what is on its way.
            Err(FolderProblem::NotOurs | FolderProblem::Broken) => {
                plan.report.unreadable += 1;
                broken.insert(name);
            }
            Ok(file) => {
                let id = file.conversation.id.clone();
                match files.remove(&id) {
                    None => {
                        files.insert(id, (name.clone(), file));
                    }
                    Some((first, other)) => {
                        plan.removes.push((id.clone(), name.clone()));
                        files.insert(id, (first, join_files(other, file)));
                    }
                }
            }
        }
    }
    keep_to_their_own(&here, &mut files);
    let mut here: BTreeMap<String, Thread> = here
        .into_iter()
        .map(|thread| (thread.conversation.id.clone(), thread))
        .collect();
    let ids: BTreeSet<String> = here
        .keys()
        .chain(files.keys())
        .chain(seen.threads.keys())
        .cloned()
        .collect();
    for id in ids {
        let (mine, before) = (here.remove(&id), seen.threads.get(&id));
        let arriving = mine.as_ref().is_some_and(|thread| {
            let mut messages = thread.messages.iter();
            messages.any(|message| message.state == MessageState::Streaming)
        });
        let unread = before.is_some_and(|before| broken.contains(before.name.as_str()));
        if arriving || unread {
            // Next time.
            plan.removes.retain(|(of, _)| *of != id);
            plan.seen.threads.extend(before.cloned().map(|it| (id, it)));
            continue;
        }
        let file = files.remove(&id);
        let as_left = before.filter(|before| {
            file.is_none() && present.get(before.name.as_str()) == Some(&before.stamp)
        });
        let mut name = match (&file, before) {
            (Some((name, _)), Some(before))
                if *name != before.name && present.contains_key(before.name.as_str()) =>
            {
                // A second file of a conversation whose first is as it was left.
                plan.removes.push((id.clone(), name.clone()));
                Some(before.name.clone())
            }
            (Some((name, _)), _) => Some(name.clone()),
            (None, Some(before)) => Some(before.name.clone()),
            (None, None) => None,
        };
        let Some(met) = meet(mine, file.map(|(_, file)| file), before, now) else {
            continue;
        };
        let text = write_folder_file(&met.file);
        let hashed = format!("{:016x}", hash(&text));
        let name = name.take().unwrap_or_else(|| {
            let name = free_name(&met.file.conversation, |name| {
                taken.contains(&name.to_lowercase())
            });
            taken.insert(name.to_lowercase());
            name
        });
        let stamp = present.get(name.as_str()).copied();
        let same = match (as_left, stamp) {
            (Some(before), _) => before.hash == hashed,
            (None, Some(_)) => read.iter().any(|(it, was)| *it == name && *was == text),
            (None, None) => false,
        };
        if !same {
            plan.report.written += 1;
            plan.writes.push(Write {
                id: id.clone(),
                name: name.clone(),
                text,
            });
        }
        plan.report.conflicts += met.conflicts;
        plan.report.deleted += usize::from(met.deleted_here);
        plan.report.read += usize::from(
            !met.deleted_here
                && (met.record.is_some() || !met.put.is_empty() || !met.gone.is_empty()),
        );
        plan.conversations.extend(met.record);
        plan.messages.extend(met.put);
        plan.gone
            .extend(met.gone.into_iter().map(|message| (id.clone(), message)));
        let messages = met.file.messages;
        plan.seen.threads.insert(
            id,
            SeenThread {
                name,
                stamp: stamp.filter(|_| same).unwrap_or_default(),
                hash: hashed,
                conversation: met.file.conversation,
                lengths: messages
                    .iter()
                    .map(|it| (it.id.clone(), length(&it.text)))
                    .collect(),
                messages: messages.into_iter().map(|it| it.id).collect(),
                marks: met.file.marks,
            },
        );
    }
    plan
}

/// Leaves out of the files what belongs to another conversation here, or in a file before: messages are put by their id, and no
/// file can take what it does not hold.
fn keep_to_their_own(here: &[Thread], files: &mut BTreeMap<String, (String, FolderFile)>) {
    let mut owner: HashMap<String, String> = HashMap::new();
    for thread in here {
        for message in &thread.messages {
            owner.insert(message.id.clone(), thread.conversation.id.clone());
        }
    }
    for (id, (_, file)) in files {
        file.messages.retain(|message| {
            let of = owner
                .entry(message.id.clone())
                .or_insert_with(|| id.clone());
            of == id
        });
    }
}
