//! What a folder held when it was last looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::mark::Marks;
use crate::record::Conversation;

/// When a file was changed and how large it was, as the folder says; nothing where that is not known.
pub type Stamp = (u64, u64);

/// All files as they were left: enough to tell which of them have to be read. What was in one is in its [`SeenThread`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Which folder it is, one time that it was chosen.
    pub of: String,
    /// All that was here has been worked through once. From then on only what moved has to be.
    pub whole: bool,
    /// By the conversation's id: its file.
    pub files: BTreeMap<String, (String, Stamp)>,
    /// Files that are not ours, by name.
    pub others: BTreeMap<String, Stamp>,
    /// What builds kept here that worked through all of it each time.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub threads: BTreeMap<String, SeenThread>,
}

/// One conversation as it was when both sides last met.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenThread {
    /// Its id.
    pub id: String,
    /// The folder it was in ([`Seen::of`]): what was in another one says nothing of this.
    pub of: String,
    /// Its file.
    pub name: String,
    /// When that was changed, and how large it was.
    pub stamp: Stamp,
    /// What was in it ([`super::join::hash`], in hexadecimal).
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
    pub stamp: Stamp,
}

impl Seen {
    /// Takes out what an older build kept, each to be kept for itself. What moved since, nobody wrote down.
    pub fn take_older(&mut self) -> Vec<SeenThread> {
        let older = std::mem::take(&mut self.threads).into_iter();
        older
            .map(|(id, thread)| {
                self.whole = false;
                let file = (thread.name.clone(), thread.stamp);
                self.files.insert(id.clone(), file);
                SeenThread { id, ..thread }
            })
            .collect()
    }
}
