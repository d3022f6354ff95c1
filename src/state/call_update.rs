//! What is asked of `calls`, and what it tells back.

use super::{SentView, Trouble};
use gate::{Cost, WaitReason, WorkKind};
use wire::{ChatRequest, Completion, Delta, Millis};

/// A call that is wanted.
pub(super) struct Ask {
    pub request: ChatRequest,
    pub kind: WorkKind,
    /// Tokens out: the most that is asked for where a cap must hold, an estimate otherwise.
    pub output_tokens: u64,
}

/// What becomes of it.
pub(super) enum CallUpdate {
    /// It waits its turn.
    Waiting(WaitView),
    /// It left the page.
    Sent(SentView),
    /// Something new of the answer.
    Arrived(Delta),
    /// It is over. Nothing comes after this.
    Ended(Box<CallEnd>),
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
