//! A conversation made of messages of another: one that goes on from a message, and one of what was deleted.

use std::collections::BTreeMap;
use wire::Millis;

use crate::record::{Conversation, CutFrom, Message, MessageState, Sent, TitledBy};
use crate::title::auto_title;
use crate::tree::Tree;

/// So much of what led to deleted messages is kept with them, in messages.
const MOST_BEFORE: usize = 20;
/// Numbers behind titles stay below this: more than that is a year.
const MOST_FORKS: u16 = 1_000;

/// What a fork makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fork {
    /// The new conversation.
    pub conversation: Conversation,
    /// Its messages, each after its parent.
    pub messages: Vec<Message>,
    /// Copies to be made of what is in attachments ([`crate::StoredAttachment`]): by the ids they have, the ids they get.
    /// Else they would go with the conversation they were copied from.
    pub attachments: BTreeMap<String, String>,
}

/// The path to a message, copied into a conversation of its own that says where it came from. None where there is no such
/// message. What it is copied from is left as it is.
///
/// `taken` tells whether a conversation has this title. `new_id` gives an id that nothing has yet, each time. An answer that is still arriving is copied as far as it is, as
/// one that was cut off: its end comes to the other one.
pub fn fork(
    from: &Conversation,
    tree: &Tree,
    message: &str,
    now: Millis,
    taken: impl Fn(&str) -> bool,
    mut new_id: impl FnMut() -> String,
) -> Option<Fork> {
    let path = tree.path_to(message);
    if path.is_empty() {
        return None;
    }
    let mut made = copied(from, &path, 0, now, &mut new_id);
    made.conversation.title = numbered(&from.title, taken);
    made.conversation.leaf = made.messages.last().map(|last| last.id.clone());
    Some(made)
}

/// What was taken out of a conversation (`removed`: a message and all below it, that message first), copied into a deleted
/// conversation of its own, with the end of the `path` that led to it: so it can be brought back as long as whole conversations. It
/// is named after the first of its words, which the list of deleted ones tells it by. It shows what was shown of it: the conversation's
/// leaf. None where nothing of it is worth keeping: no words, nothing attached.
///
/// What is attached to the path stays where it is, under the ids it has: to delete must not fill the disk.
///
/// `new_id` as in [`fork`].
pub fn cut_out(
    from: &Conversation,
    path: &[&Message],
    removed: &[Message],
    now: Millis,
    mut new_id: impl FnMut() -> String,
) -> Option<Fork> {
    let said = |one: &&Message| !one.text.trim().is_empty();
    let first = removed.iter().find(said);
    if first.is_none() && removed.iter().all(|one| one.attachments.is_empty()) {
        return None;
    }
    let parent = path.last().map(|last| last.id.clone());
    let path = &path[path.len().saturating_sub(MOST_BEFORE)..];
    let all: Vec<&Message> = path.iter().copied().chain(removed).collect();
    let mut made = copied(from, &all, path.len(), now, &mut new_id);
    // What was sent for them is told by the ids they had: by more of them than are copied.
    for (copy, original) in made.messages.iter_mut().zip(&all).skip(path.len()) {
        copy.sent.clone_from(&original.sent);
    }
    let record = &mut made.conversation;
    record.deleted = Some(now);
    record.title = first.map_or_else(|| from.title.clone(), |one| auto_title(&one.text));
    record.titled_by = TitledBy::Text;
    let copy_of = |nth: usize| made.messages.get(path.len() + nth);
    let top = copy_of(0).map(|top| top.id.clone());
    let shown = removed
        .iter()
        .position(|one| from.leaf.as_ref() == Some(&one.id));
    let tree = Tree::from_messages(made.messages.clone());
    record.leaf = match shown.and_then(copy_of) {
        Some(leaf) => Some(leaf.id.clone()),
        None => tree.latest_leaf(top.as_deref()).or_else(|| top.clone()),
    };
    let messages = made.messages.iter().zip(&all);
    let messages = messages.map(|(copy, original)| (copy.id.clone(), original.id.clone()));
    let mut way: BTreeMap<String, String> = BTreeMap::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for (nth, pair) in messages.enumerate() {
        let place = if nth < path.len() { &mut way } else { &mut ids };
        place.extend([pair]);
    }
    let attachments = made.attachments.iter();
    ids.extend(attachments.map(|(original, copy)| (copy.clone(), original.clone())));
    record.cut_from = top.map(|top| CutFrom {
        parent,
        top,
        ids,
        way,
    });
    Some(made)
}

/// The messages that [`cut_out`] kept, as they go back to where they stood, under the ids they had: `into` is the conversation they
/// were taken out of, `kept` all that is in the copy. None where it is no such copy, or where what they followed is not there any
/// more. None of them where the copy has nothing of them any more: they are back.
pub fn put_back(record: &Conversation, kept: Vec<Message>, into: &Tree) -> Option<Vec<Message>> {
    let (conversation, cut) = (record.forked_from.as_ref()?, record.cut_from.as_ref()?);
    if cut.ids.is_empty() {
        return None;
    }
    if cut
        .parent
        .as_ref()
        .is_some_and(|parent| into.get(parent).is_none())
    {
        return None;
    }
    let original = |id: &str| cut.ids.get(id).cloned();
    let mut back = Tree::from_messages(kept).remove_subtree(&cut.top);
    for message in &mut back {
        message.conversation.clone_from(conversation);
        message.parent = match message.id == cut.top {
            true => cut.parent.clone(),
            false => message.parent.as_deref().and_then(original),
        };
        if let Some(id) = original(&message.id) {
            message.id = id;
        }
        for attached in &mut message.attachments {
            if let Some(id) = original(&attached.id) {
                attached.id = id;
            }
        }
    }
    Some(back)
}

/// What [`cut_out`] kept, as it stands for itself: those of its messages that change with it.
pub fn settled(record: &Conversation, kept: &[Message]) -> Vec<Message> {
    let Some(cut) = &record.cut_from else {
        return Vec::new();
    };
    let copies: BTreeMap<&str, &String> = cut
        .ids
        .iter()
        .chain(&cut.way)
        .map(|(copy, original)| (original.as_str(), copy))
        .collect();
    let removed = Tree::from_messages(kept.to_vec()).remove_subtree(&cut.top);
    let changed = removed.into_iter().filter_map(|mut message| {
        let sent = message.sent.as_mut()?;
        let before = sent.clone();
        // Those that are renamed already stay as they are.
        let own = |id: &str| cut.ids.contains_key(id) || cut.way.contains_key(id);
        rename_sent(sent, |id| match own(id) {
            true => Some(id.to_string()),
            false => copies.get(id).map(|copy| copy.to_string()),
        });
        (*sent != before).then_some(message)
    });
    changed.collect()
}

/// Whether it is one that [`cut_out`] made, and was not brought back since.
pub fn is_cut_out(record: &Conversation) -> bool {
    record.forked_from.is_some() && record.deleted == Some(record.created)
}

/// Copies of these messages, each of which comes after its parent, in a conversation of their own; and of what is attached to those
/// from the `own`th on.
fn copied(
    from: &Conversation,
    originals: &[&Message],
    own: usize,
    now: Millis,
    new_id: &mut impl FnMut() -> String,
) -> Fork {
    let id = new_id();
    let ids: BTreeMap<&str, String> = originals
        .iter()
        .map(|one| (one.id.as_str(), new_id()))
        .collect();
    let renamed = |old: &str| ids.get(old).cloned();
    let mut attachments: BTreeMap<String, String> = BTreeMap::new();
    let mut messages: Vec<Message> = Vec::with_capacity(originals.len());
    for (nth, original) in originals.iter().enumerate() {
        let mut copy = Message::clone(original);
        copy.parent = original.parent.as_deref().and_then(renamed);
        copy.id = renamed(&original.id).unwrap_or_default();
        copy.conversation.clone_from(&id);
        if copy.state == MessageState::Streaming {
            copy.state = MessageState::Truncated;
        }
        for attached in copy.attachments.iter_mut().filter(|_| nth >= own) {
            let new = attachments
                .entry(attached.id.clone())
                .or_insert_with(&mut *new_id);
            attached.id.clone_from(new);
        }
        if let Some(sent) = &mut copy.sent {
            rename_sent(sent, renamed);
        }
        messages.push(copy);
    }
    let mut context = from.context.clone();
    if let Some(summary) = &mut context.summary {
        // One that stands for another branch does not count there, and cannot here.
        summary.upto = renamed(&summary.upto).unwrap_or_default();
    }
    let conversation = Conversation {
        id,
        pinned: false,
        archived: false,
        created: now,
        updated: now,
        leaf: None,
        deleted: None,
        forked_from: Some(from.id.clone()),
        cut_from: None,
        // Of its answers one alone is on the path.
        side_by_side: None,
        context,
        ..from.clone()
    };
    Fork {
        conversation,
        messages,
        attachments,
    }
}

/// A title without the number that tells a fork apart, and that number.
pub fn title_number(title: &str) -> (&str, Option<u16>) {
    let number = title
        .strip_suffix(')')
        .and_then(|title| title.rsplit_once(" ("))
        .and_then(|(stem, digits)| Some((stem, digits, digits.parse::<u16>().ok()?)))
        // As it is written here: "(007)" and "(+2)" are a part of the name.
        .filter(|(_, digits, number)| {
            (2..MOST_FORKS).contains(number) && number.to_string() == *digits
        })
        .map(|(stem, _, number)| (stem, number));
    number.map_or((title, None), |(stem, number)| (stem, Some(number)))
}

/// The title with the next free number behind it, so that they are told apart in the list.
fn numbered(title: &str, taken: impl Fn(&str) -> bool) -> String {
    if title.is_empty() {
        return String::new();
    }
    let (stem, number) = title_number(title);
    let first = number.map_or(2, |number| number + 1);
    let free = (first..MOST_FORKS).map(|number| format!("{stem} ({number})"));
    let mut free = free.filter(|title| !taken(title));
    free.next().unwrap_or_else(|| format!("{stem} ({first})"))
}

/// What was sent is told by the ids of messages.
fn rename_sent(sent: &mut Sent, renamed: impl Fn(&str) -> Option<String>) {
    let selection = &mut sent.selection;
    let left_out = std::mem::take(&mut selection.left_out);
    selection.left_out = left_out.iter().filter_map(|id| renamed(id)).collect();
    if let Some(from) = &selection.from {
        // One that is not on the path let nothing of it go, and still does.
        selection.from = Some(renamed(from).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_fork_has_a_title_of_its_own() {
        for (title, want) in [
            ("", ""),
            ("Trip", "Trip (2)"),
            ("Trip (2)", "Trip (3)"),
            // A year is none.
            ("Trip (2024)", "Trip (2024) (2)"),
            ("Trip (1)", "Trip (1) (2)"),
            ("(2)", "(2) (2)"),
            ("Agent (007)", "Agent (007) (2)"),
            ("Trip (+2)", "Trip (+2) (2)"),
            ("Trip (99999)", "Trip (99999) (2)"),
        ] {
            assert_eq!(numbered(title, |_| false), want, "{title:?}");
        }
    }

    #[test]
    fn a_number_that_is_taken_is_not_given_again() {
        let taken = ["Trip (2)", "Trip (4)"];
        let next = |title: &str| numbered(title, |title| taken.contains(&title));
        assert_eq!(next("Trip"), "Trip (3)");
        assert_eq!(next("Trip (2)"), "Trip (3)");
        assert_eq!(next("Trip (3)"), "Trip (5)");
        assert_eq!(numbered("Trip", |_| true), "Trip (2)");
    }
}
