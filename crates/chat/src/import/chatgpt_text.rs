//! ChatGPT's ways of writing that only ChatGPT can show, as Markdown.

use std::collections::HashMap;

use serde_json::Value;

use super::parts::{add, fenced};
use super::value;

/// What it wrote beside the conversation: `{ name, type: "document" | "code/…", content }`, or changes to it
/// (`ChatGPTExport/Exporters/Markdown/CanvasCreateModel.cs` of jamesmoore/chatgpt-export).
pub(super) fn canvas(call: &str) -> String {
    let made = value::parse(call).map_or(Value::Null, |(made, _)| made);
    let Some(content) = value::text(&made, "content") else {
        return fenced("json", call);
    };
    let mut text = value::text(&made, "name").unwrap_or_default().to_owned();
    match made["type"]
        .as_str()
        .and_then(|kind| kind.strip_prefix("code/"))
    {
        Some(language) => add(&mut text, &fenced(language, content)),
        None => add(&mut text, content),
    }
    text
}

/// As a quotation.
pub(super) fn quote(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The text with its references as links: between U+E200 and U+E201 stands one that only ChatGPT can show; `content_references`
/// says what it means (`src/utils/citations.ts` of pionxzh/chatgpt-exporter). What it does not say is taken out.
pub(super) fn cited(text: &str, metadata: &Value) -> String {
    if !text.contains('\u{e200}') {
        return text.to_owned();
    }
    let references = metadata["content_references"].as_array();
    let meant: HashMap<&str, &str> = references
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one["matched_text"].as_str()?, one["alt"].as_str()?)))
        .collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{e200}') {
        out.push_str(before);
        let Some(end) = after.find('\u{e201}') else {
            // Cut off in the middle of one.
            rest = "";
            break;
        };
        let whole = format!("\u{e200}{}\u{e201}", &after[..end]);
        out.push_str(meant.get(whole.as_str()).copied().unwrap_or_default());
        rest = &after[end + '\u{e201}'.len_utf8()..];
    }
    out.push_str(rest);
    out
}
