//! Any order of events: the promises that hold whatever happens.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    Ask {
        tokens: u64,
        priced: bool,
    },
    Delta(usize),
    End {
        which: usize,
        how: u8,
        retry_after: Option<Millis>,
        reports: bool,
    },
    Cancel(usize),
    Pass(Millis),
    Wake {
        early: Millis,
    },
    ClockBack(Millis),
    OtherTab(i64),
    Settings {
        rpm: Option<u32>,
        tpm: Option<u32>,
        max: u16,
    },
}

fn step(changes: bool) -> impl Strategy<Value = Step> {
    let end = (
        any::<usize>(),
        0u8..8,
        proptest::option::of(0u64..70_000),
        any::<bool>(),
    )
        .prop_map(|(which, how, retry_after, reports)| Step::End {
            which,
            how,
            retry_after,
            reports,
        });
    let settings = (
        proptest::option::of(0u32..90),
        proptest::option::of(0u32..9_000),
        0u16..6,
    )
        .prop_map(|(rpm, tpm, max)| Step::Settings { rpm, tpm, max });
    let odd = u32::from(changes);
    prop_oneof![
        6 => (1u64..3_000, any::<bool>()).prop_map(|(tokens, priced)| Step::Ask { tokens, priced }),
        2 => any::<usize>().prop_map(Step::Delta),
        8 => end,
        1 => any::<usize>().prop_map(Step::Cancel),
        3 => (0u64..20_000).prop_map(Step::Pass),
        6 => (0u64..3).prop_map(|early| Step::Wake { early }),
        odd => (0u64..90_000_000).prop_map(Step::ClockBack),
        odd => (0i64..5_000_000).prop_map(Step::OtherTab),
        odd => settings,
    ]
}

/// The app around the gate: performs effects, and checks each promise as they come.
struct World {
    gate: Gate,
    now: Millis,
    random: u64,
    asked: u64,
    flying: Vec<CallId>,
    open: BTreeSet<CallId>,
    attempts: BTreeMap<CallId, u8>,
    entries: BTreeMap<CallId, u32>,
    ledger: Vec<LedgerEntry>,
    last_first_sent: Option<CallId>,
    sends: Vec<Millis>,
    wake: Option<Millis>,
    cap: Cost,
    fixed: bool,
}

const RETRIES: u8 = 2;

impl World {
    fn new(settings: GateSettings, cap: Cost, fixed: bool) -> World {
        let cap_setting = Cap {
            per_day: Some(cap),
            per_month: None,
        };
        let settings = GateSettings {
            cap: cap_setting,
            max_retries: RETRIES,
            ..settings
        };
        World {
            gate: Gate::new(settings, Spent::default()),
            now: NOON,
            random: 7,
            asked: 0,
            flying: Vec::new(),
            open: BTreeSet::new(),
            attempts: BTreeMap::new(),
            entries: BTreeMap::new(),
            ledger: Vec::new(),
            last_first_sent: None,
            sends: Vec::new(),
            wake: None,
            cap,
            fixed,
        }
    }

    fn handle(&mut self, event: GateEvent) {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let random = (self.random >> 11) as f64 / (1u64 << 53) as f64;
        let about = match &event {
            GateEvent::Ended { call, .. }
            | GateEvent::Cancelled { call }
            | GateEvent::Asked { call, .. } => Some(*call),
            _ => None,
        };
        if matches!(event, GateEvent::Tick) {
            self.wake = None;
        }
        if let GateEvent::Ended { call, .. } | GateEvent::Cancelled { call } = &event {
            self.flying.retain(|other| other != call);
        }
        let cancelled = matches!(event, GateEvent::Cancelled { .. });
        let effects = self.gate.handle(
            Moment {
                now: self.now,
                random,
            },
            event,
        );
        let mut refused = None;
        for effect in effects {
            match effect {
                GateEffect::Send { call, attempt } => self.send(call, attempt),
                GateEffect::WakeAt(at) => {
                    assert!(at > self.now, "woken in the past");
                    self.wake = Some(at);
                }
                GateEffect::Refuse { call, .. } => {
                    assert!(!self.flying.contains(&call));
                    assert!(self.open.remove(&call));
                    refused = Some(call);
                }
                GateEffect::Record(entry) => {
                    let call = if entry.ended == "refused:cap" {
                        refused.take()
                    } else {
                        about
                    }
                    .unwrap();
                    assert_eq!(
                        entry.attempts,
                        self.attempts.get(&call).copied().unwrap_or(0)
                    );
                    *self.entries.entry(call).or_default() += 1;
                    self.open.remove(&call);
                    self.ledger.push(entry);
                }
                GateEffect::Waiting { call, .. } => {
                    assert!(self.open.contains(&call) && !self.flying.contains(&call))
                }
                GateEffect::Abort { call } | GateEffect::GiveUp { call } => {
                    assert_eq!(Some(call), about)
                }
            }
        }
        if cancelled && let Some(call) = about {
            self.open.remove(&call);
        }
        self.check();
    }

    fn send(&mut self, call: CallId, attempt: u8) {
        assert!(self.open.contains(&call), "sent after its end");
        assert!(!self.flying.contains(&call), "sent twice at once");
        let attempts = self.attempts.entry(call).or_default();
        *attempts += 1;
        assert_eq!(*attempts, attempt);
        assert!(attempt <= 1 + RETRIES);
        if attempt == 1 {
            assert!(self.last_first_sent < Some(call), "out of order");
            self.last_first_sent = Some(call);
        }
        self.flying.push(call);
        self.sends.push(self.now);
        let limit = usize::from(self.gate.concurrency_limit());
        assert!(self.flying.len() <= limit, "more in flight than allowed");
        if self.fixed {
            let rpm = self
                .gate
                .settings()
                .pace
                .requests_per_minute
                .unwrap_or(u32::MAX) as usize;
            let minute = self
                .sends
                .iter()
                .rev()
                .take_while(|at| self.now - **at < 60_000)
                .count();
            assert!(minute <= rpm, "{minute} requests in a minute");
        }
    }

    fn check(&self) {
        assert_eq!(self.gate.in_flight(), self.flying.len());
        assert_eq!(self.gate.in_flight() + self.gate.waiting(), self.open.len());
        assert!(self.gate.reserved() >= Cost::ZERO);
        if self.open.is_empty() {
            assert_eq!(self.gate.reserved(), Cost::ZERO);
        }
        // No call is forgotten: if one waits, an answer or a timer will come.
        assert!(
            self.gate.waiting() == 0 || !self.flying.is_empty() || self.wake.is_some(),
            "forgotten"
        );
        if self.fixed {
            assert!(
                self.gate.spent().day + self.gate.reserved() <= self.cap,
                "the cap was passed"
            );
            assert_eq!(
                self.gate.spent(),
                Spent::from_ledger(&self.ledger, self.now, 0)
            );
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Ask { tokens, priced } => {
                let call = self.asked;
                self.asked += 1;
                self.open.insert(call);
                let price = priced.then_some(PRICE);
                let meta = CallMeta {
                    input_tokens: tokens,
                    output_tokens: tokens,
                    price,
                    ..meta()
                };
                self.handle(GateEvent::Asked { call, meta });
            }
            Step::Delta(which) => {
                if let Some(call) = pick(&self.flying, which) {
                    self.handle(GateEvent::FirstDelta { call });
                }
            }
            Step::End {
                which,
                how,
                retry_after,
                reports,
            } => {
                let Some(call) = pick(&self.flying, which) else {
                    return;
                };
                let ending = match how {
                    0 | 1 => Ending::Complete,
                    2 => Ending::Truncated,
                    3 => Ending::Stopped,
                    4 => too_many(retry_after),
                    5 => failed("server-trouble", true),
                    6 => failed("timeout", true),
                    _ => failed("bad-request", false),
                };
                // No more than any call's estimate, so that the cap can be held to the letter.
                self.handle(GateEvent::Ended {
                    call,
                    ending,
                    usage: usage(1, 1).filter(|_| reports),
                });
            }
            Step::Cancel(which) => {
                let open: Vec<_> = self.open.iter().copied().collect();
                if let Some(call) = pick(&open, which) {
                    self.handle(GateEvent::Cancelled { call });
                }
            }
            Step::Pass(by) => self.now += by,
            Step::Wake { early } => {
                if let Some(at) = self.wake {
                    self.now = self.now.max(at - early);
                    self.handle(GateEvent::Tick);
                }
            }
            Step::ClockBack(by) => {
                self.now -= by;
                self.wake = self.wake.map(|at| at.saturating_sub(by).max(1));
                self.handle(GateEvent::Tick);
            }
            Step::OtherTab(cost) => {
                let entry = LedgerEntry {
                    at: self.now,
                    cost: Some(Cost(cost)),
                    ..LedgerEntry::default()
                };
                self.handle(GateEvent::SpentChanged(Spent::from_ledger(
                    &[entry],
                    self.now,
                    60,
                )));
            }
            Step::Settings { rpm, tpm, max } => {
                let cap = self.gate.settings().cap;
                let new = GateSettings {
                    cap,
                    max_retries: RETRIES,
                    ..settings(rpm, tpm, max)
                };
                self.handle(GateEvent::SettingsChanged(new));
            }
        }
    }

    /// Lets everything come to its end.
    fn drain(&mut self) {
        for _ in 0..20_000 {
            if let Some(call) = self.flying.first().copied() {
                self.handle(GateEvent::Ended {
                    call,
                    ending: Ending::Complete,
                    usage: usage(1, 1),
                });
            } else if let Some(at) = self.wake {
                self.now = self.now.max(at);
                self.handle(GateEvent::Tick);
            } else {
                break;
            }
        }
        assert!(self.open.is_empty(), "not all calls came to an end");
        assert_eq!(self.gate.reserved(), Cost::ZERO);
        for call in 0..self.asked {
            let entries = self.entries.get(&call).copied().unwrap_or(0);
            // None only for a call that was cancelled before it was sent.
            assert!(
                entries == 1 || (entries == 0 && !self.attempts.contains_key(&call)),
                "{entries} entries of {call}"
            );
        }
    }
}

fn pick(from: &[CallId], which: usize) -> Option<CallId> {
    (!from.is_empty()).then(|| from[which % from.len()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Settings and clock as they should be: pace and cap hold to the letter.
    #[test]
    fn promises_hold(
        steps in proptest::collection::vec(step(false), 1..120),
        rpm in proptest::option::of(1u32..90),
        tpm in proptest::option::of(1u32..20_000),
        max in 1u16..9,
        cap in 0i64..200_000_000,
    ) {
        let mut world = World::new(settings(rpm, tpm, max), Cost(cap), true);
        for step in steps {
            world.take(step);
        }
        world.drain();
    }

    /// A clock that jumps, settings that change, other tabs that spend: still nothing is lost,
    /// doubled or stuck.
    #[test]
    fn nothing_is_lost_whatever_changes(steps in proptest::collection::vec(step(true), 1..120), max in 1u16..9) {
        let mut world = World::new(settings(Some(60), Some(9_000), max), Cost::dollars(9.0), false);
        for step in steps {
            world.take(step);
        }
        world.drain();
    }
}
