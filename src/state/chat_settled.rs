//! Messages as they are told to others (a file, a folder): cut-off answers put together.

use super::chat::desk;
use super::chat_reading::lock_name;
use super::{App, journal};
use crate::browser::locks;
use chat::{Message, MessageState};

/// An answer that was cut off, and whose conversation nobody opened since, is stored as one that arrives, its text in pieces:
/// put together here, for whoever takes messages out of the store without showing them.
pub(super) async fn settled(app: App, messages: Vec<Message>) -> Vec<Message> {
    let unfinished = |message: &Message| message.state == MessageState::Streaming;
    if !messages.iter().any(unfinished) {
        return messages;
    }
    let held = locks::held().await;
    let mut all = Vec::with_capacity(messages.len());
    for message in messages {
        if !unfinished(&message) {
            all.push(message);
            continue;
        }
        let pieces = journal::pieces(app, &message.id).await;
        let arriving = match &held {
            Some(held) => held.contains(&lock_name(&message.id)),
            None => desk(|desk| {
                desk.answers.contains_key(&message.id) || desk.elsewhere.contains_key(&message.id)
            }),
        };
        all.push(match arriving {
            true => chat::so_far(message, pieces),
            false => chat::recover(message, pieces),
        });
    }
    all
}
