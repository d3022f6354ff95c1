//! A conversation as a few lines, to compare by eye.

use std::fmt::Write;

use chat::{Conversation, Imported, Message, MessageState, Tree, read_import};
use wire::Role;

pub(crate) const NOW: u64 = 1_800_000_000_000;

/// A file of `tests/data/imports`.
pub(crate) fn data(name: &str) -> String {
    let path = format!("{}/tests/data/imports/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

pub(crate) fn import(text: &str) -> Imported {
    let imported = read_import(text, NOW).unwrap();
    check_whole(&imported);
    imported
}

/// What holds for every import: parents before children, unique ids, counts that are true.
pub(crate) fn check_whole(imported: &Imported) {
    let mut messages = 0;
    let mut ids = std::collections::BTreeSet::new();
    for (conversation, own) in &imported.conversations {
        assert!(ids.insert(conversation.id.clone()), "{}", conversation.id);
        messages += own.len();
        let mut before = std::collections::BTreeSet::new();
        for message in own {
            assert_eq!(message.conversation, conversation.id);
            assert!(message.parent.as_ref().is_none_or(|up| before.contains(up)));
            assert!(before.insert(message.id.clone()), "{}", message.id);
            assert!(!message.text.contains('\0'));
        }
        assert!(
            conversation
                .leaf
                .as_ref()
                .is_none_or(|leaf| before.contains(leaf))
        );
    }
    assert_eq!(imported.report.conversations, imported.conversations.len());
    assert_eq!(imported.report.messages, messages);
    let mut images = std::collections::BTreeSet::new();
    for image in &imported.attachments {
        assert!(images.insert(&image.id), "{}", image.id);
        let of = |(_, own): &(Conversation, Vec<Message>)| {
            let message = own.iter().find(|message| message.id == image.message)?;
            assert_eq!(message.conversation, image.conversation);
            Some(message.text[image.at..].starts_with("[image"))
        };
        let marked = imported.conversations.iter().find_map(of);
        assert_eq!(marked, Some(true), "{image:?}");
    }
}

/// The conversations with their trees, two spaces a level; `>` is where it stands.
pub(crate) fn outline(imported: &Imported) -> String {
    let mut out = String::new();
    for (conversation, messages) in &imported.conversations {
        head(&mut out, conversation);
        let tree = Tree::from_messages(messages.clone());
        let roots = tree.in_order();
        for message in &roots {
            let depth = tree.path_to(&message.id).len();
            line(&mut out, conversation, message, depth);
        }
    }
    out
}

fn head(out: &mut String, conversation: &Conversation) {
    let pin = if conversation.pinned { " (pinned)" } else { "" };
    writeln!(out, "# {}{pin}", conversation.title).unwrap();
    if !conversation.system.is_empty() {
        writeln!(out, "system: {}", conversation.system.replace('\n', "|")).unwrap();
    }
}

fn line(out: &mut String, conversation: &Conversation, message: &Message, depth: usize) {
    let mark = if conversation.leaf.as_ref() == Some(&message.id) {
        ">"
    } else {
        " "
    };
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Tool => "tool",
    };
    let model = message.model.as_ref().map(|model| format!(" ({model})"));
    let state = match message.state {
        MessageState::Done => String::new(),
        other => format!(" [{}]", other.name()),
    };
    let reasoning = match message.reasoning.as_str() {
        "" => String::new(),
        some => format!(" {{{}}}", some.replace('\n', "|")),
    };
    writeln!(
        out,
        "{}{mark}{role}{}{state}{reasoning}: {}",
        "  ".repeat(depth - 1),
        model.unwrap_or_default(),
        message.text.replace('\n', "|")
    )
    .unwrap();
}

/// The notes as `kind count place, place`.
pub(crate) fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes
        .map(|(note, noted)| {
            format!(
                "{} {} {}",
                note.name(),
                noted.count,
                noted.places.join(", ")
            )
        })
        .collect()
}
