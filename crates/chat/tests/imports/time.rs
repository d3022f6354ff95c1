//! What it costs: linear in the file, whatever its shape.

use std::fmt::Write;
use std::time::{Duration, Instant};

use chat::read_import;

use crate::common::NOW;

/// A conversation of so many nodes, each below the one that `up` says.
fn file(count: usize, up: impl Fn(usize) -> Option<usize>, content: &str) -> String {
    let mut out = String::from(r#"[{"title":"T","conversation_id":"c","mapping":{"#);
    for at in 0..count {
        let comma = if at == 0 { "" } else { "," };
        let parent = up(at).map_or("null".into(), |up| format!("\"n{up}\""));
        write!(out, r#"{comma}"n{at}":{{"parent":{parent},"message":{{"author":{{"role":"assistant"}},"content":{content}}}}}"#).unwrap();
    }
    out.push_str("}}]");
    out
}

fn cost(text: &str, expect: usize) -> Duration {
    let start = Instant::now();
    let imported = read_import(text, NOW).unwrap();
    let took = start.elapsed();
    assert_eq!(imported.report.messages, expect);
    took
}

const TEXT: &str = r#"{"content_type":"text","parts":["x"]}"#;
const THOUGHT: &str = r#"{"content_type":"thoughts","thoughts":[{"content":"x"}]}"#;

/// Eight times the nodes cost no more than some sixteen times the time; squared it would be sixty-four. A machine that is
/// busy with something else is asked again.
fn check(make: impl Fn(usize) -> (String, usize)) {
    let (small, large) = (make(2_000), make(16_000));
    let mut best = [Duration::MAX; 2];
    for _ in 0..10 {
        for (best, (text, expect)) in best.iter_mut().zip([&small, &large]) {
            *best = cost(text, *expect).min(*best);
        }
        if best[1] < best[0] * 20 {
            return;
        }
    }
    panic!("{best:?}");
}

#[test]
fn linear_in_every_shape() {
    // A chain, forwards and backwards; a star; a circle; a chain of thoughts with a star of answers at its end.
    check(|count| (file(count, |at| at.checked_sub(1), TEXT), count));
    check(|count| (file(count, |at| Some(at + 1), TEXT), count));
    check(|count| (file(count, |at| (at > 0).then_some(0), TEXT), count));
    check(|count| (file(count, |at| Some((at + 1) % count), TEXT), count));
    check(|count| {
        let half = count / 2;
        let mut text = file(half, |at| at.checked_sub(1), THOUGHT);
        let answers = file(half, |_| Some(half - 1), TEXT)
            .replace("\"n", "\"a")
            .replace(":\"a", ":\"n");
        let from = answers.find("\"a0").unwrap();
        text.truncate(text.len() - 3);
        text.push(',');
        text.push_str(&answers[from..]);
        (text, half)
    });
}

#[test]
fn linear_when_nested() {
    check(|count| {
        let mut text = String::from(r#"{"conversationId":"c","messagesTree":"#);
        for at in 0..count {
            write!(
                text,
                r#"[{{"messageId":"{at}","isCreatedByUser":true,"text":"x","children":"#
            )
            .unwrap();
        }
        text.push_str("[]");
        text.push_str(&"}]".repeat(count));
        text.push('}');
        (text, count)
    });
}

#[test]
#[ignore = "a minute, unoptimised"]
fn a_million_nodes() {
    let text = file(1_000_000, |at| at.checked_sub(1), TEXT);
    let took = cost(&text, 1_000_000);
    assert!(took < Duration::from_secs(300), "{took:?}");
}
