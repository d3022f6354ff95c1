//! The map of a tree, and conversations that go on from another.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use chat::{
    AttachmentRef, ContextSettings, Conversation, Export, MapPlace, MapRow, Message, MessageState,
    Selection, Sent, Summary, TitledBy, Tree, TreeMap, cut_out, fork, is_cut_out, model_title,
    read_export,
};
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
    let made = fork(&from, &tree, "b1", 99, |_| false, &mut ids).unwrap();
    let (new, messages) = (made.conversation, made.messages);
    assert_eq!((new.id.as_str(), new.leaf.as_deref()), ("n1", Some("n3")));
    assert_eq!(new.forked_from.as_deref(), Some("c"));
    assert_eq!((new.pinned, new.archived, new.created), (false, false, 99));
    assert_eq!(
        (&new.folder, &new.tags, &new.system),
        (&from.folder, &from.tags, &from.system)
    );
    assert_eq!(new.title, format!("{} (2)", from.title));
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
    assert!(fork(&from, &tree, "gone", 1, |_| false, ids).is_none());
}

#[test]
fn what_is_deleted_is_kept_with_what_led_to_it() {
    let from = Conversation {
        id: "c".into(),
        title: "Rivers".into(),
        titled_by: TitledBy::Person,
        folder: "Work".into(),
        pinned: true,
        ..Conversation::default()
    };
    let mut attached = message("a2", "q2", "", 6);
    attached.attachments = vec![AttachmentRef {
        id: "f".into(),
        ..AttachmentRef::default()
    }];
    let mut tree = Tree::from_messages(vec![
        message("q1", "", "What is a river?", 1),
        message("a1", "q1", "Water.", 2),
        message("q2", "a1", "And a lake?", 3),
        attached,
        message("b2", "q2", "More water.", 5),
        message("else", "q1", "Another answer.", 4),
    ]);
    let path: Vec<Message> = tree.path_to("a1").into_iter().cloned().collect();
    let path: Vec<&Message> = path.iter().collect();
    let removed = tree.remove_subtree("q2");
    let mut n = 0;
    let mut ids = || {
        n += 1;
        format!("n{n}")
    };
    let made = cut_out(&from, &path, &removed, 99, &mut ids).unwrap();
    let record = &made.conversation;
    assert_eq!(record.title, "And a lake?");
    assert_eq!((record.deleted, record.pinned), (Some(99), false));
    assert_eq!(record.folder, "Work");
    assert!(is_cut_out(record));
    // Brought back it is one like all others, and deleted again too.
    for deleted in [None, Some(100)] {
        assert!(!is_cut_out(&Conversation {
            deleted,
            ..record.clone()
        }));
    }
    let copy = Tree::from_messages(made.messages.clone());
    let shown = copy.path_to(record.leaf.as_deref().unwrap());
    let told: Vec<&str> = shown.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(told, ["What is a river?", "Water.", "And a lake?", ""]);
    assert_eq!(made.messages.len(), 5);
    assert!(made.messages.iter().all(|one| one.id.starts_with('n')));
    let file = &shown[3].attachments[0].id;
    assert_eq!(made.attachments.get("f"), Some(file));
    // What is attached before it is not copied, and of a long way there the end alone.
    let many: Vec<Message> = (0..50)
        .map(|at| Message {
            attachments: vec![AttachmentRef {
                id: "long".into(),
                ..AttachmentRef::default()
            }],
            ..message(&format!("p{at}"), "", "Before.", at)
        })
        .collect();
    let long: Vec<&Message> = many.iter().collect();
    let made = cut_out(&from, &long, &removed, 99, &mut ids).unwrap();
    assert_eq!(made.messages.len(), 20 + removed.len());
    assert_eq!(made.messages[0].attachments[0].id, "long");
    assert!(!made.attachments.contains_key("long"));
    // The first one of all has nothing before it.
    let made = cut_out(&from, &[], &removed, 99, &mut ids).unwrap();
    assert_eq!(made.messages[0].parent, None);
    // A failed answer without a word is not worth a place in the list.
    let nothing = [message("x", "q1", " ", 9)];
    assert_eq!(cut_out(&from, &path, &nothing, 99, &mut ids), None);
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
    let made = fork(&from, &tree, "a", 9, |_| false, ids).unwrap();
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
