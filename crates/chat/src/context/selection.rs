//! What was chosen of a branch, and the messages that it makes.

use crate::attach::with_names;
use crate::record::Message;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use wire::{ChatMessage, Content, Role};

/// What of a branch goes. The one of old records, and where nothing was chosen, is all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Messages that the person left out, by id.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<String>,
    /// The first message that goes: what stands before it in the branch does not, but for instructions. Where the branch
    /// has no such message, nothing of it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What stands in the place of what does not go; empty for nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
}

impl Selection {
    /// Whether all goes.
    pub fn is_all(&self) -> bool {
        *self == Selection::default()
    }
}

/// A message that goes, and which one of the tree it is.
pub(crate) struct Part {
    pub(crate) id: Option<String>,
    pub(crate) message: ChatMessage,
}

/// Heads the summary, for the model.
const SUMMARY_HEAD: &str = "Summary of the conversation so far, in place of its first messages:";

/// The messages from the root to `upto` that go, with the instructions and the summary before them. Those are one message:
/// not every model takes two.
pub(crate) fn parts(
    tree: &Tree,
    upto: Option<&str>,
    system: &str,
    selection: &Selection,
) -> Vec<Part> {
    let mut parts = Vec::new();
    let summary = selection.summary.trim();
    let instructions = match (system.trim().is_empty(), summary.is_empty()) {
        (true, true) => None,
        (false, true) => Some(system.to_owned()),
        (true, false) => Some(format!("{SUMMARY_HEAD}\n{summary}")),
        (false, false) => Some(format!("{system}\n\n{SUMMARY_HEAD}\n{summary}")),
    };
    if let Some(instructions) = instructions {
        parts.push(Part {
            id: None,
            message: ChatMessage::system(instructions),
        });
    }
    let path = upto.map(|upto| tree.path_to(upto)).unwrap_or_default();
    let from = selection.from.as_ref().map_or(0, |from| {
        let found = path.iter().position(|message| message.id == *from);
        found.unwrap_or(path.len())
    });
    for (at, message) in path.into_iter().enumerate() {
        let goes = (at >= from || message.role == Role::System)
            && !selection.left_out.contains(&message.id);
        if let Some(spoken) = spoken(message).filter(|_| goes) {
            parts.push(Part {
                id: Some(message.id.clone()),
                message: spoken,
            });
        }
    }
    parts
}

/// Whether there is nothing of a message to send: answers that failed before anything came, above all. The result of a
/// tool call means nothing without the call, which is not kept yet.
pub(super) fn is_silent(message: &Message) -> bool {
    let empty = message.text.trim().is_empty() && message.attachments.is_empty();
    empty || message.role == Role::Tool
}

fn spoken(message: &Message) -> Option<ChatMessage> {
    if is_silent(message) {
        return None;
    }
    let text = message.text.as_str();
    match message.role {
        Role::System => Some(ChatMessage::system(text)),
        Role::User if message.attachments.is_empty() => Some(ChatMessage::user(text)),
        Role::User => Some(ChatMessage {
            role: Role::User,
            content: Content::Parts(with_attachments(message)),
            ..ChatMessage::default()
        }),
        Role::Assistant if message.attachments.is_empty() => Some(ChatMessage::assistant(text)),
        Role::Assistant => Some(ChatMessage::assistant(with_names(message))),
        Role::Tool => None,
    }
}

/// What goes with a text stands before it: so what is said of it last is what is asked.
fn with_attachments(message: &Message) -> Vec<wire::Part> {
    let held = message
        .attachments
        .iter()
        .map(|attachment| wire::Part::Held {
            id: attachment.id.clone(),
            name: attachment.name.clone(),
        });
    let text = Some(message.text.clone()).filter(|text| !text.trim().is_empty());
    held.chain(text.map(|text| wire::Part::Text { text }))
        .collect()
}
