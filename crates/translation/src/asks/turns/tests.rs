use super::*;

fn request<'a>(said: &'a str, from: Option<&'a str>) -> TurnRequest<'a> {
    TurnRequest {
        said,
        languages: ["en", "pt-BR"],
        from,
        before: &[],
    }
}

#[test]
fn the_turns_before_are_context() {
    let before: Vec<Turn> = (0..40)
        .map(|number| Turn {
            from: "en".into(),
            to: "de".into(),
            said: format!("said {number}."),
            translation: "x".repeat(5_000),
        })
        .collect();
    let request = TurnRequest {
        before: &before,
        ..request("Olá", None)
    };
    let settings = AskSettings {
        boundary: "w9z",
        ..AskSettings::default()
    };
    let wanted = turn(&settings, &request);
    let user = wanted.messages[1].content.to_text();
    assert!(user.contains("said 39.") && user.contains("said 28.") && !user.contains("said 27."));
    assert!(user.len() < 20_000);
    assert!(user.contains("⟦turn w9z⟧\nOlá\n⟦/turn w9z⟧"), "{user}");
    assert!(
        user.contains("if it is in English (en) into Portuguese (Brazil) (pt-BR)"),
        "{user}"
    );
}

#[test]
fn a_language_that_is_known_is_told() {
    let wanted = turn(&AskSettings::default(), &request("Olá", Some("pt")));
    let user = wanted.messages[1].content.to_text();
    assert!(
        user.contains("from Portuguese (Brazil) (pt-BR) into English (en)."),
        "{user}"
    );
    assert!(
        wanted.messages[0]
            .content
            .to_text()
            .contains("Target language: English (en)")
    );
}

// What a person wishes for one language is no wish for the other.
#[test]
fn ways() {
    let check = |said: &str, from: Option<&str>, expect: &[[&str; 2]]| {
        assert_eq!(turn_ways(&request(said, from)), expect, "{said}");
    };
    let both = [["en", "pt-BR"], ["pt-BR", "en"]];
    check("Olá", Some("pt"), &both[1..]);
    check("Olá", Some("en"), &both[..1]);
    check("The house is there and it is not far.", None, &both[..1]);
    check(
        "A casa não é muito longe daqui, mas é bonita.",
        None,
        &both[1..],
    );
    check("OK", None, &both);
    // A language that neither of them speaks.
    check(
        "Das Haus ist nicht weit von hier und es ist schön.",
        None,
        &both,
    );
}

#[test]
fn what_can_be_asked() {
    assert!(request("Hi", None).fits());
    assert!(!request(" ", None).fits());
    assert!(!request(&"a".repeat(SEGMENT_MOST + 1), None).fits());
    let same = TurnRequest {
        languages: ["en", "EN"],
        ..request("Hi", None)
    };
    assert!(!same.fits());
}

#[test]
fn directions() {
    let check = |from: Option<&str>, answer: &str, expect: (&str, &str)| {
        let said = "The house is there and it is not far from here.";
        let found = read_turn(&request(said, from), answer).unwrap();
        assert_eq!((&*found.from, &*found.to), expect, "{answer}");
        assert_eq!(found.translation, "x");
    };
    check(
        None,
        "{\"from\":\"en\",\"to\":\"pt-BR\",\"translation\":\"x\"}",
        ("en", "pt-BR"),
    );
    check(
        None,
        "{\"from\":\"pt-BR\",\"to\":\"en\",\"translation\":\"x\"}",
        ("pt-BR", "en"),
    );
    check(
        None,
        "{\"from\":\"PT\",\"translation\":\"x\"}",
        ("pt-BR", "en"),
    );
    check(
        None,
        "{\"to\":\"en-GB\",\"translation\":\"x\"}",
        ("pt-BR", "en"),
    );
    check(
        None,
        "{\"from\":\"en\",\"to\":\"en\",\"translation\":\"x\"}",
        ("en", "pt-BR"),
    );
    check(
        None,
        "{\"from\":\"Klingon\",\"translation\":\"x\"}",
        ("en", "pt-BR"),
    );
    check(
        Some("pt"),
        "{\"from\":\"en\",\"translation\":\"x\"}",
        ("pt-BR", "en"),
    );
}

#[test]
fn answers_without_a_translation() {
    let fault = |answer: &str| read_turn(&request("Hi", None), answer).unwrap_err();
    assert_eq!(fault("Olá"), Unreadable::NoObject);
    assert_eq!(fault("{\"from\":\"en\"}"), Unreadable::Missing);
    assert_eq!(fault("{\"translation\":[]}"), Unreadable::Missing);
    assert_eq!(
        fault("{\"translation\":\"⟦turn w⟧Olá\"}"),
        Unreadable::Codes
    );
}
