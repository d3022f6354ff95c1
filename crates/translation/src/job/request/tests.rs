#![allow(clippy::unwrap_used)]

use wire::ResponseFormat;

use super::{Frame, Request, request};
use crate::glossary::{Term, TermKind};
use crate::job::item::Item;
use crate::job::plan::{Batch, Slot};
use crate::job::words::{JobSegment, JobSettings, Purpose, Rung};

fn settings() -> JobSettings {
    JobSettings {
        from: Some("en".into()),
        to: "de".into(),
        boundary: "k3v9".into(),
        ..JobSettings::default()
    }
}

fn items(sources: &[&str]) -> Vec<Item> {
    let item = |source: &&str| {
        Item::new(JobSegment {
            source: (*source).to_owned(),
            ..JobSegment::default()
        })
    };
    sources.iter().map(item).collect()
}

fn asked(items: &[Item], batch: &Batch, rung: Rung) -> Request {
    let settings = settings();
    request(&Frame::new(&settings, &[]), &settings, items, batch, rung)
}

fn user(request: &Request) -> String {
    request.messages[1].content.to_text()
}

#[test]
fn the_form_that_was_agreed() {
    let mut items = items(&["One.", "Two.", "A \"b\"\nc", "Four.", "Five.", "Six."]);
    items[0].coded = Some("Eins.".into());
    let batch = Batch::new(&[1, 2]);
    let json = user(&asked(&items, &batch, Rung::Schema));
    let expect = "Translate the segments into German (de).\n\
        ⟦before k3v9⟧\n[[\"One.\",\"Eins.\"]]\n⟦/before k3v9⟧\n\
        ⟦after k3v9⟧\n[\"Four.\",\"Five.\"]\n⟦/after k3v9⟧\n\
        ⟦segments k3v9⟧\n{\"1\":\"Two.\",\"2\":\"A \\\"b\\\"\\nc\"}\n⟦/segments k3v9⟧\n";
    assert!(json.starts_with(expect), "{json}");
    assert!(json.contains("exactly these keys: \"1\", \"2\"."));
    let lines = user(&asked(&items, &batch, Rung::Lines));
    let expect = "⟦segments k3v9⟧\n⟦1 k3v9⟧\nTwo.\n⟦/1 k3v9⟧\n⟦2 k3v9⟧\nA \"b\"\nc\n⟦/2 k3v9⟧\n⟦/segments k3v9⟧\n";
    assert!(lines.contains(expect), "{lines}");
    let alone = user(&asked(&items, &Batch::new(&[1]), Rung::Alone));
    assert!(
        alone.contains("⟦text k3v9⟧\nTwo.\n⟦/text k3v9⟧\n"),
        "{alone}"
    );
}

#[test]
fn the_schema_has_exactly_the_keys() {
    let items = items(&["One."; 12]);
    let all: Vec<usize> = (0..12).collect();
    let format = asked(&items, &Batch::new(&all), Rung::Schema).response_format;
    let Some(ResponseFormat::JsonSchema {
        name,
        schema,
        strict: true,
        ..
    }) = format
    else {
        panic!("a schema");
    };
    assert_eq!(name, "segments");
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(keys[..3], ["01", "02", "03"]);
    assert_eq!(keys[11], "12");
    assert_eq!(schema["required"].as_array().unwrap().len(), 12);
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(
        schema["properties"]["01"]["description"],
        "Segment 1 in German (de)"
    );
    let format = |rung| asked(&items, &Batch::new(&[0, 1]), rung).response_format;
    assert_eq!(format(Rung::JsonObject), Some(ResponseFormat::JsonObject));
    assert_eq!(format(Rung::Lines), None);
}

#[test]
fn asked_again() {
    let mut items = items(&["One.", "Two.", "Three.", "Four."]);
    items[2].tries.remark = Some("⟦1⟧ is missing".into());
    let slot = |segment, key| Slot { segment, key };
    let batch = Batch {
        slots: vec![slot(0, 3), slot(2, 11)],
        purpose: Purpose::Strict,
        alone: false,
        after: 3,
    };
    let text = user(&asked(&items, &batch, Rung::Schema));
    assert!(
        text.contains("{\"03\":\"One.\",\"11\":\"Three.\"}"),
        "keys stay: {text}"
    );
    assert!(
        text.contains("⟦/segments k3v9⟧\nMind in segment 11: ⟦1⟧ is missing\n"),
        "{text}"
    );
    let alone = asked(
        &items,
        &Batch {
            slots: vec![slot(2, 11)],
            ..batch
        },
        Rung::Alone,
    );
    assert!(
        alone.messages[0]
            .content
            .to_text()
            .contains("⟦1⟧ is missing")
    );
}

#[test]
fn the_word_is_in_no_text_in_any_form() {
    let check = |source: &str, expect: &str| {
        let items = items(&[source, "Another."]);
        let text = user(&asked(&items, &Batch::new(&[0]), Rung::Schema));
        assert!(text.contains(&format!("⟦segments {expect}⟧")), "{text}");
    };
    check("Hello", "k3v9");
    check("Hello K3V9", "k3v9x0");
    // The escape of a line break has an `n`, of a tab a `t`.
    let of = |boundary: &str, source: &str| {
        let settings = JobSettings {
            boundary: boundary.into(),
            ..settings()
        };
        let items = items(&[source]);
        request(
            &Frame::new(&settings, &[]),
            &settings,
            &items,
            &Batch::new(&[0]),
            Rung::Schema,
        )
        .word
    };
    assert_eq!(of("n3v9", "a\n3v9"), "n3v9x0");
    assert_eq!(of("u0001b", "a\u{1}b"), "u0001bx0");
    assert_eq!(of("3v9n", "a3v9\nb"), "3v9n");
}

fn term(source: &str, target: &str, kind: TermKind) -> Term {
    Term {
        source: source.into(),
        target: target.into(),
        kind,
        ..Term::default()
    }
}

#[test]
fn the_system_message() {
    let settings = JobSettings {
        instructions: " Be polite. ".into(),
        brief: "A manual.".into(),
        glossary: vec![
            Term {
                note: "not\na machine".into(),
                ..term("engine", "Motor", TermKind::Use)
            },
            term("unused", "x", TermKind::Use),
            term("engine", "Maschine", TermKind::Forbidden),
            term("car", "Karre", TermKind::Forbidden),
            term("car", "Kiste", TermKind::Forbidden),
        ],
        ..settings()
    };
    let frame = Frame::new(&settings, &[true, false, true, true, true]);
    let expect_start = "You are a professional translator.\n\nTarget language: German (de)\nSource language: English (en)\n";
    assert!(frame.system.starts_with(expect_start));
    let expect_end = "\nThe person who asks wishes, within these rules:\nBe polite.\n\nBrief:\nA manual.\n\n\
        Glossary (use these translations, inflected as the sentence needs):\n\
        - engine → Motor (not a machine)\n- engine: never Maschine\n- car: never Karre, Kiste\n";
    assert!(frame.system.ends_with(expect_end), "{}", frame.system);
    // Asked for alone, a segment has all of that too.
    let alone = request(
        &frame,
        &settings,
        &items(&["The engine."]),
        &Batch::new(&[0]),
        Rung::Alone,
    );
    let system = alone.messages[0].content.to_text();
    assert!(
        system.contains("Be polite.\n\nBrief:\nA manual.\n") && system.contains("- engine → Motor"),
        "{system}"
    );
}

#[test]
fn context_is_near_and_short() {
    let long = "word ".repeat(200);
    let mut items = items(&["a a", "b b", &long, "c c", "d d", "e e", &long]);
    for (at, coded) in [(0, "A A"), (1, "B B"), (2, "long"), (3, "C C"), (4, "D D")] {
        items[at].coded = Some(coded.into());
    }
    let text = user(&asked(&items, &Batch::new(&[5]), Rung::Schema));
    assert!(
        text.contains("[[\"b b\",\"B B\"],[\"c c\",\"C C\"],[\"d d\",\"D D\"]]"),
        "{text}"
    );
    assert!(!text.contains("⟦after "), "{text}");
}
