use crate::inline::CodeFault::{self, Invented, Lost, Nesting, Repeated};
use crate::inline::{protect, restore};

/// The answer to this source must become this text.
#[track_caller]
fn becomes(source: &str, answer: &str, expect: &str) {
    let protected = protect(source);
    assert_eq!(
        restore(&protected, answer).as_deref(),
        Ok(expect),
        "{protected:?}"
    );
    assert_eq!(protected.faults(answer), []);
}

/// The answer must have these faults.
#[track_caller]
fn fails(source: &str, answer: &str, expect: &[CodeFault]) {
    let protected = protect(source);
    assert_eq!(protected.faults(answer), expect);
    assert_eq!(restore(&protected, answer), Err(expect[0].clone()));
}

#[test]
fn moved_is_fine() {
    becomes("<b>Red</b> %s", "⟦2⟧ ist ⟦1⟧rot⟦/1⟧", "%s ist <b>rot</b>");
    becomes("{a} and {b}", "⟦2⟧ und ⟦1⟧", "{b} und {a}");
}

#[test]
fn how_a_token_is_written_does_not_matter() {
    for token in [
        "⟦ 1 ⟧",
        "⟦１⟧",
        "⟦١⟧",
        "⟦۱⟧",
        "⟦१⟧",
        "⟦\u{200f}1\u{200e}⟧",
        "⟦1/⟧",
        "⟦01⟧",
        "⟦\u{a0}1⟧",
    ] {
        becomes("a %s", &format!("b {token}"), "b %s");
    }
    becomes("*a*", "⟦ 1 ⟧b⟦ / 1 ⟧", "*b*");
    becomes("*a*", "⟦１⟧b⟦／１⟧", "*b*");
}

#[test]
fn spaces_beside_a_token_go_outside() {
    becomes(
        "Click **here**!",
        "Klicke ⟦1⟧ hier ⟦/1⟧!",
        "Klicke **hier** !",
    );
    becomes(
        "Click **here** now",
        "Klicke⟦1⟧ hier ⟦/1⟧jetzt",
        "Klicke **hier** jetzt",
    );
    becomes("**here**", "⟦1⟧ hier ⟦/1⟧", "**hier**");
    becomes("<b><i>x</i></b>", "⟦1⟧ ⟦2⟧ y ⟦/2⟧ ⟦/1⟧", "<b><i>y</i></b>");
    // Where the source has some, it stays.
    becomes("<b> x </b>y", "⟦1⟧ z ⟦/1⟧y", "<b> z </b>y");
    // And around a code that stands alone: `100 %s` may be right.
    becomes("100%%", "100 ⟦1⟧", "100 %%");
}

#[test]
fn what_is_wrong_is_told() {
    fails("a %s", "b", &[Lost(1)]);
    fails("a %s %d", "b", &[Lost(1), Lost(2)]);
    fails("*a*", "⟦1⟧b", &[Lost(1)]);
    fails("*a*", "b⟦/1⟧", &[Lost(1), Nesting(1)]);
    fails("*a*", "⟦/1⟧b⟦1⟧", &[Nesting(1)]);
    fails("a %s", "⟦1⟧ ⟦1⟧", &[Repeated(1)]);
    fails("*a*", "⟦1⟧b⟦/1⟧⟦1⟧c⟦/1⟧", &[Repeated(1)]);
    fails("a %s", "⟦1⟧ ⟦2⟧", &[Invented("⟦2⟧".into())]);
    fails("a %s", "⟦1⟧ ⟦/1⟧", &[Invented("⟦/1⟧".into())]);
    fails("a %s", "⟦1⟧ ⟦0⟧", &[Invented("⟦0⟧".into())]);
    fails("a", "⟦1⟧", &[Invented("⟦1⟧".into())]);
    fails(
        "a %s",
        "⟦1⟧ ⟦x⟧ ⟧",
        &[Invented("⟦x⟧".into()), Invented("⟧".into())],
    );
    fails("a %s", "⟦1", &[Lost(1), Invented("⟦".into())]);
    fails(
        "a %s",
        "⟦99999999999999999999⟧⟦1⟧",
        &[Invented("⟦".into()), Invented("⟧".into())],
    );
    fails("*a* _b_", "⟦1⟧x⟦2⟧y⟦/1⟧z⟦/2⟧", &[Nesting(1)]);
    fails("*a* b", "⟦1⟧⟦/1⟧ b", &[Nesting(1)]);
}

#[test]
fn forms_stay_in_their_argument() {
    let source = "{n, plural, one {a} other {b}}";
    becomes(
        source,
        "⟦1⟧⟦2⟧c⟦/2⟧⟦3⟧d⟦/3⟧⟦/1⟧",
        "{n, plural, one {c} other {d}}",
    );
    becomes(
        source,
        "⟦1⟧⟦3⟧d⟦/3⟧ ⟦2⟧c⟦/2⟧⟦/1⟧",
        "{n, plural, other {d}  one {c}}",
    );
    fails(source, "⟦1⟧⟦2⟧c⟦/2⟧⟦/1⟧⟦3⟧d⟦/3⟧", &[Nesting(3)]);
    fails(source, "⟦1⟧x⟦2⟧c⟦/2⟧⟦3⟧d⟦/3⟧⟦/1⟧", &[Nesting(1)]);
    fails(source, "⟦1⟧⟦2⟧c⟦3⟧d⟦/3⟧⟦/2⟧⟦/1⟧", &[Nesting(3)]);
}

#[test]
fn a_fault_says_which_code() {
    let protected = protect("**Hi** {name}");
    assert_eq!(
        Lost(1).tell(&protected),
        "⟦1⟧…⟦/1⟧ (stands for `**`…`**`) is missing"
    );
    assert_eq!(
        Repeated(2).tell(&protected),
        "⟦2⟧ (stands for `{name}`) is there more than once"
    );
    assert_eq!(
        Invented("⟦9⟧".into()).tell(&protected),
        "⟦9⟧ is not in the source"
    );
    let long = protect(&format!("https://a.b/{}", "x".repeat(500)));
    assert!(Lost(1).tell(&long).chars().count() < 100);
    assert_eq!(Lost(9).tell(&protected), "⟦9⟧ is missing");
}
