use proptest::prelude::*;
use serde_json::json;

use super::super::with_edits;
use super::*;

#[test]
fn parts_are_all_of_the_text() {
    let check = |text: &str, expect: usize| {
        let parts = improve_parts(text);
        assert_eq!(parts.len(), expect);
        let whole: String = parts.iter().map(|part| &text[part.clone()]).collect();
        assert_eq!(whole, text);
        assert!(parts.iter().all(|part| part.len() <= PART_MOST));
    };
    check("", 0);
    check("A text.", 1);
    check(&"word ".repeat(2_000), 2);
    check(&"Line.\n".repeat(2_001), 3);
    check(&"é".repeat(10_000), 4);
    check(&"long".repeat(5_000), 4);
}

#[test]
fn what_can_be_asked() {
    let check = |text: &str, expect: bool| assert_eq!(improve_fits(text), expect);
    check("He go.", true);
    check("", false);
    check("12 😀", false);
    check(&"a".repeat(PART_MOST + 1), false);
}

#[test]
fn codes_are_kept_out() {
    let settings = AskSettings {
        to: "en",
        boundary: "w",
        ..AskSettings::default()
    };
    let user = improve(&settings, " He go to <b>school</b>. ").messages[1]
        .content
        .to_text();
    assert!(
        user.contains("⟧\nHe go to ⟦1⟧school⟦/1⟧.\n⟦/text"),
        "{user}"
    );
}

fn check(text: &str, answer: serde_json::Value, expect: &[(&str, &str, &str)]) {
    let edits = read_improve(text, &answer.to_string()).unwrap();
    let found: Vec<(&str, &str, &str)> = edits
        .iter()
        .map(|edit| (&text[edit.range.clone()], &*edit.with, &*edit.reason))
        .collect();
    assert_eq!(found, expect, "{answer}");
}

#[test]
fn changes_have_their_reasons() {
    let text = "  He go to school since two year. ";
    check(
        text,
        json!({"text": "He has gone to school for two years.", "changes": [
            {"before": "go", "after": "has gone", "reason": "Tense."},
            {"before": "since two year", "after": "for two years", "reason": "Duration."}]}),
        &[
            ("go", "has gone", "Tense."),
            ("since", "for", "Duration."),
            ("year", "years", "Duration."),
        ],
    );
    // A change that was not told is shown all the same; one that was not made is not.
    check(
        text,
        json!({"text": "He goes to school since two years.", "changes": [
            {"before": "go", "after": "goes", "reason": "Third person."}, {"before": "school", "after": "the school", "reason": "No."}]}),
        &[("go", "goes", "Third person."), ("year", "years", "")],
    );
    // Words side by side that were told one by one are changes of their own; else they are one.
    let side_by_side = |changes: serde_json::Value| json!({"text": "She goes to school since two year.", "changes": changes});
    check(
        text,
        side_by_side(
            json!([{"before": "He", "after": "She", "reason": "Who."}, {"before": "go", "after": "goes", "reason": "Verb."}]),
        ),
        &[("He", "She", "Who."), ("go", "goes", "Verb.")],
    );
    check(
        text,
        side_by_side(json!([{"before": "He go", "after": "She goes", "reason": "Both."}])),
        &[("He go", "She goes", "Both.")],
    );
    check(
        text,
        json!({"text": "He go to school since two year.", "changes": []}),
        &[],
    );
    check(
        "Wait what",
        json!({"text": "Wait, what?", "changes": [{"before": "Wait", "after": "Wait,", "reason": "Comma."}, {"before": "what", "after": "what?", "reason": "Question."}]}),
        &[("", ",", "Comma."), ("", "?", "Question.")],
    );
}

#[test]
fn answers_that_are_not_as_asked_for() {
    check(
        "He go.",
        json!({"changes": [{"before": "go", "after": "goes", "reason": "r"}]}),
        &[("go", "goes", "r")],
    );
    check("He go.", json!({"changes": []}), &[]);
    check(
        "He go.",
        json!({"text": "He goes.", "changes": "none"}),
        &[("go", "goes", "")],
    );
    check(
        "He go.",
        json!({"text": "He goes.", "changes": [1, null, {"reason": 4}]}),
        &[("go", "goes", "")],
    );
    check(
        "He go.",
        json!({"improve": {"text": "He goes."}}),
        &[("go", "goes", "")],
    );
    let fault = |text: &str, answer: &str| read_improve(text, answer).unwrap_err();
    assert_eq!(fault("He go.", "He goes."), Unreadable::NoObject);
    assert_eq!(fault("He go.", "{\"text\": \"\"}"), Unreadable::Missing);
    assert_eq!(
        fault("He <b>go</b>.", "{\"text\": \"He goes.\"}"),
        Unreadable::Codes
    );
    assert_eq!(
        fault("He go.", "{\"text\": \"⟦text w⟧ He goes.\"}"),
        Unreadable::Codes
    );
}

#[test]
fn a_changed_text_keeps_its_codes() {
    check(
        "He <b>go</b> home",
        json!({"text": "He ⟦1⟧goes⟦/1⟧ home"}),
        &[("go", "goes", "")],
    );
}

proptest! {
    #[test]
    fn taking_every_change_gives_the_improved_text(text in "[a-c ,.]{1,40}", new in "[a-d ,.]{1,40}") {
        prop_assume!(!new.trim().is_empty() && !text.trim().is_empty());
        prop_assume!(!matches!(new.trim(), "..."));
        let edits = read_improve(&text, &json!({"text": new}).to_string()).unwrap();
        let made = with_edits(&text, &edits);
        prop_assert_eq!(made.trim(), new.trim());
    }
}
