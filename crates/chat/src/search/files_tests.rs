#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::files::MOST_TEXT;
use super::*;
use crate::attach::{AttachmentKind, AttachmentRef};
use crate::record::Conversation;

fn named(id: &str, name: &str) -> AttachmentRef {
    AttachmentRef {
        id: id.into(),
        name: name.into(),
        ..AttachmentRef::default()
    }
}

fn message(id: &str, text: &str, files: &[(&str, &str)]) -> SearchMessage {
    SearchMessage {
        id: id.into(),
        conversation: "c".into(),
        text: text.into(),
        created: id.len() as _,
        attachments: files.iter().map(|(id, name)| named(id, name)).collect(),
        ..SearchMessage::default()
    }
}

/// An index that knows the conversation of all these messages.
fn empty() -> SearchIndex {
    let mut index = SearchIndex::default();
    index.take_conversation(&Conversation {
        id: "c".into(),
        title: "Plans".into(),
        ..Conversation::default()
    });
    index
}

/// An index of one message with one file.
fn index(name: &str, text: &str) -> SearchIndex {
    let mut index = empty();
    index.take_message(message("m", "see this", &[("f", name)]));
    index.take_file("f", Some(text));
    index
}

fn drawn(pieces: &[Piece]) -> String {
    let drawn = pieces.iter().map(|piece| match piece.hit {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    });
    drawn.collect()
}

/// What is shown of a file of this name and text; empty where it is not found.
fn check(name: &str, text: &str, query: &str, shown: &str) {
    let found = index(name, text).find(query, 5);
    let hits = found.hits.iter().map(|hit| {
        let file = hit.file.as_ref().unwrap();
        assert_eq!((hit.message.as_deref(), file.id.as_str()), (Some("m"), "f"));
        assert!(hit.written.is_empty());
        format!("{}: {}", drawn(&file.name), drawn(&hit.snippet))
    });
    assert_eq!(hits.collect::<Vec<_>>().join("|"), shown, "{query}");
}

#[test]
fn what_is_written_in_a_file_is_found() {
    check(
        "a.txt",
        "the Café closes",
        "cafe",
        "a.txt: the [Café] closes",
    );
    check(
        "a.txt",
        "the Café closes",
        "clos",
        "a.txt: the Café [closes]",
    );
    check("a.txt", "the Café closes", "bistro", "");
    check(
        "report.pdf",
        "two\n\npages",
        "report",
        "[report.pdf]: two pages",
    );
    check(
        "report 3.pdf",
        "two pages",
        "report pages",
        "[report] 3.pdf: two [pages]",
    );
    check(
        "a.txt",
        "a trip to Rome",
        "\"trip to rome\"",
        "a.txt: a [trip to Rome]",
    );
    check("a.txt", "a trip back to Rome", "\"trip to rome\"", "");
    check("表.csv", "東京,京都", "京都", "表.csv: 東京,[京都]");
    // In a program these are no marks of Markdown.
    check("a.c", "int **p = `x`;", "int", "a.c: [int] **p = `x`;");
    check("empty.txt", "", "txt", "empty.[txt]: ");
    check("my_report.pdf", "x", "report ", "my_[report].pdf: x");
    check("my_report.pdf", "x", "my_report.pdf", "[my_report.pdf]: x");
}

#[test]
fn a_place_far_down_is_shown_with_its_surroundings() {
    for at in [3, 247, 255, 256, 257, 263, 264, 1_000, 39_999] {
        let text: Vec<String> = (0..40_000)
            .map(|word| {
                if word == at {
                    "needle".into()
                } else {
                    format!("hay{word}")
                }
            })
            .collect();
        let found = index("long.txt", &text.join(" ")).find("needle", 5);
        let shown = drawn(&found.hits[0].snippet);
        let before = format!("hay{} [needle]", at - 1);
        assert!(shown.contains(&before), "{at}: {shown}");
        assert_eq!(shown.starts_with('…'), at > 9, "{at}: {shown}");
        assert!(shown.len() < 300, "{shown}");
    }
    // A phrase, the last word of which is not finished.
    let text = format!("{}red apples fall", "hay ".repeat(50_000));
    let found = index("long.txt", &text).find("\"red apples fa", 5);
    assert!(drawn(&found.hits[0].snippet).ends_with("[red apples fall]"));
}

#[test]
fn files_come_after_what_is_said() {
    let mut index = empty();
    index.take_message(message("old", "about plans", &[]));
    index.take_message(message(
        "newer",
        "see",
        &[("f", "plans.txt"), ("g", "g.txt")],
    ));
    index.take_file("g", Some("more plans"));
    let found = index.find("plans", 5);
    let order: Vec<_> = found
        .hits
        .iter()
        .map(|hit| {
            let file = hit.file.as_ref().map(|file| file.id.as_str());
            (hit.message.as_deref(), file)
        })
        .collect();
    assert_eq!(order[..2], [(None, None), (Some("old"), None)]);
    assert_eq!(order.len(), 4);
    assert!(
        order[2..]
            .iter()
            .all(|(id, file)| *id == Some("newer") && file.is_some())
    );
    // Files are no messages.
    assert_eq!((found.total, found.searched), (4, 2));
}

#[test]
fn texts_are_wanted_once_and_of_images_never() {
    let mut index = empty();
    let mut first = message("m", "", &[("f", "a.txt"), ("g", "b.png")]);
    first.attachments[1].kind = AttachmentKind::Image;
    index.take_message(first.clone());
    assert_eq!(index.wanted_files(5), ["f"]);
    assert_eq!(index.find("png", 5).total, 1);
    index.take_file("f", Some("words"));
    index.take_message(first.clone());
    assert!(index.wanted_files(5).is_empty());
    // Nobody wants what no message names.
    index.take_file("x", Some("strange words"));
    assert_eq!(index.find("strange", 5).total, 0);
    // What is not there yet is wanted again when its message is read again.
    index.take_message(message("mm", "", &[("h", "late.txt")]));
    index.take_file("h", None);
    assert!(index.wanted_files(5).is_empty());
    assert_eq!(index.find("late", 5).total, 1);
    index.take_messages("c", vec![first, message("mm", "", &[("h", "late.txt")])]);
    assert_eq!(index.wanted_files(5), ["h"]);
    index.take_file("h", Some("here now"));
    assert_eq!(index.find("here", 5).total, 1);
}

#[test]
fn a_file_of_two_versions_is_found_once_and_goes_with_the_last() {
    let mut index = empty();
    let (old, new) = (
        message("m", "old words", &[("f", "a.txt")]),
        message("newer", "new words", &[("f", "a.txt")]),
    );
    index.take_message(new.clone());
    index.take_message(old.clone());
    index.take_file("f", Some("zebra"));
    let found = index.find("zebra", 5);
    assert_eq!(found.total, 1);
    assert_eq!(found.hits[0].message.as_deref(), Some("newer"));
    index.take_messages("c", vec![old.clone()]);
    assert_eq!(index.find("zebra", 5).hits[0].message.as_deref(), Some("m"));
    index.take_messages("c", vec![message("m", "old words", &[])]);
    assert_eq!(index.find("zebra", 5).total, 0);
    // With its conversation, and again when that is back.
    index.take_messages("c", vec![old.clone()]);
    index.take_file("f", Some("zebra"));
    index.take_conversations(&[]);
    assert_eq!(index.find("zebra", 5).total, 0);
    assert!(index.wanted_files(5).is_empty());
    index.take_conversations(&[Conversation {
        id: "c".into(),
        ..Conversation::default()
    }]);
    index.take_messages("c", vec![old]);
    assert_eq!(index.wanted_files(5), ["f"]);
}

#[test]
fn what_is_held_of_files_is_bounded() {
    let long = format!(
        "begin {} end",
        format!("{} ", "x".repeat(1_023)).repeat(MOST_TEXT >> 10)
    );
    let mut index = index("long.txt", &long);
    assert_eq!(index.find("begin", 5).total, 1);
    assert_eq!(index.find("end", 5).total, 0);
    // Of files that came and went nothing stays for long.
    for round in 0..80 {
        let id = format!("f{round}");
        index.take_messages("c", vec![message("m", "", &[(&id, "n.txt")])]);
        index.take_file(&id, Some(&long));
        assert_eq!(index.find("begin", 5).total, 1, "{round}");
    }
    assert!(index.texts.len() < 80, "{}", index.texts.len());
    // All together: of the last ones the names are found alone.
    let mut index = empty();
    let files: Vec<String> = (0..70).map(|at| format!("f{at}")).collect();
    for id in &files {
        index.take_message(message(id, "", &[(id, "name.txt")]));
        index.take_file(id, Some(&format!("begin {}", "\n".repeat(MOST_TEXT))));
    }
    assert_eq!(index.find("name", 100).total, 70);
    let found = index.find("begin", 100).total;
    assert!((60..70).contains(&found), "{found}");
}

proptest! {
    #[test]
    fn any_file_and_any_query_are_taken(name in ".{0,20}", text in ".{0,300}", query in ".{0,20}") {
        let found = index(&name, &text).find(&query, 5);
        for hit in found.hits.iter().filter_map(|hit| hit.file.as_ref()) {
            prop_assert_eq!(&hit.id, "f");
        }
    }

    #[test]
    fn every_word_of_a_file_finds_it(words in prop::collection::vec("[a-z]{1,8}", 1..700), which in 0_usize..700) {
        let index = index("", &words.join(" "));
        let word = &words[which % words.len()];
        let found = index.find(&format!("\"{word}\" "), 5);
        prop_assert_eq!(found.total, 1);
        let snippet = &found.hits[0].snippet;
        prop_assert!(snippet.iter().any(|piece| piece.hit && piece.text == *word), "{:?}", snippet);
    }
}
