//! The protocol crate on the host: bytes of a stream in, a completion out.

use std::hint::black_box;
use std::time::Instant;

use practice::{sample_markdown, tokens};
use serde_json::json;
use wire::{
    BaseUrl, Call, CallEvent, ChatMessage, ChatRequest, Deadlines, Quirks, ResponseHead, SseParser,
};

use crate::figure::{Figure, median};

/// How much is said, in bytes; the stream around it is some twenty times as long.
const TEXT: usize = 1024 * 1024;
/// What a browser hands over at once.
const READ: usize = 64 * 1024;

/// MB/s from bytes to a folded completion, and of the event parser alone.
pub fn measure(runs: usize) -> Vec<Figure> {
    let stream = stream();
    let rate = |work: &dyn Fn(&[u8])| {
        let began = Instant::now();
        work(&stream);
        stream.len() as f64 / 1e6 / began.elapsed().as_secs_f64()
    };
    let parsed: Vec<f64> = (0..runs).map(|_| rate(&events)).collect();
    let folded: Vec<f64> = (0..runs).map(|_| rate(&call)).collect();
    vec![
        Figure::new("SSE on the host: bytes → completion", "MB/s", 0, folded).note(format!(
            "events alone {:.0} MB/s; {:.1} MB in reads of 64 kB",
            median(&parsed),
            stream.len() as f64 / 1e6
        )),
    ]
}

fn events(stream: &[u8]) {
    let mut parser = SseParser::new();
    let mut count = 0_usize;
    for bytes in stream.chunks(READ) {
        // Lines here are short; an error would show as a count that is too small.
        let _ = parser.push(bytes, &mut |event| {
            count += 1;
            black_box(&event);
        });
    }
    parser.finish(&mut |_| ());
    assert!(count > 1000, "{count} events");
}

fn call(stream: &[u8]) {
    let Ok(base) = BaseUrl::parse("https://api.example.com/v1") else {
        return;
    };
    let request = ChatRequest {
        model: "m".into(),
        messages: vec![ChatMessage::user("Hi")],
        stream: true,
        ..ChatRequest::default()
    };
    let mut call = Call::new(&base, request, Quirks::default(), Deadlines::default());
    call.handle(0, CallEvent::Started);
    let head = ResponseHead {
        status: 200,
        content_type: Some("text/event-stream".into()),
        ..ResponseHead::default()
    };
    call.handle(0, CallEvent::Head(head));
    for bytes in stream.chunks(READ) {
        black_box(call.handle(0, CallEvent::Bytes(bytes.to_vec())));
    }
    black_box(call.handle(0, CallEvent::Ended));
    assert_eq!(call.completion().text.len(), TEXT);
}

/// A stream as api.openai.com sends it, four tokens a delta.
fn stream() -> Vec<u8> {
    let text = sample_markdown(TEXT);
    let mut out = String::new();
    let chunk = |delta: serde_json::Value, finish: Option<&str>| {
        let data = json!({ "id": "chatcmpl-bench0000000000", "object": "chat.completion.chunk", "created": 1_790_000_000, "model": "m",
            "service_tier": "default", "system_fingerprint": "fp_bench", "obfuscation": "a1b2c3d4",
            "choices": [{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish }] });
        format!("data: {data}\n\n")
    };
    for piece in tokens(&text).chunks(4) {
        out.push_str(&chunk(json!({ "content": piece.concat() }), None));
    }
    out.push_str(&chunk(json!({}), Some("stop")));
    out.push_str("data: [DONE]\n\n");
    out.into_bytes()
}
