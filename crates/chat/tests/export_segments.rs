//! Translations with their segments, and turns of a conversation between two people, in an export.

#![allow(clippy::unwrap_used)]

use chat::{
    Export, ExportProblem, Stretch, StretchState, Translation, TravellingTurn, read_export,
};
use std::collections::BTreeSet;

fn translation() -> Translation {
    let stretch = |source: &str, target: &str, source_at, target_at| Stretch {
        source: source.to_owned(),
        target: target.to_owned(),
        source_at,
        target_at,
        state: StretchState::Reviewed,
        reason: None,
    };
    Translation {
        id: "t".to_owned(),
        source: "Né. Two.".to_owned(),
        target: "Geb. Zwei.".to_owned(),
        pinned: true,
        segments: vec![stretch("Né.", "Geb.", 0, 0), stretch("Two.", "Zwei.", 5, 5)],
        ..Translation::default()
    }
}

fn through(export: &Export) -> Export {
    read_export(&serde_json::to_string(export).unwrap()).unwrap()
}

#[test]
fn a_pinned_translation_comes_back_with_its_segments() {
    let export = Export::new(0, Vec::new(), Vec::new()).with_translations(vec![translation()]);
    assert_eq!(through(&export).translations, [translation()]);
}

#[test]
fn segments_that_are_not_of_the_texts_are_none() {
    let change = |change: fn(&mut Translation)| {
        let mut one = translation();
        change(&mut one);
        let export = Export::new(0, Vec::new(), Vec::new()).with_translations(vec![one]);
        through(&export).translations.remove(0)
    };
    for changed in [
        change(|one| one.target = "Anders.".to_owned()),
        change(|one| one.segments[1].source_at = 99),
        // In the middle of a character.
        change(|one| one.segments[0].source_at = 2),
        change(|one| one.segments.swap(0, 1)),
    ] {
        assert!(changed.segments.is_empty(), "{changed:?}");
        assert_eq!(changed.source, translation().source);
    }
}

#[test]
fn turns_come_back_and_what_is_here_stays() {
    let turn = |id: &str| TravellingTurn {
        id: id.to_owned(),
        at: 7,
        said: "Hallo".to_owned(),
        from: Some("de".to_owned()),
        languages: ["de".to_owned(), "en".to_owned()],
        translation: "Hello".to_owned(),
    };
    let turns = vec![turn("a"), turn("b"), turn("b")];
    let mut back = through(&Export::new(0, Vec::new(), Vec::new()).with_turns(turns));
    assert_eq!(back.turns.len(), 3);
    assert_eq!(back.take_new_turns(&BTreeSet::from(["a"])), [turn("b")]);
}

#[test]
fn a_file_of_before_is_read_and_a_wrong_one_says_where() {
    let read = |fields: &str| {
        read_export(&format!(
            r#"{{"format":"parlance-conversations","version":1,"conversations":[]{fields}}}"#
        ))
    };
    let old = read(r#","translations":[{"id":"t","source":"a","target":"b"}]"#).unwrap();
    assert!(old.turns.is_empty() && old.translations[0].segments.is_empty());
    assert!(!old.translations[0].pinned);
    for (field, place) in [
        (r#","turns":[{"said":"x"}]"#, "turns[0].id"),
        (
            r#","turns":[{"id":"x","languages":["de"]}]"#,
            "turns[0].languages",
        ),
        (
            r#","translations":[{"id":"x","segments":1}]"#,
            "translations[0].segments",
        ),
    ] {
        match read(field) {
            Err(ExportProblem::Wrong { place: found, .. }) => assert_eq!(found, place),
            other => panic!("{other:?} for {field}"),
        }
    }
}
