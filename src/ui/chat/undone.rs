//! What is said of a deed that can be taken back.

use crate::state::{Deleted, Sorting};
use crate::ui::parts::text::{Words, words};

/// The words; those of a deletion where nothing was done.
pub fn words_of(deed: &Option<Deleted>) -> Words {
    let (done, several) = match deed {
        None => return words!(chat.deleted),
        Some(Deleted::Messages { .. }) => return words!(chat.message_deleted),
        Some(Deleted::Edit { .. }) => return words!(organise.edit_left),
        Some(Deleted::Conversations { done, before }) => (done, before.len() > 1),
    };
    match (done, several) {
        (Sorting::Delete, false) => words!(chat.deleted),
        (Sorting::Delete, true) => words!(organise.deleted_many),
        (Sorting::Archive, _) => words!(organise.archived),
        (Sorting::Unarchive, _) => words!(organise.unarchived),
        (Sorting::Folder(_), _) => words!(organise.moved),
        (Sorting::Tags { .. }, _) => words!(organise.tagged),
        (Sorting::RenameFolder(_), _) => words!(organise.folder_renamed),
        (Sorting::RemoveFolder, _) => words!(organise.folder_removed),
    }
}
