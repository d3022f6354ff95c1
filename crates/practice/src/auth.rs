//! The key check, with OpenAI's words.

use axum::http::{HeaderMap, header};

use crate::errors::ApiError;

const NO_KEY: &str = "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from https://platform.openai.com/account/api-keys.";

/// Refuses every key but `expected`; any or none is fine when no key is expected.
pub(crate) fn check(expected: Option<&str>, headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(expected) = expected else {
        return Ok(());
    };
    match bearer(headers) {
        None => Err(ApiError::of(401, "invalid_request_error", None, NO_KEY)),
        Some(given) if given == expected => Ok(()),
        Some(given) => Err(wrong_key(given)),
    }
}

/// What OpenAI says of a wrong key; it shows the ends of the key, as the real one does.
pub(crate) fn wrong_key(given: &str) -> ApiError {
    ApiError::of(
        401,
        "invalid_request_error",
        Some("invalid_api_key"),
        format!(
            "Incorrect API key provided: {}. You can find your API key at https://platform.openai.com/account/api-keys.",
            masked(given)
        ),
    )
}

pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let key = value.strip_prefix("Bearer ")?.trim();
    (!key.is_empty()).then_some(key)
}

fn masked(key: &str) -> String {
    let chars: Vec<char> = key.chars().collect();
    if chars.len() < 16 {
        return "*".repeat(chars.len());
    }
    let start: String = chars[..8].iter().collect();
    let end: String = chars[chars.len() - 4..].iter().collect();
    format!("{start}{}{end}", "*".repeat(chars.len() - 12))
}
