//! The gate: the one pure machine through which every request to an endpoint passes.
//!
//! It paces (requests and tokens a minute), adapts how many calls run at once, retries what is
//! worth retrying, holds the spending cap and writes the ledger. It knows no clock and no network:
//! [`Gate::handle`] takes what happened and the moment it happened, and gives back what must be
//! done now.
//!
//! Start reading at [`Gate`], then [`GateEvent`] and [`GateEffect`]. What things cost is in
//! [`PriceTable`], what was spent in [`summarise`].

#![deny(missing_docs)]

mod bucket;
mod budget;
mod builtin;
mod calendar;
mod call;
mod concurrency;
mod cost;
mod csv;
mod event;
mod ledger;
mod machine;
mod price;
mod retry;
mod settings;
mod small;
mod tokens;

pub use budget::{Cap, Period, Refusal, Spent};
pub use cost::{Cost, format_cost, format_estimate};
pub use csv::to_csv;
pub use event::{CallId, CallMeta, Ending, GateEffect, GateEvent, Moment, WaitReason};
pub use ledger::{LedgerEntry, Summary, Totals, WorkKind, summarise};
pub use machine::Gate;
pub use price::{Price, PriceSource, PriceTable};
pub use settings::{GateSettings, Pace};
pub use small::{Offered, small_model};
pub use tokens::estimate_tokens;

#[cfg(test)]
mod tests;
