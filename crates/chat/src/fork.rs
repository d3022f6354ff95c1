//! A conversation that goes on from a message of another.

use std::collections::BTreeMap;
use wire::Millis;

use crate::record::{Conversation, Message, MessageState, Sent};
use crate::tree::Tree;

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
/// `new_id` gives an id that nothing has yet, each time. An answer that is still arriving is copied as far as it is, as
/// one that was cut off: its end comes to the other one.
pub fn fork(
    from: &Conversation,
    tree: &Tree,
    message: &str,
    now: Millis,
    mut new_id: impl FnMut() -> String,
) -> Option<Fork> {
    let path = tree.path_to(message);
    if path.is_empty() {
        return None;
    }
    let id = new_id();
    let ids: BTreeMap<&str, String> = path.iter().map(|one| (one.id.as_str(), new_id())).collect();
    let renamed = |old: &str| ids.get(old).cloned();
    let mut attachments: BTreeMap<String, String> = BTreeMap::new();
    let mut messages: Vec<Message> = Vec::with_capacity(path.len());
    for original in &path {
        let mut copy = Message::clone(original);
        copy.parent = messages.last().map(|before| before.id.clone());
        copy.id = renamed(&original.id).unwrap_or_default();
        copy.conversation.clone_from(&id);
        if copy.state == MessageState::Streaming {
            copy.state = MessageState::Truncated;
        }
        for attached in &mut copy.attachments {
            let new = attachments
                .entry(attached.id.clone())
                .or_insert_with(&mut new_id);
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
        title: numbered(&from.title),
        pinned: false,
        archived: false,
        created: now,
        updated: now,
        leaf: messages.last().map(|last| last.id.clone()),
        deleted: None,
        forked_from: Some(from.id.clone()),
        // Of its answers one alone is on the path.
        side_by_side: None,
        context,
        ..from.clone()
    };
    Some(Fork {
        conversation,
        messages,
        attachments,
    })
}

/// The title with the next number behind it, so that the two are told apart in the list.
fn numbered(title: &str) -> String {
    let number = title
        .strip_suffix(')')
        .and_then(|title| title.rsplit_once(" ("))
        .and_then(|(title, number)| Some((title, number.parse::<u16>().ok()?)));
    match number {
        Some((title, number)) if (2..1_000).contains(&number) => {
            format!("{title} ({})", number + 1)
        }
        _ if title.is_empty() => String::new(),
        _ => format!("{title} (2)"),
    }
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
            ("Trip (99999)", "Trip (99999) (2)"),
        ] {
            assert_eq!(numbered(title), want, "{title:?}");
        }
    }
}
