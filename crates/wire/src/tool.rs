//! Tool calls: what a model asks to have run.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A tool call, whole or as far as it has arrived. (OpenAPI: `ChatCompletionMessageToolCall`.)
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Shape", into = "Shape")]
pub struct ToolCall {
    /// The endpoint's id for the call; may be empty where an endpoint gives none.
    pub id: String,
    /// The function's name.
    pub name: String,
    /// The arguments, as the JSON text the model wrote. May be no valid JSON.
    pub arguments: String,
    /// Gemini's `extra_content`, which it wants back with the next request.
    pub extra_content: Option<Value>,
    /// The index its deltas carried, where they did. Not sent and not stored.
    pub index: Option<u32>,
}

/// What is new of a tool call. (OpenAPI: `ChatCompletionMessageToolCallChunk`.)
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolCallDelta {
    /// Which call it belongs to; some endpoints leave it out.
    pub index: Option<u32>,
    /// The call's id, usually only with its first delta.
    pub id: Option<String>,
    /// The function's name, usually only with the first delta.
    pub name: Option<String>,
    /// The next piece of the arguments' JSON text.
    pub arguments: String,
    /// Gemini's `extra_content`.
    pub extra_content: Option<Value>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Shape {
    #[serde(default)]
    id: String,
    #[serde(default)]
    r#type: String,
    function: Function,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra_content: Option<Value>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Function {
    #[serde(default)]
    name: String,
    #[serde(default)]
    arguments: String,
}

impl From<Shape> for ToolCall {
    fn from(shape: Shape) -> Self {
        ToolCall {
            id: shape.id,
            name: shape.function.name,
            arguments: shape.function.arguments,
            extra_content: shape.extra_content,
            index: None,
        }
    }
}

impl From<ToolCall> for Shape {
    fn from(call: ToolCall) -> Self {
        Shape {
            id: call.id,
            r#type: "function".to_owned(),
            function: Function {
                name: call.name,
                arguments: call.arguments,
            },
            extra_content: call.extra_content,
        }
    }
}
