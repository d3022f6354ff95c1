//! How an attempt ends: settled, tried again or over.

use super::Gate;
use crate::event::{CallId, Ending, GateEffect, Moment};
use crate::retry::delay;
use wire::{Millis, Usage};

impl Gate {
    pub(super) fn ended(
        &mut self,
        id: CallId,
        ending: &Ending,
        usage: Option<Usage>,
        moment: Moment,
        effects: &mut Vec<GateEffect>,
    ) {
        let Some(mut call) = self.flying.remove(&id) else {
            // Nothing of it was in flight. If it waits, this can only mean that it is not wanted
            // any more.
            return self.cancelled(id, moment, effects);
        };
        let may_have_cost = may_have_cost(ending, call.shown);
        self.settle_tokens(call.meta.tokens(), ending, usage, may_have_cost);
        call.settle(usage, may_have_cost);
        let ended = match ending {
            Ending::Complete | Ending::Truncated => {
                if call.round == self.concurrency.round() {
                    self.strikes = 0;
                }
                self.concurrency.succeeded(call.round);
                if *ending == Ending::Complete {
                    "complete".into()
                } else {
                    "truncated".into()
                }
            }
            Ending::Stopped => "stopped".into(),
            Ending::Failed {
                kind,
                transient,
                rate_limited,
                retry_after,
            } => {
                let earlier = u32::from(call.attempts).saturating_sub(1);
                let mut wait = delay(earlier, *retry_after, moment.random);
                if *rate_limited {
                    if self.concurrency.slowed(call.round) {
                        self.strikes = self.strikes.saturating_add(1);
                    }
                    // New calls meet the same wall: the gate as a whole backs off further with each
                    // round of 429s.
                    wait = delay(
                        earlier.max(self.strikes.saturating_sub(1)),
                        *retry_after,
                        moment.random,
                    );
                    self.hold(moment.now.saturating_add(wait));
                }
                let again = *transient && !call.shown && call.attempts <= self.settings.max_retries;
                if again && call.attempts < u8::MAX {
                    call.not_before = moment.now.saturating_add(wait);
                    // What was set aside stays so: it covers what the attempt may have cost, or
                    // else the next one.
                    call.reserved = call.reserved.max(call.at_most());
                    call.told = None;
                    let place = self
                        .waiting
                        .partition_point(|other| other.ticket < call.ticket);
                    self.waiting.insert(place, call);
                    return;
                }
                format!("failed:{kind}")
            }
        };
        self.record(&call, moment.now, ended, effects);
        if matches!(ending, Ending::Failed { .. }) {
            effects.push(GateEffect::GiveUp { call: id });
        }
    }

    /// Settles the estimate that was charged when the attempt was sent.
    fn settle_tokens(
        &mut self,
        estimate: u64,
        ending: &Ending,
        usage: Option<Usage>,
        may_have_cost: bool,
    ) {
        let Some(bucket) = &mut self.tokens else {
            return;
        };
        match usage {
            Some(usage) => {
                let real = usage.input.saturating_add(usage.output);
                bucket.give(estimate.saturating_sub(real));
                bucket.take(real.saturating_sub(estimate));
            }
            // Nothing was made. What was refused for being too much stays charged: endpoints count
            // that too.
            None if !may_have_cost
                && !matches!(
                    ending,
                    Ending::Failed {
                        rate_limited: true,
                        ..
                    }
                ) =>
            {
                bucket.give(estimate);
            }
            None => {}
        }
    }

    fn hold(&mut self, until: Millis) {
        self.hold_until = self.hold_until.max(until);
        self.next_release = self.hold_until;
        self.staggered = self.concurrency.limit();
    }

    pub(super) fn cancelled(&mut self, id: CallId, moment: Moment, effects: &mut Vec<GateEffect>) {
        if let Some(mut call) = self.flying.remove(&id) {
            effects.push(GateEffect::Abort { call: id });
            call.settle(None, true);
            self.record(&call, moment.now, "cancelled".into(), effects);
        } else if let Some(place) = self.waiting.iter().position(|call| call.id == id)
            && let Some(call) = self.waiting.remove(place)
            && call.attempts > 0
        {
            self.record(&call, moment.now, "cancelled".into(), effects);
        }
    }
}

/// Whether an attempt that came without numbers may be on the bill: an answer that was begun or may
/// have been, but not one that was refused with a status. A connection that was lost and a gateway
/// that gave up (502, 504) say nothing of what the endpoint behind them did with the request.
fn may_have_cost(ending: &Ending, shown: bool) -> bool {
    match ending {
        Ending::Complete | Ending::Truncated | Ending::Stopped => true,
        Ending::Failed { kind, .. } => {
            shown
                || [
                    "timeout",
                    "interrupted",
                    "refused",
                    "not-understood",
                    "garbled",
                    "endless",
                    "unreachable",
                    "server-trouble",
                ]
                .contains(&kind.as_str())
        }
    }
}
