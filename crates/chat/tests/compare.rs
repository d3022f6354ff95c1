//! One question, several models: who is compared, which answers stand side by side, where the conversation goes on.

#![allow(clippy::unwrap_used)]

use chat::{
    Conversation, MOST_COMPARED, Message, Took, Tree, begun_beside, comparable, compared_models,
    leaf_beside, side_by_side,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use wire::Role;

fn question(id: &str) -> Message {
    Message {
        id: id.into(),
        role: Role::User,
        created: 1,
        ..Message::default()
    }
}

fn answer(id: &str, model: &str, created: u64) -> Message {
    Message {
        id: id.into(),
        parent: Some("q".into()),
        role: Role::Assistant,
        model: Some(model.into()),
        created,
        ..Message::default()
    }
}

/// `q -> a1(a), b1(b), c1(c), b2(b); b1 -> more`
fn tree() -> Tree {
    Tree::from_messages(vec![
        question("q"),
        answer("a1", "a", 2),
        answer("b1", "b", 3),
        answer("c1", "c", 4),
        answer("b2", "b", 5),
        Message {
            parent: Some("b1".into()),
            ..question("more")
        },
    ])
}

fn ids(columns: Option<Vec<&Message>>) -> Option<Vec<&str>> {
    columns.map(|all| all.into_iter().map(|one| one.id.as_str()).collect())
}

#[test]
fn who_is_compared() {
    let check = |chosen: &[&str], expect: &[&str]| {
        let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(compared_models(&chosen), expect, "{chosen:?}");
    };
    check(&[], &[]);
    check(&["a"], &["a"]);
    check(&["b", "a"], &["b", "a"]);
    check(&[" a ", "a", "", "  ", "b"], &["a", "b"]);
    check(&["a", "b", "c", "d", "e"], &["a", "b", "c", "d"]);
    // Names are the endpoint's: nothing is made of them but that spaces around them are cut.
    check(&["A", "a", "مثال/1"], &["A", "a", "مثال/1"]);
}

#[test]
fn one_answer_of_each_model() {
    let tree = tree();
    let check = |leaf: &str, expect: Option<&[&str]>| {
        let columns = ids(side_by_side(&tree, "q", leaf));
        assert_eq!(columns.as_deref(), expect, "{leaf}");
    };
    // The latest of each; but where the path leads to an older one, that.
    check("a1", Some(&["a1", "b2", "c1"]));
    check("b2", Some(&["a1", "b2", "c1"]));
    check("b1", Some(&["a1", "b1", "c1"]));
    // Something follows; the question itself; nothing there.
    check("more", None);
    check("q", None);
    check("nowhere", None);
    assert_eq!(side_by_side(&tree, "nowhere", "a1"), None);
    assert_eq!(side_by_side(&tree, "", "a1"), None);
}

#[test]
fn several_answers_of_one_model_are_no_comparison() {
    let tree = Tree::from_messages(vec![
        question("q"),
        answer("a1", "a", 2),
        answer("a2", "a", 3),
    ]);
    assert_eq!(side_by_side(&tree, "q", "a1"), None);
    assert_eq!(comparable(&tree, "a1"), None);
}

#[test]
fn what_can_be_looked_at_side_by_side() {
    let tree = tree();
    assert_eq!(comparable(&tree, "a1"), Some("q"));
    assert_eq!(comparable(&tree, "b1"), Some("q"));
    assert_eq!(comparable(&tree, "more"), None);
    assert_eq!(comparable(&tree, "q"), None);
    assert_eq!(comparable(&tree, "nowhere"), None);
}

#[test]
fn the_path_stays_where_it_is() {
    let tree = tree();
    let check = |leaf: Option<&str>, new: &str, expect: &str| {
        assert_eq!(leaf_beside(&tree, "q", leaf, new), expect, "{leaf:?} {new}");
    };
    // The first answer is the current one; those asked for with it stand beside it.
    check(Some("q"), "a1", "a1");
    check(None, "a1", "a1");
    check(Some("a1"), "b1", "a1");
    // A new answer of the current one's model takes its place, one of another model does not.
    check(Some("b1"), "b2", "b2");
    check(Some("a1"), "b2", "a1");
    // A path that leads elsewhere is brought here.
    check(Some("more"), "c1", "c1");
    check(Some("nowhere"), "c1", "c1");
}

#[test]
fn those_asked_for_at_once_stay_in_order() {
    let mut tree = Tree::from_messages(vec![question("q")]);
    assert_eq!(begun_beside(&tree, "q", 7), 7);
    // Ids are random: here each sorts before the one before it.
    for id in ["z", "y", "x", "w"] {
        let created = begun_beside(&tree, "q", 7);
        tree.insert(answer(id, id, created));
    }
    assert_eq!(
        ids(side_by_side(&tree, "q", "z")).unwrap(),
        ["z", "y", "x", "w"]
    );
    tree.insert(answer("last", "last", u64::MAX));
    assert_eq!(begun_beside(&tree, "q", 7), u64::MAX);
}

#[test]
fn what_is_stored_is_little_and_old_records_read() {
    let plain = serde_json::to_value(Conversation::default()).unwrap();
    assert!(plain.get("side_by_side").is_none());
    assert!(
        serde_json::to_value(Message::default())
            .unwrap()
            .get("took")
            .is_none()
    );
    let old: Conversation = serde_json::from_str(r#"{"id":"c"}"#).unwrap();
    assert_eq!(old.side_by_side, None);
    let check = |text: &str, expect: Option<Took>| {
        let message: Message = serde_json::from_str(text).unwrap();
        assert_eq!(message.took, expect, "{text}");
    };
    check("{}", None);
    check(r#"{"took":null}"#, None);
    // What some other program wrote there is no reason to lose the message.
    check(r#"{"took":"long"}"#, None);
    check(r#"{"took":{"total":-1}}"#, None);
    check(
        r#"{"took":{"total":1200}}"#,
        Some(Took {
            first: None,
            total: 1200,
        }),
    );
}

proptest! {
    /// Whatever is asked for beside whatever else, continued with and asked anew: it is a tree, nothing of it is lost, the path
    /// leads to a message that is there, and each answer can be reached and gone on with.
    #[test]
    fn always_a_tree_and_nothing_lost(deeds in prop::collection::vec((0u8..3, 0u8..6, 0usize..8), 0..30)) {
        let mut tree = Tree::from_messages(vec![question("q")]);
        let mut made: BTreeSet<String> = ["q".to_owned()].into();
        let mut leaf = "q".to_owned();
        let mut at = "q".to_owned();
        for (n, (deed, model, which)) in deeds.into_iter().enumerate() {
            match deed {
                // An answer of this model beside the others.
                0 => {
                    let id = format!("m{}", 99 - n);
                    let created = begun_beside(&tree, &at, 5);
                    tree.insert(Message { parent: Some(at.clone()), ..answer(&id, &format!("model-{model}"), created) });
                    leaf = leaf_beside(&tree, &at, Some(&leaf), &id);
                    made.insert(id);
                }
                // One of those side by side is gone on with.
                1 => {
                    let columns = ids(side_by_side(&tree, &at, &leaf)).unwrap_or_default();
                    if let Some(id) = columns.get(which) {
                        leaf = tree.latest_leaf(Some(id)).unwrap();
                    }
                }
                // Something is said after it.
                _ => {
                    let id = format!("s{n}");
                    tree.insert(Message { parent: Some(leaf.clone()), ..question(&id) });
                    (leaf, at) = (id.clone(), id.clone());
                    made.insert(id);
                }
            }
            prop_assert!(tree.get(&leaf).is_some());
            prop_assert!(tree.path_to(&leaf).iter().any(|message| message.id == at) || tree.path_to(&at).len() <= made.len());
            if let Some(columns) = side_by_side(&tree, &at, &leaf) {
                let models: BTreeSet<_> = columns.iter().map(|one| one.model.clone()).collect();
                prop_assert_eq!(models.len(), columns.len());
                prop_assert!(columns.iter().any(|one| one.id == leaf));
                prop_assert_eq!(comparable(&tree, &leaf), Some(at.as_str()));
            }
        }
        prop_assert_eq!(tree.len(), made.len());
        for id in &made {
            prop_assert_eq!(tree.path_to(id).first().map(|first| first.id.as_str()), Some("q"));
            let (siblings, which) = tree.siblings(id);
            prop_assert_eq!(siblings[which], id.as_str());
        }
    }

    /// However many are named, no more are asked than fit, and none twice.
    #[test]
    fn few_and_each_once(chosen in prop::collection::vec("[ab ]{0,3}", 0..12)) {
        let models = compared_models(&chosen);
        prop_assert!(models.len() <= MOST_COMPARED);
        prop_assert_eq!(models.iter().collect::<BTreeSet<_>>().len(), models.len());
        prop_assert!(models.iter().all(|model| !model.trim().is_empty()));
        prop_assert_eq!(compared_models(&models), models);
    }
}
