//! What an import of Parlance's own export counts, and that nothing that was said is lost by it.
#![allow(clippy::unwrap_used)]

mod records;

use chat::{Conversation, Export, Message, Newer, Tree, read_export};
use records::{conversation, message};

/// Conversations to save, messages to save; added, replaced, unchanged, foreign.
type Counts = ([usize; 2], [usize; 4]);

fn check(file: &str, here: &[Conversation], known: &[Message], expect: Counts) -> Newer {
    let newer = read_export(file).unwrap().newer_than(here, known);
    let saved = [newer.conversations.len(), newer.messages.len()];
    let told = [newer.added, newer.replaced, newer.unchanged, newer.foreign];
    assert_eq!((saved, told), expect, "{file}");
    newer
}

/// A conversation of a file: its id, when it was updated, its messages by id and text.
type Saved<'a> = (&'a str, u64, &'a [(&'a str, &'a str)]);

fn file(threads: &[Saved<'_>]) -> String {
    let threads: Vec<String> = threads
        .iter()
        .map(|(id, updated, messages)| {
            let messages: Vec<String> = messages
                .iter()
                .map(|(id, text)| format!(r#"{{"id":"{id}","text":"{text}"}}"#))
                .collect();
            format!(
                r#"{{"conversation":{{"id":"{id}","updated":{updated}}},"messages":[{}]}}"#,
                messages.join(",")
            )
        })
        .collect();
    format!(
        r#"{{"format":"parlance-conversations","version":1,"conversations":[{}]}}"#,
        threads.join(",")
    )
}

#[test]
fn each_conversation_is_counted_once() {
    let here = [conversation("a", 5), conversation("b", 5)];
    let known = [message("1", "a", "x"), message("2", "b", "y")];
    let all = file(&[
        ("a", 5, &[("1", "x")]),
        ("b", 9, &[("2", "y")]),
        ("c", 1, &[("3", "z")]),
    ]);
    check(&all, &here, &known, ([2, 1], [1, 1, 1, 0]));
}

#[test]
fn what_is_twice_in_the_file_counts_once() {
    // A conversation: the later one, or the last of two that are as late.
    let twice = file(&[("a", 1, &[("1", "old")]), ("a", 2, &[("1", "new")])]);
    let newer = check(&twice, &[], &[], ([1, 1], [1, 0, 0, 0]));
    assert_eq!(newer.messages[0].text, "new");
    // A message in a conversation: the last.
    let twice = file(&[("a", 1, &[("1", "first"), ("1", "last")])]);
    let newer = check(&twice, &[], &[], ([1, 1], [1, 0, 0, 0]));
    assert_eq!(newer.messages[0].text, "last");
    // A message in two conversations: the first of them has it.
    let both = file(&[("b", 1, &[("1", "b")]), ("a", 1, &[("1", "a")])]);
    let newer = check(&both, &[], &[], ([2, 1], [2, 0, 0, 1]));
    assert_eq!(newer.messages[0].conversation, "a");
    // Here already, and twice in the file.
    let here = [conversation("a", 5)];
    let twice = file(&[("a", 5, &[("1", "x")]), ("a", 5, &[("1", "x")])]);
    check(
        &twice,
        &here,
        &[message("1", "a", "x")],
        ([0, 0], [0, 0, 1, 0]),
    );
}

#[test]
fn what_belongs_to_another_conversation_is_left_out_and_counted() {
    let known = [message("1", "mine", "precious")];
    let thief = file(&[("theirs", 9, &[("1", "gotcha"), ("2", "fine")])]);
    check(
        &thief,
        &[conversation("mine", 1)],
        &known,
        ([1, 1], [1, 0, 0, 1]),
    );
    // Also where its conversation is not among what is here any more.
    check(&thief, &[], &known, ([1, 1], [1, 0, 0, 1]));
    // A conversation that is here gets nothing by it.
    let here = [conversation("mine", 1), conversation("theirs", 9)];
    let thief = file(&[("theirs", 9, &[("1", "gotcha")])]);
    check(&thief, &here, &known, ([0, 0], [0, 0, 1, 1]));
}

#[test]
fn one_that_is_newer_here_gets_what_it_has_not() {
    let here = [conversation("a", 9)];
    let more = file(&[("a", 5, &[("1", "x"), ("2", "more")])]);
    check(
        &more,
        &here,
        &[message("1", "a", "x")],
        ([0, 1], [1, 0, 0, 0]),
    );
}

#[test]
fn what_was_said_here_stays_as_another_version() {
    let here = [conversation("a", 1)];
    let known = [message("q", "a", "Question"), {
        let mut answer = message("m", "a", "My own words");
        answer.parent = Some("q".into());
        answer
    }];
    let text = r#"{"format":"parlance-conversations","version":1,"conversations":[{"conversation":{"id":"a","updated":2},
        "messages":[{"id":"q","text":"Question"},{"id":"m","parent":"q","text":"Other words"}]}]}"#;
    let newer = read_export(text).unwrap().newer_than(&here, &known);
    assert_eq!((newer.replaced, newer.messages.len()), (1, 2));
    let mut tree = Tree::from_messages(known.to_vec());
    for message in newer.messages.clone() {
        tree.insert(message);
    }
    let said: Vec<&str> = tree
        .iter()
        .filter(|message| message.parent.as_deref() == Some("q"))
        .map(|message| message.text.as_str())
        .collect();
    assert!(
        said.contains(&"My own words") && said.contains(&"Other words"),
        "{said:?}"
    );
    // Again, from an older state: the same one, not a third.
    let again = read_export(text).unwrap().newer_than(&here, &known);
    assert_eq!(again, newer);
}

#[test]
fn what_goes_on_from_what_is_here_leaves_nothing_beside() {
    let here = [conversation("a", 1)];
    let longer = file(&[("a", 2, &[("1", "Begun and ended"), ("2", "There")])]);
    let known = [message("1", "a", "Begun"), message("2", "a", "")];
    check(&longer, &here, &known, ([1, 2], [0, 1, 0, 0]));
}

#[test]
fn in_parts_it_is_the_same() {
    let export = || {
        let conversations = ["a", "b", "c"].map(|id| conversation(id, 2)).to_vec();
        let messages = vec![
            message("1", "a", "x"),
            message("2", "b", "y"),
            message("3", "c", "z"),
        ];
        Export::new(0, conversations, messages)
    };
    let here = [conversation("b", 5)];
    let whole = export().newer_than(&here, &[]);
    let mut parts = Newer::default();
    for thread in export().take_threads() {
        let part = chat::newer_than(vec![thread], &here, &[]);
        parts.conversations.extend(part.conversations);
        parts.messages.extend(part.messages);
        parts.added += part.added;
    }
    assert_eq!(parts, whole);
}
