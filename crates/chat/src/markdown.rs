//! A conversation as a Markdown text, to keep or to pass on.

use wire::Role;

use crate::import::says_who;
use crate::quote::fence;
use crate::record::{Conversation, Message, MessageState};
use crate::saved::{SavedWith, saved_path};
use crate::tree::Tree;

/// The path that is shown (to the conversation's leaf, or the latest message where that is gone), one section a
/// message, and beside an answer those of other models to the same question. Answers keep their own Markdown; reasoning, costs and
/// what was sent are left out. A heading that does not say to [`crate::read_import`] who speaks has a comment that does.
pub fn to_markdown(conversation: &Conversation, tree: &Tree, with: &SavedWith) -> String {
    let mut out = String::new();
    let title = one_line(&conversation.title);
    out.push_str("# ");
    out.push_str(if title.is_empty() {
        "Conversation"
    } else {
        &title
    });
    out.push('\n');
    if !conversation.system.trim().is_empty() {
        let heading = marked(&with.words.system, Role::System, None);
        section(&mut out, &heading, &conversation.system, "", "");
    }
    for message in saved_path(conversation, tree) {
        let heading = with.heading(message);
        let heading = marked(&heading, message.role, message.model.as_deref());
        let files: String = with
            .texts(message)
            .into_iter()
            .map(|(name, text)| format!("\n{}", fence(&one_line(name), text)))
            .collect();
        section(&mut out, &heading, &message.text, &files, &notes(message));
    }
    out
}

/// The messages that are shown, from the first.
pub(crate) fn shown_path<'a>(conversation: &Conversation, tree: &'a Tree) -> Vec<&'a Message> {
    let leaf = conversation
        .leaf
        .clone()
        .filter(|leaf| tree.get(leaf).is_some())
        .or_else(|| tree.latest_leaf(None));
    leaf.map(|leaf| tree.path_to(&leaf)).unwrap_or_default()
}

/// A heading as it is read back: with a comment, which is not shown, where the words do not say who speaks.
fn marked(heading: &str, role: Role, model: Option<&str>) -> String {
    let heading = one_line(heading);
    let model = model.map(one_line).filter(|model| !model.is_empty());
    if says_who(&heading, role, model.as_deref()) {
        return heading;
    }
    let who = match role {
        Role::User => "user",
        Role::Assistant if model.is_some() => "assistant",
        // The words are no model's name.
        Role::Assistant => "answer",
        Role::System => "system",
        Role::Tool => "tool",
    };
    format!("{heading} <!-- {who} -->")
}

fn section(out: &mut String, heading: &str, text: &str, files: &str, note: &str) {
    out.push_str("\n## ");
    out.push_str(heading);
    out.push('\n');
    let text = if text.trim().is_empty() {
        ""
    } else {
        text.trim_matches('\n')
    };
    if !text.is_empty() {
        out.push('\n');
        out.push_str(text);
        out.push('\n');
        if let Some(fence) = open_fence(text) {
            // A cut-off answer may end inside code: close it, or it takes in all that follows.
            out.push_str(&fence);
            out.push('\n');
        }
    }
    out.push_str(files);
    if !note.is_empty() {
        out.push_str("\n*(");
        out.push_str(note);
        out.push_str(")*\n");
    }
}

pub(crate) fn heading(message: &Message) -> String {
    match (message.role, message.model.as_deref()) {
        (Role::Assistant, Some(model)) if !model.is_empty() => {
            format!("Assistant ({})", one_line(model))
        }
        (Role::Assistant, _) => "Assistant".to_owned(),
        (Role::User, _) => "User".to_owned(),
        (Role::System, _) => "System".to_owned(),
        (Role::Tool, _) => "Tool".to_owned(),
    }
}

/// How it ended, and what went with it, by its names.
pub(crate) fn notes(message: &Message) -> String {
    let names = message.attachments.iter().map(|one| one_line(&one.name));
    let names = names.collect::<Vec<_>>().join(", ");
    let attached = Some(format!("attached: {names}")).filter(|_| !names.is_empty());
    let edited = message.edited.then(|| EDITED.to_owned());
    let ended = Some(note(message.state).to_owned()).filter(|note| !note.is_empty());
    let all: Vec<String> = [attached, edited, ended].into_iter().flatten().collect();
    all.join("; ")
}

/// The words are the person's, not the model's.
const EDITED: &str = "edited by hand";

fn note(state: MessageState) -> &'static str {
    match state {
        MessageState::Done => "",
        MessageState::Stopped => "stopped",
        MessageState::Streaming | MessageState::Truncated => "cut off",
        MessageState::Failed => "failed",
    }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fence that would close the code block the text ends in.
fn open_fence(text: &str) -> Option<String> {
    let mut open: Option<(char, usize)> = None;
    for line in text.lines() {
        let rest = line.trim_start_matches(' ');
        let Some(mark) = rest
            .chars()
            .next()
            .filter(|mark| matches!(mark, '`' | '~') && line.len() - rest.len() < 4)
        else {
            continue;
        };
        let tail = rest.trim_start_matches(mark);
        let len = rest.len() - tail.len();
        match open {
            None if len >= 3 && !(mark == '`' && tail.contains('`')) => open = Some((mark, len)),
            Some((fence, least)) if fence == mark && len >= least && tail.trim().is_empty() => {
                open = None
            }
            _ => {}
        }
    }
    open.map(|(mark, len)| mark.to_string().repeat(len))
}
