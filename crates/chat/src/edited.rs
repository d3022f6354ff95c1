//! An answer with other words, the person's own: a version beside the one that came, which stays.

use wire::{Millis, Role};

use crate::record::{Message, MessageState};

/// Whether its words can be changed in a version of its own: an answer, and not while it arrives.
fn can_edit_answer(message: &Message) -> bool {
    message.role == Role::Assistant && message.state != MessageState::Streaming
}

/// The version of an answer with this text: a sibling. It is the same model's still, and goes with the same files; but nobody
/// counted it, asked for it or thought it. None where there is no text, or nothing was changed.
pub fn edited_answer(answer: &Message, text: String, id: String, now: Millis) -> Option<Message> {
    if !can_edit_answer(answer) || text.trim().is_empty() || text == answer.text {
        return None;
    }
    Some(Message {
        id,
        conversation: answer.conversation.clone(),
        parent: answer.parent.clone(),
        role: answer.role,
        text,
        state: MessageState::Done,
        model: answer.model.clone(),
        // Versions stand in the order in which they were made, however fast.
        created: now.max(answer.created.saturating_add(1)),
        edited: true,
        left_out: answer.left_out,
        attachments: answer.attachments.clone(),
        ..Message::default()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tree::Tree;
    use proptest::prelude::*;

    fn answer() -> Message {
        Message {
            id: "a".into(),
            conversation: "c".into(),
            parent: Some("q".into()),
            role: Role::Assistant,
            text: "As it came.".into(),
            reasoning: "Hm.".into(),
            model: Some("m-1".into()),
            usage: Some(wire::Usage::default()),
            cost: Some(7),
            took: Some(crate::Took::default()),
            sent: Some(crate::Sent::default()),
            state: MessageState::Truncated,
            created: 10,
            ..Message::default()
        }
    }

    #[test]
    fn an_edited_answer_is_the_persons_and_says_so() {
        let edited = edited_answer(&answer(), "Better.".into(), "b".into(), 20).unwrap();
        let expect = Message {
            id: "b".into(),
            conversation: "c".into(),
            parent: Some("q".into()),
            role: Role::Assistant,
            text: "Better.".into(),
            model: Some("m-1".into()),
            created: 20,
            edited: true,
            ..Message::default()
        };
        assert_eq!(edited, expect);
        // A clock that was set back does not put it before the answer.
        let early = edited_answer(&answer(), "Better.".into(), "b".into(), 3).unwrap();
        assert_eq!(early.created, 11);
        let stored = serde_json::to_string(&edited).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&stored).unwrap(), edited);
        // Records of others stay as they are.
        let plain = serde_json::to_string(&answer()).unwrap();
        assert!(!plain.contains("edited"), "{plain}");
    }

    #[test]
    fn what_cannot_be_edited_is_not() {
        let check = |change: fn(&mut Message), text: &str| {
            let mut message = answer();
            change(&mut message);
            let edited = edited_answer(&message, text.into(), "b".into(), 20);
            assert_eq!(edited, None, "{text}");
        };
        check(|_| (), "");
        check(|_| (), " \n");
        check(|_| (), "As it came.");
        check(|message| message.state = MessageState::Streaming, "Better.");
        check(|message| message.role = Role::User, "Better.");
        check(|message| message.role = Role::Tool, "Better.");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(parents in prop::collection::vec(0_usize..20, 1..20), which in 0_usize..20, now in 0_u64..40) {
            let messages: Vec<Message> = parents
                .iter()
                .enumerate()
                .map(|(at, parent)| Message {
                    id: format!("m{at}"),
                    parent: (at > 0).then(|| format!("m{}", parent % at)),
                    role: Role::Assistant,
                    text: format!("text {at}"),
                    created: at as _,
                    ..Message::default()
                })
                .collect();
            let mut tree = Tree::from_messages(messages.clone());
            let old = &messages[which % messages.len()];
            let below = tree.latest_leaf(Some(&old.id)).unwrap();
            let path: Vec<String> = tree.path_to(&below).iter().map(|one| one.id.clone()).collect();
            let new = edited_answer(old, "other words".into(), "new".into(), now).unwrap();
            tree.insert(new);
            // All are there as they were, and what followed the answer follows it still.
            prop_assert_eq!(tree.len(), messages.len() + 1);
            for message in &messages {
                prop_assert_eq!(tree.get(&message.id), Some(message));
            }
            let same: Vec<String> = tree.path_to(&below).iter().map(|one| one.id.clone()).collect();
            prop_assert_eq!(same, path);
            prop_assert_eq!(tree.latest_leaf(Some(&old.id)), Some(below));
            // The arrows lead from one to the other, and the new one comes later.
            let (siblings, at) = tree.siblings("new");
            let before = siblings.iter().position(|id| *id == old.id);
            prop_assert!(before.is_some_and(|before| before < at));
            prop_assert_eq!(tree.latest_leaf(Some("new")), Some("new".to_owned()));
        }
    }
}
