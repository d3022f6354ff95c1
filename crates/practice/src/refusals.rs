//! The models that refuse, and errors in the shapes of other kinds of server.

use std::hash::Hash;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde_json::json;

use crate::ask::{Ask, Format};
use crate::auth;
use crate::errors::{self, ApiError};
use crate::faults::Fault;
use crate::limits;
use crate::memory::{self, Memory};
use crate::reply::Reply;

/// What the always-refusing context error and llama.cpp give as their limit, in tokens.
pub(crate) const SMALL_CONTEXT: u64 = 4_096;

/// The most output tokens of `practice-output-limit`.
const MOST_OUTPUT: u64 = 512;

/// An error in the shape this model's kind of server gives it.
pub(crate) fn in_dialect(fault: Fault, error: &ApiError) -> Reply {
    match fault {
        Fault::Gemini => Reply::json(
            error.status,
            &json!([{"error": {"code": error.status, "message": error.message, "status": "INVALID_ARGUMENT"}}]),
        ),
        Fault::LlamaCpp => Reply::json(
            error.status,
            &json!({"error": {"code": error.status, "message": error.message, "type": error.kind}}),
        ),
        _ => error.reply(),
    }
}

/// The models that refuse; none when this one answers (this time).
pub(crate) fn refusing_fault(
    ask: &Ask,
    memory: &mut Memory,
    headers: &HeaderMap,
    body: &Bytes,
    prompt: u64,
) -> Option<Reply> {
    let name = ask.model.name;
    let fault = ask.model.fault;
    let last = ask
        .messages
        .iter()
        .rev()
        .find(|message| message.role == "user");
    if let Some(message) = last.and_then(|message| message.text.trim_start().strip_prefix("fail:"))
    {
        return Some(in_dialect(
            fault,
            &ApiError::bad(message.trim(), None, None),
        ));
    }
    let error = match fault {
        Fault::Always429 => {
            return Some(limits::refusal(
                name,
                "requests",
                "requests per min (RPM)",
                3.0,
                3.0,
                1.0,
                Some(1.0),
            ));
        }
        Fault::Once429 if first(memory, fault, body) => {
            return Some(limits::refusal(
                name,
                "requests",
                "requests per min (RPM)",
                3.0,
                3.0,
                1.0,
                Some(0.5),
            ));
        }
        Fault::Wait429 if first(memory, fault, body) => {
            return Some(limits::refusal(
                name,
                "requests",
                "requests per min (RPM)",
                3.0,
                3.0,
                1.0,
                Some(8.0),
            ));
        }
        Fault::Quota => ApiError::of(
            429,
            "insufficient_quota",
            Some("insufficient_quota"),
            "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
        ),
        Fault::Status402 => {
            let message =
                "Insufficient credits. Add more using https://openrouter.ai/settings/credits";
            return Some(Reply::json(
                402,
                &json!({"error": {"message": message, "code": 402}}),
            ));
        }
        Fault::Status401 => auth::wrong_key(auth::bearer(headers).unwrap_or("none")),
        Fault::Status403 => ApiError::of(
            403,
            "request_forbidden",
            Some("unsupported_country_region_territory"),
            "Country, region, or territory not supported",
        ),
        Fault::Status404 => errors::model_not_found(name),
        Fault::Status500 => server_error(),
        Fault::Once500 if first(memory, fault, body) => server_error(),
        Fault::Html503 => return Some(Reply::text(503, "text/html", HTML_503.to_owned())),
        Fault::Context => errors::context_length(SMALL_CONTEXT, SMALL_CONTEXT + prompt),
        Fault::Without(names) if names.iter().any(|name| ask.sends(name)) => {
            let sent = names.iter().find(|name| ask.sends(name));
            refused_parameter(sent.unwrap_or(&""))
        }
        Fault::NoStreamOptions if ask.sends("stream_options") => {
            errors::unsupported_parameter("stream_options", "")
        }
        Fault::NoResponseFormat if ask.sends("response_format") => {
            errors::unsupported_parameter("response_format", "")
        }
        Fault::NoLines if ask.sends("response_format") => {
            errors::unsupported_parameter("response_format", "")
        }
        Fault::NoSchema if matches!(ask.format, Format::Schema { .. }) => ApiError::bad(
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
            None,
            None,
        ),
        Fault::NoStream if ask.stream => ApiError::bad(
            "Your organization must be verified to stream this model.",
            Some("stream"),
            Some("unsupported_value"),
        ),
        Fault::OutputLimit if ask.max_tokens > Some(MOST_OUTPUT) => {
            let given = ask.max_tokens.unwrap_or_default();
            ApiError::bad(
                format!(
                    "max_tokens is too large: {given}. This model supports at most {MOST_OUTPUT} completion tokens, whereas you provided {given}."
                ),
                Some("max_tokens"),
                Some("invalid_value"),
            )
        }
        Fault::ErrorFirst if ask.sends("temperature") => return Some(error_first()),
        Fault::ErrorEmpty => return Some(Reply::text(400, "text/plain", String::new())),
        Fault::Status408 if first(memory, fault, body) => ApiError::of(
            408,
            "timeout",
            None,
            "The request timed out. Please try again.",
        ),
        Fault::Status409 if first(memory, fault, body) => ApiError::of(
            409,
            "conflict",
            None,
            "Another request was using this resource. Please try again.",
        ),
        Fault::Credit => ApiError::of(
            429,
            "billing",
            Some("credit_balance_exhausted"),
            "Your credit balance is exhausted. Please add credit to go on.",
        ),
        Fault::SpendLimit => ApiError::of(
            429,
            "organization_spend_limit_exceeded",
            Some("organization_spend_limit_exceeded"),
            "Your organization has reached its monthly spend limit.",
        ),
        Fault::ErrorString => {
            return Some(Reply::json(
                400,
                &json!({"error": "the practice endpoint refuses, and says so in a plain string"}),
            ));
        }
        Fault::NoImages if ask.messages.iter().any(|message| message.images > 0) => ApiError::bad(
            "Invalid content type. image_url is only supported by certain models.",
            Some("messages.[0].content.[0].type"),
            None,
        ),
        Fault::Leaky => {
            let sent = headers
                .get(header::AUTHORIZATION)
                .and_then(|value| value.to_str().ok())
                .unwrap_or("none");
            ApiError::bad(
                format!("Upstream refused the request with Authorization: {sent}"),
                None,
                None,
            )
        }
        _ => return None,
    };
    Some(error.reply())
}

/// OpenRouter: the stream has begun when the provider behind it refuses.
fn error_first() -> Reply {
    let error = errors::unsupported_parameter("temperature", "");
    let mut event = error.body();
    event["error"]["code"] = json!(400);
    event["choices"] = json!([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": "error"}]);
    let body = format!(": OPENROUTER PROCESSING\n\ndata: {event}\n\n");
    Reply::text(200, "text/event-stream; charset=utf-8", body)
}

/// As the kind of server says it that is known for it.
fn refused_parameter(name: &str) -> ApiError {
    match name {
        "seed" => ApiError::bad("property 'seed' is unsupported", None, None),
        "stop" => ApiError::bad("stop: Extra inputs are not permitted", None, None),
        name => errors::unsupported_parameter(name, ""),
    }
}

fn first(memory: &mut Memory, fault: Fault, body: &impl Hash) -> bool {
    memory.first_time(&(fault, memory::hash(body)))
}

fn server_error() -> ApiError {
    ApiError::of(
        500,
        "server_error",
        None,
        "The server had an error while processing your request. Sorry about that!",
    )
}

const HTML_503: &str = "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n<hr><center>nginx</center>\r\n<script>window.__xss = 'html'</script><img src=x onerror=\"window.__xss='html'\">\r\n</body>\r\n</html>\r\n";
