//! Files that lie.

use chat::{ImportProblem, Note, read_import};
use serde_json::{Value, json};

use crate::common::{NOW, check_whole, data, import, notes, outline};

const FILES: [&str; 8] = [
    "chatgpt.json",
    "nextchat.json",
    "betterchatgpt.json",
    "librechat.json",
    "librechat-tree.json",
    "llamacpp.json",
    "llamaui.json",
    "llamacpp.jsonl",
];

fn node(parent: Option<&str>, said: &str) -> Value {
    json!({ "parent": parent, "children": [], "message": {
        "author": { "role": "user" }, "content": { "content_type": "text", "parts": [said] } } })
}

fn chatgpt(mapping: Value) -> String {
    json!([{ "title": "T", "conversation_id": "c", "create_time": 1.0, "mapping": mapping }])
        .to_string()
}

#[test]
fn nothing_at_all() {
    for text in ["", " \n", "\u{feff}"] {
        assert_eq!(read_import(text, NOW), Err(ImportProblem::Empty));
    }
    for text in [
        "[]",
        "{}",
        "null",
        "12",
        "[1,2]",
        "\"x\"",
        "{\"chat\":[]}",
        "plain words",
        "\0\0",
    ] {
        assert_eq!(
            read_import(text, NOW),
            Err(ImportProblem::Unknown),
            "{text}"
        );
    }
    for (text, line, column) in [
        ("{\"chats\": [", 1, 11),
        ("[\n{\"mapping\":", 2, 11),
        ("{oh", 1, 2),
    ] {
        assert_eq!(
            read_import(text, NOW),
            Err(ImportProblem::NotJson { line, column }),
            "{text}"
        );
    }
}

/// Cut off anywhere: an error or what is whole of it, never a panic.
#[test]
fn cut_off_anywhere() {
    for name in FILES {
        let mut text = data(name);
        if let Ok(file) = serde_json::from_str::<Value>(&text) {
            // Without the spaces, which cost most of the time.
            text = file.to_string();
        }
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            if let Ok(imported) = read_import(&text[..at], NOW) {
                check_whole(&imported);
            }
        }
    }
}

/// Every value of every file in turn replaced by every kind of value.
#[test]
fn wrong_types_anywhere() {
    let wrongs = [
        Value::Null,
        json!(-1.5e300),
        json!(""),
        json!("a"),
        json!([[]]),
        json!({ "a": { "text": [] } }),
    ];
    for name in FILES.into_iter().filter(|name| name.ends_with(".json")) {
        let file: Value = serde_json::from_str(&data(name)).unwrap();
        for path in pointers(&file) {
            for wrong in &wrongs {
                let mut changed = file.clone();
                *changed.pointer_mut(&path).unwrap() = wrong.clone();
                if let Ok(imported) = read_import(&changed.to_string(), NOW) {
                    check_whole(&imported);
                }
            }
        }
    }
}

fn pointers(value: &Value) -> Vec<String> {
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (escape(key), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut out = vec![String::new()];
    for (key, value) in inner {
        out.extend(
            pointers(value)
                .into_iter()
                .map(|rest| format!("/{key}{rest}")),
        );
    }
    out
}

#[test]
fn circles_are_cut_and_orphans_stand_at_the_start() {
    let imported = import(&chatgpt(json!({
        "a": node(Some("c"), "A"), "b": node(Some("a"), "B"), "c": node(Some("b"), "C"),
        "self": node(Some("self"), "Self"), "orphan": node(Some("gone"), "Orphan"),
        "ring1": { "parent": "ring2", "message": null }, "ring2": { "parent": "ring1", "message": null },
        "below": node(Some("ring1"), "Below"), "empty": node(Some(""), "Empty parent")
    })));
    assert_eq!(imported.report.count(Note::Cycle), 3);
    assert_eq!(
        imported.report.notes[&Note::MissingParent].places,
        ["[0].mapping.orphan"]
    );
    assert_eq!(imported.report.messages, 7);
    assert_eq!(
        imported.conversations[0]
            .1
            .iter()
            .filter(|one| one.parent.is_none())
            .count(),
        5
    );
}

#[test]
fn children_that_lie_lead_nowhere() {
    let mut a = node(None, "A");
    a["children"] = json!(["a", "b", "b", "nowhere", 7, null, "a"]);
    let mut b = node(Some("a"), "B");
    b["children"] = json!(["a"]);
    let imported = import(&chatgpt(json!({ "a": a, "b": b })));
    assert_eq!(outline(&imported), "# T\n user: A\n   user: B\n");
}

/// Of one id with other words both are kept; the same words once.
#[test]
fn ids_that_are_there_twice() {
    let message = |text: &str, parent: &str| json!({ "messageId": "m", "parentMessageId": parent, "text": text, "isCreatedByUser": true });
    let file = json!({ "conversationId": "c", "title": "T", "messages": [
        message("one", ""), message("two", ""), message("one", ""), message("two", ""),
        { "messageId": "below", "parentMessageId": "m", "text": "answer", "isCreatedByUser": false }
    ] });
    let imported = import(&file.to_string());
    assert_eq!(
        outline(&imported),
        "# T\n user: one\n   assistant: answer\n user: two\n"
    );
    assert_eq!(imported.report.count(Note::Duplicate), 3);
    // Two shards with the same conversation, and one more message in the second.
    let first = json!({ "title": "T", "conversation_id": "c", "update_time": 1.0, "mapping": { "a": node(None, "A") } });
    let second = json!({ "title": "Later", "conversation_id": "c", "update_time": 2.0, "mapping": { "a": node(None, "A"), "b": node(Some("a"), "B") } });
    let imported = import(&json!([first, second]).to_string());
    assert_eq!(outline(&imported), "# Later\n user: A\n   user: B\n");
    assert_eq!(imported.report.count(Note::Duplicate), 1);
}

#[test]
fn half_pairs_nul_and_control_characters() {
    let text = r#"[{"title":"a\u0000b\ud83d","conversation_id":"\u0000","mapping":{"\udc00":{"message":{"author":{"role":"user"},"content":{"parts":["x\u0000y \ud83d\ude00 \ud83d"]}}}}}]"#;
    let imported = import(text);
    assert_eq!(
        outline(&imported),
        "# a\u{fffd}b\u{fffd}\n user: x\u{fffd}y 😀 \u{fffd}\n"
    );
    assert_eq!(imported.report.count(Note::Characters), 2);
}

#[test]
fn nested_without_end() {
    let deep = "[".repeat(100_000);
    assert!(read_import(&deep, NOW).is_err());
    let deep = "{\"mapping\":".repeat(100_000);
    assert!(matches!(
        read_import(&deep, NOW),
        Err(ImportProblem::NotJson { .. })
    ));
    // One conversation that is nested so does not take the others with it.
    let bad = format!(
        "{{\"mapping\":{{\"a\":{}{}}}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let good = chatgpt(json!({ "a": node(None, "A") }));
    let imported = import(&format!("[{bad},{}", &good[1..]));
    assert_eq!(outline(&imported), "# T\n user: A\n");
    assert_eq!(notes(&imported)[0].split(' ').next(), Some("not-json"));
    // A real thread of LibreChat is nested by its length.
    let mut tree = "[]".to_owned();
    for at in (0..5000).rev() {
        tree = format!(
            r#"[{{"messageId":"{at}","text":"t{at}","isCreatedByUser":true,"children":{tree}}}]"#
        );
    }
    let imported = import(&format!(
        r#"{{"conversationId":"c","recursive":true,"messagesTree":{tree}}}"#
    ));
    assert_eq!(imported.report.messages, 5000);
    assert_eq!(
        imported.conversations[0]
            .1
            .iter()
            .filter(|one| one.parent.is_none())
            .count(),
        1
    );
}

#[test]
fn versions_that_are_not_known() {
    let text = data("betterchatgpt.json").replace("\"version\": 1", "\"version\": 9");
    let imported = import(&text);
    assert_eq!(imported.report.count(Note::UnknownVersion), 1);
    assert_eq!(imported.report.conversations, 1);
}

#[test]
fn long_ids_do_not_flood_the_report() {
    let long = "é".repeat(100_000);
    let imported = import(&chatgpt(
        json!({ long.clone(): 7, "a": node(Some(&long), "A") }),
    ));
    for noted in imported.report.notes.values() {
        assert!(noted.places.iter().all(|place| place.len() < 200));
    }
}
