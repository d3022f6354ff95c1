#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

/// Segments from a text in which `[` and `]` stand around the target of each.
fn marked(text: &str) -> (String, Pairs) {
    let mut plain = String::new();
    let mut pairs = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '[' => start = plain.len(),
            ']' => pairs.push(Pair {
                source: 0..0,
                target: start..plain.len(),
                state: PairState::Translated,
            }),
            c => plain.push(c),
        }
    }
    (plain, Pairs(pairs))
}

/// The text with `[` and `]` put back, and `!` before those that were reviewed.
fn shown(text: &str, pairs: &Pairs) -> String {
    let mut out = String::new();
    let mut done = 0;
    for pair in &pairs.0 {
        out.push_str(&text[done..pair.target.start]);
        if pair.state == PairState::Reviewed {
            out.push('!');
        }
        out.push('[');
        out.push_str(&text[pair.target.clone()]);
        out.push(']');
        done = pair.target.end;
    }
    out + &text[done..]
}

fn check(before: &str, new: &str, expected: &str) {
    let (old, mut pairs) = marked(before);
    pairs.target_edited(&old, new, None);
    assert_eq!(shown(new, &pairs), expected);
}

#[test]
fn an_edit_stays_in_its_segment() {
    check("[one.] [two.]", "oXne. two.", "![oXne.] [two.]");
    check("[one.] [two.]", "one. tw.", "[one.] ![tw.]");
    check("[one.] [two.]", "one. two.", "[one.] [two.]");
    check("[one.] [two.]", "one!. two.", "![one!.] [two.]");
    check("[one.] [two.]", "one. two. And", "[one.] ![two. And]");
    check("[one.] [two.]", "So one. two.", "![So one.] [two.]");
    check("[ö.] [ü.]", "ö. ä.", "[ö.] ![ä.]");
}

#[test]
fn what_is_between_belongs_to_neither() {
    check("[one.]  [two.]", "one. \n two.", "[one.] \n [two.]");
    check("[one.]\n\n[two.]", "one.\ntwo.", "[one.]\n[two.]");
}

#[test]
fn what_goes_over_several() {
    check("[one.] [two.] [three.]", "", "![]![]![]");
    check("[one.] [Two.]", "one; two.", "![one; t]![wo.]");
    check("[一。][二。]", "一。三二。", "![一。三][二。]");
}

// All of a letter that was cut out and put back was the translation of its first line, and went so into the memory.
#[test]
fn what_is_replaced_as_a_whole_is_paired_anew() {
    let letter = "[Dear Ann,]\n\n[It is late.] [Call me.]";
    let (plain, mut pairs) = marked(letter);
    let before = pairs.clone();
    pairs.target_edited(&plain, "", None);
    pairs.target_edited("", &plain, None);
    assert_eq!(pairs, before);
    check(
        letter,
        "Hi Ann,\n\nIt was late. Ring me.",
        "[Hi Ann,]\n\n[It was late.] [Ring me.]",
    );
}

#[test]
fn another_number_of_sentences_stands_for_all_together() {
    check("[one.] [two.] [three.]", "onX.", "[onX.]");
    check("[one.] [two.]", "other words", "[other words]");
    check(
        "[A one.] [B two.] [C three.] [D four.]",
        "A one. Both of them. D four.",
        "[A one.] [Both of them.] [D four.]",
    );
    let (old, mut pairs) = marked("[A.] [B.]");
    pairs.0[0].source = 0..2;
    pairs.0[1].source = 3..5;
    assert_eq!(pairs.target_edited(&old, "x", None), 0..1);
    assert_eq!(pairs.0[0].source, 0..5);
}

#[test]
fn what_has_not_arrived_is_still_asked_for_after_all_was_replaced() {
    let (old, mut pairs) = marked("[A one.] [B two.]");
    pairs.0[1].state = PairState::Initial;
    pairs.target_edited(&old, "Something else", None);
    assert_eq!(pairs.0.len(), 2);
    assert_eq!(pairs.0[1].state, PairState::Initial);
}

#[test]
fn finds_the_segment_at_a_place() {
    let (_, pairs) = marked("[one.] [two.][three.]x");
    let at: Vec<Option<usize>> = (0..=16).map(|byte| pairs.at_target(byte)).collect();
    let expected = "0 0 0 0 0 1 1 1 1 2 2 2 2 2 2 2 -";
    let told: Vec<String> = at
        .iter()
        .map(|index| index.map_or("-".to_owned(), |index| index.to_string()))
        .collect();
    assert_eq!(told.join(" "), expected);
}

#[test]
fn one_is_replaced() {
    let (text, mut pairs) = marked("[one.] [two.] [three.]");
    let new = pairs.replace(&text, 1, "number two.").unwrap();
    assert_eq!(shown(&new, &pairs), "[one.] [number two.] [three.]");
    assert_eq!(pairs.replace(&new, 9, "x"), None);
}

proptest! {
    #[test]
    fn ranges_stay_in_order_and_within(before in "(\\[[a-cö ]{0,6}\\] ?){0,5}", new in "[a-cö ]{0,24}") {
        let (old, mut pairs) = marked(&before);
        pairs.target_edited(&old, &new, None);
        let mut done = 0;
        for pair in &pairs.0 {
            prop_assert!(pair.target.start >= done, "{:?}", pairs);
            prop_assert!(pair.target.end >= pair.target.start);
            prop_assert!(new.get(pair.target.clone()).is_some());
            done = pair.target.end;
        }
    }

    #[test]
    fn what_was_not_touched_is_as_it_was(before in "(\\[[a-c]{1,6}\\] ){1,5}", at in 0usize..30, put in "[x-z ]{0,3}", cut in 0usize..4) {
        let (old, pairs) = marked(&before);
        let at = at.min(old.len());
        let end = (at + cut).min(old.len());
        let new = [&old[..at], &put, &old[end..]].concat();
        let mut after = pairs.clone();
        let touched = after.target_edited(&old, &new, None);
        // Those that were touched may stand together as one; the others count from the ends.
        let those = touched.start..pairs.0.len() - (after.0.len() - touched.end);
        for (index, was) in pairs.0.iter().enumerate() {
            let is = match index {
                index if index < those.start => &after.0[index],
                index if index >= those.end => &after.0[after.0.len() + index - pairs.0.len()],
                _ => continue,
            };
            prop_assert_eq!(&old[was.target.clone()], &new[is.target.clone()]);
            prop_assert_eq!(&was.state, &is.state);
        }
    }
}

// Half a sentence that was corrected by hand counted as its translation, and its rest was never asked for.
#[test]
fn what_has_not_arrived_whole_is_not_whole_for_being_changed() {
    let (old, mut pairs) = marked("[Erster Satz.] [Zweiter S]");
    pairs.0[1].state = PairState::Initial;
    assert_eq!(
        pairs.target_edited(&old, "Erster Satz. Zweites S", None),
        1..2
    );
    assert_eq!(pairs.0[1].state, PairState::Initial);
    assert_eq!(pairs.0[1].target, 13..22);
}

#[test]
fn the_commonest_reason_where_not_one_could_be_had() {
    let of = |states: &[&str]| {
        let pair = |state: &&str| Pair {
            source: 0..0,
            target: 0..0,
            state: match *state {
                "" => PairState::Translated,
                reason => PairState::Failed(reason.to_string()),
            },
        };
        let pairs = Pairs(states.iter().map(pair).collect());
        pairs.commonest_failure().map(str::to_string)
    };
    assert_eq!(of(&["echo", "codes", "codes"]).as_deref(), Some("codes"));
    assert_eq!(of(&["echo", "codes"]).as_deref(), Some("echo"));
    assert_eq!(of(&["echo", ""]), None);
    assert_eq!(of(&[]), None);
}
