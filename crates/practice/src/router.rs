//! Paths, methods, and what every answer carries.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::watch;

use crate::audio;
use crate::auth;
use crate::chat;
use crate::cors::Cors;
use crate::errors::ApiError;
use crate::faults::{self, Fault, Model};
use crate::memory::Memory;
use crate::play::play;
use crate::reply::Reply;
use crate::seen::{Log, Seen, now_ms};

/// Images arrive as data URLs, so bodies may be large.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// When the models say they were made: 1 November 2026.
const CREATED: u64 = 1_793_491_200;

/// What the requests of one server share.
pub(crate) struct Shared {
    pub key: Option<String>,
    pub cors: Cors,
    pub memory: Mutex<Memory>,
    pub log: Log,
    pub count: AtomicU64,
    pub stopping: watch::Sender<bool>,
}

/// Answers one request.
pub(crate) async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let started = now_ms();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_BODY).await;
    let id = shared.count.fetch_add(1, Ordering::Relaxed);
    let bytes = body.as_ref().cloned().unwrap_or_default();
    let guard = shared.log.add(id, seen(&parts, &bytes));
    let intercepted = shared.cors.intercept(&parts.method, &parts.headers);
    let reply = match (intercepted, body) {
        (Some(reply), _) => reply,
        (None, Err(_)) => ApiError::of(
            413,
            "invalid_request_error",
            None,
            "The request body is too large.",
        )
        .reply(),
        (None, Ok(body)) => route(&shared, &parts, &body),
    };
    let mut response = play(reply, guard, shared.stopping.subscribe());
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-request-id", format!("req_practice{id:08x}")),
        (
            "openai-processing-ms",
            now_ms().saturating_sub(started).to_string(),
        ),
        ("openai-version", "2020-10-01".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    let preflight = parts.method == Method::OPTIONS;
    shared.cors.decorate(&parts.headers, preflight, headers);
    response
}

fn seen(parts: &Parts, body: &Bytes) -> Seen {
    let text = || Value::String(String::from_utf8_lossy(body).into_owned());
    let headers = parts.headers.iter();
    Seen {
        method: parts.method.to_string(),
        path: parts
            .uri
            .path_and_query()
            .map_or_else(|| parts.uri.path().to_owned(), ToString::to_string),
        headers: headers
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: match body.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(body).unwrap_or_else(|_| text()),
        },
        at_ms: now_ms(),
        aborted: false,
    }
}

fn route(shared: &Shared, parts: &Parts, body: &Bytes) -> Reply {
    let path = parts.uri.path();
    let wanted = match path {
        "/v1/models" => Method::GET,
        "/v1/chat/completions" | "/v1/audio/transcriptions" | "/v1/audio/speech" => Method::POST,
        _ if path
            .strip_prefix("/v1/models/")
            .is_some_and(|id| !id.is_empty()) =>
        {
            Method::GET
        }
        _ => {
            let message = format!("Invalid URL ({} {path})", parts.method);
            return ApiError::of(404, "invalid_request_error", None, message).reply();
        }
    };
    if parts.method != wanted {
        let message = format!(
            "Not allowed to {} on {path}. (HINT: Perhaps you meant to use a different HTTP method?)",
            parts.method
        );
        return ApiError::of(
            405,
            "invalid_request_error",
            Some("method_not_supported"),
            message,
        )
        .reply();
    }
    if let Err(error) = auth::check(shared.key.as_deref(), &parts.headers) {
        return error.reply();
    }
    if let Some(id) = path.strip_prefix("/v1/models/") {
        return match faults::find(id) {
            Some(model) => Reply::json(200, &described(model)),
            None => {
                let mut error = ApiError::of(
                    404,
                    "invalid_request_error",
                    Some("model_not_found"),
                    format!("The model '{id}' does not exist"),
                );
                error.param = Some("model".to_owned());
                error.reply()
            }
        };
    }
    if wanted == Method::GET {
        let models: Vec<Value> = faults::MODELS.iter().map(described).collect();
        return Reply::json(200, &json!({"object": "list", "data": models}));
    }
    let mut memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
    if path.starts_with("/v1/audio/") {
        if let Some(buckets) = &mut memory.buckets
            && let Err(refused) = buckets.take(0, "audio", now_ms())
        {
            return refused;
        }
        let answered = match path {
            "/v1/audio/speech" => audio::speech(body),
            _ => audio::transcriptions(&parts.headers, body),
        };
        return answered.unwrap_or_else(|error| error.reply());
    }
    chat::completions(&mut memory, &parts.headers, body, now_ms())
}

fn described(model: &Model) -> Value {
    let mut out =
        json!({"id": model.name, "object": "model", "created": CREATED, "owned_by": "practice"});
    if model.fault == Fault::OpenRouter {
        out["name"] = json!("Practice: as OpenRouter");
        out["context_length"] = json!(128_000);
        out["pricing"] = json!({"prompt": "0.00000015", "completion": "0.0000006", "input_cache_read": "0.000000075"});
        out["architecture"] =
            json!({"input_modalities": ["text", "image"], "output_modalities": ["text"]});
    }
    out
}
