//! The strict reading of a message's content parts.

use serde_json::Value;

use crate::errors::{ApiError, invalid_type, invalid_value, missing_parameter, unknown_parameter};

/// The text of all parts put together, and how many images there are.
pub(crate) fn parts(path: &str, role: &str, list: &[Value]) -> Result<(String, usize), ApiError> {
    const KINDS: &[&str] = &["text", "image_url", "input_audio", "refusal", "file"];
    let mut text = String::new();
    let mut images = 0;
    for (index, part) in list.iter().enumerate() {
        let path = format!("{path}[{index}]");
        let kind = part.get("type").and_then(Value::as_str);
        match kind {
            Some("text") | Some("refusal") => {
                let key = kind.unwrap_or_default();
                match part.get(key) {
                    Some(Value::String(words)) => text.push_str(words),
                    Some(other) => {
                        return Err(invalid_type(&format!("{path}.{key}"), "a string", other));
                    }
                    None => return Err(missing_parameter(&format!("{path}.{key}"))),
                }
            }
            Some("image_url") if role == "user" => {
                image(&format!("{path}.image_url"), part.get("image_url"))?;
                images += 1;
            }
            Some("image_url") => {
                return Err(ApiError::bad(
                    format!(
                        "Invalid '{path}'. Image URLs are only allowed for messages with role 'user', but this message with role '{role}' contains an image URL."
                    ),
                    Some(&path),
                    Some("invalid_value"),
                ));
            }
            Some(kind) if KINDS.contains(&kind) => {
                return Err(ApiError::bad(
                    format!("Content of type '{kind}' is not supported with this model."),
                    Some(&path),
                    None,
                ));
            }
            Some(kind) => return Err(invalid_value(&format!("{path}.type"), kind, KINDS)),
            None => return Err(missing_parameter(&format!("{path}.type"))),
        }
    }
    Ok((text, images))
}

fn image(path: &str, value: Option<&Value>) -> Result<(), ApiError> {
    let object = match value {
        Some(Value::Object(object)) => object,
        Some(other) => return Err(invalid_type(path, "an object", other)),
        None => return Err(missing_parameter(path)),
    };
    if let Some(key) = object.keys().find(|key| *key != "url" && *key != "detail") {
        return Err(unknown_parameter(&format!("{path}.{key}")));
    }
    if let Some(detail) = object.get("detail") {
        const DETAILS: &[&str] = &["auto", "low", "high"];
        let given = detail.as_str().unwrap_or_default();
        if !DETAILS.contains(&given) {
            return Err(invalid_value(&format!("{path}.detail"), given, DETAILS));
        }
    }
    let path = format!("{path}.url");
    match object.get("url") {
        Some(Value::String(url))
            if url.starts_with("https://")
                || (url.starts_with("data:image/") && url.contains(";base64,")) =>
        {
            Ok(())
        }
        Some(Value::String(_)) => Err(ApiError::bad(
            format!(
                "Invalid '{path}'. Expected a valid URL, but got a value with an invalid format."
            ),
            Some(&path),
            Some("invalid_value"),
        )),
        Some(other) => Err(invalid_type(&path, "a string", other)),
        None => Err(missing_parameter(&path)),
    }
}
