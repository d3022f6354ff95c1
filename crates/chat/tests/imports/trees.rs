//! Any mapping gives a tree with all that was said, and again nothing new.

use std::collections::BTreeSet;

use chat::{Conversation, Imported, Message, Note, Tree, read_import};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::common::{NOW, check_whole, data, import, outline};

/// A node: its parent (perhaps itself, perhaps none, perhaps missing), what it is, its children.
type Drawn = (usize, u8, Vec<usize>, Option<u32>);

fn mapping(nodes: &[Drawn]) -> (Value, BTreeSet<String>) {
    let (mut mapping, mut said) = (Map::new(), BTreeSet::new());
    for (at, (parent, kind, children, time)) in nodes.iter().enumerate() {
        let text = format!("text {at}");
        let role = ["user", "assistant", "tool", "narrator"][usize::from(kind % 4)];
        let content = match kind % 7 {
            0 => json!({ "content_type": "thoughts", "thoughts": [{ "content": "hm" }] }),
            1 => json!({ "content_type": "code", "language": "rust", "text": text }),
            _ => json!({ "content_type": "text", "parts": [text] }),
        };
        let hidden = kind % 5 == 0;
        if !hidden && kind % 7 != 0 && kind % 11 != 0 {
            said.insert(text.clone());
        }
        let message = if kind % 11 == 0 {
            Value::Null
        } else {
            json!({ "author": { "role": role }, "content": content, "create_time": time,
                "metadata": { "is_visually_hidden_from_conversation": hidden } })
        };
        let parent = match parent % 12 {
            0 => Value::Null,
            1 => json!("missing"),
            _ => json!(format!("n{}", parent % (nodes.len() + 1))),
        };
        let children: Vec<String> = children.iter().map(|child| format!("n{child}")).collect();
        mapping.insert(
            format!("n{at}"),
            json!({ "parent": parent, "children": children, "message": message }),
        );
    }
    (Value::Object(mapping), said)
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let node = (
        0_usize..40,
        any::<u8>(),
        prop::collection::vec(0_usize..40, 0..4),
        prop::option::of(1_u32..50),
    );
    prop::collection::vec(node, 0..40)
}

proptest! {
    #[test]
    fn always_a_tree_and_nothing_lost(nodes in drawn()) {
        let (mapping, said) = mapping(&nodes);
        let file = json!([{ "title": "T", "conversation_id": "c", "mapping": mapping }]).to_string();
        let imported = read_import(&file, NOW).unwrap();
        check_whole(&imported);
        let mut found = BTreeSet::new();
        for (_, messages) in &imported.conversations {
            let tree = Tree::from_messages(messages.clone());
            for message in messages {
                // Every one is reached from the start.
                let path = tree.path_to(&message.id);
                prop_assert!(!path.is_empty() && path[0].parent.is_none());
                let text = message.text.trim_start_matches("```rust\n").trim_end_matches("\n```");
                prop_assert!(found.insert(text.to_owned()));
            }
        }
        prop_assert_eq!(found, said);
        // Again, and later: nothing new.
        prop_assert_eq!(&read_import(&file, NOW).unwrap(), &imported);
        let (here, known) = apply(imported, &[], &[]);
        let again = read_import(&file, NOW + 9).unwrap().new_to(&here, ids(&known));
        prop_assert!(again.conversations.is_empty() && again.messages.is_empty());
    }

    #[test]
    fn the_order_of_lists_makes_no_other_records(seed in prop::collection::vec(any::<u32>(), 12)) {
        let mut messages: Vec<(u32, Value)> = seed.iter().enumerate().map(|(at, seed)| (*seed, json!({
            "id": format!("m{at}"), "convId": "c", "type": "text", "timestamp": 1000 + at, "role": "user",
            "content": format!("t{at}"), "parent": at.checked_sub(1).map(|up| format!("m{}", up / 2)) }))).collect();
        let file = |messages: &[(u32, Value)]| {
            let messages: Vec<&Value> = messages.iter().map(|(_, one)| one).collect();
            json!({ "conv": { "id": "c", "name": "T" }, "messages": messages }).to_string()
        };
        let before = outline(&read_import(&file(&messages), NOW).unwrap());
        messages.sort_by_key(|(seed, _)| *seed);
        prop_assert_eq!(outline(&read_import(&file(&messages), NOW).unwrap()), before);
    }
}

fn ids(known: &[Message]) -> impl Fn(&str) -> bool {
    let ids: BTreeSet<String> = known.iter().map(|one| one.id.clone()).collect();
    move |id| ids.contains(id)
}

/// What is here after an import.
fn apply(
    imported: Imported,
    here: &[Conversation],
    known: &[Message],
) -> (Vec<Conversation>, Vec<Message>) {
    let new = imported.new_to(here, ids(known));
    let ids: BTreeSet<&str> = new
        .conversations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let kept = here
        .iter()
        .filter(|one| !ids.contains(one.id.as_str()))
        .cloned();
    let conversations = kept.chain(new.conversations.iter().cloned()).collect();
    (conversations, [known, &new.messages].concat())
}

#[test]
fn importing_again_brings_nothing() {
    for name in [
        "chatgpt.json",
        "nextchat.json",
        "betterchatgpt.json",
        "librechat.json",
        "librechat-tree.json",
        "llamacpp.json",
        "llamacpp.jsonl",
        "llamaui.json",
        "by-hand.md",
    ] {
        let text = data(name);
        let (here, known) = apply(import(&text), &[], &[]);
        assert!(!here.is_empty() && !known.is_empty());
        // On another day.
        let again = read_import(&text, NOW + 86_400_000)
            .unwrap()
            .new_to(&here, ids(&known));
        assert!(
            again.conversations.is_empty() && again.messages.is_empty(),
            "{name}"
        );
        assert_eq!(again.unchanged, here.len(), "{name}");
    }
}

#[test]
fn a_later_export_brings_what_came_since() {
    let text = data("llamacpp.json");
    let (mut here, mut known) = apply(import(&text), &[], &[]);
    here[0].title = "My own title".into();
    known[0].text = "My own words".into();
    let later = text.replace(
        "\"messages\": [",
        r#""messages": [{ "id": "q-2", "convId": "0b4f", "type": "text", "timestamp": 1760000009000, "role": "user", "content": "And then?", "parent": "a-2", "children": [] },"#,
    );
    let later = later
        .replace("1760000003000, \"name\"", "1760000009000, \"name\"")
        .replace("\"currNode\": \"a-2\"", "\"currNode\": \"q-2\"");
    let new = import(&later).new_to(&here, ids(&known));
    assert_eq!(new.messages.len(), 1);
    assert_eq!(new.conversations.len(), 1);
    assert_eq!(new.conversations[0].title, "My own title");
    assert_eq!(
        new.conversations[0].leaf.as_ref(),
        Some(&new.messages[0].id)
    );
    assert!(
        known
            .iter()
            .any(|one| Some(&one.id) == new.messages[0].parent.as_ref())
    );
}

#[test]
fn what_was_changed_there_is_a_branch_here() {
    let text = data("betterchatgpt.json");
    let (here, known) = apply(import(&text), &[], &[]);
    let changed = text.replace("With slashes.", "With dots.");
    let (here, known) = apply(import(&changed), &here, &known);
    assert_eq!(here.len(), 1);
    let tree = Tree::from_messages(known.clone());
    let last = known.iter().find(|one| one.text == "With dots.").unwrap();
    let (siblings, _) = tree.siblings(&last.id);
    assert_eq!(siblings.len(), 2);
}

#[test]
fn what_was_deleted_here_comes_back() {
    let text = data("by-hand.md");
    let (mut here, known) = apply(import(&text), &[], &[]);
    here[0].deleted = Some(1);
    let new = import(&text).new_to(&here, ids(&known));
    assert_eq!((new.conversations.len(), new.messages.len()), (1, 0));
    assert_eq!(new.conversations[0].deleted, None);
}

#[test]
fn reasoning_goes_to_the_answer_below_it_once() {
    let thought = |parent: &str, said: &str| {
        json!({ "parent": parent, "message": { "author": { "role": "assistant" },
        "content": { "content_type": "thoughts", "thoughts": [{ "content": said }] } } })
    };
    let text = |parent: &str, role: &str, said: &str| {
        json!({ "parent": parent, "message": { "author": { "role": role },
        "content": { "content_type": "text", "parts": [said] } } })
    };
    let file = json!([{ "title": "T", "conversation_id": "c", "mapping": {
        "q": text("", "user", "Q"), "t1": thought("q", "one"), "t2": thought("t1", "two"),
        "a": text("t2", "assistant", "A"), "b": text("t2", "assistant", "B"),
        "t3": thought("t1", "three"), "c": text("t3", "assistant", "C"), "t4": thought("c", "four"), "q2": text("t4", "user", "Q2") } }]);
    let imported = import(&file.to_string());
    assert_eq!(
        outline(&imported),
        "# T\n user: Q\n   assistant {one||two}: A\n   assistant: B\n   assistant {three}: C\n     user: Q2\n"
    );
    assert_eq!(imported.report.count(Note::LooseReasoning), 1);
}

/// What it asks of a tool is not shown there; code it runs and texts it writes beside the conversation are.
#[test]
fn what_is_said_to_tools() {
    let said = |parent: &str, to: &str, kind: &str, text: &str| {
        json!({ "parent": parent, "message": { "author": { "role": "assistant" },
        "recipient": to, "content": { "content_type": kind, "text": text, "language": "unknown" } } })
    };
    let file = json!({ "title": "T", "conversation_id": "c", "mapping": {
        "a": said("", "web", "code", "search(\"x\")"), "b": said("a", "bio", "text", "likes tea"),
        "c": said("b", "python", "code", "1+1"),
        "d": said("c", "canmore.create_textdoc", "code", r#"{"name":"Tea","type":"document","content":"Hot."}"#),
        "e": said("d", "canmore.create_textdoc", "code", r#"{"name":"t","type":"code/rust","content":"fn"}"#),
        "f": said("e", "canmore.update_textdoc", "code", r#"{"updates":[]}"#) } });
    let imported = import(&file.to_string());
    let texts: Vec<&str> = imported.conversations[0]
        .1
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "```\n1+1\n```",
            "Tea\n\nHot.",
            "t\n\n```rust\nfn\n```",
            "```json\n{\"updates\":[]}\n```"
        ]
    );
    assert_eq!(imported.report.count(Note::ToolCall), 2);
}
