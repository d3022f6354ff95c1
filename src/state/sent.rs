//! What was sent, to be looked at and copied: never with the key's value.

use super::Preset;
use wire::{HttpRequest, Language};

/// A request as it left the page (without the Authorization header, which only the browser edge ever adds).
#[derive(Clone, Debug, PartialEq)]
pub struct SentView {
    /// `GET` or `POST`
    pub method: String,
    /// The full address
    pub url: String,
    /// The body, indented; empty when there was none
    pub json: String,
    request: HttpRequest,
    env_var: &'static str,
}

impl SentView {
    pub(super) fn new(request: &HttpRequest, preset: Preset) -> SentView {
        let json = request.body.as_deref().map(indented).unwrap_or_default();
        SentView {
            method: request.method.name().to_string(),
            url: request.url.clone(),
            json,
            request: request.clone(),
            env_var: preset.env_var(),
        }
    }

    pub(super) fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// The same call as code, the key taken from an environment variable.
    pub fn snippet(&self, language: Language) -> String {
        wire::snippet(&self.request, language, self.env_var)
    }
}

fn indented(body: &str) -> String {
    serde_json::from_str::<serde_json::Value>(body)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| body.to_string())
}
