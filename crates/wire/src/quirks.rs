//! What an endpoint and model refuse, learned from their own answers and remembered per endpoint + model.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing learned about an endpoint + model.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quirk {
    /// This parameter is not sent (`temperature`, `stop`, `stream_options`, `stream_options.include_obfuscation`, …).
    Without(String),
    /// `max_tokens` is sent in place of `max_completion_tokens`.
    OldMaxTokens,
    /// No more output tokens than this are asked for, under whichever name.
    OutputLimit(u32),
    /// `developer` is sent in place of `system`.
    DeveloperRole,
    /// Instructions are sent at the head of the first user message: the model takes no system role at all.
    NoSystemRole,
}

/// The name under which it is known that a shape of the answer is not sent where the answer is of use without it
/// ([`ChatRequest::format_optional`](crate::ChatRequest::format_optional)): who cannot do without asks on.
pub const OPTIONAL_FORMAT: &str = "response_format.optional";

/// The quirks of one endpoint + model: a small set in the order they were learned. What a newer build stored and this
/// one does not know is passed over when read: it is learned again where it matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Value", into = "Vec<Quirk>")]
pub struct Quirks(Vec<Quirk>);

impl Quirks {
    /// Adds one; false when it was known. A limit on the output takes the place of an earlier one.
    pub fn insert(&mut self, quirk: Quirk) -> bool {
        let new = !self.contains(&quirk);
        if new {
            if matches!(quirk, Quirk::OutputLimit(_)) {
                self.0
                    .retain(|known| !matches!(known, Quirk::OutputLimit(_)));
            }
            self.0.push(quirk);
        }
        new
    }

    /// Whether it is known.
    pub fn contains(&self, quirk: &Quirk) -> bool {
        self.0.contains(quirk)
    }

    /// Whether this parameter is not to be sent.
    pub fn drops(&self, parameter: &str) -> bool {
        self.0
            .iter()
            .any(|quirk| matches!(quirk, Quirk::Without(name) if name == parameter))
    }

    /// The most output tokens to ask for, where a limit is known.
    pub fn output_limit(&self) -> Option<u32> {
        self.0.iter().find_map(|quirk| match quirk {
            Quirk::OutputLimit(most) => Some(*most),
            _ => None,
        })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Quirk> {
        self.0.iter()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Value> for Quirks {
    fn from(stored: Value) -> Self {
        let Value::Array(stored) = stored else {
            return Quirks::default();
        };
        stored
            .into_iter()
            .filter_map(|quirk| serde_json::from_value(quirk).ok())
            .collect()
    }
}

impl From<Quirks> for Vec<Quirk> {
    fn from(quirks: Quirks) -> Self {
        quirks.0
    }
}

impl FromIterator<Quirk> for Quirks {
    fn from_iter<I: IntoIterator<Item = Quirk>>(quirks: I) -> Self {
        let mut set = Quirks::default();
        for quirk in quirks {
            set.insert(quirk);
        }
        set
    }
}
