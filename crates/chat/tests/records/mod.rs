//! Records that the tests of the export share.

use chat::{Conversation, Export, Message};

pub fn conversation(id: &str, updated: u64) -> Conversation {
    Conversation {
        id: id.into(),
        title: format!("Title {id}"),
        updated,
        ..Conversation::default()
    }
}

pub fn message(id: &str, conversation: &str, text: &str) -> Message {
    Message {
        id: id.into(),
        conversation: conversation.into(),
        text: text.into(),
        ..Message::default()
    }
}

#[allow(dead_code, reason = "not each test writes a file")]
pub fn json(export: &Export) -> String {
    serde_json::to_string(export).unwrap()
}
