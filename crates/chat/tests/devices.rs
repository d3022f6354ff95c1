//! The tree whatever is done to it, here and on another device.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use chat::{Conversation, Export, MapPlace, MapRow, Message, Tree, TreeMap, fork, read_export};
use proptest::prelude::*;

/// What is done on a device.
#[derive(Clone, Debug)]
enum Deed {
    /// Something is said after a message, or at the beginning.
    Say(usize),
    /// A message is edited, or an answer asked for again: a sibling.
    Again(usize),
    Delete(usize),
    Undo,
    Fork(usize),
    /// Put away, into a folder, tagged.
    Sort(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let any = 0_usize..64;
    prop::collection::vec(
        prop_oneof![
            4 => any.clone().prop_map(Deed::Say),
            3 => any.clone().prop_map(Deed::Again),
            2 => any.clone().prop_map(Deed::Delete),
            2 => Just(Deed::Undo),
            1 => any.clone().prop_map(Deed::Fork),
            1 => any.prop_map(Deed::Sort),
        ],
        0..40,
    )
}

/// A device with its conversations, as the page keeps them.
#[derive(Clone, Default)]
struct Device {
    name: &'static str,
    records: BTreeMap<String, Conversation>,
    trees: BTreeMap<String, Tree>,
    undo: Vec<(String, Vec<Message>)>,
    clock: u64,
    made: usize,
    /// Every message that must be here.
    wanted: BTreeMap<String, Message>,
}

impl Device {
    fn new_id(&mut self) -> String {
        self.made += 1;
        format!("{}{:03}", self.name, self.made)
    }

    /// Some message that is here: conversation and id.
    fn some(&self, which: usize) -> Option<(String, Message)> {
        let all: Vec<_> = self
            .trees
            .iter()
            .flat_map(|(conversation, tree)| tree.iter().map(move |one| (conversation, one)))
            .collect();
        let (conversation, found) = all.get(which % all.len().max(1))?;
        Some(((*conversation).clone(), (*found).clone()))
    }

    fn add(&mut self, conversation: String, parent: Option<String>) {
        self.clock += 1;
        let message = Message {
            id: self.new_id(),
            conversation: conversation.clone(),
            parent,
            created: self.clock,
            ..Message::default()
        };
        self.wanted.insert(message.id.clone(), message.clone());
        let record = self.records.entry(conversation.clone()).or_default();
        record.id.clone_from(&conversation);
        record.updated = self.clock;
        record.leaf = Some(message.id.clone());
        self.trees.entry(conversation).or_default().insert(message);
    }

    fn act(&mut self, deed: &Deed) {
        match deed {
            Deed::Say(which) => match self.some(*which) {
                Some((conversation, parent)) => self.add(conversation, Some(parent.id)),
                None => self.add("c".into(), None),
            },
            Deed::Again(which) => {
                if let Some((conversation, old)) = self.some(*which) {
                    self.add(conversation, old.parent);
                }
            }
            Deed::Delete(which) => {
                if let Some((conversation, gone)) = self.some(*which)
                    && let Some(tree) = self.trees.get_mut(&conversation)
                {
                    let gone = tree.remove_subtree(&gone.id);
                    for one in &gone {
                        self.wanted.remove(&one.id);
                    }
                    self.undo.push((conversation, gone));
                }
            }
            Deed::Undo => {
                if let Some((conversation, gone)) = self.undo.pop() {
                    for one in &gone {
                        self.wanted.insert(one.id.clone(), one.clone());
                    }
                    self.trees.entry(conversation).or_default().restore(gone);
                }
            }
            Deed::Fork(which) => {
                if let Some((conversation, at)) = self.some(*which) {
                    self.clock += 1;
                    let (now, tree) = (self.clock, self.trees[&conversation].clone());
                    let from = self.records[&conversation].clone();
                    let made =
                        fork(&from, &tree, &at.id, now, |_| false, || self.new_id()).unwrap();
                    let (new, messages) = (made.conversation, made.messages);
                    assert_eq!(messages.len(), tree.path_to(&at.id).len());
                    for one in &messages {
                        self.wanted.insert(one.id.clone(), one.clone());
                    }
                    self.trees
                        .insert(new.id.clone(), Tree::from_messages(messages));
                    self.records.insert(new.id.clone(), new);
                }
            }
            Deed::Sort(which) => {
                if let Some((conversation, _)) = self.some(*which)
                    && let Some(record) = self.records.get_mut(&conversation)
                {
                    record.archived = which % 2 == 0;
                    record.folder = format!("f{}", which % 3);
                    record.set_tag("t", which % 5 > 1);
                }
            }
        }
    }

    fn messages(&self) -> BTreeMap<String, Message> {
        self.trees
            .values()
            .flat_map(Tree::iter)
            .map(|one| (one.id.clone(), one.clone()))
            .collect()
    }

    /// Every message that must be here is, and all are on one finite path, once on the map.
    fn check(&self) -> Result<(), TestCaseError> {
        let here = self.messages();
        prop_assert_eq!(
            here.keys().collect::<Vec<_>>(),
            self.wanted.keys().collect::<Vec<_>>()
        );
        for tree in self.trees.values() {
            for one in tree.iter() {
                prop_assert!(tree.path_to(&one.id).len() <= tree.len());
            }
            let leaf = tree.latest_leaf(None);
            let map = TreeMap::of(tree, leaf.as_deref());
            let all: BTreeSet<String> = tree.iter().map(|one| one.id.clone()).collect();
            let (rows, more) = map.rows(tree, &all, usize::MAX);
            prop_assert!(!more);
            let mut shown: Vec<String> = Vec::new();
            for row in rows {
                if let MapRow::Message(row) = row {
                    let most = 2 + tree.len().ilog2() as usize;
                    prop_assert!(row.level <= most, "level {}", row.level);
                    prop_assert_eq!(row.place == MapPlace::Here, Some(&row.id) == leaf.as_ref());
                    shown.push(row.id);
                }
            }
            shown.sort();
            prop_assert_eq!(shown, all.into_iter().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Takes in all that the other device has.
    fn take_in(&mut self, other: &Device) {
        let export = Export::new(
            1,
            other.records.values().cloned().collect(),
            other.messages().into_values().collect(),
        );
        let text = serde_json::to_string(&export).unwrap();
        let here: Vec<Conversation> = self.records.values().cloned().collect();
        let known: Vec<Message> = self.messages().into_values().collect();
        let newer = read_export(&text).unwrap().newer_than(&here, &known);
        for record in newer.conversations {
            self.records.insert(record.id.clone(), record);
        }
        for one in newer.messages {
            self.wanted.insert(one.id.clone(), one.clone());
            let tree = self.trees.entry(one.conversation.clone()).or_default();
            tree.insert(one);
        }
    }
}

proptest! {
    /// Whatever is done in whatever order on two devices: nothing is lost, it is always a tree, and when each has taken
    /// in what the other has, both have all of it.
    #[test]
    fn nothing_is_lost(before in deeds(), there in deeds(), here in deeds()) {
        let mut one = Device { name: "a", ..Device::default() };
        for deed in &before {
            one.act(deed);
            one.check()?;
        }
        let mut two = Device { name: "b", ..one.clone() };
        for deed in &there {
            two.act(deed);
            two.check()?;
        }
        for deed in &here {
            one.act(deed);
            one.check()?;
        }
        let both: BTreeSet<String> = one.messages().into_keys().chain(two.messages().into_keys()).collect();
        one.take_in(&two);
        one.check()?;
        two.take_in(&one);
        two.check()?;
        prop_assert_eq!(one.messages().into_keys().collect::<BTreeSet<_>>(), both.clone());
        prop_assert_eq!(two.messages().into_keys().collect::<BTreeSet<_>>(), both);
        // Again changes nothing.
        let known = one.messages();
        one.take_in(&two);
        prop_assert_eq!(one.messages(), known);
    }
}
