//! What goes into the gate and what comes out of it.

use crate::{Cost, GateSettings, LedgerEntry, Price, Refusal, Spent, WorkKind};
use wire::{Millis, Usage};

/// Names one call for as long as the gate knows it; chosen by the app, unique among the calls under
/// way.
pub type CallId = u64;

/// When an event happened, and the one random number its handling may use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Wall clock.
    pub now: Millis,
    /// In [0, 1): jitter of back-off and of releases.
    pub random: f64,
}

/// What the gate must know of a call before it is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct CallMeta {
    /// For the ledger.
    pub kind: WorkKind,
    /// The endpoint's origin, for the ledger.
    pub endpoint: String,
    /// The model asked for.
    pub model: String,
    /// Input tokens, estimated ([`crate::estimate_tokens`] of all that is sent).
    pub input_tokens: u64,
    /// Output tokens: the upper bound asked for, or an estimate where none is asked for.
    pub output_tokens: u64,
    /// What the model costs; `None`: not known. A call of unknown price is let through even when a
    /// cap is set (the cap cannot count it): the page says so where a cap is set, and the
    /// [`crate::Summary`] counts it as unpriced.
    pub price: Option<Price>,
}

impl CallMeta {
    /// Input and output together, as charged to the tokens-a-minute bucket.
    pub(crate) fn tokens(&self) -> u64 {
        self.input_tokens.saturating_add(self.output_tokens)
    }

    /// The most one attempt at this call can cost; zero when the price is not known.
    pub fn upper_bound(&self) -> Cost {
        let usage = Usage {
            input: self.input_tokens,
            output: self.output_tokens,
            ..Usage::default()
        };
        self.price
            .map_or(Cost::ZERO, |price| price.without_discount().cost(usage))
    }
}

/// How one attempt ended, as the app saw it.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// The whole answer arrived.
    Complete,
    /// It ended before the model was done (length, or the stream broke off quietly).
    Truncated,
    /// The person stopped it; what had arrived is kept.
    Stopped,
    /// It failed.
    Failed {
        /// The problem's stable name (`ProblemKind::name`), for the ledger.
        kind: String,
        /// Whether trying again may help.
        transient: bool,
        /// Whether it was a 429 that means "slow down" (not one that means "no money").
        rate_limited: bool,
        /// How long the endpoint asked to wait, where it could be read.
        retry_after: Option<Millis>,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum GateEvent {
    /// Someone wants a call made. An id that is already under way is ignored.
    Asked {
        /// The call.
        call: CallId,
        /// What it is.
        meta: CallMeta,
    },
    /// Something of the answer was shown: from here on the call is never retried by itself.
    FirstDelta {
        /// The call.
        call: CallId,
    },
    /// The attempt the gate had sent is over.
    Ended {
        /// The call.
        call: CallId,
        /// How.
        ending: Ending,
        /// The endpoint's own numbers for this attempt, if it gave any.
        usage: Option<Usage>,
    },
    /// The call is no longer wanted, wherever it is: waiting, backing off or in flight.
    Cancelled {
        /// The call.
        call: CallId,
    },
    /// The person changed pace, cap or retries.
    SettingsChanged(GateSettings),
    /// The ledger says otherwise than this gate thought: another tab spent something, or the time
    /// zone changed.
    SpentChanged(Spent),
    /// Time passed: the answer to [`GateEffect::WakeAt`].
    Tick,
}

/// Why a call is not sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// The requests of this minute are used up.
    Requests,
    /// The tokens of this minute are used up.
    Tokens,
    /// As many calls as may run at once are running.
    Concurrency,
    /// The endpoint failed or asked to slow down.
    Backoff,
}

/// What must be done now, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum GateEffect {
    /// Send it.
    Send {
        /// The call.
        call: CallId,
        /// 1 for the first time, 2 for the first retry.
        attempt: u8,
    },
    /// It waits; given when it starts to wait and when what is known about it changes.
    Waiting {
        /// The call.
        call: CallId,
        /// What for.
        why: WaitReason,
        /// Until when at the earliest, where that is known.
        until: Option<Millis>,
    },
    /// It will not be sent. The call is over.
    Refuse {
        /// The call.
        call: CallId,
        /// Why.
        reason: Refusal,
    },
    /// Abort its fetch. The call is over: an `Ended` that still comes for it is ignored.
    Abort {
        /// The call.
        call: CallId,
    },
    /// Its failure is final: show it. The call is over.
    GiveUp {
        /// The call.
        call: CallId,
    },
    /// Keep this in the ledger. Exactly one for each call that was sent or refused.
    Record(LedgerEntry),
    /// Send a [`GateEvent::Tick`] at this time. One timer is enough: a new `WakeAt` replaces the
    /// one before.
    WakeAt(Millis),
}
