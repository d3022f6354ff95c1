//! A chat request, checked and read.

use serde_json::{Map, Value};

use crate::errors::{
    ApiError, invalid_type, invalid_value, missing_parameter, model_not_found, unknown_parameter,
};
use crate::faults::{self, Fault, Model};
use crate::parts::parts;
use crate::tools::{self, Choice, Tool};
use crate::validate;

/// A request that passed every check.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub model: &'static Model,
    pub messages: Vec<Message>,
    pub stream: bool,
    pub include_usage: bool,
    pub obfuscate: bool,
    pub max_tokens: Option<u64>,
    pub effort: Option<String>,
    pub format: Format,
    pub stop: Vec<String>,
    pub tools: Vec<Tool>,
    pub choice: Choice,
    /// The names of all parameters that were sent and not null.
    pub sent: Vec<String>,
}

/// What the answer has to be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Format {
    Text,
    Json,
    Schema { name: String, schema: Value },
}

/// A message, its parts put together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Message {
    pub role: String,
    pub text: String,
    pub images: usize,
}

impl Ask {
    /// Whether this parameter was sent.
    pub fn sends(&self, name: &str) -> bool {
        self.sent.iter().any(|sent| sent == name)
    }
}

const ROLES: &[&str] = &[
    "system",
    "assistant",
    "user",
    "function",
    "tool",
    "developer",
];
const MESSAGE_KEYS: &[&str] = &[
    "role",
    "content",
    "name",
    "tool_calls",
    "tool_call_id",
    "refusal",
    "audio",
    "function_call",
];

/// Reads a body; the model is found first, so that an error can take its dialect.
pub(crate) fn model(body: &Value) -> Result<(&Map<String, Value>, &'static Model), ApiError> {
    let Value::Object(object) = body else {
        return Err(not_json());
    };
    match object.get("model") {
        Some(Value::String(name)) => match faults::find(name) {
            Some(model) => Ok((object, model)),
            None => Err(model_not_found(name)),
        },
        Some(other) if !other.is_null() => Err(invalid_type("model", "a string", other)),
        _ => Err(ApiError::bad(
            "you must provide a model parameter",
            None,
            None,
        )),
    }
}

pub(crate) fn not_json() -> ApiError {
    ApiError::bad(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
        None,
        None,
    )
}

/// Checks and reads the rest.
pub(crate) fn read(object: &Map<String, Value>, model: &'static Model) -> Result<Ask, ApiError> {
    validate::parameters(object, model.fault == Fault::Reasoner)?;
    let messages = match object.get("messages") {
        Some(Value::Array(list)) if list.is_empty() => {
            return Err(ApiError::bad(
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
                Some("messages"),
                Some("empty_array"),
            ));
        }
        Some(Value::Array(list)) => list,
        _ => return Err(missing_parameter("messages")),
    };
    let read: Vec<Message> = messages
        .iter()
        .enumerate()
        .map(|(index, value)| message(&format!("messages[{index}]"), value))
        .collect::<Result<_, _>>()?;
    tools::answered(messages)?;
    let tools = tools::read(object.get("tools"))?;
    let choice = tools::choice(object.get("tool_choice"), &tools)?;
    let format = object.get("response_format").and_then(Value::as_object);
    let format = match format.and_then(|f| f.get("type")).and_then(Value::as_str) {
        Some("json_schema") => {
            let inner = format.and_then(|f| f.get("json_schema"));
            let part = |name: &str| inner.and_then(|inner| inner.get(name));
            Format::Schema {
                name: part("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                schema: part("schema")
                    .cloned()
                    .unwrap_or_else(|| Value::Object(Map::new())),
            }
        }
        Some("json_object") => {
            if !read
                .iter()
                .any(|m| m.text.to_ascii_lowercase().contains("json"))
            {
                return Err(ApiError::bad(
                    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                    Some("messages"),
                    None,
                ));
            }
            Format::Json
        }
        _ => Format::Text,
    };
    let option = |name: &str| {
        let inner = object
            .get("stream_options")
            .and_then(|options| options.get(name));
        inner.and_then(Value::as_bool)
    };
    let number = |name: &str| object.get(name).and_then(Value::as_u64);
    Ok(Ask {
        model,
        messages: read,
        stream: object.get("stream") == Some(&Value::Bool(true)),
        include_usage: option("include_usage").unwrap_or(false),
        obfuscate: option("include_obfuscation").unwrap_or(true),
        max_tokens: number("max_completion_tokens").or_else(|| number("max_tokens")),
        effort: object
            .get("reasoning_effort")
            .and_then(Value::as_str)
            .map(str::to_owned),
        format,
        stop: match object.get("stop") {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        },
        tools,
        choice,
        sent: object
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, _)| name.clone())
            .collect(),
    })
}

fn message(path: &str, value: &Value) -> Result<Message, ApiError> {
    let Value::Object(object) = value else {
        return Err(invalid_type(path, "an object", value));
    };
    if let Some(key) = object
        .keys()
        .find(|key| !MESSAGE_KEYS.contains(&key.as_str()))
    {
        return Err(unknown_parameter(&format!("{path}.{key}")));
    }
    let role_path = format!("{path}.role");
    let role = match object.get("role") {
        None => return Err(missing_parameter(&role_path)),
        Some(Value::String(role)) => role.as_str(),
        Some(other) => return Err(invalid_type(&role_path, "a string", other)),
    };
    if !ROLES.contains(&role) {
        return Err(invalid_value(&role_path, role, ROLES));
    }
    let content_path = format!("{path}.content");
    let may_be_absent = role == "assistant"
        && (object.contains_key("tool_calls") || object.contains_key("refusal"));
    let (text, images) = match object.get("content") {
        Some(Value::String(text)) => (text.clone(), 0),
        Some(Value::Array(list)) => parts(&content_path, role, list)?,
        None | Some(Value::Null) if may_be_absent => (String::new(), 0),
        None => return Err(missing_parameter(&content_path)),
        Some(Value::Null) => {
            return Err(ApiError::bad(
                format!(
                    "Invalid value for 'content': expected a string, got null. ({content_path})"
                ),
                Some(&content_path),
                None,
            ));
        }
        Some(other) => {
            return Err(invalid_type(
                &content_path,
                "one of a string or array of objects",
                other,
            ));
        }
    };
    Ok(Message {
        role: role.to_owned(),
        text,
        images,
    })
}
