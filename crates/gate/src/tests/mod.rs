//! Tests of the whole crate, one file a subject.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cap;
mod csv;
mod ledger;
mod money;
mod pacing;
mod prices;
mod retries;
mod simulation;
mod tokens;
mod waiting;

use crate::*;
use wire::{Millis, Usage};

/// Monday 2026-11-23, 12:00 UTC.
const NOON: Millis = 1_795_435_200_000;

/// Dollars per million: a thousand tokens in and a thousand out are one cent.
const PRICE: Price = Price {
    input: 2.0,
    cached: Some(0.5),
    output: 8.0,
};

fn meta() -> CallMeta {
    CallMeta {
        kind: WorkKind::Translate,
        endpoint: "https://api.example.com".into(),
        model: "m".into(),
        input_tokens: 1_000,
        output_tokens: 1_000,
        price: Some(PRICE),
    }
}

fn usage(input: u64, output: u64) -> Option<Usage> {
    Some(Usage {
        input,
        output,
        ..Usage::default()
    })
}

fn settings(requests: Option<u32>, tokens: Option<u32>, max_concurrent: u16) -> GateSettings {
    let pace = Pace {
        requests_per_minute: requests,
        tokens_per_minute: tokens,
        max_concurrent,
    };
    GateSettings {
        pace,
        ..GateSettings::default()
    }
}

fn too_many(retry_after: Option<Millis>) -> Ending {
    Ending::Failed {
        kind: "rate-limited".into(),
        transient: true,
        rate_limited: true,
        retry_after,
    }
}

fn failed(kind: &str, transient: bool) -> Ending {
    Ending::Failed {
        kind: kind.into(),
        transient,
        rate_limited: false,
        retry_after: None,
    }
}

/// A gate and a clock, and everything it recorded.
struct Bench {
    gate: Gate,
    now: Millis,
    random: f64,
    ledger: Vec<LedgerEntry>,
}

impl Bench {
    fn new(settings: GateSettings) -> Bench {
        Bench {
            gate: Gate::new(settings, Spent::default()),
            now: NOON,
            random: 0.0,
            ledger: Vec::new(),
        }
    }

    fn handle(&mut self, event: GateEvent) -> Vec<GateEffect> {
        let effects = self.gate.handle(
            Moment {
                now: self.now,
                random: self.random,
            },
            event,
        );
        self.ledger
            .extend(effects.iter().filter_map(|effect| match effect {
                GateEffect::Record(entry) => Some(entry.clone()),
                _ => None,
            }));
        effects
    }

    fn ask(&mut self, call: CallId) -> Vec<GateEffect> {
        self.handle(GateEvent::Asked { call, meta: meta() })
    }

    fn end(&mut self, call: CallId, ending: Ending, usage: Option<Usage>) -> Vec<GateEffect> {
        self.handle(GateEvent::Ended {
            call,
            ending,
            usage,
        })
    }

    fn tick_at(&mut self, now: Millis) -> Vec<GateEffect> {
        self.now = now;
        self.handle(GateEvent::Tick)
    }
}

/// The calls that are sent, as (call, attempt).
fn sent(effects: &[GateEffect]) -> Vec<(CallId, u8)> {
    let send = |effect: &GateEffect| match effect {
        GateEffect::Send { call, attempt } => Some((*call, *attempt)),
        _ => None,
    };
    effects.iter().filter_map(send).collect()
}

fn wake(effects: &[GateEffect]) -> Option<Millis> {
    effects.iter().find_map(|effect| match effect {
        GateEffect::WakeAt(at) => Some(*at),
        _ => None,
    })
}

fn waiting(effects: &[GateEffect]) -> Vec<(CallId, WaitReason, Option<Millis>)> {
    let waiting = |effect: &GateEffect| match effect {
        GateEffect::Waiting { call, why, until } => {
            Some((*call, *why, until.map(|until| until - NOON)))
        }
        _ => None,
    };
    effects.iter().filter_map(waiting).collect()
}

fn refusal(effects: &[GateEffect]) -> Option<Refusal> {
    effects.iter().find_map(|effect| match effect {
        GateEffect::Refuse { reason, .. } => Some(*reason),
        _ => None,
    })
}

fn gave_up(effects: &[GateEffect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, GateEffect::GiveUp { .. }))
}
