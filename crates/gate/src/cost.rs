//! Money: exact in whole nano-dollars, so that sums of thousands of tiny calls do not drift.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// An amount of US dollars in billionths (nano-dollars). Arithmetic saturates, it never wraps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cost(pub i64);

const NANO: f64 = 1_000_000_000.0;

impl Cost {
    /// Nothing.
    pub const ZERO: Cost = Cost(0);

    /// From dollars, rounded to the nearest nano-dollar (NaN is zero, what is too large is the
    /// largest amount).
    pub fn dollars(dollars: f64) -> Cost {
        // `as` saturates and maps NaN to zero, which is what is wanted here.
        Cost((dollars * NANO).round() as i64)
    }

    /// In dollars.
    pub fn as_dollars(self) -> f64 {
        self.0 as f64 / NANO
    }
}

impl Add for Cost {
    type Output = Cost;
    fn add(self, other: Cost) -> Cost {
        Cost(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        *self = *self + other;
    }
}

impl Sub for Cost {
    type Output = Cost;
    fn sub(self, other: Cost) -> Cost {
        Cost(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Cost>>(costs: I) -> Cost {
        costs.fold(Cost::ZERO, Add::add)
    }
}

/// A known amount for people: `$0`, `< $0.0001`, four decimals below a cent (`$0.0003`), three
/// below a dollar (`$0.024`), two from there (`$1.24`). For what is only estimated use
/// [`format_estimate`].
pub fn format_cost(cost: Cost) -> String {
    let sign = if cost.0 < 0 { "-" } else { "" };
    let nano = cost.0.unsigned_abs();
    if nano == 0 {
        return "$0".into();
    }
    if nano < 100_000 {
        return if cost.0 < 0 {
            "> -$0.0001".into()
        } else {
            "< $0.0001".into()
        };
    }
    // Each step is taken only if the rounded figure still belongs to it: 0.99996 cent is "$0.010".
    let ten_thousandths = nano.saturating_add(50_000) / 100_000;
    if ten_thousandths < 100 {
        return format!("{sign}$0.{ten_thousandths:04}");
    }
    let thousandths = nano.saturating_add(500_000) / 1_000_000;
    if thousandths < 1_000 {
        return format!("{sign}$0.{thousandths:03}");
    }
    let cents = nano.saturating_add(5_000_000) / 10_000_000;
    format!("{sign}${}.{:02}", cents / 100, cents % 100)
}

/// An estimated amount for people: always marked with `≈`, so that a guess is never read as a fact.
pub fn format_estimate(cost: Cost) -> String {
    format!("≈ {}", format_cost(cost))
}
