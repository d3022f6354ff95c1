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

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use wire::Millis;

use super::nodes::{Node, Said, Thread};
use super::report::{Note, Report};
use super::value::NotJson;
use super::{Format, Imported, chatgpt_content, ids, value};
use crate::record::TitledBy;

/// One conversation.
pub(super) fn read(
    text: &str,
    place: &str,
    now: Millis,
    into: &mut Imported,
) -> Result<(), NotJson> {
    let text = value::mend(text);
    let mut file = File::new(place);
    let mut json = serde_json::Deserializer::from_str(&text);
    let read = file.deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = read {
        if !error.is_data() {
            return Err(NotJson::at(&error));
        }
        let wrong = if file.is_mapping { ".mapping" } else { "" };
        into.report
            .note(Note::WrongType, || format!("{place}{wrong}"));
        return Ok(());
    }
    if matches!(text, std::borrow::Cow::Owned(_)) {
        into.report.note(Note::Characters, || place.to_owned());
    }
    if file.is_mapping {
        into.report.append(std::mem::take(&mut file.report));
        take(file, place, now, into);
    } else {
        into.report
            .note(Note::WrongType, || format!("{place}.mapping"));
    }
    Ok(())
}

fn take(mut file: File, place: &str, now: Millis, into: &mut Imported) {
    let head = Value::Object(std::mem::take(&mut file.head));
    if head["gizmo_id"].is_string() {
        into.report
            .note(Note::Assistant, || format!("{place}.gizmo_id"));
    }
    let key = value::key(&head, "conversation_id")
        .or_else(|| value::key(&head, "id"))
        .unwrap_or_else(|| nameless(&file.nodes));
    into.take(
        Thread {
            format: Format::ChatGpt,
            key,
            place: file.place,
            title: value::text(&head, "title").unwrap_or_default().to_owned(),
            titled_by: TitledBy::Person,
            system: file.system,
            pinned: value::is_set(&head, "is_starred") || head["pinned_time"].is_string(),
            archived: value::is_set(&head, "is_archived"),
            folder: String::new(),
            created: value::seconds(&head, "create_time"),
            updated: value::seconds(&head, "update_time"),
            leaf: value::key(&head, "current_node"),
            nodes: ordered(file.nodes),
        },
        now,
    );
}

/// A key for a conversation without one: of the ids of its nodes, which are unique in the world.
fn nameless(nodes: &[Raw]) -> String {
    let mut keys: Vec<&str> = nodes.iter().map(|raw| raw.node.key.as_str()).collect();
    keys.sort_unstable();
    ids::key(&keys)
}

/// What is read of a conversation: all of its head, and each node as it comes.
struct File {
    /// Of the mapping.
    place: String,
    head: Map<String, Value>,
    is_mapping: bool,
    nodes: Vec<Raw>,
    system: String,
    report: Report,
}

struct Raw {
    node: Node,
    children: Vec<String>,
}

impl File {
    fn new(place: &str) -> Self {
        File {
            place: format!("{place}.mapping")
                .trim_start_matches('.')
                .to_owned(),
            head: Map::new(),
            is_mapping: false,
            nodes: Vec::new(),
            system: String::new(),
            report: Report::default(),
        }
    }

    fn node(&mut self, key: String, mut node: Value) {
        let here = || format!("{}.{key}", self.place);
        if !node.is_object() {
            return self.report.note(Note::WrongType, here);
        }
        let said = match &node["message"] {
            // The root, and what once was something.
            Value::Null => Said::Nothing,
            message => chatgpt_content::said(message, &mut self.system, &mut self.report, &here),
        };
        let children = match node["children"].take() {
            Value::Array(children) => children,
            _ => Vec::new(),
        };
        let text = |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        self.nodes.push(Raw {
            children: children.into_iter().filter_map(text).collect(),
            node: Node {
                parent: text(node["parent"].take()),
                key,
                said,
            },
        });
    }
}

impl<'de> DeserializeSeed<'de> for &mut File {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut File {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a conversation")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(name) = fields.next_key::<String>()? {
            if name == "mapping" {
                self.is_mapping = true;
                fields.next_value_seed(Mapping(self))?;
            } else {
                self.head.insert(name, fields.next_value()?);
            }
        }
        Ok(())
    }
}

struct Mapping<'f>(&'f mut File);

impl<'de> DeserializeSeed<'de> for Mapping<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Mapping<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nodes by their ids")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut nodes: A) -> Result<(), A::Error> {
        while let Some((key, node)) = nodes.next_entry()? {
            self.0.node(key, node);
        }
        Ok(())
    }
}

/// Siblings in the order of their parent's `children`: from the roots down, then what they do not reach.
fn ordered(raw: Vec<Raw>) -> Vec<Node> {
    let mut order = Vec::with_capacity(raw.len());
    {
        let index: HashMap<&str, usize> = raw
            .iter()
            .enumerate()
            .map(|(at, raw)| (raw.node.key.as_str(), at))
            .collect();
        let parent = |at: usize| raw[at].node.parent.as_deref();
        let is_root = |at: &usize| parent(*at).is_none_or(|up| !index.contains_key(up));
        let mut seen = vec![false; raw.len()];
        for start in (0..raw.len()).filter(is_root).chain(0..raw.len()) {
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                order.push(at);
                let children = raw[at].children.iter().rev();
                open.extend(children.filter_map(|child| index.get(child.as_str())));
            }
        }
    }
    let mut nodes: Vec<Option<Node>> = raw.into_iter().map(|raw| Some(raw.node)).collect();
    order
        .into_iter()
        .filter_map(|at| nodes[at].take())
        .collect()
}
