//! The records that are stored: one a conversation, one a message.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{Millis, Problem, Quirks, Role, Usage};

use crate::attach::AttachmentRef;
use crate::context::{ContextSettings, Selection};
use crate::failure::{self, Failure};
use crate::parameters::{self, Parameters};

/// What is known of a conversation besides its messages. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// Unique.
    pub id: String,
    /// Shown in the list; may be empty.
    pub title: String,
    /// Who wrote the title: a title of the person's is never replaced by one made from the text.
    pub titled_by: TitledBy,
    /// Kept at the top of the list.
    pub pinned: bool,
    /// When it was begun.
    pub created: Millis,
    /// When anything in it last changed.
    pub updated: Millis,
    /// The system prompt; empty for none.
    pub system: String,
    /// The model chosen for it, if any.
    pub model: Option<String>,
    /// The origin of the endpoint that this model was chosen at: a name means nothing at another. Never travels
    /// ([`crate::Export`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_origin: Option<String>,
    /// The message at the end of the path that is shown.
    pub leaf: Option<String>,
    /// When it was deleted; it can be brought back until it is purged.
    pub deleted: Option<Millis>,
    /// The name of the folder it is in; empty for none. A folder is there as long as something is in it.
    pub folder: String,
    /// Its tags, each once.
    pub tags: Vec<String>,
    /// Put away: out of the list, found in the archive.
    pub archived: bool,
    /// The [`Conversation::id`] it was forked from ([`crate::fork`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forked_from: Option<String>,
    /// Of messages that were deleted alone: where they stood ([`crate::cut_out`]). Never travels ([`crate::Export`]).
    #[serde(
        deserialize_with = "parameters::lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub cut_from: Option<CutFrom>,
    /// The question whose answers are looked at side by side, until one of them is chosen ([`crate::side_by_side`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side_by_side: Option<String>,
    /// What is asked of the model besides the words.
    #[serde(
        deserialize_with = "parameters::read",
        skip_serializing_if = "Parameters::is_empty"
    )]
    pub parameters: Parameters,
    /// What of it goes, and what stands for what does not.
    #[serde(
        deserialize_with = "parameters::lenient",
        skip_serializing_if = "ContextSettings::is_default"
    )]
    pub context: ContextSettings,
}

/// Where deleted messages stood in the conversation that they were taken out of ([`Conversation::forked_from`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CutFrom {
    /// The message they followed there; none at the start of the conversation.
    pub parent: Option<String>,
    /// The first of them, by the id it has now.
    pub top: String,
    /// By the ids that they and what is attached to them have now: those they had there.
    pub ids: BTreeMap<String, String>,
    /// The same of the messages before them, which are there still.
    pub way: BTreeMap<String, String>,
}

impl CutFrom {
    /// Whether this message is one of them, by the id it had.
    pub fn holds(&self, message: &str) -> bool {
        self.ids.values().any(|id| id == message)
    }
}

/// Who wrote a title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitledBy {
    /// Written by the person.
    Person,
    /// Written by a model that was asked for one ([`crate::model_title`]).
    Model,
    /// Made from the first message ([`crate::auto_title`]). Anything unknown reads as this.
    #[default]
    #[serde(other)]
    Text,
}

/// One message. Unknown fields are ignored, missing ones defaulted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Message {
    /// Unique.
    pub id: String,
    /// The [`Conversation::id`] it belongs to.
    pub conversation: String,
    /// The message it answers or follows; `None` at the start of a conversation.
    pub parent: Option<String>,
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub text: String,
    /// What the model thought, where the endpoint tells.
    pub reasoning: String,
    /// How far it is.
    pub state: MessageState,
    /// The model that answered.
    pub model: Option<String>,
    /// The endpoint's own count.
    pub usage: Option<Usage>,
    /// Nano-dollars; `None` when the price is unknown.
    pub cost: Option<i64>,
    /// When it was begun.
    pub created: Millis,
    /// How long it took, where it was answered.
    #[serde(
        deserialize_with = "parameters::lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub took: Option<Took>,
    /// Why it failed, as the endpoint told or the wire saw it.
    pub problem: Option<Problem>,
    /// Why it failed, where the page knows what no endpoint tells; it then counts before `problem`.
    #[serde(deserialize_with = "failure::known")]
    pub failure: Option<Failure>,
    /// What was sent to get it, so that it can be looked at later.
    pub sent: Option<Sent>,
    /// Its words are the person's: an answer that was edited ([`crate::edited_answer`]).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// The person does not want it to be sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What goes with its text: files and images, whose contents are kept apart ([`crate::StoredAttachment`]).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRef>,
}

/// How long an answer took, in milliseconds from when it was sent; waiting for its turn does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Took {
    /// To the first of its words, its thoughts included; none where none came.
    pub first: Option<Millis>,
    /// To its end. Of one that was continued, both stretches.
    pub total: Millis,
}

/// How far a message is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageState {
    /// Still arriving. Found in the store after a reload, it means: interrupted (see [`crate::recover`]).
    Streaming,
    /// The person stopped it.
    Stopped,
    /// It ended before it was complete: a length limit, a broken stream, a reload.
    Truncated,
    /// It failed; `problem` says why. What had arrived is kept.
    Failed,
    /// Complete. Anything unknown reads as this.
    #[default]
    #[serde(other)]
    Done,
}

impl Conversation {
    /// The model chosen for it, where it was chosen at the endpoint of this origin.
    pub fn model_at(&self, origin: &str) -> Option<&str> {
        self.model
            .as_deref()
            .filter(|model| !model.is_empty() && self.model_origin.as_deref() == Some(origin))
    }
}

impl MessageState {
    /// The name tests and styles know it by (`data-state`).
    pub fn name(self) -> &'static str {
        match self {
            MessageState::Done => "done",
            MessageState::Streaming => "streaming",
            MessageState::Stopped => "stopped",
            MessageState::Truncated => "truncated",
            MessageState::Failed => "failed",
        }
    }
}

/// Enough to build again the request a message came from, the latest where it was continued; the messages themselves are
/// its path in the tree (see [`crate::sent_messages`]). Kept on this machine for looking at; [`crate::Export`] leaves it out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// The system prompt as it was then.
    pub system: String,
    /// The base address it was sent to.
    pub base: String,
    /// What the endpoint and model were known to refuse.
    pub quirks: Quirks,
    /// The limit on the answer's length that was asked for.
    pub max_output_tokens: Option<u32>,
    /// The answer was cut at the limit of so many tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_at: Option<u64>,
    /// The reasoning effort that was asked for.
    pub effort: Option<String>,
    /// The model that was asked; missing in old records, where it is the message's.
    pub model: Option<String>,
    /// How much of the answer there was when it was asked to go on, in bytes; none when it was asked for anew.
    pub continued_at: Option<usize>,
    /// The parameters that were asked for, whether the endpoint takes them or not.
    #[serde(
        deserialize_with = "parameters::read",
        skip_serializing_if = "Parameters::is_empty"
    )]
    pub parameters: Parameters,
    /// What of the branch was sent.
    #[serde(skip_serializing_if = "Selection::is_all")]
    pub selection: Selection,
    /// Images were left out, since the model takes none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_images: bool,
}
