//! The rule of a conversation, and what belongs to it.

use crate::parameters::lenient;
use crate::record::Message;
use serde::{Deserialize, Serialize};
use wire::{Millis, Usage};

/// Tokens kept free for the answer, where the person said nothing else: of a small window no more than half.
pub fn default_reserve(window: Option<u32>) -> u32 {
    const MOST: u32 = 4_096;
    window.map_or(MOST, |window| MOST.min(window / 2))
}

/// How it is decided what of a conversation goes. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContextSettings {
    /// What happens to what does not fit.
    #[serde(deserialize_with = "lenient")]
    pub rule: ContextRule,
    /// The model's window in tokens, where the person set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<u32>,
    /// Tokens kept free for the answer, where the person set them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve: Option<u32>,
    /// What stands for the oldest messages.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "lenient")]
    pub summary: Option<Summary>,
}

/// What happens to what does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContextRule {
    /// All is sent, whatever comes of it.
    #[default]
    All,
    /// The oldest exchanges are left out until the rest fits.
    DropOldest,
    /// A summary stands for the oldest; what still does not fit is left out.
    Summarise,
}

/// What stands for the messages from the first to one of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// The summary; the person may have changed it.
    pub text: String,
    /// The last message it stands for. In a branch that does not contain it, it does not count.
    pub upto: String,
    /// How many messages it stands for.
    pub messages: usize,
    /// The model that wrote it.
    pub model: Option<String>,
    /// The endpoint's own count of what it took.
    pub usage: Option<Usage>,
    /// Nano-dollars; `None` when the price is unknown.
    pub cost: Option<i64>,
    /// When it was made.
    pub at: Millis,
    /// The person changed it.
    pub edited: bool,
}

impl ContextSettings {
    /// Whether nothing was changed.
    pub fn is_default(&self) -> bool {
        *self == ContextSettings::default()
    }

    /// Tokens kept free for the answer, where the request asks for one that is at most so long: never less than that.
    pub fn reserve_for(&self, answer: Option<u32>, window: Option<u32>) -> u64 {
        let reserve = self.reserve.unwrap_or_else(|| default_reserve(window));
        u64::from(reserve.max(answer.unwrap_or(0)))
    }

    /// The summary that counts in this branch, and where in it the last message is that it stands for. It must be before
    /// the question that is asked.
    pub(super) fn summary_before(
        &self,
        path: &[&Message],
        protected: usize,
    ) -> Option<(&Summary, usize)> {
        if self.rule != ContextRule::Summarise {
            return None;
        }
        let summary = self.summary.as_ref()?;
        if summary.text.trim().is_empty() {
            return None;
        }
        let upto = path.iter().position(|message| message.id == summary.upto)?;
        (upto < protected).then_some((summary, upto))
    }
}
