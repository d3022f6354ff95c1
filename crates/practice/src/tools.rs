//! Tools: their part of the request checked, and the call that pretends to use one.

use serde_json::{Value, json};

use crate::errors::{ApiError, invalid_type, invalid_value, missing_parameter};
use crate::schema;

/// A function the caller offers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tool {
    pub name: String,
    pub parameters: Value,
}

/// Whether one must, may or must not be called.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    Auto,
    None,
    Required,
    Named(String),
}

/// A call to one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    pub id: String,
    pub name: String,
    pub arguments: String,
}

pub(crate) fn read(value: Option<&Value>) -> Result<Vec<Tool>, ApiError> {
    let Some(Value::Array(list)) = value else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for (index, tool) in list.iter().enumerate() {
        let path = format!("tools[{index}]");
        match tool.get("type").and_then(Value::as_str) {
            Some("function") => {}
            Some(other) => {
                return Err(invalid_value(
                    &format!("{path}.type"),
                    other,
                    &["function", "custom"],
                ));
            }
            None => return Err(missing_parameter(&format!("{path}.type"))),
        }
        let function = match tool.get("function") {
            Some(Value::Object(function)) => function,
            Some(other) => {
                return Err(invalid_type(
                    &format!("{path}.function"),
                    "an object",
                    other,
                ));
            }
            None => return Err(missing_parameter(&format!("{path}.function"))),
        };
        let name_path = format!("{path}.function.name");
        let name = match function.get("name") {
            Some(Value::String(name)) => name,
            Some(other) => return Err(invalid_type(&name_path, "a string", other)),
            None => return Err(missing_parameter(&name_path)),
        };
        if name.is_empty()
            || !name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        {
            return Err(ApiError::bad(
                format!(
                    "Invalid '{name_path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
                ),
                Some(&name_path),
                Some("invalid_value"),
            ));
        }
        let parameters = function
            .get("parameters")
            .cloned()
            .unwrap_or_else(|| json!({"type": "object", "properties": {}}));
        if !parameters.is_object() {
            return Err(invalid_type(
                &format!("{path}.function.parameters"),
                "an object",
                &parameters,
            ));
        }
        out.push(Tool {
            name: name.clone(),
            parameters,
        });
    }
    Ok(out)
}

pub(crate) fn choice(value: Option<&Value>, tools: &[Tool]) -> Result<Choice, ApiError> {
    let choice = match value {
        None | Some(Value::Null) => return Ok(Choice::Auto),
        Some(Value::String(word)) => match word.as_str() {
            "auto" => Choice::Auto,
            "none" => Choice::None,
            "required" => Choice::Required,
            other => {
                return Err(invalid_value(
                    "tool_choice",
                    other,
                    &["none", "auto", "required"],
                ));
            }
        },
        Some(object) => match object.pointer("/function/name").and_then(Value::as_str) {
            Some(name) if tools.iter().any(|tool| tool.name == name) => {
                Choice::Named(name.to_owned())
            }
            Some(name) => {
                return Err(ApiError::bad(
                    format!("Tool choice 'function' not found in 'tools' parameter: {name}."),
                    Some("tool_choice"),
                    None,
                ));
            }
            None => return Err(missing_parameter("tool_choice.function.name")),
        },
    };
    if tools.is_empty() {
        return Err(ApiError::bad(
            "'tool_choice' is only allowed when 'tools' are specified.",
            Some("tool_choice"),
            None,
        ));
    }
    Ok(choice)
}

/// Every tool call must be answered, and every tool message must answer one.
pub(crate) fn answered(messages: &[Value]) -> Result<(), ApiError> {
    let mut open: Vec<&str> = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        if message.get("role") == Some(&json!("tool")) {
            let path = format!("messages[{index}].tool_call_id");
            let id = message.get("tool_call_id").and_then(Value::as_str);
            let Some(id) = id else {
                return Err(missing_parameter(&path));
            };
            let Some(at) = open.iter().position(|known| *known == id) else {
                return Err(ApiError::bad(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
                    Some(&format!("messages[{index}].role")),
                    None,
                ));
            };
            open.remove(at);
            continue;
        }
        unanswered(&open, index)?;
        if let Some(Value::Array(calls)) = message.get("tool_calls") {
            open = calls
                .iter()
                .filter_map(|call| call.get("id").and_then(Value::as_str))
                .collect();
        }
    }
    unanswered(&open, messages.len())
}

fn unanswered(open: &[&str], index: usize) -> Result<(), ApiError> {
    if open.is_empty() {
        return Ok(());
    }
    Err(ApiError::bad(
        format!(
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {}",
            open.join(", ")
        ),
        Some(&format!("messages[{index}].role")),
        None,
    ))
}

/// The call to make, if one is due: asked for by `tool_choice`, or by a text that names a tool or says "use the tool".
pub(crate) fn call(tools: &[Tool], choice: &Choice, text: &str) -> Option<Call> {
    let asked = text.to_lowercase();
    let named = || {
        tools.iter().find(|tool| {
            asked.contains(&tool.name.to_lowercase())
                || asked.contains(&tool.name.to_lowercase().replace(['_', '-'], " "))
        })
    };
    let tool = match choice {
        Choice::None => None,
        Choice::Named(name) => tools.iter().find(|tool| tool.name == *name),
        Choice::Required => named().or(tools.first()),
        Choice::Auto if asked.contains("use the tool") || asked.contains("use a tool") => {
            named().or(tools.first())
        }
        Choice::Auto => named(),
    }?;
    let arguments = schema::example(&tool.parameters, &|path| {
        let key = path.last().map_or("text", String::as_str);
        format!("pretend {key}")
    });
    Some(Call {
        id: format!("call_{:016x}", crate::memory::hash(&(text, &tool.name))),
        name: tool.name.clone(),
        arguments: arguments.to_string(),
    })
}
