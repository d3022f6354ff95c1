//! The JSON of chunks and whole completions, in each dialect.

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::faults::Fault;
use crate::tools::Call;

/// The usage numbers of one answer.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Usage {
    pub prompt: u64,
    pub cached: u64,
    pub completion: u64,
    pub reasoning: u64,
}

impl Usage {
    pub fn json(&self) -> Value {
        json!({
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
            "prompt_tokens_details": {"cached_tokens": self.cached, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": self.reasoning, "audio_tokens": 0,
                "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0},
        })
    }
}

/// What all chunks of one answer share.
pub(crate) struct Envelope<'a> {
    pub ask: &'a Ask,
    pub id: String,
    pub created: u64,
}

impl Envelope<'_> {
    fn fault(&self) -> Fault {
        self.ask.model.fault
    }

    fn head(&self, object: &str) -> Value {
        let mut head = json!({
            "id": self.id,
            "object": object,
            "created": self.created,
            "model": self.ask.model.name,
            "system_fingerprint": "fp_practice",
        });
        match self.fault() {
            Fault::OpenRouter => head["provider"] = json!("Practice"),
            Fault::None | Fault::Reasoner => head["service_tier"] = json!("default"),
            _ => {}
        }
        head
    }

    /// A chunk with one choice; `finish` null until the end.
    pub fn chunk(&self, delta: Value, finish: Option<&str>) -> Value {
        let mut chunk = self.head("chat.completion.chunk");
        let obfuscation = self.obfuscation(&delta);
        let mut choice = json!({"index": 0, "delta": delta});
        match (self.fault(), finish) {
            (Fault::EmptyFinish, None) => choice["finish_reason"] = json!(""),
            (Fault::LiteLlm, None) => {}
            (_, finish) => choice["finish_reason"] = json!(finish),
        }
        if self.fault() == Fault::None {
            choice["logprobs"] = Value::Null;
        }
        chunk["choices"] = json!([choice]);
        if self.null_usage() {
            chunk["usage"] = Value::Null;
        }
        if let Some(padding) = obfuscation {
            chunk["obfuscation"] = json!(padding);
        }
        chunk
    }

    /// Evens out the sizes of deltas, as `include_obfuscation` does by default at OpenAI.
    fn obfuscation(&self, delta: &Value) -> Option<String> {
        let as_openai = matches!(self.fault(), Fault::None | Fault::Reasoner);
        if !(as_openai && self.ask.obfuscate) {
            return None;
        }
        let length = delta
            .get("content")
            .and_then(Value::as_str)
            .map_or(0, str::len);
        Some(
            "aZ3kQ9xWmP7rT2vB"
                .chars()
                .cycle()
                .take(32 - length % 32)
                .collect(),
        )
    }

    fn null_usage(&self) -> bool {
        let as_openai = matches!(
            self.fault(),
            Fault::None | Fault::Reasoner | Fault::UsageEmpty
        );
        as_openai && self.ask.include_usage
    }

    /// A chunk with `choices: []`, with usage or without.
    pub fn without_choices(&self, usage: Option<Value>) -> Value {
        let mut chunk = self.head("chat.completion.chunk");
        chunk["choices"] = json!([]);
        if let Some(usage) = usage {
            chunk["usage"] = usage;
        }
        chunk
    }

    /// The whole answer as one JSON.
    pub fn completion(&self, message: Value, finish: &str, usage: Option<Value>) -> Value {
        let mut whole = self.head("chat.completion");
        whole["choices"] =
            json!([{"index": 0, "message": message, "logprobs": null, "finish_reason": finish}]);
        if let Some(usage) = usage {
            whole["usage"] = usage;
        }
        whole
    }

    /// The deltas of a tool call.
    pub fn call_deltas(&self, call: &Call) -> Vec<Value> {
        if self.fault() == Fault::Gemini {
            return vec![json!({"role": "assistant", "tool_calls": [{
                "id": call.id, "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
                "extra_content": {"google": {"thought_signature": "cHJhY3RpY2U="}},
            }]})];
        }
        let mut deltas = vec![
            json!({"role": "assistant", "content": null, "tool_calls": [{
            "index": 0, "id": call.id, "type": "function", "function": {"name": call.name, "arguments": ""}}]}),
        ];
        for piece in crate::tokens::pieces(&call.arguments, 2) {
            deltas.push(json!({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}));
        }
        deltas
    }
}
