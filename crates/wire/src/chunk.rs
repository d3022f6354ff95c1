//! What one event's JSON says.

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::chunk_reader::{At, Place};
use crate::mending::mend_numbers;
use crate::surrogates::{Half, mend_surrogates};
use crate::usage::Counts;
use crate::{FinishReason, ToolCallDelta, Usage};

/// What one event of a stream, or a whole JSON answer, says. (OpenAPI: `CreateChatCompletionStreamResponse`,
/// `CreateChatCompletionResponse`.) Made to be used again: [`CompletionChunk::read`] keeps the capacity.
#[derive(Debug, Default)]
pub struct CompletionChunk {
    /// The completion's id.
    pub id: String,
    /// The model that answers.
    pub model: String,
    /// Text of the first choice.
    pub text: String,
    /// Reasoning, under whichever name it came.
    pub reasoning: String,
    /// Text of a refusal.
    pub refusal: String,
    /// Pieces of tool calls.
    pub tool_calls: Vec<ToolCallDelta>,
    /// The reason given, if one was and it was not empty.
    pub finish: Option<FinishReason>,
    /// The error it carries, if it carries one.
    pub error: Option<Value>,
    /// Whether it has the shape of a chunk or an answer at all: `choices` or usage.
    pub recognised: bool,
    pub(crate) other_reasoning: String,
    pub(crate) object_is_error: bool,
    pub(crate) said_in: &'static str,
    pub(crate) has_delta: bool,
    pub(crate) has_message: bool,
    pub(crate) usage: Counts,
    pub(crate) timings: Counts,
    /// Halves of a pair that ended the last text and reasoning: not cleared, the next read may bring the other half.
    text_half: Half,
    reasoning_half: Half,
}

/// The text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// It is the beginning of JSON, and ends too early.
    pub cut_short: bool,
    /// What the reader says about it.
    pub message: String,
}

impl CompletionChunk {
    /// Reads JSON text in place of what was read before. On an error the chunk is empty.
    pub fn read(&mut self, json: &str) -> Result<(), NotJson> {
        let mut result = self.read_either(json);
        if result.is_err() {
            // Half a surrogate pair is no text to serde_json, but JavaScript servers that cut a string inside an
            // emoji write just that.
            let paired = mend_surrogates(json);
            let json = paired.as_deref().unwrap_or(json);
            // And Python's json writes NaN and Infinity, which is no JSON.
            let numbered = mend_numbers(json);
            if paired.is_some() || numbered.is_some() {
                result = self.read_either(numbered.as_deref().unwrap_or(json));
            }
        }
        if result.is_err() {
            self.clear();
        }
        self.text_half.join(&mut self.text);
        self.reasoning_half.join(&mut self.reasoning);
        for texts in [&mut self.id, &mut self.model, &mut self.refusal] {
            Half::default().end(texts);
        }
        for call in &mut self.tool_calls {
            Half::default().end(&mut call.arguments);
        }
        result
    }

    /// What stands for halves of pairs whose other half never came, in the text and in the reasoning.
    pub(crate) fn take_halves(&mut self) -> (&'static str, &'static str) {
        (self.text_half.take(), self.reasoning_half.take())
    }

    /// The tokens counted, where they are.
    pub fn usage(&self) -> Option<Usage> {
        self.usage.usage().or_else(|| self.timings.timings_usage())
    }

    /// Whether [`CompletionChunk::usage`] comes from a real `usage` and not from llama.cpp's `timings`.
    pub(crate) fn has_usage_proper(&self) -> bool {
        self.usage.usage().is_some()
    }

    /// A stream has `delta` and a whole answer `message`. Perplexity sends both in each chunk, and its `message`
    /// repeats everything so far: so `message` is read only where there is no `delta`.
    fn read_either(&mut self, json: &str) -> Result<(), NotJson> {
        self.read_once(json, "delta")?;
        if self.has_message && !self.has_delta {
            self.read_once(json, "message")
        } else {
            Ok(())
        }
    }

    fn read_once(&mut self, json: &str, said_in: &'static str) -> Result<(), NotJson> {
        self.clear();
        self.said_in = said_in;
        let mut reader = serde_json::Deserializer::from_str(json);
        let outcome = At {
            place: Place::Root,
            into: self,
        }
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
        outcome.map_err(|error| NotJson {
            cut_short: error.is_eof(),
            message: error.to_string(),
        })?;
        if self.reasoning.is_empty() {
            std::mem::swap(&mut self.reasoning, &mut self.other_reasoning);
        }
        if self.object_is_error && self.error.is_none() {
            // vLLM: the root itself is the error.
            self.error = serde_json::from_str(json).ok();
        }
        Ok(())
    }

    fn clear(&mut self) {
        for text in [
            &mut self.id,
            &mut self.model,
            &mut self.text,
            &mut self.reasoning,
            &mut self.refusal,
            &mut self.other_reasoning,
        ] {
            text.clear();
        }
        self.tool_calls.clear();
        self.finish = None;
        self.error = None;
        self.recognised = false;
        self.object_is_error = false;
        self.has_delta = false;
        self.has_message = false;
        self.usage = Counts::default();
        self.timings = Counts::default();
    }

    /// The tool call that is being read.
    pub(crate) fn call(&mut self) -> &mut ToolCallDelta {
        if self.tool_calls.is_empty() {
            self.tool_calls.push(ToolCallDelta::default());
        }
        let last = self.tool_calls.len() - 1;
        &mut self.tool_calls[last]
    }
}
