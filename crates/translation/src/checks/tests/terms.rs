use super::{line, settings};
use crate::{CheckSettings, Term, TermKind, check};

fn term(source: &str, target: &str, kind: TermKind) -> Term {
    Term {
        source: source.into(),
        target: target.into(),
        kind,
        ..Term::default()
    }
}

#[track_caller]
fn found(source: &str, target: &str, expect: &str) {
    let terms = vec![
        term("engine", "Motor", TermKind::Use),
        term("engine", "Maschine", TermKind::Forbidden),
        term("SmartCase", "", TermKind::Keep),
    ];
    let settings = CheckSettings {
        terms,
        ..settings("en", "de")
    };
    let found = check(source, target, &settings);
    let lines: Vec<String> = found
        .iter()
        .map(|finding| line(source, target, finding))
        .collect();
    assert_eq!(lines.join("; "), expect, "{source} → {target}");
}

#[test]
fn terms_are_followed() {
    found("The engine starts.", "Der Motor startet.", "");
    found("Two engines start.", "Zwei Motoren starten.", "");
    found("The car starts.", "Die Maschine startet.", "");
    found("Use SmartCase now.", "Verwenden Sie jetzt SmartCase.", "");
}

#[test]
fn terms_are_not_followed() {
    found(
        "The engine starts.",
        "Das Triebwerk startet.",
        "term engine",
    );
    found(
        "The engine starts.",
        "Die Maschine startet.",
        "forbidden engine>Maschine; term engine",
    );
    found(
        "Use SmartCase now.",
        "Verwenden Sie jetzt Smartcase.",
        "keep SmartCase>Smartcase=SmartCase",
    );
    found(
        "Use SmartCase now.",
        "Verwenden Sie jetzt den Koffer.",
        "keep SmartCase",
    );
}
