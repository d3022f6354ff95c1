//! The strict reading of a chat request's parameters (CreateChatCompletionRequest of the OpenAPI document).

use serde_json::{Map, Value};

use crate::errors::{
    ApiError, invalid_type, invalid_value, unknown_parameter, unsupported_parameter,
};
use crate::response_format::response_format;

/// What a parameter may be; null is as good as absent for all of them.
pub(crate) enum Kind {
    Text,
    Flag,
    Integer(i64, i64),
    Decimal(f64, f64),
    List,
    Object,
    TextOrList,
    TextOrObject,
    OneOf(&'static [&'static str]),
}

const EFFORTS: &[&str] = &["none", "minimal", "low", "medium", "high", "xhigh", "max"];
const MOST: i64 = i64::MAX;

#[rustfmt::skip]
const PARAMETERS: &[(&str, Kind)] = &[
    ("messages", Kind::List),
    ("model", Kind::Text),
    ("audio", Kind::Object),
    ("frequency_penalty", Kind::Decimal(-2.0, 2.0)),
    ("function_call", Kind::TextOrObject),
    ("functions", Kind::List),
    ("logit_bias", Kind::Object),
    ("logprobs", Kind::Flag),
    ("max_completion_tokens", Kind::Integer(1, MOST)),
    ("max_tokens", Kind::Integer(1, MOST)),
    ("metadata", Kind::Object),
    ("modalities", Kind::List),
    ("n", Kind::Integer(1, 128)),
    ("parallel_tool_calls", Kind::Flag),
    ("prediction", Kind::Object),
    ("presence_penalty", Kind::Decimal(-2.0, 2.0)),
    ("prompt_cache_key", Kind::Text),
    ("prompt_cache_retention", Kind::Text),
    ("reasoning_effort", Kind::OneOf(EFFORTS)),
    ("response_format", Kind::Object),
    ("safety_identifier", Kind::Text),
    ("seed", Kind::Integer(i64::MIN, MOST)),
    ("service_tier", Kind::OneOf(&["auto", "default", "flex", "scale", "priority"])),
    ("stop", Kind::TextOrList),
    ("store", Kind::Flag),
    ("stream", Kind::Flag),
    ("stream_options", Kind::Object),
    ("temperature", Kind::Decimal(0.0, 2.0)),
    ("tool_choice", Kind::TextOrObject),
    ("tools", Kind::List),
    ("top_logprobs", Kind::Integer(0, 20)),
    ("top_p", Kind::Decimal(0.0, 1.0)),
    ("user", Kind::Text),
    ("verbosity", Kind::OneOf(&["low", "medium", "high"])),
    ("web_search_options", Kind::Object),
];

/// Checks everything but the messages; `reasoning` says whether the model is a reasoning model.
pub(crate) fn parameters(body: &Map<String, Value>, reasoning: bool) -> Result<(), ApiError> {
    for (name, value) in body {
        let Some((_, kind)) = PARAMETERS.iter().find(|(known, _)| known == name) else {
            return Err(unknown_parameter(name));
        };
        if !value.is_null() {
            check(name, kind, value)?;
        }
    }
    let has = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    let streaming = body.get("stream") == Some(&Value::Bool(true));
    if has("stream_options") {
        if !streaming {
            return Err(ApiError::bad(
                "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                Some("stream_options"),
                None,
            ));
        }
        flags(
            body,
            "stream_options",
            &["include_usage", "include_obfuscation"],
        )?;
    }
    if reasoning {
        reasoning_model(body)?;
    } else if has("reasoning_effort") {
        return Err(unsupported_parameter("reasoning_effort", ""));
    }
    if has("max_tokens") && has("max_completion_tokens") {
        return Err(ApiError::bad(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            Some("max_tokens"),
            Some("invalid_parameter_combination"),
        ));
    }
    if body.get("n").and_then(Value::as_i64).is_some_and(|n| n > 1) {
        return Err(ApiError::bad(
            "Unsupported value: 'n' does not support more than 1 with this model.",
            Some("n"),
            Some("unsupported_value"),
        ));
    }
    if has("audio") {
        return Err(unsupported_parameter("audio", ""));
    }
    stops(body.get("stop"))?;
    if let Some(Value::Object(format)) = body.get("response_format") {
        response_format(format)?;
    }
    Ok(())
}

pub(crate) fn check(path: &str, kind: &Kind, value: &Value) -> Result<(), ApiError> {
    let (fits, expected) = match kind {
        Kind::Text | Kind::OneOf(_) => (value.is_string(), "a string"),
        Kind::Flag => (value.is_boolean(), "a boolean"),
        Kind::Integer(..) => (value.is_i64() || value.is_u64(), "an integer"),
        Kind::Decimal(..) => (value.is_number(), "a decimal"),
        Kind::List => (value.is_array(), "an array"),
        Kind::Object => (value.is_object(), "an object"),
        Kind::TextOrList => (
            value.is_string() || value.is_array(),
            "a string or an array of strings",
        ),
        Kind::TextOrObject => (
            value.is_string() || value.is_object(),
            "a string or an object",
        ),
    };
    if !fits {
        return Err(invalid_type(path, expected, value));
    }
    match kind {
        Kind::OneOf(allowed) => {
            let given = value.as_str().unwrap_or_default();
            if !allowed.contains(&given) {
                return Err(invalid_value(path, given, allowed));
            }
        }
        Kind::Integer(low, high) => {
            let given = value.as_i64().unwrap_or(MOST);
            if given < *low {
                return Err(range(path, "integer", "below minimum", ">=", low, value));
            } else if given > *high {
                return Err(range(path, "integer", "above maximum", "<=", high, value));
            }
        }
        Kind::Decimal(low, high) => {
            let given = value.as_f64().unwrap_or_default();
            if given < *low {
                return Err(range(path, "decimal", "below minimum", ">=", low, value));
            } else if given > *high {
                return Err(range(path, "decimal", "above maximum", "<=", high, value));
            }
        }
        _ => {}
    }
    Ok(())
}

fn range(
    path: &str,
    kind: &str,
    how: &str,
    sign: &str,
    bound: &dyn std::fmt::Display,
    got: &Value,
) -> ApiError {
    let code = match (kind, how) {
        ("integer", "below minimum") => "integer_below_min_value",
        ("integer", _) => "integer_above_max_value",
        (_, "below minimum") => "decimal_below_min_value",
        _ => "decimal_above_max_value",
    };
    ApiError::bad(
        format!(
            "Invalid '{path}': {kind} {how} value. Expected a value {sign} {bound}, but got {got} instead."
        ),
        Some(path),
        Some(code),
    )
}

fn flags(body: &Map<String, Value>, name: &str, known: &[&str]) -> Result<(), ApiError> {
    let Some(Value::Object(inner)) = body.get(name) else {
        return Ok(());
    };
    for (key, value) in inner {
        let path = format!("{name}.{key}");
        if !known.contains(&key.as_str()) {
            return Err(unknown_parameter(&path));
        }
        if !value.is_boolean() {
            return Err(invalid_type(&path, "a boolean", value));
        }
    }
    Ok(())
}

fn reasoning_model(body: &Map<String, Value>) -> Result<(), ApiError> {
    let has = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    if has("max_tokens") {
        return Err(unsupported_parameter(
            "max_tokens",
            " Use 'max_completion_tokens' instead.",
        ));
    }
    for name in [
        "temperature",
        "top_p",
        "presence_penalty",
        "frequency_penalty",
    ] {
        let default = if name.ends_with("penalty") { 0.0 } else { 1.0 };
        match body.get(name).and_then(Value::as_f64) {
            Some(value) if value != default => {
                return Err(ApiError::bad(
                    format!(
                        "Unsupported value: '{name}' does not support {value} with this model. Only the default ({default}) value is supported."
                    ),
                    Some(name),
                    Some("unsupported_value"),
                ));
            }
            _ => {}
        }
    }
    for name in ["stop", "logprobs", "top_logprobs", "logit_bias"] {
        if has(name) {
            return Err(unsupported_parameter(name, ""));
        }
    }
    Ok(())
}

fn stops(stop: Option<&Value>) -> Result<(), ApiError> {
    let Some(Value::Array(list)) = stop else {
        return Ok(());
    };
    if list.len() > 4 {
        return Err(ApiError::bad(
            format!(
                "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length {} instead.",
                list.len()
            ),
            Some("stop"),
            Some("array_above_max_length"),
        ));
    }
    match list.iter().position(|item| !item.is_string()) {
        Some(at) => Err(invalid_type(&format!("stop[{at}]"), "a string", &list[at])),
        None => Ok(()),
    }
}
