//! Audio: pretends to hear, and to speak.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde_json::{Value, json};

use crate::errors::{
    ApiError, invalid_type, invalid_value, missing_parameter, model_not_found, unknown_parameter,
};
use crate::faults::{self, Fault, Model};
use crate::reply::{Reply, Step};

/// What is heard in every recording.
const HEARD: &str = "The practice endpoint only pretends to have heard this.";

/// The most characters that are read aloud (CreateSpeechRequest).
const MOST_SPOKEN: usize = 4_096;

/// Samples a second.
const RATE: u32 = 16_000;

/// Answers `POST /v1/audio/transcriptions`.
pub(crate) fn transcriptions(headers: &HeaderMap, body: &Bytes) -> Result<Reply, ApiError> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
    let boundary = kind
        .strip_prefix("multipart/form-data")
        .and_then(|rest| rest.split_once("boundary="))
        .map(|(_, word)| word.trim_matches('"'))
        .ok_or_else(|| {
            ApiError::bad(
                "Could not parse multipart form: no boundary in the Content-Type.",
                None,
                None,
            )
        })?;
    let fields = fields(body, boundary);
    let field = |name: &str| fields.iter().find(|field| field.name == name);
    let text = |name: &str| {
        field(name).map(|field| String::from_utf8_lossy(field.value).trim().to_owned())
    };
    let file = field("file").ok_or_else(|| missing_parameter("file"))?;
    model(&text("model").ok_or_else(|| missing_parameter("model"))?)?;
    if file.value.is_empty() {
        return Err(ApiError::bad(
            "Audio file is too short. Minimum audio length is 0.1 seconds.",
            Some("file"),
            Some("audio_too_short"),
        ));
    }
    const FORMATS: &[&str] = &["json", "text", "verbose_json"];
    let seconds = file.value.len() / RATE as usize + 1;
    match text("response_format").as_deref().unwrap_or("json") {
        "json" => Ok(Reply::json(
            200,
            &json!({"text": HEARD, "usage": {"type": "duration", "seconds": seconds}}),
        )),
        "text" => Ok(Reply::text(200, "text/plain", format!("{HEARD}\n"))),
        "verbose_json" => Ok(Reply::json(
            200,
            &json!({"task": "transcribe", "language": "english", "duration": seconds, "text": HEARD}),
        )),
        other => Err(invalid_value("response_format", other, FORMATS)),
    }
}

/// What may be asked of a voice (CreateSpeechRequest).
const SPEECH_PARAMETERS: &[&str] = &[
    "model",
    "voice",
    "input",
    "instructions",
    "response_format",
    "speed",
    "stream_format",
];

const SOUNDS: &[&str] = &["mp3", "opus", "aac", "flac", "wav", "pcm"];

const VOICES: &[&str] = &[
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage",
    "shimmer", "verse",
];

/// Answers `POST /v1/audio/speech`: a short tone, as WAV whatever the format.
pub(crate) fn speech(body: &Bytes) -> Result<Reply, ApiError> {
    let body: Value = serde_json::from_slice(body).map_err(|_| crate::ask::not_json())?;
    let sent = body.as_object().ok_or_else(crate::ask::not_json)?;
    if let Some(name) = sent
        .keys()
        .find(|name| !SPEECH_PARAMETERS.contains(&name.as_str()))
    {
        return Err(unknown_parameter(name));
    }
    let text = |name: &str| match sent.get(name) {
        None => Err(missing_parameter(name)),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(other) => Err(invalid_type(name, "a string", other)),
    };
    model(text("model")?)?;
    for (name, allowed) in [("voice", VOICES), ("response_format", SOUNDS)] {
        // Only the voice must be said.
        if name == "voice" || sent.contains_key(name) {
            let said = text(name)?;
            if !allowed.contains(&said) {
                return Err(invalid_value(name, said, allowed));
            }
        }
    }
    if let Some(speed) = sent.get("speed") {
        let fits = |speed: f64| (0.25..=4.0).contains(&speed);
        if !speed.as_f64().is_some_and(fits) {
            return Err(ApiError::bad(
                "Invalid 'speed': expected a number from 0.25 to 4.0.",
                Some("speed"),
                Some("invalid_value"),
            ));
        }
    }
    let length = text("input")?.chars().count();
    if length == 0 || length > MOST_SPOKEN {
        return Err(ApiError::bad(
            format!(
                "Invalid 'input': expected a string of 1 to {MOST_SPOKEN} characters, but got {length}."
            ),
            Some("input"),
            Some("invalid_value"),
        ));
    }
    let wav = Bytes::from(tone(length));
    Ok(Reply::script(200, "audio/wav", vec![Step::Write(wav)]))
}

fn model(name: &str) -> Result<&'static Model, ApiError> {
    match faults::find(name) {
        Some(model) if model.fault != Fault::NoAudio => Ok(model),
        _ => Err(model_not_found(name)),
    }
}

/// A tone for a text of so many characters, at most three seconds of it: 16 bits, one channel.
fn tone(characters: usize) -> Vec<u8> {
    let samples = (RATE / 4 + RATE / 20 * characters as u32).min(RATE * 3);
    let bytes = samples * 2;
    let mut wav = Vec::with_capacity(44 + bytes as usize);
    wav.extend(b"RIFF");
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    wav.extend([1, 0, 1, 0]);
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(bytes.to_le_bytes());
    for at in 0..samples {
        let phase = at as f32 / RATE as f32 * 440.0 * std::f32::consts::TAU;
        wav.extend(((phase.sin() * 3_000.0) as i16).to_le_bytes());
    }
    wav
}

struct Field<'a> {
    name: String,
    value: &'a [u8],
}

/// The parts of a multipart form (RFC 7578); what is malformed is left out.
fn fields<'a>(body: &'a [u8], boundary: &str) -> Vec<Field<'a>> {
    let mark = format!("--{boundary}");
    let mut out = Vec::new();
    let mut rest = match position(body, mark.as_bytes()) {
        Some(at) => &body[at + mark.len()..],
        None => return out,
    };
    let end = format!("\r\n{mark}");
    while let Some(length) = position(rest, end.as_bytes()) {
        let part = &rest[..length];
        rest = &rest[length + end.len()..];
        let Some(head) = position(part, b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&part[..head]);
        let name = text
            .split([';', '\r', '\n'])
            .find_map(|piece| piece.trim().strip_prefix("name=\"")?.strip_suffix('"'));
        if let Some(name) = name {
            out.push(Field {
                name: name.to_owned(),
                value: &part[head + 4..],
            });
        }
    }
    out
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &[(&str, &str)]) {
        let found = fields(body.as_bytes(), "x");
        let found: Vec<(&str, &[u8])> = found.iter().map(|f| (f.name.as_str(), f.value)).collect();
        let expected: Vec<(&str, &[u8])> =
            expected.iter().map(|(n, v)| (*n, v.as_bytes())).collect();
        assert_eq!(found, expected, "{body:?}");
    }

    #[test]
    fn forms_are_read() {
        check(
            "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.webm\"\r\nContent-Type: audio/webm\r\n\r\na\r\nb\r\n--x--\r\n",
            &[("model", "m"), ("file", "a\r\nb")],
        );
        check("--x\r\nno head\r\n--x--", &[]);
        check("--x\r\nname=\"a\"\r\n\r\nnever ends", &[]);
        check("", &[]);
    }

    #[test]
    fn tones_are_whole_files() {
        let wav = tone(5);
        assert_eq!(&wav[..4], b"RIFF");
        let told = u32::from_le_bytes([wav[4], wav[5], wav[6], wav[7]]) as usize;
        assert_eq!(told + 8, wav.len());
        assert!(tone(4_000).len() < 100_000);
    }
}
