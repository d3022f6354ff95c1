//! The words of the job: what it is given, what it is told, what it says.

use serde::{Deserialize, Serialize};
use wire::{ChatMessage, ResponseFormat};

use crate::glossary::Term;

use super::outcome::{JobEnd, Outcome};

/// One segment of the text, as the job is given it. The job names segments by their place in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobSegment {
    /// Its text, without outer white space. A segment without a letter or digit is kept as it is and never asked.
    pub source: String,
    /// Its translation, where there is one already: nothing is asked for it, it is context for its neighbours, and
    /// other segments with the same source take it too.
    pub known: Option<String>,
    /// The most similar pairs of the memory (source, target), best first.
    pub examples: Vec<(String, String)>,
    /// Number of the paragraph, scene or other unit that it is of: batches are cut where it changes.
    pub paragraph: usize,
}

/// What holds for all of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobSettings {
    /// Tag of the source's language, if known.
    pub from: Option<String>,
    /// Tag of the language wanted.
    pub to: String,
    /// The person's wishes, tone included; may be empty.
    pub instructions: String,
    /// What the text is about and for whom; may be empty.
    pub brief: String,
    /// The glossary. Terms that no segment has are left out of what is sent.
    pub glossary: Vec<Term>,
    /// How answers are asked for at first: what was last learned of this endpoint and model.
    pub rung: Rung,
    /// How much is asked at once.
    pub limits: BatchLimits,
    /// A random word of ASCII letters and digits (16 are plenty) for the marks around texts. Where a text has it, the job
    /// makes another of it.
    pub boundary: String,
}

/// How an answer is asked for, best first. What an endpoint can do is learned on the way down.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// A strict JSON schema that has exactly the batch's keys.
    #[default]
    Schema,
    /// Any JSON object (`json_object`), the keys told in the prompt.
    JsonObject,
    /// Segments between marked lines.
    Lines,
    /// One segment a call, plain text.
    Alone,
}

/// How much is asked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchLimits {
    /// The most segments of a batch; 1 to 30.
    pub segments: usize,
    /// About how many tokens the sources of a batch may have. A longer segment goes alone.
    pub source_tokens: usize,
    /// The most asks in flight; at least 1.
    pub parallel: usize,
}

impl Default for BatchLimits {
    fn default() -> Self {
        BatchLimits {
            segments: 20,
            source_tokens: 1_200,
            parallel: 4,
        }
    }
}

/// Names one ask of a job; never used twice in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskId(pub u64);

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEvent {
    /// Begin. Ignored when begun before.
    Start,
    /// A piece of an answer arrived.
    Text {
        /// Of which ask.
        ask: AskId,
        /// The piece, cut anywhere.
        delta: String,
    },
    /// All that arrived of this ask's answer was no answer (the model had been thinking).
    Void {
        /// Of which ask.
        ask: AskId,
    },
    /// An ask is over.
    Ended {
        /// Which.
        ask: AskId,
        /// How.
        end: AskEnd,
    },
    /// Ask these: segments that failed, or that stayed open when the job broke off or was stopped. Others are passed over.
    Again(Vec<usize>),
    /// The person stops the job. What has been translated stays, the rest stays open.
    Stop,
}

/// How an ask ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskEnd {
    /// The model was done (`stop`).
    Complete,
    /// The answer was cut for its length, or the request was too long for the model.
    Truncated,
    /// The endpoint refuses the `response_format` (a 400 or 422 that names it). Never for auth, quota or 5xx.
    Incapable,
    /// The content filter or the model's `refusal` field.
    Refused,
    /// Given up, retries included: network, quota, auth, cap. The job breaks off.
    Failed,
    /// Cancelled by someone else than this job. The job breaks off.
    Cancelled,
}

/// What must be done, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum JobEffect {
    /// Send this.
    Ask(JobAsk),
    /// Abort this ask. Nothing more is heard of it, and an [`JobEvent::Ended`] of it is ignored.
    Cancel(AskId),
    /// A piece of a segment's translation, to show while it arrives. Not every segment streams: one with inline codes
    /// only settles.
    Arrived {
        /// Of which segment.
        segment: usize,
        /// What is new.
        text: String,
    },
    /// What [`Arrived`](JobEffect::Arrived) said of this segment does not hold: clear it.
    Restarted {
        /// Which.
        segment: usize,
    },
    /// A segment has got its end. What counts is this text, whatever arrived before.
    Settled {
        /// Which.
        segment: usize,
        /// How.
        outcome: Outcome,
    },
    /// The endpoint cannot do what was asked of it; ask so from now on, in later jobs too.
    RungLearned(Rung),
    /// Nothing is in flight and nothing will be asked, until [`JobEvent::Again`].
    Over(JobEnd),
}

/// A completion to ask for. The caller adds the model, a low temperature and little reasoning.
#[derive(Debug, Clone, PartialEq)]
pub struct JobAsk {
    /// Its name in events.
    pub id: AskId,
    /// What to send. The first message is the same for all asks of a rung of the job.
    pub messages: Vec<ChatMessage>,
    /// The shape of the answer, where the rung has one.
    pub response_format: Option<ResponseFormat>,
    /// A generous bound for the tokens of the answer.
    pub output_bound: u32,
    /// What it is for.
    pub purpose: Purpose,
    /// The segments it asks for.
    pub segments: Vec<usize>,
}

/// What an ask is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Segments that are asked for the first time.
    Batch,
    /// Segments whose answer could not be used, fewer at once.
    Retry,
    /// As a retry, naming the terms or codes that were lost.
    Strict,
}
