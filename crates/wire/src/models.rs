//! Lists of models, in the shapes endpoints give them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::classify::{classify_late, describe};
use crate::error_body::ErrorBody;
use crate::{Problem, ProblemKind, ResponseHead};

/// A model as listed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    /// What requests name it by.
    pub id: String,
    /// Its name for people, where one is listed.
    pub name: Option<String>,
    /// Its context in tokens.
    pub context: Option<u32>,
    /// Its price.
    pub price: Option<ModelPrice>,
    /// Whether it takes images.
    pub vision: Option<bool>,
    /// Whose it is.
    pub owned_by: Option<String>,
}

/// A listed price, in US dollars per million tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelPrice {
    /// Tokens sent.
    pub input: f64,
    /// Tokens sent that the endpoint had cached; as `input` when absent.
    pub cached: Option<f64>,
    /// Tokens received.
    pub output: f64,
}

/// Reads the answer to [`models_request`](crate::models_request): `{"data": […]}` (OpenAI, OpenRouter, vLLM, llama.cpp,
/// which has `models` beside it), `{"models": […]}` (Ollama) or a bare array (Together); entries may be objects or
/// mere names. The endpoint's order is kept, and an id listed twice is given once.
///
/// # Errors
/// What is no list, or a list in which nothing is a model, is not understood; an error in its place is classified.
#[allow(clippy::result_large_err)] // once for each visit to a list: no need for a box
pub fn parse_models(body: &[u8]) -> Result<Vec<Model>, Problem> {
    let raw = String::from_utf8_lossy(body);
    let not_understood = || describe(ProblemKind::NotUnderstood, None, &raw);
    let root: Value =
        serde_json::from_str(raw.trim_start_matches('\u{feff}')).map_err(|_| not_understood())?;
    let list = root.get("data").and_then(Value::as_array);
    let list = list
        .or_else(|| root.get("models").and_then(Value::as_array))
        .or_else(|| root.as_array());
    let error = root
        .get("error")
        .or_else(|| root.get(0).and_then(|first| first.get("error")));
    let (Some(list), None) = (list, error.filter(|error| !error.is_null())) else {
        // `{"object": "list", "data": null}` is a server with no model loaded.
        let is_list = root.get("object").and_then(Value::as_str) == Some("list");
        if is_list && root.get("data").is_some_and(Value::is_null) {
            return Ok(Vec::new());
        }
        return Err(match ErrorBody::of_root(&root) {
            Some(error) => {
                let head = ResponseHead {
                    status: 200,
                    ..ResponseHead::default()
                };
                let problem = classify_late(error, &raw, &head);
                Problem {
                    kind: match problem.kind {
                        // Nothing of a list had arrived.
                        ProblemKind::Interrupted => ProblemKind::NotUnderstood,
                        kind => kind,
                    },
                    ..problem
                }
            }
            None => not_understood(),
        });
    };
    let mut models: Vec<Model> = Vec::with_capacity(list.len());
    let mut seen = std::collections::BTreeSet::new();
    for model in list.iter().filter_map(read) {
        if seen.insert(model.id.clone()) {
            models.push(model);
        }
    }
    if models.is_empty() && !list.is_empty() {
        return Err(not_understood());
    }
    Ok(models)
}

fn read(entry: &Value) -> Option<Model> {
    if let Value::String(id) = entry {
        return Some(Model {
            id: id.clone(),
            ..Model::default()
        });
    }
    let word = |key: &str| {
        entry
            .get(key)
            .and_then(Value::as_str)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
    };
    let id = word("id")
        .or_else(|| word("model"))
        .or_else(|| word("name"))?;
    let name = word("display_name")
        .or_else(|| word("name"))
        .filter(|name| *name != id);
    Some(Model {
        context: context(entry),
        price: price(entry),
        vision: vision(entry),
        owned_by: word("owned_by"),
        id,
        name,
    })
}

fn context(entry: &Value) -> Option<u32> {
    // OpenRouter and Together; Groq; vLLM; Mistral and LM Studio; llama.cpp.
    let places = [
        "/context_length",
        "/context_window",
        "/max_model_len",
        "/max_context_length",
        "/meta/n_ctx",
        "/meta/n_ctx_train",
    ];
    places.iter().find_map(|place| {
        let tokens = number(entry.pointer(place)?)?;
        (1.0..=4e9).contains(&tokens).then_some(tokens as u32)
    })
}

fn price(entry: &Value) -> Option<ModelPrice> {
    let pricing = entry.get("pricing")?;
    // OpenRouter: dollars per token, as text. A negative price means "depends".
    let per_token = |key: &str| {
        pricing
            .get(key)
            .and_then(number)
            .filter(|dollars| *dollars >= 0.0)
            .map(per_million)
    };
    if let (Some(input), Some(output)) = (per_token("prompt"), per_token("completion")) {
        return Some(ModelPrice {
            input,
            cached: per_token("input_cache_read"),
            output,
        });
    }
    // Together: dollars per million tokens, as numbers.
    let dollars = |key: &str| {
        pricing
            .get(key)
            .and_then(Value::as_f64)
            .filter(|dollars| *dollars >= 0.0)
    };
    Some(ModelPrice {
        input: dollars("input")?,
        cached: dollars("cached_input"),
        output: dollars("output")?,
    })
}

/// From dollars per token; rounded to a millionth of a dollar, since `0.00000015 × 1e6` is not 0.15.
fn per_million(dollars: f64) -> f64 {
    (dollars * 1e12).round() / 1e6
}

fn vision(entry: &Value) -> Option<bool> {
    if let Some(vision) = entry
        .pointer("/capabilities/vision")
        .and_then(Value::as_bool)
    {
        return Some(vision);
    }
    let modalities = entry
        .pointer("/architecture/input_modalities")
        .or_else(|| entry.get("input_modalities"));
    // llama.cpp lists what a model can do among its capabilities.
    let modalities = modalities
        .or_else(|| entry.get("capabilities"))?
        .as_array()?;
    Some(
        modalities
            .iter()
            .any(|kind| matches!(kind.as_str(), Some("image" | "vision" | "multimodal"))),
    )
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok()?,
        value => value.as_f64()?,
    };
    number.is_finite().then_some(number)
}
