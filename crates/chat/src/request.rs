//! What of a conversation is sent.

use wire::{ChatMessage, Role};

use crate::context::{Part, Selection, parts};
use crate::record::Message;
use crate::tree::Tree;

/// What asks a model to go on with an answer that was cut off. In English whatever the language of the interface: it
/// is for the model, and it asks for the answer's own language.
pub const CONTINUE: &str = "Your last message was cut off. Continue it exactly where it stopped, in the same language and \
format, beginning with the very next character. Do not repeat anything, do not apologise and do not comment.";

/// The messages from the root to `upto` that are chosen, with the system prompt before them unless it is blank.
///
/// Messages without text and attachments are left out: answers that failed before anything came, above all. Answers that were
/// stopped or cut off, or failed on the way, are sent with what there is of them, as the person saw it. Reasoning is not
/// sent. Attachments are named only ([`wire::Part::Held`]): [`crate::put_in`] puts their contents in.
pub fn request_messages(
    tree: &Tree,
    upto: &str,
    system: &str,
    selection: &Selection,
) -> Vec<ChatMessage> {
    messages(parts(tree, Some(upto), system, selection))
}

/// The messages that ask to have `answer` continued: the path to it, what there is of it, and [`CONTINUE`]. When there
/// is nothing of it yet, the same as asking for it anew.
pub fn continue_messages(
    tree: &Tree,
    answer: &str,
    system: &str,
    selection: &Selection,
) -> Vec<ChatMessage> {
    messages(continue_parts(tree, answer, system, selection))
}

/// The messages that were sent to get this answer, or to have it continued the last time. None where it was not kept what
/// was sent.
pub fn sent_messages(tree: &Tree, answer: &str) -> Option<Vec<ChatMessage>> {
    sent_parts(tree, answer).map(messages)
}

/// The same, with what each is in the tree.
pub(crate) fn sent_parts(tree: &Tree, answer: &str) -> Option<Vec<Part>> {
    let message = tree.get(answer)?;
    let sent = message.sent.as_ref()?;
    let Some(at) = sent.continued_at else {
        let parent = message.parent.as_deref()?;
        return Some(parts(tree, Some(parent), &sent.system, &sent.selection));
    };
    // As it was then: what came after that was not sent.
    let mut then = tree.clone();
    let mut text = message.text.clone();
    text.truncate(text.floor_char_boundary(at));
    then.update(Message {
        text,
        ..message.clone()
    });
    Some(continue_parts(&then, answer, &sent.system, &sent.selection))
}

fn continue_parts(tree: &Tree, answer: &str, system: &str, selection: &Selection) -> Vec<Part> {
    let mut parts = parts(tree, Some(answer), system, selection);
    let begun = tree
        .get(answer)
        .is_some_and(|answer| answer.role == Role::Assistant && !answer.text.trim().is_empty());
    if begun {
        parts.push(Part {
            id: None,
            message: ChatMessage::user(CONTINUE),
        });
    }
    parts
}

fn messages(parts: Vec<Part>) -> Vec<ChatMessage> {
    parts.into_iter().map(|part| part.message).collect()
}
