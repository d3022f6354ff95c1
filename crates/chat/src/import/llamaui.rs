//! The web interface of llama.cpp, and llama.ui, which grew out of it. Three ways of writing the same records:
//!
//! - `{ "conv": { … }, "messages": [ … ] }`, or a list of these (`tools/server/webui/src/lib/types/database.d.ts`,
//!   `ExportedConversations`; ggml-org/llama.cpp, autumn 2025 to mid-2026);
//! - JSON Lines: a header `{ "harness": "…", "type": "session", …conv }`, then `{ "type": "message", "message": { … } }` each
//!   (`tools/ui/src/lib/services/conversation-transfer.service.ts`, ggml-org/llama.cpp since pull request 24688);
//! - `[ { "table": "conversations", "rows": [ … ] }, { "table": "messages", "rows": [ … ] }, … ]`, the database as it is
//!   (`src/database/indexedDB.ts`, `exportDB`; olegshulyakov/llama.ui). `userConfigurations` is a further table, with keys in
//!   it, and is not looked at.
//!
//! ```json
//! { "id": "…", "name": "…", "lastModified": 1700000000000, "currNode": "…", "pinned": false }
//! { "id": "…", "convId": "…", "type": "root|text|system", "timestamp": 1700000000000, "role": "user|assistant|system|tool",
//!   "content": "…", "parent": "…", "children": [], "model": "…", "thinking": "…", "reasoningContent": "…",
//!   "reasoning_content": "…", "extra": [ { "type": "imageFile", "name": "…", "base64Url": "data:…" } ] }
//! ```
//!
//! Ids are texts in llama.cpp's, numbers in llama.ui's. The root says nothing and is not shown.

use std::collections::HashMap;

use serde_json::{Value, json};
use wire::{Millis, Role};

use super::nodes::{Draft, Node, Said, Thread};
use super::parts::{IMAGE, add, attach, fenced, role, source};
use super::report::{Note, Report};
use super::{Format, ImportProblem, Imported, ids, list, value};
use crate::record::TitledBy;

/// The whole file, in any of the three ways.
pub(super) fn read(text: &str, now: Millis, into: &mut Imported) -> Result<(), ImportProblem> {
    let mut gathered = Gathered::default();
    if text.trim_start().starts_with('[') {
        list(text, |element| {
            let place = format!("[{}]", element.index);
            match value::parse(&element.text) {
                Ok((value, _)) if value.get("conv").is_some() => {
                    read_pair(value, place, now, into);
                }
                Ok((value, _)) => gathered.table(value, &place, &mut into.report),
                Err(_) => into.report.note(Note::NotJson, || place),
            }
        })?;
    } else {
        // One object is a file of one line, or of many.
        match value::parse(text) {
            Ok((value, _)) if value.get("conv").is_some() => {
                read_pair(value, String::new(), now, into);
            }
            _ => gathered.lines(text, &mut into.report),
        }
    }
    gathered.give(now, into);
    Ok(())
}

/// A conversation with its messages.
pub(super) fn read_pair(value: Value, place: String, now: Millis, into: &mut Imported) {
    let Some(mut fields) = value::object(value) else {
        return into.report.note(Note::WrongType, || place);
    };
    let conv = fields.remove("conv").unwrap_or_default();
    let Some(Value::Array(messages)) = fields.remove("messages") else {
        return into
            .report
            .note(Note::WrongType, || format!("{place}.messages"));
    };
    thread(&conv, messages, format!("{place}.messages"), now, into);
}

/// Conversations and messages that are apart in the file.
#[derive(Default)]
struct Gathered {
    conversations: Vec<Value>,
    /// By the id of the conversation, in their order.
    messages: HashMap<String, Vec<Value>>,
}

impl Gathered {
    fn table(&mut self, value: Value, place: &str, report: &mut Report) {
        let Some(mut fields) = value::object(value) else {
            return report.note(Note::WrongType, || place.to_owned());
        };
        let Some(Value::Array(rows)) = fields.remove("rows") else {
            return report.note(Note::WrongType, || format!("{place}.rows"));
        };
        match fields.get("table").and_then(Value::as_str) {
            Some("conversations") => self.conversations.extend(rows),
            Some("messages") => {
                for row in rows {
                    let of = value::key(&row, "convId").unwrap_or_default();
                    self.messages.entry(of).or_default().push(row);
                }
            }
            _ => report.note(Note::Settings, || place.to_owned()),
        }
    }

    fn lines(&mut self, text: &str, report: &mut Report) {
        let mut session = String::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let place = || format!("line {}", at + 1);
            let Ok((record, _)) = value::parse(line) else {
                report.note(Note::NotJson, place);
                continue;
            };
            match record["type"].as_str() {
                Some("session") => {
                    // What follows is of this session, whatever a message says.
                    session = value::key(&record, "id").unwrap_or_else(|| ids::key(&[line]));
                    let mut record = record;
                    record["id"] = json!(session);
                    self.conversations.push(record);
                }
                Some("message") => {
                    let message = record.get("message").cloned().unwrap_or_default();
                    self.messages
                        .entry(session.clone())
                        .or_default()
                        .push(message);
                }
                _ => report.note(Note::UnknownContent, place),
            }
        }
    }

    fn give(mut self, now: Millis, into: &mut Imported) {
        for (at, conv) in self.conversations.iter().enumerate() {
            let id = value::key(conv, "id").unwrap_or_default();
            let messages = self.messages.remove(&id).unwrap_or_default();
            thread(conv, messages, format!("conversations[{at}]"), now, into);
        }
        let mut left: Vec<(&String, usize)> = self
            .messages
            .iter()
            .map(|(of, messages)| (of, messages.len()))
            .collect();
        left.sort();
        for (of, count) in left {
            for _ in 0..count {
                into.report.note(Note::NoConversation, || of.clone());
            }
        }
    }
}

fn thread(conv: &Value, messages: Vec<Value>, place: String, now: Millis, into: &mut Imported) {
    let mut nodes = Vec::with_capacity(messages.len());
    for (at, message) in messages.iter().enumerate() {
        let place = format!("{place}[{at}]");
        if !message.is_object() {
            into.report.note(Note::WrongType, || place);
            continue;
        }
        nodes.push(Node {
            key: value::key(message, "id").unwrap_or_else(|| ids::key(&[&message.to_string()])),
            // The root's own is -1 or null.
            parent: value::key(message, "parent").filter(|parent| parent != "-1"),
            said: if message["type"] == "root" {
                Said::Nothing
            } else {
                Said::Message(draft(message, &place, &mut into.report))
            },
        });
    }
    let key = value::key(conv, "id").unwrap_or_else(|| {
        let keys: Vec<&str> = nodes.iter().map(|node| node.key.as_str()).collect();
        ids::key(&keys)
    });
    into.take(
        Thread {
            format: Format::LlamaUi,
            key,
            place,
            title: value::text(conv, "name").unwrap_or_default().to_owned(),
            titled_by: TitledBy::Person,
            system: String::new(),
            pinned: value::is_set(conv, "pinned"),
            archived: false,
            folder: String::new(),
            created: None,
            updated: value::millis(conv, "lastModified"),
            leaf: value::key(conv, "currNode"),
            nodes,
        },
        now,
    );
}

fn draft(message: &Value, place: &str, report: &mut Report) -> Draft {
    let mut draft = Draft {
        role: role(message["role"].as_str(), report, || place.to_owned()),
        created: value::millis(message, "timestamp"),
        ..Draft::default()
    };
    add(
        &mut draft.text,
        message["content"].as_str().unwrap_or_default(),
    );
    for name in ["reasoningContent", "reasoning_content", "thinking"] {
        if draft.reasoning.is_empty() {
            add(
                &mut draft.reasoning,
                message[name].as_str().unwrap_or_default(),
            );
        }
    }
    if draft.role == Role::Assistant {
        draft.model = value::text(message, "model").map(str::to_owned);
    }
    let calls = &message["toolCalls"];
    if value::text(message, "toolCalls").is_some_and(|calls| calls != "[]")
        || calls.as_array().is_some_and(|calls| !calls.is_empty())
    {
        report.note(Note::ToolCall, || place.to_owned());
    }
    for (at, extra) in message["extra"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        one(extra, &mut draft, report, || format!("{place}.extra[{at}]"));
    }
    draft
}

/// A file that came with a message. Texts were sent with it, so they stay in it.
fn one(extra: &Value, draft: &mut Draft, report: &mut Report, place: impl FnOnce() -> String) {
    let name = value::text(extra, "name").unwrap_or_default();
    match extra["type"].as_str() {
        Some("imageFile") => {
            let url = extra["base64Url"].as_str().unwrap_or_default();
            attach(draft, IMAGE, name, source(url), report, place);
        }
        Some(kind @ ("audioFile" | "videoFile")) => {
            let kind = kind.trim_end_matches("File");
            attach(draft, kind, name, Err(Note::Attachment), report, place);
        }
        _ => match value::text(extra, "content") {
            Some(content) => {
                add(&mut draft.text, name);
                add(&mut draft.text, &fenced("", content));
            }
            None => report.note(Note::UnknownContent, place),
        },
    }
}
