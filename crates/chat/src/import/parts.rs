//! What is in a message, in the shapes that OpenAI's requests and their relatives have.

use serde_json::Value;
use wire::Role;

use super::AttachmentSource;
use super::nodes::Draft;
use super::report::{Note, Report};

/// The role of this name; one that is not known is noted, and read as a tool's.
pub(super) fn role(
    name: Option<&str>,
    report: &mut Report,
    place: impl FnOnce() -> String,
) -> Role {
    match name {
        Some("user") => Role::User,
        Some("assistant") => Role::Assistant,
        Some("system" | "developer") => Role::System,
        Some("tool" | "function") => Role::Tool,
        _ => {
            report.note(Note::UnknownRole, place);
            Role::Tool
        }
    }
}

/// Adds a part to a text, apart from what is there.
pub(super) fn add(text: &mut String, part: &str) {
    if part.trim().is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(part);
}

/// Says in the text that there was something, and keeps where it is.
pub(super) fn attach(
    draft: &mut Draft,
    kind: &str,
    name: &str,
    source: AttachmentSource,
    report: &mut Report,
    place: impl FnOnce() -> String,
) {
    report.note(Note::Attachment, place);
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | '<' | '>' | '`'))
        .take(100)
        .collect();
    add(
        &mut draft.text,
        &match name.trim() {
            "" => format!("[{kind}]"),
            name => format!("[{kind}: {name}]"),
        },
    );
    draft.attachments.push((name, source));
}

/// Text as a code block, with a fence longer than any in it.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let language: String = language
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '#' | '_' | '.'))
        .take(30)
        .collect();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}")
}

/// The content of a message: a text, or a list of parts `{ type: "text", text }` and `{ type: "image_url", image_url: { url } }`
/// (OpenAPI: `ChatCompletionRequestUserMessage.content`).
pub(super) fn content(value: &Value, draft: &mut Draft, report: &mut Report, place: &str) {
    match value {
        Value::String(text) => add(&mut draft.text, text),
        Value::Array(parts) => {
            for (at, part) in parts.iter().enumerate() {
                one(part, draft, report, || format!("{place}[{at}]"));
            }
        }
        Value::Null => {}
        _ => report.note(Note::WrongType, || place.to_owned()),
    }
}

fn one(part: &Value, draft: &mut Draft, report: &mut Report, place: impl FnOnce() -> String) {
    let url = part["image_url"]["url"]
        .as_str()
        .or_else(|| part["image_url"].as_str())
        .or_else(|| part["image"].as_str());
    if let Some(text) = part.as_str().or_else(|| part["text"].as_str()) {
        add(&mut draft.text, text);
    } else if let Some(url) = url {
        attach(draft, "image", "", source(url), report, place);
    } else {
        report.note(Note::UnknownContent, place);
    }
}

/// Where an address leads.
pub(super) fn source(url: &str) -> AttachmentSource {
    if url.starts_with("data:") {
        AttachmentSource::Inline(url.to_owned())
    } else if url.is_empty() {
        AttachmentSource::Unknown
    } else {
        AttachmentSource::Elsewhere(url.to_owned())
    }
}
