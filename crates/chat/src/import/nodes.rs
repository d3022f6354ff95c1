//! From another program's nodes to messages: always a tree, and nothing lost that was said.

use std::collections::HashMap;

use wire::{Millis, Role};

use super::report::{Note, Report};
use super::{Attachment, AttachmentSource, Format, ids};
use crate::record::{Conversation, Message, MessageState, TitledBy};
use crate::title::auto_title;

/// A conversation as it was read.
pub(super) struct Thread {
    pub format: Format,
    /// What the other program knows it by.
    pub key: String,
    /// Where it stands in the file.
    pub place: String,
    pub title: String,
    pub titled_by: TitledBy,
    pub system: String,
    pub pinned: bool,
    pub created: Option<Millis>,
    pub updated: Option<Millis>,
    /// The key of the node that was shown last.
    pub leaf: Option<String>,
    /// In the order that siblings without a time are to have.
    pub nodes: Vec<Node>,
}

/// One node of it.
pub(super) struct Node {
    pub key: String,
    pub parent: Option<String>,
    pub said: Said,
}

/// What a node says.
pub(super) enum Said {
    /// Nothing that anyone saw: it only joins others.
    Nothing,
    /// Reasoning, for the answer that follows.
    Thought(String),
    Message(Draft),
}

/// A message to be.
#[derive(Default)]
pub(super) struct Draft {
    pub role: Role,
    pub text: String,
    pub reasoning: String,
    pub state: MessageState,
    pub model: Option<String>,
    pub created: Option<Millis>,
    pub attachments: Vec<(String, AttachmentSource)>,
}

impl Draft {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.reasoning.trim().is_empty()
    }
}

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
    fold_system(&mut thread, &links);
    let count = thread.nodes.len() as Millis;
    let base = thread
        .created
        .or(thread.updated.map(|at| at.saturating_sub(count)))
        .unwrap_or(now);
    let mut made = Making {
        conversation: ids::conversation(thread.format, &thread.key),
        messages: Vec::new(),
        attachments: Vec::new(),
        characters: 0,
    };
    // Of each node: the message at or above it, and the nearest reasoning above that no answer took yet.
    let mut above: Vec<Option<usize>> = vec![None; thread.nodes.len()];
    let mut thought: Vec<Option<usize>> = vec![None; thread.nodes.len()];
    let mut before: Vec<Millis> = Vec::new();
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
                let last = over.map_or(base, |over| before[over]);
                let created = draft.created.unwrap_or(last + 1);
                if let Some(over) = over {
                    // Siblings without a time keep their order.
                    before[over] = before[over].max(last + 1);
                }
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
        let (text, reasoning) = (clean(draft.text), clean(draft.reasoning));
        for (name, source) in draft.attachments {
            self.attachments.push(Attachment {
                conversation: self.conversation.clone(),
                message: id.clone(),
                name,
                source,
            });
        }
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

/// Empty messages go, and of messages with one key in other words each gets a key of its own.
fn settle(thread: &mut Thread, report: &mut Report) {
    let mut nodes = std::mem::take(&mut thread.nodes);
    for node in &mut nodes {
        if matches!(&node.said, Said::Message(draft) if draft.is_empty()) {
            report.note(Note::Empty, || place(thread, node));
            node.said = Said::Nothing;
        }
    }
    let mut seen: HashMap<String, Option<String>> = HashMap::with_capacity(nodes.len());
    nodes.retain_mut(|node| {
        let words = match &node.said {
            Said::Message(draft) => Some(ids::key(&[
                &draft.text,
                &draft.reasoning,
                node.parent.as_deref().unwrap_or_default(),
            ])),
            _ => None,
        };
        let Some(first) = seen.get(&node.key) else {
            seen.insert(node.key.clone(), words);
            return true;
        };
        report.note(Note::Duplicate, || place(thread, node));
        if words.is_none() || *first == words {
            return false;
        }
        node.key = ids::key(&[&node.key, words.as_deref().unwrap_or_default()]);
        seen.insert(node.key.clone(), words).is_none()
    });
    thread.nodes = nodes;
}

struct Links {
    index: HashMap<String, usize>,
    parents: Vec<Option<usize>>,
    /// Every node after its parent.
    order: Vec<usize>,
}

fn link(thread: &Thread, report: &mut Report) -> Links {
    let nodes = &thread.nodes;
    let index: HashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (node.key.clone(), at))
        .collect();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let named = node.parent.as_ref().filter(|parent| !parent.is_empty());
        let parent = named.and_then(|parent| index.get(parent).copied());
        if named.is_some() && parent.is_none() {
            report.note(Note::MissingParent, || place(thread, node));
        }
        parents.push(parent);
    }
    // Walks up from each node, marking the way; whoever comes back to its own mark went in a circle.
    let mut walk = vec![0_usize; nodes.len()];
    for start in 0..nodes.len() {
        let mut at = start;
        while walk[at] == 0 {
            walk[at] = start + 1;
            match parents[at] {
                Some(up) if walk[up] == start + 1 => {
                    parents[at] = None;
                    report.note(Note::Cycle, || place(thread, &nodes[at]));
                }
                Some(up) => at = up,
                None => {}
            }
        }
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut open = Vec::new();
    for (at, parent) in parents.iter().enumerate().rev() {
        match parent {
            Some(parent) => children[*parent].push(at),
            None => open.push(at),
        }
    }
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(at) = open.pop() {
        order.push(at);
        open.append(&mut children[at]);
    }
    Links {
        index,
        parents,
        order,
    }
}

/// A single system prompt at the start is the conversation's; others stay messages.
fn fold_system(thread: &mut Thread, links: &Links) {
    let is_system =
        |node: &Node| matches!(&node.said, Said::Message(draft) if draft.role == Role::System);
    let mut found = (0..thread.nodes.len()).filter(|at| is_system(&thread.nodes[*at]));
    let (Some(at), None) = (found.next(), found.next()) else {
        return;
    };
    let mut up = links.parents[at];
    while let Some(over) = up {
        if !matches!(thread.nodes[over].said, Said::Nothing) {
            return;
        }
        up = links.parents[over];
    }
    if let Said::Message(draft) = std::mem::replace(&mut thread.nodes[at].said, Said::Nothing) {
        if !thread.system.is_empty() {
            thread.system.push_str("\n\n");
        }
        thread.system.push_str(&draft.text);
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

fn place(thread: &Thread, node: &Node) -> String {
    format!("{}.{}", thread.place, node.key)
}
