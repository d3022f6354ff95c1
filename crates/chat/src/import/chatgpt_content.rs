//! What one message of ChatGPT's export says (`src/api.ts` and `src/exporter/markdown.ts` of pionxzh/chatgpt-exporter;
//! `ChatGPTExport/Models/Conversations.cs` of jamesmoore/chatgpt-export for the rarer kinds).
//!
//! What is shown is told by who speaks, to whom, and by `is_visually_hidden_from_conversation`. `weight` is not looked at, as
//! none of these does: it says what counts for the model.

use serde_json::Value;
use wire::Role;

use super::chatgpt_files::attachments;
use super::chatgpt_text::{canvas, cited, quote};
use super::nodes::{Draft, Said};
use super::parts::{Found, IMAGE, add, attach, fenced, role, source};
use super::report::{Note, Report};
use super::{AttachmentSource, value};
use crate::record::MessageState;

/// What it says to who sees it. The person's own instructions, which are hidden, go to `system`.
pub(super) fn said(
    message: &Value,
    system: &mut String,
    report: &mut Report,
    place: &dyn Fn() -> String,
) -> Said {
    if !message.is_object() {
        report.note(Note::WrongType, place);
        return Said::Nothing;
    }
    let (content, metadata) = (&message["content"], &message["metadata"]);
    let kind = content["content_type"].as_str().unwrap_or("text");
    match kind {
        "user_editable_context" => {
            instructions(content, system);
            return Said::Nothing;
        }
        "thoughts" => return thoughts(content),
        // "Thought for 8 seconds", beside the thoughts.
        "reasoning_recap" => return Said::Nothing,
        _ => {}
    }
    let name = message["author"]["name"].as_str().unwrap_or_default();
    let role_name = message["author"]["role"].as_str();
    let hidden = value::is_set(metadata, "is_visually_hidden_from_conversation")
        || kind == "model_editable_context"
        || name == "file_search"
        || role_name == Some("system");
    if hidden {
        // Every conversation begins with an empty one.
        if !texts(content).trim().is_empty() {
            report.note(Note::Hidden, place);
        }
        return Said::Nothing;
    }
    let to = message["recipient"].as_str().unwrap_or("all");
    if role_name == Some("assistant")
        && !matches!(to, "all" | "python")
        && !to.starts_with("canmore.")
    {
        // What it asks of its tools: to search, to draw, to remember.
        report.note(Note::ToolCall, place);
        return Said::Nothing;
    }
    let mut draft = Draft {
        role: role(role_name, report, place),
        state: state(message),
        created: value::seconds(message, "create_time"),
        ..Draft::default()
    };
    if draft.role == Role::Assistant {
        draft.model = value::text(metadata, "model_slug").map(str::to_owned);
    }
    if to.starts_with("canmore.") {
        add(&mut draft.text, &canvas(&texts(content)));
    } else {
        fill(kind, content, metadata, &mut draft, report, place);
    }
    // A picture that a tool drew is an answer.
    if draft.role == Role::Tool && draft.marks > 0 {
        draft.role = Role::Assistant;
    }
    attachments(content, metadata, &mut draft, report, place);
    Said::Message(draft)
}

fn fill(
    kind: &str,
    content: &Value,
    metadata: &Value,
    draft: &mut Draft,
    report: &mut Report,
    place: &dyn Fn() -> String,
) {
    let text = |name: &str| value::text(content, name).unwrap_or_default();
    match kind {
        "text" | "multimodal_text" => {
            let parts = content["parts"].as_array();
            for part in parts.into_iter().flatten() {
                one_part(part, metadata, draft, report, place);
            }
            if parts.is_none() {
                add(&mut draft.text, text("text"));
            }
        }
        "code" => {
            let language = match text("language") {
                "unknown" => "",
                known => known,
            };
            if !text("text").is_empty() {
                add(&mut draft.text, &fenced(language, text("text")));
            }
        }
        "execution_output" => {
            if !text("text").is_empty() {
                add(&mut draft.text, &fenced("", text("text")));
            }
            let drawn = metadata["aggregate_result"]["messages"].as_array();
            for image in drawn.into_iter().flatten() {
                if let Some(url) = image["image_url"].as_str() {
                    attach(draft, IMAGE, stem(url), pointer(url), report, place);
                }
            }
        }
        "tether_quote" => {
            let head = match (text("title"), text("url")) {
                ("", url) => url.to_owned(),
                (title, "") => title.to_owned(),
                (title, url) => format!("{title} ({url})"),
            };
            let quoted = format!("{head}\n\n{}", text("text"));
            add(&mut draft.text, &quote(quoted.trim()));
        }
        "tether_browsing_display" => {
            add(&mut draft.text, text("summary"));
            add(&mut draft.text, text("result"));
        }
        "tether_browsing_code" => report.note(Note::ToolCall, place),
        "system_error" => {
            draft.state = MessageState::Failed;
            add(&mut draft.text, text("name"));
            add(&mut draft.text, text("text"));
        }
        _ => {
            // What a later ChatGPT may bring still has its words in one of these.
            report.note(Note::UnknownContent, || format!("{}: {kind}", place()));
            add(&mut draft.text, &texts(content));
        }
    }
}

fn one_part(
    part: &Value,
    metadata: &Value,
    draft: &mut Draft,
    report: &mut Report,
    place: &dyn Fn() -> String,
) {
    if let Some(text) = part.as_str() {
        return add(&mut draft.text, &cited(text, metadata));
    }
    let asset = |part: &Value| {
        part["asset_pointer"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    match part["content_type"].as_str() {
        Some("image_asset_pointer") => {
            let at = asset(part);
            attach(draft, IMAGE, stem(&at), pointer(&at), report, place);
        }
        Some("audio_transcription") => {
            add(
                &mut draft.text,
                value::text(part, "text").unwrap_or_default(),
            );
        }
        Some("audio_asset_pointer") => {
            let at = asset(part);
            attach(draft, "audio", stem(&at), pointer(&at), report, place);
        }
        Some("real_time_user_audio_video_asset_pointer") => {
            let at = asset(&part["audio_asset_pointer"]);
            attach(draft, "audio", stem(&at), pointer(&at), report, place);
        }
        _ if value::text(part, "text").is_some() => {
            add(
                &mut draft.text,
                value::text(part, "text").unwrap_or_default(),
            );
        }
        _ => report.note(Note::UnknownContent, place),
    }
}

/// `file-service://file-Abc` and `sediment://file_0123` are the beginnings of entries' names in the ZIP
/// (`ChatGPTExport/Assets/AssetLocator.cs` of jamesmoore/chatgpt-export looks for them so).
fn pointer(at: &str) -> Found {
    match at.split_once("://") {
        Some(("file-service" | "sediment" | "sandbox", _)) if !stem(at).is_empty() => {
            Ok(AttachmentSource::Zip(stem(at).to_owned()))
        }
        _ => source(at),
    }
}

/// The name of a file without where it is.
pub(super) fn stem(at: &str) -> &str {
    if at.starts_with("data:") {
        return "";
    }
    let path = at.split_once("://").map_or(at, |(_, path)| path);
    let path = path.split(['#', '?']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

fn thoughts(content: &Value) -> Said {
    let mut text = String::new();
    for thought in content["thoughts"].as_array().into_iter().flatten() {
        let summary = value::text(thought, "summary").unwrap_or_default();
        let body = value::text(thought, "content").unwrap_or_default();
        if !summary.is_empty() {
            add(&mut text, &format!("**{}**", summary.trim()));
        }
        add(&mut text, body);
    }
    if text.is_empty() {
        Said::Nothing
    } else {
        Said::Thought(text)
    }
}

/// The custom instructions: about the person, and how to answer. A conversation says them once.
fn instructions(content: &Value, system: &mut String) {
    if system.is_empty() {
        add(
            system,
            value::text(content, "user_profile").unwrap_or_default(),
        );
        add(
            system,
            value::text(content, "user_instructions").unwrap_or_default(),
        );
    }
}

fn state(message: &Value) -> MessageState {
    match message["metadata"]["finish_details"]["type"].as_str() {
        Some("interrupted") => return MessageState::Stopped,
        Some("max_tokens") => return MessageState::Truncated,
        _ => {}
    }
    match message["status"].as_str() {
        Some("in_progress" | "finished_partial_completion") => MessageState::Truncated,
        _ => MessageState::Done,
    }
}

/// All texts that content of a kind not known may have.
fn texts(content: &Value) -> String {
    let mut text = String::new();
    for part in content["parts"].as_array().into_iter().flatten() {
        add(&mut text, part.as_str().unwrap_or_default());
    }
    for name in ["text", "result", "content", "model_set_context"] {
        add(&mut text, value::text(content, name).unwrap_or_default());
    }
    text
}
