//! What was deleted, and what is known of failures, between an export and what is here.
#![allow(clippy::unwrap_used)]

mod records;

use chat::{Conversation, Export, MessageState, Newer, read_export};
use records::{conversation, json, message};
use wire::{Problem, ProblemKind};

/// An import of a backup brought nothing back: the deleted record was still there, and newer.
#[test]
fn a_backup_brings_back_what_was_deleted() {
    let backup = Export::new(
        5,
        vec![conversation("c", 3)],
        vec![message("m", "c", "kept")],
    );
    let deleted = Conversation {
        deleted: Some(9),
        ..conversation("c", 3)
    };
    let newer = backup
        .clone()
        .newer_than(std::slice::from_ref(&deleted), &[message("m", "c", "kept")]);
    assert_eq!(newer.conversations, [conversation("c", 3)]);
    assert_eq!(
        (newer.messages.len(), newer.added, newer.unchanged),
        (0, 1, 0),
        "its message is here still"
    );
    // A message that was deleted from a conversation that is here.
    let newer = backup.clone().newer_than(&[conversation("c", 8)], &[]);
    assert_eq!((newer.conversations.len(), newer.unchanged), (0, 0));
    assert_eq!(newer.messages, [message("m", "c", "kept")]);
    let again = backup.newer_than(&[conversation("c", 8)], &newer.messages);
    assert_eq!(again, nothing_new());
}

#[test]
fn what_was_deleted_does_not_travel() {
    let deleted = Conversation {
        deleted: Some(9),
        ..conversation("gone", 3)
    };
    let export = Export::new(
        5,
        vec![conversation("c", 3), deleted],
        vec![message("m", "gone", "private")],
    );
    assert!(!json(&export).contains("private"));
    assert_eq!(export.conversations.len(), 1);
}

/// A file that says of a conversation that it was deleted took away the one that is here.
#[test]
fn no_file_deletes() {
    let text = r#"{"format":"parlance-conversations","version":1,"conversations":[{"conversation":
        {"id":"c","title":"Theirs","updated":99,"deleted":1},"messages":[]}]}"#;
    let conversations = read_export(text)
        .unwrap()
        .newer_than(&[conversation("c", 3)], &[])
        .conversations;
    assert_eq!(conversations.len(), 1);
    assert_eq!(conversations[0].deleted, None);
}

#[test]
fn of_a_problem_only_what_kind_it_is_travels() {
    let mut failed = message("m", "c", "");
    failed.state = MessageState::Failed;
    failed.problem = Some(Problem {
        param: Some("messages.3".into()),
        request_id: Some("req_1".into()),
        code: Some("é".repeat(500)),
        ..Problem::new(ProblemKind::BadRequest)
    });
    let export = Export::new(5, vec![conversation("c", 3)], vec![failed.clone()]);
    let travelled = export.conversations[0].messages[0].problem.clone().unwrap();
    assert_eq!((travelled.param, travelled.request_id), (None, None));
    assert_eq!(travelled.code, Some("é".repeat(30)));
    // It is nothing new where it came from.
    let again = export.newer_than(&[conversation("c", 3)], &[failed]);
    assert_eq!(again, nothing_new());
}

/// One conversation, which is here already.
fn nothing_new() -> Newer {
    Newer {
        unchanged: 1,
        ..Newer::default()
    }
}
