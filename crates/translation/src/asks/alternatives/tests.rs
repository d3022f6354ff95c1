use serde_json::{Value, json};

use super::*;

const TARGET: &str = "Das <b>Haus</b> ist groß, sehr groß.";

fn request<'a>(target: &'a str, selected: &str, nth: usize) -> AlternativesRequest<'a> {
    let (at, _) = target.match_indices(selected).nth(nth).unwrap();
    AlternativesRequest {
        source: "The <b>house</b> is big, very big.",
        target,
        selected: at..at + selected.len(),
        before: "",
        after: "",
    }
}

#[test]
fn what_can_be_asked() {
    let check = |target: &str, selected: Range<usize>, expect: bool| {
        let request = AlternativesRequest {
            source: "",
            target,
            selected,
            before: "",
            after: "",
        };
        assert_eq!(request.fits(), expect, "{target:?}");
    };
    check("Ein Haus.", 4..8, true);
    check("Ein Haus.", 0..9, true);
    check("Ein Haus.", 3..3, false);
    check("Ein Haus.", 8..9, false);
    check("Ein Haus.", 4..80, false);
    check("é Haus", 1..4, false);
    check(&"a".repeat(SEGMENT_MOST + 1), 0..4, false);
}

#[test]
fn the_phrase_is_told_with_its_place() {
    let settings = AskSettings {
        to: "de",
        boundary: "w7",
        ..AskSettings::default()
    };
    let check = |selected: &str, nth: usize, expect: &[&str]| {
        let wanted = alternatives(&settings, &request(TARGET, selected, nth));
        let user = wanted.messages[1].content.to_text();
        assert!(
            user.contains("⟦segment w7⟧\nDas ⟦1⟧Haus⟦/1⟧ ist groß, sehr groß.\n⟦/segment w7⟧"),
            "{user}"
        );
        for part in expect {
            assert!(user.contains(part), "{part} in {user}");
        }
    };
    check("Haus", 0, &["⟦phrase w7⟧\nHaus\n"]);
    check(
        "groß",
        1,
        &[
            "⟦phrase w7⟧\ngroß\n",
            "there 2 times; what is meant is number 2",
        ],
    );
    check("groß", 0, &["what is meant is number 1"]);
    check("<b>Haus</b> ist", 0, &["⟦phrase w7⟧\n⟦1⟧Haus⟦/1⟧ ist\n"]);
    check(TARGET, 0, &["⟦phrase w7⟧\nDas ⟦1⟧Haus⟦/1⟧ ist"]);
}

#[test]
fn context_is_cut() {
    let long = "wort ".repeat(1_000);
    let wanted = alternatives(
        &AskSettings::default(),
        &AlternativesRequest {
            before: &long,
            after: &long,
            ..request("Ein Haus.", "Haus", 0)
        },
    );
    assert!(wanted.messages[1].content.to_text().len() < 3_000);
}

fn check(selected: &str, answer: Value, expect: Result<&[(&str, &str, &str)], Unreadable>) {
    let found = read_alternatives(&request(TARGET, selected, 0), &answer.to_string());
    let told = |one: &Alternative| (one.text.clone(), one.label.clone(), one.segment.clone());
    let found = found.map(|list| list.iter().map(told).collect::<Vec<_>>());
    let own = |(text, label, segment): &(&str, &str, &str)| {
        (text.to_string(), label.to_string(), segment.to_string())
    };
    let expect = expect.map(|list| list.iter().map(own).collect());
    assert_eq!(found, expect, "{answer}");
}

fn whole(words: &str) -> String {
    format!("Das ⟦1⟧{words}⟦/1⟧ ist groß, sehr groß.")
}

#[test]
fn alternatives_have_their_codes_again() {
    check(
        "Haus",
        json!({"alternatives": [
            {"replacement": "Gebäude", "label": "more formal", "segment": whole("Gebäude")},
            {"replacement": "Heim", "label": "", "segment": whole("Heim")}]}),
        Ok(&[
            (
                "Gebäude",
                "more formal",
                "Das <b>Gebäude</b> ist groß, sehr groß.",
            ),
            ("Heim", "", "Das <b>Heim</b> ist groß, sehr groß."),
        ]),
    );
}

#[test]
fn what_is_no_alternative_is_dropped() {
    let good = json!({"replacement": "Bau", "segment": whole("Bau")});
    let expect: &[(&str, &str, &str)] = &[("Bau", "", "Das <b>Bau</b> ist groß, sehr groß.")];
    let with = |bad: Value| {
        check(
            "Haus",
            json!({"alternatives": [bad, good.clone(), good.clone()]}),
            Ok(expect),
        )
    };
    with(json!({"replacement": "Haus", "segment": whole("Haus")}));
    with(json!({"replacement": "Haus", "segment": whole("Haus").replace(' ', "  ")}));
    with(json!({"replacement": "Heim", "segment": "Das Heim ist groß, sehr groß."}));
    with(json!({"replacement": "Heim", "segment": whole("Heim⟦2⟧")}));
    with(json!({"replacement": "Heim", "segment": "x".repeat(5_000)}));
    with(json!({"replacement": "", "segment": ""}));
    with(json!({"label": "more formal"}));
    with(json!(null));
    with(json!(["Heim"]));
}

#[test]
fn words_alone_go_where_the_phrase_was() {
    check(
        "Haus",
        json!({"alternatives": ["Heim", "Haus", {"text": "Bau", "note": "short"}]}),
        Ok(&[
            ("Heim", "", "Das <b>Heim</b> ist groß, sehr groß."),
            ("Bau", "short", "Das <b>Bau</b> ist groß, sehr groß."),
        ]),
    );
    // Words that bring a code of their own, and a phrase that has one, are not put together blindly.
    check(
        "Haus",
        json!({"alternatives": ["<i>Heim</i>"]}),
        Err(Unreadable::Codes),
    );
    check(
        "<b>Haus</b>",
        json!({"alternatives": ["Heim"]}),
        Err(Unreadable::Missing),
    );
}

#[test]
fn other_shapes() {
    let one = json!({"replacement": "Bau", "segment": whole("Bau")});
    let expect: &[(&str, &str, &str)] = &[("Bau", "", "Das <b>Bau</b> ist groß, sehr groß.")];
    for answer in [
        json!([one]),
        json!({"options": [one]}),
        json!({"alternatives": one}),
        json!({"alternatives": {"1": one}}),
        json!({"answer": {"alternatives": [one]}}),
        one.clone(),
    ] {
        check("Haus", answer, Ok(expect));
    }
    check(
        "Haus",
        json!({"alternatives": []}),
        Err(Unreadable::Missing),
    );
    check(
        "Haus",
        json!({"alternatives": [{"segment": whole("Haus")}]}),
        Err(Unreadable::Same),
    );
    check(
        "Haus",
        json!({"alternatives": [{"segment": "Das Heim"}]}),
        Err(Unreadable::Codes),
    );
    check("Haus", json!({"properties": {}}), Err(Unreadable::Missing));
}

#[test]
fn there_are_never_too_many() {
    let list: Vec<Value> = (0..500)
        .map(|n| json!({"replacement": format!("Bau{n}"), "label": "l".repeat(500), "segment": whole(&format!("Bau{n}"))}))
        .collect();
    let found = read_alternatives(
        &request(TARGET, "Haus", 0),
        &json!({"alternatives": list}).to_string(),
    )
    .unwrap();
    assert_eq!(found.len(), MOST);
    assert_eq!(found[0].label.len(), 80);
}

#[test]
fn marks_of_the_question_are_no_text() {
    let target = "Ein Haus.";
    let answer = json!({"alternatives": [{"replacement": "⟦phrase w⟧Bau", "segment": "Ein ⟦phrase w⟧Bau."}, {"replacement": "⟦phrase w⟧Bau", "segment": "Ein Bau."}]});
    let found = read_alternatives(&request(target, "Haus", 0), &answer.to_string()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&*found[0].text, &*found[0].segment),
        ("Ein Bau.", "Ein Bau.")
    );
}
