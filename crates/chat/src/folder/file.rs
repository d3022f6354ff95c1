//! One conversation as a Markdown file that people read and this page reads again.
//!
//! ```text
//! ---
//! parlance: 1
//! conversation: {"id":"…","title":"…",…}      the record as in docs/export-format.md, on one line
//! deleted: {"…":{"at":0,"gone":true}}         what was deleted or brought back; left out where there is nothing
//! ---
//!
//! # Title
//!
//! <!-- parlance {"id":"…","parent":null,"role":"user","state":"done",…} -->
//! ## User
//!
//! The text, as it is.
//! ```
//!
//! All messages of the tree are there, each after its parent. A line of a text that would read as a mark has a backslash
//! before it. A deleted conversation is a file without messages. What is not ours is left alone, and so is what says it is
//! but cannot be read.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::mark::Marks;
use crate::export::strip;
use crate::markdown::{heading, one_line};
use crate::record::{Conversation, Message};
use crate::tree::Tree;

const VERSION: u64 = 1;
const MARK: &str = "<!-- parlance ";
const MARK_END: &str = " -->";

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FolderFile {
    /// What is known of the conversation.
    pub conversation: Conversation,
    /// Its messages; none when it was deleted.
    pub messages: Vec<Message>,
    /// What was deleted.
    pub marks: Marks,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderProblem {
    /// Somebody else's.
    NotOurs,
    /// Ours, but not whole, or of a later version.
    Broken,
}

/// The file's text. The same values give the same text.
pub fn write_folder_file(file: &FolderFile) -> String {
    let mut out = String::from("---\nparlance: 1\nconversation: ");
    let conversation = Conversation {
        model_origin: None,
        cut_from: None,
        deleted: None,
        ..file.conversation.clone()
    };
    out.push_str(&one_line_json(&conversation));
    if !file.marks.0.is_empty() {
        out.push_str("\ndeleted: ");
        out.push_str(&one_line_json(&file.marks));
    }
    out.push_str("\n---\n\n# ");
    let title = one_line(&file.conversation.title);
    out.push_str(if title.is_empty() {
        "Conversation"
    } else {
        &title
    });
    out.push('\n');
    if file.marks.gone(&file.conversation.id) {
        out.push_str("\n*(deleted)*\n");
        return out;
    }
    // What the tree shows at the root because it is damaged keeps its own word of its parent.
    let parents: HashMap<&str, &Option<String>> = file
        .messages
        .iter()
        .rev()
        .map(|own| (own.id.as_str(), &own.parent))
        .collect();
    for mut message in Tree::from_messages(file.messages.clone()).in_order() {
        strip(&mut message);
        if let Some(parent) = parents.get(message.id.as_str()) {
            message.parent.clone_from(parent);
        }
        out.push('\n');
        out.push_str(MARK);
        out.push_str(&facts(&message));
        out.push_str(MARK_END);
        out.push_str("\n## ");
        out.push_str(&heading(&message));
        out.push_str("\n\n");
        for (at, line) in message.text.split('\n').enumerate() {
            if at > 0 {
                out.push('\n');
            }
            if looks_marked(line) {
                out.push('\\');
            }
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// Reads a file's text.
pub fn read_folder_file(text: &str) -> Result<FolderFile, FolderProblem> {
    let text = text.trim_start_matches('\u{feff}');
    // Some editors end every line their own way.
    let crlf = text.starts_with("---\r\n");
    let whole;
    let text = if crlf {
        whole = text.replace("\r\n", "\n");
        &whole
    } else {
        text
    };
    let body = text
        .strip_prefix("---\nparlance: ")
        .ok_or(FolderProblem::NotOurs)?;
    read_ours(body).ok_or(FolderProblem::Broken)
}

fn read_ours(body: &str) -> Option<FolderFile> {
    let (head, rest) = body.split_once("\n---\n")?;
    let mut lines = head.split('\n');
    if lines.next()?.trim().parse::<u64>().ok()? != VERSION {
        return None;
    }
    let mut file = FolderFile::default();
    for line in lines {
        if let Some(json) = line.strip_prefix("conversation: ") {
            file.conversation = serde_json::from_str(json).ok()?;
        } else if let Some(json) = line.strip_prefix("deleted: ") {
            file.marks = serde_json::from_str(json).ok()?;
            file.marks.clean();
        }
    }
    file.conversation.model_origin = None;
    file.conversation.cut_from = None;
    file.conversation.deleted = None;
    file.conversation.clean();
    if file.conversation.id.trim().is_empty() {
        return None;
    }
    let mut open: Option<(Message, Vec<&str>)> = None;
    for line in rest.split('\n') {
        if let Some(json) = line
            .strip_prefix(MARK)
            .and_then(|line| line.trim_end().strip_suffix(MARK_END))
        {
            close(&mut file, open.take());
            let mut message: Message = serde_json::from_str(json).ok()?;
            if message.id.trim().is_empty() {
                return None;
            }
            message.conversation.clone_from(&file.conversation.id);
            strip(&mut message);
            message.left_out = false;
            open = Some((message, Vec::new()));
        } else if let Some((_, lines)) = &mut open {
            lines.push(line);
        }
    }
    close(&mut file, open);
    Some(file)
}

fn close(file: &mut FolderFile, open: Option<(Message, Vec<&str>)>) {
    let Some((mut message, mut lines)) = open else {
        return;
    };
    // The end of the file, or the empty line before the next mark.
    if lines.last() == Some(&"") {
        lines.pop();
    }
    let mut from = 0;
    if lines
        .first()
        .and_then(|line| line.strip_prefix("## "))
        .is_some_and(|line| line == heading(&message))
    {
        from = 1;
    }
    if lines.get(from) == Some(&"") {
        from += 1;
    }
    let lines = lines.get(from..).unwrap_or_default();
    let unmarked: Vec<&str> = lines
        .iter()
        .map(|line| match line.strip_prefix('\\') {
            Some(rest) if looks_marked(rest) => rest,
            _ => line,
        })
        .collect();
    message.text = unmarked.join("\n");
    file.messages.push(message);
}

/// Whether a line would read as a mark, or as a mark with a backslash before it.
fn looks_marked(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with(MARK)
}

/// All of a message but its text, which stands below.
fn facts(message: &Message) -> String {
    let mut value = serde_json::to_value(message).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        fields.remove("text");
        fields.remove("conversation");
        // What somebody does not want to be sent is for each machine to say.
        fields.remove("left_out");
        drop_empty(fields);
    }
    one_line_json(&value)
}

/// What is missing reads as this anyway.
fn drop_empty(fields: &mut Map<String, Value>) {
    fields.retain(|name, value| {
        name == "parent" || !(value.is_null() || value.as_str().is_some_and(str::is_empty))
    });
}

/// JSON that neither ends a comment nor its line.
fn one_line_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .unwrap_or_default()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
