//! What came of bringing a folder in step, for the person.

/// What was done, in numbers, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderReport {
    /// Files written.
    pub written: usize,
    /// Conversations that changed here by what was in the folder.
    pub read: usize,
    /// Conversations that were deleted here because they were elsewhere.
    pub deleted: usize,
    /// Times both sides had changed the same thing. Of messages both are kept.
    pub conflicts: usize,
    /// Files that were left as they are, by name, and why. Their conversations wait; all others are in step.
    pub troubles: Vec<(String, FileTrouble)>,
}

/// Why a file was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// The browser does not read it, in its words.
    Unread(String),
    /// The browser does not write it, in its words.
    Unwritten(String),
    /// It is no text in UTF-8.
    NotText,
    /// Ours, but not whole, or of a later version.
    Broken,
    /// Somebody else's by now, or half of what is on its way.
    NotOurs,
}
