//! Titles, requests, and conversations as Markdown.
#![allow(clippy::unwrap_used)]

use chat::{
    CONTINUE, Conversation, Message, MessageState, SavedWith, Selection, TITLE_CHARS, Tree,
    auto_title, continue_messages, request_messages, to_markdown,
};
use proptest::prelude::*;
use wire::{ChatMessage, Role};

#[test]
fn titles() {
    for (text, want) in [
        ("", ""),
        ("   \n\n", ""),
        ("Hello", "Hello"),
        ("\n\n  Hello   there \nmore", "Hello there"),
        ("# **Plan** for `x.rs`", "Plan for x.rs"),
        ("> - 1. quoted item", "quoted item"),
        ("see [this page](https://a.b/(c)) now", "see this page now"),
        ("![a picture](x.png) of it", "a picture of it"),
        (
            "keep snake_case and 2 * 3 = 6",
            "keep snake_case and 2 * 3 = 6",
        ),
        ("_quiet_ __loud__ ~~gone~~", "quiet loud gone"),
        ("#hashtag", "#hashtag"),
        ("---\nafter", "after"),
        (
            "```rust\nfn main() {}\n```\nWhat does this do?",
            "What does this do?",
        ),
        ("```rust\nfn main() {}\n```", "fn main() {}"),
        ("1984 is a book", "1984 is a book"),
        ("-5 degrees", "-5 degrees"),
        (
            "Please translate the following long text into German for me",
            "Please translate the following long text into…",
        ),
        ("a\u{7}b\tc", "a b c"),
        ("\u{202e}gnp.exe\u{202c} \u{2067}x", "gnp.exe x"),
        ("\u{202e}\u{2066}\u{2069}", ""),
        ("什么是量子计算？", "什么是量子计算？"),
    ] {
        assert_eq!(auto_title(text), want, "{text:?}");
    }
}

#[test]
fn titles_are_not_cut_inside_what_is_seen_as_one_character() {
    let check = |unit: &str| {
        let title = auto_title(&format!("x{}", unit.repeat(60)));
        let kept = title.strip_prefix('x').unwrap().strip_suffix('…').unwrap();
        assert_eq!(kept.len() % unit.len(), 0, "{unit:?} in {title:?}");
        assert!(!kept.is_empty() && title.chars().count() <= TITLE_CHARS);
    };
    for unit in [
        "e\u{301}",
        "👩‍👩‍👧",
        "👍🏽",
        "🇩🇪",
        "क्षि",
        "กำ",
        "한",
        "❤️",
        "가\u{11a8}",
        "ש\u{5c1}\u{5b8}",
    ] {
        check(unit);
    }
    // One endless cluster is cut all the same.
    assert!(
        auto_title(&format!("e{}", "\u{301}".repeat(500)))
            .chars()
            .count()
            <= TITLE_CHARS
    );
}

proptest! {
    #[test]
    fn any_title_is_short_and_one_line(text in "\\PC{0,200}|[ \\n#*`\\[\\]()a中🇩🇪\u{301}\u{200d}]{0,200}") {
        let title = auto_title(&text);
        prop_assert!(title.chars().count() <= TITLE_CHARS);
        prop_assert!(!title.contains(['\n', '\r', '\t']));
        prop_assert_eq!(title.trim(), &title);
    }
}

fn message(id: &str, parent: &str, role: Role, text: &str, created: u64) -> Message {
    let parent = Some(parent.to_owned()).filter(|parent| !parent.is_empty());
    Message {
        id: id.into(),
        parent,
        role,
        text: text.into(),
        created,
        ..Message::default()
    }
}

fn tree() -> Tree {
    let mut failed = message("a1", "u1", Role::Assistant, " ", 2);
    failed.state = MessageState::Failed;
    let mut partial = message("a2", "u2", Role::Assistant, "```\nhalf", 4);
    partial.state = MessageState::Stopped;
    partial.model = Some("gpt".into());
    partial.reasoning = "hidden".into();
    Tree::from_messages(vec![
        message("u1", "", Role::User, "First", 1),
        failed,
        message("u2", "a1", Role::User, "Second", 3),
        partial,
        message("sibling", "u2", Role::Assistant, "Other", 3),
        message("u3", "a2", Role::User, "Third", 5),
    ])
}

#[test]
fn a_request_is_the_path_without_what_says_nothing() {
    let (first, second, half) = (
        ChatMessage::user("First"),
        ChatMessage::user("Second"),
        ChatMessage::assistant("```\nhalf"),
    );
    let third = ChatMessage::user("Third");
    assert_eq!(
        request_messages(&tree(), "u3", " \n", &Selection::default()),
        [first.clone(), second.clone(), half.clone(), third]
    );
    assert_eq!(
        request_messages(&tree(), "u1", "Be brief.", &Selection::default()),
        [ChatMessage::system("Be brief."), first.clone()]
    );
    assert_eq!(
        request_messages(&tree(), "nowhere", "", &Selection::default()),
        []
    );
    let go_on = ChatMessage::user(CONTINUE);
    assert_eq!(
        continue_messages(&tree(), "a2", "", &Selection::default()),
        [first.clone(), second, half, go_on]
    );
    // Nothing had come: it is asked for anew.
    assert_eq!(
        continue_messages(&tree(), "a1", "", &Selection::default()),
        [first]
    );
}

#[test]
fn markdown_has_the_path_that_is_shown() {
    let mut conversation = Conversation {
        title: "Two\nlines".into(),
        system: "Be brief.".into(),
        leaf: Some("a2".into()),
        ..Conversation::default()
    };
    let want = "# Two lines\n\n## System\n\nBe brief.\n\n## You\n\nFirst\n\n## Assistant\n\n*(failed)*\n\n## You\n\nSecond\n\n\
                ## gpt <!-- assistant -->\n\n```\nhalf\n```\n\n*(stopped)*\n";
    let shown = to_markdown(&conversation, &tree(), &SavedWith::default());
    assert_eq!(shown, want);
    assert!(!shown.contains("hidden"));
    conversation.leaf = Some("gone".into());
    assert!(
        to_markdown(&conversation, &tree(), &SavedWith::default()).ends_with("## You\n\nThird\n")
    );
    assert_eq!(
        to_markdown(
            &Conversation::default(),
            &Tree::default(),
            &SavedWith::default()
        ),
        "# Conversation\n"
    );
}
