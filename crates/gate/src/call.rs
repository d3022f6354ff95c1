//! What the gate knows of one call.

use crate::event::{CallId, CallMeta, WaitReason};
use crate::ledger::sum;
use crate::{Cost, LedgerEntry};
use wire::{Millis, Usage};

/// A call that waits, backs off or is in flight; which of these it is, is where the gate keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) id: CallId,
    /// Order of asking; kept through retries, so that a call that fails does not lose its place.
    pub(crate) ticket: u64,
    pub(crate) meta: CallMeta,
    /// How often it was sent.
    pub(crate) attempts: u8,
    pub(crate) first_sent: Millis,
    /// Not to be sent before this.
    pub(crate) not_before: Millis,
    /// Something of its answer was shown.
    pub(crate) shown: bool,
    /// The round of concurrency it was last sent in.
    pub(crate) round: u64,
    /// Money set aside for it, from the first attempt to the end.
    pub(crate) reserved: Cost,
    /// The endpoint's numbers for all attempts so far.
    pub(crate) usage: Option<Usage>,
    /// The most that attempts without numbers can have cost.
    pub(crate) uncertain: Cost,
    /// An attempt that may have cost something came without numbers, and it was the latest.
    pub(crate) unreported: bool,
    /// What was last told about its waiting.
    pub(crate) told: Option<(WaitReason, Option<Millis>)>,
}

impl Call {
    pub(crate) fn new(id: CallId, ticket: u64, meta: CallMeta) -> Call {
        Call {
            id,
            ticket,
            meta,
            attempts: 0,
            first_sent: 0,
            not_before: 0,
            shown: false,
            round: 0,
            reserved: Cost::ZERO,
            usage: None,
            uncertain: Cost::ZERO,
            unreported: false,
            told: None,
        }
    }

    /// Takes in the end of one attempt: its numbers, or that it may have cost something nobody
    /// knows.
    pub(crate) fn settle(&mut self, usage: Option<Usage>, may_have_cost: bool) {
        self.unreported = usage.is_none() && may_have_cost;
        if let Some(usage) = usage {
            self.usage = Some(sum(self.usage.unwrap_or_default(), usage));
        } else if may_have_cost {
            self.uncertain += self.meta.upper_bound();
        }
    }

    /// What the reported numbers come to.
    fn known(&self) -> Cost {
        self.meta.price.map_or(Cost::ZERO, |price| {
            price.cost(self.usage.unwrap_or_default())
        })
    }

    /// The most all attempts so far can have cost.
    pub(crate) fn at_most(&self) -> Cost {
        self.known() + self.uncertain
    }

    /// The most it can have cost after one more attempt.
    pub(crate) fn bound(&self) -> Cost {
        self.at_most() + self.meta.upper_bound()
    }

    pub(crate) fn entry(&self, now: Millis, ended: String) -> LedgerEntry {
        let cost = match self.meta.price {
            Some(price) if price.is_free() => Some(Cost::ZERO),
            Some(_) if !self.unreported => Some(self.known()),
            _ => None,
        };
        LedgerEntry {
            id: String::new(),
            at: now,
            endpoint: self.meta.endpoint.clone(),
            model: self.meta.model.clone(),
            kind: self.meta.kind,
            usage: self.usage,
            cost,
            at_most: (self.uncertain > Cost::ZERO).then(|| self.at_most()),
            ended,
            attempts: self.attempts,
            ms: if self.attempts == 0 {
                0
            } else {
                now.saturating_sub(self.first_sent)
            },
        }
    }
}
