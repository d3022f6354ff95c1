//! From a refusal to a [`Problem`]: what it is, in terms of what the person can do.

use crate::error_body::ErrorBody;
use crate::retry_after::{duration, retry_after, within_a_minute};
use crate::text::{first_chars, has, has_word, one_line, without_keys};
use crate::{Millis, Problem, ProblemKind, ResponseHead};

/// Reads an error response. `status` is the HTTP status, `now` the wall clock (for a `retry-after` date).
pub fn classify(status: u16, head: &ResponseHead, body: &[u8], now: Millis) -> Problem {
    let raw = String::from_utf8_lossy(body);
    let error = ErrorBody::read(body);
    let kind = match &error {
        Some(error) => said(error, status).unwrap_or_else(|| by_status(status, error)),
        None => unsaid(status, &raw),
    };
    let mut problem = describe(kind, error, &raw);
    problem.status = Some(status);
    problem.request_id = head.request_id.clone().or(problem.request_id);
    problem.retry_after = retry_after(head, now).or(problem.retry_after);
    problem
}

/// Reads an error that came after a 200, as part of the answer. `raw` is the text it came in.
pub(crate) fn classify_late(error: ErrorBody, raw: &str, head: &ResponseHead) -> Problem {
    // OpenRouter gives the provider's HTTP status as the code.
    let status = error
        .code
        .as_ref()
        .and_then(|code| code.parse().ok())
        .filter(|code| (400..600).contains(code));
    let kind = match said(&error, status.unwrap_or(200)) {
        Some(ProblemKind::ServerTrouble) | None => match status {
            Some(status @ (400..=404 | 413 | 422 | 429)) => by_status(status, &error),
            _ if error.r#type.as_deref() == Some("invalid_request_error") => {
                ProblemKind::BadRequest
            }
            _ => ProblemKind::Interrupted,
        },
        Some(kind) => kind,
    };
    let mut problem = describe(kind, Some(error), raw);
    problem.status = Some(head.status);
    problem.request_id = head.request_id.clone().or(problem.request_id);
    problem
}

/// A problem with what was said filled in, each text cut to its size.
pub(crate) fn describe(kind: ProblemKind, error: Option<ErrorBody>, raw: &str) -> Problem {
    let error = error.unwrap_or_else(|| ErrorBody {
        message: raw.to_owned(),
        ..ErrorBody::default()
    });
    let asked = error
        .retry_delay
        .as_deref()
        .and_then(duration)
        .or_else(|| wait_in_words(&error.message));
    Problem {
        message: one_line(&without_keys(first_chars(&error.message, 2_000)), 300),
        code: error.code.or(error.r#type).or(error.status_word),
        param: error.param,
        request_id: error.request_id,
        retry_after: asked.and_then(within_a_minute),
        body: without_keys(first_chars(raw, 2_000)),
        ..Problem::new(kind)
    }
}

/// What the error's own words make it, whatever the status.
fn said(error: &ErrorBody, status: u16) -> Option<ProblemKind> {
    let words = [&error.code, &error.r#type, &error.status_word];
    let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    let is = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let message = error.message.as_str();

    let no_money = [
        "insufficient_quota",
        "credit_balance_exhausted",
        "billing_hard_limit_reached",
        "billing_not_active",
        "insufficient_balance",
        "billing_error",
    ];
    let limit_met = |word: &&str| {
        word.ends_with("_spend_limit_exceeded") || word.ends_with("_usage_limit_exceeded")
    };
    if is(&no_money) || words.iter().any(limit_met) || has(message, "credit balance is too low") {
        return Some(ProblemKind::NoMoney);
    }
    if is(&["context_length_exceeded", "exceed_context_size_error"])
        || (status != 401 && is_too_long(message))
    {
        return Some(ProblemKind::TooLong {
            limit: error.context.or_else(|| limit_in_words(message)),
        });
    }
    if error.flagged
        || is(&[
            "content_filter",
            "content_policy_violation",
            "moderation_blocked",
            "content_filtered",
        ])
    {
        return Some(ProblemKind::Refused);
    }
    if is(&["invalid_api_key", "authentication_error", "UNAUTHENTICATED"])
        || has(message, "api key not valid")
    {
        return Some(ProblemKind::KeyRefused);
    }
    let no_such = is(&["not_found_error", "NOT_FOUND"]) || status == 404;
    if is(&["model_not_found", "model_not_available", "invalid_model"])
        || (no_such && has(message, "model"))
        || has(message, "not a valid model")
    {
        return Some(ProblemKind::ModelNotFound);
    }
    if is(&[
        "rate_limit_exceeded",
        "rate_limit_error",
        "rate_limited",
        "too_many_requests",
        "RESOURCE_EXHAUSTED",
    ]) {
        return Some(ProblemKind::RateLimited);
    }
    if is(&[
        "unsupported_country_region_territory",
        "permission_error",
        "PERMISSION_DENIED",
    ]) {
        return Some(ProblemKind::Forbidden);
    }
    let trouble = [
        "server_error",
        "overloaded_error",
        "api_error",
        "internal_server_error",
        "UNAVAILABLE",
        "INTERNAL",
    ];
    if !(400..500).contains(&status) && is(&trouble) {
        return Some(ProblemKind::ServerTrouble);
    }
    None
}

fn by_status(status: u16, error: &ErrorBody) -> ProblemKind {
    match status {
        401 => ProblemKind::KeyRefused,
        402 => ProblemKind::NoMoney,
        403 if has_word(&error.message.to_ascii_lowercase(), "origin") => {
            ProblemKind::OriginRefused
        }
        403 | 451 => ProblemKind::Forbidden,
        // A path that is not there is a wrong base URL, not a wrong request; and it is the API that says so.
        404 | 405 => ProblemKind::NotFound,
        413 => ProblemKind::TooLong { limit: None },
        408 | 409 | 425 => ProblemKind::ServerTrouble,
        429 => ProblemKind::RateLimited,
        500.. => ProblemKind::ServerTrouble,
        400..500 => ProblemKind::BadRequest,
        _ => ProblemKind::NotUnderstood,
    }
}

/// Not an error body at all: a proxy's HTML, bare text, nothing. The status alone counts where it is clear.
fn unsaid(status: u16, raw: &str) -> ProblemKind {
    match status {
        401 => ProblemKind::KeyRefused,
        402 => ProblemKind::NoMoney,
        // Ollama refuses a foreign origin with an empty 403.
        403 if raw.trim().is_empty() || has(raw, "origin not allowed") => {
            ProblemKind::OriginRefused
        }
        403 | 451 => ProblemKind::Forbidden,
        413 => ProblemKind::TooLong { limit: None },
        408 | 409 | 425 => ProblemKind::ServerTrouble,
        429 => ProblemKind::RateLimited,
        500.. => ProblemKind::ServerTrouble,
        // JSON that says nothing of an error is no page of a proxy's all the same.
        404 | 405 if serde_json::from_str::<serde_json::Map<_, _>>(raw).is_ok() => {
            ProblemKind::NotFound
        }
        _ => ProblemKind::NotUnderstood,
    }
}

fn is_too_long(message: &str) -> bool {
    [
        "maximum context length",
        "context_length_exceeded",
        "exceeds the context",
        "exceed context size",
        "exceeds the available context",
        "prompt is too long",
        "exceeds the maximum number of tokens",
        "context window",
        "reduce the length of the messages",
    ]
    .iter()
    .any(|words| has(message, words))
}

/// The number in "maximum context length is 8192 tokens" and its like.
fn limit_in_words(message: &str) -> Option<u64> {
    const BEFORE: [&str; 9] = [
        "context length is ",
        "context length of only ",
        "context length of ",
        "context window of ",
        "context size (",
        "tokens allowed (",
        "tokens > ",
        "limit ",
        "limit: ",
    ];
    let message = message.to_ascii_lowercase();
    BEFORE.iter().find_map(|before| {
        let (_, after) = message.split_once(before)?;
        let digits: String = after
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .filter(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    })
}

/// OpenAI and Groq write "Please try again in 1m2.5s": in a browser often the only sign, as headers are hidden.
fn wait_in_words(message: &str) -> Option<Millis> {
    let message = message.to_ascii_lowercase();
    let (_, after) = message
        .split_once("try again in ")
        .or_else(|| message.split_once("retry in "))?;
    duration(after)
}
