//! What each endpoint's models are known to refuse, so that no call learns it twice.

use crate::browser::storage::{self, Name, StorageProblem};
use std::collections::BTreeMap;
use wire::{Quirk, Quirks};

type QuirkBook = BTreeMap<String, Quirks>;

fn quirk_key(origin: &str, model: &str) -> String {
    format!("{origin} {model}")
}

/// What this endpoint's model is known to refuse.
pub(super) fn known_quirks(origin: &str, model: &str) -> Quirks {
    storage::load::<QuirkBook>(Name::Quirks)
        .unwrap_or_default()
        .remove(&quirk_key(origin, model))
        .unwrap_or_default()
}

/// Remembers what a model refuses.
pub(super) fn remember(origin: &str, model: &str, quirk: Quirk) -> Result<(), StorageProblem> {
    let mut book = storage::load::<QuirkBook>(Name::Quirks).unwrap_or_default();
    book.entry(quirk_key(origin, model))
        .or_default()
        .insert(quirk);
    storage::save(Name::Quirks, &book)
}
