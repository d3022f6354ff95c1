//! What of a conversation goes: the rule, what was left out, summaries, and what the endpoint has read already.
#![allow(clippy::unwrap_used)]

mod branches;

use branches::{asked, branch, count, fates, settings};
use chat::{
    Asked, BrokenAt, ContextRule, ContextSettings, Fate, LineOf, Message, Over, Selection, Sent,
    Summary, Tree, broken_prefix, plan, request_messages, sent_messages, summary_messages,
    to_summarise,
};
use proptest::prelude::*;
use wire::{ChatMessage, Role};

#[test]
fn the_oldest_exchanges_go_until_the_rest_fits() {
    for (shape, window, rule, want) in [
        ("uauau", 50, ContextRule::DropOldest, "+++++"),
        ("uauau", 49, ContextRule::DropOldest, "dd+++"),
        ("uauau", 30, ContextRule::DropOldest, "dd+++"),
        ("uauau", 29, ContextRule::DropOldest, "dddd+"),
        // Never the last question.
        ("uauau", 1, ContextRule::DropOldest, "dddd+"),
        ("uauau", 1, ContextRule::All, "+++++"),
        // Without a summary what does not fit is left out all the same.
        ("uauau", 30, ContextRule::Summarise, "dd+++"),
        // Two answers belong to one question; what stands before the first question is an exchange of its own.
        ("uaauau", 30, ContextRule::DropOldest, "ddd+++"),
        ("auau", 30, ContextRule::DropOldest, "d+++"),
        // Instructions in the tree stay.
        ("suauau", 40, ContextRule::DropOldest, "+dd+++"),
        ("ueuau", 30, ContextRule::DropOldest, "d.+++"),
        // An answer that is continued goes with its question.
        ("uauaua", 1, ContextRule::DropOldest, "dddd++"),
        ("u", 1, ContextRule::DropOldest, "+"),
    ] {
        let tree = branch(shape);
        let last = format!("{}{}", shape.chars().last().unwrap(), shape.len() - 1);
        let settings = settings(rule);
        let plan = plan(&tree, asked(&last, &settings, window), &mut count);
        assert_eq!(fates(&plan), want, "{shape} in {window}");
    }
}

#[test]
fn system_prompt_reserve_and_the_question_to_come() {
    let tree = branch("uaua");
    let settings = ContextSettings {
        reserve: Some(10),
        ..settings(ContextRule::DropOldest)
    };
    let asked = Asked {
        upto: Some("a3"),
        system: "always",
        settings: &settings,
        model: "",
        window: Some(50),
        answer: None,
        schema: "",
        next: Some(6),
    };
    let plan = plan(&tree, asked, &mut count);
    assert_eq!(fates(&plan), "+dd+++");
    assert_eq!(plan.lines[0].of, LineOf::System);
    assert_eq!(plan.lines.last().unwrap().of, LineOf::Next);
    assert_eq!((plan.tokens, plan.reserve, plan.dropped()), (40, 10, 2));
    assert!(plan.fits());
    let messages = request_messages(&tree, "a3", "always", &plan.selection);
    assert_eq!(messages.len(), 3);
    // All may be dropped before a question that is not in the tree yet, but for what must stay.
    let settings = ContextSettings {
        reserve: Some(1_000),
        ..settings.clone()
    };
    let plan = chat::plan(
        &tree,
        Asked {
            settings: &settings,
            ..asked
        },
        &mut count,
    );
    assert_eq!(fates(&plan), "+dddd+");
    assert!(!plan.fits());
    assert_eq!(
        request_messages(&tree, "a3", "always", &plan.selection).len(),
        1
    );
}

#[test]
fn a_schema_is_among_what_goes() {
    let tree = branch("ua");
    let settings = settings(ContextRule::All);
    let plain = asked("a1", &settings, 99);
    let with = Asked {
        schema: "{\"type\":\"object\"}",
        ..plain
    };
    let (plain, with) = (
        plan(&tree, plain, &mut count),
        plan(&tree, with, &mut count),
    );
    assert_eq!(with.lines[0].of, LineOf::Schema);
    assert_eq!(with.lines.len(), plain.lines.len() + 1);
    let schema = count("", "{\"type\":\"object\"}");
    assert_eq!(with.tokens, plain.tokens + schema);
    assert_eq!(with.selection, plain.selection);
}

#[test]
fn why_it_does_not_fit() {
    let tree = branch("uaua");
    let over = |window: u32, reserve: u32, next: u64| {
        let settings = ContextSettings {
            reserve: Some(reserve),
            ..settings(ContextRule::All)
        };
        let asked = Asked {
            next: Some(next),
            ..asked("a3", &settings, window)
        };
        plan(&tree, asked, &mut count).over()
    };
    assert_eq!(over(10_000, 10, 6), None);
    assert_eq!(over(100, 90, 6), Some(Over::Reserve));
    assert_eq!(over(40, 10, 6), Some(Over::Together));
    assert_eq!(over(40, 10, 60), Some(Over::Next));
}

#[test]
fn what_is_left_out_and_what_is_asked() {
    let mut tree = branch("uauau");
    for id in ["u0", "a3", "u4"] {
        tree.update(Message {
            left_out: true,
            ..tree.get(id).unwrap().clone()
        });
    }
    let settings = settings(ContextRule::All);
    let plan = plan(&tree, asked("u4", &settings, 99), &mut count);
    // The question that is asked goes, whatever was said of it.
    assert_eq!(fates(&plan), "-++-+");
    let texts = |messages: Vec<ChatMessage>| -> Vec<String> {
        messages
            .iter()
            .map(|message| message.content.to_text().to_string())
            .collect()
    };
    assert_eq!(
        texts(request_messages(&tree, "u4", "", &plan.selection)),
        ["text01", "text02", "text04"]
    );
}

#[test]
fn a_summary_stands_where_its_branch_is() {
    let tree = branch("uauauau");
    let settings = ContextSettings {
        summary: Some(Summary {
            text: "short!".into(),
            upto: "a3".into(),
            ..Summary::default()
        }),
        ..settings(ContextRule::Summarise)
    };
    let all = plan(&tree, asked("u6", &settings, 99), &mut count);
    assert_eq!(fates(&all), "+zzzz+++");
    let messages = request_messages(&tree, "u6", "Be kind.", &all.selection);
    assert_eq!(
        messages.len(),
        4,
        "instructions and summary are one message"
    );
    let first = messages[0].content.to_text().to_string();
    assert!(first.starts_with("Be kind.") && first.ends_with("short!"));
    // What still does not fit is dropped.
    let tight = plan(&tree, asked("u6", &settings, 20), &mut count);
    assert_eq!(fates(&tight), "+zzzzdd+");
    // Asked anew before its last message, and in another branch, it does not count.
    assert_eq!(
        fates(&plan(&tree, asked("u2", &settings, 99), &mut count)),
        "+++"
    );
    let off = ContextSettings {
        rule: ContextRule::DropOldest,
        ..settings.clone()
    };
    assert_eq!(
        fates(&plan(&tree, asked("u6", &off, 99), &mut count)),
        "+++++++"
    );
}

#[test]
fn what_was_sent_is_what_was_sent() {
    let mut tree = branch("uauaua");
    let settings = settings(ContextRule::DropOldest);
    let chosen = plan(&tree, asked("u4", &settings, 30), &mut count).selection;
    let then = request_messages(&tree, "u4", "x", &chosen);
    tree.update(Message {
        sent: Some(Sent {
            system: "x".into(),
            selection: chosen,
            ..Sent::default()
        }),
        ..tree.get("a5").unwrap().clone()
    });
    // Whatever is changed afterwards.
    tree.update(Message {
        left_out: true,
        ..tree.get("u2").unwrap().clone()
    });
    assert_eq!(sent_messages(&tree, "a5").unwrap(), then);
    assert_eq!(then.len(), 4);
}

#[test]
fn the_cached_prefix() {
    let mut tree = branch("uaua");
    tree.update(Message {
        sent: Some(Sent {
            system: "sys".into(),
            model: Some("m".into()),
            ..Sent::default()
        }),
        ..tree.get("a3").unwrap().clone()
    });
    let all = Selection::default();
    let broken = |tree: &Tree, upto: &str, system: &str, model: &str, selection: &Selection| {
        broken_prefix(tree, (Some(upto), system, selection), model, &mut count)
            .map(|broken| (broken.at, broken.tokens))
    };
    assert_eq!(broken(&tree, "a3", "sys", "m", &all), None);
    assert_eq!(broken(&tree, "u0", "sys", "m", &all), None, "a part of it");
    assert_eq!(
        broken(&tree, "a3", "other", "m", &all),
        Some((BrokenAt::System, 37))
    );
    assert_eq!(
        broken(&tree, "a3", "sys", "n", &all),
        Some((BrokenAt::Model, 37))
    );
    let without = Selection {
        left_out: ["a1".to_owned()].into(),
        ..Selection::default()
    };
    assert_eq!(
        broken(&tree, "a3", "sys", "m", &without),
        Some((BrokenAt::Message("a1".into()), 20))
    );
    assert_eq!(
        broken(&branch("ua"), "a1", "sys", "m", &all),
        None,
        "nothing is known"
    );
}

#[test]
fn an_edit_breaks_what_follows() {
    let mut tree = branch("uauaua");
    tree.update(Message {
        sent: Some(Sent::default()),
        ..tree.get("a5").unwrap().clone()
    });
    for (id, want) in [
        ("u0", Some(50)),
        ("u2", Some(30)),
        ("u4", None),
        ("a5", None),
    ] {
        assert_eq!(chat::broken_by_edit(&tree, id, &mut count), want, "{id}");
    }
}

/// Files and images went for nothing in the warning, though they are most of what is read anew.
#[test]
fn what_is_attached_is_read_anew_too() {
    let mut tree = branch("uauau");
    for (id, tokens) in [("u0", vec![700]), ("u2", vec![1_000, 85])] {
        let attached = tokens.into_iter().map(|tokens| chat::AttachmentRef {
            id: format!("{id}-{tokens}"),
            tokens,
            ..chat::AttachmentRef::default()
        });
        tree.update(Message {
            attachments: attached.collect(),
            ..tree.get(id).unwrap().clone()
        });
    }
    // Nothing but a file.
    tree.update(Message {
        text: String::new(),
        ..tree.get("u2").unwrap().clone()
    });
    let answer = Message {
        sent: Some(Sent {
            model: Some("m".into()),
            ..Sent::default()
        }),
        ..tree.get("a3").unwrap().clone()
    };
    tree.update(answer);
    let edit = |tree: &Tree, id| chat::broken_by_edit(tree, id, &mut count);
    assert_eq!(edit(&tree, "u0"), Some(10 + 700 + 10 + 4 + 1_085));
    assert_eq!(edit(&tree, "u2"), None);
    let all = Selection::default();
    let other = broken_prefix(&tree, (Some("u2"), "", &all), "n", &mut count);
    // As the panel counts the same messages.
    let settings = settings(ContextRule::All);
    let planned = plan(&tree, asked("u2", &settings, 0), &mut count);
    assert_eq!(other.unwrap().tokens, planned.tokens);
    assert_eq!(planned.tokens, 1_809);
    // Sums of what a file says stay numbers.
    let mut much = tree.get("u0").unwrap().clone();
    much.attachments[0].tokens = u64::MAX;
    tree.update(much);
    assert_eq!(edit(&tree, "u0"), Some(u64::MAX));
}

#[test]
fn what_a_summary_is_made_of() {
    let tree = branch("uauauaua");
    let with = |window, rule| {
        let settings = settings(rule);
        let asked = Asked {
            answer: None,
            schema: "",
            next: Some(0),
            window,
            ..asked("a7", &settings, 0)
        };
        plan(&tree, asked, &mut count)
    };
    let wanted = to_summarise(&with(None, ContextRule::Summarise)).unwrap();
    assert_eq!(
        (wanted.ids.len(), wanted.upto.as_str(), wanted.tokens),
        (4, "a3", 40)
    );
    // Half of the room is to be free again.
    let wanted = to_summarise(&with(Some(60), ContextRule::Summarise)).unwrap();
    assert_eq!(wanted.upto, "a5");
    assert_eq!(
        to_summarise(&plan(
            &branch("uaua"),
            Asked {
                answer: None,
                schema: "",
                next: Some(0),
                window: None,
                ..asked("a3", &settings(ContextRule::Summarise), 0)
            },
            &mut count
        )),
        None
    );
    let messages = summary_messages(&tree, &wanted.ids, "before");
    let text = messages[1].content.to_text().to_string();
    assert!(text.contains("[before]\nbefore\n[person]\ntext00\n[model]\ntext01\n"));
    assert!(!text.contains("text06"));
}

#[test]
fn a_summary_is_asked_for_in_pieces_that_fit() {
    let mut messages: Vec<Message> = branch("uauauaua").in_order();
    messages[1].attachments.push(chat::AttachmentRef {
        name: "a\n.png".into(),
        tokens: 7,
        ..chat::AttachmentRef::default()
    });
    let tree = Tree::from_messages(messages);
    let settings = settings(ContextRule::Summarise);
    let with = |window, each: u64| {
        let asked = Asked {
            answer: None,
            schema: "",
            next: Some(0),
            window: Some(window),
            ..asked("a7", &settings, 0)
        };
        to_summarise(&plan(&tree, asked, &mut |_, _| each)).unwrap()
    };
    // 1,000 less 460: two of 204, since names alone are read of what is attached.
    let wanted = with(1_000, 200);
    assert_eq!((wanted.ids.len(), wanted.upto.as_str()), (2, "a1"));
    // One at least.
    let wanted = with(1_000, 900);
    assert_eq!((wanted.ids.len(), wanted.upto.as_str()), (1, "u0"));
    let text = summary_messages(&tree, &["a1".to_owned()], "");
    let text = text[1].content.to_text().to_string();
    assert!(
        text.contains("[model]\n[attached: a .png]\ntext01\n"),
        "{text}"
    );
}

#[test]
fn no_number_of_a_file_is_too_large() {
    let one: chat::AttachmentRef =
        serde_json::from_str(r#"{"id":"1","tokens":18446744073709551615}"#).unwrap();
    assert!(one.tokens < u64::MAX / 1_000_000);
    let mut messages = branch("uaua").in_order();
    for message in &mut messages {
        message.attachments = vec![
            chat::AttachmentRef {
                tokens: u64::MAX,
                ..one.clone()
            };
            2
        ];
    }
    let tree = Tree::from_messages(messages);
    for rule in [
        ContextRule::All,
        ContextRule::DropOldest,
        ContextRule::Summarise,
    ] {
        let settings = settings(rule);
        let asked = Asked {
            window: Some(50),
            ..asked("a3", &settings, 0)
        };
        let plan = plan(&tree, asked, &mut |_, _| u64::MAX);
        assert!(!plan.fits());
        let _ = (plan.attached(), to_summarise(&plan));
    }
}

#[test]
fn old_records_and_damaged_ones_read() {
    let read = |text: &str| serde_json::from_str::<chat::Conversation>(text).unwrap();
    assert!(read("{}").context.is_default());
    let odd = read(
        r#"{"id":"c","context":{"rule":"from-the-future","window":9,"summary":7},"parameters":{"temperature":99,"seed":4,"format":"json-object"}}"#,
    );
    assert_eq!(
        (odd.id.as_str(), odd.context.rule, odd.context.window),
        ("c", ContextRule::All, Some(9))
    );
    assert_eq!(
        (odd.parameters.temperature, odd.parameters.seed),
        (None, Some(4))
    );
    assert_eq!(read(r#"{"id":"c","context":[1],"parameters":"x"}"#).id, "c");
    assert!(!serde_json::from_str::<Message>("{}").unwrap().left_out);
}

proptest! {
    /// Whatever the branch and the window: what is planned is what is sent, the last question goes, and of what is dropped
    /// nothing stands after what goes.
    #[test]
    fn what_is_planned_is_sent(shape in "[uaase]{0,30}u", window in 0u32..400, out in prop::collection::vec(0usize..31, 0..6),
        at in prop::option::of(0usize..31), rule in 0..3)
    {
        let mut tree = branch(&shape);
        let id = |at: usize| shape.chars().nth(at).map(|kind| format!("{kind}{at}"));
        for id in out.into_iter().filter_map(id) {
            let message = tree.get(&id).unwrap().clone();
            tree.update(Message { left_out: true, ..message });
        }
        let rule = [ContextRule::All, ContextRule::DropOldest, ContextRule::Summarise][rule as usize];
        let summary = at.and_then(id).map(|upto| Summary { text: "so far".into(), upto, ..Summary::default() });
        let settings = ContextSettings { summary, ..settings(rule) };
        let last = id(shape.len() - 1).unwrap();
        let plan = plan(&tree, asked(&last, &settings, window), &mut count);
        let sent = request_messages(&tree, &last, "", &plan.selection);
        let going: Vec<_> = plan.lines.iter().filter(|line| line.fate == Fate::Goes).collect();
        prop_assert_eq!(sent.len(), going.len());
        prop_assert_eq!(plan.tokens, going.iter().map(|line| line.tokens).sum::<u64>());
        prop_assert_eq!(plan.lines.last().map(|line| line.fate), Some(Fate::Goes));
        let cut = plan.lines.iter().rposition(|line| line.fate == Fate::Dropped);
        let goes = plan.lines.iter().position(|line| line.fate == Fate::Goes && line.role != Role::System);
        prop_assert!(cut.is_none() || cut < goes);
        if rule != ContextRule::All && !plan.fits() {
            let rest = plan.lines.iter().filter(|line| line.fate == Fate::Goes && line.role != Role::System);
            prop_assert_eq!(rest.count(), 1, "more could have been dropped");
        }
    }
}
