//! BetterChatGPT: `{ "chats": [ … ], "folders": { … }, "version": 1 }`, and the list of chats alone that it wrote before
//! (`src/types/export.ts`, `src/types/chat.ts`, `src/utils/import.ts` with `isLegacyImport`; ztjhz/BetterChatGPT).
//!
//! ```json
//! { "id": "…", "title": "…", "titleSet": true, "folder": "…", "config": { "model": "…" },
//!   "messages": [ { "role": "user|assistant|system", "content": "…" } ] }
//! ```
//!
//! `folders` has a folder's `{ "id", "name", … }` under its id (`src/types/chat.ts`, `FolderCollection`), and the older list of chats no
//! names of folders at all. Messages have neither ids nor times. Forks that know images write `content` as parts, which is read too.

use serde_json::Value;
use wire::{Millis, Role};

use super::linear::{chain, item};
use super::nodes::{Draft, Thread};
use super::parts::{content, role};
use super::report::Note;
use super::{Format, Imported, ids, value};
use crate::record::TitledBy;

/// The only version there is.
const VERSION: u64 = 1;

/// The whole file, or one chat of the list alone.
pub(super) fn read(file: Value, place: String, now: Millis, into: &mut Imported) {
    let Some(mut fields) = value::object(file) else {
        return into.report.note(Note::WrongType, || place);
    };
    let Some(chats) = fields.remove("chats") else {
        return chat(&Value::Object(fields), &Value::Null, &place, now, into);
    };
    for (name, other) in &fields {
        match name.as_str() {
            "version" if other.as_u64() != Some(VERSION) => {
                into.report
                    .note(Note::UnknownVersion, || "version".to_owned());
            }
            "version" => {}
            "folders" if other.is_object() => {}
            "folders" => into.report.note(Note::WrongType, || name.clone()),
            _ => into.report.note(Note::Settings, || name.clone()),
        }
    }
    let Some(chats) = chats.as_array() else {
        return into.report.note(Note::WrongType, || "chats".to_owned());
    };
    let folders = fields.get("folders").unwrap_or(&Value::Null);
    for (at, one) in chats.iter().enumerate() {
        chat(one, folders, &format!("chats[{at}]"), now, into);
    }
}

fn chat(chat: &Value, folders: &Value, place: &str, now: Millis, into: &mut Imported) {
    let Some(messages) = chat["messages"].as_array() else {
        return into
            .report
            .note(Note::WrongType, || format!("{place}.messages"));
    };
    let model = value::text(&chat["config"], "model");
    let report = &mut into.report;
    let folder = value::text(chat, "folder").map_or("", |id| {
        value::text(&folders[id], "name").unwrap_or_else(|| {
            report.note(Note::OtherData, || format!("{place}.folder"));
            ""
        })
    });
    let mut drafts = Vec::new();
    for (at, one) in messages.iter().enumerate() {
        let place = format!("{place}.messages[{at}]");
        if !one.is_object() {
            report.note(Note::WrongType, || place);
            continue;
        }
        let mut draft = Draft {
            role: role(one["role"].as_str(), report, || place.clone()),
            ..Draft::default()
        };
        content(&one["content"], &mut draft, report, &place);
        if draft.role == Role::Assistant {
            draft.model = model.map(str::to_owned);
        }
        drafts.extend(item(None, draft, report, &place));
    }
    let nodes = chain(drafts);
    let titled_by = match chat["titleSet"] {
        Value::Bool(true) => TitledBy::Person,
        _ => TitledBy::Text,
    };
    into.take(
        Thread {
            format: Format::BetterChatGpt,
            key: value::key(chat, "id").unwrap_or_else(|| ids::key(&[&chat.to_string()])),
            place: place.to_owned(),
            title: value::text(chat, "title").unwrap_or_default().to_owned(),
            titled_by,
            system: String::new(),
            pinned: false,
            archived: false,
            folder: folder.to_owned(),
            created: None,
            updated: None,
            leaf: nodes.last().map(|node| node.key.clone()),
            nodes,
        },
        now,
    );
}
