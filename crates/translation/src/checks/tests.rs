mod across;
mod codes;
mod laws;
mod letters;
mod marks;
mod terms;
mod texts;

use super::{CheckSettings, Finding, check};

fn settings(from: &str, to: &str) -> CheckSettings {
    CheckSettings {
        from: Some(from.to_owned()).filter(|from| !from.is_empty()),
        to: to.to_owned(),
        ..CheckSettings::default()
    }
}

/// `kind source>target`, what has no place left out, a mark after the fix if there is one: `=fix`.
fn line(source: &str, target: &str, finding: &Finding) -> String {
    let mut line = finding.kind.name().to_owned();
    let whole = |text: &str, range: &std::ops::Range<usize>| *range == (0..text.len());
    if let Some(range) = finding.source.clone().filter(|range| !whole(source, range)) {
        line = format!("{line} {}", &source[range]);
    }
    if let Some(range) = finding.target.clone().filter(|range| !whole(target, range)) {
        line = format!("{line}>{}", &target[range]);
    }
    match &finding.fix {
        Some(fix) => format!("{line}={fix}"),
        None => line,
    }
}

#[track_caller]
fn found(from: &str, to: &str, source: &str, target: &str, expect: &str) {
    let found = check(source, target, &settings(from, to));
    let lines: Vec<String> = found
        .iter()
        .map(|finding| line(source, target, finding))
        .collect();
    assert_eq!(lines.join("; "), expect, "{source} → {target}");
}

#[track_caller]
fn fine(from: &str, to: &str, source: &str, target: &str) {
    found(from, to, source, target, "");
}

#[test]
fn what_is_not_translated_yet_has_nothing() {
    fine("en", "de", "Hello.", "");
    fine("en", "de", "", "Hallo.");
    fine("en", "de", "Hello.", "  ");
}

#[test]
fn several_come_in_the_order_of_the_target() {
    found(
        "en",
        "de",
        "See page 14 (or 15).",
        "Siehe Seite  41 (oder oder 15.",
        "double-space>  = ; number 14>41=14; bracket>(; doubled>oder oder=oder",
    );
}

#[test]
fn limit() {
    let limited = |target: &str, most: usize| {
        let settings = CheckSettings {
            limit: Some(most),
            ..settings("en", "de")
        };
        let found = check("Save", target, &settings);
        found
            .first()
            .map(|finding| (finding.kind.clone(), finding.target.clone()))
    };
    assert_eq!(limited("Sichern", 7), None);
    let kind = super::FindingKind::Limit { most: 7, has: 9 };
    assert_eq!(limited("Speichern", 7), Some((kind, Some(7..9))));
    // Seen, not stored: an accent is part of its letter.
    assert_eq!(limited("Cafe\u{301}", 4), None);
}

#[test]
fn limit_of_the_whole() {
    let target = "Eins zwei. Drei. Vier.";
    let places = [0..10, 11..16, 17..22];
    let told = |most: Option<usize>| {
        let pairs = [
            ("One two.", "Eins zwei."),
            ("Three.", "Drei."),
            ("Four.", "Vier."),
        ];
        let mut checks = super::Checks::default();
        checks.set(&settings("en", "de"), &pairs);
        checks.set_whole(target, &places, most);
        checks.look(usize::MAX);
        let found = checks.found().iter();
        let of_kind = found.filter(|found| found.finding.kind.name() == "limit-whole");
        of_kind
            .map(|found| (found.segment, found.finding.target.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(None), []);
    assert_eq!(told(Some(22)), []);
    // Within a sentence, between two, before all.
    assert_eq!(told(Some(13)), [(1, Some(2..5))]);
    assert_eq!(told(Some(16)), [(2, Some(0..5))]);
    assert_eq!(told(Some(0)), [(0, Some(0..10))]);
}
