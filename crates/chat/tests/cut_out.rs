//! Messages that are deleted are kept as a conversation, and go back to where they stood.
#![allow(clippy::unwrap_used)]

use chat::{
    AttachmentRef, Conversation, Fork, Message, Selection, Sent, Tree, cut_out, put_back, settled,
};
use proptest::prelude::*;
use wire::Role;

fn of(tree: &Tree) -> Vec<Message> {
    tree.iter().cloned().collect()
}

/// A tree: each message below one before it, or at the root; some with files, each with what was sent for it.
fn tree(parents: &[Option<prop::sample::Index>]) -> Tree {
    let mut messages: Vec<Message> = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        let parent = parent
            .filter(|_| at > 0)
            .map(|parent| format!("m{}", parent.index(at)));
        let selection = Selection {
            left_out: parent.iter().cloned().collect(),
            from: (at % 3 == 0).then(|| "m0".to_string()),
            ..Selection::default()
        };
        messages.push(Message {
            id: format!("m{at}"),
            conversation: "c".into(),
            parent,
            role: if at % 2 == 0 {
                Role::User
            } else {
                Role::Assistant
            },
            text: format!("text {at}"),
            created: at as u64 + 1,
            attachments: (at % 4 == 1)
                .then(|| AttachmentRef {
                    id: format!("f{at}"),
                    ..AttachmentRef::default()
                })
                .into_iter()
                .collect(),
            sent: Some(Sent {
                selection,
                ..Sent::default()
            }),
            ..Message::default()
        });
    }
    Tree::from_messages(messages)
}

fn record(leaf: Option<String>) -> Conversation {
    Conversation {
        id: "c".into(),
        leaf,
        ..Conversation::default()
    }
}

/// Deletes a message and all below it.
fn cut(from: &mut Tree, id: &str, ids: &mut u32) -> Fork {
    let parent = from.parent_of(id).map(str::to_string);
    let path = parent.map(|parent| from.path_to(&parent).into_iter().cloned().collect());
    let path: Vec<Message> = path.unwrap_or_default();
    let path: Vec<&Message> = path.iter().collect();
    let leaf = from.latest_leaf(Some(id));
    let removed = from.remove_subtree(id);
    cut_out(&record(leaf), &path, &removed, 99, || {
        *ids += 1;
        format!("n{ids}")
    })
    .unwrap()
}

fn back(made: &Fork, into: &mut Tree) -> bool {
    match put_back(&made.conversation, made.messages.clone(), into) {
        Some(messages) => {
            into.restore(messages);
            true
        }
        None => false,
    }
}

proptest! {
    #[test]
    fn what_is_put_back_is_as_it_was(
        parents in prop::collection::vec(prop::option::weighted(0.9, any::<prop::sample::Index>()), 1..60),
        first in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
    ) {
        let whole = tree(&parents);
        let mut rest = whole.clone();
        let mut ids = 0;
        let id = |at: prop::sample::Index, tree: &Tree| {
            let all = of(tree);
            (!all.is_empty()).then(|| all[at.index(all.len())].id.clone())
        };
        let one = id(first, &rest).unwrap();
        let one = cut(&mut rest, &one, &mut ids);
        prop_assert!(rest.len() < whole.len());
        // Another one after it, maybe of what that hung from.
        let other = id(second, &rest).map(|other| cut(&mut rest, &other, &mut ids));
        if let Some(other) = other {
            // In the order in which they were deleted, where that is possible; else the other way round.
            let early = back(&one, &mut rest);
            prop_assert!(back(&other, &mut rest));
            prop_assert!(early || back(&one, &mut rest));
        } else {
            prop_assert!(back(&one, &mut rest));
        }
        prop_assert_eq!(&of(&rest), &of(&whole));
        // Once more changes nothing.
        prop_assert!(back(&one, &mut rest));
        prop_assert_eq!(of(&rest), of(&whole));
    }

    /// For itself it is whole too: all that is told of it is told by its own ids.
    #[test]
    fn what_stands_for_itself_goes_by_its_own_ids(
        parents in prop::collection::vec(prop::option::weighted(0.9, any::<prop::sample::Index>()), 1..60),
        at in any::<prop::sample::Index>(),
    ) {
        let mut rest = tree(&parents);
        let at = format!("m{}", at.index(parents.len()));
        let made = cut(&mut rest, &at, &mut 0);
        let mut alone = Tree::from_messages(made.messages.clone());
        alone.restore(settled(&made.conversation, &made.messages));
        prop_assert_eq!(alone.len(), made.messages.len());
        for message in alone.iter() {
            prop_assert_eq!(&message.conversation, &made.conversation.id);
            let sent = message.sent.as_ref().unwrap();
            for id in sent.selection.left_out.iter().chain(&sent.selection.from) {
                prop_assert!(id.is_empty() || alone.get(id).is_some(), "{}", id);
            }
        }
    }
}

#[test]
fn where_there_is_no_place_for_it_nothing_is_put_back() {
    let mut rest = tree(&[None, None]);
    let made = cut(&mut rest, "m1", &mut 0);
    // It is no such copy.
    assert_eq!(put_back(&record(None), made.messages.clone(), &rest), None);
    // They are back already.
    assert_eq!(
        put_back(&made.conversation, Vec::new(), &rest),
        Some(Vec::new())
    );
}

/// Of several answers the one that was looked at is shown.
#[test]
fn the_version_that_was_shown_is_shown() {
    let message = |id: &str, parent: Option<&str>, at: u64| Message {
        id: id.into(),
        conversation: "c".into(),
        parent: parent.map(str::to_string),
        text: id.into(),
        created: at,
        ..Message::default()
    };
    let removed = [
        message("q", Some("before"), 1),
        message("older", Some("q"), 2),
        message("newer", Some("q"), 3),
    ];
    let mut n = 0;
    let made = cut_out(&record(Some("older".into())), &[], &removed, 9, || {
        n += 1;
        format!("n{n}")
    });
    let made = made.unwrap();
    let leaf = made.conversation.leaf.unwrap();
    let shown = made.messages.iter().find(|one| one.id == leaf).unwrap();
    assert_eq!(shown.text, "older");
}
