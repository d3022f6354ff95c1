//! A conversation written as Markdown: Parlance's own ([`crate::to_markdown`]) read back, and those of others.
//!
//! Who speaks is said by a heading or by bold words alone on a line:
//!
//! - Parlance: `# Title`, `## You`, `## model <!-- assistant -->`, `## Answer <!-- answer -->`, in any language; in older files `## User`,
//!   `## Assistant (model)`; `## System`, `## Tool`;
//! - pionxzh/chatgpt-exporter (`src/exporter/markdown.ts`): `# Title`, `#### You:`, `#### ChatGPT:`;
//! - NextChat (`app/components/exporter.tsx`, `MarkdownPreviewer`): `# Topic`, `## Message From You:`,
//!   `## Message From ChatGPT:`;
//! - LibreChat (`useExportConversation.ts`, `exportMarkdown`): `## History`, `**User**`, `**GPT-4**`;
//! - by hand: `**User:** text`.
//!
//! The first one that is found sets how all are written: a heading of another level is a part of what is said. So is
//! anything in a code block. A text that has such a heading in it is taken for two messages: nothing in Markdown tells.

use wire::{Millis, Role};

use super::linear::chain;
use super::nodes::{Draft, Thread};
use super::{Format, Imported, Note, ids};
use crate::record::{MessageState, TitledBy};

/// Whether someone speaks in it.
pub(super) fn is_conversation(text: &str) -> bool {
    let mut fence = None;
    text.lines()
        .any(|line| !in_code(line, &mut fence) && mark(line).is_some())
}

/// The whole text.
pub(super) fn read(text: &str, now: Millis, into: &mut Imported) {
    let mut title = String::new();
    let mut style: Option<Style> = None;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut fence = None;
    for line in text.lines() {
        let code = in_code(line, &mut fence);
        let found = mark(line).filter(|_| !code);
        match found.filter(|mark| style.is_none_or(|style| style == mark.style)) {
            Some(mark) => {
                style = Some(mark.style);
                drafts.push(Draft {
                    role: mark.role,
                    text: mark.rest.to_owned(),
                    model: mark.model,
                    ..Draft::default()
                });
            }
            None => match drafts.last_mut() {
                Some(draft) => {
                    draft.text.push('\n');
                    draft.text.push_str(line);
                }
                None if title.is_empty() && !code => {
                    title = heading(line)
                        .filter(|(level, _)| *level == 1)
                        .map_or(String::new(), |(_, text)| text.trim().to_owned());
                }
                None => {}
            },
        }
    }
    for draft in &mut drafts {
        let (state, attached) = take_note(&mut draft.text);
        draft.state = state;
        if attached {
            into.report.note(Note::Attachment, || "the file".to_owned());
        }
        draft.text = draft.text.trim_matches('\n').to_owned();
    }
    if title == "Conversation" {
        // What is written where there is none.
        title.clear();
    }
    let nodes = chain(drafts.into_iter().map(|draft| (None, draft)));
    into.take(
        Thread {
            format: Format::Markdown,
            key: ids::key(&[text]),
            place: "the file".to_owned(),
            title,
            titled_by: TitledBy::Person,
            system: String::new(),
            pinned: false,
            archived: false,
            folder: String::new(),
            created: None,
            updated: None,
            leaf: nodes.last().map(|node| node.key.clone()),
            nodes,
        },
        now,
    );
}

/// How a speaker is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A heading of this level.
    Heading(usize),
    Bold,
}

struct Mark<'t> {
    style: Style,
    role: Role,
    model: Option<String>,
    /// What is said on the same line.
    rest: &'t str,
}

fn mark(line: &str) -> Option<Mark<'_>> {
    let (style, name, rest) = if let Some((level, name)) = heading(line) {
        (Style::Heading(level), name, "")
    } else {
        let (name, rest) = line.strip_prefix("**")?.split_once("**")?;
        let colon = name.ends_with(':') || rest.starts_with(':');
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        if !colon && !rest.trim().is_empty() {
            return None;
        }
        (Style::Bold, name, rest.trim_start())
    };
    let (role, model) = speaker(name.trim().trim_end_matches(':').trim_end())?;
    Some(Mark {
        style,
        role,
        model,
        rest,
    })
}

/// Whether these words alone are read as this speaker.
pub(crate) fn says_who(name: &str, role: Role, model: Option<&str>) -> bool {
    speaker(name).is_some_and(|(who, which)| who == role && which.as_deref() == model)
}

/// Who this is, and the model in brackets after an assistant.
fn speaker(name: &str) -> Option<(Role, Option<String>)> {
    let marked = name
        .strip_suffix(" -->")
        .and_then(|name| name.rsplit_once("<!-- "));
    if let Some((name, role)) = marked {
        let role = match role {
            "user" => Role::User,
            "assistant" => Role::Assistant,
            "answer" => return Some((Role::Assistant, None)),
            "system" => Role::System,
            "tool" => Role::Tool,
            _ => return None,
        };
        let model = Some(name.trim().to_owned());
        return Some((role, model.filter(|_| role == Role::Assistant)));
    }
    let (name, bracket) = match name
        .strip_suffix(')')
        .and_then(|name| name.split_once(" ("))
    {
        Some((name, bracket)) => (name, Some(bracket.to_owned())),
        None => (name, None),
    };
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("message from ").unwrap_or(&lower);
    let role = match lower {
        "user" | "you" | "human" | "me" => Role::User,
        "assistant" | "chatgpt" | "ai" | "model" | "bot" | "claude" | "gemini" => Role::Assistant,
        "system" => Role::System,
        "tool" | "plugin" => Role::Tool,
        _ if lower.starts_with("gpt-") && !lower.contains(' ') => {
            return Some((Role::Assistant, Some(name.to_owned())));
        }
        _ => return None,
    };
    Some((role, bracket.filter(|_| role == Role::Assistant)))
}

/// The level and text of a heading (CommonMark 0.31, 4.2, without indentation).
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(' ')).then_some((level, text))
}

/// Whether a line is in a fenced code block, or the fence of one (CommonMark 0.31, 4.5).
fn in_code(line: &str, open: &mut Option<(char, usize)>) -> bool {
    let rest = line.trim_start_matches(' ');
    let was_open = open.is_some();
    let Some(mark) = rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~') && line.len() - rest.len() < 4)
    else {
        return was_open;
    };
    let tail = rest.trim_start_matches(mark);
    let len = rest.len() - tail.len();
    match *open {
        None if len >= 3 && !(mark == '`' && tail.contains('`')) => *open = Some((mark, len)),
        Some((fence, least)) if fence == mark && len >= least && tail.trim().is_empty() => {
            *open = None;
        }
        _ => {}
    }
    was_open || open.is_some()
}

/// Takes the note at the end that says how far a message came, and gives that, and whether it names attachments
/// (`*(attached: a.png, b.csv; cut off)*`).
fn take_note(text: &mut String) -> (MessageState, bool) {
    let notes = [
        ("*(stopped)*", MessageState::Stopped),
        ("*(edited by hand)*", MessageState::Done),
        ("*(cut off)*", MessageState::Truncated),
        ("*(failed)*", MessageState::Failed),
        ("*(This is an error message)*", MessageState::Failed),
        ("*(This is an unfinished message)*", MessageState::Truncated),
    ];
    let trimmed = text.trim_end();
    for (note, state) in notes {
        if let Some(said) = trimmed.strip_suffix(note)
            && (said.is_empty() || said.ends_with('\n'))
        {
            text.truncate(said.len());
            return (state, false);
        }
    }
    let begin = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let attached = trimmed[begin..].strip_prefix("*(attached: ");
    let Some(named) = attached.and_then(|named| named.strip_suffix(")*")) else {
        return (MessageState::Done, false);
    };
    let state = match named.rsplit_once("; ") {
        Some((_, "stopped")) => MessageState::Stopped,
        Some((_, "cut off")) => MessageState::Truncated,
        Some((_, "failed")) => MessageState::Failed,
        _ => MessageState::Done,
    };
    text.truncate(begin);
    (state, true)
}
