//! Whether a translation follows its terms.

use super::terms;
use crate::glossary::{ViolationKind, violations};

/// `M` missing, `F…` forbidden and what stands there, `C` changed, `C…` and what stands there.
fn check(pair: (&str, &str), lines: &str, source: &str, target: &str, expected: &str) {
    let terms = terms(lines);
    let found = violations(&terms, (source, Some(pair.0)), (target, pair.1));
    let shown = found.into_iter().map(|violation| {
        assert!(source.get(violation.source.clone()).is_some());
        let at = |range: std::ops::Range<usize>| target[range].to_owned();
        match violation.kind {
            ViolationKind::Missing => format!("M {}", violation.term.target),
            ViolationKind::Forbidden(range) => format!("F {}", at(range)),
            ViolationKind::Changed(None) => "C".to_owned(),
            ViolationKind::Changed(Some(range)) => format!("C {}", at(range)),
        }
    });
    assert_eq!(
        shown.collect::<Vec<_>>().join(", "),
        expected,
        "{source} ⇒ {target}"
    );
}

const EN_DE: (&str, &str) = ("en", "de");

#[test]
fn a_translation_in_any_form_will_do() {
    check(EN_DE, "engine = Motor", "The engine", "Der Motor", "");
    check(EN_DE, "engine = Motor", "Two engines", "Zwei Motoren", "");
    check(
        EN_DE,
        "engine = Motor",
        "The engine block",
        "Der Motorblock",
        "",
    );
    check(
        EN_DE,
        "engine = Motor",
        "The diesel engine",
        "Der Dieselmotor",
        "",
    );
    check(
        EN_DE,
        "engine = Motor",
        "The engine",
        "Die Maschine",
        "M Motor",
    );
    check(EN_DE, "engine = Motor", "The train", "Der Zug", "");
    check(
        EN_DE,
        "AI = künstliche Intelligenz",
        "AI",
        "der künstlichen Intelligenz",
        "",
    );
    check(EN_DE, "house = Haus", "houses", "Häuser", "");
    check(
        ("en", "fr"),
        "database = base de données",
        "databases",
        "les bases des données",
        "",
    );
    check(
        ("en", "ru"),
        "contract = договор",
        "the contract",
        "условия договора",
        "",
    );
    check(
        ("en", "pl"),
        "agreement = umowa",
        "by agreement",
        "na podstawie umowy",
        "",
    );
    check(("en", "ar"), "book = كتاب", "the books", "هذه الكتب", "");
    check(
        ("en", "ja"),
        "server = サーバー",
        "the server",
        "サーバを再起動",
        "",
    );
    check(
        ("en", "ja"),
        "server = サーバー",
        "the server",
        "機械を再起動",
        "M サーバー",
    );
    check(
        ("en", "ja"),
        "AI model = AIモデル",
        "the AI model",
        "このAIモデルは",
        "",
    );
    check(
        ("en", "ko"),
        "translation = 번역",
        "the translation",
        "번역을 확인",
        "",
    );
    check(("en", "tr"), "book = kitap", "my books", "kitaplarım", "");
}

#[test]
fn one_of_several_translations_will_do() {
    let both = "car = Auto, car = Wagen";
    check(EN_DE, both, "a car", "ein Wagen", "");
    check(EN_DE, both, "a car", "ein Auto", "");
    check(EN_DE, both, "a car", "ein Fahrzeug", "M Auto");
}

#[test]
fn forbidden_words_are_pointed_at() {
    check(
        EN_DE,
        "engine ! Maschine",
        "engines",
        "Die Maschinen laufen",
        "F Maschinen",
    );
    check(
        EN_DE,
        "engine ! Maschine",
        "engines",
        "Die Motoren laufen",
        "",
    );
    check(EN_DE, "engine ! Maschine", "the tool", "Die Maschine", "");
    check(EN_DE, "engine ! Maschine", "engine", "Der Maschinist", "");
    check(
        EN_DE,
        "engine = Motor, engine ! Maschine",
        "engine",
        "Die Maschine",
        "M Motor, F Maschine",
    );
    // Right as a part of what is wanted.
    check(
        EN_DE,
        "central bank = Zentrale Bank, central bank ! Bank",
        "central bank",
        "die Zentrale Bank",
        "",
    );
    check(
        ("en", "zh-Hans"),
        "engine ! 机器",
        "engine",
        "这台机器",
        "F 机器",
    );
}

#[test]
fn names_are_kept() {
    check(EN_DE, "Parlance", "Open Parlance", "Öffne Parlance", "");
    check(EN_DE, "Parlance", "Open Parlance", "Parlances Fenster", "");
    check(EN_DE, "Parlance", "Open PARLANCE", "Öffne PARLANCE", "");
    check(
        EN_DE,
        "Parlance",
        "Open Parlance",
        "Öffne parlance",
        "C parlance",
    );
    check(EN_DE, "Parlance", "Open Parlance", "Öffne Sprechweise", "C");
    check(EN_DE, "^Parlance", "in common parlance", "wie man sagt", "");
    check(
        ("en", "ja"),
        "Parlance",
        "Open Parlance",
        "Parlanceを開く",
        "",
    );
}

#[test]
fn case_of_a_translation() {
    check(EN_DE, "^IT = IT", "our IT", "unsere IT", "");
    check(
        ("en", "fr"),
        "^Windows = Windows",
        "On Windows",
        "Sous les windows",
        "",
    );
    check(("en", "fr"), "^iOS = iOS", "iOS", "IOS", "");
    check(("en", "fr"), "^iOS = iOS", "iOS", "ios", "M iOS");
}
