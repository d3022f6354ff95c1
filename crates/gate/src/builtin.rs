//! The built-in list prices: public prices of the providers, taken over from the price list that
//! litellm 1.109.1 carries (standard processing, prompts below any long-context step). To bring
//! them up to date: compare with the providers' pages, edit, set [`DATE`].

use crate::Price;

/// See [`crate::PriceTable::DATE`].
pub(crate) const DATE: &str = "2026-11";

/// A model and its prices in dollars per million tokens; `cached` below zero: as for other input.
pub(crate) struct Row {
    pub(crate) model: &'static str,
    input: f32,
    cached: f32,
    output: f32,
}

impl Row {
    pub(crate) fn price(&self) -> Price {
        // Through thousandths, so that the f32 0.1 becomes the f64 0.1.
        let exact = |p: f32| (f64::from(p) * 10_000.0).round() / 10_000.0;
        Price {
            input: exact(self.input),
            cached: (self.cached >= 0.0).then(|| exact(self.cached)),
            output: exact(self.output),
        }
    }
}

const fn row(model: &'static str, input: f32, cached: f32, output: f32) -> Row {
    Row {
        model,
        input,
        cached,
        output,
    }
}

/// No price of its own for cached input.
const NONE: f32 = -1.0;

/// Provider origins and their models. A name also covers its dated versions, so a dated version at
/// another price has a row of its own, and where a provider prices versions differently as a rule
/// (Mistral) only exact names are listed.
#[rustfmt::skip]
pub(crate) static PROVIDERS: &[(&str, &[Row])] = &[
    (
        "https://api.openai.com",
        &[
            row("gpt-6.1-sol", 2.0, 0.1, 10.0),
            row("gpt-6.1-terra", 1.0, 0.05, 5.0),
            row("gpt-6-sol", 2.0, 0.2, 10.0),
            row("gpt-6-luna", 0.1, 0.01, 0.5),
            row("gpt-6-astra", 10.0, 1.0, 50.0),
            row("gpt-5.6", 4.0, 0.4, 20.0),
            row("gpt-5.6-sol", 4.0, 0.4, 20.0),
            row("gpt-5.6-terra", 2.0, 0.2, 12.0),
            row("gpt-5.6-luna", 0.2, 0.02, 1.2),
            row("gpt-5.5", 5.0, 0.5, 30.0),
            row("gpt-5.5-pro", 30.0, NONE, 180.0),
            row("gpt-5.4", 2.5, 0.25, 15.0),
            row("gpt-5.4-mini", 0.75, 0.075, 4.5),
            row("gpt-5.4-nano", 0.2, 0.02, 1.25),
            row("gpt-5.4-pro", 30.0, NONE, 180.0),
            row("gpt-5.2", 1.75, 0.175, 14.0),
            row("gpt-5.2-pro", 21.0, NONE, 168.0),
            row("gpt-5.1", 1.25, 0.125, 10.0),
            row("gpt-5", 1.25, 0.125, 10.0),
            row("gpt-5-mini", 0.25, 0.025, 2.0),
            row("gpt-5-nano", 0.05, 0.005, 0.4),
            row("gpt-5-pro", 15.0, NONE, 120.0),
            row("gpt-4.1", 2.0, 0.5, 8.0),
            row("gpt-4.1-mini", 0.4, 0.1, 1.6),
            row("gpt-4.1-nano", 0.1, 0.025, 0.4),
            row("gpt-4o", 2.5, 1.25, 10.0),
            row("gpt-4o-2024-05-13", 5.0, NONE, 15.0),
            row("gpt-4o-mini", 0.15, 0.075, 0.6),
            row("o3", 2.0, 0.5, 8.0),
            row("o3-pro", 20.0, NONE, 80.0),
            row("o3-mini", 1.1, 0.55, 4.4),
            row("o4-mini", 1.1, 0.275, 4.4),
            row("o1", 15.0, 7.5, 60.0),
        ],
    ),
    (
        "https://api.anthropic.com",
        &[
            row("claude-opus-5-5", 4.0, 0.2, 20.0),
            row("claude-opus-5", 5.0, 0.5, 25.0),
            row("claude-opus-4-8", 5.0, 0.5, 25.0),
            row("claude-opus-4-7", 5.0, 0.5, 25.0),
            row("claude-opus-4-6", 5.0, 0.5, 25.0),
            row("claude-opus-4-5", 5.0, 0.5, 25.0),
            row("claude-sonnet-5-5", 2.0, 0.1, 10.0),
            row("claude-sonnet-5", 2.0, 0.2, 10.0),
            row("claude-sonnet-4-6", 3.0, 0.3, 15.0),
            row("claude-sonnet-4-5", 3.0, 0.3, 15.0),
            row("claude-haiku-5-5", 0.1, 0.01, 0.5),
            row("claude-haiku-4-5", 1.0, 0.1, 5.0),
            row("claude-fable-5-1", 10.0, 0.25, 50.0),
            row("claude-fable-5", 10.0, 1.0, 50.0),
        ],
    ),
    (
        "https://generativelanguage.googleapis.com",
        &[
            row("gemini-4-argon", 2.0, 0.1, 10.0),
            row("gemini-3.8-flash", 0.75, 0.075, 3.75),
            row("gemini-3.7-flash", 0.75, 0.075, 3.75),
            row("gemini-3.6-flash", 0.75, 0.075, 3.75),
            row("gemini-3.5-flash", 1.5, 0.15, 9.0),
            row("gemini-3.5-flash-lite", 0.3, 0.03, 2.5),
            row("gemini-3.1-pro-preview", 2.0, 0.2, 12.0),
            row("gemini-3.1-flash-lite", 0.25, 0.025, 1.5),
            row("gemini-3-flash-preview", 0.5, 0.05, 3.0),
            row("gemini-2.5-pro", 1.25, 0.125, 10.0),
            row("gemini-2.5-flash", 0.3, 0.03, 2.5),
            row("gemini-2.5-flash-lite", 0.1, 0.01, 0.4),
            row("gemini-pro-latest", 2.0, 0.2, 12.0),
            row("gemini-flash-latest", 0.75, 0.075, 3.75),
            row("gemini-flash-lite-latest", 0.3, 0.03, 2.5),
        ],
    ),
    (
        "https://api.mistral.ai",
        &[
            row("mistral-large-4", 1.36, 0.14, 4.18),
            row("mistral-large-4-0", 1.36, 0.14, 4.18),
            row("mistral-large-3", 0.5, 0.05, 1.5),
            row("mistral-large-2512", 0.5, 0.05, 1.5),
            row("mistral-large-latest", 0.5, 0.05, 1.5),
            row("mistral-medium-3.5", 1.5, 0.15, 7.5),
            row("mistral-medium-3-5", 1.5, 0.15, 7.5),
            row("mistral-medium-2604", 1.5, 0.15, 7.5),
            row("mistral-medium-latest", 1.5, 0.15, 7.5),
            row("mistral-small-2603", 0.15, 0.015, 0.6),
            row("mistral-small-latest", 0.15, 0.015, 0.6),
            row("ministral-14b-2512", 0.2, 0.02, 0.2),
            row("ministral-14b-latest", 0.2, 0.02, 0.2),
            row("ministral-8b-2512", 0.15, 0.015, 0.15),
            row("ministral-8b-latest", 0.15, 0.015, 0.15),
            row("ministral-3b-2512", 0.1, 0.01, 0.1),
            row("ministral-3b-latest", 0.1, 0.01, 0.1),
            row("magistral-medium-latest", 1.5, 0.15, 7.5),
            row("magistral-small-latest", 0.15, 0.015, 0.6),
            row("codestral-2508", 0.3, 0.03, 0.9),
            row("codestral-latest", 0.3, 0.03, 0.9),
            row("open-mistral-nemo", 0.3, 0.03, 0.3),
        ],
    ),
    (
        "https://api.deepseek.com",
        &[
            row("deepseek-chat", 0.28, 0.028, 0.42),
            row("deepseek-reasoner", 0.28, 0.028, 0.42),
            row("deepseek-flash", 0.3, 0.006, 1.2),
            row("deepseek-v4-flash", 0.3, 0.006, 1.2),
            row("deepseek-v4-pro", 1.32, 0.044, 3.96),
        ],
    ),
    (
        "https://api.groq.com",
        &[
            row("openai/gpt-oss-120b", 0.15, 0.075, 0.6),
            row("openai/gpt-oss-20b", 0.075, 0.0375, 0.3),
            row("qwen/qwen3.8-27b", 0.8, NONE, 4.0),
        ],
    ),
];
