//! The strict reading of `response_format`.

use serde_json::{Map, Value};

use crate::errors::{ApiError, invalid_type, invalid_value, missing_parameter, unknown_parameter};
use crate::schema;
use crate::validate::{Kind, check};

pub(crate) fn response_format(format: &Map<String, Value>) -> Result<(), ApiError> {
    const KINDS: &[&str] = &["text", "json_object", "json_schema"];
    let kind = match format.get("type") {
        None => return Err(missing_parameter("response_format.type")),
        Some(Value::String(kind)) => kind.as_str(),
        Some(other) => return Err(invalid_type("response_format.type", "a string", other)),
    };
    if !KINDS.contains(&kind) {
        return Err(invalid_value("response_format.type", kind, KINDS));
    }
    if let Some(key) = format
        .keys()
        .find(|key| *key != "type" && (*key != "json_schema" || kind != "json_schema"))
    {
        return Err(unknown_parameter(&format!("response_format.{key}")));
    }
    if kind != "json_schema" {
        return Ok(());
    }
    let inner = match format.get("json_schema") {
        None => return Err(missing_parameter("response_format.json_schema")),
        Some(Value::Object(inner)) => inner,
        Some(other) => {
            return Err(invalid_type(
                "response_format.json_schema",
                "an object",
                other,
            ));
        }
    };
    for (key, value) in inner {
        let path = format!("response_format.json_schema.{key}");
        let kind = match key.as_str() {
            "name" | "description" => Kind::Text,
            "strict" => Kind::Flag,
            "schema" => Kind::Object,
            _ => return Err(unknown_parameter(&path)),
        };
        if !value.is_null() || key == "name" {
            check(&path, &kind, value)?;
        }
    }
    let path = "response_format.json_schema.name";
    let name = match inner.get("name").and_then(Value::as_str) {
        None => return Err(missing_parameter(path)),
        Some(name) => name,
    };
    if name.len() > 64 {
        return Err(ApiError::bad(
            format!(
                "Invalid '{path}': string too long. Expected a string with maximum length 64, but got a string with length {} instead.",
                name.len()
            ),
            Some(path),
            Some("string_above_max_length"),
        ));
    }
    if name.is_empty()
        || !name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    {
        return Err(ApiError::bad(
            format!(
                "Invalid '{path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
            ),
            Some(path),
            Some("invalid_value"),
        ));
    }
    if inner.get("strict") == Some(&Value::Bool(true)) {
        let empty = Value::Object(Map::new());
        schema::strict(inner.get("schema").unwrap_or(&empty)).map_err(|problem| {
            ApiError::bad(
                format!("Invalid schema for response_format '{name}': {problem}"),
                Some("response_format"),
                None,
            )
        })?;
    }
    Ok(())
}
