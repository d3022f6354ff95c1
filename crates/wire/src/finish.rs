//! Why a completion ended.

use serde::{Deserialize, Serialize};

/// Why the model stopped. (OpenAPI: `CreateChatCompletionResponse.choices[].finish_reason`.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum FinishReason {
    /// It was done, or met a stop sequence.
    Stop,
    /// It met the limit on output tokens, or the end of its context.
    Length,
    /// It wants tools run.
    ToolCalls,
    /// The endpoint's filter cut it off.
    ContentFilter,
    /// Anything else, in the endpoint's word.
    Other(String),
}

impl FinishReason {
    /// Reads the endpoint's word; an empty one is none. Words of other families of endpoints that mean
    /// one of ours are taken as ours.
    pub fn read(word: &str) -> Option<Self> {
        Some(match word {
            "" => return None,
            "stop" | "end_turn" | "stop_sequence" | "eos" | "eos_token" | "STOP" => {
                FinishReason::Stop
            }
            "length" | "max_tokens" | "model_length" | "MAX_TOKENS" => FinishReason::Length,
            "tool_calls" | "function_call" | "tool_use" => FinishReason::ToolCalls,
            "content_filter" | "safety" | "SAFETY" => FinishReason::ContentFilter,
            other => FinishReason::Other(other.to_owned()),
        })
    }

    /// The word on the wire.
    pub fn name(&self) -> &str {
        match self {
            FinishReason::Stop => "stop",
            FinishReason::Length => "length",
            FinishReason::ToolCalls => "tool_calls",
            FinishReason::ContentFilter => "content_filter",
            FinishReason::Other(word) => word,
        }
    }

    /// Whether the answer was cut short by trouble at the endpoint, not by the model or a limit we set.
    pub(crate) fn is_interruption(&self) -> bool {
        let FinishReason::Other(word) = self else {
            return false;
        };
        matches!(
            word.as_str(),
            "insufficient_system_resource" | "abort" | "aborted" | "cancelled" | "canceled"
        )
    }
}

impl From<String> for FinishReason {
    fn from(word: String) -> Self {
        FinishReason::read(&word).unwrap_or(FinishReason::Other(word))
    }
}

impl From<FinishReason> for String {
    fn from(reason: FinishReason) -> Self {
        reason.name().to_owned()
    }
}
