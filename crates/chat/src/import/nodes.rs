//! Another program's nodes, and who is below whom: always a tree.

use std::collections::HashMap;

use wire::{Millis, Role};

use super::report::{Note, Report};
use super::{AttachmentSource, Format, ids};
use crate::record::{MessageState, TitledBy};

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
    pub archived: bool,
    /// The name of its folder; empty for none.
    pub folder: String,
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
    /// How many marks its text has of images and files.
    pub marks: usize,
    /// Those of them that may come in.
    pub images: Vec<Pending>,
}

/// An image whose mark is in the text of a draft.
pub(super) struct Pending {
    /// Where in the text the mark begins, in bytes.
    pub at: usize,
    pub name: String,
    pub source: AttachmentSource,
    /// Where it stands in the file.
    pub place: String,
}

impl Draft {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.reasoning.trim().is_empty()
    }
}

/// Empty messages go, and of messages with one key in other words each gets a key of its own.
pub(super) fn settle(thread: &mut Thread, report: &mut Report) {
    let mut nodes = std::mem::take(&mut thread.nodes);
    for node in &mut nodes {
        if matches!(&node.said, Said::Message(draft) if draft.is_empty()) {
            report.note(Note::Empty, || place(thread, node));
            node.said = Said::Nothing;
        }
    }
    // Where the first of each key is among those that stay.
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(nodes.len());
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for mut node in nodes {
        if let Some(first) = seen.get(&node.key) {
            report.note(Note::Duplicate, || place(thread, &node));
            let Some(words) = other_words(&kept[*first], &node) else {
                continue;
            };
            node.key = words;
            if seen.contains_key(&node.key) {
                continue;
            }
        }
        seen.insert(node.key.clone(), kept.len());
        kept.push(node);
    }
    thread.nodes = kept;
}

/// A key for the second of two nodes with one key; none where it says the same or nothing.
fn other_words(first: &Node, second: &Node) -> Option<String> {
    let Said::Message(said) = &second.said else {
        return None;
    };
    if let Said::Message(before) = &first.said
        && (&before.text, &before.reasoning) == (&said.text, &said.reasoning)
        && first.parent == second.parent
    {
        return None;
    }
    let parent = second.parent.as_deref().unwrap_or_default();
    Some(ids::key(&[
        &second.key,
        &said.text,
        &said.reasoning,
        parent,
    ]))
}

/// Who is below whom.
pub(super) struct Links {
    pub index: HashMap<String, usize>,
    pub parents: Vec<Option<usize>>,
    /// Every node after its parent.
    pub order: Vec<usize>,
}

/// Follows the parents as far as they lead: where they are missing or go round, a node stands at the start.
pub(super) fn link(thread: &Thread, report: &mut Report) -> Links {
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
/// What was attached to it stays behind.
pub(super) fn fold_system(thread: &mut Thread, links: &Links, report: &mut Report) {
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
        for image in draft.images {
            report.note(Note::Attachment, || image.place);
        }
    }
}

/// Where a node stands in the file.
pub(super) fn place(thread: &Thread, node: &Node) -> String {
    format!("{}.{}", thread.place, node.key)
}
