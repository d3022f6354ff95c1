//! The machine itself: its state and what each event does to it. How a call ends is in `endings`,
//! how one gets its turn in `release`.

mod endings;
mod release;

use crate::bucket::Bucket;
use crate::budget::over_cap;
use crate::call::Call;
use crate::concurrency::Concurrency;
use crate::event::{CallId, CallMeta, GateEffect, GateEvent, Moment};
use crate::{Cost, GateSettings, Pace, Refusal, Spent};
use std::collections::{BTreeMap, VecDeque};
use wire::Millis;

/// The gate of one endpoint. Every request to it passes through here.
///
/// - Calls are sent in the order they were asked for; one that backs off after a failure of its own
///   lets others pass and keeps its place.
/// - A 429 holds the whole gate, halves how many may run at once, and what waited is then released
///   one by one.
/// - Money is set aside before a call is sent and settled when it is over, so that calls under way
///   cannot pass the cap together.
/// - Whenever something waits for time to pass, a [`GateEffect::WakeAt`] is outstanding.
#[derive(Debug, Clone)]
pub struct Gate {
    settings: GateSettings,
    spent: Spent,
    /// In order of asking.
    waiting: VecDeque<Call>,
    flying: BTreeMap<CallId, Call>,
    next_ticket: u64,
    requests: Option<Bucket>,
    tokens: Option<Bucket>,
    concurrency: Concurrency,
    /// Nothing is sent before this: the endpoint said 429.
    hold_until: Millis,
    /// Rounds of 429 since the last success.
    strikes: u32,
    /// How many are still to be released one by one after a hold, and when the next may go.
    staggered: u16,
    next_release: Millis,
    /// The `WakeAt` that is outstanding.
    wake: Option<Millis>,
    last_now: Millis,
}

impl Gate {
    /// A gate with nothing under way.
    pub fn new(settings: GateSettings, spent: Spent) -> Gate {
        let concurrency = Concurrency::new(settings.pace.max_concurrent);
        let (requests, tokens) = buckets(&settings.pace, 0);
        Gate {
            settings,
            spent,
            waiting: VecDeque::new(),
            flying: BTreeMap::new(),
            next_ticket: 0,
            requests,
            tokens,
            concurrency,
            hold_until: 0,
            strikes: 0,
            staggered: 0,
            next_release: 0,
            wake: None,
            last_now: 0,
        }
    }

    /// Takes in what happened and gives what must be done, in order.
    pub fn handle(&mut self, moment: Moment, event: GateEvent) -> Vec<GateEffect> {
        let mut effects = Vec::new();
        self.follow_clock(moment.now);
        match event {
            GateEvent::Asked { call, meta } => self.asked(call, meta, moment, &mut effects),
            GateEvent::FirstDelta { call } => {
                if let Some(call) = self.flying.get_mut(&call) {
                    call.shown = true;
                }
            }
            GateEvent::Ended {
                call,
                ending,
                usage,
            } => self.ended(call, &ending, usage, moment, &mut effects),
            GateEvent::Cancelled { call } => self.cancelled(call, moment, &mut effects),
            GateEvent::SettingsChanged(settings) => self.change_settings(settings, moment.now),
            GateEvent::SpentChanged(mut spent) => {
                spent.roll_over(moment.now);
                self.spent.merge(spent);
            }
            // The timer fired, perhaps early: whatever was outstanding no longer is.
            GateEvent::Tick => self.wake = None,
        }
        let block = self.release(moment, &mut effects);
        self.tell(block, moment.now, &mut effects);
        self.set_wake(block, moment.now, &mut effects);
        effects
    }

    /// What was spent today and this month, and when those began.
    pub fn spent(&self) -> Spent {
        self.spent
    }

    /// Money set aside for calls that were sent and are not over.
    pub fn reserved(&self) -> Cost {
        self.flying
            .values()
            .chain(&self.waiting)
            .map(|call| call.reserved)
            .sum()
    }

    /// How many calls are in flight.
    pub fn in_flight(&self) -> usize {
        self.flying.len()
    }

    /// How many calls wait or back off.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many calls may run at once just now.
    pub fn concurrency_limit(&self) -> u16 {
        self.concurrency.limit()
    }

    /// The settings in force.
    pub fn settings(&self) -> &GateSettings {
        &self.settings
    }

    fn follow_clock(&mut self, now: Millis) {
        if now < self.last_now {
            // The clock was set back. What was to happen in ten seconds still does, not in ten
            // seconds and an hour.
            let by = self.last_now - now;
            for bucket in [&mut self.requests, &mut self.tokens].into_iter().flatten() {
                bucket.clock_set_back(by);
            }
            for call in self.waiting.iter_mut().chain(self.flying.values_mut()) {
                call.not_before = call.not_before.saturating_sub(by);
                call.first_sent = call.first_sent.saturating_sub(by);
            }
            self.hold_until = self.hold_until.saturating_sub(by);
            self.next_release = self.next_release.saturating_sub(by);
            self.wake = self.wake.map(|wake| wake.saturating_sub(by));
        }
        self.last_now = now;
        self.spent.roll_over(now);
    }

    fn asked(&mut self, id: CallId, meta: CallMeta, moment: Moment, effects: &mut Vec<GateEffect>) {
        if self.flying.contains_key(&id) || self.waiting.iter().any(|call| call.id == id) {
            return;
        }
        let call = Call::new(id, self.next_ticket, meta);
        self.next_ticket += 1;
        // Said at once, not after a minute in line.
        match self.refusal(&call) {
            Some(reason) => self.refuse(call, reason, moment.now, effects),
            None => self.waiting.push_back(call),
        }
    }

    /// For a call that is neither waiting nor in flight just now: its own reservation is part of
    /// its bound.
    fn refusal(&self, call: &Call) -> Option<Refusal> {
        over_cap(
            &self.settings.cap,
            &self.spent,
            self.reserved(),
            call.bound(),
        )
    }

    fn refuse(&mut self, call: Call, reason: Refusal, now: Millis, effects: &mut Vec<GateEffect>) {
        effects.push(GateEffect::Refuse {
            call: call.id,
            reason,
        });
        self.record(&call, now, "refused:cap".into(), effects);
    }

    /// Enters a call that is over, and what it cost.
    fn record(&mut self, call: &Call, now: Millis, ended: String, effects: &mut Vec<GateEffect>) {
        let entry = call.entry(now, ended);
        self.spent.add(entry.counted());
        effects.push(GateEffect::Record(entry));
    }

    fn change_settings(&mut self, settings: GateSettings, now: Millis) {
        let (old, new) = (&self.settings.pace, &settings.pace);
        let (requests, tokens) = buckets(new, now);
        if old.requests_per_minute != new.requests_per_minute {
            self.requests = inherit(requests, self.requests.as_ref());
        }
        if old.tokens_per_minute != new.tokens_per_minute {
            self.tokens = inherit(tokens, self.tokens.as_ref());
        }
        self.concurrency.set_max(new.max_concurrent);
        self.settings = settings;
    }
}

fn buckets(pace: &Pace, now: Millis) -> (Option<Bucket>, Option<Bucket>) {
    let requests = pace.requests_per_minute.filter(|limit| *limit > 0);
    let tokens = pace.tokens_per_minute.filter(|limit| *limit > 0);
    (
        requests.map(|limit| Bucket::requests(limit, now)),
        tokens.map(|limit| Bucket::tokens(limit, now)),
    )
}

fn inherit(new: Option<Bucket>, old: Option<&Bucket>) -> Option<Bucket> {
    new.map(|mut new| {
        if let Some(old) = old {
            new.inherit(old);
        }
        new
    })
}
