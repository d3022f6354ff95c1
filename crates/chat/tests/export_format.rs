//! `docs/export-format.md` says what an export holds: its example is read, and every field that is written is named in it.

#![allow(clippy::unwrap_used)]

use chat::{Conversation, Export, Message, Translation, TravellingTurn, read_export};
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../docs/export-format.md");

#[test]
fn its_example_is_an_export() {
    let (_, rest) = DOCUMENT.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let export = read_export(example).unwrap();
    let thread = &export.conversations[0];
    assert_eq!(thread.messages.len(), 2);
    assert_eq!(thread.messages[1].parent.as_deref(), Some("m1"));
    assert_eq!(thread.messages[1].usage.unwrap().output, 4);
    assert_eq!(export.translations[0].target, "Tee");
}

#[test]
fn every_field_that_is_written_is_named() {
    let conversation = Conversation {
        id: "c".to_owned(),
        side_by_side: Some("m".to_owned()),
        ..Conversation::default()
    };
    let message = Message {
        id: "m".to_owned(),
        conversation: "c".to_owned(),
        usage: Some(wire::Usage::default()),
        took: Some(chat::Took::default()),
        ..Message::default()
    };
    let export = Export::new(1, vec![conversation], vec![message])
        .with_translations(vec![Translation::default()])
        .with_turns(vec![TravellingTurn::default()]);
    let mut names = Vec::new();
    collect(&serde_json::to_value(&export).unwrap(), &mut names);
    assert!(names.len() > 30);
    for name in names {
        assert!(
            DOCUMENT.contains(&format!("`{name}`")),
            "`{name}` is not in docs/export-format.md"
        );
    }
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                collect(value, names);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}
