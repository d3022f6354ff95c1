//! What is nearly JSON, and what is none, in the middle of a stream.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::check;

fn stream(contents: &[&str]) -> String {
    let events = contents.iter().map(|json| {
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{json}\"}}}}]}}\n\n")
    });
    events.collect::<String>() + "data: [DONE]\n\n"
}

#[test]
fn a_pair_split_over_two_deltas() {
    for (contents, text) in [
        (&[r"a\ud83d", r"\ude00b"][..], "a😀b"),
        (&[r"\ud83d", r"\ude00\ud83d", r"\ude01"], "😀😁"),
        (&[r"\ud83d", "", r"\ude00"], "😀"),
        (&[r"a\ud83d", "b"], "a\u{fffd}b"),
        (&["a", r"\ude00b"], "a\u{fffd}b"),
        (&[r"a\ud83d", r"\ud83d", r"\ude00"], "a\u{fffd}😀"),
        (&[r"a\ud83db", r"\ude00"], "a\u{fffd}b\u{fffd}"),
        (
            &[r"kept, and the end: \ud83d"],
            "kept, and the end: \u{fffd}",
        ),
    ] {
        check(
            stream(contents).as_bytes(),
            &format!("text: {text}\ncomplete"),
        );
    }
}

#[test]
fn usage_that_is_no_number_is_left_out() {
    for usage in [
        r#"{"prompt_tokens":NaN,"completion_tokens":Infinity}"#,
        r#"{"prompt_tokens":-Infinity}"#,
        r#"{"prompt_tokens":-5,"completion_tokens":-1.5}"#,
        r#"{"prompt_tokens":1e400,"completion_tokens":99999999999999999999999999}"#,
        r#"{"prompt_tokens":"NaN","completion_tokens":[],"total_tokens":{}}"#,
    ] {
        let said = format!(
            "data: {{\"choices\":[{{\"delta\":{{\"content\":\"NaN \\\"1e400\"}},\"finish_reason\":\"stop\"}}],\"usage\":{usage}}}\n\ndata: [DONE]\n\n"
        );
        check(said.as_bytes(), "text: NaN \"1e400\nfinish: stop\ncomplete");
    }
    check(
        b"data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":NaN}}\n\ndata: [DONE]\n\n",
        "usage: 3(0)+0(0)\ntruncated",
    );
}

#[test]
fn what_is_no_json_in_mid_stream_keeps_what_arrived() {
    for broken in [
        r#"{"choices":[{"delta":{"content":"x"]}"#,
        "<html>Bad gateway</html>",
        "upstream went away",
    ] {
        let said = format!(
            "data: {{\"choices\":[{{\"delta\":{{\"content\":\"Kept\"}}}}]}}\n\ndata: {broken}\n\ndata: [DONE]\n\n"
        );
        let shown = common::show(said.as_bytes());
        assert!(shown.starts_with("text: Kept\ngarbled "), "{shown}");
    }
    // Where nothing had begun, it never was an answer.
    let shown = common::show(b"data: <html>Log in</html>\n\n");
    assert!(shown.starts_with("not-understood "), "{shown}");
}
