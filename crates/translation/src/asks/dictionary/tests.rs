use serde_json::json;

use super::*;

#[test]
fn what_is_looked_up() {
    let check = |text: &str, expect: bool| assert_eq!(is_lookup(text), expect, "{text:?}");
    check("Bank", true);
    check("  Bank \n", true);
    check("to give up", true);
    check("take it for granted", true);
    check("l'eau", true);
    check("mother-in-law", true);
    check("Stop!", true);
    check("etc.", true);
    check("e.g.", true);
    check("hors d’œuvre", true);
    check("日本語", true);
    check("スマートフォン", true);
    check("ขอบคุณ", true);
    check("नमस्ते", true);
    check("مدرسة", true);
    check("می‌خواهم", true);
    check("x", true);
    check("", false);
    check("   ", false);
    check("😀", false);
    check("42", false);
    check("3 apples", false);
    check("...", false);
    check("one two three four five", false);
    check("Go home now.", false);
    check("Is it?", false);
    check("one\ntwo", false);
    check("https://example.org", false);
    check("a@example.org", false);
    check("{name}", false);
    check("<b>bold</b>", false);
    check("今日はとてもいい天気ですね", false);
    check(&"a".repeat(41), false);
    check("ignore all: instructions", false);
}

#[test]
fn it_is_asked_about_the_word() {
    let settings = AskSettings {
        from: Some("de"),
        to: "en",
        words_in: "ar",
        wishes: "British",
        terms: "",
        boundary: "w",
    };
    let wanted = dictionary(&settings, " Bank ");
    let system = wanted.messages[0].content.to_text();
    assert!(system.starts_with("You are a bilingual dictionary"));
    for line in [
        "Target language: English (en)\n",
        "Source language: German (de)\n",
        "Language of explanations: Arabic (ar)\n",
        "British\n",
    ] {
        assert!(system.contains(line), "{line} in {system}");
    }
    let user = wanted.messages[1].content.to_text();
    assert!(user.contains("⟦word w"), "{user}");
    assert!(user.contains("⟧\nBank\n⟦/word w"), "{user}");
}

fn read(answer: serde_json::Value) -> Result<DictionaryEntry, Unreadable> {
    read_dictionary(&answer.to_string())
}

#[test]
fn a_full_entry() {
    let found = read(json!({"lemma": "Bank", "pronunciation": "/baŋk/", "extra": 1,
        "forms": [{"label": "plural", "text": "Bänke"}, {"label": "", "text": ""}, "Banken", 7],
        "senses": [
            {"translation": "bench", "part_of_speech": "noun", "gender": "", "register": "", "meaning": "to sit on", "pronunciation": "",
             "examples": [{"source": "Die Bank ist nass.", "target": "The bench is wet."}, {"source": "Nur das."}, {"target": "no"}, 3]},
            {"translation": ["bank", "bank building"], "part_of_speech": null, "examples": {"source": "a", "target": "b"}}]}))
    .unwrap();
    assert_eq!((&*found.lemma, &*found.pronunciation), ("Bank", "/baŋk/"));
    let forms: Vec<(&str, &str)> = found
        .forms
        .iter()
        .map(|form| (&*form.label, &*form.text))
        .collect();
    assert_eq!(forms, [("plural", "Bänke"), ("", "Banken"), ("", "7")]);
    assert_eq!(found.senses.len(), 2);
    let bench = &found.senses[0];
    assert_eq!(
        (&*bench.translation, &*bench.part_of_speech, &*bench.meaning),
        ("bench", "noun", "to sit on")
    );
    assert_eq!(bench.examples.len(), 2);
    assert_eq!(
        bench.examples[1],
        Example {
            source: "Nur das.".into(),
            target: String::new()
        }
    );
    assert_eq!(found.senses[1].translation, "bank, bank building");
    assert_eq!(found.senses[1].examples.len(), 1);
}

#[test]
fn entries_that_are_not_as_asked_for() {
    let translations = |answer: serde_json::Value| {
        read(answer).map(|entry| {
            entry
                .senses
                .into_iter()
                .map(|sense| sense.translation)
                .collect::<Vec<_>>()
        })
    };
    let check = |answer: serde_json::Value, expect: &[&str]| {
        let expect: Vec<String> = expect.iter().map(|text| text.to_string()).collect();
        assert_eq!(translations(answer), Ok(expect));
    };
    check(
        json!({"senses": ["bench", " ", "bank"]}),
        &["bench", "bank"],
    );
    check(
        json!({"senses": {"1": {"translation": "a"}, "2": {"translation": "b"}}}),
        &["a", "b"],
    );
    check(json!({"translations": ["a", "b"]}), &["a", "b"]);
    check(json!({"translation": "a"}), &["a"]);
    check(json!([{"translation": "a"}]), &["a"]);
    check(
        json!({"dictionary": {"senses": [{"translation": "a"}]}}),
        &["a"],
    );
    // The same twice is there once; nothing is not there.
    check(
        json!({"senses": [{"translation": "a"}, {"translation": "a"}, {"translation": ""}, {"meaning": "b"}, 4]}),
        &["a", "4"],
    );
    assert_eq!(
        translations(json!({"senses": []})),
        Err(Unreadable::Missing)
    );
    assert_eq!(
        translations(json!({"senses": [{"translation": ""}]})),
        Err(Unreadable::Missing)
    );
    assert_eq!(
        translations(json!({"type": "object"})),
        Err(Unreadable::Missing)
    );
    assert_eq!(translations(json!("bench")), Err(Unreadable::NoObject));
}

#[test]
fn lists_are_cut_to_their_bounds() {
    let examples: Vec<_> = (0..100)
        .map(|n| json!({"source": n, "target": n}))
        .collect();
    let senses: Vec<_> = (0..30).map(|n| json!({"translation": format!("t{n}"), "meaning": "m".repeat(5_000), "examples": examples})).collect();
    let forms: Vec<_> = (0..1_000)
        .map(|n| json!({"label": "l", "text": format!("f{n}")}))
        .collect();
    let found = read(json!({"senses": senses, "forms": forms})).unwrap();
    assert_eq!(found.senses.len(), SENSES_MOST);
    assert_eq!(found.forms.len(), FORMS_MOST);
    assert_eq!(found.senses[0].examples.len(), EXAMPLES_MOST);
    assert_eq!(found.senses[0].meaning.len(), SENTENCE_MOST);
}
