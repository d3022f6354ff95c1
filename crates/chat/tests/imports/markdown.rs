//! Conversations as Markdown: others' and one's own.

use chat::{
    Conversation, Format, Message, MessageState, SavedWith, Tree, detect, read_import, to_markdown,
};
use proptest::prelude::*;
use wire::Role;

use crate::common::{NOW, data, import, outline};

fn check(name: &str, expect: &str) {
    let text = data(name);
    assert_eq!(detect(&text), Some(Format::Markdown), "{name}");
    assert_eq!(outline(&import(&text)), expect, "{name}");
}

#[test]
fn by_other_programs_and_by_hand() {
    check(
        "chatgpt-exporter.md",
        "# Tea\n user: How hot?\n  >assistant: 80 °C.||```|#### You:|not a person|```||## You|a heading of another level\n",
    );
    check(
        "by-hand.md",
        "# Is it raining?\n user: Is it raining?\n   assistant: Not here.|It is dry.\n    >user: Good.\n",
    );
    check(
        "librechat.md",
        "# Is it raining?\n user: Is it raining?\n  >assistant (GPT-4) [truncated]: Look out.\n",
    );
    check(
        "nextchat.md",
        "# Sourdough\n user: How long?\n  >assistant: Overnight.\n",
    );
}

#[test]
fn other_texts_are_no_conversations() {
    for text in [
        "Hello",
        "# A title\n\nSome text.",
        "**bold** words",
        "```\n## User\n```",
        "##User",
        "**User** said so",
        "## Users",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
}

fn said(text: &str, role: Role, state: MessageState, model: Option<&str>) -> Message {
    Message {
        role,
        text: text.into(),
        state,
        model: model.map(str::to_owned),
        ..Message::default()
    }
}

fn there_and_back(title: &str, system: &str, messages: Vec<Message>) {
    let mut chained: Vec<Message> = Vec::new();
    for (at, message) in messages.into_iter().enumerate() {
        chained.push(Message {
            id: at.to_string(),
            parent: at.checked_sub(1).map(|before| before.to_string()),
            created: at as u64,
            ..message
        });
    }
    let conversation = Conversation {
        title: title.into(),
        system: system.into(),
        ..Conversation::default()
    };
    let text = to_markdown(
        &conversation,
        &Tree::from_messages(chained.clone()),
        &SavedWith::default(),
    );
    let imported = import(&text);
    let (back, messages) = &imported.conversations[0];
    assert_eq!(back.title, title);
    assert_eq!(back.system, system);
    let parts = |message: &Message| {
        (
            message.role,
            message.text.clone(),
            message.state,
            message.model.clone(),
        )
    };
    assert_eq!(
        messages.iter().map(parts).collect::<Vec<_>>(),
        chained.iter().map(parts).collect::<Vec<_>>()
    );
}

#[test]
fn what_was_attached_is_no_word_of_the_text() {
    for (state, name) in [
        (MessageState::Done, "a.png"),
        (MessageState::Truncated, "a; b.png"),
        (MessageState::Stopped, ")*; x"),
        (MessageState::Failed, "a\n)*.png"),
    ] {
        let attached = |name: &str| chat::AttachmentRef {
            name: name.into(),
            ..chat::AttachmentRef::default()
        };
        let mut message = said("Look.", Role::User, state, None);
        message.attachments = vec![attached(name), attached("b.csv")];
        there_and_back("Title", "", vec![message]);
    }
    let imported = import("## User\n\nLook.\n\n*(attached: a.png)*\n\n## Assistant\n\nYes.\n");
    assert_eq!(imported.report.count(chat::Note::Attachment), 1);
}

#[test]
fn ones_own_there_and_back() {
    there_and_back(
        "Zwei Wörter",
        "Be brief.\n\nAnd kind.",
        vec![
            said("What?\n\n- a\n- b", Role::User, MessageState::Done, None),
            said(
                "```rust\n## User\n```",
                Role::Assistant,
                MessageState::Done,
                Some("gpt-5"),
            ),
            said(
                "# User\n### Assistant\n**User**",
                Role::User,
                MessageState::Done,
                None,
            ),
            said("half", Role::Assistant, MessageState::Stopped, None),
            said("no", Role::Assistant, MessageState::Failed, Some("a (b)")),
            said("out", Role::Tool, MessageState::Done, None),
        ],
    );
}

proptest! {
    #[test]
    fn any_lines_of_ones_own_come_back(texts in prop::collection::vec("[a-z#*>`~ ]{1,12}(\n[a-z#*>~ ]{0,12}){0,3}[a-z]", 1..6)) {
        let messages: Vec<Message> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let role = if at % 2 == 0 { Role::User } else { Role::Assistant };
                said(text.trim_matches('\n'), role, MessageState::Done, None)
            })
            // A fence that is open at the end is closed by the export.
            .filter(|message| !message.text.contains("```") && !message.text.contains("~~~"))
            .collect();
        if !messages.is_empty() {
            there_and_back("Title", "", messages);
        }
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,200}|(## User\n|\\*\\*|```|#| |\n|x){0,60}") {
        if let Ok(imported) = read_import(&text, NOW) {
            for (conversation, messages) in imported.conversations {
                prop_assert!(messages.iter().all(|message| message.conversation == conversation.id));
                // Every message is on the way to the last one, or beside it: none hangs in the air.
                let known = |id: &String| messages.iter().any(|message| message.id == *id);
                prop_assert!(messages.iter().all(|message| message.parent.as_ref().is_none_or(known)));
            }
        }
    }
}
