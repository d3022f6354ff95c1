//! Conversations that are a plain list of messages.

use super::ids;
use super::nodes::{Draft, Node, Said};
use super::report::{Note, Report};

/// A message of a list, with the key it has there, if any.
pub(super) type Item = (Option<String>, Draft);

/// The message, unless it says nothing: then the one after it follows the one before.
pub(super) fn item(
    key: Option<String>,
    draft: Draft,
    report: &mut Report,
    place: &str,
) -> Option<Item> {
    if draft.is_empty() {
        report.note(Note::Empty, || place.to_owned());
        return None;
    }
    Some((key, draft))
}

/// A node a message, each below the one before it. Those without a key of their own get one of what they say and what is
/// before it.
pub(super) fn chain(items: impl IntoIterator<Item = Item>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut made = String::new();
    for (key, draft) in items {
        let role = format!("{:?}", draft.role);
        made = ids::key(&[&made, &role, &draft.text]);
        nodes.push(Node {
            key: key.unwrap_or_else(|| made.clone()),
            parent: nodes.last().map(|node| node.key.clone()),
            said: Said::Message(draft),
        });
    }
    nodes
}
