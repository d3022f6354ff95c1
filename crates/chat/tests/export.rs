//! What travels, what does not, and what a hostile file can do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod records;

use std::collections::BTreeSet;

use chat::{
    Conversation, Export, ExportProblem, Message, MessageState, Sent, Translation, read_export,
};
use proptest::prelude::*;
use records::{conversation, json, message};
use wire::{Problem, ProblemKind, Role, Usage};

#[test]
fn there_and_back() {
    let mut answer = message("m2", "c", "Hi 🎉");
    answer.role = Role::Assistant;
    answer.parent = Some("m1".into());
    answer.usage = Some(Usage {
        input: 1,
        cached: 0,
        output: 2,
        reasoning: 1,
    });
    answer.cost = Some(12);
    answer.state = MessageState::Stopped;
    let export = Export::new(
        5,
        vec![conversation("c", 3), conversation("empty", 1)],
        vec![
            message("m1", "c", "Hello"),
            answer,
            message("x", "gone", "lost"),
        ],
    );
    let back = read_export(&json(&export)).unwrap();
    assert_eq!(back, export);
    assert_eq!(back.conversations[0].messages.len(), 2);
}

#[test]
fn no_endpoint_and_nothing_an_endpoint_said() {
    let canary = "sk-canary-1234";
    let mut secret = message("m", "c", "text");
    secret.state = MessageState::Streaming;
    secret.sent = Some(Sent {
        base: format!("https://{canary}.example/v1"),
        system: canary.into(),
        ..Sent::default()
    });
    let mut problem = Problem::new(ProblemKind::KeyRefused);
    problem.message = format!("Incorrect API key provided: {canary}");
    problem.body = problem.message.clone();
    secret.problem = Some(problem);
    secret.failure = Some(chat::Failure::Offline);
    let mut chosen = conversation("c", 1);
    chosen.model = Some("gpt-5".into());
    chosen.model_origin = Some(format!("https://{canary}.example"));
    let text = json(&Export::new(0, vec![chosen], vec![secret]));
    assert!(!text.contains(canary) && !text.contains("https:"), "{text}");
    assert!(text.contains("key-refused") && text.contains("truncated") && text.contains("offline"));
}

#[test]
fn a_file_cannot_bring_an_endpoint_or_a_key() {
    let text = r#"{"format":"parlance-conversations","version":1,"base":"https://evil.example","key":"sk-evil","settings":{"key":"x"},
        "conversations":[{"conversation":{"id":"c","endpoint":"https://evil.example","model_origin":"https://evil.example","key":"x"},"key":1,
        "messages":[{"id":"m","conversation":"other","sent":{"base":"https://evil.example"},"api_key":"x","state":"streaming"}]}]}"#;
    let export = read_export(text).unwrap();
    assert!(!json(&export).contains("evil"));
    let message = &export.conversations[0].messages[0];
    assert_eq!(
        (
            message.conversation.as_str(),
            message.state,
            message.sent.is_none()
        ),
        ("c", MessageState::Truncated, true)
    );
}

#[test]
fn wrong_files_are_named_for_what_is_wrong() {
    let place = |text: &str| match read_export(text) {
        Err(ExportProblem::Wrong { place, .. }) => place,
        other => panic!("{other:?} for {text}"),
    };
    let file = |conversations: &str| {
        format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":{conversations}}}"#
        )
    };
    let one = |messages: &str| {
        file(&format!(
            r#"[{{"conversation":{{"id":"c"}}}},{{"conversation":{{"id":"d"}},"messages":{messages}}}]"#
        ))
    };
    assert_eq!(
        read_export("{\"a\":\n  nonsense"),
        Err(ExportProblem::NotJson { line: 2, column: 4 })
    );
    for text in [
        "",
        "null",
        "[]",
        "{}",
        "3",
        r#"{"conversations":[]}"#,
        r#"{"format":"other","version":1}"#,
        r#"{"format":1}"#,
    ] {
        let problem = read_export(text).unwrap_err();
        assert!(
            matches!(
                problem,
                ExportProblem::NotAnExport | ExportProblem::NotJson { .. }
            ),
            "{text}"
        );
    }
    assert_eq!(
        read_export(r#"{"format":"parlance-conversations","version":2}"#),
        Err(ExportProblem::Newer { version: 2 })
    );
    for version in ["0", "-1", "\"1\"", "null", "1.5", "[]"] {
        assert_eq!(
            place(&format!(
                r#"{{"format":"parlance-conversations","version":{version},"conversations":[]}}"#
            )),
            "version"
        );
    }
    assert_eq!(
        place(r#"{"format":"parlance-conversations","version":1}"#),
        "conversations"
    );
    assert_eq!(place(&file("{}")), "conversations");
    assert_eq!(place(&file("[1]")), "conversations[0]");
    assert_eq!(place(&file("[{}]")), "conversations[0].conversation");
    assert_eq!(
        place(&file(r#"[{"conversation":{}}]"#)),
        "conversations[0].conversation.id"
    );
    assert_eq!(
        place(&file(r#"[{"conversation":{"id":" "}}]"#)),
        "conversations[0].conversation.id"
    );
    assert_eq!(
        place(&file(r#"[{"conversation":{"id":"c","pinned":"yes"}}]"#)),
        "conversations[0].conversation.pinned"
    );
    assert_eq!(
        place(&file(r#"[{"conversation":{"id":"c","updated":-1}}]"#)),
        "conversations[0].conversation.updated"
    );
    assert_eq!(place(&one("{}")), "conversations[1].messages");
    assert_eq!(place(&one("[null]")), "conversations[1].messages[0]");
    assert_eq!(
        place(&one(r#"[{"id":"m"},{}]"#)),
        "conversations[1].messages[1].id"
    );
    assert_eq!(
        place(&one(r#"[{"id":"m","text":["a"]}]"#)),
        "conversations[1].messages[0].text"
    );
    assert_eq!(
        place(&one(r#"[{"id":"m","cost":1e99}]"#)),
        "conversations[1].messages[0].cost"
    );
    let shown = read_export(&one(r#"[{"id":"m","text":7}]"#))
        .unwrap_err()
        .to_string();
    assert!(
        shown.starts_with("conversations[1].messages[0].text: "),
        "{shown}"
    );
    // As deep as a file may be.
    assert!(read_export(&file(&("[".repeat(100_000)))).is_err());
    assert!(read_export(&one("[]")).is_ok());
    assert!(read_export(&format!("\u{feff}{}", one("[]"))).is_ok());
}

#[test]
fn unknown_things_are_passed_over() {
    let text = r#"{"format":"parlance-conversations","version":1,"new":{"a":[1]},"conversations":[{"conversation":{"id":"c","titled_by":"robot","new":1},
        "messages":[{"id":"m","state":"dreaming","role":"wizard","new":{}}],"new":2}]}"#;
    let export = read_export(text).unwrap();
    // Nobody is made to have said it (wire::Role).
    assert_eq!(export.conversations[0].messages[0].role, Role::Tool);
    assert_eq!(
        export.conversations[0].messages[0].state,
        MessageState::Done
    );
}

/// Saves what an import brings.
fn save(
    here: &mut Vec<Conversation>,
    known: &mut Vec<Message>,
    export: Export,
) -> (usize, usize, usize) {
    let newer = export.newer_than(here, known);
    let counts = (
        newer.conversations.len(),
        newer.messages.len(),
        newer.unchanged,
    );
    for conversation in newer.conversations {
        here.retain(|old| old.id != conversation.id);
        here.push(conversation);
    }
    for message in newer.messages {
        known.retain(|old| old.id != message.id);
        known.push(message);
    }
    counts
}

#[test]
fn the_newer_wins_and_nothing_is_deleted() {
    let mut here = vec![conversation("old", 1), conversation("new", 9)];
    let mut known = vec![
        message("a", "old", "before"),
        message("only here", "old", "stays"),
        message("b", "new", "mine"),
    ];
    let file = || {
        let conversations = vec![
            conversation("old", 2),
            conversation("new", 8),
            conversation("added", 1),
        ];
        let messages = vec![
            message("a", "old", "after"),
            message("b", "new", "theirs"),
            message("c", "added", "hello"),
            message("d", "added", "x"),
        ];
        Export::new(0, conversations, messages)
    };
    // The fourth is what "a" said.
    assert_eq!(save(&mut here, &mut known, file()), (2, 4, 1));
    let text = |id: &str| {
        known
            .iter()
            .find(|message| message.id == id)
            .unwrap()
            .text
            .clone()
    };
    assert_eq!(
        (text("a"), text("b"), text("c"), text("only here")),
        (
            "after".into(),
            "mine".into(),
            "hello".into(),
            "stays".into()
        )
    );
    assert_eq!(save(&mut here, &mut known, file()), (0, 0, 3));
}

#[test]
fn a_file_cannot_overwrite_messages_of_other_conversations() {
    let mut here = vec![conversation("mine", 5)];
    let mut known = vec![message("m", "mine", "precious")];
    let file = Export::new(
        0,
        vec![conversation("theirs", 9)],
        vec![
            message("m", "theirs", "gotcha"),
            message("n", "theirs", "fine"),
        ],
    );
    assert_eq!(save(&mut here, &mut known, file), (1, 1, 0));
    assert!(
        known.iter().any(|message| message.text == "precious")
            && !known.iter().any(|message| message.text == "gotcha")
    );
}

fn translation(id: &str, target: &str) -> Translation {
    Translation {
        id: id.into(),
        at: 7,
        from: Some("en".into()),
        to: "de".into(),
        source: "Hello 🎉".into(),
        target: target.into(),
        edited: true,
        model: "m".into(),
        usage: Some(Usage {
            input: 3,
            output: 4,
            ..Usage::default()
        }),
        cost: Some(5),
        ..Translation::default()
    }
}

#[test]
fn translations_and_settings_come_back() {
    let settings = serde_json::json!({
        "theme": "dark", "instructions": "formal", "cap": { "per_day": 5 },
        "prices": { "m": { "input": 1.0, "output": 2.0 } },
    });
    let export = Export::new(0, Vec::new(), Vec::new())
        .with_translations(vec![translation("t", "Hallo")])
        .with_settings(settings.clone());
    let back = read_export(&json(&export)).unwrap();
    assert_eq!(back, export);
    assert_eq!(serde_json::Value::Object(back.settings), settings);
}

#[test]
fn settings_that_name_an_endpoint_stay_at_home() {
    let settings = serde_json::json!({
        "models": { "https://secret.example": { "translate": "m" } }, "base": "https://secret.example",
        "endpoint": "https://secret.example", "key": "sk-secret", "theme": "dark",
    });
    let text = json(&Export::new(0, Vec::new(), Vec::new()).with_settings(settings.clone()));
    assert!(!text.contains("secret") && text.contains("dark"), "{text}");
    // Nor does a file bring them.
    let file = serde_json::json!({
        "format": "parlance-conversations", "version": 1, "conversations": [], "settings": settings,
    });
    let back = read_export(&file.to_string()).unwrap();
    assert_eq!(back.settings.keys().collect::<Vec<_>>(), ["theme"]);
}

#[test]
fn files_without_translations_and_with_odd_settings_are_read() {
    for rest in [
        "",
        r#","translations":[]"#,
        r#","settings":null"#,
        r#","settings":[1]"#,
        r#","settings":"x""#,
        r#","translations":[{"id":"t","sent":{"url":"https://evil.example"},"new":1,"state":"dreaming"}]"#,
    ] {
        let text = format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":[]{rest}}}"#
        );
        let export = read_export(&text).unwrap();
        assert!(export.settings.is_empty() && !json(&export).contains("evil"));
    }
}

#[test]
fn wrong_translations_are_named() {
    for (translations, place) in [
        ("{}", "translations"),
        ("[1]", "translations[0]"),
        ("[{}]", "translations[0].id"),
        (r#"[{"id":"a"},{"id":"b","at":-1}]"#, "translations[1].at"),
    ] {
        let text = format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":[],"translations":{translations}}}"#
        );
        match read_export(&text) {
            Err(ExportProblem::Wrong { place: told, .. }) => assert_eq!(told, place),
            other => panic!("{other:?} for {translations}"),
        }
    }
}

#[test]
fn translations_are_taken_in_once_and_never_overwritten() {
    let mut running = translation("new", "Ha");
    running.state = MessageState::Streaming;
    running.at = u64::MAX;
    let translations = vec![
        translation("here", "theirs"),
        running,
        translation("new", "twice in the file"),
    ];
    let text = json(&Export::new(0, Vec::new(), Vec::new()).with_translations(translations));
    let mut export = read_export(&text).unwrap();
    let (new, unchanged) = export.take_new_translations(&BTreeSet::from(["here"]));
    assert_eq!((new.len(), unchanged), (1, 2));
    assert_eq!(
        (new[0].id.as_str(), new[0].target.as_str(), new[0].state),
        ("new", "Ha", MessageState::Truncated)
    );
    // A time that the browser's numbers do not hold would make a record that no one can read.
    assert!(new[0].at < 1 << 53);
    let mut export = read_export(&text).unwrap();
    let (new, unchanged) = export.take_new_translations(&BTreeSet::from(["here", "new"]));
    assert_eq!((new.len(), unchanged), (0, 3));
}

fn any_file() -> impl Strategy<Value = Export> {
    let conversations = prop::collection::vec(
        (0..4_u8, 0..4_u64).prop_map(|(id, updated)| conversation(&id.to_string(), updated)),
        0..5,
    );
    let messages = prop::collection::vec(
        (0..9_u8, 0..4_u8, "[a-c]")
            .prop_map(|(id, of, text)| message(&id.to_string(), &of.to_string(), &text)),
        0..12,
    );
    (conversations, messages)
        .prop_map(|(conversations, messages)| Export::new(0, conversations, messages))
}

proptest! {
    #[test]
    fn importing_twice_is_importing_once(first in any_file(), second in any_file()) {
        let (mut here, mut known) = (Vec::new(), Vec::new());
        save(&mut here, &mut known, first);
        save(&mut here, &mut known, second.clone());
        let (once, known_once) = (here.clone(), known.clone());
        let (conversations, messages, _) = save(&mut here, &mut known, second);
        prop_assert_eq!((conversations, messages), (0, 0));
        prop_assert_eq!((here, known), (once, known_once));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:a-z0-9 ]{0,60}") {
        // What is read of it is whole: written again, it is read as the same.
        if let Ok(read) = read_export(&text) {
            prop_assert_eq!(read_export(&json(&read)).unwrap(), read);
        }
    }

    #[test]
    fn any_export_comes_back(export in any_file()) {
        prop_assert_eq!(read_export(&json(&export)).unwrap(), export);
    }
}
