//! From nodes to records: nothing lost that was said.

use wire::{Millis, Role};

use super::nodes::{Draft, Links, Node, Said, Thread, fold_system, link, place, settle};
use super::report::{Note, Report};
use super::{Attachment, Format, ids};
use crate::organise::clean_name;
use crate::record::{Conversation, Message, TitledBy};
use crate::title::auto_title;

/// What [`build`] makes.
pub(super) struct Built {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
    pub attachments: Vec<Attachment>,
}

/// The records of a conversation; none when nothing is said in it. Linear in the nodes, whatever their parents say.
pub(super) fn build(mut thread: Thread, now: Millis, report: &mut Report) -> Option<Built> {
    settle(&mut thread, report);
    let links = link(&thread, report);
    fold_system(&mut thread, &links, report);
    let count = thread.nodes.len() as Millis;
    let base = thread
        .created
        .or(thread.updated.map(|at| at.saturating_sub(count)))
        .unwrap_or(now);
    let mut made = Making {
        format: thread.format,
        conversation: ids::conversation(thread.format, &thread.key),
        messages: Vec::new(),
        attachments: Vec::new(),
        characters: 0,
    };
    // Of each node: the message at or above it, and the nearest reasoning above that no answer took yet.
    let mut above: Vec<Option<usize>> = vec![None; thread.nodes.len()];
    let mut thought: Vec<Option<usize>> = vec![None; thread.nodes.len()];
    // The time of each message, one later for every message below it; and of the start.
    let mut before: Vec<Millis> = Vec::new();
    let mut start = base;
    for at in links.order.iter().copied() {
        let parent = links.parents[at];
        let (over, near) = parent.map_or((None, None), |up| (above[up], thought[up]));
        match std::mem::replace(&mut thread.nodes[at].said, Said::Nothing) {
            Said::Nothing => (above[at], thought[at]) = (over, near),
            said @ Said::Thought(_) => {
                thread.nodes[at].said = said;
                (above[at], thought[at]) = (over, Some(at));
            }
            Said::Message(mut draft) => {
                if draft.role == Role::Assistant {
                    take_thoughts(&mut thread.nodes, &links, &thought, near, &mut draft);
                }
                if matches!(draft.role, Role::System | Role::Tool) {
                    // Where it is shown there is no place for pictures.
                    for image in draft.images.drain(..) {
                        report.note(Note::Attachment, || image.place);
                    }
                }
                // Siblings without a time keep their order.
                let last = over.map_or(&mut start, |over| &mut before[over]);
                *last += 1;
                let created = draft.created.unwrap_or(*last);
                before.push(created);
                let id = ids::message(thread.format, &thread.key, &thread.nodes[at].key);
                above[at] = Some(made.push(id, over, created, draft));
            }
        }
    }
    for node in &thread.nodes {
        if matches!(node.said, Said::Thought(_)) {
            report.note(Note::LooseReasoning, || place(&thread, node));
        }
    }
    for _ in 0..made.characters {
        report.note(Note::Characters, || thread.place.clone());
    }
    let leaf = thread
        .leaf
        .as_ref()
        .and_then(|leaf| links.index.get(leaf))
        .and_then(|at| above[*at])
        .map(|message| made.messages[message].id.clone());
    finish(thread, made, leaf, base)
}

fn finish(thread: Thread, made: Making, leaf: Option<String>, base: Millis) -> Option<Built> {
    if made.messages.is_empty() {
        return None;
    }
    let latest = made.messages.iter().map(|message| message.created).max();
    let mut titled_by = thread.titled_by;
    let mut title = thread.title.replace('\0', "\u{fffd}");
    if title.trim().is_empty() {
        titled_by = TitledBy::Text;
        title = made
            .messages
            .iter()
            .find(|message| message.role == Role::User)
            .map(|message| auto_title(&words(&message.text)))
            .unwrap_or_default();
    }
    Some(Built {
        conversation: Conversation {
            id: made.conversation,
            title,
            titled_by,
            pinned: thread.pinned,
            archived: thread.archived,
            folder: clean_name(&thread.folder),
            created: thread.created.unwrap_or(base),
            updated: thread.updated.or(latest).unwrap_or(base),
            system: thread.system.replace('\0', "\u{fffd}"),
            leaf,
            ..Conversation::default()
        },
        messages: made.messages,
        attachments: made.attachments,
    })
}

/// The text without the lines that only say that there was an image or a file.
fn words(text: &str) -> String {
    let is_mark = |line: &&str| line.starts_with('[') && line.ends_with(']');
    let lines: Vec<&str> = text.lines().filter(|line| !is_mark(line)).collect();
    lines.join("\n")
}

struct Making {
    format: Format,
    conversation: String,
    messages: Vec<Message>,
    attachments: Vec<Attachment>,
    characters: usize,
}

impl Making {
    fn push(&mut self, id: String, over: Option<usize>, created: Millis, draft: Draft) -> usize {
        let mut clean = |text: String| {
            if !text.contains('\0') {
                return text;
            }
            self.characters += 1;
            text.replace('\0', "\u{fffd}")
        };
        for (nth, image) in draft.images.into_iter().enumerate() {
            // What becomes of a NUL is two bytes longer.
            let before = draft.text[..image.at].bytes();
            let nuls = before.filter(|byte| *byte == 0).count();
            self.attachments.push(Attachment {
                id: ids::attachment(self.format, &id, nth),
                conversation: self.conversation.clone(),
                message: id.clone(),
                at: image.at + 2 * nuls,
                name: image.name,
                source: image.source,
                place: image.place,
            });
        }
        let (text, reasoning) = (clean(draft.text), clean(draft.reasoning));
        self.messages.push(Message {
            id,
            conversation: self.conversation.clone(),
            parent: over.map(|over| self.messages[over].id.clone()),
            role: draft.role,
            text,
            reasoning,
            state: draft.state,
            model: draft.model,
            created,
            ..Message::default()
        });
        self.messages.len() - 1
    }
}

/// Puts the reasoning above an answer, up to the message before it, into the answer, once.
fn take_thoughts(
    nodes: &mut [Node],
    links: &Links,
    thought: &[Option<usize>],
    mut near: Option<usize>,
    draft: &mut Draft,
) {
    let mut parts = Vec::new();
    while let Some(at) = near {
        // What an answer took, it took with all above it.
        let Said::Thought(text) = std::mem::replace(&mut nodes[at].said, Said::Nothing) else {
            break;
        };
        parts.push(text);
        near = links.parents[at].and_then(|up| thought[up]);
    }
    if !draft.reasoning.is_empty() {
        parts.insert(0, std::mem::take(&mut draft.reasoning));
    }
    parts.reverse();
    draft.reasoning = parts.join("\n\n");
}
