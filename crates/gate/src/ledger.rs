//! The ledger: one entry for every call, and what they come to.

use crate::Cost;
use crate::calendar::Days;
use serde::{Deserialize, Serialize};
use wire::{Millis, Usage};

/// What a call was made for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum WorkKind {
    /// A text translated.
    Translate,
    /// A document translated.
    Document,
    /// A turn of a conversation.
    Chat,
    /// The doctor's checks.
    Check,
    /// The list of models asked for.
    Models,
    /// Anything a later version knows and this one does not.
    #[default]
    #[serde(other)]
    Other,
}

impl WorkKind {
    /// The stable name, as in stored data and the CSV.
    pub fn name(self) -> &'static str {
        match self {
            WorkKind::Translate => "translate",
            WorkKind::Document => "document",
            WorkKind::Chat => "chat",
            WorkKind::Check => "check",
            WorkKind::Models => "models",
            WorkKind::Other => "other",
        }
    }
}

/// One call, from the first attempt to its end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LedgerEntry {
    /// Names the entry; empty as it leaves the gate, filled by the app.
    pub id: String,
    /// When the call ended: the day and month its cost belongs to.
    pub at: Millis,
    /// The endpoint's origin.
    pub endpoint: String,
    /// The model asked for.
    pub model: String,
    /// What for.
    pub kind: WorkKind,
    /// The endpoint's own numbers, summed over the attempts; `None` if it gave none.
    pub usage: Option<Usage>,
    /// What those numbers cost; `None`: unknown, because the price is not known or the endpoint
    /// gave no numbers.
    pub cost: Option<Cost>,
    /// Where an attempt may have cost something that is not in `cost` (stopped, broken off or
    /// without numbers): the most that the call can have cost. It counts towards the cap, so that
    /// the cap holds; it is never shown as the cost.
    pub at_most: Option<Cost>,
    /// `complete`, `truncated`, `stopped`, `cancelled`, `failed:<kind>` or `refused:cap`.
    pub ended: String,
    /// How often it was sent; 0 for a call that was refused at once.
    pub attempts: u8,
    /// From the first attempt to the end.
    pub ms: Millis,
}

impl LedgerEntry {
    /// What this entry takes from the cap.
    pub fn counted(&self) -> Cost {
        self.at_most
            .or(self.cost)
            .unwrap_or_default()
            .max(Cost::ZERO)
    }
}

/// Sums over some entries.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// Calls that were sent (refused ones are not counted).
    pub calls: u64,
    /// Tokens, as far as endpoints reported them.
    pub usage: Usage,
    /// Money, as far as it is known.
    pub cost: Cost,
    /// Calls whose cost is not known: with any of these, `cost` is only the part that is known.
    pub unpriced_calls: u64,
}

impl Totals {
    fn add(&mut self, entry: &LedgerEntry) {
        if entry.attempts == 0 {
            return;
        }
        self.calls += 1;
        if let Some(usage) = entry.usage {
            self.usage = sum(self.usage, usage);
        }
        match entry.cost {
            Some(cost) => self.cost += cost,
            None => self.unpriced_calls += 1,
        }
    }
}

/// Adds up two usages without overflow: the numbers come from outside.
pub(crate) fn sum(a: Usage, b: Usage) -> Usage {
    Usage {
        input: a.input.saturating_add(b.input),
        cached: a.cached.saturating_add(b.cached),
        output: a.output.saturating_add(b.output),
        reasoning: a.reasoning.saturating_add(b.reasoning),
    }
}

/// What was used and spent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// Since local midnight.
    pub today: Totals,
    /// Since the first of the month, local time.
    pub month: Totals,
    /// This month by model, the dearest first.
    pub by_model: Vec<(String, Totals)>,
    /// This month by kind of work, the dearest first.
    pub by_kind: Vec<(WorkKind, Totals)>,
}

/// Sums the ledger for the day and month that `now` is in. `utc_offset_minutes` is minutes east of
/// UTC (the negative of JavaScript's `getTimezoneOffset()`).
pub fn summarise(entries: &[LedgerEntry], now: Millis, utc_offset_minutes: i32) -> Summary {
    let today = Days::at(now, utc_offset_minutes);
    let mut summary = Summary::default();
    for entry in entries {
        let day = Days::at(entry.at, utc_offset_minutes);
        if day.month_key() != today.month_key() {
            continue;
        }
        if day == today {
            summary.today.add(entry);
        }
        if entry.attempts > 0 {
            summary.month.add(entry);
            group(
                &mut summary.by_model,
                |name| *name == entry.model,
                || entry.model.clone(),
            )
            .add(entry);
            group(
                &mut summary.by_kind,
                |kind| *kind == entry.kind,
                || entry.kind,
            )
            .add(entry);
        }
    }
    dearest_first(&mut summary.by_model);
    dearest_first(&mut summary.by_kind);
    summary
}

// Few models and kinds: a linear search is quicker and smaller than a map.
fn group<K>(
    groups: &mut Vec<(K, Totals)>,
    is: impl Fn(&K) -> bool,
    key: impl Fn() -> K,
) -> &mut Totals {
    let index = groups.iter().position(|(k, _)| is(k)).unwrap_or_else(|| {
        groups.push((key(), Totals::default()));
        groups.len() - 1
    });
    &mut groups[index].1
}

fn dearest_first<K: Ord>(groups: &mut [(K, Totals)]) {
    groups.sort_by(|(a, x), (b, y)| {
        y.cost
            .cmp(&x.cost)
            .then(y.calls.cmp(&x.calls))
            .then(a.cmp(b))
    });
}
