//! What an endpoint and model refuse, learned from their own answers and remembered per endpoint + model.

use serde::{Deserialize, Serialize};

/// One thing learned about an endpoint + model.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quirk {
    /// This parameter is not sent (`temperature`, `stop`, `stream_options`, `stream_options.include_obfuscation`, …).
    Without(String),
    /// `max_tokens` is sent in place of `max_completion_tokens`.
    OldMaxTokens,
    /// `developer` is sent in place of `system`.
    DeveloperRole,
    /// Instructions are sent at the head of the first user message: the model takes no system role at all.
    NoSystemRole,
}

/// The quirks of one endpoint + model: a small set in the order they were learned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quirks(Vec<Quirk>);

impl Quirks {
    /// Adds one; false when it was known.
    pub fn insert(&mut self, quirk: Quirk) -> bool {
        let new = !self.contains(&quirk);
        if new {
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

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Quirk> {
        self.0.iter()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
