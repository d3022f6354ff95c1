//! Requests and response heads as plain values; the browser edge performs them and adds the key.

use serde::{Deserialize, Serialize};

use crate::{BaseUrl, ChatRequest, Dialect, Quirks};

/// The methods this protocol needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
}

impl Method {
    /// In capitals, as HTTP has it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// A request to send. Without `Authorization`: only the browser edge holds the key and adds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// The headers besides `Authorization`. Any other than these breaks some endpoint's preflight.
    pub headers: Vec<(String, String)>,
    /// The JSON text.
    pub body: Option<String>,
}

/// The part of a response's head that the protocol uses. In a browser most of it is invisible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseHead {
    /// The HTTP status.
    pub status: u16,
    /// `content-type`.
    pub content_type: Option<String>,
    /// `x-request-id`.
    pub request_id: Option<String>,
    /// `retry-after`: seconds or an HTTP date.
    pub retry_after: Option<String>,
    /// `retry-after-ms`.
    pub retry_after_ms: Option<String>,
}

/// Asks which models there are.
pub fn models_request(base: &BaseUrl) -> HttpRequest {
    HttpRequest {
        method: Method::Get,
        url: base.join("models"),
        headers: Dialect::of(base).headers(),
        body: None,
    }
}

/// Asks for a completion, as this endpoint and model want to be asked.
pub fn chat_request(base: &BaseUrl, request: &ChatRequest, quirks: &Quirks) -> HttpRequest {
    let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    headers.extend(Dialect::of(base).headers());
    HttpRequest {
        method: Method::Post,
        url: base.join("chat/completions"),
        headers,
        body: Some(crate::body::body(request, quirks)),
    }
}
