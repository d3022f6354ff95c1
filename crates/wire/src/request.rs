//! What is asked of the model, before any endpoint's habits are applied to it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ChatMessage;

/// One completion to ask for. (OpenAPI: `CreateChatCompletionRequest`.) This is also how a request is stored;
/// what is really sent is made by [`chat_request`](crate::chat_request) from it and the endpoint's
/// [`Quirks`](crate::Quirks).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChatRequest {
    /// The model's id at the endpoint.
    pub model: String,
    /// The messages, oldest first.
    pub messages: Vec<ChatMessage>,
    /// Whether to ask for a stream.
    pub stream: bool,
    /// The most output tokens, reasoning included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// 0 to 2; the endpoint's own default when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f32>,
    /// 0 to 1; the endpoint's own default when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f32>,
    /// `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
    /// Texts at which the model stops; at most four.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stop: Vec<String>,
    /// For answers that repeat, as far as the endpoint keeps to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// The shape wanted of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_format: Option<ResponseFormat>,
    /// The answer is of use in any other shape too: where the endpoint refuses the one wanted, it is not sent
    /// ([`OPTIONAL_FORMAT`](crate::OPTIONAL_FORMAT)). Otherwise a refusal is the asker's to deal with.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub format_optional: bool,
    /// Tools the model may ask for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Tool>,
}

/// The shape wanted of an answer. (OpenAPI: `ResponseFormatText|JsonObject|JsonSchema`.)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseFormat {
    /// Plain text.
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON by a schema.
    JsonSchema {
        /// At most 64 of `A-Z a-z 0-9 _ -`; what is not is replaced with `_` when sent.
        name: String,
        /// The JSON Schema.
        schema: Value,
        /// The same as somebody wrote it. Then it is sent in these words: models fill in the keys in the order of the schema, so
        /// that the order is theirs who wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written: Option<String>,
        /// The answer is held to it to the letter. Endpoints refuse that of a schema that leaves anything open: each object has
        /// to require all that it names, and to forbid the rest.
        strict: bool,
    },
}

/// A function the model may ask for. (OpenAPI: `ChatCompletionTool`.)
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tool {
    /// The function's name.
    pub name: String,
    /// What it does, for the model.
    pub description: String,
    /// JSON Schema of its arguments.
    pub parameters: Value,
}
