//! Errors in the shapes endpoints use; OpenAI's wording wherever it is known.

use serde_json::{Value, json};

use crate::reply::Reply;

/// An error as api.openai.com shapes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ApiError {
    pub status: u16,
    pub message: String,
    pub kind: &'static str,
    pub param: Option<String>,
    pub code: Option<&'static str>,
}

impl ApiError {
    /// A 400 that names what is wrong.
    pub fn bad(
        message: impl Into<String>,
        param: Option<&str>,
        code: Option<&'static str>,
    ) -> Self {
        ApiError {
            status: 400,
            message: message.into(),
            kind: "invalid_request_error",
            param: param.map(str::to_owned),
            code,
        }
    }

    /// Any other status.
    pub fn of(
        status: u16,
        kind: &'static str,
        code: Option<&'static str>,
        message: impl Into<String>,
    ) -> Self {
        ApiError {
            status,
            message: message.into(),
            kind,
            param: None,
            code,
        }
    }

    /// The body: `{"error": {message, type, param, code}}`.
    pub fn body(&self) -> Value {
        json!({"error": {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}})
    }

    /// The whole answer.
    pub fn reply(&self) -> Reply {
        Reply::json(self.status, &self.body())
    }
}

pub(crate) fn unknown_parameter(path: &str) -> ApiError {
    ApiError::bad(
        format!("Unknown parameter: '{path}'."),
        Some(path),
        Some("unknown_parameter"),
    )
}

pub(crate) fn missing_parameter(path: &str) -> ApiError {
    ApiError::bad(
        format!("Missing required parameter: '{path}'."),
        Some(path),
        Some("missing_required_parameter"),
    )
}

pub(crate) fn unsupported_parameter(path: &str, hint: &str) -> ApiError {
    ApiError::bad(
        format!("Unsupported parameter: '{path}' is not supported with this model.{hint}"),
        Some(path),
        Some("unsupported_parameter"),
    )
}

pub(crate) fn invalid_type(path: &str, expected: &str, got: &Value) -> ApiError {
    ApiError::bad(
        format!(
            "Invalid type for '{path}': expected {expected}, but got {} instead.",
            type_name(got)
        ),
        Some(path),
        Some("invalid_type"),
    )
}

pub(crate) fn invalid_value(path: &str, got: &str, allowed: &[&str]) -> ApiError {
    let quoted: Vec<String> = allowed.iter().map(|value| format!("'{value}'")).collect();
    let list = match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}, and {last}", rest.join(", ")),
        _ => quoted.concat(),
    };
    ApiError::bad(
        format!("Invalid value: '{got}'. Supported values are: {list}."),
        Some(path),
        Some("invalid_value"),
    )
}

pub(crate) fn model_not_found(model: &str) -> ApiError {
    ApiError::of(
        404,
        "invalid_request_error",
        Some("model_not_found"),
        format!("The model `{model}` does not exist or you do not have access to it."),
    )
}

pub(crate) fn context_length(limit: u64, tokens: u64) -> ApiError {
    ApiError::bad(
        format!(
            "This model's maximum context length is {limit} tokens. However, your messages resulted in {tokens} tokens. Please reduce the length of the messages."
        ),
        Some("messages"),
        Some("context_length_exceeded"),
    )
}

pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a decimal number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
