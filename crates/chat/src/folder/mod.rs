//! A folder of files kept in step with the conversations here, one file a conversation.
//!
//! Start with [`FolderFile`] (what is in a file), then [`FolderPlan`] (given what is here, what is there and what both were when
//! they last met: what to write, take and delete, for each conversation that moved). Nobody is at the other side: the folder is only files, and other devices
//! come by whenever they like. So every decision must come out the same whoever makes it, and nothing goes that nobody
//! deleted: a message or conversation is taken away only by a [`Mark`] that says so, and work that was done without knowing
//! of the deletion undoes it.

mod file;
mod join;
mod mark;
mod meet;
#[cfg(test)]
mod moved;
mod name;
mod plan;
#[cfg(test)]
mod properties;
mod report;
mod seen;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod tests;

pub use file::{FolderFile, FolderProblem, read_folder_file, write_folder_file};
pub use mark::{Mark, Marks};
pub use name::file_name;
pub use plan::{FolderNext, FolderPlan, FolderStep};
pub use report::{FileTrouble, FolderReport};
pub use seen::{Listed, Seen, SeenThread, Stamp};
