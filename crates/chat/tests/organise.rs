//! The tree whatever is done to it, here and on another device; its map; and conversations that go on from another.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use chat::{
    AttachmentRef, ContextSettings, Conversation, Export, MapPlace, MapRow, Message, MessageState,
    Selection, Sent, Summary, TitledBy, Tree, TreeMap, fork, model_title, read_export,
};
use proptest::prelude::*;
use wire::Role;

fn message(id: &str, parent: &str, text: &str, created: u64) -> Message {
    Message {
        id: id.into(),
        conversation: "c".into(),
        parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
        role: match id.starts_with('q') {
            true => Role::User,
            false => Role::Assistant,
        },
        text: text.into(),
        created,
        ..Message::default()
    }
}

/// The lines of a map, as one would draw them.
fn drawn(tree: &Tree, leaf: &str, unfolded: &[&str], most: usize) -> Vec<String> {
    let unfolded: BTreeSet<String> = unfolded.iter().map(|id| (*id).to_owned()).collect();
    let (rows, more) = TreeMap::of(tree, Some(leaf)).rows(tree, &unfolded, most);
    let line = |row: MapRow| match row {
        MapRow::Fold(fold) => {
            let sign = if fold.open { '-' } else { '+' };
            format!("{}{sign}{}", "  ".repeat(fold.level), fold.messages)
        }
        MapRow::Message(row) => {
            let mut out = "  ".repeat(row.level);
            out.push_str(match row.place {
                MapPlace::Beside => "",
                MapPlace::OnPath => "*",
                MapPlace::Here => "@",
            });
            out.push_str(&row.id);
            if row.version.1 > 1 {
                out.push_str(&format!(" {}/{}", row.version.0 + 1, row.version.1));
            }
            if row.branches > 0 {
                out.push_str(&format!(" <{}", row.branches));
            }
            out
        }
    };
    let mut out: Vec<String> = rows.into_iter().map(line).collect();
    if more {
        out.push("…".to_owned());
    }
    out
}

/// `q1 - a1 - q2 - a2`, and to `q1` another answer `b1 - q3`.
fn small() -> Tree {
    Tree::from_messages(vec![
        message("q1", "", "What is a river?", 1),
        message("a1", "q1", "Water that flows.", 2),
        message("q2", "a1", "And a sea?", 3),
        message("a2", "q2", "Water that stays.", 4),
        message("b1", "q1", "A stream.", 5),
        message("q3", "b1", "Why?", 6),
    ])
}

#[test]
fn the_path_is_a_straight_line_and_the_rest_beside_it() {
    let tree = small();
    assert_eq!(
        drawn(&tree, "a2", &[], 100),
        ["*q1 <2", "  b1 2/2", "  q3", "*a1 1/2", "*q2", "@a2"]
    );
    assert_eq!(
        drawn(&tree, "q3", &[], 100),
        ["*q1 <2", "  a1 1/2", "  q2", "  a2", "*b1 2/2", "@q3"]
    );
    // A leaf that is not there: the longest goes on.
    assert_eq!(
        drawn(&tree, "gone", &[], 3),
        ["q1 <2", "  b1 2/2", "  q3", "…"]
    );
    assert!(drawn(&Tree::default(), "x", &[], 3).is_empty());
    assert_eq!(TreeMap::of(&tree, None).forks(), 1);
}

#[test]
fn first_versions_stand_side_by_side() {
    let tree = Tree::from_messages(vec![
        message("q1", "", "One", 1),
        message("q2", "", "Two", 2),
        message("a2", "q2", "Answer", 3),
    ]);
    assert_eq!(drawn(&tree, "q1", &[], 9), ["@q1 1/2", "q2 2/2", "a2"]);
    assert_eq!(TreeMap::of(&tree, None).forks(), 1);
}

/// One line of so many messages.
fn line(count: usize) -> Tree {
    let id = |n: usize| format!("m{n}");
    Tree::from_messages(
        (0..count)
            .map(|n| {
                let parent = n.checked_sub(1).map(id).unwrap_or_default();
                message(&id(n), &parent, "words", n as u64)
            })
            .collect(),
    )
}

#[test]
fn what_has_no_branches_folds() {
    let tree = line(5_000);
    assert_eq!(drawn(&tree, "m4999", &[], 100), ["*m0", "+4998", "@m4999"]);
    let open = drawn(&tree, "m2", &["m0"], 5);
    assert_eq!(open, ["*m0", "-4998", "*m1", "@m2", "m3", "…"]);
    assert_eq!(drawn(&tree, "m2", &["m0"], 9_999).len(), 5_001);
}

#[test]
fn first_words_are_short_whatever_the_text() {
    let tree = Tree::from_messages(vec![message("a", "", &"ä".repeat(2_000_000), 1)]);
    let (rows, _) = TreeMap::of(&tree, None).rows(&tree, &BTreeSet::new(), 9);
    let [MapRow::Message(row)] = &rows[..] else {
        panic!("{rows:?}")
    };
    assert!(row.words.chars().count() <= chat::TITLE_CHARS);
}

#[test]
fn a_fork_is_the_path_with_new_ids() {
    let from = Conversation {
        id: "c".into(),
        title: "Rivers".into(),
        titled_by: TitledBy::Person,
        pinned: true,
        archived: true,
        folder: "Work".into(),
        tags: vec!["x".into()],
        system: "Be brief".into(),
        ..Conversation::default()
    };
    let mut tree = small();
    tree.update(Message {
        state: MessageState::Streaming,
        ..message("b1", "q1", "A stream.", 5)
    });
    let mut n = 0;
    let mut ids = || {
        n += 1;
        format!("n{n}")
    };
    let made = fork(&from, &tree, "b1", 99, &mut ids).unwrap();
    let (new, messages) = (made.conversation, made.messages);
    assert_eq!((new.id.as_str(), new.leaf.as_deref()), ("n1", Some("n3")));
    assert_eq!(new.forked_from.as_deref(), Some("c"));
    assert_eq!((new.pinned, new.archived, new.created), (false, false, 99));
    assert_eq!(
        (&new.title, &new.folder, &new.tags, &new.system),
        (&from.title, &from.folder, &from.tags, &from.system)
    );
    let told: Vec<_> = messages
        .iter()
        .map(|one| (one.id.as_str(), one.parent.as_deref(), one.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("n2", None, "What is a river?"),
            ("n3", Some("n2"), "A stream.")
        ]
    );
    assert!(messages.iter().all(|one| one.conversation == "n1"));
    assert_eq!(messages[1].state, MessageState::Truncated);
    assert!(fork(&from, &tree, "gone", 1, ids).is_none());
}

// The copies went by the original's ids: its summary did not count, what was sent could not be shown, and attachments went
// with the original.
#[test]
fn a_fork_goes_by_its_own_ids() {
    let attached = |id: &str| AttachmentRef {
        id: id.into(),
        ..AttachmentRef::default()
    };
    let mut question = message("q", "", "See these.", 1);
    question.attachments = vec![attached("f1"), attached("f2")];
    let mut answer = message("a", "q", "Seen.", 2);
    answer.attachments = vec![attached("f1")];
    answer.sent = Some(Sent {
        selection: Selection {
            left_out: ["q", "elsewhere"].map(str::to_owned).into(),
            from: Some("q".into()),
            ..Selection::default()
        },
        ..Sent::default()
    });
    let from = Conversation {
        id: "c".into(),
        context: ContextSettings {
            summary: Some(Summary {
                upto: "q".into(),
                ..Summary::default()
            }),
            ..ContextSettings::default()
        },
        ..Conversation::default()
    };
    let tree = Tree::from_messages(vec![question, answer]);
    let mut n = 0;
    let ids = || {
        n += 1;
        format!("n{n}")
    };
    let made = fork(&from, &tree, "a", 9, ids).unwrap();
    let [question, answer] = &made.messages[..] else {
        panic!("{made:?}")
    };
    let summary = made.conversation.context.summary.unwrap();
    assert_eq!(summary.upto, question.id);
    let selection = &answer.sent.as_ref().unwrap().selection;
    assert_eq!(selection.from.as_ref(), Some(&question.id));
    assert_eq!(selection.left_out, [question.id.clone()].into());
    let copies = &made.attachments;
    assert_eq!(copies.len(), 2);
    assert_eq!(question.attachments[0].id, copies["f1"]);
    assert_eq!(question.attachments[1].id, copies["f2"]);
    assert_eq!(answer.attachments[0].id, copies["f1"]);
    assert!(copies.values().all(|id| id.starts_with('n')));
}

#[test]
fn titles_of_models_are_cleaned() {
    let check = |text: &str, expect: Option<&str>| {
        assert_eq!(model_title(text).as_deref(), expect, "{text:?}");
    };
    check("\"Rivers and seas\"", Some("Rivers and seas"));
    check("Title: „Flüsse und Meere“.", Some("Flüsse und Meere"));
    check("**Rivers**\n\nHere is why.", Some("Rivers"));
    check("\n# «Les rivières»\n", Some("Les rivières"));
    check("العنوان: \"أنهار وبحار\"", Some("أنهار وبحار"));
    check("What is C++?", Some("What is C++?"));
    check("Plan: Monday", Some("Plan: Monday"));
    check("", None);
    check(" \"\" . ", None);
    check(&"word ".repeat(200), None);
    let long = model_title(&"word ".repeat(30)).unwrap();
    assert!(long.chars().count() <= chat::MODEL_TITLE_CHARS && long.ends_with('…'));
}

#[test]
fn old_records_read_and_new_fields_travel() {
    let old: Conversation =
        serde_json::from_str(r#"{"id":"c","title":"t","titled_by":"text","later":1}"#).unwrap();
    assert_eq!(
        (old.folder.as_str(), old.tags.len(), old.archived),
        ("", 0, false)
    );
    let unknown: Conversation = serde_json::from_str(r#"{"titled_by":"somebody"}"#).unwrap();
    assert_eq!(unknown.titled_by, TitledBy::Text);
    let new = Conversation {
        id: "c".into(),
        titled_by: TitledBy::Model,
        folder: "Work".into(),
        tags: vec!["a".into(), "b".into()],
        archived: true,
        forked_from: Some("d".into()),
        ..Conversation::default()
    };
    let text = serde_json::to_string(&Export::new(1, vec![new.clone()], Vec::new())).unwrap();
    assert_eq!(
        read_export(&text).unwrap().conversations[0].conversation,
        new
    );
    // What others wrote into a file is made what it may be.
    let hostile = text
        .replace("Work", "\\u0000 a\\n\\u202eb ")
        .replace(r#"["a","b"]"#, r##"["#x","X"," "]"##);
    let read = read_export(&hostile).unwrap();
    let read = &read.conversations[0].conversation;
    assert_eq!(
        (read.folder.as_str(), &read.tags[..]),
        ("a b", &["x".to_owned()][..])
    );
}

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
                    let made = fork(&from, &tree, &at.id, now, || self.new_id()).unwrap();
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
        let (records, messages, _) = read_export(&text).unwrap().newer_than(&here, &known);
        for record in records {
            self.records.insert(record.id.clone(), record);
        }
        for one in messages {
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
