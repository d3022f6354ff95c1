//! Attachments travel with their messages, and come back to the conversation that names them.

#![allow(clippy::unwrap_used)]

use chat::{
    AttachmentContent, AttachmentRef, Conversation, Export, Message, StoredAttachment,
    attachments_of_messages, read_export,
};

fn export() -> Export {
    let conversation = Conversation {
        id: "c".into(),
        ..Conversation::default()
    };
    let message = Message {
        id: "m".into(),
        conversation: "c".into(),
        attachments: vec![AttachmentRef {
            id: "a".into(),
            name: "a.txt".into(),
            ..AttachmentRef::default()
        }],
        ..Message::default()
    };
    let stored = |id: &str| StoredAttachment {
        id: id.into(),
        conversation: "another".into(),
        content: AttachmentContent::Text("words".into()),
        ..StoredAttachment::default()
    };
    Export::new(1, vec![conversation], vec![message])
        .with_attachments(vec![stored("a"), stored("of a draft")])
}

#[test]
fn there_and_back() {
    let text = serde_json::to_string(&export()).unwrap();
    let mut back = read_export(&text).unwrap();
    assert_eq!(back.attachments.len(), 1);
    assert_eq!(back.attachments_left_out, 0);
    let contents = std::mem::take(&mut back.attachments);
    let messages = back.newer_than(&[], &[]).messages;
    let ours = attachments_of_messages(contents, &messages);
    assert_eq!(
        (ours[0].id.as_str(), ours[0].conversation.as_str()),
        ("a", "c")
    );
    assert!(attachments_of_messages(ours, &[]).is_empty());
}

#[test]
fn what_is_missing_of_a_known_message_comes_too() {
    let mut back = export();
    let known = back.conversations[0].messages.clone();
    let here = [back.conversations[0].conversation.clone()];
    let contents = std::mem::take(&mut back.attachments);
    let chat::Newer {
        messages,
        unchanged,
        ..
    } = back.newer_than(&here, &known);
    assert_eq!((messages.len(), unchanged), (0, 1));
    let ours = attachments_of_messages(contents, messages.iter().chain(&known));
    assert_eq!(ours.len(), 1);
}

#[test]
fn a_file_without_any_is_as_it_was() {
    let plain = serde_json::to_string(&Export::new(1, Vec::new(), Vec::new())).unwrap();
    assert!(!plain.contains("attachments"));
    assert!(
        read_export(&plain.replace(
            "\"conversations\"",
            "\"attachments\":[{}],\"conversations\""
        ))
        .is_err()
    );
}
