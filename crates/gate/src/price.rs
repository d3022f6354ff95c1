//! What models cost, and where that is known from.

use crate::Cost;
use crate::builtin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wire::{BaseUrl, Reach, Usage};

/// Dollars per million tokens.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// For input.
    pub input: f64,
    /// For input that the endpoint had cached; `None`: as for other input.
    #[serde(default)]
    pub cached: Option<f64>,
    /// For output, reasoning included.
    pub output: f64,
}

impl Price {
    /// Costs nothing.
    pub const FREE: Price = Price {
        input: 0.0,
        cached: None,
        output: 0.0,
    };

    /// What these tokens cost. Cached tokens are part of the input, reasoning tokens part of the
    /// output.
    pub fn cost(&self, usage: Usage) -> Cost {
        let cached = usage.cached.min(usage.input);
        let full = usage.input - cached;
        // Dollars per million tokens are micro-dollars a token: a thousand nano-dollars.
        let nano = full as f64 * self.input
            + cached as f64 * self.cached.unwrap_or(self.input)
            + usage.output as f64 * self.output;
        Cost((nano * 1_000.0).round() as i64).max(Cost::ZERO)
    }

    pub(crate) fn is_free(&self) -> bool {
        self.input == 0.0 && self.cached.unwrap_or(0.0) == 0.0 && self.output == 0.0
    }

    /// The same with the dearer of the two input prices, for upper bounds: some endpoints charge
    /// more for what they cache.
    pub(crate) fn without_discount(&self) -> Price {
        Price {
            input: self.input.max(self.cached.unwrap_or(0.0)),
            cached: None,
            output: self.output,
        }
    }

    /// Prices from outside may be negative ("depends", as OpenRouter lists its routers) or not
    /// numbers at all.
    fn is_sound(&self) -> bool {
        [self.input, self.cached.unwrap_or(0.0), self.output]
            .iter()
            .all(|p| p.is_finite() && *p >= 0.0)
    }
}

/// Where a price is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriceSource {
    /// The table that came with the page ([`PriceTable::DATE`]).
    BuiltIn,
    /// The endpoint's own `/models`.
    Listed,
    /// The person set it.
    Yours,
    /// The endpoint runs its models itself, on this machine or in this network: it asks for no
    /// money.
    Local,
}

/// The prices of models: the person's own, those the endpoint lists, and a built-in table.
///
/// The built-in ones are the providers' public list prices as of [`PriceTable::DATE`], for standard
/// processing and prompts of ordinary length. They change and they are not an offer: the page shows
/// the date, and the person checks and edits them. Serialised, the table is what the person set,
/// nothing else.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PriceTable {
    yours: BTreeMap<String, Price>,
    #[serde(skip)]
    listed: BTreeMap<String, Price>,
}

impl PriceTable {
    /// When the built-in prices were last compared with the providers' lists (year and month).
    pub const DATE: &str = builtin::DATE;

    /// The table as it comes, with nothing set or listed.
    pub fn builtin() -> PriceTable {
        PriceTable::default()
    }

    /// With the person's own price for a model (see [`PriceTable::set_override`]).
    #[must_use]
    pub fn with_override(mut self, model: impl Into<String>, price: Price) -> PriceTable {
        self.set_override(model, price);
        self
    }

    /// Sets the person's own price for a model, at whatever endpoint. A price that is negative or
    /// not a number is ignored.
    pub fn set_override(&mut self, model: impl Into<String>, price: Price) {
        if price.is_sound() {
            self.yours.insert(model.into(), price);
        }
    }

    /// The person's own prices by model.
    pub fn overrides(&self) -> &BTreeMap<String, Price> {
        &self.yours
    }

    /// Sets a price the current endpoint lists in its `/models`. A price that is negative or not a
    /// number is ignored.
    pub fn set_listed(&mut self, model: impl Into<String>, price: Price) {
        if price.is_sound() {
            self.listed.insert(model.into(), price);
        }
    }

    /// The built-in prices as (provider origin, model, price), to show and edit.
    pub fn builtin_rows() -> impl Iterator<Item = (&'static str, &'static str, Price)> {
        builtin::PROVIDERS
            .iter()
            .flat_map(|(origin, rows)| rows.iter().map(|row| (*origin, row.model, row.price())))
    }

    /// The price of a model at an endpoint (its origin, as `https://api.openai.com`), or `None`:
    /// not known.
    ///
    /// The person's own comes first; then what the endpoint lists; then an endpoint that
    /// `runs_models` itself (Ollama, say) is free where its address is local; then the built-in
    /// table of that provider. A local address alone says nothing: a proxy there may stand in front
    /// of a paid endpoint. A name also matches with a date or version number after it:
    /// `gpt-5-mini-2025-08-07` is `gpt-5-mini`, but `gpt-5-mini` is not `gpt-5`.
    pub fn find(
        &self,
        endpoint_origin: &str,
        runs_models: bool,
        model: &str,
    ) -> Option<(Price, PriceSource)> {
        let model = model.strip_prefix("models/").unwrap_or(model);
        if let Some(price) = lookup(&self.yours, model) {
            return Some((price, PriceSource::Yours));
        }
        if let Some(price) = self.listed.get(model) {
            return Some((*price, PriceSource::Listed));
        }
        if runs_models && is_local(endpoint_origin) {
            return Some((Price::FREE, PriceSource::Local));
        }
        let (_, rows) = builtin::PROVIDERS
            .iter()
            .find(|(origin, _)| origin.eq_ignore_ascii_case(endpoint_origin))?;
        let row = rows
            .iter()
            .filter(|row| names(row.model, model))
            .max_by_key(|row| row.model.len())?;
        Some((row.price(), PriceSource::BuiltIn))
    }
}

fn lookup(prices: &BTreeMap<String, Price>, model: &str) -> Option<Price> {
    let found = prices
        .iter()
        .filter(|(name, _)| names(name, model))
        .max_by_key(|(name, _)| name.len());
    found.map(|(_, price)| *price)
}

/// Whether `model` is `name`, perhaps with a date or a version after it.
fn names(name: &str, model: &str) -> bool {
    match model.strip_prefix(name) {
        Some("") => true,
        Some(rest) => rest.strip_prefix(['-', '@']).is_some_and(is_version),
        None => false,
    }
}

/// `2025-08-07`, `20250929`, `2411`, `001`, `latest`: what providers put after a name without
/// meaning another model. One or two digits are part of a name (`claude-opus-4-5`, `o3-7b` are
/// other models than `claude-opus-4`, `o3`).
fn is_version(rest: &str) -> bool {
    if rest == "latest" {
        return true;
    }
    let mut parts = rest.split('-');
    let digits = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(one), None, None, None) => {
            digits(one, &[4, 6, 8]) || (one.starts_with('0') && digits(one, &[3]))
        }
        (Some(a), Some(b), Some(c), None) => digits(a, &[4]) && digits(b, &[2]) && digits(c, &[2]),
        _ => false,
    }
}

/// Whether an origin names this machine or a private network. Anything odd does not: a paid endpoint must never pass
/// for free.
fn is_local(origin: &str) -> bool {
    BaseUrl::parse(origin).is_ok_and(|base| {
        base.origin().eq_ignore_ascii_case(origin) && base.reach() != Reach::Https
    })
}
