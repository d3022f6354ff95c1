//! A translation whose page went away while it ran: what had arrived is put together from its entry and its journal.

use super::HistoryEntry;
use super::job_screen::gaps;
use translation::{InOrder, Kept, PairState, read_kept};

/// Adds to an entry, as it was written when the run began, what its journal holds.
pub(super) fn put_together(entry: &mut HistoryEntry, journal: &str) {
    if entry.pairs.0.is_empty() {
        return entry.target.push_str(journal);
    }
    let mut kept = read_kept(journal);
    let mut order = InOrder::new(gaps(entry));
    for segment in 0..entry.pairs.0.len() {
        let Some(pair) = entry.pairs.0.get(segment) else {
            break;
        };
        let (text, state) = match kept.remove(&segment) {
            Some(Kept::Settled(text)) => (text, PairState::Translated),
            Some(Kept::Failed(reason)) => (entry.source_of(segment), PairState::Failed(reason)),
            Some(Kept::More(text)) => (text, PairState::Initial),
            Some(Kept::Void) | None => {
                let stands = entry.target.get(pair.target.clone());
                (stands.unwrap_or_default().to_string(), pair.state.clone())
            }
        };
        order.append(segment, &text);
        if let Some(pair) = entry.pairs.0.get_mut(segment) {
            pair.state = state;
        }
    }
    order.give_up();
    entry.target = order.catch_up().append;
    for (segment, pair) in entry.pairs.0.iter_mut().enumerate() {
        pair.target = order.range(segment);
    }
}
