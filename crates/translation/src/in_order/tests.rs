use super::*;
use proptest::prelude::*;

fn gaps(gaps: &[&str]) -> InOrder {
    InOrder::new(gaps.iter().map(|gap| (*gap).to_owned()).collect())
}

/// Does to a text what has to happen to the one on the screen.
fn show(order: &mut InOrder, shown: &mut String) {
    let change = order.catch_up();
    shown.truncate(shown.len() - change.cut);
    shown.push_str(&change.append);
}

#[test]
fn what_comes_early_waits() {
    let mut order = gaps(&["", " ", "\n\n", "\n"]);
    let mut shown = String::new();
    order.settle(1, "Zwei.".into());
    order.append(2, "Dr");
    show(&mut order, &mut shown);
    assert_eq!(shown, "");
    order.append(0, "Ei");
    show(&mut order, &mut shown);
    assert_eq!((shown.as_str(), order.range(0)), ("Ei", 0..2));
    order.append(0, "ns.");
    show(&mut order, &mut shown);
    assert_eq!(shown, "Eins.");
    order.settle(0, "Eins.".into());
    show(&mut order, &mut shown);
    assert_eq!(shown, "Eins. Zwei.\n\nDr");
    assert_eq!((order.range(1), order.range(2)), (6..11, 13..15));
    order.settle(2, "Drei.".into());
    show(&mut order, &mut shown);
    assert_eq!(shown, "Eins. Zwei.\n\nDrei.\n");
    assert_eq!(order.catch_up(), Change::default());
}

#[test]
fn what_was_shown_and_is_void_goes() {
    let mut order = gaps(&["", " ", ""]);
    let mut shown = String::new();
    order.append(0, "Here is");
    show(&mut order, &mut shown);
    order.restart(0);
    show(&mut order, &mut shown);
    assert_eq!((shown.as_str(), order.range(0)), ("", 0..0));
    order.append(0, "Häuser");
    show(&mut order, &mut shown);
    order.settle(0, "Häfen".into());
    order.settle(1, "!".into());
    show(&mut order, &mut shown);
    assert_eq!(shown, "Häfen !");
}

proptest! {
    #[test]
    fn the_end_is_the_same_whatever_the_order(
        texts in proptest::collection::vec(("[ ,\n]{0,2}", "[a-cö]{0,6}", "[a-cö]{0,6}"), 1..8),
        steps in proptest::collection::vec((0usize..8, 0u8..4), 0..40),
    ) {
        let mut all: Vec<String> = texts.iter().map(|(gap, ..)| gap.clone()).collect();
        all.push("end".into());
        let mut order = InOrder::new(all);
        let mut shown = String::new();
        for (segment, step) in steps {
            let Some((_, early, last)) = texts.get(segment) else { continue };
            match step {
                0 => order.append(segment, early),
                1 => order.restart(segment),
                2 => order.settle(segment, last.clone()),
                _ => show(&mut order, &mut shown),
            }
        }
        for (segment, (_, _, last)) in texts.iter().enumerate().rev() {
            order.settle(segment, last.clone());
        }
        show(&mut order, &mut shown);
        let whole: String = texts.iter().map(|(gap, _, last)| format!("{gap}{last}")).collect();
        prop_assert_eq!(&shown, &(whole + "end"));
        for (segment, (_, _, last)) in texts.iter().enumerate() {
            prop_assert_eq!(&shown[order.range(segment)], last);
        }
    }
}

#[test]
fn what_came_behind_a_hole_is_shown_in_the_end() {
    let mut order = gaps(&["", " ", " ", "\n", "!"]);
    let mut shown = String::new();
    order.append(0, "Ei");
    order.settle(2, "Drei.".into());
    show(&mut order, &mut shown);
    assert_eq!((shown.as_str(), order.shown()), ("Ei", 0));
    order.give_up();
    show(&mut order, &mut shown);
    // The tail of the text is not shown: the last segment is not there.
    assert_eq!(shown, "Ei  Drei.");
    assert_eq!((order.range(1), order.range(2)), (3..3, 4..9));
    assert_eq!((order.range(3), order.shown()), (9..9, 3));
}

#[test]
fn giving_up_with_nothing_shows_nothing() {
    let mut order = gaps(&["  ", " ", "\n"]);
    order.give_up();
    assert_eq!(order.catch_up(), Change::default());
}
