//! Which program wrote a file, told by its shape and not by its name.

use serde_json::Value;

use super::shape::shape;
use super::{Format, markdown};

/// Which format a text is in; none where it is none that is known. The beginning is enough where the file is large: the first
/// 64 kB tell every real one.
pub fn detect(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}');
    let Some(shape) = shape(text) else {
        return markdown::is_conversation(text).then_some(Format::Markdown);
    };
    let has = |keys: &[&str]| shape.has(keys);
    if shape.is_list {
        return if has(&["mapping"]) || has(&["current_node", "conversation_id"]) {
            Some(Format::ChatGpt)
        } else if has(&["conv", "messages"]) || has(&["table", "rows"]) {
            Some(Format::LlamaUi)
        } else if has(&["messages", "title"]) || has(&["messages", "config"]) {
            Some(Format::BetterChatGpt)
        } else {
            None
        };
    }
    if has(&["format", "version", "conversations"]) {
        Some(Format::Parlance)
    } else if has(&["mapping"]) {
        Some(Format::ChatGpt)
    } else if has(&["chat-next-web-store"]) {
        Some(Format::NextChat)
    } else if has(&["conversationId"]) && (has(&["messages"]) || has(&["messagesTree"])) {
        Some(Format::LibreChat)
    } else if has(&["conv", "messages"]) || is_session(text) {
        Some(Format::LlamaUi)
    } else if has(&["chats"]) {
        Some(Format::BetterChatGpt)
    } else if shape.keys == ["messages"] {
        Some(Format::NextChat)
    } else {
        None
    }
}

/// Whether the first line is the header of a session of llama.cpp's web interface.
fn is_session(text: &str) -> bool {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .and_then(|line| serde_json::from_str::<Value>(line).ok())
        .is_some_and(|header| header["type"] == "session" && header.get("id").is_some())
}

/// Which entries of a ZIP, by their names, hold a history: their places among the names. ChatGPT's are
/// `conversations.json`, or `conversations-000.json` and on; without these, every JSON, JSON Lines and Markdown file counts
/// (llama.cpp writes a `.jsonl` a conversation, pionxzh/chatgpt-exporter a `.json` or `.md`). In the order to read them.
pub fn history_entries(names: &[&str]) -> Vec<usize> {
    let real: Vec<usize> = (0..names.len())
        .filter(|at| !names[*at].starts_with("__MACOSX/") && !base(names[*at]).starts_with("._"))
        .collect();
    let mut chosen: Vec<usize> = real
        .iter()
        .copied()
        .filter(|at| is_conversations(base(names[*at])))
        .collect();
    if chosen.is_empty() {
        let ends = [".json", ".jsonl", ".md"];
        chosen = real;
        chosen.retain(|at| ends.iter().any(|end| base(names[*at]).ends_with(end)));
    }
    chosen.sort_by_key(|at| names[*at]);
    chosen
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default()
}

fn is_conversations(name: &str) -> bool {
    let shard = |rest: &str| {
        rest.strip_prefix('-')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
    };
    name.strip_prefix("conversations")
        .and_then(|rest| rest.strip_suffix(".json"))
        .is_some_and(|rest| rest.is_empty() || shard(rest))
}
