//! A text read aloud (`POST audio/speech`, CreateSpeechRequest).

use serde_json::json;

use crate::classify::describe;
use crate::{BaseUrl, Dialect, HttpRequest, Method, Problem, ProblemKind, ResponseHead};

/// The most characters that are read aloud at once.
pub const SPEECH_MOST: usize = 4_096;

/// What sound is asked for: all browsers play it, and it is a tenth of what plain samples are.
const FORMAT: &str = "mp3";

/// Asks for the sound of a text of at most [`SPEECH_MOST`] characters.
pub fn speech_request(base: &BaseUrl, model: &str, voice: &str, input: &str) -> HttpRequest {
    let body = json!({
        "model": model,
        "voice": voice,
        "input": input,
        "response_format": FORMAT,
    });
    let mut headers = Dialect::of(base).headers();
    headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    HttpRequest {
        method: Method::Post,
        url: base.join("audio/speech"),
        headers,
        body: Some(body.to_string()),
    }
}

/// What kind of sound an answer is, as a MIME type: what it says itself (some servers have but one), else what was asked for.
///
/// # Errors
/// An answer that is empty, or says that it is text, is not understood.
#[allow(clippy::result_large_err)] // once for each text: no need for a box
pub fn speech_kind(head: &ResponseHead, body: &[u8]) -> Result<String, Problem> {
    let told = head.content_type.as_deref().unwrap_or_default();
    let told = told.split(';').next().unwrap_or_default().trim();
    let told = told.to_ascii_lowercase();
    let text = told.starts_with("text/") || told.ends_with("json") || told.ends_with("xml");
    if body.is_empty() || text {
        let raw = String::from_utf8_lossy(&body[..body.len().min(SHOWN_MOST)]);
        return Err(describe(ProblemKind::NotUnderstood, None, &raw));
    }
    Ok(match told.starts_with("audio/") {
        true => told,
        false => "audio/mpeg".to_owned(),
    })
}

/// As much of an answer that is none is kept to be shown, in bytes.
const SHOWN_MOST: usize = 4_000;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked() {
        let base = BaseUrl::parse("https://api.example.org/v1/").unwrap();
        let request = speech_request(&base, "tts-1", "alloy", "Say \"ah\"\n");
        assert_eq!(request.url, "https://api.example.org/v1/audio/speech");
        assert_eq!(request.method, Method::Post);
        assert_eq!(
            request.headers,
            [("Content-Type".to_owned(), "application/json".to_owned())]
        );
        let body: serde_json::Value = serde_json::from_str(&request.body.unwrap()).unwrap();
        assert_eq!(
            body,
            json!({"model": "tts-1", "voice": "alloy", "input": "Say \"ah\"\n", "response_format": "mp3"})
        );
    }

    #[test]
    fn kinds_of_sound() {
        let check = |told: Option<&str>, body: &[u8], expect: Option<&str>| {
            let head = ResponseHead {
                content_type: told.map(str::to_owned),
                ..ResponseHead::default()
            };
            let kind = speech_kind(&head, body);
            assert_eq!(kind.ok().as_deref(), expect, "{told:?}");
        };
        check(Some("audio/wav"), b"RIFF", Some("audio/wav"));
        check(Some("Audio/MPEG; rate=24000"), b"x", Some("audio/mpeg"));
        check(Some("application/octet-stream"), b"x", Some("audio/mpeg"));
        check(None, b"x", Some("audio/mpeg"));
        check(Some("audio/mpeg"), b"", None);
        check(Some("text/html; charset=utf-8"), b"<html>", None);
        check(Some("application/json"), b"{}", None);
        check(Some("application/problem+json"), b"{}", None);
    }
}
