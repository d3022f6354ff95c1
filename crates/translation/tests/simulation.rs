//! Any segments, any faults, any order of events: each segment ends once, or is open for a reason, and there is an end.
//! The promises themselves are in `common/world.rs`, where every effect passes.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::cell::RefCell;

use common::faults::ALL;
use common::model::Question;
use common::world::{Said, World};
use common::{Dice, settings, term};
use proptest::prelude::*;
use translation::{AskEnd, BatchLimits, JobEnd, JobEvent, JobSegment, Rung};

/// A model that goes wrong so many times in a hundred, in any way there is.
fn model(dice: &RefCell<Dice>, question: &Question, percent: usize) -> Said {
    let mut dice = dice.borrow_mut();
    let good = (question.write(&question.lines()), AskEnd::Complete);
    if !dice.percent(percent) {
        return good;
    }
    let (whole, _) = good;
    let some: String = whole
        .chars()
        .take(dice.below(whole.chars().count() + 1))
        .collect();
    match dice.below(40) {
        0 => (String::new(), AskEnd::Complete),
        1 => (some, AskEnd::Complete),
        2 => (some, AskEnd::Truncated),
        3 => (some, AskEnd::Refused),
        4 => (some, AskEnd::Incapable),
        5 if dice.percent(30) => (some, AskEnd::Failed),
        6 if dice.percent(30) => (some, AskEnd::Cancelled),
        _ => {
            let fault = ALL[dice.below(ALL.len())];
            fault.answer(question, dice.below(question.segments.len()))
        }
    }
}

fn segment() -> impl Strategy<Value = JobSegment> {
    let source = prop_oneof![
        4 => "[A-Z][a-z]{2,9}( [a-z]{1,9}){2,14}[.!?]",
        1 => "[A-Z][a-z]{2,9} [0-9]{1,4}( [a-z]{1,9}){1,8}\\.",
        1 => "<b>[a-z]{3,9}</b>( [a-z]{1,9}){1,8} \\{name\\}",
        1 => "(Yes|No|OK|Angela Merkel|BBC|42|\\*\\*\\*|😀||k3v9q7|The same sentence again and again\\.)",
        1 => "\\PC{0,30}",
        1 => "[⟦⟧{}\"\\\\<>/1-9 a-z\n]{0,20}",
    ];
    let known = prop_oneof![5 => Just(None), 1 => "[A-Z][a-z]{3,20}".prop_map(Some)];
    (source, known, 0usize..6).prop_map(|(source, known, paragraph)| JobSegment {
        source: source.trim().to_owned(),
        known,
        examples: vec![("An example.".into(), "Ein Beispiel.".into())],
        paragraph,
    })
}

fn limits() -> impl Strategy<Value = BatchLimits> {
    (0usize..40, 0usize..400, 0usize..6).prop_map(|(segments, source_tokens, parallel)| {
        BatchLimits {
            segments,
            source_tokens,
            parallel,
        }
    })
}

fn rung() -> impl Strategy<Value = Rung> {
    prop_oneof![
        Just(Rung::Schema),
        Just(Rung::JsonObject),
        Just(Rung::Lines),
        Just(Rung::Alone),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160,
        failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_segment_ends_once(
        segments in proptest::collection::vec(segment(), 0..45),
        limits in limits(),
        rung in rung(),
        percent in 0usize..101,
        seed in any::<u64>(),
    ) {
        let mut settings = settings(rung);
        settings.limits = limits;
        settings.glossary = vec![term("the", "der"), term("sentence", "Satz")];
        let dice = RefCell::new(Dice(seed));
        let good = RefCell::new(false);
        let mut world = World::new(segments.clone(), settings, |question| {
            model(&dice, question, if *good.borrow() { 0 } else { percent })
        })
        .with_chance(|most| dice.borrow_mut().below(most));
        let roll = |most: usize| dice.borrow_mut().below(most);
        world.handle(JobEvent::Start);
        // Every event that may come, at any time.
        let mut events = 0;
        while world.in_flight() > 0 {
            events += 1;
            prop_assert!(events < 4_000, "it comes to an end");
            match roll(60) {
                0 => {
                    let ask = world.ids()[roll(world.in_flight())];
                    world.handle(JobEvent::Void { ask });
                }
                1 if roll(4) == 0 => world.handle(JobEvent::Stop),
                2 if events < 200 => {
                    let some = (0..segments.len()).filter(|_| roll(3) == 0).collect();
                    world.handle(JobEvent::Again(some));
                }
                3 => world.handle(JobEvent::Start),
                _ => world.answer_one(),
            }
        }
        world.go_on();
        // What is open or failed is had in the end.
        *good.borrow_mut() = true;
        let report = world.job.report();
        let mut left = report.open();
        left.extend(report.failed());
        world.handle(JobEvent::Again(left));
        world.go_on();
        prop_assert!(matches!(world.end(), JobEnd::Done | JobEnd::Incomplete), "{:?}", world.end());
        let all = world.seen.outcomes.len() + segments.iter().filter(|s| s.known.is_some()).count();
        prop_assert_eq!(all, segments.len());
    }
}
