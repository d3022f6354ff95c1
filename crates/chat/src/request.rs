//! What of a conversation is sent.

use wire::{ChatMessage, Content, Part, Role};

use crate::record::Message;
use crate::tree::Tree;

/// What asks a model to go on with an answer that was cut off. In English whatever the language of the interface: it
/// is for the model, and it asks for the answer's own language.
pub const CONTINUE: &str = "Your last message was cut off. Continue it exactly where it stopped, in the same language and \
format, beginning with the very next character. Do not repeat anything, do not apologise and do not comment.";

/// The messages from the root to `upto`, with the system prompt before them unless it is blank.
///
/// Messages without text and attachments are left out: answers that failed before anything came, above all. Answers that were
/// stopped or cut off, or failed on the way, are sent with what there is of them, as the person saw it. Reasoning is not
/// sent. Attachments are named only ([`Part::Held`]): [`crate::put_in`] puts their contents in.
pub fn request_messages(tree: &Tree, upto: &str, system: &str) -> Vec<ChatMessage> {
    let mut messages = Vec::new();
    if !system.trim().is_empty() {
        messages.push(ChatMessage::system(system));
    }
    messages.extend(
        tree.path_to(upto)
            .into_iter()
            .filter(|message| !message.text.trim().is_empty() || !message.attachments.is_empty())
            .filter_map(spoken),
    );
    messages
}

/// The messages that ask to have `answer` continued: the path to it, what there is of it, and [`CONTINUE`]. When there
/// is nothing of it yet, the same as asking for it anew.
pub fn continue_messages(tree: &Tree, answer: &str, system: &str) -> Vec<ChatMessage> {
    let mut messages = request_messages(tree, answer, system);
    let begun = tree
        .get(answer)
        .is_some_and(|answer| answer.role == Role::Assistant && !answer.text.trim().is_empty());
    if begun {
        messages.push(ChatMessage::user(CONTINUE));
    }
    messages
}

/// The messages that were sent to get this answer, or to have it continued the last time. None where it was not kept what
/// was sent.
pub fn sent_messages(tree: &Tree, answer: &str) -> Option<Vec<ChatMessage>> {
    let message = tree.get(answer)?;
    let sent = message.sent.as_ref()?;
    let Some(at) = sent.continued_at else {
        return Some(request_messages(
            tree,
            message.parent.as_deref()?,
            &sent.system,
        ));
    };
    // As it was then: what came after that was not sent.
    let mut then = tree.clone();
    let mut text = message.text.clone();
    text.truncate(text.floor_char_boundary(at));
    then.update(Message {
        text,
        ..message.clone()
    });
    Some(continue_messages(&then, answer, &sent.system))
}

fn spoken(message: &Message) -> Option<ChatMessage> {
    let text = message.text.as_str();
    match message.role {
        Role::System => Some(ChatMessage::system(text)),
        Role::User if message.attachments.is_empty() => Some(ChatMessage::user(text)),
        Role::User => Some(ChatMessage {
            role: Role::User,
            content: Content::Parts(with_attachments(message)),
            ..ChatMessage::default()
        }),
        Role::Assistant => Some(ChatMessage::assistant(text)),
        // The result of a tool call means nothing without the call, which is not kept yet.
        Role::Tool => None,
    }
}

/// What goes with a text stands before it: so what is said of it last is what is asked.
fn with_attachments(message: &Message) -> Vec<Part> {
    let held = message.attachments.iter().map(|attachment| Part::Held {
        id: attachment.id.clone(),
        name: attachment.name.clone(),
    });
    let text = Some(message.text.clone()).filter(|text| !text.trim().is_empty());
    held.chain(text.map(|text| Part::Text { text })).collect()
}
