use proptest::prelude::*;

use super::Pattern;
use crate::memory::marks::Marks;

fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let chars: Vec<char> = one.chars().collect();
    Pattern::new(&chars).distance(other.chars(), other.chars().count(), most)
}

/// As the textbook has it, cell by cell.
fn plain(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[test]
fn known_distances() {
    for (one, other, wanted) in [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("flaw", "lawn", 2),
        ("漢字", "漢字仮名", 2),
        ("größer", "grösser", 2),
        ("😀a", "a😀", 2),
    ] {
        assert_eq!(distance(one, other, 100), Some(wanted), "{one} {other}");
    }
}

#[test]
fn what_is_too_far_has_no_distance() {
    assert_eq!(distance("kitten", "sitting", 3), Some(3));
    assert_eq!(distance("kitten", "sitting", 2), None);
    assert_eq!(distance("", "abc", 2), None);
    assert_eq!(distance("abc", "", 2), None);
}

fn text() -> impl Strategy<Value = Vec<char>> {
    let c = prop_oneof![4 => prop::sample::select(vec!['a', 'b', 'c', ' ']), 1 => any::<char>()];
    prop::collection::vec(c, 0..200)
}

proptest! {
    #[test]
    fn as_the_textbook_has_it(one in text(), other in text(), most in 0_usize..250) {
        let wanted = plain(&one, &other);
        let found = Pattern::new(&one).distance(other.iter().copied(), other.len(), most);
        prop_assert_eq!(found, (wanted <= most).then_some(wanted));
    }

    // The fingerprint may only rule out what is too far.
    #[test]
    fn no_distance_is_below_what_the_marks_say(one in text(), other in text()) {
        let (a, b) = (Marks::of(one.iter().copied()), Marks::of(other.iter().copied()));
        prop_assert!(a.compared(&b).distance_at_least as usize <= plain(&one, &other));
    }

    #[test]
    fn near_texts_are_as_near_as_they_are(one in text(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        prop_assume!(!one.is_empty());
        let mut other = one.clone();
        *at.get_mut(&mut other) = with;
        let (a, b) = (Marks::of(one.iter().copied()), Marks::of(other.iter().copied()));
        prop_assert!(a.compared(&b).distance_at_least <= 1);
    }
}
