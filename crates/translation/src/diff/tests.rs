#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Edit, diff, differing_share};

/// `[-removed-]`, `{+added+}`.
fn shown(old: &str, new: &str) -> String {
    let mut out = String::new();
    for edit in diff(old, new) {
        match edit {
            Edit::Same { old: range, .. } => out.push_str(&old[range]),
            Edit::Removed(range) => out.push_str(&format!("[-{}-]", &old[range])),
            Edit::Added(range) => out.push_str(&format!("{{+{}+}}", &new[range])),
        }
    }
    out
}

#[track_caller]
fn check(old: &str, new: &str, expect: &str) {
    assert_eq!(shown(old, new), expect);
}

#[test]
fn words_are_compared_whole() {
    check("", "", "");
    check("a", "a", "a");
    check("", "new", "{+new+}");
    check("old", "", "[-old-]");
    check("a black cat", "a white cat", "a [-black-]{+white+} cat");
    check("a cat", "a black cat", "a {+black +}cat");
    check("Katze", "Katzen", "[-Katze-]{+Katzen+}");
    check("I don't know.", "I do know.", "I [-don't-]{+do+} know.");
    check(
        "It costs 3.50 now",
        "It costs 3.80 now",
        "It costs [-3.50-]{+3.80+} now",
    );
    check("Ja.", "Ja!", "Ja[-.-]{+!+}");
    check("nai\u{308}ve", "naive", "[-nai\u{308}ve-]{+naive+}");
    check("one, two", "one; two", "one[-,-]{+;+} two");
}

#[test]
fn changes_with_only_a_space_between_are_one() {
    check("the dog", "a cat", "[-the dog-]{+a cat+}");
    check(
        "see the big dog run",
        "see a small cat run",
        "see [-the big dog-]{+a small cat+} run",
    );
    check("a\nb", "c\nd", "[-a-]{+c+}\n[-b-]{+d+}");
    check(" a", " b", " [-a-]{+b+}");
}

#[test]
fn scripts_without_spaces_are_compared_by_character() {
    check(
        "私は猫が好きです",
        "私は犬が好きです",
        "私は[-猫-]{+犬+}が好きです",
    );
    check("他去了北京", "他去北京了", "他去[-了-]北京{+了+}");
    check("แมวดำ", "แมวขาว", "แมว[-ดำ-]{+ขาว+}");
    // A vowel sign stays with its letter.
    check("กี", "กิ", "[-กี-]{+กิ+}");
}

#[test]
fn words_are_found_where_the_script_has_them() {
    check(
        "أحب القطط كثيرا",
        "أحب الكلاب كثيرا",
        "أحب [-القطط-]{+الكلاب+} كثيرا",
    );
    check(
        "Я люблю кошек",
        "Я люблю собак",
        "Я люблю [-кошек-]{+собак+}",
    );
    check(
        "나는 고양이를 좋아해",
        "나는 개를 좋아해",
        "나는 [-고양이를-]{+개를+} 좋아해",
    );
}

#[test]
fn what_moved_is_removed_and_added() {
    check(
        "one two three",
        "three one two",
        "{+three +}one two[- three-]",
    );
    check("a b c d", "a c d", "a [-b -]c d");
}

#[test]
fn shares() {
    let share = |old: &str, new: &str| differing_share(old, new, &diff(old, new));
    assert_eq!(share("", ""), 0.0);
    assert_eq!(share("same words", "same  words"), 0.0);
    assert_eq!(share("abc", "xyz"), 1.0);
    assert_eq!(share("ab cd", "ab xy"), 0.5);
}

#[test]
fn texts_with_nothing_in_common_are_bounded() {
    let old: String = (0..20_000).map(|n| format!("{n} ")).collect();
    let new: String = (0..20_000).map(|n| format!("x{n} ")).collect();
    assert!(diff(&old, &new).len() <= 3);
    // Few different words, in no order.
    let mixed = |step: usize| -> String {
        (0..40_000)
            .map(|n| ["a ", "b ", "c ", "d "][n * step / 3 % 4])
            .collect()
    };
    laws(&mixed(5), &mixed(7));
}

#[track_caller]
fn laws(old: &str, new: &str) {
    let edits = diff(old, new);
    let (mut of_old, mut of_new) = (0, 0);
    for (at, edit) in edits.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &edits[at]);
        match edit {
            Edit::Same { old: o, new: n } => {
                assert_eq!(old[o.clone()], new[n.clone()]);
                assert_eq!((o.start, n.start), (of_old, of_new));
                assert!(!o.is_empty());
                assert!(!matches!(before, Some(Edit::Same { .. })));
                (of_old, of_new) = (o.end, n.end);
            }
            Edit::Removed(o) => {
                assert_eq!(o.start, of_old);
                assert!(!o.is_empty());
                assert!(!matches!(before, Some(Edit::Removed(_) | Edit::Added(_))));
                of_old = o.end;
            }
            Edit::Added(n) => {
                assert_eq!(n.start, of_new);
                assert!(!n.is_empty());
                assert!(!matches!(before, Some(Edit::Added(_))));
                of_new = n.end;
            }
        }
    }
    assert_eq!((of_old, of_new), (old.len(), new.len()));
}

proptest! {
    #[test]
    fn the_edits_are_both_texts(old in ".{0,60}", new in ".{0,60}") {
        laws(&old, &new);
    }

    #[test]
    fn also_where_much_is_alike(old in "[abc d猫犬é'.]{0,80}", new in "[abc d猫犬é'.]{0,80}") {
        laws(&old, &new);
    }

    #[test]
    fn a_text_is_the_same_as_itself(text in ".{1,60}") {
        prop_assert_eq!(diff(&text, &text), vec![Edit::Same { old: 0..text.len(), new: 0..text.len() }]);
    }

    /// One word put for another, wherever it is and whatever is repeated around it, is seen as just that.
    #[test]
    fn one_change_is_one(words in prop::collection::vec("[abc]{1,2}", 1..30), at in any::<prop::sample::Index>()) {
        let at = at.index(words.len());
        let old = words.join(" ");
        let mut changed = words.clone();
        changed[at] = "x".into();
        let new = changed.join(" ");
        let start: usize = words[..at].iter().map(|word| word.len() + 1).sum();
        let edits: Vec<Edit> = diff(&old, &new).into_iter().filter(|edit| !matches!(edit, Edit::Same { .. })).collect();
        prop_assert_eq!(edits, vec![Edit::Removed(start..start + words[at].len()), Edit::Added(start..start + 1)]);
    }
}
