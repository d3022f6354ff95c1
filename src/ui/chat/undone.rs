//! What is said of a deed that can be taken back.

use crate::i18n::*;
use crate::state::{Deleted, Sorting};
use crate::ui::parts::format::Format;
use crate::ui::parts::text::{Words, words};

/// The words; none where nothing was done.
pub fn said(deed: Option<&Deleted>, locale: Locale, format: Format) -> String {
    let words: Words = match deed {
        None => return String::new(),
        Some(Deleted::Messages { messages, .. }) => {
            return deleted_messages(messages.len(), locale, format);
        }
        Some(Deleted::Edit { .. }) => words!(organise.edit_left),
        Some(Deleted::Conversations { done, before, .. }) => match done {
            Sorting::Delete => return deleted(before.len(), locale, format),
            Sorting::Archive => words!(organise.archived),
            Sorting::Unarchive => words!(organise.unarchived),
            Sorting::Folder(_) => words!(organise.moved),
            Sorting::Tags { .. } => words!(organise.tagged),
            Sorting::RenameFolder(_) => words!(organise.folder_renamed),
            Sorting::RemoveFolder => words!(organise.folder_removed),
        },
    };
    words(locale).to_string()
}

/// So many conversations were deleted.
pub fn deleted(count: usize, locale: Locale, format: Format) -> String {
    let n = format.number(count as u64);
    match form(count) {
        Form::One => td_string!(locale, chat.deleted).to_string(),
        Form::Two => td_string!(locale, organise.deleted_2, n = n),
        Form::Few => td_string!(locale, organise.deleted_3, n = n),
        Form::Many => td_string!(locale, organise.deleted_n, n = n),
    }
}

/// So many messages were deleted.
fn deleted_messages(count: usize, locale: Locale, format: Format) -> String {
    let n = format.number(count as u64);
    match form(count) {
        Form::One => td_string!(locale, chat.message_deleted).to_string(),
        Form::Two => td_string!(locale, organise.messages_deleted_2, n = n),
        Form::Few => td_string!(locale, organise.messages_deleted_3, n = n),
        Form::Many => td_string!(locale, organise.messages_deleted_n, n = n),
    }
}

/// The forms of a noun beside its number that are written differently in any of the page's languages: Arabic has them all,
/// and writes those of CLDR's "many" and "other" alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    One,
    Two,
    Few,
    Many,
}

fn form(count: usize) -> Form {
    match count {
        1 => Form::One,
        2 => Form::Two,
        _ if (3..=10).contains(&(count % 100)) => Form::Few,
        _ => Form::Many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_those_of_arabic() {
        let check = |counts: &[usize], expect: Form| {
            for count in counts {
                assert_eq!(form(*count), expect, "{count}");
            }
        };
        check(&[1], Form::One);
        check(&[2], Form::Two);
        check(&[3, 10, 103, 110, 1_003], Form::Few);
        check(&[0, 11, 26, 99, 100, 101, 102, 111, 1_000], Form::Many);
    }
}
