//! Cross-origin answers in the manner of three kinds of endpoint.

use axum::http::{HeaderMap, HeaderValue, Method, header};

use crate::reply::Reply;

/// How the endpoint treats pages of other origins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cors {
    /// As api.openai.com: any origin, the headers `Authorization` and `Content-Type` only, `X-Request-ID` exposed.
    #[default]
    OpenAi,
    /// As LM Studio without `--cors`: no CORS headers at all.
    Off,
    /// As Ollama without `OLLAMA_ORIGINS`: 403 to every origin but localhost, 127.0.0.1 and 0.0.0.0.
    OllamaStyle,
}

const ALLOWED: [&str; 2] = ["authorization", "content-type"];
/// What browsers let any page send without asking.
const SAFELISTED: [&str; 3] = ["accept", "accept-language", "content-language"];

impl Cors {
    /// The answer to a preflight or to a refused origin, before anything else is looked at.
    pub(crate) fn intercept(self, method: &Method, headers: &HeaderMap) -> Option<Reply> {
        let origin = headers.get(header::ORIGIN).and_then(|v| v.to_str().ok());
        if self == Cors::OllamaStyle && origin.is_some_and(|origin| !is_local(origin)) {
            return Some(Reply::text(403, "text/plain", String::new()));
        }
        if method != Method::OPTIONS {
            return None;
        }
        if self == Cors::Off {
            return Some(Reply::text(405, "text/plain", "CORS is off".to_owned()));
        }
        let refused = refused_headers(headers);
        if self == Cors::OpenAi && !refused.is_empty() {
            return Some(Reply::text(
                400,
                "text/plain",
                format!("Disallowed CORS headers: {}", refused.join(", ")),
            ));
        }
        Some(Reply {
            status: 204,
            headers: Vec::new(),
            steps: Vec::new(),
        })
    }

    /// Adds the headers that every answer carries, errors included.
    pub(crate) fn decorate(self, asked: &HeaderMap, preflight: bool, answer: &mut HeaderMap) {
        let origin = match self {
            Cors::Off => return,
            Cors::OpenAi => HeaderValue::from_static("*"),
            Cors::OllamaStyle => match asked.get(header::ORIGIN) {
                Some(origin) if origin.to_str().is_ok_and(is_local) => origin.clone(),
                _ => return,
            },
        };
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if self == Cors::OpenAi {
            answer.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("X-Request-ID"),
            );
        }
        if preflight {
            answer.insert(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                HeaderValue::from_static("GET, OPTIONS, POST"),
            );
            let allowed = match self {
                Cors::OllamaStyle => "authorization, content-type, user-agent, accept",
                _ => "authorization, content-type",
            };
            answer.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static(allowed),
            );
        }
    }
}

fn refused_headers(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| {
            !name.is_empty()
                && !ALLOWED.contains(&name.as_str())
                && !SAFELISTED.contains(&name.as_str())
        })
        .collect()
}

fn is_local(origin: &str) -> bool {
    let Some((_, rest)) = origin.split_once("://") else {
        return false;
    };
    let host = rest.split_once(':').map_or(rest, |(host, _)| host);
    matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0")
}
