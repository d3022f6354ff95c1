//! A conversation that goes on from a message of another.

use wire::Millis;

use crate::record::{Conversation, Message, MessageState};
use crate::tree::Tree;

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
) -> Option<(Conversation, Vec<Message>)> {
    let path = tree.path_to(message);
    if path.is_empty() {
        return None;
    }
    let id = new_id();
    let mut messages: Vec<Message> = Vec::with_capacity(path.len());
    for original in path {
        let parent = messages.last().map(|before| before.id.clone());
        messages.push(Message {
            id: new_id(),
            conversation: id.clone(),
            parent,
            state: match original.state {
                MessageState::Streaming => MessageState::Truncated,
                state => state,
            },
            ..original.clone()
        });
    }
    let conversation = Conversation {
        id,
        pinned: false,
        archived: false,
        created: now,
        updated: now,
        leaf: messages.last().map(|last| last.id.clone()),
        deleted: None,
        forked_from: Some(from.id.clone()),
        ..from.clone()
    };
    Some((conversation, messages))
}
