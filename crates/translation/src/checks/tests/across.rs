use super::settings;
use crate::checks::{CheckSettings, Checks, FindingKind, Risk, back_difference, risk};

/// How many had to be looked at.
fn looked_at(checks: &mut Checks, settings: &CheckSettings, pairs: &[(&str, &str)]) -> usize {
    checks.set(settings, pairs);
    let waiting = checks.waiting();
    for left in (0..waiting).rev() {
        checks.look(1);
        assert_eq!(checks.waiting(), left);
    }
    checks.look(usize::MAX);
    waiting
}

fn kinds(pairs: &[(&str, &str)]) -> Vec<(usize, &'static str)> {
    let mut checks = Checks::default();
    looked_at(&mut checks, &settings("en", "de"), pairs);
    checks
        .found()
        .iter()
        .map(|found| (found.segment, found.finding.kind.name()))
        .collect()
}

#[test]
fn the_same_source_with_other_targets() {
    assert_eq!(
        kinds(&[
            ("Save", "Speichern"),
            ("Open", "Öffnen"),
            ("Save", "Sichern")
        ]),
        [(2, "same-source")]
    );
    assert_eq!(kinds(&[("Save", "Speichern"), ("Save", "speichern")]), []);
    assert_eq!(kinds(&[("Save", "Speichern"), ("Save", "")]), []);
    assert_eq!(kinds(&[("42", "42"), ("42", "42")]), []);
}

#[test]
fn other_sources_with_the_same_target() {
    let left = "Drehen Sie das Ventil nach links.";
    let pairs = [
        ("Turn the valve to the left.", left),
        ("Turn the valve to the right.", left),
    ];
    assert_eq!(kinds(&pairs), [(1, "same-target")]);
    assert_eq!(kinds(&[("Yes.", "Ja."), ("Yeah.", "Ja.")]), []);
    assert_eq!(
        kinds(&[
            ("Turn the valve left.", left),
            ("turn the valve LEFT.", left)
        ]),
        []
    );
}

#[test]
fn only_what_changed_is_looked_at() {
    let mut checks = Checks::default();
    let settings = settings("en", "de");
    let mut pairs = vec![
        ("One cat.", "Eine Katze."),
        ("Two dogs.", "Zwei Hunde."),
        ("Page 14.", "Seite 41."),
    ];
    assert_eq!(looked_at(&mut checks, &settings, &pairs), 3);
    assert_eq!(looked_at(&mut checks, &settings, &pairs), 0);
    pairs[1].1 = "Zwei  Hunde.";
    assert_eq!(looked_at(&mut checks, &settings, &pairs), 1);
    assert_eq!(checks.of_segment(1).len(), 1);
    pairs.remove(0);
    assert_eq!(looked_at(&mut checks, &settings, &pairs), 0);
    assert_eq!(
        checks
            .of_segment(1)
            .first()
            .map(|found| found.finding.kind.clone()),
        Some(FindingKind::Number)
    );
    assert_eq!(
        looked_at(&mut checks, &super::settings("en", "fr"), &pairs),
        2
    );
}

#[test]
fn findings_are_known_again() {
    let ids = |pairs: &[(&str, &str)]| {
        let mut checks = Checks::default();
        looked_at(&mut checks, &settings("en", "de"), pairs);
        checks
            .found()
            .iter()
            .map(|found| found.id.clone())
            .collect::<Vec<_>>()
    };
    let first = ids(&[("See page 14.", "Siehe Seite 41.")]);
    assert_eq!(first.len(), 1);
    // Other things change.
    assert_eq!(
        ids(&[("Hi.", "Hallo."), ("See page 14.", "Sieh auf Seite 41.")]),
        first
    );
    // What it is about does.
    assert_ne!(ids(&[("See page 14.", "Siehe Seite 44.")]), first);
    // Each segment's is its own, and so is each place's.
    let twice = ids(&[
        ("See page 14.", "Siehe Seite 41."),
        ("See page 14.", "Siehe Seite 41."),
    ]);
    assert_eq!(twice[0], first[0]);
    assert_ne!(twice[0], twice[1]);
    let spaces = ids(&[("A big cat.", "Eine  große  Katze.")]);
    assert_ne!(spaces[0], spaces[1]);
    // The same in every version: it is kept with what was dismissed.
    assert_eq!(first, ["number-b2e4bbbab8dd59a0"]);
}

#[test]
fn risks() {
    let of = |source: &str, target: &str, back: Option<&str>| {
        let found = crate::check(source, target, &settings("en", "de"));
        let back = back.map(|back| back_difference(source, back, Some("en")));
        risk(&found, back.as_ref())
    };
    assert_eq!(of("You are here.", "Du bist hier.", None), Risk::None);
    assert_eq!(of("You are here.", "Du bist  hier.", None), Risk::Look);
    assert_eq!(of("See page 14.", "Siehe Seite 41.", None), Risk::High);
    assert_eq!(
        of("You are here.", "Du bist hier.", Some("You are here.")),
        Risk::None
    );
    assert_eq!(
        of(
            "The dog barks loudly.",
            "Der Hund bellt laut.",
            Some("The hound barks loudly.")
        ),
        Risk::None
    );
    assert_eq!(of("Do not open.", "Öffnen.", Some("Do open.")), Risk::Look);
    assert_eq!(
        of(
            "The dog barks.",
            "Die Katze schläft.",
            Some("A cat is sleeping there")
        ),
        Risk::Look
    );
    assert_eq!(
        of(
            "I don't know.",
            "Ich weiß es nicht.",
            Some("I do not know it.")
        ),
        Risk::None
    );
}
