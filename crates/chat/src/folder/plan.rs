//! Given what is here, what is in the folder, and what both were when they last met: what has to be done on each side, one
//! conversation at a time.

use std::collections::{BTreeMap, BTreeSet};

use wire::Millis;

use super::file::{FolderFile, FolderProblem, read_folder_file, write_folder_file};
use super::join::{free_name, hash, join_files};
use super::meet::{length, meet};
use super::report::{FileTrouble, FolderReport};
use super::seen::{Listed, Seen, SeenThread, Stamp};
use crate::export::Thread;
use crate::record::{Conversation, Message, MessageState};

/// One look at a folder: which files have to be read, which conversations looked at, and what has to be done for each.
///
/// 1. [`to_read`](Self::to_read) names files; each is handed over ([`take`](Self::take)).
/// 2. [`ids`](Self::ids) are the conversations to look at, given those that moved here.
/// 3. For each, with what of it is here and what was when both met: [`step`](Self::step), and when that is done
///    [`done`](Self::done).
/// 4. [`finish`](Self::finish) gives what to keep for the next time.
///
/// It is enough to look at what moved, since what becomes of a conversation depends on three things alone: its records here,
/// its file, and what both were. A step leaves them so that another one changes nothing (held by a test), until one of them
/// is changed: a record, and whoever writes one marks its conversation in the same transaction (src/browser/db), or the file,
/// and then its stamp is another or it is missing. What both were only a step changes. A conversation that waits keeps its
/// mark, and a file that is left as it is keeps the stamp that nobody has seen.
#[derive(Clone, Debug, Default)]
pub struct FolderPlan {
    seen: Seen,
    present: BTreeMap<String, Stamp>,
    /// All names that are or will be in the folder, in small letters, as many systems see no difference: whose each is, or
    /// nothing.
    taken: BTreeMap<String, String>,
    /// Left as they are.
    left: BTreeSet<String>,
    files: BTreeMap<String, (String, FolderFile)>,
    /// Of each file that was read: whose it is, and the hash of its text.
    read: BTreeMap<String, (String, u64)>,
    /// Second files, by conversation.
    spare: Vec<(String, String)>,
    report: FolderReport,
}

/// What comes of looking at a conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum FolderNext {
    /// It has to wait: an answer is arriving, or its file is left as it is.
    Wait,
    /// There is nothing of it anywhere.
    Nothing,
    /// This has to be done.
    Do(Box<FolderStep>),
}

/// What has to be done for one conversation: first here, then there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderStep {
    /// Its record, to put here. One that is deleted says so.
    pub record: Option<Conversation>,
    /// Messages to put here.
    pub put: Vec<Message>,
    /// Messages to delete here.
    pub gone: Vec<String>,
    /// What its file has to be; none where it is that. Its name is in `seen`.
    pub write: Option<String>,
    /// Files to remove then: what is in them is in this one.
    pub removes: Vec<String>,
    /// What both are once that is done. The stamp of what is written is yet to be filled in.
    pub seen: SeenThread,
    /// For the person.
    pub report: FolderReport,
}

impl FolderPlan {
    /// Begins, with what was seen the last time and all that is there now: files, and those that the browser could not even
    /// look at.
    pub fn new(seen: Seen, listed: Vec<Listed>, unread: Vec<(String, String)>) -> FolderPlan {
        let mut plan = FolderPlan {
            seen,
            ..FolderPlan::default()
        };
        for file in listed {
            plan.taken.insert(file.name.to_lowercase(), String::new());
            plan.present.insert(file.name, file.stamp);
        }
        for (name, why) in unread {
            plan.taken.insert(name.to_lowercase(), String::new());
            plan.leave(&name, FileTrouble::Unread(why));
        }
        // Also where the file is missing: it is written anew.
        for (id, (name, _)) in &plan.seen.files {
            plan.taken.insert(name.to_lowercase(), id.clone());
        }
        plan
    }

    /// The files that have to be read, in the order of their names: those that are not as they were left.
    pub fn to_read(&self) -> Vec<String> {
        let known: BTreeMap<&str, Stamp> = self
            .seen
            .files
            .values()
            .map(|(name, stamp)| (name, stamp))
            .chain(&self.seen.others)
            .filter(|(_, stamp)| **stamp != Stamp::default())
            .map(|(name, stamp)| (name.as_str(), *stamp))
            .collect();
        self.present
            .iter()
            .filter(|(name, stamp)| known.get(name.as_str()) != Some(*stamp))
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// What was read of a file: its text, or why there is none. A file that cannot be read is not missing: it is neither
    /// written over nor taken for deleted, and its conversation waits.
    pub fn take(&mut self, name: &str, text: Result<&str, FileTrouble>) {
        let text = match text {
            Ok(text) => text,
            Err(why) => return self.leave(name, why),
        };
        match read_folder_file(text) {
            Err(FolderProblem::NotOurs) if !self.is_known(name) => {
                let stamp = self.present.get(name).copied().unwrap_or_default();
                self.seen.others.insert(name.to_owned(), stamp);
            }
            // What somebody else wrote under a name of ours is theirs now, or half of what is on its way.
            Err(FolderProblem::NotOurs) => self.leave(name, FileTrouble::NotOurs),
            Err(FolderProblem::Broken) => self.leave(name, FileTrouble::Broken),
            Ok(file) => {
                let id = file.conversation.id.clone();
                self.read.insert(name.to_owned(), (id.clone(), hash(text)));
                let file = match self.files.remove(&id) {
                    None => (name.to_owned(), file),
                    Some((first, other)) => {
                        self.spare.push((id.clone(), name.to_owned()));
                        (first, join_files(other, file))
                    }
                };
                self.files.insert(id, file);
            }
        }
    }

    /// A file went while the others were looked at.
    pub fn lost(&mut self, name: &str) {
        self.present.remove(name);
    }

    /// Whether all that is here has to be looked at, and not only what moved.
    pub fn wants_all(&self) -> bool {
        !self.seen.whole
    }

    /// The conversations that have to be looked at, where those of `here` moved (or are all that are here, where
    /// [all are wanted](Self::wants_all)).
    pub fn ids(&self, here: impl IntoIterator<Item = String>) -> BTreeSet<String> {
        let moved_there = self
            .seen
            .files
            .iter()
            .filter(|(_, (name, stamp))| {
                self.wants_all()
                    || (self.present.get(name) != Some(stamp) && !self.left.contains(name))
            })
            .map(|(id, _)| id);
        let there = self.files.keys().chain(moved_there).cloned();
        here.into_iter().chain(there).collect()
    }

    /// The messages that the file of a conversation holds: those that are another's here are told to [`step`](Self::step).
    pub fn messages(&self, id: &str) -> Vec<String> {
        let file = self.files.get(id).into_iter();
        let messages = file.flat_map(|(_, file)| &file.messages);
        messages.map(|message| message.id.clone()).collect()
    }

    /// What has to be done for a conversation. `here` is what of it is here, also if it is deleted and can still be brought back;
    /// `before` what both were; `foreign` the messages that belong to another conversation here: they are put by their id, and no
    /// file can take what it does not hold.
    pub fn step(
        &mut self,
        id: &str,
        here: Option<Thread>,
        before: Option<&SeenThread>,
        foreign: &BTreeSet<String>,
        now: Millis,
    ) -> FolderNext {
        let file = self.files.remove(id);
        let before = before.filter(|before| before.of == self.seen.of);
        let arriving = here.as_ref().is_some_and(|thread| {
            let mut messages = thread.messages.iter();
            messages.any(|message| message.state == MessageState::Streaming)
        });
        let unread = before.is_some_and(|before| self.left.contains(&before.name));
        if arriving || unread {
            return FolderNext::Wait;
        }
        let mut step = FolderStep::default();
        for (_, name) in self.spare.extract_if(.., |(of, _)| of == id) {
            step.removes.push(name);
        }
        // Where another one's file was put under its name, its own is missing.
        let own = before.filter(|before| {
            let read = self.read.get(&before.name).map(|(of, _)| of);
            let taken = self.taken.get(&before.name.to_lowercase());
            let of = read.or(taken.filter(|of| !of.is_empty()));
            of.is_none_or(|of| of == id)
        });
        let as_left = own.filter(|before| {
            file.is_none() && self.present.get(&before.name) == Some(&before.stamp)
        });
        let name = match (&file, own) {
            (Some((name, _)), Some(own))
                if *name != own.name && self.present.contains_key(&own.name) =>
            {
                // A second file of a conversation whose first is as it was left.
                step.removes.retain(|spare| *spare != own.name);
                step.removes.push(name.clone());
                Some(own.name.clone())
            }
            (Some((name, _)), _) => Some(name.clone()),
            (None, Some(own)) => Some(own.name.clone()),
            (None, None) => None,
        };
        let file = file.map(|(_, mut file)| {
            file.messages
                .retain(|message| !foreign.contains(&message.id));
            file
        });
        let Some(met) = meet(here, file, before, now) else {
            return FolderNext::Nothing;
        };
        let text = write_folder_file(&met.file);
        let hashed = hash(&text);
        let name = name.unwrap_or_else(|| {
            free_name(&met.file.conversation, |name| {
                self.taken.contains_key(&name.to_lowercase())
            })
        });
        self.taken.insert(name.to_lowercase(), id.to_owned());
        let hex = format!("{hashed:016x}");
        let stamp = self.present.get(&name).copied();
        let same = match as_left {
            Some(before) => before.hash == hex,
            None => stamp.is_some() && self.read.get(&name).is_some_and(|(_, was)| *was == hashed),
        };
        step.report = FolderReport {
            written: usize::from(!same),
            conflicts: met.conflicts,
            deleted: usize::from(met.deleted_here),
            read: usize::from(
                !met.deleted_here
                    && (met.record.is_some() || !met.put.is_empty() || !met.gone.is_empty()),
            ),
            troubles: Vec::new(),
        };
        step.write = (!same).then_some(text);
        step.record = met.record;
        step.put = met.put;
        step.gone = met.gone;
        let messages = met.file.messages;
        let known = met.known.unwrap_or_else(|| SeenThread {
            conversation: met.file.conversation,
            lengths: messages
                .iter()
                .map(|it| (it.id.clone(), length(&it.text)))
                .collect(),
            messages: messages.into_iter().map(|it| it.id).collect(),
            ..SeenThread::default()
        });
        step.seen = SeenThread {
            id: id.to_owned(),
            of: self.seen.of.clone(),
            name,
            stamp: stamp.filter(|_| same).unwrap_or_default(),
            hash: hex,
            marks: met.file.marks,
            ..known
        };
        FolderNext::Do(Box::new(step))
    }

    /// What a file was when it was listed: what another program has written since is not written over.
    pub fn stamp(&self, name: &str) -> Option<Stamp> {
        self.present.get(name).copied()
    }

    /// A step is done, and its file is as its `seen` says. One that is not is as if it had not been planned.
    pub fn done(&mut self, step: &FolderStep) {
        let seen = &step.seen;
        let file = (seen.name.clone(), seen.stamp);
        self.seen.files.insert(seen.id.clone(), file);
        self.report.written += step.report.written;
        self.report.read += step.report.read;
        self.report.deleted += step.report.deleted;
        self.report.conflicts += step.report.conflicts;
    }

    /// A file is left as it is, and the person told why.
    pub fn leave(&mut self, name: &str, why: FileTrouble) {
        self.left.insert(name.to_owned());
        self.report.troubles.push((name.to_owned(), why));
    }

    /// What to keep for the next time, before it is over.
    pub fn so_far(&self) -> &Seen {
        &self.seen
    }

    /// What to keep for the next time, and what came of it, once all that had to be looked at was.
    pub fn finish(mut self) -> (Seen, FolderReport) {
        self.seen.whole = true;
        let present = &self.present;
        self.seen
            .others
            .retain(|name, stamp| present.get(name) == Some(stamp));
        (self.seen, self.report)
    }

    fn is_known(&self, name: &str) -> bool {
        self.seen.files.values().any(|(known, _)| known == name)
    }
}
