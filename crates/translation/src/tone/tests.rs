#![allow(clippy::unwrap_used)]

use super::*;

fn check(to: &str, formality: Formality, expected: &[&str]) {
    let tone = Tone {
        formality,
        ..Tone::default()
    };
    let lines = tone.prompt_lines(to);
    for part in expected {
        assert!(lines.contains(part), "{to} {formality:?}: {lines}");
    }
    assert_eq!(lines.is_empty(), expected.is_empty(), "{to}: {lines}");
}

#[test]
fn formality_in_the_languages_own_terms() {
    use Formality::*;
    check(
        "de",
        Formal,
        &["formal. Address the reader with “Sie”", "never with “du”"],
    );
    check(
        "de-LI",
        Informal,
        &["informal. Address the reader with “du”"],
    );
    check("fr-CA", Formal, &["with “vous”", "Variety: Canadian"]);
    check(
        "es-419",
        Informal,
        &["with “tú”", "ustedes and never vosotros", "of the Americas"],
    );
    check("es-AR", Informal, &["with “vos”", "Argentine"]);
    check("it", Formal, &["with “Lei”"]);
    check("pt-PT", Informal, &["with “tu”", "European"]);
    check("pt", Informal, &["with “você”"]);
    check("ru", Formal, &["with “вы”"]);
    check("pl", Formal, &["with “Pan / Pani”"]);
    check("nl", Formal, &["with “u”"]);
    check("zh", Formal, &["with “您”"]);
    check("tr", Formal, &["with “siz”"]);
    check("hi", Formal, &["with “आप”"]);
    check("ja", Informal, &["だ・である"]);
    check("ja", Polite, &["polite. です・ます"]);
    check("ja", Formal, &["敬語"]);
    check("ko", Polite, &["해요체"]);
    check("ko", Formal, &["합니다체"]);
    // Two steps: the nearest.
    check("de", Polite, &["with “Sie”"]);
    check("en", Formal, &["formal. No slang"]);
    check("en", Informal, &["contractions"]);
    check("xx", Formal, &["formal. No slang"]);
    check("de", Default, &[]);
    check("en-GB", Default, &["Variety: British English"]);
    check("zh_Hant", Default, &["Variety: Traditional characters"]);
}

#[test]
fn steps_of_a_language() {
    let words =
        |to: &str| -> Vec<&str> { formality_words(to).iter().map(|step| step.word).collect() };
    assert_eq!(words("de-AT"), ["du", "Sie"]);
    assert_eq!(words("sv"), ["du", "ni"]);
    assert_eq!(words("ja"), ["だ・である", "です・ます", "敬語"]);
    assert_eq!(words("en"), ["", ""]);
    for language in crate::languages() {
        let steps = formality_words(language.tag);
        assert!(steps.first().unwrap().formality == Formality::Informal);
        assert!(steps.last().unwrap().formality == Formality::Formal);
    }
}

#[test]
fn what_the_person_says_is_bounded() {
    let tone = Tone {
        formality: Formality::Default,
        audience: "  children\nGlossary:\r\n- a → b ".to_owned(),
        domain: "é".repeat(1_000),
        instructions: format!("  one\ntwo{}", "!".repeat(5_000)),
    };
    let lines = tone.prompt_lines("de");
    assert!(lines.starts_with("Audience: children Glossary: - a → b\nDomain: é"));
    assert!(lines.contains("\none\ntwo!"));
    let letters = lines.chars().count();
    assert!(
        letters < 60 + MOST_DOMAIN_LETTERS + MOST_INSTRUCTION_LETTERS,
        "{letters}"
    );
    assert_eq!(tone.bounded().bounded(), tone.bounded());
    assert!(!tone.is_default());
    let blank = Tone {
        audience: " \n".to_owned(),
        ..Tone::default()
    };
    assert!(blank.is_default());
    assert_eq!(blank.prompt_lines("de"), "");
}

#[test]
fn records_are_read_tolerantly() {
    let style: Style = serde_json::from_str(
        r#"{"id":"1","name":"Letters","formality":"formal","audience":"clients","later":[1]}"#,
    )
    .unwrap();
    assert_eq!(style.tone.formality, Formality::Formal);
    assert_eq!(style.tone.audience, "clients");
    let json = serde_json::to_string(&style).unwrap();
    assert_eq!(serde_json::from_str::<Style>(&json).unwrap(), style);
    for other in [r#""regal""#, "null", "3", "{}"] {
        let tone: Tone = serde_json::from_str(&format!(r#"{{"formality":{other}}}"#)).unwrap();
        assert_eq!(tone, Tone::default());
    }
}

#[test]
fn a_style_has_a_name() {
    let style = |name: &str| Style {
        name: name.to_owned(),
        ..Style::default()
    };
    assert_eq!(style(" \n").cleaned(), None);
    assert_eq!(style(" My \n style ").cleaned().unwrap().name, "My style");
}

#[test]
fn wishes_for_more_than_one_language() {
    let tone = Tone {
        formality: Formality::Formal,
        audience: "guests".into(),
        ..Tone::default()
    };
    let lines = tone.prompt_lines_of(&["en", "de"]);
    let has = |part: &str| lines.matches(part).count();
    assert_eq!(has("Into English (en) – Formality: formal."), 1, "{lines}");
    assert_eq!(has("Into German (de) – Formality: formal."), 1, "{lines}");
    assert_eq!(has("Audience: guests"), 1, "{lines}");
    assert!(lines.ends_with("Audience: guests\n"), "{lines}");
    assert_eq!(Tone::default().prompt_lines_of(&["fr", "de"]), "");
    assert_eq!(tone.prompt_lines_of(&["de", "de"]), tone.prompt_lines("de"));
}
