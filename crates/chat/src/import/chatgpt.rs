//! ChatGPT's own export: `conversations.json`, since early 2026 in shards `conversations-000.json`, …, each a list of its own.
//!
//! There is no schema of it. What is read here is what these read, who are given real files: the types in `src/api.ts` of
//! pionxzh/chatgpt-exporter (the endpoint's answers are what the export holds), `ChatGPTExport/Models/Conversations.cs` of
//! jamesmoore/chatgpt-export (all of the export's fields), `docs/chatgpt-data-export-format.md` of
//! mitkury/chatgpt-export-parser, and `api/server/utils/import/` of danny-avila/LibreChat, with its
//! `__data__/chatgpt-modern-export.json`. Shards: `Stage 1` of any of the newer converters, and
//! Mintplex-Labs/anything-llm issue 5564, which lists a file of 2026.
//!
//! ```json
//! [ { "title": "…", "create_time": 1756000000.12, "update_time": 1756000400.65, "conversation_id": "…", "id": "…",
//!     "current_node": "<node>", "gizmo_id": null, "is_archived": false, "is_starred": null,
//!     "mapping": { "<node>": { "id": "<node>", "parent": null, "children": ["<node>"], "message": null },
//!       "<node>": { "parent": "<node>", "children": [], "message": {
//!           "id": "…", "author": { "role": "user|assistant|system|tool", "name": null }, "create_time": 1756000001.0,
//!           "content": { "content_type": "text", "parts": ["…"] }, "status": "finished_successfully",
//!           "weight": 1.0, "recipient": "all", "metadata": { "model_slug": "…" } } } } } ]
//! ```

use std::collections::HashSet;

use serde_json::{Map, Value};
use wire::Millis;

use super::nodes::{Node, Said, Thread};
use super::report::{Note, Report};
use super::{Format, Imported, chatgpt_content, ids, value};
use crate::record::TitledBy;

/// One conversation, or a list of them.
pub(super) fn read(value: Value, place: String, now: Millis, into: &mut Imported) {
    let Some(mut fields) = value::object(value) else {
        return into.report.note(Note::WrongType, || place);
    };
    let mapping = fields.remove("mapping");
    let Some(mapping) = mapping.and_then(value::object) else {
        return into
            .report
            .note(Note::WrongType, || format!("{place}.mapping"));
    };
    let head = Value::Object(fields);
    if value::is_set(&head, "is_archived") {
        into.report.note(Note::Archived, || place.clone());
    }
    if head["gizmo_id"].is_string() {
        into.report
            .note(Note::Assistant, || format!("{place}.gizmo_id"));
    }
    let mut system = String::new();
    let place_of = format!("{place}.mapping");
    let key = value::key(&head, "conversation_id")
        .or_else(|| value::key(&head, "id"))
        .unwrap_or_else(|| nameless(&mapping));
    let nodes = nodes(mapping, &place_of, &mut system, &mut into.report);
    let title = value::text(&head, "title").unwrap_or_default().to_owned();
    into.take(
        Thread {
            format: Format::ChatGpt,
            key,
            place: place_of,
            title,
            titled_by: TitledBy::Person,
            system,
            pinned: value::is_set(&head, "is_starred") || head["pinned_time"].is_string(),
            created: value::seconds(&head, "create_time"),
            updated: value::seconds(&head, "update_time"),
            leaf: value::key(&head, "current_node"),
            nodes,
        },
        now,
    );
}

/// A key for a conversation without one: of the ids of its nodes, which are unique in the world.
fn nameless(mapping: &Map<String, Value>) -> String {
    let mut keys: Vec<&str> = mapping.keys().map(String::as_str).collect();
    keys.sort_unstable();
    ids::key(&keys)
}

/// The nodes, siblings in the order of their parent's `children`.
fn nodes(
    mut mapping: Map<String, Value>,
    place: &str,
    system: &mut String,
    report: &mut Report,
) -> Vec<Node> {
    let order = order(&mapping);
    let mut nodes = Vec::with_capacity(order.len());
    for key in order {
        let Some(node) = mapping.remove(&key) else {
            continue;
        };
        let here = || format!("{place}.{key}");
        if !node.is_object() {
            report.note(Note::WrongType, here);
            continue;
        }
        let said = match &node["message"] {
            // The root, and what once was something.
            Value::Null => Said::Nothing,
            message => chatgpt_content::said(message, system, report, &here),
        };
        nodes.push(Node {
            parent: node["parent"].as_str().map(str::to_owned),
            key,
            said,
        });
    }
    nodes
}

/// Each key once: from the roots down along `children`, then what they do not reach.
fn order(mapping: &Map<String, Value>) -> Vec<String> {
    let mut order: Vec<&str> = Vec::with_capacity(mapping.len());
    let mut seen: HashSet<&str> = HashSet::with_capacity(mapping.len());
    let is_root = |node: &Value| {
        node["parent"]
            .as_str()
            .is_none_or(|up| !mapping.contains_key(up))
    };
    let roots = mapping.iter().filter(|(_, node)| is_root(node));
    for (key, _) in roots.chain(mapping.iter()) {
        let mut open = vec![key.as_str()];
        while let Some(key) = open.pop() {
            if !seen.insert(key) {
                continue;
            }
            order.push(key);
            let children = mapping
                .get(key)
                .and_then(|node| node["children"].as_array());
            for child in children.into_iter().flatten().rev() {
                if let Some((child, _)) = child
                    .as_str()
                    .and_then(|child| mapping.get_key_value(child))
                    && !seen.contains(child.as_str())
                {
                    open.push(child);
                }
            }
        }
    }
    order.into_iter().map(str::to_owned).collect()
}
