use proptest::prelude::*;
use serde_json::json;

use super::{Harvest, Piece, Reader};
use crate::job::outcome::Reason;

const WORD: &str = "k3v9";

/// Reads an answer in one piece and in every single character, which must come to the same.
fn read(reader: &Reader, answer: &str, whole: bool) -> Harvest {
    let mut at_once = reader.clone();
    let pieces = at_once.push(answer);
    let at_once = at_once.finish(whole);
    let mut slowly = reader.clone();
    let mut one_by_one = Vec::new();
    for c in answer.chars() {
        one_by_one.extend(slowly.push(c.encode_utf8(&mut [0; 4])));
    }
    assert_eq!(slowly.finish(whole), at_once, "{answer}");
    let count = at_once.values.len();
    assert_eq!(shown(&pieces, count), shown(&one_by_one, count), "{answer}");
    for (value, shown) in at_once.values.iter().zip(shown(&pieces, count)) {
        if let (Ok(value), Reader::Object(_) | Reader::Lines(_)) = (value, reader) {
            assert_eq!(*value, shown, "what arrived is the value: {answer}");
        }
    }
    at_once
}

fn shown(pieces: &[Piece], count: usize) -> Vec<String> {
    let mut shown = vec![String::new(); count];
    for piece in pieces {
        match piece {
            Piece::Text(place, text) => shown[*place].push_str(text),
            Piece::Dropped(place) => shown[*place].clear(),
        }
    }
    shown
}

fn check(reader: Reader, answer: &str, expect: &[Result<&str, Reason>]) {
    let harvest = read(&reader, answer, true);
    let values: Vec<Result<&str, Reason>> = harvest
        .values
        .iter()
        .map(|v| v.as_deref().map_err(|r| *r))
        .collect();
    assert_eq!(values, expect, "{answer}");
}

#[track_caller]
fn object(answer: &str, expect: &[Result<&str, Reason>]) {
    let keys = (1..=expect.len() as u32).collect();
    check(Reader::object(keys), answer, expect);
}

#[track_caller]
fn lines(answer: &str, expect: &[Result<&str, Reason>]) {
    let keys = (1..=expect.len() as u32).collect();
    check(Reader::lines(keys, WORD), answer, expect);
}

#[test]
fn an_object_as_it_should_be() {
    object(r#"{"1":"Hallo","2":"Welt"}"#, &[Ok("Hallo"), Ok("Welt")]);
    object(
        "{\n  \"2\": \"b\",\n  \"1\": \"a\"\n}\n",
        &[Ok("a"), Ok("b")],
    );
    object(r#"{"01":"a","02":"b"}"#, &[Ok("a"), Ok("b")]);
    object(r#"{"1":"","2":"b"}"#, &[Ok(""), Ok("b")]);
    object(
        r#"{"1":"a,}{[","2":"\"b\" \\ \/"}"#,
        &[Ok("a,}{["), Ok("\"b\" \\ /")],
    );
    object(
        r#"{"1":"a\nb\tc","2":"\u00e4\u4e2d"}"#,
        &[Ok("a\nb\tc"), Ok("ä中")],
    );
    object(r#"{"1":"\ud83d\ude00!"}"#, &[Ok("😀!")]);
}

#[test]
fn odd_escapes() {
    object(r#"{"1":"\ud83d!"}"#, &[Ok("\u{fffd}!")]);
    object(r#"{"1":"\ude00!"}"#, &[Ok("\u{fffd}!")]);
    object(r#"{"1":"\ud83d\ud83d\ude00"}"#, &[Ok("\u{fffd}😀")]);
    object(r#"{"1":"\ud83d\n"}"#, &[Ok("\u{fffd}\n")]);
    object(r#"{"1":"\u12 x"}"#, &[Ok("\u{fffd} x")]);
    object(r#"{"1":"it\'s"}"#, &[Ok("it's")]);
    object("{\"1\":\"a\nb\"}", &[Ok("a\nb")]);
}

#[test]
fn what_stands_around_an_object() {
    object("```json\n{\"1\":\"a\"}\n```", &[Ok("a")]);
    object(
        "Here is {your} translation:\n{\"1\":\"a\"}\nHope it helps {x}!",
        &[Ok("a")],
    );
    object("<think>{\"1\":\"draft\"}</think>{\"1\":\"a\"}", &[Ok("a")]);
    object(
        "Well, {\"1\":\"draft\"}\n</think>\n{\"1\":\"a\"}",
        &[Ok("a")],
    );
    object(
        "<think>{\"1\":\"draft\"}</think>",
        &[Err(Reason::Unreadable)],
    );
    object("{\"1\":\"source\"}\n{\"1\":\"a\"}", &[Ok("a")]);
    object("{\"1\":\"a\"}\n{\"2\":\"b\"}", &[Ok("a"), Ok("b")]);
    object(
        "{\"translations\":{\"1\":\"a\",\"2\":\"b\"}}",
        &[Ok("a"), Ok("b")],
    );
    object(
        "{\"note\":\"{\\\"1\\\":\\\"x\\\"}\",\"1\":\"a\"}",
        &[Ok("a")],
    );
    object("{\"list\":[{\"1\":\"x\"}],\"1\":\"a\"}", &[Ok("a")]);
}

#[test]
fn what_is_not_there() {
    let missing = Err(Reason::Missing);
    object(r#"{"1":"a"}"#, &[Ok("a"), missing]);
    object(r#"{"2":"b"}"#, &[missing, Ok("b")]);
    object("", &[missing]);
    object("{}", &[missing]);
    object("I am sorry.", &[Err(Reason::Unreadable)]);
    object(
        r#"{"1":null,"2":true}"#,
        &[Err(Reason::Empty), Err(Reason::Empty)],
    );
    object(r#"{"1":42,"2":-1.5}"#, &[Ok("42"), Ok("-1.5")]);
    object(
        r#"{"1":["a"],"2":{"text":"b"}}"#,
        &[Err(Reason::Unreadable), Err(Reason::Unreadable)],
    );
    object(r#"{"1":,"2":"b"}"#, &[Err(Reason::Unreadable), Ok("b")]);
}

#[test]
fn numbers_that_were_not_asked_for() {
    let renumbered = Err(Reason::Renumbered);
    check(
        Reader::object(vec![7, 9]),
        r#"{"1":"a","2":"b"}"#,
        &[renumbered, renumbered],
    );
    check(
        Reader::object(vec![7, 9]),
        r#"{"7":"a","8":"b"}"#,
        &[renumbered, renumbered],
    );
    object(r#"{"1":"a","1":"b","2":"c"}"#, &[renumbered, Ok("c")]);
    check(
        Reader::lines(vec![7], WORD),
        "⟦1 k3v9⟧\na\n⟦/1 k3v9⟧",
        &[renumbered],
    );
}

#[test]
fn the_schema_comes_back() {
    let echo = Err(Reason::SchemaEcho);
    object(
        r#"{"type":"object","properties":{"1":{"type":"string","description":"Segment 1 in German"}},"required":["1"]}"#,
        &[echo],
    );
    object(
        r#"{"name":"segments","schema":{"properties":{"1":"x"}}}"#,
        &[echo],
    );
}

#[test]
fn broken_off() {
    let cut = Err(Reason::Cut);
    object(r#"{"1":"a","2":"b"#, &[Ok("a"), cut]);
    object(r#"{"1":"a","2":"b\u00"#, &[Ok("a"), cut]);
    object(r#"{"1":"a","2":"b""#, &[Ok("a"), cut]);
    object(r#"{"1":"a","2":"#, &[Ok("a"), Err(Reason::Missing)]);
    object(r#"{"1":"a","#, &[Ok("a"), Err(Reason::Missing)]);
    lines("⟦1 k3v9⟧\na\n⟦/1 k3v9⟧\n⟦2 k3v9⟧\nb", &[Ok("a"), cut]);
}

#[test]
fn bare_quotes() {
    let bad = Err(Reason::Unreadable);
    object(r#"{"1":"He said "hi" to me","2":"b"}"#, &[bad, Ok("b")]);
    object(
        r#"{"1":"a "b", c","2":"d","3":"e"}"#,
        &[bad, Ok("d"), Ok("e")],
    );
    // What such a string swallows is not there.
    object(r#"{"1":"a" "2":"b"}"#, &[bad, Ok("b")]);
}

#[test]
fn tagged_lines() {
    lines(
        "⟦1 k3v9⟧\nHallo\n⟦/1 k3v9⟧\n⟦2 k3v9⟧\nWelt\n⟦/2 k3v9⟧\n",
        &[Ok("Hallo"), Ok("Welt")],
    );
    lines(
        "⟦segments k3v9⟧\n⟦1 k3v9⟧ a ⟦/1 k3v9⟧⟦/segments k3v9⟧",
        &[Ok("a")],
    );
    lines(
        "⟦1 k3v9⟧\na\n⟦2 k3v9⟧\nb\n⟦/segments k3v9⟧",
        &[Ok("a"), Ok("b")],
    );
    lines("⟦01 K3V9⟧\na\n\nb\n⟦/01 K3V9⟧", &[Ok("a\n\nb")]);
    lines(
        "⟦1 k3v9⟧\n⟦1⟧a⟦/1⟧ ⟦1 other⟧\n⟦/1 k3v9⟧",
        &[Ok("⟦1⟧a⟦/1⟧ ⟦1 other⟧")],
    );
    lines("⟦1 k3v9⟧\na ⟦⟦1⟧ ⟦\n⟦/1 k3v9⟧", &[Ok("a ⟦⟦1⟧ ⟦")]);
    lines(
        "Sure!\n<think>⟦1 k3v9⟧x⟦/1 k3v9⟧</think>⟦1 k3v9⟧\na\n⟦/1 k3v9⟧\nBye",
        &[Ok("a")],
    );
    lines(
        "⟦1 k3v9⟧\nsource\n⟦/1 k3v9⟧\n⟦segments k3v9⟧\n⟦1 k3v9⟧\na\n⟦/1 k3v9⟧",
        &[Ok("a")],
    );
    lines("⟦1 k3v9⟧\n⟦/1 k3v9⟧", &[Ok("")]);
    lines("no tags at all", &[Err(Reason::Unreadable)]);
    lines(
        "⟦1 k3v9⟧\na\n⟦/2 k3v9⟧",
        &[Err(Reason::Renumbered), Err(Reason::Missing)],
    );
    lines(
        "⟦1 k3v9⟧a⟦/1 k3v9⟧⟦1 k3v9⟧b⟦/1 k3v9⟧",
        &[Err(Reason::Renumbered)],
    );
}

#[test]
fn plain_text() {
    check(
        Reader::alone(WORD, "Hello"),
        "<think>…</think>Hallo\n",
        &[Ok("Hallo")],
    );
    let cut = read(&Reader::alone(WORD, "Hello"), "Hal", false);
    assert_eq!(cut.values, [Err(Reason::Cut)]);
}

proptest! {
    #[test]
    fn what_serde_writes_is_read(texts in proptest::collection::vec("\\PC{0,12}|[\\x00-\\x7f]{0,8}|[😀𝄞\"\\\\{}]{0,5}", 1..12)) {
        let keys: Vec<u32> = (1..=texts.len() as u32).collect();
        let map = texts.iter().zip(&keys).map(|(text, key)| (key.to_string(), json!(text)));
        let answer = serde_json::Value::Object(map.collect()).to_string();
        let expect: Vec<_> = texts.into_iter().map(Ok).collect();
        prop_assert_eq!(read(&Reader::object(keys), &answer, true).values, expect);
    }

    #[test]
    fn nothing_that_arrives_is_too_odd(answer in "(\\PC|[\"{}:,\\\\0-9a-f\\[\\]<>⟦⟧ ]|\"1\":|\\\\u|⟦1 k3v9⟧|⟦/1 k3v9⟧|<think>|</think>){0,60}") {
        read(&Reader::object(vec![1, 2]), &answer, true);
        read(&Reader::lines(vec![1, 2], WORD), &answer, true);
    }

    /// An answer that is cut anywhere gives no value that is not whole.
    #[test]
    fn a_cut_answer_has_no_half_values(at in 0usize..200) {
        let answer = r#"{"1":"one \u00e4 \"quoted\", and","2":"two","3":"\ud83d\ude00 three }"}"#;
        let whole = ["one ä \"quoted\", and", "two", "😀 three }"];
        let at = at.min(answer.len());
        for (value, whole) in read(&Reader::object(vec![1, 2, 3]), &answer[..at], true).values.iter().zip(whole) {
            prop_assert!(value.as_ref().map_or(true, |value| value == whole));
        }
    }
}
