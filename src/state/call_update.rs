//! What is asked of `calls`, and what it tells back.

use super::{SentView, Trouble};
use gate::{Cost, WaitReason, WorkKind};
use wire::{ChatMessage, ChatRequest, Completion, Content, Delta, Millis, Part};

/// A call that is wanted.
pub(super) struct Ask {
    pub request: ChatRequest,
    pub kind: WorkKind,
    /// Tokens out: the most that is asked for where a cap must hold, an estimate otherwise.
    pub output_tokens: u64,
}

impl Ask {
    /// Tokens in, estimated.
    pub fn input_tokens(&self) -> u64 {
        self.request.messages.iter().map(message_tokens).sum()
    }
}

/// Tokens of a message as it is sent, estimated.
pub(super) fn message_tokens(message: &ChatMessage) -> u64 {
    /// Role and marks around a message.
    const ENVELOPE: u64 = 4;
    /// An image of middling size.
    const IMAGE: u64 = 1_000;
    ENVELOPE
        + match &message.content {
            Content::Text(text) => gate::estimate_tokens(text),
            Content::Parts(parts) => parts
                .iter()
                .map(|part| match part {
                    Part::Text { text } => gate::estimate_tokens(text),
                    Part::ImageUrl { .. } => IMAGE,
                    // By now its content stands in its place.
                    Part::Held { .. } => 0,
                })
                .sum(),
        }
}

/// What becomes of it.
pub(super) enum CallUpdate {
    /// It waits its turn.
    Waiting(WaitView),
    /// It left the page, without what is known to be refused.
    Sent(SentView, wire::Quirks),
    /// Something new of the answer.
    Arrived(Delta),
    /// It is over. Nothing comes after this.
    Ended(Box<CallEnd>),
}

impl CallUpdate {
    pub fn ended(how: HowEnded, completion: Completion, cost: Option<Cost>) -> CallUpdate {
        CallUpdate::Ended(Box::new(CallEnd {
            how,
            completion,
            cost,
        }))
    }
}

/// How a call ended, with all that arrived.
pub(super) struct CallEnd {
    pub how: HowEnded,
    pub completion: Completion,
    pub cost: Option<Cost>,
}

/// How a call ended.
pub(super) enum HowEnded {
    Complete,
    /// The limit on length, or a stream that ended without saying so.
    Truncated,
    /// The person stopped it.
    Stopped,
    Failed(Trouble),
}

/// Why a call has not been sent yet, for a line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitView {
    /// What it waits for
    pub why: WaitReason,
    /// Until when, where that is known
    pub until: Option<Millis>,
}
