//! An answer without end is ended: streamed, as one event, as one JSON text.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
use common::{STOP, begin, bytes, done, kind, ok, request};
use wire::*;

/// An event that says `text` in `field`.
fn says(field: &str, text: &str) -> Vec<u8> {
    let delta = serde_json::json!({"choices": [{"delta": {field: text}}]});
    format!("data: {delta}\n\n").into_bytes()
}

fn answering() -> Call {
    let mut call = begin(request());
    call.handle(0, CallEvent::Head(ok()));
    call
}

/// Pushes the piece until the call is over; what the last push brought about.
fn flood(call: &mut Call, piece: &[u8]) -> Vec<CallEffect> {
    for _ in 0..100_000 {
        let effects = call.handle(0, bytes(piece));
        if done(&effects).is_some() {
            return effects;
        }
    }
    panic!("it goes on for ever");
}

fn assert_ended(effects: &[CallEffect]) {
    assert_eq!(kind(effects), "endless");
    assert!(effects.contains(&CallEffect::Abort));
    let Some(Outcome::Failed(problem)) = done(effects) else {
        panic!("{effects:?}");
    };
    assert!(!problem.is_transient(), "it would be tried again");
    assert_eq!(problem.status, Some(200));
}

#[test]
fn a_stream_is_ended_at_the_limit_and_what_arrived_is_kept() {
    // Three bytes a character: the limit lies inside of one.
    let piece = says("content", &"漢".repeat(5_000));
    let mut call = answering();
    let effects = flood(&mut call, &piece);
    assert_ended(&effects);
    assert_eq!(
        effects.first().map(|e| matches!(e, CallEffect::Arrived(_))),
        Some(true)
    );
    let text = &call.completion().text;
    assert!(text.len() <= ANSWER_LIMIT && text.len() > ANSWER_LIMIT - 3);
    assert!(text.chars().all(|c| c == '漢'));
    assert_eq!(call.handle(0, bytes(&piece)), []);
}

#[test]
fn reasoning_and_text_share_the_limit() {
    let half = "x".repeat(ANSWER_LIMIT / 2);
    let mut call = answering();
    assert!(done(&call.handle(0, bytes(&says("reasoning", &half)))).is_none());
    assert!(done(&call.handle(0, bytes(&says("content", &half)))).is_none());
    // Exactly at the limit is not past it.
    let mut whole = answering();
    whole.handle(0, bytes(&says("reasoning", &half)));
    whole.handle(0, bytes(&says("content", &half)));
    whole.handle(0, bytes(STOP));
    assert_eq!(
        done(&whole.handle(0, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );
    assert_ended(&call.handle(0, bytes(&says("content", "y"))));
    assert_eq!(call.completion().text, half);
}

#[test]
fn tool_calls_without_end() {
    let delta = serde_json::json!({"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": "x".repeat(50_000)}}]}}]});
    let mut call = answering();
    assert_ended(&flood(&mut call, format!("data: {delta}\n\n").as_bytes()));
    // Nothing said, and a new call each time.
    let delta = br#"data: {"choices": [{"delta": {"tool_calls": [{"function": {"name": "f"}}]}}]}"#;
    let many = [&delta[..], b"\n\n"].concat().repeat(100);
    assert_ended(&flood(&mut answering(), &many));
}

#[test]
fn one_event_without_a_line_end() {
    let mut call = answering();
    call.handle(0, bytes(&says("content", "Kept")));
    call.handle(0, bytes(br#"data: {"choices":[{"delta":{"content":""#));
    assert_ended(&flood(&mut call, &[b'a'; 65_536]));
    assert_eq!(call.completion().text, "Kept");
    // And as very many lines of one event.
    let lines = b"data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(1_000);
    assert_ended(&flood(&mut answering(), &lines));
}

#[test]
fn an_unstreamed_body() {
    let mut call = answering();
    call.handle(0, bytes(br#"{"choices":[{"message":{"content":""#));
    assert_ended(&flood(&mut call, &[b'a'; 65_536]));
    assert!(call.completion().is_empty());
}

#[test]
fn a_long_answer_has_room() {
    // Two million characters: ten times what any model writes.
    let piece = says("content", &"word ".repeat(1_000));
    let mut call = answering();
    for _ in 0..400 {
        assert!(done(&call.handle(0, bytes(&piece))).is_none());
    }
    call.handle(0, bytes(STOP));
    assert_eq!(
        done(&call.handle(0, CallEvent::Ended)),
        Some(&Outcome::Complete)
    );
    assert_eq!(call.completion().text.len(), 2_000_000);
}
