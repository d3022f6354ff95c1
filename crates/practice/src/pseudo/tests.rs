use super::*;
use proptest::prelude::*;

fn check(source: &str, expected: &str) {
    assert_eq!(pseudo(source, "de", &[]), expected);
}

fn check_into(to: &str, source: &str, expected: &str) {
    assert_eq!(pseudo(source, to, &[]), expected, "into {to}");
}

#[test]
fn marks_once() {
    assert_eq!(
        pretend_translation("Hi\nYou", "de"),
        "[practice · de] Ĥî\nÝöû"
    );
    assert_eq!(pretend_translation("Hi", "ru"), "[працтице · ru] Хи");
}

#[test]
fn keeps_what_must_stay() {
    check(
        "<b class=\"x\">Go</b> &amp; a < b",
        "<b class=\"x\">Ĝö</b> &amp; à < ƀ",
    );
    check(
        "Hi {name}, {{ user.x }} ${a} {n, plural, one {# cat}}!",
        "Ĥî {name}, {{ user.x }} ${a} {n, plural, one {# cat}}!",
    );
    check(
        "%s %1$s %-5.2f %(name)s %{n} 50 % of",
        "%s %1$s %-5.2f %(name)s %{n} 50 % öƒ",
    );
    check(
        "see https://example.com/a?b=c. ok",
        "šéé https://example.com/a?b=c. öķ",
    );
    check("mail a.b@example.com.", "ḿàîĺ a.b@example.com.");
    check(
        "run `cargo test` [docs](./a.md)",
        "ŕûñ `cargo test` [đöćš](./a.md)",
    );
    check("a\\nb\\u00e9c 12 ⟦1⟧x⟦/1⟧", "à\\nƀ\\u00e9ć 12 ⟦1⟧ẋ⟦/1⟧");
    check("123 🦜\n\n", "123 🦜\n\n");
}

#[test]
fn other_scripts_become_latin() {
    check("人人生而自由。第二条", "tótóvú mútúsá. mímésé");
    check("- Все люди. Они", "- Ćẋĺ ŕķķö. Öţö");
    check("क्या?", "ĺĺà?");
    check("é", "ž");
}

#[test]
fn targets_have_their_script_and_marks() {
    const SOURCE: &str = "Hello you, 12 <b>cats</b>. Why?";
    check_into("ja", SOURCE, "させそわな、 12 <b>ねな</b>。ろの？");
    check_into("zh-Hans", SOURCE, "内虫大村目， 12 <b>牛村</b>。南花？");
    check_into("ko", SOURCE, "나보고 피소, 12 <b>마후</b>. 쿠코?");
    check_into("ru", SOURCE, "Хелло ыоу, 12 <b>цатс</b>. Шхы?");
    check_into("ar", SOURCE, "دجسسض نضق، 12 <b>تافغ</b>. لدن؟");
    check_into("hi", SOURCE, "झचढढद लदभ, 12 <b>गकबफ</b>। यझल?");
    check_into("el", SOURCE, "Ηελλο ψου, 12 <b>κατσ</b>. Ζηψ;");
    check_into("ru", "人人生而自由。第二条", "елелфм убелже. убкрже");
    check_into("zh", "人人生而自由。第二条", "前前男年言水。羊年雲");
    check_into("en", "كل الناس؟ نعم، لا", "ŕš ƥšûƥƀ? ûĥţ, šƥ");
}

#[test]
fn a_glossary_is_obeyed_outside_of_what_is_kept() {
    let term = |source: &str, target: &str| Term {
        source: source.to_owned(),
        target: target.to_owned(),
    };
    let terms = [term("river bank", "Flussufer"), term("bank", "Ufer")];
    let target = pseudo("River bank, Banks, <bank>, embankment", "de", &terms);
    assert_eq!(target, "Flussufer, Ufer, <bank>, éḿƀàñķḿéñţ");
    let target = pseudo("the bank 42", "ja", &terms);
    assert_eq!(target, "りお Ufer 42");
}

proptest! {
    #[test]
    fn digits_lines_and_codes_stay(source in "[a-zA-Zéа-я日本かก0-9 .,?!\n⟦⟧/{}<>%]{0,60}", to in "de|ja|ru|ar|ko|th|hi|el") {
        let target = pseudo(&source, &to, &[]);
        let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
        prop_assert_eq!(digits(&target), digits(&source));
        prop_assert_eq!(target.matches('\n').count(), source.matches('\n').count());
        let count = |text: &str| text.chars().count();
        prop_assert!(count(&target) <= count(&source) * 3);
    }

    #[test]
    fn latin_targets_are_as_long_and_never_an_echo(source in "[a-zA-Zéàü]{1,9}( [a-zA-Zéàü]{1,9}){0,9}[.?!]?") {
        let target = pseudo(&source, "de", &[]);
        prop_assert_ne!(&target, &source);
        prop_assert_eq!(target.chars().count(), source.chars().count());
    }
}
