//! How many tokens a completion took, as the endpoint counts them.

use serde::{Deserialize, Serialize};

/// Tokens of one completion. `cached` is part of `input`, and `reasoning` is part of `output`.
/// (OpenAPI: `CompletionUsage`.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Tokens sent.
    pub input: u64,
    /// Of these, tokens the endpoint had cached.
    pub cached: u64,
    /// Tokens received.
    pub output: u64,
    /// Of these, tokens of reasoning.
    pub reasoning: u64,
}

impl std::ops::Add for Usage {
    type Output = Usage;

    fn add(self, other: Usage) -> Usage {
        Usage {
            input: self.input.saturating_add(other.input),
            cached: self.cached.saturating_add(other.cached),
            output: self.output.saturating_add(other.output),
            reasoning: self.reasoning.saturating_add(other.reasoning),
        }
    }
}

/// The numbers of a `usage` object as they came.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    prompt: u64,
    completion: u64,
    total: u64,
    cached: u64,
    reasoning: u64,
    seen: bool,
}

impl Counts {
    /// Which number a key of `usage` or of its details gives.
    pub(crate) fn name(key: &str) -> Option<&'static str> {
        Some(match key {
            "prompt_tokens" | "input_tokens" => "prompt",
            "completion_tokens" | "output_tokens" => "completion",
            "total_tokens" => "total",
            // OpenAI (in the details), Moonshot (beside them), DeepSeek, Anthropic.
            "cached_tokens" | "prompt_cache_hit_tokens" | "cache_read_input_tokens" => "cached",
            "reasoning_tokens" => "reasoning",
            _ => return None,
        })
    }

    /// Which number a key of llama.cpp's `timings` gives.
    pub(crate) fn timing_name(key: &str) -> Option<&'static str> {
        Some(match key {
            "prompt_n" => "prompt",
            "predicted_n" => "completion",
            "cache_n" => "cached",
            _ => return None,
        })
    }

    pub(crate) fn set(&mut self, name: &str, number: u64) {
        // Larger than any real count: nonsense, and it must not overflow a sum.
        if number > 1 << 48 {
            return;
        }
        let place = match name {
            "prompt" => &mut self.prompt,
            "completion" => &mut self.completion,
            "total" => &mut self.total,
            "cached" => &mut self.cached,
            _ => &mut self.reasoning,
        };
        // Never from a number to a zero: DeepSeek says `cached_tokens` twice, in two places.
        *place = number.max(*place);
        self.seen |= number > 0;
    }

    /// The usage by llama.cpp's `timings`, where tokens from the cache are counted beside the others.
    pub(crate) fn timings_usage(mut self) -> Option<Usage> {
        self.prompt += self.cached;
        self.usage()
    }

    /// The usage; none when there was no number in it (`{}`, `null`, all zero).
    pub(crate) fn usage(self) -> Option<Usage> {
        if !self.seen {
            return None;
        }
        let Counts {
            prompt,
            completion,
            total,
            cached,
            reasoning,
            ..
        } = self;
        let (mut input, mut output, mut reasoning) = (prompt, completion, reasoning);
        let beyond = total.saturating_sub(prompt + completion);
        if cached > prompt {
            // Counted beside the prompt, as Anthropic does.
            input += cached;
        } else if beyond > 0 && beyond != cached {
            // Gemini and xAI count reasoning in the total but not in the completion; it is billed as output.
            output += beyond;
            reasoning = reasoning.max(beyond);
        } else {
            input += beyond;
        }
        output = output.max(reasoning);
        Some(Usage {
            input,
            cached,
            output,
            reasoning,
        })
    }
}
