#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use proptest::prelude::*;

fn message(id: &str, parent: &str, created: u64) -> Message {
    let parent = Some(parent.to_string()).filter(|parent| !parent.is_empty());
    Message {
        id: id.into(),
        parent,
        created,
        ..Message::default()
    }
}

/// `a(1) -> b(2), c(3); c -> d(4)`
fn tree() -> Tree {
    Tree::from_messages(vec![
        message("d", "c", 4),
        message("b", "a", 2),
        message("a", "", 1),
        message("c", "a", 3),
    ])
}

fn ids(path: &[&Message]) -> String {
    path.iter().map(|message| message.id.as_str()).collect()
}

#[test]
fn path_from_the_first_message() {
    assert_eq!(ids(&tree().path_to("d")), "acd");
    assert_eq!(ids(&tree().path_to("nowhere")), "");
}

#[test]
fn siblings_in_the_order_they_were_made() {
    assert_eq!(tree().siblings("c"), (vec!["b", "c"], 1));
    assert_eq!(tree().siblings("a"), (vec!["a"], 0));
    assert_eq!(tree().siblings("nowhere"), (vec![], 0));
}

#[test]
fn the_latest_leaf_is_where_one_went_last() {
    assert_eq!(tree().latest_leaf(None).as_deref(), Some("d"));
    assert_eq!(tree().latest_leaf(Some("b")).as_deref(), Some("b"));
    assert_eq!(tree().latest_leaf(Some("nowhere")), None);
    assert_eq!(Tree::default().latest_leaf(None), None);
}

#[test]
fn a_removed_subtree_comes_back_as_it_was() {
    let mut changed = tree();
    let removed = changed.remove_subtree("c");
    assert_eq!(
        removed
            .iter()
            .map(|message| message.id.as_str())
            .collect::<String>(),
        "cd"
    );
    assert_eq!(changed.len(), 2);
    changed.restore(removed);
    assert_eq!(changed, tree());
}

#[test]
fn an_orphan_stands_at_the_root_until_its_parent_is_there() {
    let mut tree = Tree::from_messages(vec![message("child", "late", 2)]);
    assert_eq!(ids(&tree.path_to("child")), "child");
    tree.insert(message("late", "", 1));
    assert_eq!(ids(&tree.path_to("child")), "latechild");
    assert_eq!(tree.latest_leaf(None).as_deref(), Some("child"));
}

#[test]
fn a_circle_is_cut_at_its_earliest_message() {
    let tree = Tree::from_messages(vec![
        message("a", "c", 1),
        message("b", "a", 2),
        message("c", "b", 3),
        message("me", "me", 4),
    ]);
    assert_eq!(ids(&tree.path_to("c")), "abc");
    assert_eq!(ids(&tree.path_to("me")), "me");
}

#[test]
fn of_two_with_one_id_the_last_counts() {
    let newer = Message {
        text: "newer".into(),
        ..message("a", "", 1)
    };
    let tree = Tree::from_messages(vec![message("a", "", 1), newer.clone()]);
    assert_eq!(tree.get("a"), Some(&newer));
    assert_eq!(tree.len(), 1);
}

#[test]
fn an_insert_cannot_make_a_circle() {
    let mut tree = tree();
    tree.insert(message("a", "d", 1));
    assert_eq!(ids(&tree.path_to("d")), "acd");
}

/// Any messages at all: few ids, so that parents exist, repeat and form circles.
fn any_messages() -> impl Strategy<Value = Vec<Message>> {
    prop::collection::vec((0u8..12, 0u8..14, 0u64..5), 0..40).prop_map(|rows| {
        rows.into_iter()
            .map(|(id, parent, created)| message(&format!("m{id}"), &format!("m{parent}"), created))
            .collect()
    })
}

proptest! {
    /// Whatever is read, nothing is lost, and every message is on exactly one finite path.
    #[test]
    fn always_a_tree(messages in any_messages(), inserts in any_messages()) {
        let wanted: BTreeSet<String> = messages.iter().chain(&inserts).map(|message| message.id.clone()).collect();
        let mut tree = Tree::from_messages(messages);
        for message in inserts {
            tree.insert(message);
        }
        prop_assert_eq!(tree.len(), wanted.len());
        let listed: usize = tree.children.values().map(Vec::len).sum();
        prop_assert_eq!(listed, wanted.len());
        for id in &wanted {
            prop_assert!(tree.path_to(id).len() <= wanted.len());
            prop_assert!(tree.siblings(id).0.contains(&id.as_str()));
        }
    }

    /// Removing and restoring any subtree changes nothing.
    #[test]
    fn removal_can_be_undone(messages in any_messages(), which in 0u8..12) {
        let before = Tree::from_messages(messages);
        let mut tree = before.clone();
        let removed = tree.remove_subtree(&format!("m{which}"));
        prop_assert_eq!(tree.len() + removed.len(), before.len());
        tree.restore(removed);
        prop_assert_eq!(tree, before);
    }
}
