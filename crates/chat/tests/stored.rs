//! Records as they are stored and read again, whoever wrote them and whatever happens meanwhile.
#![allow(clippy::unwrap_used)]

use chat::{
    CONTINUE, Changes, Conversation, Failure, JournalPiece, Message, MessageState, Sent, Tree,
    merge, recover, sent_messages, so_far,
};
use proptest::prelude::*;
use wire::{ChatMessage, Role};

fn message(id: &str, parent: &str, role: Role, text: &str, created: u64) -> Message {
    Message {
        id: id.into(),
        parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
        role,
        text: text.into(),
        created,
        ..Message::default()
    }
}

#[test]
fn a_failure_comes_back_and_an_unknown_one_costs_nothing() {
    for failure in [
        Failure::OverCap {
            cap: 1,
            spent: 2,
            would_be: 3,
            month: true,
        },
        Failure::NoModel,
        Failure::MixedContent,
    ] {
        let stored = Message {
            failure: Some(failure.clone()),
            ..Message::default()
        };
        let text = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), stored);
    }
    for (failure, want) in [
        ("null", None),
        ("3", None),
        (r#"{"kind":"of-a-later-version","a":1}"#, None),
        (r#"{"kind":"over-cap","cap":"much"}"#, None),
        (r#"{"kind":"offline","new":1}"#, Some(Failure::Offline)),
    ] {
        let text = format!(r#"{{"id":"m","text":"kept","failure":{failure}}}"#);
        let read: Message = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (read.text.as_str(), read.failure),
            ("kept", want),
            "{failure}"
        );
    }
    assert_eq!(
        serde_json::from_str::<Message>("{}").unwrap(),
        Message::default()
    );
}

#[test]
fn a_model_counts_at_its_own_endpoint_alone() {
    let mut conversation = Conversation {
        model: Some("gpt-5".into()),
        model_origin: Some("https://api.openai.com".into()),
        ..Conversation::default()
    };
    assert_eq!(
        conversation.model_at("https://api.openai.com"),
        Some("gpt-5")
    );
    assert_eq!(conversation.model_at("https://api.groq.com"), None);
    // Records from before this was kept.
    conversation.model_origin = None;
    assert_eq!(conversation.model_at("https://api.openai.com"), None);
}

#[test]
fn an_answer_in_another_tab_has_what_arrived_and_no_mark() {
    let mut arriving = message("m", "", Role::Assistant, "one ", 1);
    arriving.state = MessageState::Streaming;
    let piece = |seq: u32, text: &str| JournalPiece {
        message: "m".into(),
        seq,
        text: text.into(),
        reasoning: String::new(),
    };
    let pieces = vec![piece(1, "three"), piece(0, "two "), piece(0, "two ")];
    let now = so_far(arriving.clone(), pieces.clone());
    assert_eq!(
        (now.text.as_str(), now.state),
        ("one two three", MessageState::Streaming)
    );
    let cut = recover(arriving.clone(), pieces.clone());
    assert_eq!(
        (cut.text.as_str(), cut.state),
        ("one two three", MessageState::Truncated)
    );
    arriving.state = MessageState::Done;
    assert_eq!(so_far(arriving.clone(), pieces), arriving);
}

#[test]
fn what_was_sent_for_a_continued_answer_is_the_last_call() {
    let mut answer = message("a", "u", Role::Assistant, "half, and the rest", 2);
    answer.sent = Some(Sent {
        system: "Be brief.".into(),
        continued_at: Some("half".len()),
        ..Sent::default()
    });
    let question = message("u", "", Role::User, "Why?", 1);
    let tree = |answer: &Message| Tree::from_messages(vec![question.clone(), answer.clone()]);
    assert_eq!(
        sent_messages(&tree(&answer), "a").unwrap(),
        [
            ChatMessage::system("Be brief."),
            ChatMessage::user("Why?"),
            ChatMessage::assistant("half"),
            ChatMessage::user(CONTINUE),
        ]
    );
    // Nothing had come: it was asked for anew, and says so.
    answer.sent.as_mut().unwrap().continued_at = Some(0);
    assert_eq!(sent_messages(&tree(&answer), "a").unwrap().len(), 2);
    answer.sent.as_mut().unwrap().continued_at = None;
    assert_eq!(sent_messages(&tree(&answer), "a").unwrap().len(), 2);
    answer.sent = None;
    assert_eq!(sent_messages(&tree(&answer), "a"), None);
    // A place inside a character, as a damaged record may have it.
    answer.text = "é".into();
    answer.sent = Some(Sent {
        continued_at: Some(1),
        ..Sent::default()
    });
    assert_eq!(sent_messages(&tree(&answer), "a").unwrap().len(), 1);
}

/// A late reading made the history vanish: an empty tree stood in its place, and the reading was thrown away.
#[test]
fn a_late_reading_brings_what_is_unknown_and_undoes_nothing() {
    let mut changes = Changes::default();
    let known = vec![("new", "written here"), ("old", "as it was")];
    let early = changes.reading();
    changes.changed("new");
    changes.changed("gone");
    let read = vec![
        ("old", "as another tab has it"),
        ("gone", "x"),
        ("more", "y"),
    ];
    let join = |changes: &Changes, reading: u64| {
        merge(
            known.clone(),
            read.clone(),
            |record| record.0,
            |id| changes.newer_than(id, reading),
        )
    };
    let want = vec![
        ("new", "written here"),
        ("old", "as another tab has it"),
        ("more", "y"),
    ];
    assert_eq!(join(&changes, early), want);
    // Written meanwhile: the early reading still does not know of it.
    changes.written("new");
    changes.written("gone");
    assert_eq!(join(&changes, early), want);
    // One that began afterwards does: what is not in it is gone.
    let late = changes.reading();
    assert_eq!(join(&changes, late), read);
}

proptest! {
    /// Whatever the order of changes, confirmations and readings: a change is never undone by a reading that began before
    /// it was written, and one that began after all was written counts whole.
    #[test]
    fn readings_and_writings_in_any_order(steps in prop::collection::vec((0u8..3, 0u8..3), 0..40)) {
        let mut changes = Changes::default();
        let mut readings: Vec<(u64, Vec<u8>)> = Vec::new();
        let mut open = [0u32; 3];
        for (what, id) in steps {
            let name = id.to_string();
            match what {
                0 => {
                    changes.changed(&name);
                    open[usize::from(id)] += 1;
                    readings.iter_mut().for_each(|(_, mine)| mine.push(id));
                }
                1 if open[usize::from(id)] > 0 => {
                    changes.written(&name);
                    open[usize::from(id)] -= 1;
                    readings.iter_mut().for_each(|(_, mine)| mine.push(id));
                }
                1 => {}
                _ => {
                    let under_way = (0..3).filter(|id| open[usize::from(*id)] > 0).collect();
                    readings.push((changes.reading(), under_way));
                }
            }
        }
        for (reading, mine) in readings {
            for id in 0..3u8 {
                prop_assert_eq!(changes.newer_than(&id.to_string(), reading), mine.contains(&id));
            }
        }
    }
}
