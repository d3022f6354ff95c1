//! Recordings turned into text (`POST audio/transcriptions`).

use serde_json::Value;

use crate::classify::describe;
use crate::{BaseUrl, Dialect, HttpRequest, Method, Problem, ProblemKind};

/// Asks what is said in a recording. Without a body: that is a form with the fields `model` and `file`, which only the
/// browser can write, with a `Content-Type` that names its boundary.
pub fn transcription_request(base: &BaseUrl) -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: base.join("audio/transcriptions"),
        headers: Dialect::of(base).headers(),
        body: None,
    }
}

/// What is said, without white space around it; empty where nothing was heard.
///
/// # Errors
/// What is no object with a `text` is not understood.
#[allow(clippy::result_large_err)] // once for each recording: no need for a box
pub fn parse_transcription(body: &[u8]) -> Result<String, Problem> {
    let raw = String::from_utf8_lossy(body);
    let root: Option<Value> = serde_json::from_str(raw.trim_start_matches('\u{feff}')).ok();
    let text = root
        .as_ref()
        .and_then(|root| root.get("text"))
        .and_then(Value::as_str);
    match text {
        Some(text) => Ok(text.trim().to_owned()),
        None => Err(describe(ProblemKind::NotUnderstood, None, &raw)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said() {
        let check = |body: &str, expect: Option<&str>| {
            let read = parse_transcription(body.as_bytes());
            assert_eq!(read.ok().as_deref(), expect, "{body}");
        };
        check(r#"{"text": " Hello there.\n"}"#, Some("Hello there."));
        check(
            r#"{"text": "", "usage": {"type": "duration", "seconds": 1}}"#,
            Some(""),
        );
        check("\u{feff}{\"text\": \"ah\"}", Some("ah"));
        check(r#"{"text": null}"#, None);
        check(r#"{"error": {"message": "no"}}"#, None);
        check("<html>", None);
        check("", None);
    }

    #[test]
    fn where_it_is_asked() {
        let base = BaseUrl::parse("https://api.example.org/v1/").unwrap();
        let request = transcription_request(&base);
        assert_eq!(
            request.url,
            "https://api.example.org/v1/audio/transcriptions"
        );
        assert_eq!(request.method, Method::Post);
        assert!(request.body.is_none() && request.headers.is_empty());
    }
}
