//! What is in a message, in the shapes that OpenAI's requests and their relatives have.

use serde_json::Value;
use wire::Role;

use super::AttachmentSource;
use super::nodes::{Draft, Pending};
use super::report::{Note, Report};
use crate::attach::{MOST_ATTACHED, MOST_IMAGE_BYTES};

/// What an image's mark calls it.
pub(super) const IMAGE: &str = "image";
/// The longest `data:` address that is kept: of an image of [`MOST_IMAGE_BYTES`], four characters for three bytes.
const MOST_INLINE_BYTES: u64 = MOST_IMAGE_BYTES / 3 * 4 + 100;

/// Where an image can be had, or why it cannot.
pub(super) type Found = Result<AttachmentSource, Note>;

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

/// Says in the text that there was something, and keeps where it is: an image that can be had, until it is known what becomes of
/// it. Of anything else it is told right away why it does not come.
pub(super) fn attach(
    draft: &mut Draft,
    kind: &str,
    name: &str,
    found: Found,
    report: &mut Report,
    place: impl FnOnce() -> String,
) {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | '<' | '>' | '`'))
        .take(100)
        .collect();
    let mark = mark(kind, &name);
    add(&mut draft.text, &mark);
    draft.marks += 1;
    match found {
        _ if kind != IMAGE => report.note(Note::Attachment, place),
        Err(why) => report.note(why, place),
        Ok(AttachmentSource::Inline(url)) if url.len() as u64 > MOST_INLINE_BYTES => {
            report.note(Note::ImageTooLarge, place);
        }
        Ok(_) if draft.images.len() == MOST_ATTACHED => report.note(Note::ImageTooLarge, place),
        Ok(source) => draft.images.push(Pending {
            at: draft.text.len() - mark.len(),
            name,
            source,
            place: place(),
        }),
    }
}

/// What a text says where there was something.
fn mark(kind: &str, name: &str) -> String {
    match name.trim() {
        "" => format!("[{kind}]"),
        name => format!("[{kind}: {name}]"),
    }
}

/// The mark of an image.
pub(super) fn image_mark(name: &str) -> String {
    mark(IMAGE, name)
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
        attach(draft, IMAGE, "", source(url), report, place);
    } else {
        report.note(Note::UnknownContent, place);
    }
}

/// Where an address leads.
pub(super) fn source(url: &str) -> Found {
    if url.starts_with("data:") {
        Ok(AttachmentSource::Inline(url.to_owned()))
    } else if url.is_empty() {
        Err(Note::ImageMissing)
    } else {
        Err(Note::ImageElsewhere)
    }
}
