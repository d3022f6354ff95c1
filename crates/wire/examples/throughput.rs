//! How fast a stream is read and folded, in MB/s on this machine: `cargo run --release -p parlance-wire --example
//! throughput [MB]`. The stream is like OpenAI's, a few characters a chunk, in reads of 16 kB.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use wire::*;

fn main() {
    let megabytes: usize = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(64);
    let stream = synthetic(megabytes << 20);
    let mut best = f64::MAX;
    let mut text = 0;
    for _ in 0..3 {
        let begun = Instant::now();
        text = fold(&stream);
        best = best.min(begun.elapsed().as_secs_f64());
    }
    let size = stream.len() as f64 / 1e6;
    println!(
        "sse: {size:.0} MB of stream ({:.1} MB of answer) in {best:.3} s: {:.0} MB/s",
        text as f64 / 1e6,
        size / best
    );
}

fn synthetic(size: usize) -> Vec<u8> {
    let words = [
        "The ",
        "quick ",
        "brown ",
        "fox ",
        "\\n\\n",
        "漢字",
        "größer ",
        "😀 ",
        "\\\"quoted\\\" ",
        "`code` ",
    ];
    let mut stream = Vec::with_capacity(size + 512);
    let mut turn = 0;
    while stream.len() < size {
        let word = words[turn % words.len()];
        stream.extend_from_slice(
            format!("data: {{\"id\":\"chatcmpl-BYtwFB0Vz9kPzWZ\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"gpt-x-2026-08-01\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1234567890\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{word}\"}},\"logprobs\":null,\"finish_reason\":null}}],\"usage\":null}}\n\n").as_bytes(),
        );
        turn += 1;
    }
    stream.extend_from_slice(b"data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    stream
}

fn fold(stream: &[u8]) -> usize {
    let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
    let mut call = Call::new(
        &base,
        ChatRequest {
            stream: true,
            ..ChatRequest::default()
        },
        Quirks::default(),
        Deadlines::default(),
    );
    call.handle(0, CallEvent::Started);
    call.handle(
        0,
        CallEvent::Head(ResponseHead {
            status: 200,
            ..ResponseHead::default()
        }),
    );
    for piece in stream.chunks(16 << 10) {
        call.handle(1, CallEvent::Bytes(piece.to_vec()));
    }
    let ended = call.handle(2, CallEvent::Ended);
    assert!(ended.is_empty() && call.is_over());
    call.completion().text.len()
}
