//! An answer that is not streamed.

use std::time::Duration;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::chunks::Envelope;
use crate::faults::Fault;
use crate::reply::{Reply, Step};
use crate::script::Said;

/// The answer as one JSON.
pub(crate) fn whole(envelope: &Envelope<'_>, said: &Said<'_>) -> Reply {
    let mut message = json!({"role": "assistant", "content": said.text, "refusal": said.answer.refusal, "annotations": []});
    if said.answer.refusal.is_some() {
        message["content"] = Value::Null;
    }
    if !said.answer.reasoning.is_empty() {
        let key = if said.fault == Fault::DeepSeek {
            "reasoning_content"
        } else {
            "reasoning"
        };
        message[key] = json!(said.answer.reasoning);
    }
    if let Some(call) = &said.answer.call {
        message["content"] = Value::Null;
        message["tool_calls"] = json!([{"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}]);
    }
    let usage = match said.fault {
        Fault::NoUsage => None,
        Fault::UsageEmpty => Some(json!({})),
        _ => Some(said.usage.json()),
    };
    let body = envelope.completion(message, said.finish, usage).to_string();
    let half = Bytes::from(body.as_bytes()[..body.len() / 2].to_vec());
    let full = Bytes::from(body);
    let millis = |ms| Step::At(Duration::from_millis(ms));
    let steps = match said.fault {
        Fault::Silent => vec![Step::Hang],
        Fault::Slow | Fault::NoStream => vec![millis(2_100), Step::Write(full)],
        Fault::Cut => vec![Step::Write(half), Step::Cut],
        Fault::NoDone => vec![Step::Write(half)],
        Fault::HangMid => vec![Step::Write(half), Step::Hang],
        Fault::Bytes => vec![Step::Trickle(full)],
        Fault::DeepSeek => {
            let blank = || Step::Write(Bytes::from_static(b"\n"));
            vec![
                blank(),
                millis(40),
                blank(),
                millis(80),
                blank(),
                Step::Write(full),
            ]
        }
        Fault::ErrorMid | Fault::ErrorEvent => {
            let error = json!({"error": {"message": "The practice endpoint broke down while answering.", "type": "server_error", "param": null, "code": null}});
            vec![Step::Write(Bytes::from(error.to_string()))]
        }
        _ => vec![Step::Write(full)],
    };
    Reply::script(200, "application/json", steps)
}
