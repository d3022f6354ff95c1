//! LibreChat: one conversation, exported as JSON (`client/src/hooks/Conversations/useExportConversation.ts`, `exportJSON`;
//! read there by `api/server/utils/import/importers.js`; samples in its `__data__/`; danny-avila/LibreChat).
//!
//! ```json
//! { "conversationId": "…", "endpoint": "openAI", "title": "…", "exportAt": "13:18:04 GMT-0400 (…)", "branches": true,
//!   "recursive": false, "options": { "model": "…", "promptPrefix": "the system prompt", "system": "…" },
//!   "messages": [ { "messageId": "…", "parentMessageId": "00000000-0000-0000-0000-000000000000",
//!       "text": "…", "content": [ { "type": "text", "text": "…" } ], "isCreatedByUser": true, "sender": "User",
//!       "model": null, "createdAt": "2024-05-01T16:35:11.530Z", "error": false, "unfinished": false } ] }
//! ```
//!
//! Recursive, the messages are in `messages` or `messagesTree`, and each has its answers in `children` ([`super::flatten`]).

use serde_json::Value;
use wire::{Millis, Role};

use super::flatten::flatten;
use super::nodes::{Draft, Node, Said, Thread};
use super::parts::{IMAGE, add, attach, fenced, source};
use super::report::{Note, Report};
use super::{Format, ImportProblem, Imported, ids, json, value};
use crate::record::{MessageState, TitledBy};

/// The whole file.
pub(super) fn read(text: &str, now: Millis, into: &mut Imported) -> Result<(), ImportProblem> {
    let flat = flatten(text);
    let head = json(&flat.head, &mut into.report)?;
    let options = &head["options"];
    let mut nodes = Vec::with_capacity(flat.messages.len());
    // The key of each piece, for those it holds.
    let mut keys: Vec<Option<String>> = Vec::with_capacity(flat.messages.len());
    for (at, piece) in flat.messages.iter().enumerate() {
        let place = format!("messages[{at}]");
        let over = piece.over.and_then(|over| keys[over].clone());
        let message = json_or_note(&piece.text, &place, &mut into.report);
        let key = message.as_ref().map(|message| {
            value::key(message, "messageId").unwrap_or_else(|| ids::key(&[&piece.text]))
        });
        keys.push(key.clone());
        let (Some(message), Some(key)) = (message, key) else {
            continue;
        };
        nodes.push(Node {
            parent: over.or_else(|| parent(&message)),
            key,
            said: Said::Message(draft(&message, &place, &mut into.report)),
        });
    }
    let system = ["promptPrefix", "system"]
        .iter()
        .find_map(|name| value::text(options, name));
    into.take(
        Thread {
            format: Format::LibreChat,
            key: value::key(&head, "conversationId").unwrap_or_else(|| ids::key(&[&flat.head])),
            place: "messages".to_owned(),
            title: value::text(&head, "title").unwrap_or_default().to_owned(),
            titled_by: TitledBy::Person,
            system: system.unwrap_or_default().to_owned(),
            pinned: false,
            archived: false,
            folder: String::new(),
            created: None,
            updated: None,
            leaf: None,
            nodes,
        },
        now,
    );
    Ok(())
}

/// Who has no parent is under a message of zeros (`Constants.NO_PARENT`).
fn parent(message: &Value) -> Option<String> {
    value::key(message, "parentMessageId")
        .filter(|parent| !parent.chars().all(|c| matches!(c, '0' | '-')))
}

fn json_or_note(text: &str, place: &str, report: &mut Report) -> Option<Value> {
    match value::parse(text) {
        Ok((value, mended)) => {
            if mended {
                report.note(Note::Characters, || place.to_owned());
            }
            Some(value)
        }
        Err(_) => {
            report.note(Note::NotJson, || place.to_owned());
            None
        }
    }
}

fn draft(message: &Value, place: &str, report: &mut Report) -> Draft {
    let role = match (&message["isCreatedByUser"], message["sender"].as_str()) {
        (Value::Bool(true), _) => Role::User,
        (Value::Bool(false), _) => Role::Assistant,
        // The older samples have no such field.
        (_, Some(sender)) if sender.eq_ignore_ascii_case("user") => Role::User,
        _ => Role::Assistant,
    };
    let mut draft = Draft {
        role,
        created: value::millis(message, "createdAt"),
        ..Draft::default()
    };
    if value::is_set(message, "error") {
        draft.state = MessageState::Failed;
    } else if value::is_set(message, "unfinished") {
        draft.state = MessageState::Truncated;
    }
    if role == Role::Assistant {
        draft.model = value::text(message, "model").map(str::to_owned);
    }
    match message["content"].as_array() {
        Some(parts) if !parts.is_empty() => {
            for (at, part) in parts.iter().enumerate() {
                one(part, &mut draft, report, || {
                    format!("{place}.content[{at}]")
                });
            }
        }
        _ => add(
            &mut draft.text,
            message["text"].as_str().unwrap_or_default(),
        ),
    }
    for file in message["files"].as_array().into_iter().flatten() {
        let name = value::text(file, "filename").unwrap_or_default();
        let kind = match value::text(file, "type") {
            Some(kind) if kind.starts_with("image/") => IMAGE,
            _ => "file",
        };
        let at = file["filepath"]
            .as_str()
            .map_or(Err(Note::ImageMissing), source);
        attach(&mut draft, kind, name, at, report, || {
            format!("{place}.files")
        });
    }
    draft
}

/// A part of a message (`TMessageContentParts`; its kinds in `useExportConversation.ts`, `getMessageContent`).
fn one(part: &Value, draft: &mut Draft, report: &mut Report, place: impl FnOnce() -> String) {
    let text = |name: &str| {
        let said = &part[name];
        said.as_str()
            .or_else(|| said["value"].as_str())
            .unwrap_or_default()
    };
    match part["type"].as_str() {
        Some("text") => add(&mut draft.text, text("text")),
        Some("think") => add(&mut draft.reasoning, text("think")),
        Some("error") => {
            draft.state = MessageState::Failed;
            let said = if text("text").is_empty() {
                "error"
            } else {
                "text"
            };
            add(&mut draft.text, text(said));
        }
        Some("tool_call") => {
            if let Some(output) = value::text(&part["tool_call"], "output") {
                add(&mut draft.text, &fenced("", output));
            }
            report.note(Note::ToolCall, place);
        }
        Some("image_file") => {
            let file = &part["image_file"];
            let name = value::text(file, "filename").unwrap_or_default();
            let at = file["filepath"]
                .as_str()
                .map_or(Err(Note::ImageMissing), source);
            attach(draft, IMAGE, name, at, report, place);
        }
        Some("image_url") => {
            let url = part["image_url"]["url"].as_str().unwrap_or_default();
            attach(draft, IMAGE, "", source(url), report, place);
        }
        _ => report.note(Note::UnknownContent, place),
    }
}
