//! How a call gets its turn, and what those that wait are told.

use super::Gate;
use crate::event::{GateEffect, Moment, WaitReason};
use crate::retry::spread;
use wire::Millis;

/// What stands between the first call in line and being sent.
pub(super) type Block = (WaitReason, Option<Millis>);

impl Gate {
    /// Sends all that may be sent now; gives what stops the next in line, if something is in line.
    pub(super) fn release(
        &mut self,
        moment: Moment,
        effects: &mut Vec<GateEffect>,
    ) -> Option<Block> {
        let now = moment.now;
        loop {
            let place = self
                .waiting
                .iter()
                .position(|call| call.not_before <= now)?;
            let tokens = self.waiting.get(place)?.meta.tokens();
            if let Some(block) = self.block(tokens, now) {
                return Some(block);
            }
            let mut call = self.waiting.remove(place)?;
            if let Some(reason) = self.refusal(&call) {
                self.refuse(call, reason, now, effects);
                continue;
            }
            if let Some(bucket) = &mut self.requests {
                bucket.take(1);
            }
            if let Some(bucket) = &mut self.tokens {
                bucket.take(tokens);
            }
            if self.staggered > 0 {
                self.staggered -= 1;
                self.next_release = now.saturating_add(spread(moment.random));
            }
            if call.attempts == 0 {
                call.first_sent = now;
            }
            call.attempts += 1;
            call.round = self.concurrency.round();
            call.reserved = call.bound();
            call.told = None;
            effects.push(GateEffect::Send {
                call: call.id,
                attempt: call.attempts,
            });
            self.flying.insert(call.id, call);
        }
    }

    fn block(&mut self, tokens: u64, now: Millis) -> Option<Block> {
        if self.hold_until > now {
            return Some((WaitReason::Backoff, Some(self.hold_until)));
        }
        if self.flying.len() >= usize::from(self.concurrency.limit()) {
            return Some((WaitReason::Concurrency, None));
        }
        if self.staggered > 0 && self.next_release > now {
            return Some((WaitReason::Backoff, Some(self.next_release)));
        }
        let requests = self
            .requests
            .as_mut()
            .map_or(now, |bucket| bucket.ready_at(1, now));
        if requests > now {
            return Some((WaitReason::Requests, Some(requests)));
        }
        let tokens = self
            .tokens
            .as_mut()
            .map_or(now, |bucket| bucket.ready_at(tokens, now));
        (tokens > now).then_some((WaitReason::Tokens, Some(tokens)))
    }

    /// Tells each call what it waits for: the first in line exactly, those behind it when they join
    /// and when a back-off begins or ends (thousands may wait: not at every step).
    pub(super) fn tell(
        &mut self,
        block: Option<Block>,
        now: Millis,
        effects: &mut Vec<GateEffect>,
    ) {
        let hold = Some(self.hold_until).filter(|until| *until > now);
        let mut first = true;
        for call in &mut self.waiting {
            let news = if call.not_before > now || hold.is_some() {
                (
                    WaitReason::Backoff,
                    Some(call.not_before.max(hold.unwrap_or(0))),
                )
            } else if first {
                first = false;
                block.unwrap_or((WaitReason::Concurrency, None))
            } else if call.told.is_none_or(|(why, _)| why == WaitReason::Backoff) {
                (block.map_or(WaitReason::Concurrency, |(why, _)| why), None)
            } else {
                continue;
            };
            if call.told != Some(news) {
                call.told = Some(news);
                effects.push(GateEffect::Waiting {
                    call: call.id,
                    why: news.0,
                    until: news.1,
                });
            }
        }
    }

    /// Asks to be woken when the first thing that waits for time is due, unless that is already
    /// asked for.
    pub(super) fn set_wake(
        &mut self,
        block: Option<Block>,
        now: Millis,
        effects: &mut Vec<GateEffect>,
    ) {
        let backing_off = self
            .waiting
            .iter()
            .map(|call| call.not_before)
            .filter(|at| *at > now)
            .min();
        let due = backing_off
            .into_iter()
            .chain(block.and_then(|(_, until)| until))
            .min();
        // Nothing is sent while the gate holds: earlier than that there is nothing to do.
        let Some(due) = due.map(|due| due.max(self.hold_until)) else {
            return;
        };
        if self.wake.is_none_or(|wake| wake <= now || due < wake) {
            self.wake = Some(due);
            effects.push(GateEffect::WakeAt(due));
        }
    }
}
