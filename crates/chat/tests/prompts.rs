//! Prompts with places, their files, and what is quoted.

#![allow(clippy::unwrap_used)]

use chat::{
    Message, Place, Prompt, escape_places, fence, fill, places, quote, read_prompts, write_prompts,
};
use proptest::prelude::*;
use wire::Role;

fn place(name: &str, choices: &[&str], default: &str) -> Place {
    Place {
        name: name.into(),
        choices: choices.iter().map(ToString::to_string).collect(),
        default: default.into(),
    }
}

#[test]
fn the_places_of_a_text() {
    let check = |text: &str, expect: &[Place]| assert_eq!(places(text), expect, "{text}");
    check("none", &[]);
    check("About {{topic}}.", &[place("topic", &[], "")]);
    check("{{ two words }}", &[place("two words", &[], "")]);
    check("{{language=German}}", &[place("language", &[], "German")]);
    check("{{a=}}", &[place("a", &[], "")]);
    check(
        "{{tone=formal|friendly}}",
        &[place("tone", &["formal", "friendly"], "formal")],
    );
    check("{{t= a | b |a||}}", &[place("t", &["a", "b"], "a")]);
    check("{{t=a\\|b|c}}", &[place("t", &["a|b", "c"], "a|b")]);
    check("{{x=a=b}}", &[place("x", &[], "a=b")]);
    // The same name is one place; the first that says more counts.
    check("{{a}} {{a=1}} {{a=2}}", &[place("a", &[], "1")]);
    check(
        "{{b}} {{a}} {{b}}",
        &[place("b", &[], ""), place("a", &[], "")],
    );
    // In other scripts.
    check(
        "{{الموضوع}} {{भाषा}} {{言語}}",
        &[
            place("الموضوع", &[], ""),
            place("भाषा", &[], ""),
            place("言語", &[], ""),
        ],
    );
    // None of these is one.
    for text in [
        "{topic}", "{{}}", "{{ }}", "{{=a}}", "{{a\nb}}", "{{a=\n}}", "{{a", "{{a}", "\\{{a}}",
        "{{#if}}", "{{a.b}}", "{{a{b}}", "}}a{{",
    ] {
        check(text, &[]);
    }
    check("{{{a}}}", &[place("a", &[], "")]);
    check(&format!("{{{{{}}}}}", "a".repeat(41)), &[]);
    check("\\\\{{a}}", &[place("a", &[], "")]);
}

#[test]
fn the_places_are_filled() {
    let value = |name: &str| match name {
        "a" => Some("{{b}}".to_string()),
        "empty" => Some(String::new()),
        _ => None,
    };
    let check = |text: &str, expect: &str| assert_eq!(fill(text, value), expect, "{text}");
    check("x", "x");
    // What is filled in is not read again.
    check("{{a}}{{b=1}}", "{{b}}1");
    check("[{{empty=x}}]", "[]");
    check("{{b}} {{b=2}}", "2 2");
    check("{{t=one|two}}", "one");
    check("\\{{a}}", "{{a}}");
    check("\\\\{{a}}", "\\{{b}}");
    check("\\\\\\{{a}}", "\\{{a}}");
    check("{{{a}}}", "{{{b}}}");
    check("C:\\{x} \\n {{", "C:\\{x} \\n {{");
}

proptest! {
    #[test]
    fn an_escaped_text_is_given_back(text in "[\\\\{}a=| \n]{0,40}|\\PC{0,60}") {
        let escaped = escape_places(&text);
        prop_assert!(places(&escaped).is_empty());
        prop_assert_eq!(fill(&escaped, |_| Some("!".into())), text);
    }

    #[test]
    fn filling_puts_each_value_in_as_it_is(before in "[a-z \\\\{]{0,12}", value in "\\PC{0,30}") {
        let text = format!("{}{{{{v}}}}.", escape_places(&before).trim_end_matches(['\\', '{']));
        let filled = fill(&text, |_| Some(value.clone()));
        let ending = format!("{value}.");
        prop_assert!(filled.ends_with(&ending));
    }

    #[test]
    fn no_text_is_too_odd(text in "[\\\\{}=|a\u{300}\u{0} \n]{0,200}") {
        let all = places(&text);
        let _ = fill(&text, |_| None);
        for one in all {
            prop_assert!(!one.name.trim().is_empty());
            prop_assert_ne!(one.choices.len(), 1);
        }
    }

    #[test]
    fn files_of_prompts_come_back(names in prop::collection::vec("[a-zé ]{1,20}", 0..6), text in "\\PC{1,50}") {
        let prompts: Vec<Prompt> = names
            .iter()
            .map(|name| Prompt { name: name.trim().into(), text: text.trim().into(), ..Prompt::default() })
            .filter(|prompt| !prompt.name.is_empty() && !prompt.text.is_empty())
            .collect();
        let read = read_prompts(&write_prompts(&prompts)).unwrap();
        prop_assert_eq!(read.left_out, 0);
        for prompt in &prompts {
            let name = prompt.name.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(read.prompts.contains(&(name, prompt.text.clone())));
        }
    }

    #[test]
    fn any_json_is_read_or_refused(text in "[\\[\\]{}\",:a-z0-9 ]{0,80}") {
        if let Some(read) = read_prompts(&text) {
            prop_assert!(read.prompts.iter().all(|(name, text)| !name.is_empty() && !text.is_empty()));
        }
    }

    #[test]
    fn a_quotation_cannot_be_left(text in "[a\\]\\[> \n\r\u{2028}E]{0,80}", most in 0_usize..200) {
        let message = Message { text, role: Role::User, ..Message::default() };
        let quoted = quote("T", &[&message], most).text;
        let lines: Vec<&str> = quoted.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']).collect();
        let inner = &lines[1..lines.len() - 2];
        prop_assert!(inner.iter().all(|line| line.is_empty() || line.starts_with('>')), "{quoted}");
    }

    #[test]
    fn a_fence_is_never_closed_from_inside(text in "[`a\n]{0,60}") {
        let fenced = fence("a.rs", &text);
        let mut lines = fenced.lines();
        lines.next();
        let fence = lines.next().unwrap().trim_end_matches("rs");
        prop_assert!(!text.contains(fence));
    }
}

#[test]
fn a_long_text_of_places_takes_linear_time() {
    for unit in ["{{", "{{a=", "{{a", "\\{{", "{", "{{a}}"] {
        let text = unit.repeat(400_000 / unit.len());
        let _ = fill(&text, |_| None);
    }
}

#[test]
fn prompts_of_others_are_read() {
    let check = |text: &str, expect: &[(&str, &str)], left_out: usize| {
        let read = read_prompts(text).unwrap();
        let expect: Vec<_> = expect
            .iter()
            .map(|(n, t)| (n.to_string(), t.to_string()))
            .collect();
        assert_eq!((read.prompts, read.left_out), (expect, left_out), "{text}");
    };
    check(
        r#"[{"act":"Poet","prompt":"Write"}]"#,
        &[("Poet", "Write")],
        0,
    );
    check(r#"[["Title","Content"],["x"]]"#, &[("Title", "Content")], 1);
    check(
        r#"[{"command":"/sum","title":"Sum up","content":"Do"}]"#,
        &[("Sum up", "Do")],
        0,
    );
    check(
        r#"{"prompts":[{"name":" a\n b ","text":"t"},{"name":"a b","text":"t"}]}"#,
        &[("a b", "t")],
        0,
    );
    check("[]", &[], 0);
    check(
        r#"[1,null,{"name":"","text":"x"},{"name":"x","text":" "}]"#,
        &[],
        4,
    );
    for text in ["", "{}", "1", "\"x\"", "[", r#"{"prompts":1}"#] {
        assert_eq!(read_prompts(text), None, "{text}");
    }
}

#[test]
fn prompts_travel_in_an_export() {
    let prompt = Prompt {
        id: "p".into(),
        at: 3,
        name: "Haiku".into(),
        text: "On {{topic}}".into(),
        hidden: false,
    };
    let export = chat::Export::new(1, vec![], vec![]).with_prompts(vec![prompt.clone()]);
    let text = serde_json::to_string(&export).unwrap();
    assert_eq!(chat::read_export(&text).unwrap().prompts, [prompt]);
    let none = serde_json::to_string(&chat::Export::new(1, vec![], vec![])).unwrap();
    assert!(!none.contains("prompts"));
    let wrong = text.replace("\"p\"", "\"\"");
    assert!(chat::read_export(&wrong).is_err());
}

#[test]
fn of_a_conversation_the_latest_that_fits_is_quoted() {
    let say = |role, text: &str| Message {
        role,
        text: text.into(),
        ..Message::default()
    };
    let all = [
        say(Role::User, "One\ntwo"),
        say(Role::Assistant, "Three"),
        say(Role::Assistant, "  "),
    ];
    let path: Vec<&Message> = all.iter().collect();
    let whole = quote(" A\ntitle ", &path, 1_000);
    assert_eq!((whole.messages, whole.of, whole.cut), (2, 2, false));
    assert_eq!(
        whole.text,
        "[Earlier conversation: A title]\n\n> **User:**\n> One\n> two\n>\n> **Assistant:**\n> Three\n\n[End of the earlier conversation]\n"
    );
    let part = quote("A", &path, 24);
    assert_eq!((part.messages, part.of, part.cut), (1, 2, false));
    assert!(part.text.contains("the last 1 of 2 messages") && !part.text.contains("One"));
    let cut = quote("A", &path, 4);
    assert!(cut.cut && cut.text.contains("… ee"), "{}", cut.text);
    assert_eq!(quote("A", &[], 10).messages, 0);
}

#[test]
fn a_file_is_fenced_with_its_name() {
    assert_eq!(
        fence("a.rs", "fn a() {}\n"),
        "a.rs\n```rs\nfn a() {}\n```\n"
    );
    assert_eq!(
        fence("notes", "```\nx\n```"),
        "notes\n````\n```\nx\n```\n````\n"
    );
    assert_eq!(fence("a`\n.tex+t", "x"), "a  .tex+t\n```\nx\n```\n");
}

#[test]
fn presets_travel_without_their_endpoint() {
    let preset = chat::ParameterPreset {
        id: "p".into(),
        name: "Steady".into(),
        origin: "https://llm.example".into(),
        parameters: chat::Parameters {
            seed: Some(7),
            ..chat::Parameters::default()
        },
        at: 3,
    };
    let export = chat::Export::new(1, vec![], vec![]).with_presets(vec![preset.clone()]);
    let text = serde_json::to_string(&export).unwrap();
    assert!(
        !text.contains("llm.example") && !text.contains("origin"),
        "{text}"
    );
    let read = chat::read_export(&text).unwrap().presets;
    assert_eq!(
        read,
        [chat::ParameterPreset {
            origin: String::new(),
            ..preset
        }]
    );
    // A file that names one is not believed.
    let named = text.replace("\"name\"", "\"origin\":\"https://evil.example\",\"name\"");
    assert_eq!(chat::read_export(&named).unwrap().presets, read);
    let wrong = text.replace("\"p\"", "\"\"");
    assert!(chat::read_export(&wrong).is_err());
}
