//! NextChat (ChatGPT-Next-Web): the backup of its settings page, and one conversation shared as JSON.
//!
//! The backup is the state of five stores by name (`app/store/sync.ts`, `export`; `app/utils/sync.ts`, `LocalStateGetters`;
//! the names in `app/constant.ts`, `StoreKey`; ChatGPTNextWeb/NextChat). Of them only the chats are looked at:
//! `access-control` holds every key (`app/store/access.ts`: `openaiApiKey`, `accessCode`, …).
//!
//! ```json
//! { "chat-next-web-store": { "sessions": [ { "id": "…", "topic": "…", "memoryPrompt": "", "lastUpdate": 1700000000000,
//!       "messages": [ { "id": "…", "date": "…", "role": "user|assistant|system", "content": "… or parts",
//!                       "model": "…", "streaming": false, "isError": false, "tools": [] } ],
//!       "mask": { "context": [ a message ], "modelConfig": { "model": "…" } } } ] },
//!   "access-control": {}, "app-config": {}, "mask-store": {}, "prompt-store": {} }
//! ```
//!
//! One shared conversation is `{ "messages": [ { "role": "…", "content": "…" } ] }`
//! (`app/components/exporter.tsx`, `JsonPreviewer`). `date` is written as the browser's language writes times
//! (`toLocaleString`), so it is not read: `lastUpdate` is.

use serde_json::{Value, json};
use wire::Millis;

use super::linear::{Item, chain, item};
use super::nodes::{Draft, Thread};
use super::parts::{content, role};
use super::report::{Note, Report};
use super::{Format, Imported, ids, value};
use crate::record::{MessageState, TitledBy};

/// The whole file.
pub(super) fn read(file: Value, now: Millis, into: &mut Imported) {
    let Some(stores) = value::object(file) else {
        return into.report.note(Note::WrongType, || "the file".to_owned());
    };
    if let Some(messages) = stores.get("messages") {
        let key = ids::key(&[&messages.to_string()]);
        return session(
            &json!({ "id": key, "messages": messages }),
            "messages",
            now,
            into,
        );
    }
    for (name, store) in stores {
        if name != "chat-next-web-store" {
            let note = match name.as_str() {
                "access-control" | "app-config" => Note::Settings,
                _ => Note::OtherData,
            };
            into.report.note(note, || name);
            continue;
        }
        let Some(sessions) = store["sessions"].as_array() else {
            into.report
                .note(Note::WrongType, || format!("{name}.sessions"));
            continue;
        };
        for (at, one) in sessions.iter().enumerate() {
            session(one, &format!("{name}.sessions[{at}]"), now, into);
        }
    }
}

fn session(session: &Value, place: &str, now: Millis, into: &mut Imported) {
    let Some(messages) = session["messages"].as_array() else {
        return into
            .report
            .note(Note::WrongType, || format!("{place}.messages"));
    };
    if value::text(session, "memoryPrompt").is_some() {
        into.report
            .note(Note::Hidden, || format!("{place}.memoryPrompt"));
    }
    let model = value::text(&session["mask"]["modelConfig"], "model");
    let context = session["mask"]["context"].as_array();
    let of_mask = context.into_iter().flatten().enumerate();
    let of_mask = of_mask.map(|(at, one)| (format!("{place}.mask.context[{at}]"), one));
    let own = messages.iter().enumerate();
    let own = own.map(|(at, one)| (format!("{place}.messages[{at}]"), one));
    let report = &mut into.report;
    let drafts: Vec<_> = of_mask
        .chain(own)
        .filter_map(|(place, one)| message(one, model, &place, report))
        .collect();
    let nodes = chain(drafts);
    into.take(
        Thread {
            format: Format::NextChat,
            key: value::key(session, "id").unwrap_or_else(|| ids::key(&[&session.to_string()])),
            place: place.to_owned(),
            title: value::text(session, "topic").unwrap_or_default().to_owned(),
            titled_by: TitledBy::Person,
            system: String::new(),
            pinned: false,
            archived: false,
            folder: String::new(),
            created: None,
            updated: value::millis(session, "lastUpdate"),
            leaf: nodes.last().map(|node| node.key.clone()),
            nodes,
        },
        now,
    );
}

fn message(one: &Value, model: Option<&str>, place: &str, report: &mut Report) -> Option<Item> {
    if !one.is_object() {
        report.note(Note::WrongType, || place.to_owned());
        return None;
    }
    let mut draft = Draft {
        role: role(one["role"].as_str(), report, || place.to_owned()),
        ..Draft::default()
    };
    content(&one["content"], &mut draft, report, place);
    if one["tools"]
        .as_array()
        .is_some_and(|tools| !tools.is_empty())
    {
        report.note(Note::ToolCall, || place.to_owned());
    }
    if draft.role == wire::Role::Assistant {
        draft.model = value::text(one, "model").or(model).map(str::to_owned);
    }
    if value::is_set(one, "isError") {
        draft.state = MessageState::Failed;
    } else if value::is_set(one, "streaming") {
        draft.state = MessageState::Truncated;
    }
    item(value::key(one, "id"), draft, report, place)
}
