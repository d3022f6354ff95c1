//! What is asked of a model besides the words: how freely, how long, in which shape. Nothing is sent that was not set.

mod schema;
mod typed;

pub use schema::MOST_SCHEMA_LETTERS;
pub use typed::token_count;

use schema::{is_strict, read_schema};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use typed::{decimal, effort, escaped, stops, whole};
use wire::{OPTIONAL_FORMAT, Quirks, ResponseFormat};

/// The most texts at which a model stops. (OpenAPI: `StopConfiguration`.)
pub const MOST_STOPS: usize = 4;
/// The most letters of each.
pub const MOST_STOP_LETTERS: usize = 200;
/// The efforts that `reasoning_effort` knows, from the least. (OpenAPI: `ReasoningEffort`.)
pub const EFFORTS: [&str; 7] = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

/// The parameters of a conversation. What is absent is not sent, and the endpoint's own default holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// 0 to 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f32>,
    /// 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f32>,
    /// The most output tokens, reasoning included; at least one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// One of [`EFFORTS`]; it counts before the one of the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// For answers that repeat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// At most [`MOST_STOPS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stop: Vec<String>,
    /// The shape of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<AnswerFormat>,
    /// The JSON schema as it was typed, for [`AnswerFormat::JsonSchema`]; it stays while another shape is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
}

/// The shapes that a conversation can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerFormat {
    /// Plain text, said outright.
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON by the schema of the parameters.
    JsonSchema,
}

/// One of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parameter {
    /// `temperature`
    Temperature,
    /// `top_p`
    TopP,
    /// `max_completion_tokens`, or `max_tokens`
    MaxOutputTokens,
    /// `reasoning_effort`
    Effort,
    /// `seed`
    Seed,
    /// `stop`
    Stop,
    /// `response_format`
    Format,
    /// The `json_schema` of the `response_format`
    Schema,
}

/// Why what was typed for a parameter cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterProblem {
    /// It is not a number.
    NotANumber,
    /// It is not a whole number.
    NotWhole,
    /// It is not from the one to the other.
    OutOfRange(i64, i64),
    /// There are more than [`MOST_STOPS`].
    TooManyStops,
    /// One has more than [`MOST_STOP_LETTERS`].
    StopTooLong,
    /// It is none of those that there are.
    Unknown,
    /// It is not JSON: from this line and character on, both counted from one.
    NotJson(usize, usize),
    /// It is JSON, and not an object.
    NotAnObject,
    /// It has more than [`MOST_SCHEMA_LETTERS`].
    SchemaTooLong,
}

impl Parameter {
    /// All of them, in the order they are shown.
    pub const ALL: [Parameter; 8] = [
        Parameter::Temperature,
        Parameter::TopP,
        Parameter::MaxOutputTokens,
        Parameter::Effort,
        Parameter::Seed,
        Parameter::Stop,
        Parameter::Format,
        Parameter::Schema,
    ];

    /// The name that requests know it by, which is also what people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Parameter::Temperature => "temperature",
            Parameter::TopP => "top_p",
            Parameter::MaxOutputTokens => "max_completion_tokens",
            Parameter::Effort => "reasoning_effort",
            Parameter::Seed => "seed",
            Parameter::Stop => "stop",
            Parameter::Format => "response_format",
            Parameter::Schema => "json_schema",
        }
    }

    /// Whether an endpoint of these quirks refuses it.
    pub fn is_refused(self, quirks: &Quirks) -> bool {
        match self {
            Parameter::MaxOutputTokens => {
                quirks.drops("max_completion_tokens") || quirks.drops("max_tokens")
            }
            Parameter::Format => quirks.drops(OPTIONAL_FORMAT),
            // It is a part of the shape, and goes with it.
            Parameter::Schema => false,
            other => quirks.drops(other.name()),
        }
    }
}

impl Parameters {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Parameters::default()
    }

    /// Whether this one is set.
    pub fn has(&self, which: Parameter) -> bool {
        match which {
            Parameter::Temperature => self.temperature.is_some(),
            Parameter::TopP => self.top_p.is_some(),
            Parameter::MaxOutputTokens => self.max_output_tokens.is_some(),
            Parameter::Effort => self.effort.is_some(),
            Parameter::Seed => self.seed.is_some(),
            Parameter::Stop => !self.stop.is_empty(),
            Parameter::Format => self.format.is_some(),
            Parameter::Schema => self.schema.is_some(),
        }
    }

    /// Those that are set, and not sent because the endpoint refuses them.
    pub fn refused(&self, quirks: &Quirks) -> Vec<Parameter> {
        let refused = |which: &Parameter| self.has(*which) && which.is_refused(quirks);
        Parameter::ALL.into_iter().filter(refused).collect()
    }

    /// The shape as requests have it. A schema that is wanted and not there cannot be sent.
    pub fn response_format(&self) -> Option<ResponseFormat> {
        match self.format? {
            AnswerFormat::Text => Some(ResponseFormat::Text),
            AnswerFormat::JsonObject => Some(ResponseFormat::JsonObject),
            AnswerFormat::JsonSchema => {
                let written = self.schema.as_deref()?;
                let schema = read_schema(written).ok()?;
                let title = schema.get("title").and_then(Value::as_str);
                Some(ResponseFormat::JsonSchema {
                    name: title.unwrap_or("answer").to_owned(),
                    strict: is_strict(&schema),
                    written: Some(written.to_owned()),
                    schema,
                })
            }
        }
    }

    /// The schema that goes to an endpoint of these quirks, as it was typed; empty for none.
    pub fn sent_schema(&self, quirks: &Quirks) -> &str {
        let goes = !Parameter::Format.is_refused(quirks)
            && matches!(
                self.response_format(),
                Some(ResponseFormat::JsonSchema { .. })
            );
        match &self.schema {
            Some(schema) if goes => schema,
            _ => "",
        }
    }

    /// The shape wants a schema, and there is none that could be sent.
    pub fn lacks_schema(&self) -> bool {
        self.format == Some(AnswerFormat::JsonSchema) && self.response_format().is_none()
    }

    /// One that is kept and cannot be sent, as it was typed, and why: a schema that is not done yet.
    pub fn unreadable(&self, which: Parameter) -> Option<(String, ParameterProblem)> {
        let typed = self.written(which);
        let problem = Parameters::default().set(which, &typed).err()?;
        Some((typed, problem))
    }

    /// Without what is not sent: each answer keeps what it was asked with, and a schema may be long.
    pub fn drop_unsent(&mut self) {
        if self.format != Some(AnswerFormat::JsonSchema) {
            self.schema = None;
        }
    }

    /// Sets one to what was typed; nothing takes it back. Stops stand one a line, `\n` and `\t` in them for what cannot be
    /// typed there, `\\` for a backslash.
    ///
    /// # Errors
    ///
    /// What was typed cannot be sent; nothing is changed then. A schema is kept all the same where it is not too long, and
    /// not sent ([`Parameters::lacks_schema`]): its author is not done yet. The one before it is not sent either.
    pub fn set(&mut self, which: Parameter, text: &str) -> Result<(), ParameterProblem> {
        match which {
            Parameter::Temperature => self.temperature = decimal(text, 2)?,
            Parameter::TopP => self.top_p = decimal(text, 1)?,
            Parameter::MaxOutputTokens => {
                let most = i64::from(u32::MAX);
                let tokens = whole(text, 1, most)?;
                self.max_output_tokens = tokens.and_then(|tokens| u32::try_from(tokens).ok());
            }
            Parameter::Effort => self.effort = effort(text)?,
            // JavaScript servers read whole numbers exactly only so far.
            Parameter::Seed => self.seed = whole(text, -SAFE, SAFE)?,
            Parameter::Stop => self.stop = stops(text)?,
            Parameter::Format => {
                self.format = match text.trim() {
                    "" => None,
                    "text" => Some(AnswerFormat::Text),
                    "json" => Some(AnswerFormat::JsonObject),
                    "schema" => Some(AnswerFormat::JsonSchema),
                    _ => return Err(ParameterProblem::Unknown),
                }
            }
            Parameter::Schema => {
                let text = text.trim_end();
                let read = match text.trim_start().is_empty() {
                    true => Ok(()),
                    false => read_schema(text).map(drop),
                };
                // One before it is not what is wanted any more.
                let kept = read != Err(ParameterProblem::SchemaTooLong);
                let kept = kept && !text.trim_start().is_empty();
                self.schema = kept.then(|| text.to_owned());
                return read;
            }
        }
        Ok(())
    }

    /// One as it is typed; empty where it is not set.
    pub fn written(&self, which: Parameter) -> String {
        fn text(value: Option<impl ToString>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        match which {
            Parameter::Temperature => text(self.temperature),
            Parameter::TopP => text(self.top_p),
            Parameter::MaxOutputTokens => text(self.max_output_tokens),
            Parameter::Effort => self.effort.clone().unwrap_or_default(),
            Parameter::Seed => text(self.seed),
            Parameter::Stop => {
                let lines: Vec<String> = self.stop.iter().map(|stop| escaped(stop)).collect();
                lines.join("\n")
            }
            Parameter::Format => match self.format {
                None => "",
                Some(AnswerFormat::Text) => "text",
                Some(AnswerFormat::JsonObject) => "json",
                Some(AnswerFormat::JsonSchema) => "schema",
            }
            .to_owned(),
            Parameter::Schema => self.schema.clone().unwrap_or_default(),
        }
    }

    /// Without what could never have been typed: it comes from a file.
    #[must_use]
    fn sound(self) -> Parameters {
        let mut sound = Parameters::default();
        for which in Parameter::ALL {
            // What cannot be read stays unset.
            let _ = sound.set(which, &self.written(which));
        }
        sound
    }
}

/// Whole numbers up to here are exact in a double.
const SAFE: i64 = (1 << 53) - 1;

/// What is stored or comes in a file: what is not as it should be costs itself, and not its record.
pub(crate) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Parameters, D::Error> {
    Ok(lenient::<Parameters, D>(from)?.sound())
}

/// What cannot be read is its default.
pub(crate) fn lenient<'de, T: DeserializeOwned + Default, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// Parameters that have a name, for the conversations at one endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParameterPreset {
    /// Unique.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// The origin of the endpoint it is for; empty in an export.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// What it sets.
    #[serde(deserialize_with = "read")]
    pub parameters: Parameters,
    /// When it was made or changed.
    pub at: wire::Millis,
}
