//! What is asked of a model besides the words: how freely, how long, in which shape. Nothing is sent that was not set.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
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
}

/// The shapes that a conversation can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerFormat {
    /// Plain text, said outright.
    Text,
    /// Any JSON object.
    JsonObject,
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
}

impl Parameter {
    /// All of them, in the order they are shown.
    pub const ALL: [Parameter; 7] = [
        Parameter::Temperature,
        Parameter::TopP,
        Parameter::MaxOutputTokens,
        Parameter::Effort,
        Parameter::Seed,
        Parameter::Stop,
        Parameter::Format,
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
        }
    }

    /// Whether an endpoint of these quirks refuses it.
    pub fn is_refused(self, quirks: &Quirks) -> bool {
        match self {
            Parameter::MaxOutputTokens => {
                quirks.drops("max_completion_tokens") || quirks.drops("max_tokens")
            }
            Parameter::Format => quirks.drops(OPTIONAL_FORMAT),
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
        }
    }

    /// Those that are set, and not sent because the endpoint refuses them.
    pub fn refused(&self, quirks: &Quirks) -> Vec<Parameter> {
        let refused = |which: &Parameter| self.has(*which) && which.is_refused(quirks);
        Parameter::ALL.into_iter().filter(refused).collect()
    }

    /// The shape as requests have it.
    pub fn response_format(&self) -> Option<ResponseFormat> {
        self.format.map(|format| match format {
            AnswerFormat::Text => ResponseFormat::Text,
            AnswerFormat::JsonObject => ResponseFormat::JsonObject,
        })
    }

    /// Sets one to what was typed; nothing takes it back. Stops stand one a line, `\n` and `\t` in them for what cannot be
    /// typed there, `\\` for a backslash.
    ///
    /// # Errors
    ///
    /// What was typed cannot be sent; nothing is changed then.
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
                    _ => return Err(ParameterProblem::Unknown),
                }
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
            }
            .to_owned(),
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

/// Digits and the decimal mark as requests have them, however the person writes numbers.
fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (u32::from(c) - u32::from('٠')) as u8),
            '۰'..='۹' => char::from(b'0' + (u32::from(c) - u32::from('۰')) as u8),
            ',' | '٫' => '.',
            '−' => '-',
            c => c,
        })
        .collect()
}

fn decimal(text: &str, most: i64) -> Result<Option<f32>, ParameterProblem> {
    let text = plain(text);
    if text.is_empty() {
        return Ok(None);
    }
    let number: f32 = text.parse().map_err(|_| ParameterProblem::NotANumber)?;
    if !number.is_finite() {
        return Err(ParameterProblem::NotANumber);
    }
    if !(0.0..=most as f32).contains(&number) {
        return Err(ParameterProblem::OutOfRange(0, most));
    }
    // "-0" is 0.
    Ok(Some(number + 0.0))
}

fn whole(text: &str, least: i64, most: i64) -> Result<Option<i64>, ParameterProblem> {
    let text = plain(text);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<i128>() {
        Ok(number) if (i128::from(least)..=i128::from(most)).contains(&number) => {
            Ok(i64::try_from(number).ok())
        }
        Ok(_) => Err(ParameterProblem::OutOfRange(least, most)),
        Err(_) => Err(ParameterProblem::NotWhole),
    }
}

fn effort(text: &str) -> Result<Option<String>, ParameterProblem> {
    match text.trim() {
        "" => Ok(None),
        text if EFFORTS.contains(&text) => Ok(Some(text.to_owned())),
        _ => Err(ParameterProblem::Unknown),
    }
}

fn stops(text: &str) -> Result<Vec<String>, ParameterProblem> {
    let mut stops: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.trim_end_matches('\r')) {
        let stop = unescaped(line);
        if !stop.is_empty() && !stops.contains(&stop) {
            // At once: a list may be as long as a file.
            if stops.len() == MOST_STOPS {
                return Err(ParameterProblem::TooManyStops);
            }
            stops.push(stop);
        }
    }
    if stops
        .iter()
        .any(|stop| stop.chars().count() > MOST_STOP_LETTERS)
    {
        return Err(ParameterProblem::StopTooLong);
    }
    Ok(stops)
}

fn escaped(stop: &str) -> String {
    stop.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('\\') | None => text.push('\\'),
            Some(other) => text.extend(['\\', other]),
        }
    }
    text
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
