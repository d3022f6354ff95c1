//! The messages of one conversation as a tree: an edit or a new answer is a sibling of the old one.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::Message;

/// The messages of one conversation.
///
/// It takes whatever the store holds. Of two messages with one id the later given wins. A message whose parent is
/// missing stands at the root until its parent comes. Where parents go round in a circle, the oldest message of
/// the circle stands at the root. "Older" means `created`, then id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    messages: BTreeMap<String, Message>,
    /// The parent in effect; messages at the root have none.
    parents: BTreeMap<String, String>,
    /// Children in the order of their creation; those of the root under the empty id.
    children: BTreeMap<String, Vec<String>>,
}

/// The id the root's children are kept under. (A message with an empty id has no children.)
const ROOT: &str = "";

impl Tree {
    /// The tree of these messages.
    pub fn from_messages(messages: Vec<Message>) -> Self {
        let mut tree = Tree::default();
        tree.restore(messages);
        tree
    }

    /// Adds a message, or replaces the one of its id.
    pub fn insert(&mut self, message: Message) {
        self.restore(vec![message]);
    }

    /// Replaces the message of this id; false (and nothing done) when there is none. Cheap when the text alone changed.
    pub fn update(&mut self, message: Message) -> bool {
        let Some(known) = self.messages.get_mut(&message.id) else {
            return false;
        };
        let moved = known.parent != message.parent || known.created != message.created;
        *known = message;
        if moved {
            self.link();
        }
        true
    }

    /// The message of this id.
    pub fn get(&self, id: &str) -> Option<&Message> {
        self.messages.get(id)
    }

    /// All messages, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    /// All messages, each after its parent, siblings in the order of their creation. One whose parent is missing, or that a
    /// circle was cut at, has none.
    pub fn in_order(&self) -> Vec<Message> {
        let mut order = Vec::with_capacity(self.len());
        let mut open: Vec<&String> = self.children(ROOT).iter().rev().collect();
        while let Some(id) = open.pop() {
            if let Some(message) = self.messages.get(id) {
                let parent = self.parents.get(id).cloned();
                order.push(Message {
                    parent,
                    ..message.clone()
                });
            }
            if id != ROOT {
                open.extend(self.children(id).iter().rev());
            }
        }
        order
    }

    /// How many messages there are.
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The messages from the root to this one, this one included; none when it is not there.
    pub fn path_to(&self, leaf: &str) -> Vec<&Message> {
        let mut path = Vec::new();
        let mut next = self.messages.get(leaf);
        while let Some(message) = next {
            path.push(message);
            next = self
                .parents
                .get(&message.id)
                .and_then(|parent| self.messages.get(parent));
        }
        path.reverse();
        path
    }

    /// The ids of all children of this message's parent in the order of their creation, and which of them it is.
    /// Empty and 0 when it is not there.
    pub fn siblings(&self, id: &str) -> (Vec<&str>, usize) {
        if !self.messages.contains_key(id) {
            return (Vec::new(), 0);
        }
        let parent = self.parents.get(id).map_or(ROOT, String::as_str);
        let siblings: Vec<&str> = self.children(parent).iter().map(String::as_str).collect();
        let index = siblings
            .iter()
            .position(|sibling| *sibling == id)
            .unwrap_or(0);
        (siblings, index)
    }

    /// The id of the youngest message without children at or below this one, or in the whole tree for `None`. None
    /// when there is no such message.
    pub fn latest_leaf(&self, under: Option<&str>) -> Option<String> {
        let open = match under {
            Some(under) => vec![self.messages.get_key_value(under)?.0.as_str()],
            None => self.children(ROOT).iter().map(String::as_str).collect(),
        };
        self.youngest(open).map(str::to_owned)
    }

    /// Takes this message and all below it out, and gives them for [`Tree::restore`].
    pub fn remove_subtree(&mut self, id: &str) -> Vec<Message> {
        let mut removed = Vec::new();
        let mut open = vec![id.to_owned()];
        while let Some(id) = open.pop() {
            if let Some(message) = self.messages.remove(&id) {
                // The root's children are kept under the empty id.
                if id != ROOT {
                    open.extend(self.children(&id).iter().cloned());
                }
                removed.push(message);
            }
        }
        if !removed.is_empty() {
            self.link();
        }
        removed
    }

    /// Puts messages in; each replaces the one of its id.
    pub fn restore(&mut self, messages: Vec<Message>) {
        for message in messages {
            self.messages.insert(message.id.clone(), message);
        }
        self.link();
    }

    /// The message that this one stands below, where there is one.
    pub fn parent_of(&self, id: &str) -> Option<&str> {
        self.parents.get(id).map(String::as_str)
    }

    /// The ids of those at the root, or right below a message, in the order of their creation.
    pub(crate) fn below(&self, id: Option<&str>) -> &[String] {
        match id {
            None => self.children(ROOT),
            // The message with the empty id has no children, though the root's are kept under it.
            Some(ROOT) => &[],
            Some(id) => self.children(id),
        }
    }

    fn children(&self, id: &str) -> &[String] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    fn youngest<'t>(&'t self, mut open: Vec<&'t str>) -> Option<&'t str> {
        let mut best: Option<&Message> = None;
        while let Some(id) = open.pop() {
            // The message with the empty id has no children, though the root's are kept under it.
            let children = if id == ROOT { &[] } else { self.children(id) };
            open.extend(children.iter().map(String::as_str));
            if let Some(message) = self.messages.get(id).filter(|_| children.is_empty())
                && best.is_none_or(|best| age(best) < age(message))
            {
                best = Some(message);
            }
        }
        best.map(|message| message.id.as_str())
    }

    /// Works out who stands below whom.
    fn link(&mut self) {
        let mut order: Vec<&Message> = self.messages.values().collect();
        order.sort_by(|a, b| age(a).cmp(&age(b)));
        let mut parents: BTreeMap<String, String> = BTreeMap::new();
        let mut settled: BTreeSet<&str> = BTreeSet::new();
        for message in &order {
            // Up from this message to one that is known to lead to the root.
            let mut trail: Vec<&Message> = Vec::new();
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut next = Some(*message);
            while let Some(here) = next {
                if settled.contains(here.id.as_str()) {
                    break;
                }
                if !seen.insert(&here.id) {
                    // A circle, from `here` to the end of the trail: its oldest is taken out to the root.
                    let from = trail.iter().position(|at| at.id == here.id).unwrap_or(0);
                    if let Some(oldest) = trail[from..].iter().min_by_key(|at| age(at)) {
                        parents.remove(&oldest.id);
                    }
                    break;
                }
                trail.push(here);
                next = here
                    .parent
                    .as_ref()
                    .filter(|parent| !parent.is_empty())
                    .and_then(|parent| self.messages.get(parent));
                if let Some(parent) = next {
                    parents.insert(here.id.clone(), parent.id.clone());
                }
            }
            settled.extend(trail.iter().map(|at| at.id.as_str()));
        }
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for message in order {
            let parent = parents.get(&message.id).map_or(ROOT, String::as_str);
            children
                .entry(parent.to_owned())
                .or_default()
                .push(message.id.clone());
        }
        self.parents = parents;
        self.children = children;
    }
}

fn age(message: &Message) -> (u64, &str) {
    (message.created, &message.id)
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
