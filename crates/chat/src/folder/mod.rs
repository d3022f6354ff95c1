//! A folder of files kept in step with the conversations here, one file a conversation.
//!
//! Start with [`FolderFile`] (what is in a file), then [`folder_plan`] (given what is here, what is there and what both were when
//! they last met: what to write, take and delete). Nobody is at the other side: the folder is only files, and other devices
//! come by whenever they like. So every decision must come out the same whoever makes it, and nothing goes that nobody
//! deleted: a message or conversation is taken away only by a [`Mark`] that says so, and work that was done without knowing
//! of the deletion undoes it.

mod file;
mod join;
mod mark;
mod meet;
mod name;
mod plan;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod tests;

pub use file::{FolderFile, FolderProblem, read_folder_file, write_folder_file};
pub use mark::{Mark, Marks};
pub use name::file_name;
pub use plan::{FolderPlan, FolderReport, Listed, Seen, SeenThread, Write, folder_plan};
