//! A completion as it grows, and what is new in it.

use crate::{FinishReason, ToolCall, ToolCallDelta, Usage};

/// Everything that has arrived of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completion {
    /// The answer.
    pub text: String,
    /// The model's reasoning, where the endpoint shows it.
    pub reasoning: String,
    /// The model's refusal, where it made one. (OpenAPI: `message.refusal`.)
    pub refusal: String,
    /// Tools the model wants run.
    pub tool_calls: Vec<ToolCall>,
    /// Why it ended; none while it has not, or where the endpoint never says.
    pub finish: Option<FinishReason>,
    /// Tokens, where the endpoint tells.
    pub usage: Option<Usage>,
    /// The model that answered, in the endpoint's words.
    pub model: Option<String>,
    /// The endpoint's id of the completion.
    pub id: Option<String>,
}

/// What is new.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// New text of the answer.
    pub text: String,
    /// New reasoning.
    pub reasoning: String,
    /// New text of a refusal.
    pub refusal: String,
    /// New pieces of tool calls, in the order they came.
    pub tool_calls: Vec<ToolCallDelta>,
}

impl Delta {
    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
            && self.reasoning.is_empty()
            && self.refusal.is_empty()
            && self.tool_calls.is_empty()
    }
}

impl Completion {
    /// Adds what is new. The work depends on the size of the delta alone.
    pub fn apply(&mut self, delta: &Delta) {
        self.text.push_str(&delta.text);
        self.reasoning.push_str(&delta.reasoning);
        self.refusal.push_str(&delta.refusal);
        for piece in &delta.tool_calls {
            self.apply_tool_call(piece);
        }
    }

    /// Whether nothing has arrived that a person could see or a tool could use.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
            && self.reasoning.is_empty()
            && self.refusal.is_empty()
            && self.tool_calls.is_empty()
    }

    fn apply_tool_call(&mut self, piece: &ToolCallDelta) {
        let known = match piece.index {
            // Gemini numbers several calls of one answer with the same index: another id is another call.
            Some(_) => self
                .tool_calls
                .iter()
                .rposition(|call| call.index == piece.index),
            None => match &piece.id {
                Some(id) => self.tool_calls.iter().rposition(|call| call.id == *id),
                // Neither index nor id: a name begins a call, bare arguments continue the last.
                None if piece.name.is_some() => None,
                None => self.tool_calls.len().checked_sub(1),
            },
        };
        let another = |call: &ToolCall| {
            piece
                .id
                .as_ref()
                .is_some_and(|id| !call.id.is_empty() && call.id != *id)
        };
        let at = match known {
            Some(at) if !self.tool_calls.get(at).is_some_and(another) => at,
            _ => {
                self.tool_calls.push(ToolCall {
                    index: piece.index,
                    ..ToolCall::default()
                });
                self.tool_calls.len() - 1
            }
        };
        let Some(call) = self.tool_calls.get_mut(at) else {
            return;
        };
        if let Some(id) = &piece.id {
            call.id.clone_from(id);
        }
        if let Some(name) = &piece.name {
            call.name.clone_from(name);
        }
        call.arguments.push_str(&piece.arguments);
        if piece.extra_content.is_some() {
            call.extra_content.clone_from(&piece.extra_content);
        }
    }
}
