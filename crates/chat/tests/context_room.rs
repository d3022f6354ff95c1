//! What of a conversation has room: where what is dropped ends, and the longest answer that is asked for.
#![allow(clippy::unwrap_used)]

mod branches;

use branches::{asked, branch, count, fates, settings};
use chat::{Asked, ContextRule, ContextSettings, answer_bound, bound_sent, plan};
use wire::{Quirk, Quirks};

#[test]
fn what_is_dropped_ends_with_one_message() {
    for (shape, window, rule, want) in [
        ("uauau", 50, ContextRule::DropOldest, None),
        ("uauau", 49, ContextRule::DropOldest, Some("a1")),
        ("uauau", 1, ContextRule::DropOldest, Some("a3")),
        ("uauau", 1, ContextRule::All, None),
        // What says nothing belongs to the exchange that it is in.
        ("ueuau", 30, ContextRule::DropOldest, Some("e1")),
        // Instructions that stay are above the line all the same.
        ("suauau", 40, ContextRule::DropOldest, Some("a2")),
    ] {
        let tree = branch(shape);
        let last = format!("u{}", shape.len() - 1);
        let settings = settings(rule);
        let plan = plan(&tree, asked(&last, &settings, window), &mut count);
        assert_eq!(plan.dropped_upto(), want, "{shape} {window}");
        assert_eq!(plan.dropped() > 0, want.is_some(), "{shape} {window}");
    }
}

#[test]
fn all_of_it_is_dropped_where_what_follows_fills_the_window() {
    let tree = branch("uaua");
    let settings = settings(ContextRule::DropOldest);
    let asked = Asked {
        next: Some(100),
        ..asked("a3", &settings, 50)
    };
    assert_eq!(plan(&tree, asked, &mut count).dropped_upto(), Some("a3"));
}

/// Regression: an endpoint checks that the question and the longest answer that is asked for have room, whatever the panel
/// keeps free.
#[test]
fn room_is_kept_for_the_answer_that_is_asked_for() {
    let tree = branch("uauau");
    for (reserve, answer, kept, want) in [
        (Some(0), None, 0, "+++++"),
        (Some(0), Some(20), 20, "dd+++"),
        (Some(30), Some(20), 30, "dddd+"),
        (Some(20), Some(30), 30, "dddd+"),
        (None, Some(20), 25, "dddd+"),
        (None, Some(9_000), 9_000, "dddd+"),
    ] {
        let settings = ContextSettings {
            rule: ContextRule::DropOldest,
            reserve,
            ..ContextSettings::default()
        };
        let asked = Asked {
            answer,
            ..asked("u4", &settings, 50)
        };
        let plan = plan(&tree, asked, &mut count);
        assert_eq!((plan.reserve, fates(&plan).as_str()), (kept, want));
        assert_eq!(plan.fits(), plan.tokens + kept <= 50);
    }
}

#[test]
fn the_longest_answer_is_the_persons_or_bounded_for_a_cap() {
    for (set, capped, window, want) in [
        (None, false, None, None),
        (None, false, Some(4_096), None),
        (Some(300), false, Some(100), Some(300)),
        (Some(300), true, None, Some(300)),
        (Some(20_000), true, None, Some(20_000)),
        (None, true, None, Some(8_192)),
        (None, true, Some(128_000), Some(8_192)),
        // A question has to fit beside it.
        (None, true, Some(8_192), Some(4_096)),
        (None, true, Some(1), Some(1)),
    ] {
        assert_eq!(answer_bound(set, capped, window), want, "{set:?} {capped}");
    }
    let limited: Quirks = [Quirk::OutputLimit(4_096)].into_iter().collect();
    assert_eq!(bound_sent(Some(9_000), &limited), Some(4_096));
    assert_eq!(bound_sent(Some(300), &limited), Some(300));
    assert_eq!(bound_sent(None, &limited), None);
    assert_eq!(bound_sent(Some(300), &Quirks::default()), Some(300));
    let refused: Quirks = [Quirk::Without("max_tokens".into())].into_iter().collect();
    assert_eq!(bound_sent(Some(300), &refused), None);
}
