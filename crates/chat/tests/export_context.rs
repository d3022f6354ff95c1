//! Parameters and what belongs to the context in an export.
#![allow(clippy::unwrap_used)]

use chat::{Conversation, Export, Message, read_export};

/// Parameters, the rule, a summary and what is left out are the person's: they travel.
#[test]
fn parameters_and_context_travel() {
    let conversation = Conversation {
        id: "c".into(),
        parameters: chat::Parameters {
            seed: Some(7),
            ..chat::Parameters::default()
        },
        context: chat::ContextSettings {
            rule: chat::ContextRule::Summarise,
            summary: Some(chat::Summary {
                text: "so far".into(),
                upto: "m".into(),
                ..chat::Summary::default()
            }),
            ..chat::ContextSettings::default()
        },
        ..Conversation::default()
    };
    let message = Message {
        id: "m".into(),
        conversation: "c".into(),
        left_out: true,
        ..Message::default()
    };
    let export = Export::new(1, vec![conversation.clone()], vec![message.clone()]);
    let read = read_export(&serde_json::to_string(&export).unwrap()).unwrap();
    assert_eq!(read.conversations[0].conversation, conversation);
    assert_eq!(read.conversations[0].messages, [message]);
}
