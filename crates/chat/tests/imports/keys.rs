//! A key that is in a file stays there.

use serde_json::{Value, json};

use crate::common::{data, import, outline};

/// No key of any file is anywhere in what is taken.
#[test]
fn never_a_key() {
    for name in ["nextchat.json", "librechat.json", "llamaui.json"] {
        let text = data(name);
        assert!(text.contains("canary"), "{name}");
        let imported = import(&text);
        let all = format!("{imported:?}{}", serde_json::to_string(&imported).unwrap());
        assert!(!all.contains("canary"), "{name}");
    }
}

/// In every object of every file, beside what is read.
#[test]
fn never_a_key_beside_what_is_read() {
    for name in [
        "chatgpt.json",
        "nextchat.json",
        "betterchatgpt.json",
        "librechat.json",
        "librechat-tree.json",
        "llamacpp.json",
        "llamaui.json",
    ] {
        let mut file: Value = serde_json::from_str(&data(name)).unwrap();
        let before = outline(&import(&file.to_string()));
        add_keys(&mut file);
        let imported = import(&file.to_string());
        assert_eq!(outline(&imported), before, "{name}");
        assert!(!format!("{imported:?}").contains("canary"), "{name}");
    }
}

fn add_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(add_keys);
            for name in ["apiKey", "openaiApiKey", "accessCode", "authorization"] {
                fields.insert(name.into(), json!("sk-canary-0123456789"));
            }
            fields.insert(
                "token".into(),
                json!({ "text": "canary", "content": "canary" }),
            );
        }
        Value::Array(list) => list.iter_mut().for_each(add_keys),
        _ => {}
    }
}
