//! One chat request: read, refused or answered.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use crate::answer::{self, Answer};
use crate::ask::{self, Ask};
use crate::chunks::{Envelope, Usage};
use crate::errors::{self, ApiError};
use crate::faults::Fault;
use crate::memory::{self, Memory};
use crate::refusals::{SMALL_CONTEXT, in_dialect, refusing_fault};
use crate::reply::Reply;
use crate::script::{self, Said};
use crate::tokens::{count_tokens, limited};
use crate::whole;

/// The context window of every model but `practice-llamacpp`.
const CONTEXT: u64 = 128_000;

/// Answers `POST /v1/chat/completions`.
pub(crate) fn completions(
    memory: &mut Memory,
    headers: &HeaderMap,
    body: &Bytes,
    now_ms: u64,
) -> Reply {
    if let Err(error) = content_type(headers) {
        return error.reply();
    }
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return ask::not_json().reply();
    };
    let (object, model) = match ask::model(&value) {
        Ok(found) => found,
        Err(error) => return error.reply(),
    };
    let ask = match ask::read(object, model) {
        Ok(ask) => ask,
        Err(error) => return in_dialect(model.fault, &error),
    };
    let prompt = prompt_tokens(&ask);
    if let Some(buckets) = &mut memory.buckets {
        let tokens = prompt + ask.max_tokens.unwrap_or(0);
        if let Err(refused) = buckets.take(tokens, model.name, now_ms) {
            return refused;
        }
    }
    if let Some(refused) = too_long(&ask, prompt) {
        return refused;
    }
    if let Some(refused) = refusing_fault(&ask, memory, headers, body, prompt) {
        return refused;
    }
    reply(&ask, memory, prompt, now_ms)
}

fn reply(ask: &Ask, memory: &mut Memory, prompt: u64, now_ms: u64) -> Reply {
    let answer = answer::answer(ask, memory);
    let fault = match ask.model.fault {
        Fault::CutOnce if memory.first_time(&(Fault::CutOnce, &answer.subject)) => Fault::Cut,
        Fault::CutOnce => Fault::None,
        fault => fault,
    };
    let reasoning = reasoning_tokens(ask, &answer);
    let (text, mut finish) = said_text(ask, &answer, fault, reasoning);
    if let Some(own) = answer.finish {
        finish = own;
    }
    if answer.call.is_some() {
        finish = if fault == Fault::Gemini {
            "stop"
        } else {
            "tool_calls"
        };
    }
    let extra = answer.refusal.as_deref().map_or(0, count_tokens)
        + answer
            .call
            .as_ref()
            .map_or(0, |call| count_tokens(&call.arguments) + 8);
    let cached = memory.cached(ask.model.name, &prompt_text(ask)).min(prompt);
    let usage = Usage {
        prompt,
        cached,
        completion: count_tokens(&text) + reasoning + extra,
        reasoning,
    };
    let envelope = Envelope {
        ask,
        id: format!("chatcmpl-{:016x}", memory::hash(&(&text, now_ms))),
        created: now_ms / 1000,
    };
    let said = Said {
        answer: &answer,
        text,
        finish,
        usage,
        fault,
    };
    if ask.stream && fault != Fault::Json {
        script::stream(&envelope, &said)
    } else {
        whole::whole(&envelope, &said)
    }
}

/// The text after the output limit and the faults that stop half way.
fn said_text(ask: &Ask, answer: &Answer, fault: Fault, reasoning: u64) -> (String, &'static str) {
    if matches!(fault, Fault::Length | Fault::Filter) {
        let (half, _) = limited(&answer.text, count_tokens(&answer.text).div_ceil(2));
        let finish = if fault == Fault::Length {
            "length"
        } else {
            "content_filter"
        };
        return (half.to_owned(), finish);
    }
    let Some(most) = ask.max_tokens else {
        return (answer.text.clone(), "stop");
    };
    let (text, cut) = limited(&answer.text, most.saturating_sub(reasoning));
    (text.to_owned(), if cut { "length" } else { "stop" })
}

fn reasoning_tokens(ask: &Ask, answer: &Answer) -> u64 {
    if ask.model.fault != Fault::Reasoner {
        return count_tokens(&answer.reasoning);
    }
    match ask.effort.as_deref() {
        Some("none" | "minimal") => 0,
        Some("low") => 32,
        Some("high" | "xhigh" | "max") => 128,
        _ => 64,
    }
}

fn prompt_text(ask: &Ask) -> String {
    ask.messages
        .iter()
        .map(|message| format!("{}\n{}\n", message.role, message.text))
        .collect()
}

/// Each message costs four tokens more than its text, an image 85, the answer's beginning three.
fn prompt_tokens(ask: &Ask) -> u64 {
    let messages = ask.messages.iter();
    3 + messages
        .map(|message| count_tokens(&message.text) + 4 + 85 * message.images as u64)
        .sum::<u64>()
}

fn content_type(headers: &HeaderMap) -> Result<(), ApiError> {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if given
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    {
        return Ok(());
    }
    Err(ApiError::bad(
        format!(
            "Unsupported content type: '{given}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: {given}'. Please try again with a supported content type."
        ),
        None,
        Some("unsupported_content_type"),
    ))
}

fn too_long(ask: &Ask, prompt: u64) -> Option<Reply> {
    if ask.model.fault == Fault::LlamaCpp {
        let body = json!({"error": {"code": 400, "message": "the request exceeds the available context size, try increasing it",
            "type": "exceed_context_size_error", "n_prompt_tokens": prompt, "n_ctx": SMALL_CONTEXT}});
        return (prompt > SMALL_CONTEXT).then(|| Reply::json(400, &body));
    }
    (prompt > CONTEXT)
        .then(|| in_dialect(ask.model.fault, &errors::context_length(CONTEXT, prompt)))
}
