use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn the_object_is_found_wherever_it_stands() {
    let check = |answer: &str| {
        let found = object(answer, &["text", "list"]).unwrap();
        assert_eq!(found.get("text"), Some(&json!("yes")), "{answer}");
    };
    check("{\"text\":\"yes\"}");
    check("```json\n{\"text\": \"yes\"}\n```");
    check("Here you are: {\"text\": \"yes\"} Is that {right}?");
    check("Use {braces}. {\"text\": \"yes\"}");
    check("<think>{\"text\": \"no\"}</think>{\"text\": \"yes\"}");
    check("thoughts {\"text\": \"no\"}\n</think>\n{\"text\": \"yes\"}");
    check("{\"text\": \"no\"} No, better: {\"text\": \"yes\"}");
    check("{\"answer\": {\"text\": \"yes\"}}");
    check("{\"a\": {\"b\": {\"text\": \"yes\", \"more\": 1}}}");
    check("{\"text\": \"yes\",}");
    check("{\"text\": \"yes\", \"list\": [1, 2,\n],\n}");
    check("{\"type\": \"object\"} {\"text\": \"yes\"}");
    check("\u{feff}{\"text\":\"yes\"}");
    check("{\"other\": \"one\ntwo\", \"text\": \"yes\"}");
    check("{\"other\": \"\\ud83d half\", \"text\": \"yes\"}");
    check("{\"other\": \"C:\\dir\", \"text\": \"yes\"}");
}

#[test]
fn what_is_put_right_says_what_was_meant() {
    let check = |answer: &str, expect: &str| {
        let found = object(answer, &["text"]).unwrap();
        assert_eq!(found.get("text"), Some(&json!(expect)));
    };
    check("{\"text\": \"a\nb\tc\u{1}\",}", "a\nb\tc");
    check(
        "{\"text\": \"\\ud83d\\ude00 \\ud83d \\n\"}",
        "😀 \u{fffd} \n",
    );
    check("{\"text\": \"\\é \\q\"}", "\\é \\q");
    check("{\"text\": \"a, }\",}", "a, }");
}

#[test]
fn a_bare_list_is_the_first_keys() {
    let found = object("[{\"a\": 1}, {\"a\": 2}]", &["list", "text"]).unwrap();
    assert_eq!(found.get("list"), Some(&json!([{"a": 1}, {"a": 2}])));
}

#[test]
fn a_broken_whole_counts_more_than_a_whole_part() {
    let found = object(
        "{\"list\": [{\"text\": \"a\"}, {\"text\": \"b\"},]}",
        &["list", "text"],
    );
    assert_eq!(
        found.unwrap().get("list"),
        Some(&json!([{"text": "a"}, {"text": "b"}]))
    );
}

#[test]
fn what_is_no_answer_is_said() {
    let check = |answer: &str, expect: Unreadable| {
        assert_eq!(object(answer, &["text"]), Err(expect), "{answer}");
    };
    check("", Unreadable::NoObject);
    check("I cannot do that.", Unreadable::NoObject);
    check("[1, 2]", Unreadable::NoObject);
    check("{\"text\": \"cut off", Unreadable::NoObject);
    check(
        "{\"type\": \"object\", \"properties\": 1}",
        Unreadable::Missing,
    );
    check("{}", Unreadable::Missing);
    check(&"{".repeat(100_000), Unreadable::NoObject);
    check(&"{\"a\":".repeat(100_000), Unreadable::NoObject);
    check(&"[".repeat(100_000), Unreadable::NoObject);
}

#[test]
fn texts_of_any_type() {
    let check = |value: Value, expect: Option<&str>| {
        assert_eq!(as_text(&value).as_deref(), expect, "{value}");
    };
    check(json!(" a "), Some("a"));
    check(json!(3), Some("3"));
    check(json!(["a", null, 2, "…"]), Some("a, 2"));
    check(json!("…"), None);
    check(json!(" "), None);
    check(json!([]), None);
    check(json!(null), None);
    check(json!(true), None);
    check(json!({"a": 1}), None);
}

#[test]
fn lists_of_any_type() {
    let check = |value: Value, expect: Value| {
        let map = Map::from_iter([("list".to_owned(), value)]);
        assert_eq!(Value::Array(items(&map, "list", 2)), expect);
    };
    check(json!([1, 2, 3]), json!([1, 2]));
    check(
        json!({"1": {"a": 1}, "2": {"a": 2}}),
        json!([{"a": 1}, {"a": 2}]),
    );
    check(json!({"a": 1}), json!([{"a": 1}]));
    check(json!("a"), json!(["a"]));
    check(json!(null), json!([]));
    check(json!(4), json!([]));
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_not(answer in "[{}\\[\\]\":,\\\\u d8n\n<>/think]{0,80}") {
        let _ = object(&answer, &["t", "text"]);
    }

    #[test]
    fn any_object_is_found_again(text in "\\PC{0,40}", before in "[^{\\[]{0,20}") {
        prop_assume!(!before.contains("</th"));
        prop_assume!(!text.contains("</th"));
        let answer = format!("{before}{}", json!({ "text": text }));
        let found = object(&answer, &["text"]).unwrap();
        prop_assert_eq!(found.get("text"), Some(&json!(text)));
    }
}
