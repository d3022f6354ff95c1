//! What each endpoint's models are known to refuse, and how segments are best asked of them, so that no call learns it twice.

use crate::browser::storage::{self, Name, StorageProblem};
use std::collections::BTreeMap;
use translation::Rung;
use wire::{Quirk, Quirks};

type QuirkBook = BTreeMap<String, Quirks>;

/// Kept apart from the quirks: what an older build cannot read of these must not cost it those.
type RungBook = BTreeMap<String, Rung>;

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

/// Forgets what is no longer to hold of a model.
pub(super) fn forget(
    origin: &str,
    model: &str,
    what: impl Fn(&Quirk) -> bool,
) -> Result<(), StorageProblem> {
    let mut book = storage::load::<QuirkBook>(Name::Quirks).unwrap_or_default();
    if let Some(quirks) = book.get_mut(&quirk_key(origin, model)) {
        *quirks = quirks
            .iter()
            .filter(|quirk| !what(quirk))
            .cloned()
            .collect();
    }
    storage::save(Name::Quirks, &book)
}

/// How answers in segments are asked of this endpoint's model: as strictly as it is known to take it.
pub(super) fn known_rung(origin: &str, model: &str) -> Rung {
    let book = storage::load::<RungBook>(Name::Rungs).unwrap_or_default();
    book.get(&quirk_key(origin, model))
        .copied()
        .unwrap_or_default()
}

/// Remembers how a model has to be asked.
pub(super) fn remember_rung(origin: &str, model: &str, rung: Rung) -> Result<(), StorageProblem> {
    let mut book = storage::load::<RungBook>(Name::Rungs).unwrap_or_default();
    book.insert(quirk_key(origin, model), rung);
    storage::save(Name::Rungs, &book)
}
