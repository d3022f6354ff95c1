//! The parts of the Usage page.

mod ledger;

pub use ledger::{Ledger, kind_words};
