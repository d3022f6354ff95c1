//! Batches of segments, as the app asks for them, and what comes back.

use practice::Running;
use serde_json::{Map, Value, json};

use super::{Answer, post};

/// What the batch is asked for with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rung {
    Schema,
    JsonObject,
    Lines,
}

pub const WORD: &str = "q7Xb";

/// The request for these segments.
pub fn batch(model: &str, rung: Rung, to: &str, system: &str, segments: &[(&str, &str)]) -> Value {
    let object: Map<String, Value> = segments
        .iter()
        .map(|(key, text)| (key.to_string(), json!(text)))
        .collect();
    let lines: String = segments
        .iter()
        .map(|(key, text)| format!("⟦{key} {WORD}⟧\n{text}\n⟦/{key} {WORD}⟧\n"))
        .collect();
    let inside = match rung {
        Rung::Lines => lines.trim_end().to_owned(),
        _ => Value::Object(object).to_string(),
    };
    let user = format!(
        "⟦before {WORD}⟧\n[[\"Before.\",\"Davor.\"]]\n⟦/before {WORD}⟧\n⟦segments {WORD}⟧\n{inside}\n⟦/segments {WORD}⟧\nTranslate each value and answer with a JSON object."
    );
    let mut body = json!({"model": model, "stream": true, "messages": [
        {"role": "system", "content": format!("You translate.\n\nTarget language: Some ({to})\nSource language: English (en)\n{system}")},
        {"role": "user", "content": user}]});
    let keys: Vec<&str> = segments.iter().map(|(key, _)| *key).collect();
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let described = json!({"type": "string", "description": format!("Segment {key}")});
            (key.to_string(), described)
        })
        .collect();
    match rung {
        Rung::Schema => {
            body["response_format"] = json!({"type": "json_schema", "json_schema": {"name": "segments", "strict": true, "schema":
                {"type": "object", "properties": properties, "required": keys, "additionalProperties": false}}});
        }
        Rung::JsonObject => body["response_format"] = json!({"type": "json_object"}),
        Rung::Lines => {}
    }
    body
}

/// Asks for these sources, numbered from 1, in German; the answer as it came.
pub async fn asked(server: &Running, model: &str, rung: Rung, sources: &[&str]) -> Answer {
    let keys: Vec<String> = (1..=sources.len()).map(|key| key.to_string()).collect();
    let keys = keys.iter().map(String::as_str);
    let segments: Vec<(&str, &str)> = keys.zip(sources.iter().copied()).collect();
    post(&server.base_url(), &batch(model, rung, "de", "", &segments)).await
}

/// The translations of an answer of one JSON object, by key.
pub fn values(answer: &Answer) -> Vec<(String, String)> {
    let content = answer.content();
    let object: Map<String, Value> =
        serde_json::from_str(&content).unwrap_or_else(|_| panic!("no object: {content}"));
    object
        .into_iter()
        .map(|(key, value)| (key, value.as_str().unwrap().to_owned()))
        .collect()
}

/// Four segments, and what they become in German.
pub const FOUR: [&str; 4] = ["One cat ⟦1⟧is⟦/1⟧ 12.", "Two?", "Three %s!", "Four men."];
pub const GOOD: [&str; 4] = ["Öñé ćàţ ⟦1⟧îš⟦/1⟧ 12.", "Ţŵö?", "Ţĥŕéé %s!", "Ƒöûŕ ḿéñ."];

/// These targets with keys from 1.
pub fn numbered(targets: &[&str]) -> Vec<(String, String)> {
    let numbers = (1..).map(|key: usize| key.to_string());
    numbers.zip(targets.iter().map(|t| t.to_string())).collect()
}
